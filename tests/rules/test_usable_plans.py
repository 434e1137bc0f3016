"""A plan that reads and cannot be used: its map, and words of its exercise that the privacy stop would refuse."""

from pathlib import Path

import pytest

from data.plan import PlanRefused, StandingPlan, load, parse
from data.rules.usable_plans import require_usable

OTHER = Path("tests/plan/eksempelparken.yaml")
SCRIPT = """
øvelse:
  - minut: 0
    art: melding
    tekst: Flere har set det ved beboerhuset.
    til: leder
    godt: Meldingen er set.
  - minut: 5
    art: oplysning
    tekst: {text}
    til: leder
    godt: Oplysningen er vurderet.
"""


def plan_with(text: str) -> StandingPlan:
    return parse(OTHER.read_text("utf-8") + SCRIPT.format(text=text), OTHER.parent)


@pytest.mark.parametrize("plan", [load(OTHER), load(Path("data/plan/vejleaaparken.yaml"))], ids=["other", "first"])
def test_both_plans_can_be_used(plan: StandingPlan) -> None:
    require_usable(plan)


def test_the_words_of_an_exercise_of_ones_own_pass() -> None:
    require_usable(plan_with("En medarbejder er ramt, men ikke alvorligt."))


@pytest.mark.parametrize("written", ["Ring til 28 71 45 60 nu.", "010203-1234 er set.", "Mohammed Jensen har kastet."])
def test_words_that_point_at_somebody_are_told_with_their_line(written: str) -> None:
    with pytest.raises(PlanRefused) as caught:
        require_usable(plan_with(written))
    (problem,) = caught.value.problems
    assert plan_with(written).text.splitlines()[(problem.line or 0) - 1].strip() == f"tekst: {written}"
    assert str(problem).startswith(f"Linje {problem.line}, øvelse nr. 2 › tekst: ")
    assert "Skriv en funktion i stedet" in problem.sentence
