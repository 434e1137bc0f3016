"""The plain pages in a browser: without script, with the keyboard alone, on a phone, in the dark, for everybody."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from components.texts import t
from data import commands
from tests import builders as b
from tests.web.served import HOUSE, PASSWORD, Served

pytestmark = pytest.mark.browser
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1366, "height": 768}


TO_ASK = iter(["aab", "projektchef", "lokalraad-politi", "lokalraad-kommune"])
"""Each may be asked about the contact once a day."""


@pytest.fixture(params=[("light", "phone"), ("dark", "phone"), ("light", "laptop"), ("dark", "laptop")], ids="-".join)
def page(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Page]:
    """Each look of a plain page."""
    scheme, size = request.param
    context = browser.new_context(
        base_url=served.url, color_scheme=scheme, viewport=PHONE if size == "phone" else LAPTOP
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless(browser: Browser, served: Served) -> Iterator[Page]:
    """A browser with script switched off."""
    context = browser.new_context(base_url=served.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def _link(served: Served) -> str:
    store = served.store()
    key = commands.invite_again(store, HOUSE, person=1)
    store.close()
    return f"/velkommen?noegle={key}"


def _contact_link(served: Served) -> str:
    store = served.store()
    key = b.a_mail_to_confirm(store, next(TO_ASK))
    store.close()
    return f"/bekraeft?noegle={key}"


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


MADE = {"link": _link, "contact": _contact_link}


@pytest.mark.parametrize("path", ["/log-ind", "/log-ind?besked=logget-ud", "/velkommen?noegle=brugt", "/glemt", *MADE])
def test_nothing_stands_in_anybodys_way(page: Page, served: Served, path: str) -> None:
    page.goto(MADE[path](served) if path in MADE else path)
    assert _fits(page)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert not found.response["violations"], found.generate_report()
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44  # px, a thumb's size


def test_what_went_wrong_is_read_out(page: Page) -> None:
    page.goto("/log-ind")
    page.get_by_label(t("Username")).fill("vagt")
    page.get_by_label(t("Password")).fill("forkert")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(t("Wrong username or password."))
    expect(page.get_by_label(t("Username"))).to_have_value("vagt")
    assert not Axe().run(page).response["violations"]


@pytest.mark.parametrize("path", ["/log-ind", "link"])
def test_a_password_is_shown_on_request_and_sent_hidden(page: Page, served: Served, path: str) -> None:
    page.goto(_link(served) if path == "link" else path)
    fields = page.locator("[autocomplete$=password]")
    box = page.get_by_label(t("Show what I type"))
    box.check()
    assert {field.get_attribute("type") for field in fields.all()} == {"text"}
    box.uncheck()
    assert {field.get_attribute("type") for field in fields.all()} == {"password"}
    assert not Axe().run(page).response["violations"]


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/log-ind")
    expect(page.get_by_label(t("Username"))).to_be_focused()
    page.keyboard.type("vagt")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    expect(page.get_by_label(t("Show what I type"))).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_text("Scene")).to_be_visible(timeout=20_000)


def test_signing_in_needs_no_script(scriptless: Page) -> None:
    scriptless.goto("/log-ind")
    expect(scriptless.get_by_label(t("Show what I type"))).to_be_hidden()
    scriptless.goto("/historik?id=2")
    scriptless.get_by_role("button", name="Projektchef").click()
    assert scriptless.url.endswith("/historik?id=2")
    assert t("This page needs JavaScript. Switch it on, or use another browser.") in scriptless.content()
    scriptless.goto("/log-ud")
    scriptless.get_by_role("button", name=t("Sign out")).click()
    expect(scriptless.get_by_role("status")).to_have_text(t("You are signed out."))
