"""What somebody typed is text: nothing of it runs, asks another host, or breaks a page for others. Source: 6.24."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
from playwright.sync_api import expect

from components import feedback
from components.sheet import PARAM
from data import commands, queries
from data.entities import Incident
from data.settings import Settings
from data.storage import Store
from tests.browser.conftest import Comes, furnish
from tests.browser.nasty import NAMED, NASTY, PIECES, SHOWN, TOO_LONG, write_everywhere
from tests.browser.person import Person, beginning, t
from tests.builders import an_incident, hat, row_of, seen
from tests.web.served import PRODUCT, Served, serve

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/melding",
    "/haendelser",
    "/indsatser",
    "/handlingsplan",
    "/kommunikation",
    "/historik",
    "/beredskabsplan",
)
NAMES = ("haendelse", "sted", "part", "status", "plan", PARAM, "next", "besked", "noegle")
FAULT = "Something went wrong on this page. Nothing of what you just sent is known to be saved. Try again."
NUMBERS = ("-1", "999999999", "99999999999999999999", "1e9", "0x1", "٣", "1.0", "NaN", "%00")


@pytest.fixture(scope="module")
def written(home: Path) -> tuple[int, int]:
    """The demo with the words in every field; the incident and its plan."""
    furnish(home, demo=True)
    store = Store.open(Settings(home=home).url)
    made = write_everywhere(store)
    store.close()
    return made


@pytest.fixture(scope="module")
def served(home: Path, written: tuple[int, int]) -> Iterator[Served]:
    with serve(home, PRODUCT) as running:
        yield running


def stands(person: Person) -> None:
    """The page is drawn to its end, and nothing on it has failed."""
    person.ready()
    expect(person.page.get_by_role("heading", level=1)).to_be_visible()
    person.misses(t(FAULT))
    expect(person.page.get_by_test_id("stException")).to_have_count(0)


def is_as_typed(told: str) -> bool:
    """Whole, or in a list of what is missing as far as it goes."""
    begun = told.replace("\u2060", "").partition("…")[0]
    return bool(SHOWN.search(told)) or ("…" in told and NASTY.startswith(begun[begun.index(PIECES[0]) :]))


def test_every_page_shows_every_text_as_it_was_typed(comes: Comes, written: tuple[int, int]) -> None:
    incident, plan = written
    person = comes("projektchef")
    for path in (
        f"/haendelser?haendelse={incident}", f"/handlingsplan?plan={plan}", f"/historik?haendelse={incident}",
        "/indsatser?status=alle", f"/kommunikation?plan={plan}",
    ):  # fmt: skip
        person.opens(path)
        person.sees(SHOWN)
        stands(person)
        for words in person.page.get_by_text("{{7*7}}").locator("visible=true").all_inner_texts():
            assert is_as_typed(" ".join(words.split())), words
        expect(person.page.get_by_role("main").get_by_role("link", name=re.compile("http|x"))).to_have_count(0)
    person.opens("/indsatser?status=alle")
    for told in person.page.get_by_text(t("Updates on it")).all()[:3]:
        told.click()
        person.ready()
    stands(person)


def test_the_overview_and_its_map_show_it_as_text(comes: Comes, written: tuple[int, int]) -> None:
    incident, _ = written
    person = comes("projektchef").opens(f"/?haendelse={incident}")
    person.sees(SHOWN)
    label = person.map.locator(".mark.selected").get_attribute("aria-label") or ""
    assert " ".join(PIECES[:4]) in " ".join(label.split())
    stands(person)


def test_the_people_page_shows_it_as_text(comes: Comes) -> None:
    person = comes("administrator").opens("/")
    person.sees(NAMED)
    stands(person)


def test_the_sign_in_page_shows_it_as_text(comes: Comes, served: Served) -> None:
    person = comes("aab")
    person.context.clear_cookies()
    person.page.goto(f"{served.url}/log-ind")
    expect(person.page.get_by_role("button", name=NAMED, exact=True)).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_an_address_breaks_a_page(comes: Comes, path: str) -> None:
    """All parameters at once; each page takes those it knows."""
    person = comes("projektchef")
    turn = PAGES.index(path)
    for value in (NASTY, *PIECES[turn :: len(PAGES)], *NUMBERS[turn :: len(PAGES)]):
        person.page.goto(f"{person.served.url}{path}?{urlencode(dict.fromkeys(NAMES, value))}")
        stands(person)
        expect(person.form).to_have_count(0)
    person.page.goto(f"{person.served.url}{path}?" + urlencode(dict.fromkeys(NAMES[: turn % 3 + 1], TOO_LONG)))
    stands(person)


def test_an_address_that_is_no_page_leads_home_without_a_word_of_english(comes: Comes) -> None:
    person = comes("stabsenhed")  # who keeps nobody's accounts
    for path in ("/personer", "/overblik", f"/{quote(PIECES[3])}"):
        person.page.goto(f"{person.served.url}{path}")
        stands(person)
        expect(person.page.get_by_role("heading", level=1)).to_contain_text(t("Overview"))
        expect(person.form).to_have_count(0)
    person.forgive()  # Streamlit's own word about it, on the console


def test_nothing_in_an_address_breaks_a_plain_page(served: Served) -> None:
    with httpx.Client(base_url=served.url) as client:
        for value in (NASTY, *PIECES, TOO_LONG, "\x00", "//x.dk", "https://x.dk", "javascript:alert(1)", "\\\\x.dk"):
            for path in ("/log-ind", "/velkommen", "/bekraeft", "/log-ud"):
                answer = client.get(path, params=dict.fromkeys(NAMES[-3:], value), follow_redirects=True)
                assert answer.status_code in (200, 403, 404), (path, value, answer.status_code)
                assert "<img src=x" not in answer.text
                assert 'href="https://x.dk' not in answer.text
                assert 'value="https://x.dk' not in answer.text


def test_the_forms_take_it_and_the_others_go_on(comes: Comes, store: Store) -> None:
    """Reported, assessed and rejected in browsers, while somebody else looks on and sees it all."""
    onlooker = comes("lokalraad-politi").opens("/haendelser")
    writer = comes("projektchef").opens("/melding")
    writer.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    writer.chooses(store.plan().categories["ildspaasaettelse"].name)
    writer.writes("What is happening, briefly", TOO_LONG)
    writer.press("Send the report")
    writer.sees(beginning(feedback.SENTENCES["text-too-long"]))
    writer.writes("What is happening, briefly", NASTY)
    writer.press("Send the report")
    expect(writer.page).to_have_url(re.compile(r"sendt=\d+"))  # the words alone stand in the field, too
    writer.sees(SHOWN)
    incident = queries.incidents(store, hat(store, "projektchef"))[0].id
    onlooker.card("row", incident).get_by_role("button", name=t("Show")).click()
    onlooker.sees(SHOWN)
    writer.press("Assess")
    writer.writes("Why, in one sentence", NASTY)
    writer.press("Save the assessment", inside=writer.form)
    expect(onlooker.page.get_by_text(SHOWN)).to_have_count(3)  # the incident, the fact it is, and the assessment
    onlooker.press("Reject")
    onlooker.writes("Why?", NASTY)
    onlooker.press("Save", inside=onlooker.form)
    expect(writer.page.get_by_text(SHOWN)).to_have_count(3)
    stands(writer)
    stands(onlooker)


def test_a_clash_shows_both_as_text(comes: Comes, store: Store) -> None:
    incident = an_incident(store)
    person = comes("projektchef").opens(f"/haendelser?haendelse={incident}")
    person.press("Reject")
    person.writes("Why?", NASTY)
    commands.assess(
        store, hat(store, "lokalraad-politi"), seen=seen(store, Incident, incident), acute="yes", unrest="yes",
        response="both", risk="low", sentence=NASTY,
    )  # fmt: skip
    person.press("Save", inside=person.form)
    expect(person.form.get_by_text(SHOWN)).to_have_count(3)
    assert row_of(store, Incident, incident).state == "assessed"
    person.press("Keep what is saved")


def test_a_stopped_text_is_shown_to_its_writer_as_text(comes: Comes) -> None:
    """What must go is marked inside the words, and the words are still words."""
    person = comes("projektchef").opens("/melding")
    person.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    person.page.get_by_role("radio").first.click()
    person.writes("What is happening, briefly", f"{NASTY} 010190-1234 {NASTY}")
    person.press("Send the report")
    person.sees(t(feedback.SENTENCES["personal-text"]))
    person.sees(SHOWN)
    stands(person)
