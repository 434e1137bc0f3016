"""Another town is another plan file: nothing that reaches a browser names the shipped one. Source: B8."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.plan import load
from tests.browser.conftest import Comes
from tests.browser.person import Person
from tests.web.served import PRODUCT, ROOT, Served, serve

pytestmark = pytest.mark.browser

PLAN = ROOT / "tests" / "plan" / "eksempelparken.yaml"
OF_THE_SHIPPED_PLACE = re.compile("ishøj|vejleåparken|lokalråd", re.IGNORECASE)
MENU = ("Incidents", "Actions", "Action plan", "History", "Preparedness plan", "New report")


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    """`make demo` with the other plan."""
    environment = {"BEREDSKAB_HOME": str(home), "BEREDSKAB_PLAN": str(PLAN)}
    subprocess.run([sys.executable, "-m", "data", "demo"], check=True, cwd=ROOT, env={**os.environ, **environment})
    with serve(home, PRODUCT, BEREDSKAB_PLAN=str(PLAN)) as running:
        yield running


def names_the_shipped_place(person: Person) -> list[str]:
    """Every place where one of the words came up: on the glass, on the map, in what the server sent."""
    said = [frame.locator("body").inner_text() for frame in person.page.frames]
    said += [frame.decode("utf-8", "replace") for frame in person.heard]
    return [found[0] for text in said for found in OF_THE_SHIPPED_PLACE.finditer(text)]


def test_no_page_and_no_map_names_the_shipped_place(comes: Comes) -> None:
    plan = load(PLAN)
    person = comes(plan.coordinator.code).opens("/?haendelse=1")
    person.map.locator("#map_div[data-ready]").wait_for()
    expect(person.map.get_by_text(re.compile("Eksempel")).first).to_be_attached()
    person.sees(re.compile(plan.area.short))
    for source in MENU:
        person.goes_to(source)
        person.ready()
        assert not names_the_shipped_place(person), source
    assert len(person.heard) > len(MENU)


def test_the_sign_in_page_is_the_other_towns(comes: Comes, served: Served) -> None:
    plan = load(PLAN)
    person = comes(plan.coordinator.code)
    person.context.clear_cookies()
    person.page.goto(f"{served.url}/log-ind")
    person.sees(plan.title)
    for role in plan.roles.values():
        expect(person.button(role.title)).to_be_visible()
    assert not OF_THE_SHIPPED_PLACE.search(person.page.content())
    person.page.goto(f"{served.url}/velkommen?noegle=brugt")
    person.sees(plan.title)
    assert not OF_THE_SHIPPED_PLACE.search(person.page.content())
    person.forgive()  # 403: the link is no link
