"""A meeting as its page reads it: one reading for all who look at it in the same moment (data/queries/sharing.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from data.entities import (
    ActionPlan,
    AgendaStep,
    Attendance,
    ClosedItem,
    Decision,
    Incident,
    Invitation,
    Meeting,
    Question,
)
from data.queries.sharing import shared
from data.queries.wording import Said, said
from data.rules import meetings as rules
from data.rules.access import Viewer
from data.rules.meetings import MeetingState, Times
from data.storage import Store
from data.vocabulary import DecisionKind, IncidentState, Mandate, PlanState, SeatKind, Way


@dataclass(frozen=True)
class MeetingRow:
    """A meeting. Times are UTC, roles are codes of its plan file, `item` counts from 0."""

    id: int
    plan_id: int
    number: int
    follow_up: bool
    planned_at: datetime
    place: Said
    link: Said
    chair: str
    recorder: str | None
    started_at: datetime | None
    ended_at: datetime | None
    cancelled_at: datetime | None
    item: int | None
    approved_at: datetime | None
    approved_role: str | None
    version: int
    state: MeetingState


@dataclass(frozen=True)
class StepRow:
    """An item of the agenda ran from and until."""

    item: int
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class SeatRow:
    """Who sits for which role, as what, how far they may commit, from and until when."""

    id: int
    role: str
    kind: SeatKind
    mandate: Mandate
    limit: Said
    way: Way
    came_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class DecisionRow:
    """A decision in words; `corrects` is the id of the one it corrects, `by` the role that noted it."""

    id: int
    meeting_id: int | None
    item: int | None
    kind: DecisionKind
    text: Said
    takers: tuple[str, ...]
    action_id: int | None
    corrects: int | None
    at: datetime
    by: str


@dataclass(frozen=True)
class QuestionRow:
    """A question to a party: who asked, when; the answer, when, and who gave or noted it."""

    id: int
    plan_id: int
    meeting_id: int | None
    asked: str
    text: Said
    at: datetime
    by: str
    answer: Said
    answered_at: datetime | None
    answered_role: str | None
    version: int


@dataclass(frozen=True)
class ClosedRow:
    """The closed item: its times and which roles left and stayed. There is nothing else to read (6.2)."""

    started_at: datetime
    ended_at: datetime | None
    left: tuple[str, ...]
    stayed: tuple[str, ...]


@dataclass(frozen=True)
class MeetingView:
    """One meeting with everything on its page."""

    row: MeetingRow
    standing_plan_id: int
    coordinator: str
    """Role that coordinates what the plan covers."""
    incidents: tuple[int, ...]
    """Active incidents of the plan, the first one first."""
    steps: tuple[StepRow, ...]
    seats: tuple[SeatRow, ...]
    """In the order in which they came."""
    decisions: tuple[DecisionRow, ...]
    questions: tuple[QuestionRow, ...]
    """Of this meeting, those that were answered while it ran, and those of the plan that are not answered."""
    closed: tuple[ClosedRow, ...]
    invited: tuple[str, ...]
    """Roles of the parties that are invited."""
    since: datetime | None
    """When the meeting before it ended."""
    undone: tuple[DecisionRow, ...]
    """Decisions of earlier meetings that became no action."""

    @property
    def present(self) -> tuple[SeatRow, ...]:
        """Who sits there now, or sat there when it ended."""
        return tuple(seat for seat in self.seats if seat.left_at is None)

    @property
    def step(self) -> StepRow | None:
        """The running item."""
        return next((step for step in reversed(self.steps) if step.ended_at is None), None)


@shared
def meetings(store: Store, viewer: Viewer, *, plan: int) -> list[MeetingRow]:
    """The meetings about a plan, the newest first; those that were called off are left out."""
    with store.reading(viewer) as session:
        wanted = select(Meeting).where(Meeting.plan_id == plan, Meeting.cancelled_at.is_(None))
        return _rows(session, session.scalars(wanted.order_by(Meeting.number.desc())).all())


@shared
def running_meetings(store: Store, viewer: Viewer) -> list[MeetingRow]:
    """The meetings that run now, of every plan."""
    with store.reading(viewer) as session:
        wanted = select(Meeting).where(Meeting.started_at.is_not(None), Meeting.ended_at.is_(None))
        return _rows(session, session.scalars(wanted.order_by(Meeting.id)).all())


def meeting(store: Store, viewer: Viewer, number: int) -> MeetingView | None:
    """The meeting with this id and all that belongs to it; None when the viewer may read no such."""
    return next(iter(_meeting(store, viewer, number)), None)


@shared
def _meeting(store: Store, viewer: Viewer, number: int) -> list[MeetingView]:
    with store.reading(viewer) as session:
        found = session.get(Meeting, number)
        return [_view(session, found)] if found else []


def decision(store: Store, viewer: Viewer, number: int) -> DecisionRow | None:
    """The decision with this id, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        found = session.get(Decision, number)
        return _decisions(session, [found])[0] if found else None


def question(store: Store, viewer: Viewer, number: int) -> QuestionRow | None:
    """The question with this id, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        found = session.get(Question, number)
        return _questions(session, [found])[0] if found else None


@shared
def questions(store: Store, viewer: Viewer, *, plan: int) -> list[QuestionRow]:
    """Every question about a plan, the oldest first: at a meeting or outside one, answered or not."""
    with store.reading(viewer) as session:
        wanted = select(Question).where(Question.plan_id == plan)
        return _questions(session, session.scalars(wanted.order_by(Question.id)).all())


@shared
def open_questions(store: Store, viewer: Viewer) -> list[QuestionRow]:
    """What any party owes an answer to about a plan that is not closed, the oldest first."""
    with store.reading(viewer) as session:
        ended = select(ActionPlan.id).where(ActionPlan.state == PlanState.CLOSED)
        wanted = select(Question).where(Question.answered_at.is_(None), Question.plan_id.not_in(ended))
        return _questions(session, session.scalars(wanted.order_by(Question.id)).all())


def _rows(session: Session, found: Sequence[Meeting]) -> list[MeetingRow]:
    texts = said(session, [i for m in found for i in (m.place_id, m.link_id)])
    return [
        MeetingRow(
            id=m.id, plan_id=m.plan_id, number=m.number, follow_up=m.follow_up, planned_at=m.planned_at,
            place=texts[m.place_id], link=texts[m.link_id], chair=m.chair, recorder=m.recorder,
            started_at=m.started_at, ended_at=m.ended_at, cancelled_at=m.cancelled_at, item=m.item,
            approved_at=m.approved_at, approved_role=m.approved_role, version=m.version,
            state=rules.state_of(Times(m.started_at, m.ended_at, m.cancelled_at)),
        )
        for m in found
    ]  # fmt: skip


def _view(session: Session, found: Meeting) -> MeetingView:
    number, plan = found.id, found.plan_id
    incidents = session.scalars(select(Incident).where(Incident.plan_id == plan).order_by(Incident.id)).all()
    steps = session.scalars(select(AgendaStep).where(AgendaStep.meeting_id == number).order_by(AgendaStep.id))
    closed = session.scalars(select(ClosedItem).where(ClosedItem.meeting_id == number).order_by(ClosedItem.id))
    invited = select(Invitation.invited).where(
        Invitation.incident_id.in_([i.id for i in incidents]), Invitation.ended_at.is_(None),
        Invitation.invited.is_not(None),
    )  # fmt: skip
    before = select(Meeting.id, Meeting.ended_at).where(Meeting.plan_id == plan, Meeting.number < found.number)
    earlier = {row.id: row.ended_at for row in session.execute(before) if row.ended_at is not None}
    asked = select(Question).where(Question.plan_id == plan, _asked_at(found))
    decided = _decisions(session, session.scalars(select(Decision).where(Decision.plan_id == plan)).all())
    replaced = {row.corrects for row in decided}
    return MeetingView(
        row=_rows(session, [found])[0], standing_plan_id=incidents[0].standing_plan_id if incidents else 0,
        coordinator=incidents[0].coordinator if incidents else "",
        incidents=tuple(i.id for i in incidents if i.state is IncidentState.ACTIVE),
        steps=tuple(StepRow(s.item, s.started_at, s.ended_at) for s in steps),
        seats=_seats(session, number), decisions=tuple(row for row in decided if row.meeting_id == number),
        questions=tuple(_questions(session, session.scalars(asked.order_by(Question.id)).all())),
        closed=tuple(ClosedRow(c.started_at, c.ended_at, tuple(c.left), tuple(c.stayed)) for c in closed),
        invited=tuple(dict.fromkeys(role for role in session.scalars(invited) if role)),
        since=max(earlier.values(), default=None),
        undone=tuple(
            row for row in decided
            if row.meeting_id in earlier and row.id not in replaced and row.action_id is None
            and row.kind is DecisionKind.OTHER
        ),
    )  # fmt: skip


def _asked_at(meeting: Meeting) -> ColumnElement[bool]:
    """Its own questions, what is open, and what was asked before it and answered at it."""
    own = or_(Question.meeting_id == meeting.id, Question.answered_at.is_(None))
    if meeting.started_at is None:
        return own
    during = Question.answered_at > meeting.started_at
    return or_(own, during if meeting.ended_at is None else during & (Question.answered_at <= meeting.ended_at))


def _seats(session: Session, number: int) -> tuple[SeatRow, ...]:
    rows = session.scalars(select(Attendance).where(Attendance.meeting_id == number).order_by(Attendance.id)).all()
    texts = said(session, [row.limit_id for row in rows])
    return tuple(
        SeatRow(
            id=s.id, role=s.seated, kind=s.seat, mandate=s.mandate, limit=texts[s.limit_id], way=s.way,
            came_at=s.came_at, left_at=s.left_at,
        )
        for s in rows
    )  # fmt: skip


def _decisions(session: Session, rows: Sequence[Decision]) -> list[DecisionRow]:
    texts = said(session, [row.text_id for row in rows])
    return [
        DecisionRow(
            id=d.id, meeting_id=d.meeting_id, item=d.item, kind=d.kind, text=texts[d.text_id],
            takers=tuple(d.takers), action_id=d.action_id, corrects=d.corrects_id, at=d.at, by=d.role,
        )
        for d in sorted(rows, key=lambda d: d.id)
    ]  # fmt: skip


def _questions(session: Session, rows: Sequence[Question]) -> list[QuestionRow]:
    texts = said(session, [i for row in rows for i in (row.text_id, row.answer_id)])
    return [
        QuestionRow(
            id=q.id, plan_id=q.plan_id, meeting_id=q.meeting_id, asked=q.asked, text=texts[q.text_id], at=q.at,
            by=q.role, answer=texts[q.answer_id], answered_at=q.answered_at,
            answered_role=q.answered_role, version=q.version,
        )
        for q in rows
    ]  # fmt: skip
