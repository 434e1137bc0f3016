"""Two people at two instances, through the proxy: each sees what the other does."""

import pytest
from playwright.sync_api import Browser, expect

from data.vocabulary import PartKind
from tests.browser.person import Person, t
from tests.two.meeting import LABEL
from tests.two.pair import Pair

pytestmark = pytest.mark.browser


def writes(person: Person, kind: PartKind, text: str) -> None:
    """Write a part of the plan and save it."""
    person.press("Write", inside=person.card("part", kind))
    person.field(LABEL).fill(text)
    person.press("Save", inside=person.form)
    expect(person.form).to_have_count(0)


def test_what_one_saves_the_other_sees_while_typing_and_the_other_way_round(both: Pair, browser: Browser) -> None:
    here = both.person(browser, "stabsenhed", both.one).opens("/handlingsplan")
    there = both.person(browser, "stabsenhed", both.two).opens("/handlingsplan")
    writes(here, PartKind.SITUATION, "Skrevet ved den ene.")
    expect(there.card("part", PartKind.SITUATION)).to_contain_text("Skrevet ved den ene.")
    here.press("Write", inside=here.card("part", PartKind.PURPOSE))
    half = here.field(LABEL)
    half.press_sequentially(" halvt")
    typed = half.input_value()
    writes(there, PartKind.COMMUNICATION, "Skrevet ved den anden.")
    expect(here.card("part", PartKind.COMMUNICATION)).to_contain_text("Skrevet ved den anden.")
    expect(half).to_have_value(typed)
    here.press("Cancel", inside=here.form)
    for person in (here, there):
        person.is_well()
        person.leave()


def test_signing_out_through_the_proxy_ends_the_tab_wherever_it_is(both: Pair, browser: Browser) -> None:
    person = both.person(browser, "projektchef", both.one).opens("/")
    further = person.tab()
    further.goto(f"{both.front.url}/log-ud")
    further.get_by_role("button", name=t("Sign out"), exact=True).click()
    expect(person.page.get_by_text(t("You are signed out."))).to_be_visible()
    person.leave()
