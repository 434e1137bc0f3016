"""What has ended, on its pages: searched, a page at a time, and the way to what is too old for a list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import history, incidents
from data import commands, queries
from data.places import Places
from data.queries import endings
from data.storage import Seen
from tests import builders as b
from tests.pages.test_pages import Town, everything_on, settled
from tests.reviewed import played_to_its_end


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with settled("shipped", tmp_path) as made:
        yield made


def put_off(town: Town, what: str) -> int:
    """A report that was not acute; its id."""
    store, chief = town.house.store, b.hat(town.house.store, town.plan.coordinator.code)
    place = Places.from_plan(town.plan).at_zone(Places.from_plan(town.plan).zones[0].code)
    number = commands.report(store, chief, **b.a_report(store, what=what, place=place, exercise=True))
    view = queries.incident(store, chief, number)
    assert view is not None
    commands.reject(store, chief, seen=Seen(number, view.row.version), non_acute=True, reason="Gammelt.")
    return number


def shown(page: AppTest) -> set[str]:
    return {one.key for one in page.button if one.key and one.key.startswith("show-")}


def test_the_list_of_ended_incidents_is_searched(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "SEARCHED", 2)
    monkeypatch.setattr(endings, "LISTED", 2)
    old, *_, new = (put_off(town, what) for what in ("Stenkast mod en bus", "Røg", "Mere røg", "Larm ved klubben"))
    page = town.opened_by(town.plan.coordinator.code).run()
    page.switch_page("haendelser.py").run()
    assert f"show-{new}" in shown(page)
    assert f"show-{old}" not in shown(page)
    assert "Kun de nyeste 2 vises." in everything_on(page)
    page.text_input(key="ended-search").set_value("BUS").run()
    assert f"show-{old}" in shown(page)
    assert f"show-{new}" not in shown(page)
    assert "1 hændelse fundet" in everything_on(page)
    page.button(key=f"show-{old}").click().run()
    assert page.query_params["haendelse"] == str(old)
    page.switch_page("historik.py").run()  # too old for the list, it stands there by its address
    assert page.selectbox(key="address-haendelse").value == str(old)
    assert "Ældre hændelser" in everything_on(page)


def test_a_long_history_is_shown_a_page_at_a_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "SHOWN", 14)
    page = town.opened_by(town.plan.coordinator.code).run()
    page.query_params["haendelse"] = "1"
    page.switch_page("historik.py").run()

    def lines() -> list[str]:
        return [one.value for one in page.markdown if ":gray[· Nr. " in one.value]

    newest = lines()
    assert len(newest) == 14
    page.button(key="history-older").click().run()
    assert lines()[:14] == newest
    assert len(lines()) == 28
    page.text_input(key="history-search").set_value("aktiverede").run()  # stands in an old line
    assert lines()
    assert not set(lines()) & set(newest)


def test_a_closed_plan_is_opened_from_its_incident(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = played_to_its_end(town.house.store)
    monkeypatch.setattr(endings, "LISTED", 0)
    chief = b.hat(town.house.store, town.plan.coordinator.code)
    view = queries.incident(town.house.store, chief, incident)
    assert view is not None
    page = town.opened_by(town.plan.coordinator.code).run()
    page.query_params["haendelse"] = str(incident)
    page.switch_page("haendelser.py").run()
    assert f"plan={view.row.plan_id}" in everything_on(page)
    page.query_params["plan"] = str(view.row.plan_id)
    page.switch_page("handlingsplan.py").run()
    assert not page.exception
    assert page.query_params["plan"] == str(view.row.plan_id)


@pytest.mark.parametrize(("name", "param"), [("historik.py", "haendelse"), ("gennemgang.py", "haendelse"),
                                             ("arkiv.py", "haendelse"), ("handlingsplan.py", "plan"),
                                             ("moede.py", "plan"), ("kommunikation.py", "plan")])  # fmt: skip
def test_an_address_of_what_is_not_there_is_told_and_nothing_else_is_shown_in_its_name(
    town: Town, name: str, param: str
) -> None:
    played_to_its_end(town.house.store)
    page = town.opened_by(town.plan.coordinator.code).run()
    page.query_params[param] = "987654"
    page.switch_page(name).run()
    assert not page.exception
    assert "987654" in page.query_params[param]
    assert ":material/search_off:" in {told.icon for told in page.warning}


def test_a_form_about_what_has_gone_says_so(town: Town) -> None:
    page = town.opened_by(town.plan.coordinator.code)
    page.query_params["formular"] = "redact.987654.0.abcdefghijkl"
    page.run()
    assert not page.exception
    assert "formular" not in page.query_params
    said = "Det, formularen handlede om, findes ikke længere, eller din rolle må ikke se det."
    assert said in [told.value for told in page.error]
