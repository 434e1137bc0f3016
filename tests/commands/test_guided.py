"""A guided exercise: begun, let go inject by inject, paused and stopped by its leader, told in its review (6.13)."""

import pytest
from sqlalchemy import func, select

from data import commands, queries
from data.entities import ActionPlan, Fact, Incident, Question
from data.errors import NotAllowed, RuleBroken
from data.plan import script_of
from data.queries import LedView
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Certainty, IncidentState, InjectKind, Verb
from tests import builders as b

CHIEF, OTHER = "projektchef", "stabsenhed"


def view(store: Store, role: str = CHIEF) -> LedView:
    found = queries.guided(store, b.hat(store, role))
    assert found is not None
    return found


def number_of(store: Store, kind: InjectKind, after: int = 1) -> int:
    """The first inject of a kind beyond the first."""
    script = script_of(store.plan())
    return next(number for number, one in enumerate(script, 1) if one.kind is kind and number > after)


def release(store: Store, incident: int, number: int, role: str = CHIEF, key: str | None = None) -> int:
    return commands.release_inject(store, b.hat(store, role), key, incident=incident, number=number)


def made(store: Store) -> tuple[int, int, int]:
    """How many incidents, facts and questions there are."""
    with store.whole() as session:
        counted = [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Incident, Fact, Question)]
    return counted[0], counted[1], counted[2]


def activated(store: Store) -> int:
    """A guided exercise that is activated, so that it has a plan."""
    incident = b.a_led_exercise(store)
    b.assess(store, incident)
    commands.activate(store, b.hat(store, CHIEF), incident=incident)
    return incident


def test_it_begins_with_a_report_that_is_an_exercise(store: Store) -> None:
    incident = b.a_led_exercise(store)
    row = b.row_of(store, Incident, incident)
    assert (row.exercise, row.state, row.coordinator) == (True, IncidentState.RECEIVED, CHIEF)
    assert view(store).rows[0].released_at == store.clock()
    assert all(one.waits for one in view(store).rows[1:])
    assert b.last_line(store).verb == Verb.RELEASE_INJECT
    assert b.last_line(store).exercise


def test_each_inject_becomes_the_real_thing_marked_as_an_exercise(store: Store) -> None:
    incident = activated(store)
    before = made(store)
    fact = release(store, incident, number_of(store, InjectKind.FACT))
    told = b.row_of(store, Fact, fact)
    assert (told.incident_id, told.certainty) == (incident, Certainty.UNCONFIRMED)
    asked = b.row_of(store, Question, release(store, incident, number_of(store, InjectKind.QUESTION)))
    assert asked.plan_id == b.row_of(store, Incident, incident).plan_id
    second = b.row_of(store, Incident, release(store, incident, number_of(store, InjectKind.REPORT)))
    assert second.exercise
    assert made(store) == (before[0] + 1, before[1] + 2, before[2] + 1), "a report tells something, too"


def test_only_the_role_that_leads_sees_the_script_or_lets_anything_go(store: Store) -> None:
    incident = b.a_led_exercise(store)
    assert queries.guided(store, b.hat(store, OTHER)) is None
    assert queries.guided(store, b.hat(store, "lokalraad-politi")) is None
    for role in (OTHER, "lokalraad-politi"):
        with b.refused(store, NotAllowed):
            release(store, incident, 2, role)


def test_one_is_led_at_a_time_and_after_a_stop_another_may_begin(store: Store) -> None:
    incident = b.a_led_exercise(store)
    with b.refused(store, RuleBroken, "exercise-led", led_by=CHIEF):
        b.a_led_exercise(store, OTHER)
    commands.stop_exercise(store, b.hat(store, CHIEF), incident=incident)
    with b.refused(store, RuleBroken, "exercise-stopped"):
        release(store, incident, 2)
    assert b.a_led_exercise(store, OTHER) != incident


def test_something_real_comes_first(store: Store) -> None:
    """Nothing is begun, let go or resumed while it is open; nothing real is touched by what is."""
    incident = b.a_led_exercise(store)
    real = b.an_incident(store)
    with b.refused(store, RuleBroken, "real-incident-open"):
        release(store, incident, 2)
    commands.pause_exercise(store, b.hat(store, CHIEF), incident=incident)
    with b.refused(store, RuleBroken, "real-incident-open"):
        commands.resume_exercise(store, b.hat(store, CHIEF), incident=incident)
    commands.reject(
        store, b.hat(store, CHIEF), seen=b.seen(store, Incident, real), non_acute=False, reason="Det var røg."
    )
    before = b.row_of(store, Incident, real).version
    commands.resume_exercise(store, b.hat(store, CHIEF), incident=incident)
    release(store, incident, 2)
    assert b.row_of(store, Incident, real).version == before


def test_what_waits_is_late_and_a_pause_is_not_counted(store: Store) -> None:
    incident = b.a_led_exercise(store)
    minute = script_of(store.plan())[1].minute
    b.later(store, minutes=minute + 2)
    assert (view(store).rows[1].late, view(store).late) == (2, 1)
    commands.pause_exercise(store, b.hat(store, CHIEF), incident=incident)
    b.later(store, minutes=30)
    assert (view(store).paused, view(store).minute, view(store).rows[1].late) == (True, minute + 2, 2)
    commands.resume_exercise(store, b.hat(store, CHIEF), incident=incident)
    commands.skip_inject(store, b.hat(store, CHIEF), incident=incident, number=2)
    assert view(store).late == 0
    with b.refused(store, RuleBroken, "inject-skipped"):
        release(store, incident, 2)


def test_a_question_waits_until_there_is_a_plan_to_ask_about(store: Store) -> None:
    incident = b.a_led_exercise(store)
    assert not view(store).has_plan
    with b.refused(store, RuleBroken, "no-plan-to-ask-about"):
        release(store, incident, number_of(store, InjectKind.QUESTION))


def test_two_presses_are_one_inject(store: Store) -> None:
    incident = b.a_led_exercise(store)
    first = release(store, incident, 2, key="samme tryk")
    before = b.standing(store)
    assert release(store, incident, 2, key="samme tryk") == first
    assert b.standing(store) == before
    with b.refused(store, RuleBroken, "inject-released"):
        release(store, incident, 2)


def test_nothing_is_let_go_in_an_exercise_that_has_ended(store: Store) -> None:
    incident = activated(store)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Vi stopper her.")
    with b.refused(store, RuleBroken, "not-in-this-state"):
        release(store, incident, 2)
    assert queries.guided(store, b.hat(store, CHIEF)) is None
    assert b.a_led_exercise(store) != incident


def test_how_long_each_took_is_from_the_release_until_somebody_dealt_with_it(store: Store) -> None:
    incident = b.a_led_exercise(store)
    b.later(store, minutes=3)
    commands.mark_read(store, b.hat(store, CHIEF), incident=incident)
    b.later(store, minutes=9)
    commands.mark_read(store, b.hat(store, "lokalraad-politi"), incident=incident)
    fact = release(store, incident, number_of(store, InjectKind.FACT))
    first, second = view(store).rows[:2]
    assert first.took is not None
    assert (first.took.total_seconds(), second.took) == (180, None)
    b.later(store, minutes=2)
    judged = {"seen": b.seen(store, Fact, fact), "certainty": Certainty.CONFIRMED}
    commands.judge_fact(store, b.hat(store, CHIEF), **judged)
    took = view(store).rows[1].took
    assert took is not None
    assert took.total_seconds() == 120


def test_its_review_tells_what_was_let_go_and_a_real_ones_tells_of_none(store: Store) -> None:
    incident = activated(store)
    release(store, incident, 2)
    commands.skip_inject(store, b.hat(store, CHIEF), incident=incident, number=3)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Vi stopper her.")
    told = queries.review(store, b.hat(store, "aab"), incident)
    assert told is not None
    gone = [(one.released_at is not None, one.skipped_at is not None) for one in told.injects]
    assert gone[:4] == [(True, False), (True, False), (False, True), (False, False)]
    assert told.injects[0].took is not None, "it was assessed"
    closed = b.a_closed_plan(store)
    with store.whole() as session:
        real = session.scalars(select(Incident.id).where(Incident.plan_id == closed)).one()
    assert b.row_of(store, ActionPlan, closed).exercise is False
    told = queries.review(store, b.hat(store, "aab"), real)
    assert told is not None
    assert told.injects == ()


@pytest.mark.parametrize("step", [commands.pause_exercise, commands.stop_exercise])
def test_each_step_stands_in_the_log_of_the_exercise(store: Store, step: object) -> None:
    incident = b.a_led_exercise(store)
    assert callable(step)
    step(store, b.hat(store, CHIEF), incident=incident)
    line = b.last_line(store)
    assert (line.verb, line.incident_id, line.exercise) == (Verb.LEAD_EXERCISE, incident, True)


def test_it_goes_on_in_the_incident_that_its_first_report_is_merged_into(store: Store) -> None:
    incident, other = b.a_led_exercise(store), b.an_incident(store, exercise=True)
    b.assess(store, other)
    commands.activate(store, b.hat(store, CHIEF), incident=other)
    commands.merge(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), into=other)
    assert (view(store).incident, view(store).here, view(store).has_plan, view(store).open) == (
        incident, other, True, True,
    )  # fmt: skip
    fact = release(store, incident, number_of(store, InjectKind.FACT))
    assert b.row_of(store, Fact, fact).incident_id == other
    asked = b.row_of(store, Question, release(store, incident, number_of(store, InjectKind.QUESTION)))
    assert asked.plan_id == b.row_of(store, Incident, other).plan_id
    with b.refused(store, RuleBroken, "exercise-led"):
        b.a_led_exercise(store)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, other), reason="Vi stopper her.")
    told = queries.review(store, b.hat(store, "aab"), other)
    assert told is not None
    assert [one.number for one in told.injects if one.released_at][:2] == [1, number_of(store, InjectKind.FACT)]
    assert queries.guided(store, b.hat(store, CHIEF)) is None


def test_who_only_reads_besides_can_lead_one_for_whoever_leads_is_not_exercised(store: Store) -> None:
    board = Viewer(
        person=None, role="styregruppe", party="helhedsplan", grants=frozenset({Verb.READ, Verb.LEAD_EXERCISE})
    )
    incident = commands.lead_exercise(store, board)
    b.assess(store, incident)
    commands.activate(store, b.hat(store, CHIEF), incident=incident)
    for number in range(2, len(script_of(store.plan())) + 1):
        commands.release_inject(store, board, incident=incident, number=number)
    found = queries.guided(store, board)
    assert found is not None
    assert not any(row.waits for row in found.rows)
