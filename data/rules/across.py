"""Numbers across incidents: counts, durations, what became of actions, lessons that come again (domain.md 5.4, 6.14).

Pure. Incidents that were activated and are closed are counted; those called off, merged or still going on stand apart.
Real ones and exercises are never handed in together (6.13).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from data.rules import review
from data.rules.fold import Folded, Point
from data.rules.fold_actions import FoldedAction
from data.rules.periods import Period, quarter_of, within
from data.rules.review import Counted
from data.rules.spreads import Spread, spread
from data.rules.withholding import Zone, named
from data.vocabulary import ActionStatus, IncidentState, LessonPlace, LessonState


@dataclass(frozen=True)
class Told:
    """What of one incident goes into numbers. Codes are those of its plan file; moments are UTC."""

    id: int
    number: int
    exercise: bool
    happened_at: datetime
    category: str
    zone: Zone
    state: IncidentState
    points: Mapping[Point, datetime]
    boards: Mapping[str, datetime]
    """Board -> when it was first informed."""
    actions: tuple[FoldedAction, ...]
    """Those of its plan: an action of a plan that covers two incidents is told by both."""


def boiled_down(folded: Folded) -> tuple[dict[Point, datetime], dict[str, datetime]]:
    """The moments and the first notices of a folded log."""
    points = {point: moment.at for point, moment in folded.moments.items()}
    return points, {body: notice.first.at for body, notice in folded.notices.items()}


Span = tuple[Point, Point | str]
"""From one moment to another one, or to the first notice of the board with this code."""


def spans(boards: Iterable[str]) -> tuple[Span, ...]:
    """The durations that a review tells, those until each board was informed after that until the first message."""
    found: list[Span] = []
    for start, end in review.SPANS:
        found.append((start, end))
        if end is Point.TOLD:
            found += [(Point.ACTIVATED, board) for board in boards]
    return tuple(found)


def length(told: Told, asked: Span) -> timedelta | None:
    """How long it took; None when a moment is not registered, or the end lies before the start."""
    start, end = asked
    return review.span(told.points.get(start), told.boards.get(end) if isinstance(end, str) else told.points.get(end))


def spread_of(incidents: Iterable[Told], asked: Span) -> Spread:
    """The spread of a duration over the incidents."""
    return spread(length(told, asked) for told in incidents)


def counted(incidents: Iterable[Told], period: Period) -> tuple[Told, ...]:
    """Those that closed and happened in the period: what every number rests on."""
    return tuple(one for one in incidents if one.state is IncidentState.CLOSED and period.holds(one.happened_at))


@dataclass(frozen=True)
class Group:
    """The incidents of one row. `code` is a quarter of the year, a category or a quarter of the area."""

    code: str
    incidents: tuple[Told, ...]


def by_quarter(incidents: Sequence[Told], period: Period) -> tuple[Group, ...]:
    """A row for every quarter of the period; one in which nothing happened is a true zero."""
    quarters = within(period, (one.happened_at for one in incidents))
    return _groups(incidents, [one.code for one in quarters], lambda one: quarter_of(one.happened_at).code)


def by_category(incidents: Sequence[Told], order: Iterable[str]) -> tuple[Group, ...]:
    """A row for every category of the plan file, and for those of an older one that occur."""
    known = dict.fromkeys([*order, *sorted({one.category for one in incidents})])
    return _groups(incidents, list(known), lambda one: one.category)


def _groups(incidents: Sequence[Told], codes: Iterable[str], code: Callable[[Told], str]) -> tuple[Group, ...]:
    return tuple(Group(one, tuple(told for told in incidents if code(told) == one)) for one in codes)


@dataclass(frozen=True)
class ByZone:
    """The quarters that may be named, and how many incidents lie in the others together."""

    named: tuple[tuple[Zone, tuple[Told, ...]], ...]
    withheld: int


def by_zone(longest_first: Sequence[Sequence[Told]], zones: Iterable[Zone]) -> ByZone:
    """The quarters of the last of the periods, each of which lies in the one before it (data/rules/withholding.py)."""
    known = dict.fromkeys([*zones, *(one.zone for told in longest_first for one in told), None])
    counts = [{zone: sum(one.zone == zone for one in told) for zone in known} for told in longest_first]
    shown, here = named(counts, list(known))[-1], longest_first[-1]
    rows = tuple((zone, tuple(one for one in here if one.zone == zone)) for zone in known if zone in shown)
    return ByZone(rows, len(here) - sum(len(told) for _, told in rows))


def actions_of(incidents: Iterable[Told]) -> tuple[FoldedAction, ...]:
    """Every action once, however many of the incidents its plan covers."""
    return tuple({action.id: action for told in incidents for action in told.actions}.values())


@dataclass(frozen=True)
class Overdue:
    """Of the actions that were done and had a deadline: how many were done after it."""

    late: int
    due: int


def overdue(actions: Iterable[FoldedAction], individuals: Collection[int]) -> Overdue:
    """The share that was late; actions about individuals are in no number but their own (R56)."""
    due = [
        one for one in actions
        if one.status is ActionStatus.DONE and one.deadline is not None and one.id not in individuals
    ]  # fmt: skip
    return Overdue(sum(one.late for one in due), len(due))


@dataclass(frozen=True)
class OfParty:
    """What became of a party's actions over the incidents, and in which of them it had any."""

    counted: Counted
    overdue: Overdue
    incidents: tuple[Told, ...]


def by_party(
    incidents: Sequence[Told], order: Iterable[str], individuals: Collection[int]
) -> tuple[OfParty, ...]:  # fmt: skip
    """A row for whoever had, or gave back, an action; for nobody's last."""
    actions = actions_of(incidents)
    return tuple(
        OfParty(
            row, overdue((one for one in actions if one.party == row.party), individuals),
            tuple(told for told in incidents if any(_concerns(one, row.party) for one in told.actions)),
        )
        for row in review.count(actions, order, individuals)
    )  # fmt: skip


def _concerns(action: FoldedAction, party: str | None) -> bool:
    return action.party == party or party in action.declined


@dataclass(frozen=True)
class LessonTold:
    """A lesson as it stands; `sentence` is the id of a text."""

    id: int
    incident: int
    place: LessonPlace
    state: LessonState
    due: date
    sentence: int

    def late(self, today: date) -> bool:
        """Still open after its day."""
        return self.state is LessonState.OPEN and self.due < today


@dataclass(frozen=True)
class OfPlace:
    """The lessons that belong in one place, in the order in which they were drawn."""

    place: LessonPlace
    lessons: tuple[LessonTold, ...]

    @property
    def incidents(self) -> tuple[int, ...]:
        """Ids of the incidents that taught them."""
        return tuple(dict.fromkeys(one.incident for one in self.lessons))

    @property
    def repeated(self) -> bool:
        """More than one incident taught something about the same: the first lesson has not changed enough."""
        return len(self.incidents) >= REPEATED

    def stand(self, state: LessonState) -> int:
        """How many stand like this."""
        return sum(one.state is state for one in self.lessons)

    def late(self, today: date) -> int:
        """How many are still open after their day."""
        return sum(one.late(today) for one in self.lessons)


REPEATED: Final = 2


def by_place(lessons: Iterable[LessonTold], incidents: Collection[int]) -> tuple[OfPlace, ...]:
    """The lessons of these incidents by where they belong; a place without one has no row."""
    ours = sorted((one for one in lessons if one.incident in incidents), key=lambda one: one.id)
    rows = (OfPlace(place, tuple(one for one in ours if one.place is place)) for place in LessonPlace)
    return tuple(row for row in rows if row.lessons)
