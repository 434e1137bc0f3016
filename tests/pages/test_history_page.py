"""Historik: the log of an incident in plain words, searched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.test_pages import PLANS, Town, everything_on, settled


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def test_a_search_leaves_the_lines_that_hold_every_word(town: Town) -> None:
    page = town.opened_by(town.plan.coordinator.code).run()
    page.query_params["haendelse"] = "1"
    page.switch_page("historik.py").run()

    def lines() -> list[str]:
        return [one.value for one in page.markdown if ":gray[· Nr. " in one.value]

    whole = lines()
    (search,) = [box for box in page.text_input if box.key == "history-search"]
    search.set_value("aktiverede").run()
    found = lines()
    assert found
    assert len(found) < len(whole)
    assert all("aktiverede" in line for line in found)
    page.text_input(key="history-search").set_value("findes aldrig {{7*7}}").run()
    assert not lines()
    assert "0 linjer fundet" in everything_on(page)
    page.text_input(key="history-search").set_value("").run()
    assert lines() == whole
