"""Activated, the list is there; everybody is called in by one click a role, and another browser sees it (R19)."""

import pytest
from playwright.sync_api import expect

from components import look
from data.rules.calling import Reach
from data.storage import Store
from tests.browser.conftest import Comes
from tests.browser.person import t
from tests.builders import an_assessed_incident, plan_of

OTHERS = ("projektchef", "lokalraad-kommune", "aab", "boligselskab")

pytestmark = pytest.mark.browser


def test_activating_leads_to_the_list_and_one_click_a_role_calls_everybody_in(comes: Comes, store: Store) -> None:
    incident = an_assessed_incident(store, exercise=True)
    police = comes("lokalraad-politi").opens(f"/haendelser?haendelse={incident}")
    police.press("Activate")
    police.sees(t("Call the group in"))
    police.sees(t("{n} of {total} reached", n=1, total=5))
    phone = comes("lokalraad-kommune", width=390, height=844).opens(f"/moede?plan={plan_of(store, incident)}")
    phone.sees(t("{n} of {total} reached", n=1, total=5))
    expect(phone.card("call", "aab").get_by_role("link")).to_have_attribute("href", "tel:+4533760108")
    for number, role in enumerate(OTHERS, start=2):
        last = role == OTHERS[-1]
        police.press("Stand-in reached" if last else "Reached", inside=police.card("call", role))
        police.sees(t("{n} of {total} reached", n=number, total=5))
    phone.sees(t("{n} of {total} reached", n=5, total=5))
    expect(phone.card("call", "aab")).to_contain_text(look.REACH[Reach.REACHED].label)
    expect(phone.card("call", "boligselskab")).to_contain_text(look.REACH[Reach.STAND_IN].label)
    assert phone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_double_click_on_no_answer_tries_one_person_once(comes: Comes, store: Store) -> None:
    """The row moves on to the next person under the finger."""
    incident = an_assessed_incident(store, exercise=True)
    police = comes("lokalraad-politi").opens(f"/haendelser?haendelse={incident}")
    police.press("Activate")
    police.sees(t("Call the group in"))
    before = store.revision()
    police.ready()
    police.button(t("Not reached"), inside=police.card("call", "aab")).dblclick()
    expect(police.card("call", "aab")).to_contain_text(look.REACH[Reach.NOT_REACHED].label)
    police.page.wait_for_timeout(1000)
    police.ready()
    assert store.revision() == before + 1
