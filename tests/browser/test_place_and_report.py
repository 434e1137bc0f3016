"""A place that is typed, and the way from the overview to a report that nobody has read."""

import re

import pytest
from playwright.sync_api import expect

from data.storage import Store
from tests import builders as b
from tests.browser.conftest import Comes
from tests.browser.person import t

pytestmark = pytest.mark.browser


def test_a_quarter_stands_before_its_blocks_when_its_name_is_typed(comes: Comes) -> None:
    person = comes("aab").opens("/melding")
    person.page.get_by_role("combobox", name=t("Where?")).click()
    person.page.keyboard.type("ågården")
    options = person.page.get_by_role("option")
    expect(options.first).to_have_text(t("{zone} (quarter)", zone="Ågården"))
    expect(options.nth(1)).to_have_text(re.compile(r"Ågården \d"))
    person.page.keyboard.press("Enter")
    expect(person.page).to_have_url(re.compile("sted="))
    person.is_well()


def test_an_unread_report_is_shown_where_it_is_seen(comes: Comes, store: Store) -> None:
    incident = b.an_incident(store, what="Røg ved stationen")
    person = comes(store.plan().coordinator.code).opens("/")
    person.press("Show")
    expect(person.page).to_have_url(re.compile(f"/haendelser.*haendelse={incident}$"))
    expect(person.page.get_by_text("Røg ved stationen").first).to_be_in_viewport()
    person.page.go_back()
    expect(person.page).not_to_have_url(re.compile("/haendelser"))
    person.is_well()
