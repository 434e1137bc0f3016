"""The guidance page for every role: what may be written, the duty to notify, six hverdage, and no field for a child."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from components import receipt
from components.texts import speaking, t
from data.vocabulary import Language
from tests.pages.test_pages import Town, settled
from tests.pages.test_standing_plan_page import everything_on


@pytest.fixture(scope="module", params=["shipped", "another"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp("guidance")) as made:
        yield made


def guidance(town: Town, role: str) -> AppTest:
    page = town.opened_by(role).run().switch_page("vejledning.py").run()
    assert not page.exception, page.exception[0].value
    return page


def test_every_role_reads_it_and_nobody_can_write_on_it(town: Town) -> None:
    """R50, R52: no field for a child, no follow-up, nothing stored."""
    before = town.house.store.revision()
    for role in town.plan.roles:
        page = guidance(town, role)
        assert not [*page.text_input, *page.text_area, *page.number_input, *page.selectbox, *page.multiselect]
        assert len(page.date_input) == 1
        said = everything_on(page)
        assert town.plan.confidentiality in said
        assert town.plan.notification.channel in said
        assert "**Den, der underretter, er ikke part i sagen.**" in said
        for statute in town.plan.statutes:
            assert statute.title in said
            assert not statute.note or f"*Forbehold: {statute.note}*" in said
    assert town.house.store.revision() == before


def test_the_way_to_notify_is_the_one_of_the_plan_file(town: Town) -> None:
    rule, said = town.plan.notification, everything_on(guidance(town, town.plan.coordinator.code))
    assert (f"tel:{rule.phone}" in said) is bool(rule.phone)
    assert (rule.link in said) is bool(rule.link) or not rule.link


def test_what_is_not_verified_in_full_says_so(town: Town) -> None:
    said = everything_on(guidance(town, town.plan.coordinator.code))
    assert said.count("Ikke efterprøvet i alle dele") >= sum(bool(one.note) for one in town.plan.statutes)


def test_the_first_duty_told_is_that_of_the_viewers_own_party(town: Town) -> None:
    if town.name != "shipped":
        return
    for role, first, duty in (("lokalraad-politi", "§ 133", "skærpede"), ("aab", "§ 135", "almindelige")):
        said = everything_on(guidance(town, role))
        assert f"Den **{duty}** pligt" in said
        start = said.index("Den **")
        own, other = ("barnets lov § 133", "barnets lov § 135")
        assert first in said[start : start + 3000]
        assert (said.index(own, start) < said.index(other, start)) is (duty == "skærpede")


@pytest.mark.parametrize(
    ("made", "due", "left_out"),
    [
        (date(2026, 5, 28), "fredag 5. juni 2026", "ingen"),
        (date(2026, 4, 1), "tirsdag 14. april 2026", "skærtorsdag (02.04.2026), langfredag (03.04.2026)"),
        (date(2023, 4, 28), "tirsdag 9. maj 2023", "store bededag (05.05.2023)"),
        (date(2025, 5, 9), "mandag 19. maj 2025", "ingen"),
    ],
)
def test_the_receipt_is_due_when_the_table_says(town: Town, made: date, due: str, left_out: str) -> None:
    """R53; acceptance step 20."""
    page = guidance(town, town.plan.coordinator.code)
    page.date_input[0].set_value(made).run()
    assert f"Kvittering ventes senest **{due}**" in [one.value for one in page.success]
    assert f"**Helligdage, der er sprunget over:** {left_out}" in everything_on(page)


def test_a_day_on_which_offices_are_closed_says_when_to_ring(town: Town) -> None:
    page = guidance(town, town.plan.coordinator.code)
    page.date_input[0].set_value(date(2026, 5, 28)).run()
    said = everything_on(page)
    assert "grundlovsdag: ingen helligdag" in said
    assert "Vent med at ringe til mandag 8. juni 2026." in said


def test_the_calendar_file_holds_the_day_and_nothing_else() -> None:
    made = Calendar.from_ical(receipt.calendar_file(date(2026, 6, 5), datetime(2026, 5, 28, 9, tzinfo=UTC)))
    (event,) = made.walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    assert (event["SUMMARY"], event.decoded("DTSTART")) == ("Påmindelse", date(2026, 6, 5))


def test_every_holiday_has_its_word_in_both_languages() -> None:
    assert set(receipt.WORDS) == set(receipt.Off)
    with speaking(Language.ENGLISH):
        assert t(receipt.WORDS[receipt.Off.PRAYER_DAY]) == "Great Prayer Day"
