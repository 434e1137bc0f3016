"""From a report to an activation, and the ways out. Source: plan lines 7-13, 45-53 (R4, R7, R8, R18, R19, R24, R27)."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import or_, select

from data.entities import (
    ActionPlan,
    Activation,
    Assessment,
    Call,
    Fact,
    Incident,
    Mail,
    Meeting,
    Report,
    ReportReading,
)
from data.errors import AlreadyHappened, RuleBroken
from data.places import Place
from data.rules import access, incidents, times
from data.rules.access import Viewer
from data.rules.calling import Try, to_tell
from data.storage import Change, Seen, Store, intention
from data.storage.outbox import queue
from data.storage.readiness import told_of
from data.vocabulary import (
    Answer,
    Certainty,
    IncidentState,
    MailKind,
    PlanState,
    Precision,
    Response,
    Risk,
    Route,
    Source,
    Subject,
    Verb,
)


@intention
def report(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    what: str,
    category: str,
    place: Place,
    happened_at: datetime,
    route: Route,
    exercise: bool,
    outside_reason: str = "",
    time_confirmed: bool = False,
) -> int:
    """Report that something happened; returns the incident's id. A report is not an activation (R24).

    Raises RuleBroken: "unknown-category", "time-ahead"/"time-long-ago" until confirmed, "text-missing" (what;
    outside_reason when the place lies outside the area, R4), "personal-text".
    """
    access.require(by, Verb.REPORT)
    with store.changing(by, key) as change:
        incident = received(
            change, what=what, category=category, place=place, happened_at=happened_at, exercise=exercise,
            outside_reason=outside_reason, time_confirmed=time_confirmed,
        )  # fmt: skip
        reported(change, incident, route)
        change.outcome = incident.id
        change.log(
            Verb.REPORT, Subject.INCIDENT, incident.id, incident=incident, happened_at=happened_at,
            route=route, category=category, number=incident.number, place=place.label,
        )  # fmt: skip
    return change.outcome


def received(
    change: Change,
    *,
    what: str,
    category: str,
    place: Place,
    happened_at: datetime,
    exercise: bool,
    outside_reason: str,
    time_confirmed: bool,
) -> Incident:
    """A new incident, received."""
    plan = change.plan
    if category not in plan.categories:
        raise RuleBroken("unknown-category", field="category")
    times.require_plausible(happened_at, change.now, confirmed=time_confirmed)
    outside = place.precision is Precision.OUTSIDE
    return change.add(
        Incident(
            number=change.next_number(Incident, exercise=exercise),
            exercise=exercise,
            category=category,
            state=IncidentState.RECEIVED,
            risk=Risk.UNKNOWN,
            what_id=change.text("what", what),
            precision=place.precision,
            zone=place.zone,
            block=place.block,
            place=place.label,
            lat=place.lat,
            lon=place.lon,
            outside_reason_id=change.text("outside_reason", outside_reason) if outside else None,
            happened_at=happened_at,
            reported_at=change.now,
            reported_party=change.by.party,
            standing_plan_id=change.plan_version,
            coordinator=plan.coordinator.code,
        )
    )


def reported(change: Change, incident: Incident, route: Route) -> Report:
    """The report of a new incident, and what it tells."""
    by = change.by
    made = change.add(
        Report(
            incident_id=incident.id, route=route, what_id=incident.what_id, happened_at=incident.happened_at,
            at=change.now, person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip
    change.add(
        Fact(
            incident_id=incident.id, what_id=made.what_id, report_id=made.id, source=Source.OWN_STAFF,
            certainty=Certainty.UNCONFIRMED, happened_at=made.happened_at, at=made.at, person_id=by.person,
            role=by.role, party=by.party,
        )
    )  # fmt: skip
    return made


@intention
def mark_read(store: Store, by: Viewer, key: str | None = None, *, incident: int) -> int:
    """Say that one has seen the report (6.15); twice by the same role is one reading."""
    access.require(by, Verb.MARK_READ)
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        incidents.require_state(Verb.MARK_READ, found.state)
        read_by(change, found)
        change.log(Verb.MARK_READ, Subject.INCIDENT, found.id, incident=found)
    return found.id


def read_by(change: Change, incident: Incident) -> None:
    """Note that whoever acts has seen the reports of this incident."""
    by = change.by
    already = select(ReportReading.report_id).where(
        ReportReading.incident_id == incident.id, ReportReading.role == by.role
    )
    read = set(change.session.scalars(already))
    for told in change.session.scalars(select(Report).where(Report.incident_id == incident.id)):
        if told.id in read:
            continue
        change.add(
            ReportReading(
                incident_id=incident.id, report_id=told.id, at=change.now, person_id=by.person, role=by.role,
                party=by.party,
            )
        )  # fmt: skip


@intention
def assess(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    seen: Seen,
    acute: Answer,
    unrest: Answer,
    response: Response,
    risk: Risk,
    sentence: str,
) -> int:
    """Assess an incident: acute? could it lead to unrest? act and/or inform? (R4, R8). Also counts as reading it."""
    with store.changing(by, key) as change:
        change.require(Verb.ASSESS, change.get(Incident, seen.id))
        incident = change.again(Incident, seen)
        incidents.require_state(Verb.ASSESS, incident.state)
        change.add(
            Assessment(
                incident_id=incident.id, acute=acute, unrest=unrest, response=response, risk=risk,
                sentence_id=change.text("sentence", sentence), at=change.now, person_id=by.person, role=by.role,
                party=by.party,
            )
        )  # fmt: skip
        if incident.state is IncidentState.RECEIVED:
            incident.state = IncidentState.ASSESSED
            read_by(change, incident)
        incident.risk = risk
        change.log(
            Verb.ASSESS, Subject.INCIDENT, incident.id, incident=incident,
            acute=acute, unrest=unrest, response=response, risk=risk,
        )  # fmt: skip
    return incident.id


@intention
def activate(store: Store, by: Viewer, key: str | None = None, *, incident: int) -> int:
    """Activate the group for an assessed incident; returns the incident's id.

    The route follows from the activator's role (R24). The second of two is told who was first (6.16).
    Raises AlreadyHappened (role, at), RuleBroken "not-assessed" or "assessed-non-acute".
    """
    access.require(by, Verb.ACTIVATE)
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        if first := change.session.scalar(select(Activation).where(Activation.incident_id == found.id)):
            raise AlreadyHappened("already-activated", role=first.role, at=first.at)
        incidents.require_state(Verb.ACTIVATE, found.state)
        assessment = _newest_assessment(change, found)
        if not incidents.may_activate(assessment.acute, assessment.unrest, assessment.response):
            raise RuleBroken("assessed-non-acute")
        role = change.plan_of(found.standing_plan_id).roles.get(by.role)
        route = role.receives if role else None
        change.add(
            Activation(
                incident_id=found.id, route=route, response=assessment.response, at=change.now, person_id=by.person,
                role=by.role, party=by.party,
            )
        )  # fmt: skip
        found.state, found.response, found.activated_at = IncidentState.ACTIVE, assessment.response, change.now
        if incidents.needs_plan(assessment.response):
            found.plan_id = _draft(change, exercise=found.exercise).id
        change.log(Verb.ACTIVATE, Subject.INCIDENT, found.id, incident=found, response=assessment.response, route=route)
    return found.id


def _newest_assessment(change: Change, incident: Incident) -> Assessment:
    newest = select(Assessment).where(Assessment.incident_id == incident.id).order_by(Assessment.id.desc()).limit(1)
    found = change.session.scalar(newest)
    assert found is not None, "an assessed incident has an assessment"
    return found


def _draft(change: Change, *, exercise: bool) -> ActionPlan:
    return change.add(
        ActionPlan(
            number=change.next_number(ActionPlan, exercise=exercise),
            exercise=exercise,
            state=PlanState.DRAFT,
            opened_at=change.now,
        )
    )


def _end(change: Change, incident: Incident, state: IncidentState, reason: str) -> None:
    incident.state, incident.ended_at = state, change.now
    incident.end_reason_id = change.text("reason", reason)


@intention
def reject(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, non_acute: bool, reason: str) -> int:
    """Reject a report, or move it to the non-acute matters (R27), with a reason."""
    access.require(by, Verb.REJECT)
    with store.changing(by, key) as change:
        incident = change.again(Incident, seen)
        incidents.require_state(Verb.REJECT, incident.state)
        _end(change, incident, IncidentState.NON_ACUTE if non_acute else IncidentState.REJECTED, reason)
        change.log(Verb.REJECT, Subject.INCIDENT, incident.id, incident=incident, state=incident.state)
    return incident.id


@intention
def call_off(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, reason: str) -> int:
    """Call an activation off: false alarm, counted apart (6.14).

    A plan that covers nothing else ends with it, a meeting that was called is off, and everybody who was reached or
    summoned gets a stand-down by mail, where there is an address.
    """
    with store.changing(by, key) as change:
        change.require(Verb.CALL_OFF, change.get(Incident, seen.id))
        incident = change.again(Incident, seen)
        incidents.require_state(Verb.CALL_OFF, incident.state)
        _end(change, incident, IncidentState.CALLED_OFF, reason)
        ended = _end_lonely_plan(change, incident)
        mails = queue(change, MailKind.STAND_DOWN, incident, _called_in(change, incident)) if ended else 0
        change.log(Verb.CALL_OFF, Subject.INCIDENT, incident.id, incident=incident, mails=mails)
    return incident.id


def _called_in(change: Change, incident: Incident) -> list[tuple[str, int | None]]:
    """Who was reached or summoned, for whatever the plan covered: (role, place among its stand-ins)."""
    mine = or_(Incident.id == incident.id, Incident.plan_id == incident.plan_id)
    together = select(Incident.id).where(mine).scalar_subquery()
    tries: dict[str, list[Try]] = defaultdict(list)
    takes_part: set[str] = set()
    for call in change.session.scalars(select(Call).where(Call.incident_id.in_(together)).order_by(Call.id)):
        tries[call.called].append(Try(call.stand_in, call.result, call.at))
        takes_part.add(call.role)
    takes_part.update(change.session.scalars(select(Activation.role).where(Activation.incident_id.in_(together))))
    reached = to_tell(tries, takes_part - {change.by.role}, change.now)
    summoned = select(Mail.recipient, Mail.stand_in).where(
        Mail.incident_id.in_(together), Mail.kind == MailKind.SUMMONS
    )
    return list(dict.fromkeys([*reached, *((role, person) for role, person in change.session.execute(summoned))]))


def _end_lonely_plan(change: Change, incident: Incident) -> bool:
    """End the plan, and the meeting that was called about it, unless it covers something else; whether it is over."""
    if incident.plan_id is None:
        return True
    others = select(Incident.id).where(
        Incident.plan_id == incident.plan_id, Incident.id != incident.id, Incident.state == IncidentState.ACTIVE
    )
    if change.session.scalar(others.limit(1)) is not None:
        return False
    plan = change.get(ActionPlan, incident.plan_id)
    plan.state, plan.closed_at = PlanState.CLOSED, change.now
    called = select(Meeting).where(
        Meeting.plan_id == plan.id, Meeting.started_at.is_(None), Meeting.cancelled_at.is_(None)
    )
    for meeting in change.session.scalars(called):
        meeting.cancelled_at = change.now
    return True


@intention
def close_informed(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, reason: str) -> int:
    """Close an incident that only needed informing: no meeting and no plan (R4), but every board was told (R25)."""
    with store.changing(by, key) as change:
        change.require(Verb.CLOSE_INFORMED, change.get(Incident, seen.id))
        incident = change.again(Incident, seen)
        incidents.require_state(Verb.CLOSE_INFORMED, incident.state)
        if incident.plan_id is not None:
            raise RuleBroken("has-a-plan")
        told = told_of(change.session, incident.id)
        bodies = [forum.code for forum in change.plan_of(incident.standing_plan_id).informed_bodies]
        if untold := tuple(body for body in bodies if body not in told):
            raise RuleBroken("boards-not-informed", bodies=untold)
        _end(change, incident, IncidentState.CLOSED, reason)
        change.log(Verb.CLOSE_INFORMED, Subject.INCIDENT, incident.id, incident=incident)
    return incident.id


@intention
def break_exercise(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    seen: Seen,
    what: str,
    category: str,
    place: Place,
    outside_reason: str = "",
) -> int:
    """*Afbryd øvelse - reel hændelse*: end the exercise, make a new, real incident (6.13); returns the new one's id.

    All that is open of the exercise ends: nobody wants its marks on the map of an emergency.
    """
    with store.changing(by, key) as change:
        change.require(Verb.BREAK_EXERCISE, change.get(Incident, seen.id))
        exercise = change.again(Incident, seen)
        incidents.require_state(Verb.BREAK_EXERCISE, exercise.state)
        if not exercise.exercise:
            raise RuleBroken("not-an-exercise")
        running = _exercises_running(change)
        for one in running:
            one.state, one.ended_at = IncidentState.CALLED_OFF, change.now
            _end_lonely_plan(change, one)
        real = received(
            change, what=what, category=category, place=place, happened_at=change.now, exercise=False,
            outside_reason=outside_reason, time_confirmed=True,
        )  # fmt: skip
        real.broken_from_id = exercise.id
        reported(change, real, _other_receiver(change, by))
        read_by(change, real)
        change.outcome = real.id
        change.log(
            Verb.REPORT, Subject.INCIDENT, real.id, incident=real, happened_at=change.now,
            category=category, number=real.number, place=place.label, broken_from=exercise.number,
        )  # fmt: skip
        for ended in running:
            change.log(Verb.BREAK_EXERCISE, Subject.INCIDENT, ended.id, incident=ended, real=real.number)
    return change.outcome


def _exercises_running(change: Change) -> list[Incident]:
    running = select(Incident).where(Incident.exercise.is_(True), Incident.state.in_(incidents.OPEN))
    return list(change.session.scalars(running.order_by(Incident.id)))


def _other_receiver(change: Change, by: Viewer) -> Route:
    """Nobody reports to themselves: the project chief tells the council, everybody else the project chief."""
    own = change.plan.role(by.role).receives
    return Route.COUNCIL if own is Route.PROJECT_CHIEF else Route.PROJECT_CHIEF
