"""The call list of a plan: who is reached, who is tried next, with what number. Source: plan line 47 (R19, R21)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, select

from data.entities import Activation, Attendance, Call, Incident, Mail, Meeting
from data.plan import Kept, StandingPlan, is_old, last_confirmed
from data.queries.contacts import kept
from data.queries.plans import PlanView
from data.queries.sharing import shared
from data.rules import access, calling
from data.rules.access import Viewer
from data.rules.calling import Person, Standing, Try
from data.rules.times import day_of
from data.storage import Store
from data.vocabulary import CallResult, Channel, IncidentState, MailState, Mandate, Verb


@dataclass(frozen=True)
class CalledRow:
    """Somebody who is tried for a role: its holder (`person` None), or a place among its stand-ins in the plan file."""

    person: Person
    name: str
    """Of the person; empty for viewers who may not see contacts, and for somebody whom the plan file does not name."""
    function: str
    phone: str
    """E.164, or empty like the name."""
    mandate: Mandate | None
    """How far a stand-in may commit the organisation (R21); None for the holder."""
    mandate_as_written: str
    missing: bool
    """The plan file has no contact."""
    confirmed: date | None
    """As the plan file says, or here since (R17)."""
    stale: bool
    """Not confirmed for longer than the plan file allows (6.28)."""
    mail: MailState | None
    """What became of the newest mail to this address, if one was written."""

    @property
    def dead(self) -> bool:
        """A mail could not be delivered: the contact is not to be trusted (6.28)."""
        return self.mail is MailState.FAILED


@dataclass(frozen=True)
class LastTry:
    """The last time somebody was tried for a role: who tried, by what, with what result. UTC."""

    id: int
    person: Person
    result: CallResult
    channel: Channel
    at: datetime
    role: str


@dataclass(frozen=True)
class CallRow:
    """A fixed role on the call list."""

    role: str
    party: str | None
    standing: Standing
    people: tuple[CalledRow, ...]
    """In the order they are tried."""
    next: CalledRow
    """Who is tried next."""
    other: Person
    """Who is noted when a stand-in is reached: the one to try next, else the first, else one who is not named."""
    reached: CalledRow | None
    last: LastTry | None


@dataclass(frozen=True)
class CallList:
    """Everybody who is called in for a plan, in the order of the plan file.

    `incident` is the active one that it is noted for; None when it is all over.
    """

    plan: int
    incident: int | None
    coordinator: str
    rows: tuple[CallRow, ...]

    @property
    def unresolved(self) -> tuple[CallRow, ...]:
        """The roles that wait to be reached."""
        return tuple(row for row in self.rows if row.standing.unresolved)


@dataclass
class Tried:
    """What was done for one plan: the calls, the newest mail to each, who activated, and which incidents are active."""

    calls: list[tuple[str, LastTry]] = field(default_factory=list)
    mails: dict[tuple[str, Person], MailState] = field(default_factory=dict)
    takes_part: dict[str, datetime] = field(default_factory=dict)
    """Role -> since when."""
    active: list[int] = field(default_factory=list)
    seated: set[str] = field(default_factory=set)
    """Roles that somebody sits for at the meeting that is running."""

    def of(self, role: str) -> list[LastTry]:
        """The tries for a role, as they were made."""
        return [made for called, made in self.calls if called == role]


def calls(store: Store, viewer: Viewer, plans: Sequence[PlanView]) -> list[CallList]:
    """The call list of each plan; names and telephone numbers only for viewers who may see contacts."""
    tried = dict(tried_for(store, viewer, plans=tuple(plan.id for plan in plans)))
    today, known = day_of(store.clock()), kept(store)
    return [_list(store.plan(plan.standing_plan_id), plan, tried[plan.id], viewer, today, known) for plan in plans]


@dataclass(frozen=True)
class Uncalled:
    """The roles of a plan that nobody has reached yet, as codes. `incident` None: it is all over."""

    plan: int
    incident: int | None
    roles: tuple[str, ...]
    total: int


@shared
def uncalled(store: Store, viewer: Viewer, *, plans: tuple[tuple[int, int], ...]) -> list[Uncalled]:
    """Who waits to be reached for each of the plans, as (id, id of its plan file): what every screen shows."""
    tried = dict(tried_for(store, viewer, plans=tuple(number for number, _ in plans)))
    today = day_of(store.clock())
    found = []
    for number, file in plans:
        standing_plan, made = store.plan(file), tried[number]
        roles = [role.code for role in standing_plan.permanent_roles]
        waiting = tuple(role for role in roles if _standing(standing_plan, role, made, today).unresolved)
        found.append(Uncalled(number, made.active[0] if made.active else None, waiting, len(roles)))
    return found


@shared
def tried_for(store: Store, viewer: Viewer, *, plans: tuple[int, ...]) -> list[tuple[int, Tried]]:
    """The same for everybody who may read the incidents: codes alone, no contact."""
    found: dict[int, Tried] = {plan: Tried() for plan in plans}
    if not plans:
        return []
    with store.reading(viewer) as session:
        covered = session.execute(
            select(Incident.id, Incident.plan_id, Incident.state)
            .where(Incident.plan_id.in_(plans))
            .order_by(Incident.id)
        )
        of: dict[int, Tried] = {}
        for incident in covered:
            of[incident.id] = found[incident.plan_id]
            if incident.state is IncidentState.ACTIVE:
                found[incident.plan_id].active.append(incident.id)
        for call in session.scalars(select(Call).where(Call.incident_id.in_(list(of))).order_by(Call.id)):
            told = LastTry(call.id, call.stand_in, call.result, call.channel, call.at, call.role)
            of[call.incident_id].calls.append((call.called, told))
            of[call.incident_id].takes_part.setdefault(call.role, call.at)
        for row in session.execute(
            select(Activation.incident_id, Activation.role, Activation.at).where(Activation.incident_id.in_(list(of)))
        ):
            of[row.incident_id].takes_part[row.role] = row.at
        mails = select(Mail.incident_id, Mail.recipient, Mail.stand_in, Mail.state).where(
            Mail.incident_id.in_(list(of))
        )
        for mail in session.execute(mails.order_by(Mail.id)):
            of[mail.incident_id].mails[mail.recipient, mail.stand_in] = mail.state
        for seat in session.execute(_seated(plans)):
            found[seat.plan_id].seated.add(seat.seated)
    return list(found.items())


def _seated(plans: Sequence[int]) -> Select[int, str]:
    running = Meeting.started_at.is_not(None), Meeting.ended_at.is_(None), Meeting.cancelled_at.is_(None)
    there = select(Meeting.plan_id, Attendance.seated).join(Attendance, Attendance.meeting_id == Meeting.id)
    return there.where(Meeting.plan_id.in_(plans), Attendance.left_at.is_(None), *running)


def _list(
    plan: StandingPlan, view: PlanView, tried: Tried, viewer: Viewer, today: date, known: Kept
) -> CallList:  # fmt: skip
    rows = tuple(_row(plan, role.code, role.party, tried, viewer, today, known) for role in plan.permanent_roles)
    return CallList(view.id, tried.active[0] if tried.active else None, view.coordinator, rows)


def _row(
    plan: StandingPlan, role: str, party: str | None, tried: Tried, viewer: Viewer, today: date, known: Kept
) -> CallRow:  # fmt: skip
    made = tried.of(role)
    order = calling.people(plan, role, today)
    standing = _standing(plan, role, tried, today)
    people = tuple(person_row(plan, role, person, tried.mails, viewer, today, known) for person in order)
    others = [person for person in order if person is not None] or [calling.unnamed(plan, role)]
    reached = standing.reach in (calling.Reach.REACHED, calling.Reach.STAND_IN)
    return CallRow(
        role=role, party=party, standing=standing, people=people, next=people[order.index(standing.next)],
        other=standing.next if standing.next is not None else others[0],
        reached=person_row(plan, role, standing.reached, tried.mails, viewer, today, known) if reached else None,
        last=made[-1] if made else None,
    )  # fmt: skip


def _standing(plan: StandingPlan, role: str, tried: Tried, today: date) -> Standing:
    return calling.standing(
        [Try(one.person, one.result, one.at) for one in tried.of(role)], calling.people(plan, role, today),
        takes_part=role in tried.takes_part, here=role in tried.seated,
    )  # fmt: skip


def person_row(
    plan: StandingPlan, role: str, person: Person, mails: Mapping[tuple[str, Person], MailState], viewer: Viewer,
    today: date, known: Kept,
) -> CalledRow:  # fmt: skip
    """Somebody who is tried; `known` is what the house knows of confirmed contacts beside the plan file."""
    others = plan.stand_ins_of(role)
    stand_in = others[person] if person is not None and person < len(others) else None
    found = plan.contact_of(role) if person is None else stand_in
    sees = access.may(viewer, Verb.SEE_CONTACTS) and found is not None
    mandate = stand_in.mandate if stand_in else Mandate.UNKNOWN
    confirmed = last_confirmed(role, found, known) if found else None
    return CalledRow(
        person=person, name=found.name if found and sees else "", function=found.function if found and sees else "",
        phone=found.phone if found and sees else "", mandate=None if person is None else mandate,
        mandate_as_written=stand_in.mandate_as_written if stand_in else "", missing=found is None,
        confirmed=confirmed, stale=confirmed is not None and is_old(plan, confirmed, today),
        mail=mails.get((role, person)),
    )  # fmt: skip


def coordinates(store: Store, viewer: Viewer) -> bool:
    """Whether the viewer's role coordinates any incident, so that what comes with that function is open to it (R18)."""
    with store.reading(viewer) as session:
        return session.scalar(select(Incident.id).where(Incident.coordinator == viewer.role).limit(1)) is not None
