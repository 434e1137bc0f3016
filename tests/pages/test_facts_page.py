"""What was judged is not judged otherwise by one click, and what was said before stays readable; in two towns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from components.texts import t
from data import commands, queries
from data.entities import Fact
from data.vocabulary import Certainty, Source, Verb
from tests.builders import hat, seen
from tests.pages.test_mandates_and_notices import reading
from tests.pages.test_pages import PLANS, Town, everything_on, settled

WRONG, TRUE = "Der er hundrede unge ved pladsen", "Der er seks unge ved pladsen"


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def refuted(town: Town, role: str) -> tuple[int, int]:
    """An incident of the exercise, and a rumour about it that is refuted."""
    store, by = town.house.store, hat(town.house.store, role)
    incident = queries.plans(store, by)[0].incidents[0][0]
    fact = commands.tell_fact(
        store, by, incident=incident, what=WRONG, source=Source.RESIDENTS, certainty=Certainty.RUMOUR,
        happened_at=store.clock(),
    )  # fmt: skip
    commands.judge_fact(store, by, seen=seen(store, Fact, fact), certainty=Certainty.REFUTED, reason=TRUE)
    return incident, fact


def test_a_refuted_rumour_is_confirmed_in_two_steps_and_its_correction_stays(town: Town) -> None:
    role = next(r for r in town.plan.roles.values() if r.may(Verb.JUDGE_FACT) and r.may(Verb.TELL_FACT)).code
    incident, fact = refuted(town, role)
    page = reading(town, role, "haendelser", haendelse=str(incident))
    assert not [one.key for one in page.button if one.key == f"save-confirm-{fact}"], "no judgement by one click"
    page.button(key=f"open-confirm_fact-{fact}").click().run()
    assert not page.exception
    assert sum(TRUE in one.value for one in page.markdown) > 1, "the form says what it would take back"
    [one for one in page.button if one.label == t("Confirm")][-1].click().run()
    assert not page.exception
    [row] = [row for row in queries.facts(town.house.store, hat(town.house.store, role), incident=incident)
             if row.id == fact]  # fmt: skip
    assert row.certainty is Certainty.CONFIRMED
    said = everything_on(reading(town, role, "haendelser", haendelse=str(incident)))
    assert TRUE in said
    assert t("Before: {judged}", judged="") in said
