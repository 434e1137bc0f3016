"""The question *Skal andre inviteres?* with its answers, and who is a guest of what (R22)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import Incident, Invitation, Link, Meeting, SignIn
from data.queries.sharing import shared
from data.rules.access import Viewer
from data.storage import Store, guests
from data.storage.sign_ins import name_of
from data.vocabulary import Channel, IncidentState


@dataclass(frozen=True)
class InvitationRow:
    """An answer: whom (None: nobody), who said so and how, and what has become of the guest. Times are UTC."""

    id: int
    incident_id: int
    incident_number: int
    exercise: bool
    invited: str | None
    role: str
    at: datetime
    channel: Channel | None
    """How it was agreed before the meeting."""
    meeting: int | None
    """Number of the meeting it was decided at."""
    link_at: datetime | None
    """When the newest link was made."""
    joined_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class InvitingView:
    """The question for one incident of a plan; `meeting` is the id of the meeting that is running now."""

    incident: int
    number: int
    exercise: bool
    category: str
    place: str
    state: IncidentState
    standing_plan_id: int
    coordinator: str
    meeting: int | None
    answers: tuple[InvitationRow, ...]
    """Oldest first."""


@dataclass(frozen=True)
class GuestLink:
    """What a guest's link that still works is for, as a stranger may know it: the role, and whether an exercise."""

    role: str
    exercise: bool


@shared
def inviting(store: Store, viewer: Viewer, *, plan: int) -> list[InvitingView]:
    """The question for each incident that the plan covers and the viewer reads."""
    with store.reading(viewer) as session:
        covered = session.scalars(select(Incident).where(Incident.plan_id == plan).order_by(Incident.id)).all()
        running = select(Meeting.id).where(
            Meeting.plan_id == plan, Meeting.started_at.is_not(None), Meeting.ended_at.is_(None),
            Meeting.cancelled_at.is_(None),
        )  # fmt: skip
        meeting = session.scalar(running.order_by(Meeting.id.desc()).limit(1))
        made = select(Invitation).where(Invitation.incident_id.in_([i.id for i in covered]))
        answers: dict[int, list[InvitationRow]] = defaultdict(list)
        for row in _rows(session, session.scalars(made.order_by(Invitation.id)).all(), store.clock()):
            answers[row.incident_id].append(row)
        return [
            InvitingView(
                incident=i.id, number=i.number, exercise=i.exercise, category=i.category, place=i.place, state=i.state,
                standing_plan_id=i.standing_plan_id, coordinator=i.coordinator, meeting=meeting,
                answers=tuple(answers[i.id]),
            )
            for i in covered
        ]  # fmt: skip


def invitation(store: Store, viewer: Viewer, number: int) -> InvitationRow | None:
    """The answer with this id, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        found = session.get(Invitation, number)
        return _rows(session, [found], store.clock())[0] if found else None


@shared
def invited(store: Store, viewer: Viewer) -> list[tuple[int, str]]:
    """(incident id, role) of everybody who is invited now, joined or not."""
    with store.reading(viewer) as session:
        found = session.scalars(select(Invitation).where(Invitation.invited.is_not(None))).all()
        ended = guests.ends(session, found, store.clock())
        return [(i.incident_id, i.invited) for i in found if i.invited and ended[i.id] is None]


def guest_of(store: Store, viewer: Viewer) -> list[tuple[int, bool]]:
    """(number, whether an exercise) of the incidents that the viewer is a guest of; none for everybody else."""
    if viewer.only is None:
        return []
    with store.reading(viewer) as session:
        rows = session.execute(select(Incident.number, Incident.exercise).where(Incident.id.in_(sorted(viewer.only))))
        return [(row.number, row.exercise) for row in rows]


def guest_link(store: Store, token: str) -> GuestLink | None:
    """What a guest's link is for, or None when it does not work (any more); looking does not spend it."""
    with store.whole() as session:
        found = guests.of_link(session, name_of(token), store.clock())
        incident = session.get(Incident, found.incident_id) if found else None
        return GuestLink(found.invited or "", incident.exercise) if found and incident else None


def was_guest(store: Store, sign_in: str) -> bool:
    """Whether this sign-in, live or ended, is a guest's: nobody can sign in again by such an account (R22)."""
    with store.whole() as session:
        joined = select(Invitation.id).join(SignIn, SignIn.person_id == Invitation.guest_id)
        return session.scalar(joined.where(SignIn.id == sign_in).limit(1)) is not None


def _rows(session: Session, made: Sequence[Invitation], now: datetime) -> list[InvitationRow]:
    numbers = {i.incident_id for i in made}
    incidents = {i.id: i for i in session.scalars(select(Incident).where(Incident.id.in_(numbers)))}
    held_at = {i.meeting_id for i in made if i.meeting_id is not None}
    at_meeting = {m.id: m.number for m in session.scalars(select(Meeting).where(Meeting.id.in_(held_at)))}
    guest_ids = [i.guest_id for i in made if i.guest_id is not None]
    links = select(Link.person_id, func.max(Link.made_at)).where(Link.person_id.in_(guest_ids))
    linked: dict[int | None, datetime] = {row[0]: row[1] for row in session.execute(links.group_by(Link.person_id))}
    opened = select(SignIn.person_id, func.min(SignIn.opened_at)).where(SignIn.person_id.in_(guest_ids))
    joined: dict[int | None, datetime] = {row[0]: row[1] for row in session.execute(opened.group_by(SignIn.person_id))}
    ended = guests.ends(session, made, now)
    return [
        InvitationRow(
            id=i.id, incident_id=i.incident_id, incident_number=incidents[i.incident_id].number,
            exercise=incidents[i.incident_id].exercise, invited=i.invited, role=i.role, at=i.at, channel=i.channel,
            meeting=at_meeting.get(i.meeting_id or 0), link_at=linked.get(i.guest_id), joined_at=joined.get(i.guest_id),
            ended_at=ended[i.id],
        )
        for i in made
    ]  # fmt: skip
