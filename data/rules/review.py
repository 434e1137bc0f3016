"""What a reviewer makes of a folded log: durations, actions by party, and what is left to decide (domain.md 5.4)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from data.rules import progress
from data.rules.fold import Folded, Point
from data.rules.fold_actions import FoldedAction
from data.rules.fold_lines import Moment
from data.vocabulary import ActionStatus, IncidentState

COURSE: Final = (
    Point.HAPPENED, Point.REPORTED, Point.ASSESSED, Point.ACTIVATED, Point.MEETING, Point.AGREED, Point.IN_FORCE,
    Point.CLOSED,
)  # fmt: skip
"""The moments that follow each other; what else is registered lies beside them."""
SPANS: Final = (
    (Point.REPORTED, Point.ACTIVATED), (Point.ACTIVATED, Point.MEETING), (Point.MEETING, Point.AGREED),
    (Point.ACTIVATED, Point.TOLD), (Point.AGREED, Point.CLOSED),
)  # fmt: skip
"""The durations that domain.md 5.4 asks for; those until each board was informed come beside them."""


@dataclass(frozen=True)
class Stretch:
    """From one moment to another."""

    start: Point
    end: Point
    start_at: datetime
    end_at: datetime

    @property
    def length(self) -> timedelta:
        """How long it took."""
        return self.end_at - self.start_at


def stretches(moments: Mapping[Point, Moment]) -> tuple[Stretch, ...]:
    """The course as stretches that follow each other. A moment that is not registered makes a longer stretch.

    So does one that lies before the moment ahead of it: a plan may be older than an incident that it came to cover.
    """
    found: list[Stretch] = []
    last: tuple[Point, datetime] | None = None
    for point in COURSE:
        at = moments[point].at if point in moments else None
        if at is None or (last and at < last[1]):
            continue
        if last and at > last[1]:
            found.append(Stretch(last[0], point, last[1], at))
        last = (point, at)
    return tuple(found)


def span(start: datetime | None, end: datetime | None) -> timedelta | None:
    """How long from one to the other; None when either is not registered, or the end lies before the start."""
    return end - start if start and end and end >= start else None


@dataclass(frozen=True)
class Counted:
    """What became of a party's actions, None for those that nobody had. Those about individuals are a number alone."""

    party: str | None
    proposed: int = 0
    """All of them: each was proposed once."""
    accepted: int = 0
    done: int = 0
    late: int = 0
    """Of those done, after their deadline."""
    cancelled: int = 0
    handed_over: int = 0
    left: int = 0
    """Neither done, cancelled nor handed over."""
    individuals: int = 0
    """Actions that concern individuals; they are in no other number (R56)."""
    given_back: int = 0
    """How often the party said that it could not."""


def count(
    actions: Sequence[FoldedAction], order: Iterable[str], individuals: Collection[int]
) -> tuple[Counted, ...]:  # fmt: skip
    """The actions by party, in the `order` of the plan file, nobody's last. `individuals` are ids of actions.

    A party has a row when it has, or gave back, an action.
    """
    holders = {one.party for one in actions} | {party for one in actions for party in one.declined}
    known: list[str | None] = [party for party in order if party in holders]
    others = sorted(party for party in holders if party is not None and party not in known)
    rows = [*known, *others, *([None] if None in holders else [])]
    return tuple(_counted(party, actions, individuals) for party in rows)


def _counted(party: str | None, actions: Sequence[FoldedAction], individuals: Collection[int]) -> Counted:
    own = [one for one in actions if one.party == party and one.id not in individuals]
    statuses = [one.status for one in own]
    return Counted(
        party, len(own), sum(one.accepted_at is not None for one in own), statuses.count(ActionStatus.DONE),
        sum(one.late for one in own), statuses.count(ActionStatus.CANCELLED),
        statuses.count(ActionStatus.HANDED_OVER), sum(status not in progress.TERMINAL for status in statuses),
        sum(one.party == party and one.id in individuals for one in actions),
        sum(one.declined.count(party) for one in actions if party is not None and one.id not in individuals),
    )  # fmt: skip


class Open(Enum):
    """What the council is asked about, the most pressing first."""

    UNOWNED = "unowned"
    UNFINISHED = "unfinished"
    HANDED_OVER = "handed_over"
    LATE = "late"
    PUT_OFF = "put_off"
    RESERVED = "reserved"
    NOT_INFORMED = "not_informed"
    NO_LAST_NOTICE = "no_last_notice"
    NOT_REPRESENTED = "not_represented"
    NO_IMPRESSION = "no_impression"
    LESSON_LATE = "lesson_late"
    NOT_TREATED = "not_treated"
    NOT_EVALUATED = "not_evaluated"


@dataclass(frozen=True)
class Matter:
    """Something to decide about: numbers of actions, codes of parties, of fora or of roles."""

    kind: Open
    actions: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()


def to_decide(
    folded: Folded, *, individuals: Collection[int], parties: Sequence[str], present: Collection[str],
    bodies: Sequence[str], late_lessons: Sequence[str] = (),
) -> tuple[Matter, ...]:  # fmt: skip
    """What the log leaves open.

    `parties` are the permanent ones and `bodies` the boards that must be informed, in the order of the plan file;
    `present` the parties that sat at a meeting; `late_lessons` the roles whose lessons are past their day, this time's
    and those from before. Only closing asks for impressions and last notices: what was called off lacks none.
    """
    closed = folded.state is IncidentState.CLOSED
    named = {one.party for one in folded.impressions}
    untold = tuple(body for body in bodies if body not in folded.notices)
    matters = [
        *_about_actions(folded.actions, individuals),
        *_handed_over(folded),
        Matter(Open.LESSON_LATE, codes=tuple(dict.fromkeys(late_lessons))),
        Matter(Open.NOT_INFORMED, codes=untold),
        Matter(
            Open.NO_LAST_NOTICE,
            codes=tuple(body for body in bodies if body in folded.notices and not folded.notices[body].final)
            if closed and folded.scope.plan is not None else (),
        ),
    ]  # fmt: skip
    if folded.scope.plan is not None and any(one.started_at for one in folded.meetings):
        matters.append(Matter(Open.NOT_REPRESENTED, codes=tuple(p for p in parties if p not in present)))
    if folded.scope.plan is not None and closed:
        matters.append(Matter(Open.NO_IMPRESSION, codes=tuple(p for p in parties if p not in named)))
    order = list(Open)
    found = sorted((one for one in matters if one.actions or one.codes), key=lambda one: order.index(one.kind))
    unsaid = ((Point.REVIEWED, Open.NOT_TREATED), (Point.EVALUATED, Open.NOT_EVALUATED))
    return (*found, *(Matter(kind) for point, kind in unsaid if point not in folded.moments))


def _about_actions(actions: Sequence[FoldedAction], individuals: Collection[int]) -> list[Matter]:
    """Those that somebody must see to, one kind at a time; of those about individuals only whether they ended."""

    def numbers(wanted: Iterable[FoldedAction]) -> tuple[int, ...]:
        return tuple(one.number for one in wanted)

    told = [one for one in actions if one.id not in individuals]
    return [
        Matter(Open.UNOWNED, numbers(one for one in actions if one.unowned)),
        Matter(Open.UNFINISHED, numbers(one for one in actions if not one.ended and not one.unowned)),
        Matter(Open.LATE, numbers(one for one in told if one.late)),
        Matter(Open.PUT_OFF, numbers(one for one in told if one.moved)),
        Matter(Open.RESERVED, numbers(one for one in told if one.reserved)),
    ]


def _handed_over(folded: Folded) -> list[Matter]:
    """The hand-overs that no forum has confirmed or dealt with, a forum at a time (R45)."""
    waiting: dict[str, list[int]] = {}
    for action in folded.actions:
        over = folded.hand_overs.get(action.id)
        if over is not None and over.confirmed_at is None and over.dealt_at is None:
            waiting.setdefault(over.forum, []).append(action.number)
    return [Matter(Open.HANDED_OVER, tuple(numbers), (forum,)) for forum, numbers in waiting.items()]
