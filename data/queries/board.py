"""Everything the board on the wall shows, as one frozen value: read once for all screens.

Designed for the least entitled person in the room, and for whoever passes the window: it is read by a viewer that may
only read, so that no unactivated report is in it, and it has no place for a name, a number or a word of a report.
While a closed item runs anywhere it holds that, and nothing else. Source: domain.md 5.2, 6.1, 6.2, 6.12.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import Assessment, BoardPin, ClosedItem, Incident, Meeting, Notice
from data.plan import NOTHING_KEPT, Kept
from data.queries.actions import ActionRow, actions
from data.queries.calls import uncalled
from data.queries.communication import Communicating
from data.queries.contacts import kept
from data.queries.incidents import IncidentRow, incidents
from data.queries.parts import PartRow
from data.queries.plans import PlanView, plans
from data.queries.review import Review, is_reviewed, review
from data.queries.wording import NOTHING, Said
from data.rules import progress
from data.rules.access import Viewer
from data.rules.board import Turn, shows_review, turns
from data.rules.incidents import WAITING
from data.rules.parts import Involved
from data.storage import Store
from data.vocabulary import ActionStatus, IncidentState, PartKind, PartState, PlanState, Risk, Verb

WALL: Final = Viewer(person=None, role="board", grants=frozenset({Verb.READ}))
"""Who the board reads as: what is activated, and nothing more."""
DEADLINES: Final = 3
RISKS: Final = (Risk.LOW, Risk.UNKNOWN, Risk.MEDIUM, Risk.HIGH)
"""From the calmest; an unknown risk is no low one."""


@dataclass(frozen=True)
class Lane:
    """What a party does: how many actions it has been asked for, has taken on, has done, and is late with."""

    party: str
    proposed: int
    accepted: int
    """Taken on: accepted or in progress."""
    done: int
    overdue: int


@dataclass(frozen=True)
class Deadline:
    """An action with a deadline (UTC); `what` is nothing for one that concerns individuals: its entry alone is told."""

    number: int
    at: datetime
    party: str | None
    entry: str | None
    what: Said
    overdue: bool


@dataclass(frozen=True)
class Told:
    """When a board (forum code) that must be informed was informed last (UTC)."""

    forum: str
    at: datetime | None


@dataclass(frozen=True)
class NextMeeting:
    """The meeting that runs, or the next one; `item` is the running item of its agenda, from 0."""

    planned_at: datetime
    started_at: datetime | None
    follow_up: bool
    item: int | None


@dataclass(frozen=True)
class CallsMade:
    """Of the fixed roles: how many were reached or take part, as the call list counts them (data/queries/calls.py)."""

    reached: int
    total: int


@dataclass(frozen=True)
class Spot:
    """A numbered incident on the map. `zone` is the quarter; no finer place is told."""

    incident: int
    number: int
    lat: float
    lon: float
    zone: str | None
    category: str
    outside: bool


@dataclass(frozen=True)
class Running:
    """A plan with the incidents it covers, or an incident without a plan."""

    exercise: bool
    spots: tuple[Spot, ...]
    risk: Risk
    activated_at: datetime
    standing_plan_id: int
    in_force: bool
    agreed: bool
    """Agreed at a meeting, and not in force yet."""
    edition: int
    ends_at: datetime | None
    overrun: bool
    informs_only: bool
    situation: Said
    situation_at: datetime | None
    situation_state: PartState
    """Whether part 1 is filled in, not relevant (its text says why), or missing."""
    involved: Involved | None
    """How many, as part 1 says; None while it says nothing."""
    lanes: tuple[Lane, ...]
    unowned: int
    overdue: int
    deadlines: tuple[Deadline, ...]
    told: tuple[Told, ...]
    communicating: Communicating | None
    """Who speaks to the press, and when the residents were told last; None without a plan."""
    meeting: NextMeeting | None
    calls: CallsMade


@dataclass(frozen=True)
class Board:
    """What is on the wall at a moment (UTC)."""

    at: datetime
    revision: int
    closed_since: datetime | None
    """A closed item runs since then: the board shows that, and nothing else is in it."""
    running: tuple[Running, ...]
    """What is shown, in turns if it is several."""
    hidden: int
    """How many more run and are not shown, because one is held."""
    held: bool
    waiting: int
    """Reports that nobody has activated or rejected."""
    kept: Kept = field(hash=False)
    """What the house knows of the standing plan beside its file (6.28)."""
    review: Review | None = field(default=None, hash=False)
    """The ended incident that a council looks back at, where nothing runs."""


def board(store: Store) -> Board:
    """What the board shows now. The revision is read before the data, so nothing is newer than it says."""
    revision, now = store.revision(), store.clock()
    with store.reading(WALL) as session:
        if closed := _closed_since(session):
            return Board(now, revision, closed, (), 0, held=False, waiting=0, kept=NOTHING_KEPT)
        active = [row for row in incidents(store, WALL) if row.state is IncidentState.ACTIVE]
        around = _Around(session, active)
    found = _together(store, active, around)
    pinned = around.pinned
    order = turns([_turn(one) for one in found], pinned)
    held = any(pinned == spot.incident for one in found for spot in one.spots)
    shown, hidden = tuple(found[n] for n in order), len(found) - len(order)
    looked_at = None if shown else reviewed(store)
    back = review(store, WALL, looked_at) if looked_at else None
    return Board(now, revision, None, shown, hidden, held, _waiting(store), kept(store), back)


def _closed_since(session: Session) -> datetime | None:
    return session.scalar(select(func.min(ClosedItem.started_at)).where(ClosedItem.ended_at.is_(None)))


def _waiting(store: Store) -> int:
    with store.whole() as session:
        return session.scalar(select(func.count(Incident.id)).where(Incident.state.in_(WAITING))) or 0


def pinned(store: Store) -> int | None:
    """The incident (id) that the boards hold on to, if it is one that runs."""
    with store.reading(WALL) as session:
        held = _pinned(session)
        found = session.get(Incident, held) if held else None
        return found.id if found and found.state is IncidentState.ACTIVE else None


def reviewed(store: Store) -> int | None:
    """The ended incident (id) whose review the boards hold on to while nothing runs; it lasts as long as a meeting."""
    with store.reading(WALL) as session:
        newest = session.scalar(select(BoardPin).order_by(BoardPin.id.desc()).limit(1))
        if newest is None or newest.incident_id is None or not shows_review(newest.at, store.clock()):
            return None
        found = session.get(Incident, newest.incident_id)
        return found.id if found and is_reviewed(found) else None


def _pinned(session: Session) -> int | None:
    return session.scalar(select(BoardPin.incident_id).order_by(BoardPin.id.desc()).limit(1))


class _Around:
    """What stands beside plans and actions of what is active: meetings, notices and the pin."""

    def __init__(self, session: Session, rows: Sequence[IncidentRow]) -> None:
        active, plans = [row.id for row in rows], {row.plan_id for row in rows if row.plan_id is not None}
        self.meetings: dict[int, Meeting] = {}
        unfinished = select(Meeting).where(
            Meeting.plan_id.in_(plans), Meeting.ended_at.is_(None), Meeting.cancelled_at.is_(None)
        )
        for meeting in session.scalars(unfinished.order_by(Meeting.number.desc())):
            self.meetings[meeting.plan_id] = meeting
        newest = (
            select(Notice.incident_id, Notice.body, func.max(Notice.told_at))
            .where(Notice.incident_id.in_(active))
            .group_by(Notice.incident_id, Notice.body)
        )
        self.told = {(row[0], row[1]): row[2] for row in session.execute(newest)}
        assessed = (
            select(Assessment.incident_id, func.max(Assessment.at))
            .where(Assessment.incident_id.in_(active))
            .group_by(Assessment.incident_id)
        )
        self.assessed: dict[int, datetime] = {row[0]: row[1] for row in session.execute(assessed)}
        self.pinned = _pinned(session)


def _together(store: Store, active: Sequence[IncidentRow], around: _Around) -> list[Running]:
    """One for each plan, and one for each incident without."""
    views = {view.id: view for view in plans(store, WALL)}
    told = actions(store, WALL, active_only=True)
    groups: dict[tuple[int, int], list[IncidentRow]] = defaultdict(list)
    for row in sorted(active, key=lambda row: row.id):
        groups[(row.plan_id, 0) if row.plan_id in views else (0, row.id)].append(row)
    return [
        _running(store, rows, views.get(plan), [a for a in told if plan and a.plan_id == plan], around)
        for (plan, _), rows in groups.items()
    ]


def _running(
    store: Store, rows: Sequence[IncidentRow], view: PlanView | None, told: Sequence[ActionRow], around: _Around
) -> Running:
    first = rows[0]
    standing = store.plan(first.standing_plan_id)
    part = view.parts[PartKind.SITUATION] if view else None
    state = part.state if part else PartState.MISSING
    always = [code for code, party in standing.parties.items() if party.permanent]
    return Running(
        exercise=first.exercise,
        spots=tuple(
            Spot(r.id, r.number, r.lat, r.lon, r.zone, r.category, outside=r.precision.value == "outside") for r in rows
        ),
        risk=max((_risk(part, row, around.assessed.get(row.id)) for row in rows), key=RISKS.index),
        activated_at=min(r.activated_at or r.reported_at for r in rows),
        standing_plan_id=first.standing_plan_id,
        in_force=bool(view and view.state is PlanState.IN_FORCE),
        agreed=bool(view and view.state is PlanState.AGREED),
        edition=view.edition if view else 0,
        ends_at=view.ends_at if view else None,
        overrun=bool(view and view.overrun),
        informs_only=view is None,
        situation=part.text if part and state is PartState.FILLED else NOTHING,
        situation_at=(part.as_of or part.at) if part and state is PartState.FILLED else None,
        situation_state=state,
        involved=part.involved if part else None,
        lanes=_lanes(told, always),
        unowned=sum(a.unowned for a in told),
        overdue=sum(a.overdue for a in told),
        deadlines=_deadlines(told),
        told=tuple(
            Told(code, _newest(around.told, rows, code))
            for code, forum in standing.fora.items()
            if forum.must_be_informed
        ),
        communicating=view.communicating if view else None,
        meeting=_meeting(around.meetings.get(view.id)) if view else None,
        calls=_calls(store, view),
    )


def _risk(part: PartRow | None, row: IncidentRow, assessed: datetime | None) -> Risk:
    """What was said last of the risk: by the plan's first part, or by an assessment of the incident since (R34)."""
    if part is None or part.risk is None or part.at is None or (assessed is not None and assessed > part.at):
        return row.risk
    return part.risk


def _lanes(told: Sequence[ActionRow], always: Sequence[str]) -> tuple[Lane, ...]:
    """The parties of the plan in its order, then guests that have something to do."""
    guests = dict.fromkeys(a.party for a in told if a.party is not None and a.party not in always)
    counted: Counter[tuple[str | None, str]] = Counter()
    for action in told:
        counted[action.party, "overdue"] += action.overdue
        counted[action.party, action.status] += 1
    return tuple(
        Lane(
            party, counted[party, ActionStatus.PROPOSED],
            counted[party, ActionStatus.ACCEPTED] + counted[party, ActionStatus.IN_PROGRESS],
            counted[party, ActionStatus.DONE], counted[party, "overdue"],
        )
        for party in (*always, *(guest for guest in guests if guest))
    )  # fmt: skip


def _deadlines(told: Sequence[ActionRow]) -> tuple[Deadline, ...]:
    """The first ones of what has not ended: late ones stand first by themselves."""
    due = [a for a in told if a.deadline is not None and a.status not in progress.TERMINAL]
    due.sort(key=lambda a: (a.deadline, a.number))
    return tuple(
        Deadline(a.number, a.deadline, a.party, a.entry, NOTHING if a.person_related else a.what, a.overdue)
        for a in due[:DEADLINES]
        if a.deadline is not None
    )


def _newest(told: Mapping[tuple[int, str], datetime], rows: Sequence[IncidentRow], body: str) -> datetime | None:
    return max((told[row.id, body] for row in rows if (row.id, body) in told), default=None)


def _meeting(found: Meeting | None) -> NextMeeting | None:
    return NextMeeting(found.planned_at, found.started_at, found.follow_up, found.item) if found else None


def _calls(store: Store, view: PlanView | None) -> CallsMade:
    """Nobody is called in without a plan."""
    if view is None:
        return CallsMade(0, 0)
    (found,) = uncalled(store, WALL, plans=((view.id, view.standing_plan_id),))
    return CallsMade(found.total - len(found.roles), found.total)


def _turn(one: Running) -> Turn:
    meeting = one.meeting is not None and one.meeting.started_at is not None
    return Turn(frozenset(spot.incident for spot in one.spots), one.exercise, meeting, one.activated_at)
