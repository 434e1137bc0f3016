"""The board when a council looks back at what has ended: how long it took, what was done, what it must decide.

Codes, counts and durations alone, so that nothing anybody wrote is on the wall. Source: domain.md 5.4 (R6, B7).
"""

from collections.abc import Mapping
from typing import Any, Final

from components import look, review_words, times
from components.documents.naming import Naming
from components.texts import mark, t, tn
from data.places import Places
from data.plan import StandingPlan
from data.queries import Review
from data.rules import review as rules
from data.rules.board import shortened
from data.rules.fold import Point

ROOM: Final = 5
"""Lines for what must be decided, the one that says how many more there are among them."""
LINE: Final = 62
"""Characters of such a line; a question goes on in a second one, so that it is there whole."""
LEAST: Final = 8
"""Characters of a kind that say something."""
HEAD: Final = 44
"""Characters of the first line; those of the title are half as wide again."""
SPANS: Final[Mapping[tuple[Point, Point], str]] = {
    (Point.REPORTED, Point.ACTIVATED): mark("Report → activated"),
    (Point.ACTIVATED, Point.MEETING): mark("Activated → meeting"),
    (Point.MEETING, Point.AGREED): mark("Meeting → plan agreed"),
    (Point.ACTIVATED, Point.TOLD): mark("Activated → message"),
    (Point.AGREED, Point.CLOSED): mark("Plan agreed → closed"),
}
"""The durations of rules.SPANS, short enough for the wall."""


def face(view: Review, plan: StandingPlan) -> dict[str, Any]:
    """The review of one incident as it stands on the wall."""
    naming = Naming(plan, view.exercise)
    title = t("EXERCISE {n}, review", n=view.number) if view.exercise else t("Review {n}", n=view.number)
    return {
        "kind": "review",
        "key": f"review-{view.id}",
        "exercise": view.exercise,
        "title": title,
        "what": _kind(view, plan, HEAD - 3 * len(title) // 2),
        "state": {"text": _ended(view), "tone": ""},
        "spans": {"head": t("How long it took"), "rows": [_span(view, start, end) for start, end in SPANS]},
        "counts": {"head": t("Actions"), "rows": _counts(view)},
        "decide": {"head": t("To decide"), "rows": _decide(view, naming)},
        "strip": "",
    }


def _kind(view: Review, plan: StandingPlan, room: int) -> str:
    """Its quarter, and its kind where there is room for it."""
    known = plan.categories.get(view.folded.category)
    where = shortened(Places.from_plan(plan).zone_name(view.zone), room) if view.zone else ""
    left = room - len(where) - 3
    said = shortened(known.name, left) if known and left >= LEAST else ""
    return " · ".join(part for part in (said, where) if part)


def _ended(view: Review) -> str:
    ended = view.folded.at(Point.CLOSED)
    state = look.INCIDENT[view.folded.state].label
    return f"{state} {times.dated(ended)}" if ended else state


def _span(view: Review, start: Point, end: Point) -> dict[str, Any]:
    """A duration, or loudly that one of its ends is not registered: never a zero."""
    began, ended = view.folded.at(start), view.folded.at(end)
    missing = rules.span(began, ended) is None
    return _row(t(SPANS[start, end]), review_words.length(began, ended), "warn" if missing and not ended else "")


def _counts(view: Review) -> list[dict[str, Any]]:
    """All parties together: the table by party is read on the page and on paper."""
    all_of_them = view.counted
    done, late = sum(one.done for one in all_of_them), sum(one.late for one in all_of_them)
    left = sum(one.left for one in all_of_them)
    closed = [length for one in view.folded.meetings for length in one.closed]
    finished = t("{n}, {late} of them late", n=done, late=late) if late else str(done)
    return [
        _row(t("Proposed"), str(sum(one.proposed for one in all_of_them))),
        _row(t("Done"), finished, "warn" if late else ""),
        _row(t("Handed over"), str(sum(one.handed_over for one in all_of_them))),
        _row(t("Not ended"), str(left), "warn" if left else ""),
        _row(t("Closed items"), str(len(closed)) if closed else t("none")),
    ]


def _decide(view: Review, naming: Naming) -> list[dict[str, Any]]:
    if not view.to_decide:
        return [_row("", t("The log leaves nothing open."), "good")]
    rows, lines = [], 0
    for n, one in enumerate(view.to_decide, 1):
        said = shortened(review_words.matter(one, naming), 2 * LINE)
        lines += 1 + (len(said) > LINE)
        if lines > ROOM - (n < len(view.to_decide)):
            break
        rows.append(_row(f"{n}.", said))
    if left := len(view.to_decide) - len(rows):
        rows.append(_row("", tn("… and {n} more", "… and {n} more", left)))
    return rows


def _row(label: str, value: str, tone: str = "") -> dict[str, Any]:
    return {"label": label, "value": value, "tone": tone, "mark": value, "key": False}
