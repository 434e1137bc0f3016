"""Personer in two browsers: what is changed about a person holds at once on the page they have open (R14, 6.18)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import pytest
from playwright.sync_api import Locator, expect

from components.texts import tn
from data import commands, queries
from data.storage import Store
from data.vocabulary import PartKind
from tests.browser.conftest import Comes
from tests.browser.person import Person, t
from tests.builders import administrator, an_action, hat

pytestmark = pytest.mark.browser

AT_ONCE = 6.0
"""Seconds; on a machine of its own it is one or two, which tests/bench measures."""
LABEL = "The text, or why it is not relevant"
TYPED = "Tyve unge ved torvet"


@contextmanager
def at_once() -> Iterator[None]:
    """What is waited for inside holds within a moment."""
    began = monotonic()
    yield
    assert monotonic() - began < AT_ONCE


def an_account(store: Store, username: str, *roles: str) -> int:
    """A demo account of these roles; the person's id."""
    admin = administrator(store)
    person = commands.open_account(
        store, admin, username=username, display=f"Vagt {username}", role=roles[0], demo=True
    )
    for role in roles[1:]:
        commands.grant_role(store, admin, person=person, role=role)
    return person


def card(keeper: Person, person: int) -> Locator:
    return keeper.card("account", person)


def finds(keeper: Person, words: str) -> None:
    """Type into the search."""
    field = keeper.field("Search by function, username, role or party")
    field.fill(words)


def writes_in_the_plan(person: Person) -> Locator:
    """In the middle of a sentence."""
    person.opens("/handlingsplan")
    person.press("Write", inside=person.card("part", PartKind.SITUATION))
    field = person.field(LABEL)
    field.fill("")
    field.press_sequentially(TYPED)
    return field


def saved(store: Store) -> str:
    return queries.part(store, hat(store, "stabsenhed"), 1, PartKind.SITUATION).text.body or ""


def test_a_closed_account_is_out_at_once_and_what_was_open_is_not_saved(comes: Comes, store: Store) -> None:
    number = an_account(store, "stab-1", "stabsenhed")
    writer = comes("stab-1")
    writes_in_the_plan(writer)
    keeper = comes("administrator").opens("/")
    keeper.press_more("Close the account", inside=card(keeper, number))
    keeper.press("Close the account", inside=keeper.form)
    with at_once():
        expect(writer.page).to_have_url(re.compile("/log-ind"))
    assert TYPED not in saved(store)
    expect(card(keeper, number)).to_have_count(0)
    keeper.chooses(f"{t('Closed accounts')} (1)")
    expect(card(keeper, number)).to_contain_text(t("Closed"))
    assert "/log-ind" in writer.page.url
    writer.forgive()


def test_a_role_that_is_ended_is_gone_from_page_menu_and_the_form_that_is_open(comes: Comes, store: Store) -> None:
    number = an_account(store, "stab-2", "stabsenhed", "styregruppe")
    writer = comes("stab-2")
    field = writes_in_the_plan(writer)
    other = writer.tab()
    other.goto(writer.served.url + "/indsatser")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    keeper = comes("administrator").opens("/")
    keeper.press_more("End a role", inside=card(keeper, number))
    keeper.chooses(store.plan().roles["stabsenhed"].title, inside=keeper.form)
    keeper.press("End the role", inside=keeper.form)
    with at_once():
        expect(other.get_by_text(store.plan().roles["styregruppe"].title, exact=True).first).to_be_visible()
    expect(other.get_by_role("navigation").get_by_role("link", name=t("New report"))).to_have_count(0)
    expect(field).to_have_value(TYPED)
    writer.press("Save", inside=writer.form)
    titles = {"role": store.plan().roles["styregruppe"].title, "before": store.plan().roles["stabsenhed"].title}
    writer.sees(t("You act as {role} now; this was opened as {before}. Press again to do it as {role}.", **titles))
    expect(field).to_have_value(TYPED)
    writer.press("Save", inside=writer.form)
    writer.sees(t("Your role may not do this. Ask {coordinator}.", coordinator=store.plan().coordinator.title))
    assert TYPED not in saved(store)


def test_a_new_hat_can_be_put_on_at_once(comes: Comes, store: Store) -> None:
    number = an_account(store, "vagt-3", "styregruppe")
    action = an_action(store, entry="O2", party="aab", role="projektchef", what="Opsyn i gården i nat")
    person = comes("vagt-3").opens("/indsatser")
    person.page.locator(".st-key-me").get_by_role("button").first.click()
    person.sees(t("You act as"))
    keeper = comes("administrator").opens("/")
    keeper.press("Give a role", inside=card(keeper, number))
    keeper.picks("Role", store.plan().roles["aab"].title)
    keeper.press("Give the role", inside=keeper.form)
    with at_once():  # nothing is pressed or loaded anew
        expect(person.page.get_by_role("combobox", name=t("You act as"))).to_be_visible()
    person.page.get_by_role("combobox", name=t("You act as")).click()
    person.page.get_by_role("option", name=store.plan().roles["aab"].title).click()
    person.opens("/indsatser?part=aab")
    person.press("Accept", inside=person.card("action", action))
    expect(person.card("action", action)).to_contain_text(t("Accepted"))


def test_a_leader_keeps_the_own_people_and_loses_the_page_with_the_role(comes: Comes, store: Store) -> None:
    number = an_account(store, "leder-4", "aab", "styregruppe")
    theirs = an_account(store, "boligvagt", "boligselskab")
    leader = comes("leder-4").opens("/personer")
    leader.press("Open an account")
    leader.writes("Username", "aab-weekend", inside=leader.form)
    leader.writes("Function, e.g. “Duty, weekend”; not a person’s name", "Driftsvagt, weekend")
    leader.picks("Role", store.plan().roles["aab"].title)
    leader.press("Open the account", inside=leader.form)
    leader.sees("aab-weekend")
    expect(card(leader, theirs)).to_have_count(0)
    expect(card(leader, number)).to_have_count(0), "it holds another party's role as well"
    made = next(r for r in queries.accounts(store, administrator(store)) if r.username == "aab-weekend").person
    leader.press("Show as QR code", inside=card(leader, made))
    expect(card(leader, made).get_by_role("img", name=t("QR code of the link"))).to_be_visible()
    address = card(leader, made).locator("code").first.inner_text()
    stranger = comes("administrator").opens("/")
    assert address not in stranger.page.content(), "only whoever made it sees it"
    leader.press("Put the link away", inside=card(leader, made))
    expect(card(leader, made).get_by_role("img", name=t("QR code of the link"))).to_have_count(0)
    card(leader, made).get_by_text(t("What has happened with the account")).click()
    expect(card(leader, made)).to_contain_text(t("opened the account"))
    commands.end_role(store, administrator(store), person=number, role="aab")
    with at_once():
        leader.misses("aab-weekend")
    expect(leader.page.get_by_role("navigation").get_by_role("link", name=t("People"))).to_have_count(0)
    leader.forgive()  # Streamlit says in the console that the page is gone


def test_a_search_finds_counts_and_stays_while_others_change_things(comes: Comes, store: Store) -> None:
    made = [an_account(store, f"nat-{n}", "lokalraad-politi" if n == 7 else "stabsenhed") for n in range(25)]
    keeper = comes("administrator").opens("/")
    finds(keeper, "nat-")
    keeper.sees(tn("{n} account found", "{n} accounts found", 25))
    expect(card(keeper, made[19])).to_be_visible()
    expect(card(keeper, made[20])).to_have_count(0)
    keeper.button(tn("Show {n} more", "Show {n} more", 5)).click()
    expect(card(keeper, made[24])).to_be_visible()
    finds(keeper, f"nat- {store.plan().roles['lokalraad-politi'].title}")
    keeper.sees(tn("{n} account found", "{n} accounts found", 1))
    expect(card(keeper, made[7])).to_be_visible()
    finds(keeper, "nat-ny")
    keeper.sees(tn("{n} account found", "{n} accounts found", 0))
    an_account(store, "nat-ny", "stabsenhed")
    keeper.sees(tn("{n} account found", "{n} accounts found", 1))
    expect(keeper.field("Search by function, username, role or party")).to_have_value("nat-ny")
