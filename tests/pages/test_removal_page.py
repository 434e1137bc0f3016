"""Fjern tekst as those who may remove, delete or administer see it, under both plan files (6.1, 6.25, 2.8)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from components import removal, removal_words, retention, sheet
from components.texts import t
from data import commands, queries
from data.entities import Archive, Entity, LogLine, Text
from data.places import Places
from data.rules import privacy
from data.rules.known_words import known_words
from data.rules.retention import Obstacle
from data.rules.shown import WHERE, Shown, Standing
from data.storage import verify
from data.storage.overruling import overruling, words_of
from data.vocabulary import NotAPerson, Verb
from tests.builders import a_report, hat, seen
from tests.pages.test_pages import PLANS, Town, archived, everything_on, offered, settled
from tests.storage.test_planted_name import NAME, SAID

KEY = "a-key-of-a-test"


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def opened(town: Town, role: str, form: str = "", number: int = 0, version: int = 0) -> AppTest:
    page = town.opened_by(role).run().switch_page(removal.PAGE)
    if form:
        page.query_params[sheet.PARAM] = str(sheet.Pin(form, number, version, KEY))
    return page.run()


def looked_for(town: Town, role: str, word: str) -> AppTest:
    page = opened(town, role)
    page.text_input(removal.WORD).set_value(word)
    next(button for button in page.button if button.label == t("Search")).click()
    page.run()
    assert not page.exception, page.exception[0].value
    return page


def administrator(town: Town) -> str:
    return town.plan.roles_with(Verb.ADMINISTER)[0].code


def deleter(town: Town) -> str:
    return town.plan.roles_with(Verb.DELETE_INCIDENT)[0].code


def a_planted_name(town: Town) -> int:
    """A report in which somebody overruled the stop; the text's number."""
    store, role = town.house.store, town.plan.coordinator.code
    found = privacy.findings(SAID, known_words(town.plan))
    category, place = next(iter(town.plan.categories)), Places.from_plan(town.plan).outdoors()
    with overruling({words_of(SAID, one): NotAPerson.OTHER for one in found}):
        report = a_report(store, what=SAID, exercise=True, category=category, place=place)
        commands.report(store, hat(store, role), **report)
    with store.whole() as session:
        return session.scalars(select(Text.id).where(Text.body == SAID)).one()


def test_every_kind_of_hit_place_and_obstacle_has_its_word() -> None:
    assert set(removal_words.WHAT) == set(WHERE)
    assert set(removal_words.PLACES) == set(Shown)
    assert set(removal_words.STANDS) == set(Standing)
    assert {table for table, _ in queries.finding.NAMES} == set(removal_words.NAMES)
    assert set(retention.STOPS) == set(Obstacle)


def test_those_who_may_find_the_page_and_nobody_else(town: Town) -> None:
    for role in town.plan.roles.values():
        page = town.opened_by(role.code).run()
        if removal.may_open(hat(town.house.store, role.code)):
            page.switch_page(removal.PAGE).run()
            assert not page.exception, (role.code, page.exception[0].value)
        else:
            with pytest.raises(ValueError, match="Could not find a navigation page"):
                page.switch_page(removal.PAGE)


def test_a_planted_name_is_removed_from_the_page_and_then_on_no_page(town: Town) -> None:
    text, role, store = a_planted_name(town), town.plan.coordinator.code, town.house.store
    page = looked_for(town, role, NAME.upper())
    assert NAME in "\n".join(part.value.replace("\\", "") for part in page.markdown)
    assert f"open-redact-{text}" in {button.key for button in page.button}
    assert NAME.upper() not in str(page.query_params)
    page = opened(town, role, "redact", text)
    page.button(f"save-{KEY}").click().run()
    assert t("Say yes here first: it cannot be undone.") in [told.value for told in page.error]
    page.checkbox(f"sure-{KEY}").check()
    page.button(f"save-{KEY}").click().run()
    assert not page.exception
    with store.whole() as session:
        assert session.get_one(Text, text).body is None
        assert verify(session).whole
    crawled = 0
    for known in town.plan.roles:
        page = town.opened_by(known).run()
        for name in offered(town, known):
            assert "estesen" not in everything_on(page.switch_page(f"{name}.py").run()), (known, name)
            crawled += 1
    assert crawled > len(town.plan.roles)
    page = looked_for(town, role, NAME)
    assert t("Not found anywhere that your role may search.") in [told.value for told in page.success]


def test_the_word_is_kept_in_no_table_and_a_single_letter_is_told_off(town: Town) -> None:
    looked_for(town, administrator(town), "Hemmelighed")
    with town.house.store.whole() as session:
        for table in Entity.metadata.sorted_tables:
            assert "Hemmelighed" not in repr(session.execute(select(table)).all()), table.name
    page = looked_for(town, administrator(town), "x")
    assert page.error


def test_the_administrator_sees_the_surroundings_alone(town: Town) -> None:
    a_planted_name(town)
    page = looked_for(town, administrator(town), "testesen")
    told = t("Your role does not read these incidents: only what stands around the word is shown.")
    assert told in [caption.value for caption in page.caption]


def test_an_exercise_that_is_over_is_proposed_and_deleted_in_two_steps(town: Town) -> None:
    role, store = deleter(town), town.house.store
    if not town.plan.retention.exercises_until_evaluated:
        return  # the other plan keeps exercises as long as everything else; the rule has its own tests
    archive = archived(town)
    page = opened(town, role)
    page.segmented_control("removal-part").set_value(t("Keeping")).run()
    assert f"open-propose_deletion-{archive}" in {button.key for button in page.button}
    shown = seen(store, Archive, archive)
    page = opened(town, role, "propose_deletion", archive, shown.version)
    page.button(f"save-{KEY}").click().run()
    shown = seen(store, Archive, archive)
    page = opened(town, role)
    page.segmented_control("removal-part").set_value(t("Keeping")).run()
    assert {f"open-delete_incident-{archive}", f"save-withdraw-{archive}"} <= {b.key for b in page.button}
    with store.whole() as session:
        number = session.get_one(Archive, archive).incident_number
    page = town.opened_by(role).run().switch_page(removal.PAGE)
    page.query_params[sheet.PARAM] = str(sheet.Pin("delete_incident", archive, shown.version, "another-key"))
    page.run()
    page.text_input("number-another-key").set_value(str(number + 1))
    page.button("save-another-key").click().run()
    told = t("That is not the number of this incident. Look at it once more, and type it.")
    assert told in [one.value for one in page.error]
    page.text_input("number-another-key").set_value(t("E{n}", n=number))
    page.button("save-another-key").click().run()
    assert not page.exception
    with store.whole() as session:
        assert session.scalars(select(LogLine.verb).order_by(LogLine.seq.desc())).first() == Verb.DELETE_INCIDENT
        assert verify(session).whole
    page = opened(town, role)
    page.segmented_control("removal-part").set_value(t("Keeping")).run()
    assert t("Deleted") in [heading.value for heading in page.subheader]


def test_names_become_functions_only_where_the_plan_file_agrees(town: Town) -> None:
    page = opened(town, administrator(town))
    page.segmented_control("removal-part").set_value(t("Names")).run()
    assert not page.exception
    agreed = town.plan.retention.functions_after_months is not None
    assert bool(page.info) is not agreed
