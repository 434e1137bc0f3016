"""The parts of a plan on its page: who writes, who proposes, what each sees; under two towns' plans (R30-R35)."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from components import look
from components.texts import t
from data import commands, queries
from data.storage import Seen
from data.vocabulary import PartKind, PartState, Verb
from tests.builders import hat
from tests.pages.test_pages import PLANS, Town, everything_on, settled


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Each test has a town of its own: they change it."""
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


def reading(town: Town, role: str) -> AppTest:
    """The plan as this role reads it."""
    page = town.opened_by(role).run().switch_page("handlingsplan.py").run()
    assert not page.exception, page.exception[0].value
    return page


def keys(page: AppTest, beginning: str) -> list[str]:
    """The buttons whose key begins so."""
    return [str(button.key) for button in page.button if str(button.key or "").startswith(beginning)]


def test_one_proposes_and_the_one_who_writes_answers_in_one_click(town: Town) -> None:
    store = town.house.store
    writer = town.plan.roles_with(Verb.WRITE_PLAN)[-1].code
    other = next(r.code for r in town.plan.roles_with(Verb.PROPOSE_CHANGE) if not r.may(Verb.WRITE_PLAN))
    plan = queries.plans(store, hat(store, writer))[0].id
    for one in queries.proposals(store, hat(store, writer), plan=plan):  # what the exercise begins with
        commands.decline_change(store, hat(store, writer), seen=Seen(one.id, one.version), reason="Det står der.")
    revision = queries.part(store, hat(store, other), plan, PartKind.SITUATION).revision
    asked = commands.propose_change(
        store, hat(store, other), plan=plan, kind=PartKind.SITUATION, revision=revision, text="Alt er roligt."
    )
    proposes = reading(town, other)
    assert keys(proposes, "open-propose_situation")
    assert not keys(proposes, "open-part_")
    assert not keys(proposes, "save-take")
    writes = reading(town, writer)
    assert keys(writes, "open-part_situation")
    assert not [kind for kind in PartKind if keys(writes, f"open-propose_{kind}")]
    writes.button(key=f"save-take-{asked}").click().run()
    found = queries.part(store, hat(store, other), plan, PartKind.SITUATION)
    assert (found.text.body, found.revision, found.role) == ("Alt er roligt.", revision + 1, writer)
    assert t("Taken over.") in [toast.value for toast in writes.toast]
    assert ":green[:material/check_circle:" in everything_on(reading(town, other))


def test_the_page_shows_how_many_how_likely_for_whom_and_what_is_missing(town: Town) -> None:
    said = everything_on(reading(town, town.plan.coordinator.code))
    assert "15–20" in said
    for name in list(town.plan.target_groups.values())[:2]:
        assert name in said
    store, by = town.house.store, hat(town.house.store, town.plan.coordinator.code)
    told = queries.communication(store, by, queries.plans(store, by)[0].id)
    assert told is not None
    commands.end_spokesperson(store, by, spokesperson=told.press[0].id)
    said = everything_on(reading(town, town.plan.coordinator.code))
    missing = look.PART_STATE[PartState.MISSING].label.lower()
    assert f"{t(look.PART[PartKind.COMMUNICATION])}: {missing}" in said
    assert t("Nobody has written this part yet.") in said
