"""Two people with different languages on the same incident: each sees their own at once, and nothing of the other's."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from components.texts import speaking
from data import commands, queries
from data.entities import Incident
from data.rules.times import COPENHAGEN
from data.storage import Store
from data.vocabulary import Answer, Language, Response, Risk
from tests.browser.conftest import Comes
from tests.browser.person import Person, t
from tests.builders import an_incident, hat, seen

pytestmark = pytest.mark.browser


def chooses(person: Person, language: str) -> None:
    """In the menu behind one's role."""
    code = {"English": "en", "Dansk": "da"}[language]
    person.ready()
    person.page.locator(".st-key-me button").first.click()
    person.page.get_by_role("radio", name=language, exact=True).first.click()
    chosen = person.page.locator(f".st-key-language-{code}")  # the switch of who has chosen it
    expect(chosen).to_have_count(1)
    person.ready()
    person.page.keyboard.press("Escape")


def test_two_languages_on_one_incident_at_the_same_time(comes: Comes, store: Store) -> None:
    incident = an_incident(store, exercise=True, what="Røg ved skolen")
    danish, english = (comes(role).opens(f"/haendelser?haendelse={incident}") for role in ("projektchef", "stabsenhed"))
    chooses(english, "English")
    english.sees("The language is changed, and remembered for your account.")
    expect(english.page.locator("html")).to_have_attribute("lang", "en")
    expect(english.page.get_by_role("navigation").get_by_role("link", name="Incidents", exact=True)).to_be_visible()
    for person, state in ((danish, t("Received")), (english, "Received")):
        expect(person.card("incident", incident)).to_contain_text(state)
    commands.assess(
        store, hat(store, "lokalraad-politi"), seen=seen(store, Incident, incident), acute=Answer.YES,
        unrest=Answer.YES, response=Response.BOTH, risk=Risk.HIGH, sentence="Der samles flere.",
    )  # fmt: skip
    for person, state, risk in ((danish, t("Assessed"), t("High risk")), (english, "Assessed", "High risk")):
        expect(person.card("incident", incident)).to_contain_text(state)
        expect(person.card("incident", incident)).to_contain_text(risk)
        assert person.page.evaluate("() => window.__beredskabLive.words.close") == (
            t("Close the message") if person is danish else "Close the message"
        )
        person.sees("Der samles flere.")
    expect(danish.page.locator("html")).to_have_attribute("lang", "da")
    commands.activate(store, hat(store, "lokalraad-politi"), incident=incident)
    for person, state, letter in ((danish, t("Active"), "Bogstav"), (english, "Active", "Letter")):
        expect(person.card("incident", incident)).to_contain_text(state)
        person.map.get_by_role("button", name=re.compile("Signatur|Legend")).click()
        expect(person.map.get_by_text(re.compile(f"^{letter}"))).to_be_visible()
    expect(danish.page.get_by_role("heading", level=1)).to_contain_text(t("Incidents"))
    assert re.search(r"\d\d\.\d\d", danish.card("incident", incident).inner_text())
    assert re.search(r"\d\d:\d\d", english.card("incident", incident).inner_text())
    for person, clock in ((danish, "."), (english, ":")):
        assert person.page.evaluate("() => window.__beredskabLive.asOf[window.__beredskabLive.language][2]") == clock


def test_the_choice_is_there_in_the_next_browser_and_after_a_reload(comes: Comes) -> None:
    person = comes("aab").opens("/")
    chooses(person, "English")
    expect(person.page).to_have_title("Emergency overview")
    person.opens("/indsatser")
    expect(person.page.get_by_role("heading", level=1)).to_contain_text("Actions")
    another = comes("aab").opens("/")
    expect(another.page.get_by_role("heading", level=1)).to_contain_text("Overview")
    chooses(another, "Dansk")
    expect(another.page).to_have_title(t("Emergency overview"))
    expect(another.page.get_by_role("heading", level=1)).to_contain_text(t("Overview"))
    expect(another.page.locator("html")).to_have_attribute("lang", "da")


def test_a_report_half_written_keeps_its_language_and_all_that_was_chosen(comes: Comes, store: Store) -> None:
    """Streamlit would forget "real incident" with the words for it, and fall back on an exercise."""
    yesterday = (store.clock() - timedelta(hours=20)).astimezone(COPENHAGEN)
    person = comes("boligselskab").opens("/")
    person.goes_to("New report")
    person.chooses(store.plan().categories["stenkast"].name)
    field = person.writes("What is happening, briefly", "Sten mod en bil ved skolen")
    person.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    person.ready()
    person.dates("When did it happen?", yesterday, inside=person.page.get_by_test_id("stForm"))
    person.chooses(t("Real incident"))
    chooses(person, "English")
    person.page.locator(".st-key-me button").first.click()
    person.sees(t("The form that is open keeps its language until it is sent or left."))
    person.page.keyboard.press("Escape")
    expect(person.page.get_by_role("radio", name=t("Real incident"), exact=True)).to_be_checked()
    expect(field).to_have_value("Sten mod en bil ved skolen")
    person.press("Send the report")
    person.sees("The report is sent. Those who receive reports see it now.")
    newest = queries.incidents(store, hat(store, "projektchef"))[0]
    assert (newest.what.body, newest.category, newest.exercise) == ("Sten mod en bil ved skolen", "stenkast", False)
    assert f"{newest.happened_at.astimezone(COPENHAGEN):%d %H:%M}" == f"{yesterday:%d %H:%M}"


def test_who_reads_english_leaves_in_english(comes: Comes) -> None:
    person = comes("lokalraad-kommune").opens("/historik")
    chooses(person, "English")
    person.page.locator(".st-key-me button").first.click()
    person.page.get_by_role("button", name="Sign out", exact=True).click()
    person.sees("You are signed out.")
    expect(person.page).to_have_url(re.compile(r"/log-ind\?besked=logget-ud&sprog=en$"))
    person.page.get_by_role("link", name="Dansk", exact=True).click()
    person.sees(t("Username"))
    with speaking(Language.ENGLISH):
        person.misses(t("Username"))
