"""A guided exercise: begun, its injects let go one by one, paused, and stopped, by the role that leads it (6.13).

An inject becomes a real report, fact or question of the exercise, so whoever is exercised meets nothing made for it.
Where it stands is read from the log alone. Nothing is let go while something real is open: that comes first.
"""

from typing import Final

from data.commands.incidents import received, reported
from data.commands.questions import asked_of
from data.entities import Fact, Incident
from data.errors import RuleBroken
from data.places import Places
from data.plan import Inject, StandingPlan, script_of
from data.rules import access, incidents, injects
from data.rules.access import Viewer
from data.rules.injects import Step
from data.storage import Change, Store, intention
from data.storage import injects as stored
from data.vocabulary import Certainty, InjectKind, Route, Source, Subject, Verb

FIRST: Final = 1
Became = tuple[Subject, int]


@intention
def lead_exercise(store: Store, by: Viewer, key: str | None = None) -> int:
    """Begin a guided exercise: its first inject is the report it begins with. Returns the new incident's id.

    Raises RuleBroken "real-incident-open", or "exercise-led" when one is led already (`led_by`, a role code).
    """
    access.require(by, Verb.LEAD_EXERCISE)
    with store.changing(by, key) as change:
        _require_calm(change)
        for other in stored.led_incidents(change.session):
            running = injects.led(stored.told(change.session, other.id))
            if running is not None and running.stopped_at is None:
                raise RuleBroken("exercise-led", led_by=running.leader)
        incident = _report(change, change.plan, script_of(change.plan)[0])
        change.log(Verb.LEAD_EXERCISE, Subject.INCIDENT, incident.id, incident=incident, step=Step.STARTED)
        _say_released(change, incident, FIRST, (Subject.INCIDENT, incident.id))
        change.outcome = incident.id
    return change.outcome


@intention
def release_inject(store: Store, by: Viewer, key: str | None = None, *, incident: int, number: int) -> int:
    """Let an inject go; returns the id of what it became.

    Raises RuleBroken "real-incident-open", "no-plan-to-ask-about" for a question before there is a plan, and what
    injects.require_step raises.
    """
    access.require(by, Verb.LEAD_EXERCISE)
    with store.changing(by, key) as change:
        found, plan = _led(change, incident, Step.RELEASED, number)
        here = stored.goes_on_in(change.session, found)
        _require_calm(change)
        inject = script_of(plan)[number - 1]
        if inject.kind is InjectKind.REPORT:
            became = Subject.INCIDENT, _report(change, plan, inject).id
        elif inject.kind is InjectKind.FACT:
            became = Subject.FACT, _fact(change, here, inject).id
        else:
            became = Subject.QUESTION, _question(change, here, plan, inject)
        _say_released(change, found, number, became)
        change.outcome = became[1]
    return change.outcome


@intention
def skip_inject(store: Store, by: Viewer, key: str | None = None, *, incident: int, number: int) -> int:
    """Leave an inject out; returns the incident's id."""
    return _steer(store, by, key, incident, Step.SKIPPED, number)


@intention
def pause_exercise(store: Store, by: Viewer, key: str | None = None, *, incident: int) -> int:
    """Stop the clock of the exercise for a while."""
    return _steer(store, by, key, incident, Step.PAUSED)


@intention
def resume_exercise(store: Store, by: Viewer, key: str | None = None, *, incident: int) -> int:
    """Let the clock of the exercise go on. Raises RuleBroken "real-incident-open" as long as something real is open."""
    return _steer(store, by, key, incident, Step.RESUMED)


@intention
def stop_exercise(store: Store, by: Viewer, key: str | None = None, *, incident: int) -> int:
    """Let no further inject go. The incident goes on until it is closed like any other, and is evaluated like one."""
    return _steer(store, by, key, incident, Step.STOPPED)


def _steer(store: Store, by: Viewer, key: str | None, incident: int, step: Step, number: int = 0) -> int:
    access.require(by, Verb.LEAD_EXERCISE)
    with store.changing(by, key) as change:
        found, _ = _led(change, incident, step, number)
        if step is Step.RESUMED:
            _require_calm(change)
        change.log(
            Verb.LEAD_EXERCISE, Subject.INCIDENT, found.id, incident=found, step=step, inject=number or None
        )  # fmt: skip
    return found.id


def _led(change: Change, incident: int, step: Step, number: int) -> tuple[Incident, StandingPlan]:
    """The exercise that the actor leads, and the plan it began under."""
    found = change.get(Incident, incident)
    plan = change.plan_of(found.standing_plan_id)
    exercise = injects.led(stored.told(change.session, found.id))
    injects.require_step(exercise, step, change.by.role, number=number, script=len(script_of(plan)))
    incidents.require_state(Verb.LEAD_EXERCISE, stored.goes_on_in(change.session, found).state)
    return found, plan


def _require_calm(change: Change) -> None:
    if stored.real_is_open(change.session):
        raise RuleBroken("real-incident-open")


def _say_released(change: Change, incident: Incident, number: int, became: Became) -> None:
    subject, made = became
    change.log(
        Verb.RELEASE_INJECT, Subject.INCIDENT, incident.id, incident=incident, inject=number, became=subject, id=made
    )


def _report(change: Change, plan: StandingPlan, inject: Inject) -> Incident:
    """A new report of the exercise, in the first quarter of the area, to the road by which the told role receives."""
    places = Places.from_plan(change.plan)
    category = inject.category if inject.category in change.plan.categories else next(iter(change.plan.categories))
    place, told = places.at_zone(next(iter(places.zones)).code), plan.roles.get(inject.to)
    incident = received(
        change, what=inject.text, category=category, place=place, happened_at=change.now, exercise=True,
        outside_reason="", time_confirmed=True,
    )  # fmt: skip
    route = (told.receives if told else None) or Route.PROJECT_CHIEF
    reported(change, incident, route)
    change.log(
        Verb.REPORT, Subject.INCIDENT, incident.id, incident=incident, happened_at=change.now, route=route,
        category=category, number=incident.number, place=place.label,
    )  # fmt: skip
    return incident


def _fact(change: Change, incident: Incident, inject: Inject) -> Fact:
    source = Source.SOCIAL_MEDIA if inject.rumour else Source.OTHER_PARTY
    certainty, by = Certainty.RUMOUR if inject.rumour else Certainty.UNCONFIRMED, change.by
    fact = change.add(
        Fact(
            incident_id=incident.id, what_id=change.text("what", inject.text), report_id=None, source=source,
            certainty=certainty, happened_at=change.now, at=change.now, person_id=by.person, role=by.role,
            party=by.party,
        )
    )  # fmt: skip
    change.log(
        Verb.TELL_FACT, Subject.FACT, fact.id, incident=incident, happened_at=change.now, source=source,
        certainty=certainty,
    )  # fmt: skip
    return fact


def _question(change: Change, incident: Incident, plan: StandingPlan, inject: Inject) -> int:
    told = plan.party_of(inject.to)
    if incident.plan_id is None or told is None:
        raise RuleBroken("no-plan-to-ask-about")
    return asked_of(change, incident.plan_id, told.code, inject.text).id
