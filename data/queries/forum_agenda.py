"""The agenda of a forum's next meeting, which collects itself: it is computed when it is read and kept nowhere (B7).

Ended incidents the council has not dealt with, actions on the forum's list, matters, lessons, and what has aged in the
plan. Each row is narrowed to what its reader may read. Source: domain.md 5.4 (R16, R27, R28, R45).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from data.entities import Action, ForumMeeting, HandOver, Incident, Lesson, Treatment
from data.plan import Line, lines
from data.queries.contacts import kept
from data.queries.fora import ForumView, MatterRow, forum_views, matters
from data.queries.wording import Said, said
from data.rules.access import Viewer
from data.rules.fora import ForumDate
from data.rules.incidents import REVIEWED
from data.rules.times import day_of
from data.storage import Store
from data.vocabulary import IncidentState, LessonPlace, LessonState


@dataclass(frozen=True)
class AboutIncident:
    """Which incident a line is about; an exercise is told apart everywhere (6.13)."""

    id: int
    number: int
    exercise: bool
    category: str
    zone: str | None
    standing_plan_id: int


@dataclass(frozen=True)
class ToReview:
    """An incident that has ended and that the council has not dealt with."""

    about: AboutIncident
    state: IncidentState
    happened_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class OnTheList:
    """An action that was handed over to the forum and is not dealt with; of one that concerns individuals no words."""

    about: AboutIncident
    number: int
    entry: str | None
    individuals: bool
    what: Said
    party: str | None
    receiver: str
    due: date
    confirmed: bool


@dataclass(frozen=True)
class ToFollowUp:
    """A lesson that is open."""

    about: AboutIncident
    sentence: Said
    owner: str
    due: date
    place: LessonPlace


@dataclass(frozen=True)
class Treated:
    """An incident that the forum has dealt with: on which day, and what it decided."""

    about: AboutIncident
    day: date
    role: str
    decision: Said


@dataclass(frozen=True)
class ForumAgenda:
    """What a forum has before it at its next meeting: what is real, and what `about` says was an exercise."""

    at: datetime
    standing_plan_id: int
    view: ForumView
    meeting: ForumDate | None
    """The meeting it is for; None while no date is set."""
    reviews: tuple[ToReview, ...]
    matters: tuple[MatterRow, ...]
    missed: tuple[MatterRow, ...]
    """Bound to a meeting that has been, and without an outcome."""
    hand_overs: tuple[OnTheList, ...]
    lessons: tuple[ToFollowUp, ...]
    aged: tuple[Line, ...]

    @property
    def empty(self) -> bool:
        """Nothing waits for the forum."""
        return not (self.reviews or self.matters or self.missed or self.hand_overs or self.lessons or self.aged)


def forum_agenda(store: Store, viewer: Viewer, forum: str, day: date | None = None) -> ForumAgenda | None:
    """The agenda of the forum's next meeting, or of that on a later day; what waits for none is on the next one's.

    None for whoever does not read the fora, for an unknown one, and for a day on which it does not meet.
    """
    view = next((one for one in forum_views(store, viewer) if one.code == forum), None)
    if view is None:
        return None
    wanted = view.following if day is None else next((one for one in view.dates if one.day == day), None)
    if day is not None and (wanted is None or wanted.cancelled):
        return None
    now = store.clock()
    today, version = day_of(now), store.plan_version()
    aged = lines(store.plan(), today, kept(store)) if view.council else ()
    mine = [row for row in matters(store, viewer, forum) if row.settled_at is None]
    with store.reading(viewer) as session:
        return ForumAgenda(
            at=now, standing_plan_id=version, view=view, meeting=wanted,
            reviews=_reviews(session, forum) if view.council else (),
            matters=tuple(row for row in mine if row.is_on(wanted) and (row.meeting or wanted == view.following)),
            missed=tuple(row for row in mine if row.meeting is not None and row.meeting.day < today),
            hand_overs=_hand_overs(session, forum),
            lessons=_lessons(session) if view.council else (),
            aged=aged,
        )  # fmt: skip


ABOUT = (Incident.id, Incident.number, Incident.exercise, Incident.category, Incident.zone, Incident.standing_plan_id)


def _about(row: Any) -> AboutIncident:
    return AboutIncident(row.id, row.number, row.exercise, row.category, row.zone, row.standing_plan_id)


def _reviews(session: Session, forum: str) -> tuple[ToReview, ...]:
    """Those that ended first stand first; exercises after what was real."""
    dealt_with = exists().where(
        Treatment.incident_id == Incident.id, Treatment.forum_meeting_id == ForumMeeting.id, ForumMeeting.forum == forum
    )
    wanted = (
        select(*ABOUT, Incident.state, Incident.happened_at, Incident.ended_at)
        .where(Incident.state.in_(REVIEWED), Incident.activated_at.is_not(None), ~dealt_with)
        .order_by(Incident.exercise, Incident.ended_at, Incident.id)
    )
    return tuple(ToReview(_about(row), row.state, row.happened_at, row.ended_at) for row in session.execute(wanted))


def _hand_overs(session: Session, forum: str) -> tuple[OnTheList, ...]:
    """What is to be taken up first stands first."""
    wanted = (
        select(
            *ABOUT, Action.number.label("action"), Action.entry, Action.person_related, Action.what_id, Action.party,
            HandOver.receiver, HandOver.due, HandOver.confirmed_at,
        )
        .join(Action, Action.id == HandOver.action_id)
        .join(Incident, Incident.id == HandOver.incident_id)
        .where(HandOver.forum == forum, HandOver.dealt_at.is_(None), HandOver.withdrawn_at.is_(None))
        .order_by(Incident.exercise, HandOver.due, HandOver.id)
    )  # fmt: skip
    rows = session.execute(wanted).all()
    texts = said(session, [None if row.person_related else row.what_id for row in rows])
    return tuple(
        OnTheList(
            _about(row), row.action, row.entry, row.person_related,
            texts[None if row.person_related else row.what_id], row.party, row.receiver, row.due,
            row.confirmed_at is not None,
        )
        for row in rows
    )  # fmt: skip


def _lessons(session: Session) -> tuple[ToFollowUp, ...]:
    wanted = (
        select(*ABOUT, Lesson.sentence_id, Lesson.owner, Lesson.due, Lesson.place)
        .join(Incident, Incident.id == Lesson.incident_id)
        .where(Lesson.state == LessonState.OPEN)
        .order_by(Incident.exercise, Lesson.due, Lesson.id)
    )
    rows = session.execute(wanted).all()
    texts = said(session, [row.sentence_id for row in rows])
    return tuple(ToFollowUp(_about(row), texts[row.sentence_id], row.owner, row.due, row.place) for row in rows)


def treated(store: Store, viewer: Viewer, forum: str, *, most: int | None = None) -> list[Treated]:
    """What the forum has dealt with, newest meeting first."""
    if not any(view.code == forum for view in forum_views(store, viewer)):
        return []
    wanted = (
        select(*ABOUT, ForumMeeting.day, Treatment.role, Treatment.decision_id)
        .join(Treatment, Treatment.incident_id == Incident.id)
        .join(ForumMeeting, ForumMeeting.id == Treatment.forum_meeting_id)
        .where(ForumMeeting.forum == forum)
        .order_by(ForumMeeting.day.desc(), Treatment.id.desc())
    )
    with store.reading(viewer) as session:
        rows = session.execute(wanted if most is None else wanted.limit(most)).all()
        texts = said(session, [row.decision_id for row in rows])
        return [Treated(_about(row), row.day, row.role, texts[row.decision_id]) for row in rows]
