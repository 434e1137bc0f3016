"""From a report to an activation, and the ways out (R4, R7, R8, R18, R19, R24, R27; 6.9, 6.13, 6.14, 6.16)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from data import commands, queries
from data.entities import ActionPlan, Activation, Incident, Report, ReportReading
from data.errors import AlreadyHappened, NotAllowed, RuleBroken, Stale
from data.places import Places
from data.storage import Store
from data.vocabulary import Answer, IncidentState, PlanState, Precision, Response, Risk, Route, Verb
from tests import builders as b
from tests.conftest import BEGIN, Clock

S = IncidentState


def incident_of(store: Store, number: int) -> Incident:
    found: Incident = b.row_of(store, Incident, number)
    return found


def test_a_report_is_not_an_activation(store: Store) -> None:
    number = b.an_incident(store, "boligselskab", route=Route.PROJECT_CHIEF)
    found = incident_of(store, number)
    assert (found.state, found.risk, found.number, found.exercise) == (S.RECEIVED, Risk.UNKNOWN, 1, False)
    assert (found.reported_party, found.coordinator, found.plan_id) == ("boligselskab", "projektchef", None)
    assert (found.reported_at, found.happened_at, found.activated_at) == (BEGIN, BEGIN, None)
    with store.whole() as session:
        report = session.scalars(select(Report)).one()
    assert (report.route, report.role, report.party) == (Route.PROJECT_CHIEF, "boligselskab", "boligselskab")
    assert b.last_line(store).verb == Verb.REPORT


def test_a_place_is_stored_no_finer_than_a_block(store: Store) -> None:
    places = Places.from_plan(store.plan())
    block = places.blocks[0]
    near = places.snap(block.lat + 0.00007, block.lon - 0.00004)
    found = incident_of(store, b.an_incident(store, place=near))
    assert (found.lat, found.lon, found.block, found.precision) == (block.lat, block.lon, block.id, Precision.BLOCK)


def test_outside_the_area_a_reason_is_asked_for(store: Store) -> None:
    outside = b.a_place_outside(store)
    with b.refused(store, RuleBroken, "text-missing", field="outside_reason"):
        b.an_incident(store, place=outside)
    number = b.an_incident(store, place=outside, outside_reason="Samme gruppe, på vej mod området.")
    view = queries.incident(store, b.hat(store, "projektchef"), number)
    assert view is not None
    assert view.row.precision is Precision.OUTSIDE
    assert view.outside_reason.body == "Samme gruppe, på vej mod området."


def test_inside_the_area_a_reason_is_not_kept(store: Store) -> None:
    number = b.an_incident(store, outside_reason="glemt i feltet")
    assert incident_of(store, number).outside_reason_id is None


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"category": "ukendt"}, "unknown-category", "category"),
        ({"what": ""}, "text-missing", "what"),
        ({"what": "Ring til 20930931"}, "personal-text", "what"),
        ({"happened_at": BEGIN + timedelta(minutes=3)}, "time-ahead", "when"),
        ({"happened_at": BEGIN - timedelta(hours=25)}, "time-long-ago", "when"),
    ],
)
def test_a_report_that_cannot_stand_is_refused(store: Store, other: dict[str, Any], code: str, field: str) -> None:
    with b.refused(store, RuleBroken, code, field=field):
        b.an_incident(store, **other)


@pytest.mark.parametrize("hours", [-30, 5])
def test_an_odd_time_is_asked_about_once_and_kept_with_both_times(store: Store, hours: int) -> None:
    when = BEGIN + timedelta(hours=hours)
    number = b.an_incident(store, happened_at=when, time_confirmed=True)
    assert (incident_of(store, number).happened_at, incident_of(store, number).reported_at) == (when, BEGIN)
    assert b.last_line(store).happened_at == when


def test_the_night_the_clock_is_put_back_sorts_as_it_was_lived(store: Store, clock: Clock) -> None:
    """02.30 in summer time, then 02.30 in winter time."""
    first = BEGIN + timedelta(hours=4, minutes=50)  # 00.30 UTC
    clock.turn(hours=8)
    one = b.an_incident(store, happened_at=first)
    two = b.an_incident(store, happened_at=first + timedelta(hours=1))
    assert incident_of(store, one).happened_at < incident_of(store, two).happened_at
    walls = {incident_of(store, n).happened_at.astimezone(b.COPENHAGEN).strftime("%H.%M") for n in (one, two)}
    assert walls == {"02.30"}


def test_exercises_and_real_incidents_are_numbered_apart(store: Store) -> None:
    numbers = [
        (incident_of(store, b.an_incident(store, exercise=exercise)).number, exercise)
        for exercise in (False, True, True, False, True)
    ]
    assert numbers == [(1, False), (1, True), (2, True), (2, False), (3, True)]


def test_numbers_go_on_also_for_who_may_not_see_the_highest(store: Store) -> None:
    b.an_incident(store, "boligselskab")
    assert incident_of(store, b.an_incident(store, "aab")).number == 2


def test_a_report_is_read_once_by_each_role(store: Store) -> None:
    number = b.an_incident(store)
    for role in ("lokalraad-politi", "lokalraad-politi", "projektchef"):
        assert commands.mark_read(store, b.hat(store, role), incident=number) == number
    with store.whole() as session:
        assert session.scalars(select(ReportReading.role)).all() == ["lokalraad-politi", "projektchef"]


def test_assessing_counts_as_reading_and_sets_the_risk(store: Store) -> None:
    number = b.an_assessed_incident(store)
    found = incident_of(store, number)
    assert (found.state, found.risk) == (S.ASSESSED, Risk.MEDIUM)
    view = queries.incident(store, b.hat(store, "projektchef"), number)
    assert view is not None
    assert not view.row.unread
    assert view.assessment is not None
    assert (view.assessment.acute, view.assessment.role) == (Answer.YES, "lokalraad-kommune")


def assess(store: Store, number: int, **other: Any) -> int:
    given = {
        "acute": Answer.YES, "unrest": Answer.YES, "response": Response.BOTH, "risk": Risk.LOW, "sentence": "Set igen.",
    }  # fmt: skip
    return commands.assess(
        store, b.hat(store, "projektchef"), **({"seen": b.seen(store, Incident, number)} | given | other)
    )


def test_the_newest_assessment_counts(store: Store) -> None:
    number = b.an_assessed_incident(store, acute=Answer.NO)
    with b.refused(store, RuleBroken, "assessed-non-acute"):
        commands.activate(store, b.hat(store, "projektchef"), incident=number)
    assess(store, number, acute=Answer.UNCERTAIN)
    commands.activate(store, b.hat(store, "projektchef"), incident=number)
    assert incident_of(store, number).state is S.ACTIVE


def test_an_assessment_is_one_sentence_and_no_person(store: Store) -> None:
    number = b.an_incident(store)
    with b.refused(store, RuleBroken, "text-missing", field="sentence"):
        assess(store, number, sentence=" ")
    with b.refused(store, RuleBroken, "personal-text", field="sentence"):
        assess(store, number, sentence="Skriv til kim@mail.dk")


def test_of_two_assessments_from_the_same_page_the_second_is_told_who_was_first(store: Store, clock: Clock) -> None:
    number = b.an_incident(store)
    shown = b.seen(store, Incident, number)
    clock.turn(minutes=1)
    assess(store, number, seen=shown)
    with b.refused(store, Stale, "stale", role="projektchef", party="helhedsplan", at=clock()):
        assess(store, number, seen=shown)


def test_activation_needs_an_assessment(store: Store) -> None:
    number = b.an_incident(store)
    with b.refused(store, RuleBroken, "not-assessed"):
        commands.activate(store, b.hat(store, "projektchef"), incident=number)


@pytest.mark.parametrize(
    ("acute", "unrest", "response"),
    [
        (Answer.NO, Answer.YES, Response.ACT),
        (Answer.YES, Answer.NO, Response.BOTH),
        (Answer.NO, Answer.NO, Response.ACT),
    ],
)
def test_what_is_not_acute_or_no_cause_of_unrest_is_not_activated(
    store: Store, acute: Answer, unrest: Answer, response: Response
) -> None:
    number = b.an_assessed_incident(store, acute=acute, unrest=unrest, response=response)
    with b.refused(store, RuleBroken, "assessed-non-acute"):
        commands.activate(store, b.hat(store, "projektchef"), incident=number)


@pytest.mark.parametrize(
    ("role", "route"),
    [("projektchef", Route.PROJECT_CHIEF), ("lokalraad-politi", Route.COUNCIL), ("lokalraad-kommune", Route.COUNCIL)],
)
def test_either_may_activate_and_the_route_is_kept(store: Store, role: str, route: Route) -> None:
    number = b.an_active_incident(store, role)
    view = queries.incident(store, b.hat(store, "aab"), number)
    assert view is not None
    assert (view.route, view.activated_by, view.row.coordinator) == (route, role, "projektchef")
    plan = queries.plan(store, b.hat(store, "aab"), b.plan_of(store, number))
    assert plan is not None
    assert (plan.state, plan.number, plan.exercise, plan.edition) == (PlanState.DRAFT, 1, False, 0)


def test_the_second_to_activate_is_told_when_and_by_whom(store: Store, clock: Clock) -> None:
    number = b.an_assessed_incident(store)
    clock.turn(minutes=2)
    commands.activate(store, b.hat(store, "lokalraad-politi"), incident=number)
    at = clock()
    clock.turn(minutes=1)
    with b.refused(store, AlreadyHappened, "already-activated", role="lokalraad-politi", at=at):
        commands.activate(store, b.hat(store, "projektchef"), incident=number)
    with store.whole() as session:
        assert session.scalar(select(func.count(Activation.id))) == 1


def test_who_activated_first_is_told_also_when_all_is_over(store: Store) -> None:
    b.a_closed_plan(store)
    with b.refused(store, AlreadyHappened, "already-activated", role="lokalraad-kommune"):
        commands.activate(store, b.hat(store, "projektchef"), incident=1)


def test_only_informing_has_neither_meeting_nor_plan(store: Store) -> None:
    number = b.an_active_incident(store, acute=Answer.NO, unrest=Answer.NO, response=Response.INFORM)
    assert incident_of(store, number).plan_id is None
    with b.refused(store, RuleBroken, "inform-only"):
        b.an_action(store, number)
    with store.whole() as session:
        assert session.scalar(select(func.count(ActionPlan.id))) == 0
    b.inform_all(store, number, final=False)
    commands.close_informed(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, number), reason="Alle er orienteret."
    )
    assert (incident_of(store, number).state, incident_of(store, number).ended_at) == (S.CLOSED, BEGIN)


def test_what_has_a_plan_is_closed_with_its_plan(store: Store) -> None:
    number = b.an_active_incident(store)
    with b.refused(store, RuleBroken, "has-a-plan"):
        commands.close_informed(
            store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, number), reason="Slut."
        )


def test_an_informing_that_came_under_a_plan_is_closed_with_the_plan(store: Store) -> None:
    plan = b.plan_of(store, b.an_active_incident(store))
    number = b.an_active_incident(store, response=Response.INFORM)
    chief = b.hat(store, "projektchef")
    commands.cover_incident(store, chief, seen=b.seen(store, ActionPlan, plan), incident=number)
    with b.refused(store, RuleBroken, "has-a-plan"):
        commands.close_informed(store, chief, seen=b.seen(store, Incident, number), reason="Slut.")


@pytest.mark.parametrize(("non_acute", "state"), [(False, S.REJECTED), (True, S.NON_ACUTE)])
@pytest.mark.parametrize("assessed", [False, True])
def test_a_report_is_rejected_or_moved_with_a_reason(
    store: Store, assessed: bool, non_acute: bool, state: IncidentState
) -> None:
    number = b.an_assessed_incident(store) if assessed else b.an_incident(store)
    chief, shown = b.hat(store, "projektchef"), b.seen(store, Incident, number)
    with b.refused(store, RuleBroken, "text-missing", field="reason"):
        commands.reject(store, chief, seen=shown, non_acute=non_acute, reason="")
    commands.reject(store, chief, seen=shown, non_acute=non_acute, reason="Røg fra en grill.")
    view = queries.incident(store, chief, number)
    assert view is not None
    assert (view.row.state, view.row.ended_at, view.end_reason.body) == (state, BEGIN, "Røg fra en grill.")


def test_a_false_alarm_is_called_off_with_its_plan(store: Store) -> None:
    number = b.an_active_incident(store)
    action = b.an_action(store, number)
    plan = b.plan_of(store, number)
    commands.call_off(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, number), reason="Det var en øvelse."
    )
    assert incident_of(store, number).state is S.CALLED_OFF
    assert b.row_of(store, ActionPlan, plan).state is PlanState.CLOSED
    with b.refused(store, RuleBroken, "closed"):
        commands.accept_action(store, b.hat(store, "aab"), seen=b.seen(store, b.Action, action))


def test_a_plan_that_covers_something_else_goes_on_after_a_calling_off(store: Store) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store)
    plan, chief = b.plan_of(store, first), b.hat(store, "projektchef")
    commands.cover_incident(store, chief, seen=b.seen(store, ActionPlan, plan), incident=second)
    commands.call_off(store, chief, seen=b.seen(store, Incident, first), reason="Falsk alarm.")
    assert b.row_of(store, ActionPlan, plan).state is PlanState.DRAFT
    commands.call_off(store, chief, seen=b.seen(store, Incident, second), reason="Også falsk.")
    assert b.row_of(store, ActionPlan, plan).state is PlanState.CLOSED


def broken_off(store: Store, number: int, **other: Any) -> int:
    given = {"what": "Der er rigtig brand", "category": "ildspaasaettelse", "place": b.a_place(store)}
    return commands.break_exercise(
        store, b.hat(store, "lokalraad-politi"), **({"seen": b.seen(store, Incident, number)} | given | other)
    )


@pytest.mark.parametrize("build", [b.an_incident, b.an_assessed_incident, b.an_active_incident])
def test_an_exercise_is_broken_off_into_a_real_incident(store: Store, build: Any) -> None:
    exercise = build(store, exercise=True)
    real = broken_off(store, exercise)
    assert incident_of(store, exercise).state is S.CALLED_OFF
    found = incident_of(store, real)
    assert (found.exercise, found.number, found.state, found.happened_at) == (False, 1, S.RECEIVED, BEGIN)
    view = queries.incident(store, b.hat(store, "projektchef"), real)
    assert view is not None
    assert (view.broken_from, view.reports[0].route) == ((exercise, 1), Route.PROJECT_CHIEF)
    assert not view.row.unread, "whoever wrote it has seen it"
    ended = queries.incident(store, b.hat(store, "projektchef"), exercise)
    assert ended is not None
    assert ended.became == (real, 1)
    with store.whole() as session:
        assert set(session.scalars(select(ActionPlan.state))) <= {PlanState.CLOSED}


def test_all_that_is_open_of_the_exercise_ends_with_it(store: Store) -> None:
    one, other, real = (
        b.an_active_incident(store, exercise=True),
        b.an_incident(store, exercise=True),
        b.an_incident(store),
    )
    broken_off(store, one)
    assert {incident_of(store, number).state for number in (one, other)} == {S.CALLED_OFF}
    assert incident_of(store, real).state is S.RECEIVED
    lines = queries.history(store, b.hat(store, "projektchef"), other)
    assert (lines[0].verb, lines[0].facts) == (Verb.BREAK_EXERCISE, {"real": 2})


def test_only_an_exercise_is_broken_off(store: Store) -> None:
    real = b.an_incident(store)
    with b.refused(store, RuleBroken, "not-an-exercise"):
        broken_off(store, real)


def test_breaking_off_is_all_or_nothing(store: Store) -> None:
    exercise = b.an_active_incident(store, exercise=True)
    for wrong, code in (({"what": ""}, "text-missing"), ({"category": "x"}, "unknown-category"),
                        ({"place": b.a_place_outside(store)}, "text-missing")):  # fmt: skip
        with b.refused(store, RuleBroken, code):
            broken_off(store, exercise, **wrong)
    assert incident_of(store, exercise).state is S.ACTIVE


def test_a_stale_page_is_told_whatever_its_button(store: Store) -> None:
    waiting, active, informed, exercise = (
        b.an_incident(store), b.an_active_incident(store), b.an_active_incident(store, response=Response.INFORM),
        b.an_incident(store, exercise=True),
    )  # fmt: skip
    shown = {number: b.seen(store, Incident, number) for number in (waiting, active, informed, exercise)}
    for number in shown:
        assess(store, number, risk=Risk.HIGH, response=Response.INFORM)
    chief = b.hat(store, "projektchef")
    for press in (
        lambda: commands.reject(store, chief, seen=shown[waiting], non_acute=True, reason="Nej."),
        lambda: commands.call_off(store, chief, seen=shown[active], reason="Nej."),
        lambda: commands.close_informed(store, chief, seen=shown[informed], reason="Nej."),
        lambda: broken_off(store, exercise, seen=shown[exercise]),
    ):
        with b.refused(store, Stale, "stale", role="projektchef"):
            press()


ENDINGS = ["closed", "rejected", "called_off"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_happens_to_an_incident_that_has_ended(store: Store, ending: str) -> None:
    chief, number = b.hat(store, "projektchef"), 1
    if ending == "closed":
        b.a_closed_plan(store)
    elif ending == "rejected":
        b.an_incident(store)
        commands.reject(store, chief, seen=b.seen(store, Incident, 1), non_acute=False, reason="Grill.")
    else:
        b.an_active_incident(store)
        commands.call_off(store, chief, seen=b.seen(store, Incident, 1), reason="Falsk.")
    shown = b.seen(store, Incident, number)
    for press in (
        lambda: commands.mark_read(store, chief, incident=number),
        lambda: assess(store, number),
        lambda: commands.reject(store, chief, seen=shown, non_acute=True, reason="Nej."),
        lambda: commands.call_off(store, chief, seen=shown, reason="Nej."),
        lambda: commands.close_informed(store, chief, seen=shown, reason="Nej."),
        lambda: broken_off(store, number),
        lambda: b.an_action(store, number),
    ):
        with b.refused(store, RuleBroken, "not-in-this-state"):
            press()
    with b.refused(store, AlreadyHappened if ending != "rejected" else RuleBroken):
        commands.activate(store, chief, incident=number)


def test_what_is_not_there_or_not_for_ones_eyes_is_unknown(store: Store) -> None:
    chief = b.hat(store, "projektchef")
    for press in (
        lambda: commands.mark_read(store, chief, incident=99),
        lambda: commands.activate(store, chief, incident=99),
        lambda: commands.call_off(store, chief, seen=b.Seen(99, 1), reason="Nej."),
        lambda: commands.propose_action(store, chief, incident=99, described=b.described()),
    ):
        with b.refused(store, NotAllowed, "unknown"):
            press()
    hidden = b.an_incident(store, "boligselskab")
    with b.refused(store, NotAllowed, "unknown"):
        b.an_action(store, hidden, "aab")
