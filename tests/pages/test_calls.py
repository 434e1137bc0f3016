"""The call list, what stands of it on the overview, and the coordination, as each role sees them."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from components import look
from components.plain import plain
from components.texts import t
from data import commands, queries
from data.entities import Incident
from data.rules.calling import Reach
from data.vocabulary import CallResult, Verb
from tests.builders import hat, seen
from tests.pages.test_pages import Town, everything_on, settled

FIRST = 1
"""The active incident of the demo."""


@pytest.fixture
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


BOTH = pytest.mark.parametrize("town", ["shipped", "another"], indirect=True)
SHIPPED = pytest.mark.parametrize("town", ["shipped"], indirect=True)


def badges(page: AppTest) -> str:
    """What the page says in Markdown, badges among it."""
    return "\n".join(one.value for one in page.markdown)


def buttons(page: AppTest) -> list[str]:
    return [one.key for one in page.button if one.key and one.key.startswith("save-call-")]


@BOTH
def test_one_click_reaches_and_the_line_on_the_overview_goes(town: Town) -> None:
    chief, total = town.plan.coordinator.code, len(town.plan.permanent_roles)
    waiting = town.plan.permanent_roles[-1]
    page = town.opened_by(chief).run()
    [told] = [warning.value for warning in page.warning if waiting.title in warning.value]
    [plan] = queries.plans(town.house.store, hat(town.house.store, chief))
    assert told.startswith(f"**{t('EXERCISE')} · {t('Exercise plan {n}', n=plan.number)}")
    assert all(plain(place) in told for *_, place in plan.incidents)
    page.switch_page("moede.py").run()
    assert t("{n} of {total} reached", n=total - 1, total=total) in badges(page)
    reached = next(key for key in buttons(page) if waiting.code in key and key.endswith(f"None-{CallResult.REACHED}"))
    page.button(key=reached).click().run()
    assert not page.exception
    assert t("{n} of {total} reached", n=total, total=total) in badges(page)
    assert look.REACH[Reach.REACHED].label in badges(page)
    page.switch_page("overblik.py").run()
    assert not any(waiting.title in warning.value for warning in page.warning)


@BOTH
def test_numbers_stand_there_for_the_group_and_not_for_the_boards(town: Town) -> None:
    contacts = [contact for role in town.plan.permanent_roles if (contact := town.plan.contact_of(role.code))]
    for role in town.plan.roles.values():
        if not role.may(Verb.READ):
            continue
        page = town.opened_by(role.code).run().switch_page("moede.py").run()
        said = everything_on(page)
        shown = [contact.phone for contact in contacts if contact.phone in said]
        assert bool(shown) is role.may(Verb.SEE_CONTACTS), role.code
        assert bool(buttons(page)) is role.may(Verb.RECORD_CALL), role.code


@SHIPPED
def test_who_takes_the_coordination_over_is_offered_what_comes_with_it(town: Town) -> None:
    store = town.house.store
    page = town.opened_by("aab").run().switch_page("moede.py").run()
    assert not buttons(page)
    page.switch_page("handlingsplan.py").run()
    assert "open-extend-1" not in [one.key for one in page.button]
    commands.change_coordinator(
        store, hat(store, "projektchef"), incident=FIRST, before="projektchef", role="aab", unreachable=False
    )
    page = town.opened_by("aab").run().switch_page("moede.py").run()
    assert buttons(page)
    page.switch_page("handlingsplan.py").run()
    assert "open-extend-1" in [one.key for one in page.button]
    page.button(key="open-extend-1").click().run()
    assert not page.exception
    assert "formular" in page.query_params, "the form opens, too"
    chief = town.opened_by("projektchef").run().switch_page("handlingsplan.py").run()
    assert "open-extend-1" in [one.key for one in chief.button]
    assert t(":material/star: Coordinator: **{who}**", who="AAB") in badges(chief)


@SHIPPED
def test_the_coordination_is_passed_on_in_a_form(town: Town) -> None:
    store = town.house.store
    page = town.opened_by("lokalraad-politi")
    page.query_params["formular"] = f"pass_on.{FIRST}.0.a-key-of-a-test"
    page.run()
    assert not page.exception
    page.button(key="save-a-key-of-a-test").click().run()
    view = queries.incident(store, hat(store, "projektchef"), FIRST)
    assert view is not None
    assert view.row.coordinator == "lokalraad-politi"
    page = town.opened_by("projektchef")
    page.query_params["haendelse"] = str(FIRST)
    page.run().switch_page("historik.py").run()
    assert t("could not be reached") in badges(page)


@SHIPPED
def test_a_called_off_incident_says_whom_to_tell(town: Town) -> None:
    store = town.house.store
    commands.call_off(store, hat(store, "projektchef"), seen=seen(store, Incident, FIRST), reason="Grillrøg.")
    page = town.opened_by("projektchef")
    page.query_params["haendelse"] = str(FIRST)
    page.run().switch_page("haendelser.py").run()
    waiting = [one.key for one in page.button if one.key and one.key.startswith("save-tell-")]
    assert len(waiting) == 3, "two who were reached and who activated; who called it off knows"
    page.button(key=waiting[0]).click().run()
    assert t("{n} of {total} told", n=1, total=3) in badges(page)
    assert waiting[0] not in [one.key for one in page.button]
