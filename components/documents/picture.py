"""The situation picture in words, on one page. Source: domain.md 3.4.

One page is a promise: texts are first set smaller, then cut where one sees it, and rows that do not fit are counted.
Whether it fits is measured on the PDF, whose typeface is wider than the DOCX's; both are made from what then fits.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from components import look, times
from components.documents import pdf, plan_actions
from components.documents.blocks import Block, Heading, Pairs, Paragraph, Sheet, Strong, Table, Tone, written
from components.documents.naming import Naming, capital, exercise_mark, file_name, involved, missing
from components.plain import bare, short
from components.texts import mark, speaking, t, tn
from data.plan import StandingPlan
from data.queries import PictureDocument, Said
from data.rules import progress
from data.vocabulary import Language


class Room(NamedTuple):
    """How small the letters are, how many of a text and of a row are kept, and how many rows of each kind."""

    size: float
    letters: int
    row: int
    rows: int


ROOMS: Final = (
    Room(10, 2000, 160, 40), Room(9, 2000, 120, 40), Room(8.5, 1000, 100, 24), Room(8, 600, 80, 18),
    Room(8, 350, 70, 14), Room(8, 200, 60, 10), Room(7.5, 120, 50, 7), Room(7.5, 70, 40, 4), Room(7, 40, 30, 2),
)  # fmt: skip
"""From comfortable to the least that is still a picture: the first that fits on a page is taken."""
TOLD: Final = (
    ("changes", mark("Changes since last time")),
    ("outlook", mark("Expected or possible development")),
    ("consequences", mark("Consequences")),
    ("needs", mark("Resources and need of help")),
    ("media", mark("Media picture and rumours")),
    ("questions", mark("Open questions: what do we not know?")),
    ("withheld", mark("NOT TO BE MADE PUBLIC")),
)


def sheet(account: PictureDocument, standing: StandingPlan) -> Sheet:
    """The account in words, in Danish whatever the screen is read in, on one page."""
    with speaking(Language.DANISH):
        naming = Naming(standing, account.exercise)
        made = _sheet(account, naming, ROOMS[0])
        if pdf.pages(made) == 1:
            return made
        # Less room takes less paper: half of what is left to try is ruled out each time.
        fits = bisect_left(
            ROOMS, True, 1, len(ROOMS) - 1, key=lambda room: pdf.pages(_sheet(account, naming, room)) == 1
        )
        return _sheet(account, naming, ROOMS[fits])


def name(account: PictureDocument) -> str:
    """The file's name without its ending."""
    with speaking(Language.DANISH):
        state = "" if account.approved_at else "-udkast"
        word = f"situationsbillede-{account.number}{state}"
        return file_name(word, account.at, exercise=account.exercise)


def _sheet(account: PictureDocument, naming: Naming, room: Room) -> Sheet:
    title = t("Situation picture {n}", n=account.number)
    below = _approved(account, naming)
    return written(
        Sheet(
            title=title, below=below, mark=exercise_mark(exercise=account.exercise),
            foot=t("{title} · {state} · printed {time}", title=f"{title}, {_plan(account)}",
                   state=t("approved") if account.approved_at else t("DRAFT"), time=times.dated(account.at)),
            at=account.at, language="da-DK", blocks=tuple(_blocks(account, naming, room)), size=room.size,
        )
    )  # fmt: skip


def _plan(account: PictureDocument) -> str:
    return t("handlingsplan {n}", n=account.plan_number)


def _approved(account: PictureDocument, naming: Naming) -> str:
    if account.approved_at:
        who = naming.role(account.approved_role)
        return t("Approved {time} by {who}", time=times.dated(account.approved_at), who=who)
    return t("DRAFT, not approved. As it stands {time}", time=times.dated(account.at))


def _blocks(account: PictureDocument, naming: Naming, room: Room) -> Iterator[Block]:
    if account.withheld.body:
        yield Paragraph(t("NOT TO BE MADE PUBLIC: this picture holds what must not be passed on."), Tone.ALERT)
    yield Pairs(tuple((label, said) for label, said in _head(account, naming, room) if said))
    if account.actions:
        yield Heading(t("Actions by party"), 3)
        yield from _actions(account, naming, room)
    if account.messages:
        yield Heading(t("Messages"), 3)
        yield from _messages(account, naming, room)
    if account.facts:
        yield Heading(t("Facts and rumours"), 3)
        yield from _facts(account, room)


def _head(account: PictureDocument, naming: Naming, room: Room) -> Iterator[tuple[str, str]]:
    scale = account.scale
    covered = [naming.incident(one) for one in account.incidents]
    left = tn("… and {n} more", "… and {n} more", max(0, len(covered) - room.rows))
    listed = "\n".join(covered[: room.rows] + ([left] if len(covered) > room.rows else []))
    yield t("About"), f"{capital(_plan(account))}, {naming.plan.area.name}\n{listed}"
    if account.extract:
        yield t("Extract"), Strong(t("What concerns other incidents is left out."))
    number = involved(scale)
    risk = t(look.RISK_WORD[scale.risk]) if scale.risk else missing()
    why = f": {_kept(scale.reason, room)}" if scale.reason.id else ""
    if scale.as_of:
        yield t("As of"), times.dated(scale.as_of)
    yield t("Situation"), _kept(account.situation, room) if account.situation.id else Strong(missing())
    yield t("Number involved"), Strong(number) if number == missing() else number
    yield t("Risk of escalation"), f"{risk}{why}" if scale.risk else Strong(risk)
    for field, label in TOLD:
        said: Said = getattr(account, field)
        kept = _kept(said, room)
        yield t(label), (Strong(kept) if field == "withheld" else kept) if said.id else ""
    if account.next_at:
        yield t("Next update"), times.dated(account.next_at)
    if account.made_role:
        yield t("Drawn up by"), naming.role(account.made_role)


def _kept(said: Said, room: Room) -> str:
    """The text, or its beginning and where it goes on."""
    text = bare(said)
    if len(text) <= room.letters and text.count("\n") < room.letters // 60 + 2:
        return text
    begun = short(Said(said.id, text[: room.letters * 2]), room.letters).rstrip("…").rstrip()
    return t("{begun} … (goes on in the handlingsplan)", begun=begun[: room.letters])


def _actions(account: PictureDocument, naming: Naming, room: Room) -> Iterator[Block]:
    """Grouped by party, what goes on before what has ended. What has ended gives way first; it is counted then."""
    order = list(naming.plan.parties)
    place = {a.number: order.index(a.party) if a.party in order else -1 for a in account.actions}
    ended = {a.number: a.status in progress.TERMINAL for a in account.actions}
    first = sorted(account.actions, key=lambda a: (ended[a.number], place[a.number], a.number))[: room.rows]
    rows = sorted(first, key=lambda a: (place[a.number], ended[a.number], a.number))
    yield Table(
        (t("Party"), t("No."), t("Action"), t("Deadline"), t("Status")),
        tuple(
            (
                plan_actions.owner(a.party, naming, unowned=a.party is None and a.status not in progress.TERMINAL),
                str(a.number), _row(short(a.what, room.row), room),
                times.dated(a.deadline) if a.deadline and not a.person_related else "–",
                plan_actions.status(a.status, person_related=a.person_related, overdue=a.overdue),
            )
            for a in rows
        ),
        (25, 5, 31, 22, 18),
    )  # fmt: skip
    yield from _more(len(account.actions), room)


def _messages(account: PictureDocument, naming: Naming, room: Room) -> Iterator[Block]:
    rows = list(reversed(account.messages))
    yield Table(
        (t("No."), t("To"), t("Status"), t("Sent")),
        tuple(
            (
                str(m.number), _row(", ".join(map(naming.audience, m.audiences)), room), look.MESSAGE[m.state].label,
                times.dated(m.sent_at) if m.sent_at else "–",
            )
            for m in rows[: room.rows]
        ),
        (6, 55, 16, 24),
    )  # fmt: skip
    yield from _more(len(rows), room)


def _facts(account: PictureDocument, room: Room) -> Iterator[Block]:
    rows = sorted(account.facts, key=lambda fact: fact.at, reverse=True)
    yield Table(
        (t("When"), t("What"), t("Source"), t("Certainty")),
        tuple(
            (
                times.dated(f.at), _row(short(f.what, room.row), room), t(look.SOURCE[f.source]),
                look.CERTAINTY[f.certainty].label,
            )
            for f in rows[: room.rows]
        ),
        (22, 44, 18, 16),
    )  # fmt: skip
    yield from _more(len(rows), room)


def _row(text: str, room: Room) -> str:
    return text if len(text) <= room.row else text[: room.row - 1].rstrip() + "…"


def _more(found: int, room: Room) -> Iterator[Block]:
    if found > room.rows:
        left = found - room.rows
        yield Paragraph(
            tn("… and {n} more, in the handlingsplan", "… and {n} more, in the handlingsplan", left), Tone.NOTE
        )
