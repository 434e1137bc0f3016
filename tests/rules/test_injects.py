"""A guided exercise as its lines tell it: its own clock, what is late, and which step may be taken: pure (6.13)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import NotAllowed, RuleBroken
from data.plan import StandingPlan, load, parse, script_of
from data.plan.problems import PlanRefused
from data.rules import injects, privacy
from data.rules.injects import Led, Step, Told
from data.rules.known_words import known_words
from data.vocabulary import InjectKind, Subject, Verb
from tests.conftest import SHIPPED

NOW = datetime(2026, 10, 24, 19, 0, tzinfo=UTC)
LEADER = "projektchef"
PLANS = {"shipped": SHIPPED, "another": Path("tests/plan/eksempelparken.yaml")}


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def told(*steps: tuple[Step, float, int]) -> Led:
    lines = [Told(step, after(minutes), LEADER, number, Subject.FACT, 7) for step, minutes, number in steps]
    found = injects.led([Told(Step.STARTED, NOW, LEADER), *lines])
    assert found is not None
    return found


@pytest.fixture(params=list(PLANS))
def any_plan(request: pytest.FixtureRequest) -> StandingPlan:
    return load(PLANS[request.param])


def test_nobody_leads_what_was_never_begun() -> None:
    assert injects.led([]) is None
    assert injects.led([Told(Step.RELEASED, NOW, LEADER, 1)]) is None
    with pytest.raises(RuleBroken, match="exercise-not-led"):
        injects.require_step(None, Step.RELEASED, LEADER)


def test_its_clock_stands_still_while_it_is_paused() -> None:
    paused = told((Step.PAUSED, 10, 0))
    assert paused.minute(after(25)) == 10
    resumed = told((Step.PAUSED, 10, 0), (Step.RESUMED, 25, 0))
    assert resumed.minute(after(30)) == 15
    assert told((Step.PAUSED, 10, 0), (Step.STOPPED, 40, 0)).minute(after(90)) == 10


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_pauses_are_never_counted_however_many(pauses: list[tuple[int, int]]) -> None:
    at, ran, lines = 0, 0, list[tuple[Step, float, int]]()
    for before, length in pauses:
        lines += [(Step.PAUSED, at + before, 0), (Step.RESUMED, at + before + length, 0)]
        at, ran = at + before + length, ran + before
    assert told(*lines).minute(after(at)) == ran


def test_what_waits_beyond_its_minute_is_late_and_what_is_gone_is_not(plan: StandingPlan) -> None:
    second = script_of(plan)[1]
    now = after(second.minute + 4)
    assert told().late(2, second, now) == 4
    assert told().late(2, second, after(second.minute - 1)) == 0
    for step in (Step.RELEASED, Step.SKIPPED):
        assert told((step, 3, 2)).late(2, second, now) == 0
    assert told((Step.STOPPED, 60, 0)).late(2, second, now) == 0


REFUSED = (
    ((), Step.RESUMED, "exercise-not-paused"),
    (((Step.PAUSED, 1, 0),), Step.RELEASED, "exercise-paused"),
    (((Step.PAUSED, 1, 0),), Step.SKIPPED, "exercise-paused"),
    (((Step.PAUSED, 1, 0),), Step.PAUSED, "exercise-paused"),
    (((Step.STOPPED, 1, 0),), Step.RELEASED, "exercise-stopped"),
    (((Step.STOPPED, 1, 0),), Step.RESUMED, "exercise-stopped"),
    (((Step.RELEASED, 1, 2),), Step.RELEASED, "inject-released"),
    (((Step.RELEASED, 1, 2),), Step.SKIPPED, "inject-released"),
    (((Step.SKIPPED, 1, 2),), Step.RELEASED, "inject-skipped"),
)


@pytest.mark.parametrize(("lines", "step", "code"), REFUSED)
def test_a_step_that_does_not_follow_is_refused(
    lines: tuple[tuple[Step, float, int], ...], step: Step, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        injects.require_step(told(*lines), step, LEADER, number=2, script=8)


def test_only_the_role_that_leads_takes_a_step_and_only_with_what_the_script_has() -> None:
    with pytest.raises(NotAllowed):
        injects.require_step(told(), Step.RELEASED, "stabsenhed", number=2, script=8)
    for number in (0, 9):
        with pytest.raises(RuleBroken, match="unknown-inject"):
            injects.require_step(told(), Step.RELEASED, LEADER, number=number, script=8)
    assert injects.require_step(told((Step.PAUSED, 1, 0)), Step.RESUMED, LEADER)
    assert injects.require_step(told((Step.PAUSED, 1, 0)), Step.STOPPED, LEADER)


def test_every_town_has_a_script_of_an_hour_in_its_own_words(any_plan: StandingPlan) -> None:
    script = script_of(any_plan)
    assert script[0].kind is InjectKind.REPORT
    assert [one.minute for one in script] == sorted(one.minute for one in script)
    assert (script[0].minute, script[-1].minute <= 60) == (0, True)
    assert {one.kind for one in script} == set(InjectKind)
    assert {one.to for one in script} <= set(any_plan.roles)
    assert {one.category for one in script} - {None} <= set(any_plan.categories)
    for one in script:
        assert not privacy.findings(one.text, known_words(any_plan)), one.text
        if one.kind is InjectKind.QUESTION:
            assert any_plan.role(one.to).may(Verb.ANSWER_PARTY)
            assert any_plan.party_of(one.to)


def test_a_town_writes_its_own_script(any_plan: StandingPlan) -> None:
    own = _with(any_plan, "- {minut: 0, art: melding, til: TIL, tekst: Røg over taget, godt: Set på fem minutter}")
    assert [(one.text, one.kind) for one in script_of(own)] == [("Røg over taget", InjectKind.REPORT)]


@pytest.mark.parametrize(
    ("written", "told_of"),
    [
        ("- {minut: 0, art: oplysning, til: TIL, tekst: Røg, godt: Set}", "begynder med en ‘melding’"),
        ("- {minut: 0, art: melding, til: nogen, tekst: Røg, godt: Set}", "Rollen ‘nogen’ findes ikke"),
        (
            "- {minut: 9, art: melding, til: TIL, tekst: Røg, godt: Set}\n"
            "  - {minut: 3, art: oplysning, til: TIL, tekst: Røg, godt: Set}",
            "Minut 3 kommer efter minut 9",
        ),
        ("- {minut: 0, art: melding, kategori: x, til: TIL, tekst: Røg, godt: Set}", "Kategorien ‘x’ findes ikke"),
        (
            "- {minut: 0, art: melding, til: TIL, tekst: Røg, godt: Set}\n"
            "  - {minut: 3, art: spørgsmål, til: ADM, tekst: Røg, godt: Set}",
            "ingen part, der kan svare",
        ),
    ],
)
def test_a_wrong_script_is_told_with_its_line(any_plan: StandingPlan, written: str, told_of: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        _with(any_plan, written)
    assert [told_of in str(problem) for problem in refused.value.problems] == [True]


def _with(plan: StandingPlan, written: str) -> StandingPlan:
    administers = next(role.code for role in plan.roles.values() if role.party is None)
    own = written.replace("TIL", plan.coordinator.code).replace("ADM", administers)
    return parse(f"{plan.text}\nøvelse:\n  {own}\n", folder=plan.folder)
