"""The privacy stop in the writer's browser: what is marked, and the two answers that cost one click each (6.1)."""

import pytest
from sqlalchemy import select

from components import feedback
from components.hints import SAYS
from components.privacy_answers import KEEP
from data.entities import Text
from data.storage import Store
from data.vocabulary import NotAPerson
from tests.browser.conftest import Comes
from tests.browser.person import Person, t

pytestmark = pytest.mark.browser


def reports(comes: Comes, text: str, **look: int) -> Person:
    """Somebody writes a report and is stopped."""
    person = comes("aab", **look).opens("/melding")
    person.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    person.page.get_by_role("radio").first.click()
    person.writes("What is happening, briefly", text)
    person.press("Send the report")
    person.sees(t(feedback.SENTENCES["personal-text"]))
    return person


def texts(store: Store) -> set[str | None]:
    with store.whole() as session:
        return set(session.scalars(select(Text.body)))


def test_one_click_says_that_it_is_no_person(comes: Comes, store: Store) -> None:
    person = reports(comes, "Uro ved Tante Ingrid i aften")
    person.press(KEEP[NotAPerson.PLACE])
    person.sees(t("The report is sent. Those who receive reports see it now."))
    assert "Uro ved Tante Ingrid i aften" in texts(store)
    person.is_well()


@pytest.mark.parametrize("width", [1366, 390])
def test_one_click_takes_it_out_and_saves(comes: Comes, store: Store, width: int) -> None:
    person = reports(comes, f"Vi så Mohammed slå, 010199-1234, skærm {width}", width=width)
    assert person.page.get_by_text(t(KEEP[NotAPerson.PLACE])).count() == 0, "a CPR number is never overruled"
    person.press("Remove what is marked, and save")
    person.sees(t("The report is sent. Those who receive reports see it now."))
    gone = t("[removed]")
    assert f"Vi så {gone} slå, {gone}, skærm {width}" in texts(store)
    person.is_well()


def test_a_sensitive_word_gives_a_hint_while_one_writes_and_stops_nothing(comes: Comes, store: Store) -> None:
    person = comes("aab").opens("/melding")
    person.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    person.page.get_by_role("radio").first.click()
    field = person.writes("What is happening, briefly", "En mand er sigtet")
    field.press("End")
    person.sees(t(SAYS["offence"], word="sigtet"))
    person.press("Send the report")
    person.sees(t("The report is sent. Those who receive reports see it now."))
    assert "En mand er sigtet" in texts(store)
    person.is_well()
