"""The review on the screen: opened from what has ended, read by every role that reads, in both towns and languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from google.protobuf import text_format

from components.texts import speaking, t
from data import commands, queries
from data.rules.access import may
from data.vocabulary import IncidentState, Language, Verb
from tests import builders as b
from tests.conftest import Clock
from tests.pages.test_invitations import invite, joined
from tests.pages.test_pages import PLANS, SHIPPED_WORDS, Town, everything_on, settled
from tests.reviewed import an_evening, played_to_its_end


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        played_to_its_end(made.house.store)
        yield made


def test_every_role_that_reads_opens_it_and_finds_each_section(town: Town) -> None:
    for role in town.plan.roles:
        if not may(queries.viewer_of(town.plan, None, role), Verb.READ):
            continue
        page = town.opened_by(role).run().switch_page("gennemgang.py").run()
        assert not page.exception, (role, page.exception[0].value)
        assert [one.value for one in page.subheader] == [
            t(name) for name in (
                "To decide", "Course", "Moments", "Who was represented", "Actions by party", "Messages", "Handed over",
                "First impressions", "Lessons from earlier incidents", "Replay",
            )
        ]  # fmt: skip
        said = everything_on(page)
        assert t("not registered") in said
        assert town.name == "shipped" or not [word for word in SHIPPED_WORDS if word in said.lower()]
        labels = {node.proto.label for node in page.get("download_button")}
        assert labels == {t("Review ({format})", format=one) for one in ("DOCX", "PDF")}


def test_the_course_is_drawn_with_words_beside_it_and_a_table(town: Town) -> None:
    page = town.opened_by(town.plan.coordinator.code).run().switch_page("gennemgang.py").run()
    [chart] = [node for node in page._tree if "vega" in str(getattr(node, "type", ""))]
    assert t("First report received") in text_format.MessageToString(chart.proto, as_utf8=True)
    moments = next(table.value for table in page.table if t("Moment") in table.value.columns)
    assert t("Activated") in list(moments[t("Moment")])


def test_it_is_opened_from_the_history_and_from_the_incident_that_has_ended(town: Town) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    rows = queries.incidents(store, b.hat(store, chief)) + queries.incidents(store, b.hat(store, chief), ended=True)
    assert {row.state for row in rows} >= {IncidentState.CLOSED}
    for row in rows:
        for name in ("historik.py", "haendelser.py"):
            page = town.opened_by(chief)
            page.query_params["haendelse"] = str(row.id)
            page.run().switch_page(name).run()
            linked = [node for node in page.get("page_link") if node.proto.page == "gennemgang"]
            assert bool(linked) is (row.state is IncidentState.CLOSED), (row.id, name)


def test_what_is_still_open_is_not_shown_as_another_one(town: Town) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    going = queries.incidents(store, b.hat(store, chief))[0]
    page = town.opened_by(chief)
    page.query_params["haendelse"] = str(going.id)
    page.run().switch_page("gennemgang.py").run()
    assert not page.exception
    assert not page.subheader
    told = t("This incident has not ended, was never activated, or your role may not read it.")
    assert told in [one.value for one in page.warning]


def test_it_is_read_in_english_as_well(town: Town) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    page = town.opened_by(chief)
    signed_in = queries.signed_in(store, str(page.user["sign_in"]))
    assert signed_in is not None
    viewer = queries.viewer_of(town.plan, signed_in.person, chief)
    commands.choose_language(store, viewer, language=Language.ENGLISH)
    try:
        with speaking(Language.ENGLISH):
            page.run().switch_page("gennemgang.py").run()
            assert not page.exception
            assert "To decide" in [one.value for one in page.subheader]
            assert "Not registered" in everything_on(page) or "not registered" in everything_on(page)
    finally:
        commands.choose_language(store, viewer, language=Language.DANISH)


def test_a_guest_has_no_such_page_even_of_what_they_were_a_guest_of(tmp_path: Path) -> None:
    with settled("shipped", tmp_path) as made:
        page = joined(made, invite(made)).run()
        incident = played_to_its_end(made.house.store)
        page.query_params["haendelse"] = str(incident)
        for name in ("haendelser.py", "historik.py"):
            assert not [n for n in page.switch_page(name).run().get("page_link") if n.proto.page == "gennemgang"]
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            page.switch_page("gennemgang.py")


def test_the_replay_is_gone_through_step_by_step_and_through_the_eyes_of_a_role(tmp_path: Path) -> None:
    """The first minute is a report alone: a board could not know of it, whoever received the report could."""
    with settled("shipped", tmp_path) as made:
        store, clock = made.house.store, made.house.store.clock
        store.clock = Clock()
        incident = an_evening(store, exercise=True)
        store.clock = clock
        page = made.opened_by(made.plan.coordinator.code)
        page.query_params["haendelse"] = str(incident)
        page.run().switch_page("gennemgang.py").run()
        assert not page.exception, page.exception[0].value
        assert page.button(key="replay-by--1").disabled
        eyes = next(one for one in page.selectbox if one.label == t("What could they know?"))
        board = made.plan.informed_bodies[0].role
        page = eyes.select(board).run()
        unknown = t("Nothing of the incident could be known with this role yet, or any longer.")
        assert unknown in [one.value for one in page.info]
        for _ in range(3):
            page.button(key="replay-by-1").click().run()
        assert not page.exception, page.exception[0].value
        assert unknown not in [one.value for one in page.info]
        minutes = next(one for one in page.select_slider if one.label == t("Minute"))
        assert minutes.value == 3
