"""The board follows by itself, marks gently what has changed, says when the connection is lost, and comes back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from data import commands, queries
from data.entities import Incident
from data.storage import Store
from data.vocabulary import PartKind, Risk
from tests import builders as b
from tests.wall.conftest import SCREEN, hang
from tests.wall.situations import SITUATIONS, two
from tests.web.clients import COOKIE
from tests.web.served import PRODUCT, Served, serve

pytestmark = pytest.mark.browser
SOON = 15_000


@pytest.fixture
def page(browser: Browser, served: Served, store: Store) -> Iterator[Page]:
    """A board on the wall."""
    context = hang(browser, served, store)
    opened = context.new_page()
    opened.goto(f"{served.url}/tavle")
    expect(opened.locator("#board")).not_to_have_attribute("data-face", "wait", timeout=SOON)
    yield opened
    context.close()


def assess(store: Store, incident: int, risk: Risk) -> None:
    """The council assesses an incident anew."""
    view = b.seen(store, Incident, incident)
    commands.assess(
        store, b.hat(store, "lokalraad-kommune"), seen=view, acute=b.Answer.YES, unrest=b.Answer.YES,
        response=b.Response.BOTH, risk=risk, sentence="Kan føre til uro.",
    )  # fmt: skip


def test_from_a_strangers_machine_to_a_board_and_back(browser: Browser, served: Served, store: Store) -> None:
    """Somebody scans the code with a telephone, confirms, and ends the screen from the same page."""
    machine = browser.new_context(viewport={"width": 1920, "height": 1080})
    wall = machine.new_page()
    wall.goto(f"{served.url}/tavle")
    figures = wall.locator("#figures")
    expect(figures).to_have_text(re.compile(r"^\d{3} \d{3}$"), timeout=SOON)
    code = (figures.text_content() or "").replace(" ", "")
    person = browser.new_context(viewport={"width": 390, "height": 800}, locale="da-DK")
    token = commands.sign_in_demo(store, "projektchef").token
    person.add_cookies([{"name": COOKIE, "value": token, "url": served.url, "httpOnly": True}])
    phone = person.new_page()
    phone.goto(f"{served.url}/skaerme?kode={code}")
    form = phone.get_by_role("dialog")
    expect(form.get_by_label("De seks tal på skærmen")).to_have_value(code, timeout=SOON)
    form.get_by_label("Lokalet, fx").fill("Mødelokale 2")
    form.get_by_role("button", name="Par en skærm").click()
    expect(wall.locator("#headline")).to_be_visible(timeout=SOON)
    wall.goto(f"{served.url}/log-ind")
    expect(wall.locator("#headline")).to_be_visible(timeout=SOON)
    before = next(c["value"] for c in machine.cookies() if c["name"] == SCREEN)
    phone.get_by_role("button", name="Afslut skærmen").first.click()
    phone.get_by_role("dialog").get_by_role("button", name="Afslut skærmen").click()
    expect(figures).to_have_text(re.compile(r"^\d{3} \d{3}$"), timeout=SOON)
    assert next(c["value"] for c in machine.cookies() if c["name"] == SCREEN) != before
    machine.close()
    person.close()


def test_a_change_is_there_at_once_marked_for_some_seconds_and_nothing_else_is(page: Page, store: Store) -> None:
    for name in ("calm", "before_meeting", "meeting", "in_force"):
        SITUATIONS[name](store)
    expect(page.locator("#state")).to_have_text("Plan i kraft", timeout=SOON)
    page.wait_for_timeout(7_000)
    now = queries.part(store, b.hat(store, "stabsenhed"), 1, PartKind.SITUATION)
    numbers = b.proportions(store, risk=Risk.HIGH)
    b.a_part(store, 1, revision=now.revision, text=now.text.body, proportions=numbers)
    expect(page.locator("#risk")).to_have_class("changed", timeout=3_000)
    assert page.locator(".changed").count() == 1
    expect(page.locator(".changed")).to_have_count(0, timeout=10_000)


def test_a_closed_item_leaves_nothing_on_the_board_or_in_its_page(page: Page, store: Store) -> None:
    SITUATIONS["closed_item"](store)
    expect(page.locator("#notice")).to_be_visible(timeout=SOON)
    words = page.locator("#board").inner_text()
    assert "Lukket punkt" in words
    assert not [word for word in ("Politi", "risiko", "Omkring 40", "ANSVARLIG") if word in page.content()]


def test_two_take_turns_and_one_can_be_held(page: Page, store: Store) -> None:
    two(store)
    faces = ("ØVELSE 1", "Hændelse 1")
    for title in faces:  # what has happened since a face was shown last is marked, so each is shown once first
        expect(page.locator("#title")).to_have_text(title, timeout=25_000)
    for title in faces:
        expect(page.locator("#title")).to_have_text(title, timeout=25_000)
        assert page.locator(".changed").count() == 0
    expect(page.locator("#strip")).to_contain_text("1 af 2")
    commands.pin_board(store, b.hat(store, "aab"), incident=2)
    expect(page.locator("#title")).to_have_text("ØVELSE 1", timeout=SOON)
    expect(page.locator("#strip")).to_contain_text("holdes fast")
    commands.pin_board(store, b.hat(store, "aab"), incident=None)


def test_a_lost_connection_is_said_and_what_is_shown_stays(page: Page, served: Served) -> None:
    board = page.locator("#lanes").inner_text()
    served.freeze()
    try:
        expect(page.locator("#lost")).to_be_visible(timeout=15_000)
        assert re.fullmatch(r"FORBINDELSE TABT – data pr. kl. \d\d\.\d\d", page.locator("#lost").inner_text())
        assert page.locator("#lanes").inner_text() == board
        assert not page.locator("#clock").is_visible()
    finally:
        served.thaw()
    expect(page.locator("#lost")).to_be_hidden(timeout=SOON)


def test_after_a_restart_it_is_back_by_itself_with_what_happened_meanwhile(
    browser: Browser, store: Store, served: Served
) -> None:
    """The last of this module: it ends its server."""
    context = hang(browser, served, store, 1366, 768)
    page = context.new_page()
    page.goto(f"{served.url}/tavle")
    expect(page.locator("#clock")).to_be_visible(timeout=SOON)
    commands.pin_board(store, b.hat(store, "aab"), incident=1)
    served.kill()
    expect(page.locator("#lost")).to_be_visible(timeout=15_000)
    assess(store, 1, Risk.LOW)
    with serve(served.home, PRODUCT, served.port):
        expect(page.locator("#lost")).to_be_hidden(timeout=30_000)
        expect(page.locator("#risk")).to_have_text(re.compile("^Lav risiko"), timeout=SOON)
    context.close()
