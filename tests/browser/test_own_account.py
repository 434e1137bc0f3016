"""One's own account in two browsers: two-step sign-in, signing out everywhere, the mail address, the administrator."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Locator, expect

from data import commands, queries
from data.entities import Person as Account
from data.storage import Store
from tests.browser.person import Person, t
from tests.web.served import HOUSE, PASSWORD, Served

pytestmark = pytest.mark.browser
Joins = Callable[..., Person]


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture
def name(numbers: Iterator[int]) -> str:
    """The username of the test's own account."""
    return f"vagt.nord.{next(numbers)}"


@pytest.fixture
def person(store: Store, name: str) -> int:
    """An account with a password."""
    made = commands.open_account(store, HOUSE, username=name, display="Vagthavende", role="projektchef")
    commands.use_link(store, commands.invite_again(store, HOUSE, person=made), password=PASSWORD)
    return made


@pytest.fixture
def joins(browser: Browser, served: Served, crowd: list[Person]) -> Joins:
    """A browser of somebody who has not signed in."""

    def join(**how: Any) -> Person:
        came = Person(browser, served, **how)
        crowd.append(came)
        return came

    return join


def menu(person: Person, source: str) -> Locator:
    """Open a form from the account menu."""
    person.ready()
    person.page.locator(".st-key-me button").first.click()
    person.button(t(source)).click()
    form = person.page.get_by_role("dialog", name=t(source))
    expect(form).to_be_visible()
    person.ready()
    return form


def now_or_next(secret: str, after: str = "") -> str:
    """A code that holds now and is not the one that was used up."""
    made = pyotp.TOTP(secret)
    return next(code for later in (0, 1) if (code := made.at(datetime.now(UTC), counter_offset=later)) != after)


def gives_password(person: Person, name: str) -> None:
    person.page.goto(f"{person.served.url}/log-ind")
    person.writes("Username", name)
    person.writes("Password", PASSWORD)
    person.button(t("Sign in")).click()


def test_two_step_sign_in_is_turned_on_used_and_turned_off(joins: Joins, person: int, name: str, store: Store) -> None:
    first, second = joins(), joins(width=390, height=844)
    first.signs_in_by_password(name, PASSWORD)
    second.signs_in_by_password(name, PASSWORD)
    form = menu(first, "Two-step sign-in")
    secret = form.locator("code").first.inner_text().replace(" ", "")
    codes = form.locator("code").nth(1).inner_text().split()
    assert len(codes) == 10
    used = now_or_next(secret)
    first.writes("3. The code that the app shows now", used, inside=form)
    first.writes("Current password", PASSWORD, inside=form)
    first.press("Turn two-step sign-in on", inside=form)
    expect(form.get_by_text(t("Keep the recovery codes first, and say that you have."))).to_be_visible()
    form.get_by_text(t("I have kept the recovery codes"), exact=True).click()
    first.press("Turn two-step sign-in on", inside=form)
    expect(form).to_be_hidden()
    assert first.page.evaluate("JSON.stringify({...localStorage})").count(used) == 0
    second.page.wait_for_url(re.compile("/log-ind"))  # signed in by the password alone: it has ended
    second.forgive()

    gives_password(second, name)
    expect(second.page.get_by_role("heading", level=1)).to_have_text(t("Second step"))
    second.page.goto(f"{second.served.url}/")
    expect(second.page).to_have_url(re.compile("/log-ind"))
    gives_password(second, name)
    second.writes("Code of six digits", used)
    second.button(t("Sign in")).click()
    expect(second.page.get_by_role("alert")).to_be_visible()
    second.forgive()  # the browser says aloud that the answer was 401
    second.writes("Code of six digits", now_or_next(secret, used))
    second.button(t("Sign in")).click()
    second.ready()

    third = joins()
    gives_password(third, name)
    third.page.get_by_text(t("The phone is not here?")).click()
    third.writes("Recovery code", codes[0])
    third.button(t("Sign in with the recovery code")).click()
    expect(third.page.get_by_role("status")).to_contain_text("9")
    third.page.get_by_role("link", name=t("Go on")).click()
    third.ready()
    form = menu(third, "Two-step sign-in")
    expect(form).to_contain_text("9")
    third.writes("Current password", PASSWORD, inside=form)
    third.writes("The code that the app shows now, or a recovery code", codes[1], inside=form)
    third.press("Turn two-step sign-in off", inside=form)
    expect(form).to_be_hidden()
    with store.whole() as session:
        account = session.get(Account, person)
    assert account is not None
    assert account.totp_secret is None


def test_signing_out_everywhere_else_ends_the_other_browser_and_not_this_one(
    joins: Joins, person: int, name: str
) -> None:
    here, there = joins(), joins()
    here.signs_in_by_password(name, PASSWORD)
    there.signs_in_by_password(name, PASSWORD)
    form = menu(here, "Where you are signed in")
    expect(form.get_by_text(t("This one"))).to_have_count(1)
    here.press("Sign out everywhere else", inside=form)
    expect(form).to_be_hidden()
    there.page.wait_for_url(re.compile("/log-ind"))
    there.forgive()
    here.opens("/")
    form = menu(here, "Where you are signed in")
    here.press("Sign out here as well", inside=form)
    here.page.wait_for_url(re.compile("/log-ind"))
    here.forgive()


def test_an_address_is_kept_and_a_wrong_one_is_refused_beside_its_field(
    joins: Joins, person: int, name: str, store: Store
) -> None:
    me = joins()
    me.signs_in_by_password(name, PASSWORD)
    form = menu(me, "Your e-mail address")
    field = me.writes("E-mail address (may be empty)", "ingen adresse", inside=form)
    me.press("Save", inside=form)
    wrong = "Write one e-mail address, such as funktion@eksempel.dk, or leave the field empty."
    expect(form.get_by_text(t(wrong))).to_be_visible()
    field.fill("vagt@eksempel.dk")
    me.press("Save", inside=form)
    expect(form).to_be_hidden()
    own = queries.own_account(store, queries.viewer_of(store.plan(), person, "projektchef"))
    assert own.email == "vagt@eksempel.dk"


def test_an_administrator_sees_who_was_in_when_and_signs_an_account_out(
    joins: Joins, comes: Joins, person: int, name: str
) -> None:
    me, admin = joins(), comes("administrator")
    me.signs_in_by_password(name, PASSWORD)
    admin.opens("/")
    card = admin.page.locator(f".st-key-account-{person}")
    admin.press("Sign-ins", inside=card)
    expect(admin.form.get_by_text(t("Open now")).first).to_be_visible()
    admin.press("Sign the account out everywhere", inside=admin.form)
    expect(admin.form).to_be_hidden()
    me.page.wait_for_url(re.compile("/log-ind"))
    me.forgive()
