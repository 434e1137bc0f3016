"""Two ring at once and see each other get on; a contact is confirmed by one press, also from a mail (R17, R19)."""

import pytest
from playwright.sync_api import expect

from data import queries
from data.storage import Store
from tests import builders as b
from tests.browser.conftest import Comes
from tests.browser.person import t

pytestmark = pytest.mark.browser

PAGE = "/beredskabsplan"
CHIEF, POLICE = "projektchef", "lokalraad-politi"


def test_two_ring_at_once_and_each_call_counts_once(comes: Comes, store: Store) -> None:
    chief, police = comes(CHIEF).opens(PAGE), comes(POLICE, width=390, height=844, scheme="dark").opens(PAGE)
    chief.press("Start a call test")
    police.sees(t("Ring everybody, and say that it is a test: nobody has to come."))  # without a reload
    aab = police.card("tested-aab", "holder")
    expect(aab).to_contain_text(t("Not rung yet"))
    expect(aab.get_by_role("link")).to_have_attribute("href", "tel:+4533760108")

    chief.press("Reached", inside=chief.card("tested-aab", "holder"))
    expect(aab).to_contain_text(t("Undo"))
    expect(police.page.get_by_text(t("{n} of {total} reached", n=1, total=4)).first).to_be_visible()

    police.press("The contact is right", inside=aab)
    expect(chief.card("tested-aab", "holder")).to_contain_text(t("Contact confirmed"))
    police.press("Not reached", inside=police.card("tested-boligselskab", "holder"))
    expect(chief.card("tested-boligselskab", "holder")).to_contain_text(t("Not reached"))
    expect(chief.card("tested-lokalraad-politi", "holder")).to_contain_text(t("Rings the others"))

    chief.press("End the call test")
    for person in (chief, police):
        person.sees(t("{day}: {n} of {total} reached", day="", n=1, total=3).removeprefix(": "))
        expect(person.button(t("Start a call test"))).to_be_visible()
    (held,) = queries.call_tests_held(store, b.hat(store, CHIEF))
    assert (held.reached, held.total, held.untried) == (1, 3, ("lokalraad-kommune",))


def test_a_holder_answers_on_the_start_page_and_is_not_asked_again(comes: Comes, store: Store) -> None:
    holder = comes("boligselskab").opens()
    row = holder.page.locator(".st-key-own-contact")
    expect(row).to_contain_text("+45")
    before = store.revision()
    holder.press("No – tell it", inside=row)
    holder.sees(t("It is corrected in the plan file, which holds for everybody at once. Nothing is stored here."))
    assert store.revision() == before
    holder.page.keyboard.press("Escape")
    holder.press("Yes, they are right", inside=row)
    holder.sees(t("Thank you. Your contact is confirmed."))
    expect(row).to_have_count(0)
    other = comes("boligselskab").opens()
    expect(other.page.locator(".st-key-hygiene")).to_be_visible()
    expect(other.page.locator(".st-key-own-contact")).to_have_count(0)


def test_the_link_of_a_mail_is_one_press_on_a_phone(comes: Comes, store: Store) -> None:
    token = b.a_mail_to_confirm(store, "lokalraad-kommune")
    phone = comes(POLICE, width=390, height=844)
    phone.context.clear_cookies()
    phone.page.goto(f"{phone.served.url}/bekraeft?noegle={token}")
    phone.button(t("Yes, they are right")).click()
    phone.sees(t("Thank you. Your contact details are confirmed, and there is nothing more to do."))
    phone.page.reload()
    phone.sees(t("Thank you. Your contact details are confirmed, and there is nothing more to do."))
