"""A meeting as it is called, what has become of its mails, and the letter that a sender carries (R19, R20).

Of an incident only its number, category and place are read: what was reported never goes out by mail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Incident, Mail, Meeting
from data.queries.wording import NOTHING, Said, said
from data.rules import mails as rules
from data.rules import meetings
from data.rules.access import Viewer
from data.rules.meetings import MeetingState, Times
from data.storage import Store
from data.vocabulary import IncidentState, MailKind, MailState


@dataclass(frozen=True)
class Covered:
    """What a mail may tell of an incident; `place` is the label of a block, a zone or the outdoors."""

    number: int
    category: str
    place: str


@dataclass(frozen=True)
class CalledMeeting:
    """When and where, by function. `version` grows with every change; times are UTC."""

    id: int
    plan: int
    number: int
    follow_up: bool
    planned_at: datetime
    place: Said
    link: Said
    chair: str
    recorder: str | None
    state: MeetingState
    called_at: datetime
    version: int


@dataclass(frozen=True)
class Calling:
    """Everything that the words of a mail are made of; `caller` is the role that called or called off."""

    exercise: bool
    standing_plan_id: int
    incidents: tuple[Covered, ...]
    caller: str
    meeting: CalledMeeting | None


@dataclass(frozen=True)
class MailRow:
    """What has become of one mail. The address is not read: a role says who it is."""

    id: int
    kind: MailKind
    recipient: str
    stand_in: int | None
    state: MailState
    tries: int
    next_try_at: datetime
    sent_at: datetime | None
    problem: str | None


@dataclass(frozen=True)
class SummonsView:
    """The newest meeting about a plan with its mails, in the order they were written."""

    calling: Calling
    meeting: CalledMeeting
    mails: tuple[MailRow, ...]


@dataclass(frozen=True)
class Letter:
    """A mail with all that is needed to send it."""

    key: str
    kind: MailKind
    recipient: str
    address: str
    calling: Calling
    moot: bool


def summons(store: Store, viewer: Viewer, plan: int) -> SummonsView | None:
    """The newest meeting about this plan; None before the first one is called, and for who may not read it."""
    with store.reading(viewer) as session:
        newest = select(Meeting).where(Meeting.plan_id == plan).order_by(Meeting.number.desc()).limit(1)
        return _view(session, session.scalar(newest))


def summons_of(store: Store, viewer: Viewer, meeting: int) -> SummonsView | None:
    """The meeting with this id; None when the viewer may read no such."""
    with store.reading(viewer) as session:
        return _view(session, session.get(Meeting, meeting))


def _view(session: Session, found: Meeting | None) -> SummonsView | None:
    if found is None:
        return None
    called = _called(session, found)
    written = session.scalars(select(Mail).where(Mail.meeting_id == found.id).order_by(Mail.id)).all()
    return SummonsView(_calling(_covered(session, found), called, found.role), called, tuple(map(_row, written)))


def to_call(
    store: Store, viewer: Viewer, plan: int, *, planned_at: datetime, place: str, chair: str, recorder: str | None
) -> Calling | None:
    """What a summons would be made of if the meeting were called so now; None for no such plan. Nothing is stored."""
    with store.reading(viewer) as session:
        incidents = list(session.scalars(select(Incident).where(Incident.plan_id == plan).order_by(Incident.id)))
        if not incidents:
            return None
        before = session.scalars(select(Meeting).where(Meeting.plan_id == plan)).all()
        meeting = CalledMeeting(
            id=0, plan=plan, number=max((one.number for one in before), default=0) + 1,
            follow_up=any(one.ended_at for one in before), planned_at=planned_at, place=Said(0, place), link=NOTHING,
            chair=chair, recorder=recorder, state=MeetingState.CALLED, called_at=store.clock(), version=0,
        )  # fmt: skip
        return _calling(incidents, meeting, viewer.role)


def letter(store: Store, mail: int) -> Letter:
    """The mail that the house itself is about to send."""
    with store.whole() as session:
        found = session.get_one(Mail, mail)
        meeting = session.get(Meeting, found.meeting_id) if found.meeting_id else None
        called = _called(session, meeting) if meeting else None
        incidents = _covered(session, meeting) if meeting else [session.get_one(Incident, found.incident_id)]
        moot = rules.is_moot(
            found.kind, called.state if called else None, age=_age(store, found),
            incident_open=any(incident.state is IncidentState.ACTIVE for incident in incidents),
        )  # fmt: skip
        calling = _calling(incidents, called, meeting.role if meeting else found.role)
        return Letter(found.key, found.kind, found.recipient, found.address, calling, moot)


def _age(store: Store, mail: Mail) -> timedelta:
    return store.clock() - mail.at


def _covered(session: Session, meeting: Meeting) -> list[Incident]:
    return list(session.scalars(select(Incident).where(Incident.plan_id == meeting.plan_id).order_by(Incident.id)))


def _calling(incidents: list[Incident], meeting: CalledMeeting | None, caller: str) -> Calling:
    first = incidents[0]
    covered = tuple(Covered(found.number, found.category, found.place) for found in incidents)
    return Calling(first.exercise, first.standing_plan_id, covered, caller, meeting)


def _called(session: Session, found: Meeting) -> CalledMeeting:
    texts = said(session, (found.place_id, found.link_id))
    state = meetings.state_of(Times(found.started_at, found.ended_at, found.cancelled_at))
    return CalledMeeting(
        id=found.id, plan=found.plan_id, number=found.number, follow_up=found.follow_up, planned_at=found.planned_at,
        place=texts[found.place_id], link=texts[found.link_id], chair=found.chair, recorder=found.recorder,
        state=state, called_at=found.at, version=found.version,
    )  # fmt: skip


def _row(mail: Mail) -> MailRow:
    return MailRow(
        id=mail.id, kind=mail.kind, recipient=mail.recipient, stand_in=mail.stand_in, state=mail.state,
        tries=mail.tries, next_try_at=mail.next_try_at, sent_at=mail.sent_at, problem=mail.problem,
    )  # fmt: skip
