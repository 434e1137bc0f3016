"""The page of the fora, in both towns: what waits for the next meeting, its forms, who may what (R16, R27, R28)."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from streamlit.testing.v1 import AppTest

from components import fora_words, sheet, times
from components.fora_forms import DAYS
from components.plain import plain
from components.texts import t
from components.wall import words as wall
from data import commands, queries
from data.entities import Incident, Matter
from data.plan.parts import Forum
from data.rules import fora
from data.vocabulary import Verb
from tests import builders as b
from tests.pages.test_pages import PLANS, SHIPPED_WORDS, Town, everything_on, settled
from tests.reviewed import played_to_its_end

KEYS = count(1)
"""Each form that is opened has a key of its own: what was saved with one is not saved again."""


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        played_to_its_end(made.house.store)
        yield made


def council(town: Town) -> Forum:
    found = fora.council(town.plan)
    assert found is not None
    return found


def keeper(town: Town) -> str:
    """A role that keeps the fora and treats there."""
    return next(role.code for role in town.plan.roles_with(Verb.TREAT_AT_COUNCIL) if role.may(Verb.RAISE_MATTER))


def opened(town: Town, role: str, form: str = "", number: int = 0, version: int = 0) -> AppTest:
    page = town.opened_by(role)
    if form:  # a dialog, over the page where one is
        page.query_params[sheet.PARAM] = str(sheet.Pin(form, number, version, f"a-key-of-a-test-{next(KEYS)}"))
        page.run()
    else:
        page.run().switch_page("fora.py").run()
    assert not page.exception, page.exception[0].value
    return page


def field(page: AppTest, name: str) -> str:
    return next(
        str(one.key) for kind in (page.button, page.text_area, page.text_input, page.date_input) for one in kind
        if str(one.key).startswith(f"{name}-a-key-of-a-test")
    )  # fmt: skip


def save(page: AppTest) -> AppTest:
    page.button(key=field(page, "save")).click().run()
    assert not page.exception, page.exception[0].value
    return page


def test_who_reads_sees_what_waits_and_each_forum_in_turn(town: Town) -> None:
    for role in (keeper(town), next(iter(town.plan.informed_bodies)).role or ""):
        page = town.opened_by(role)
        page.query_params["forum"] = council(town).code  # a board stands on its own list first
        page.run().switch_page("fora.py").run()
        assert page.header[0].value == t("To take up at the next meeting")
        said = everything_on(page)
        assert t("{n} incident to review", n=1) in said
        assert t("EXERCISE") in said, "what was played is marked, and apart"
        assert town.name == "shipped" or not [word for word in SHIPPED_WORDS if word in said.lower()]
        labels = {node.proto.label for node in page.get("download_button")}
        assert labels >= {t("Agenda ({format})", format=one) for one in ("DOCX", "PDF")}
        offered = {button.label for button in page.button}
        grants = town.plan.role(role).grants
        assert (t("Set a date") in offered) is (Verb.KEEP_FORA in grants)
        assert (t("Raise a matter") in offered) is (Verb.RAISE_MATTER in grants)
    for code in list(town.plan.fora)[:2]:
        page = town.opened_by(keeper(town))
        page.query_params["forum"] = code
        page.run().switch_page("fora.py").run()
        assert not page.exception
        assert (t("Matters that are not acute") in [one.value for one in page.header]) is (code == council(town).code)


def test_a_date_is_set_in_the_form_and_seen_on_the_start_page_and_on_the_wall(town: Town) -> None:
    store, forum = town.house.store, council(town)
    codes = list(town.plan.fora)
    day = times.today() + timedelta(days=12)
    page = opened(town, keeper(town), "forum_set", codes.index(forum.code) * DAYS + 1)
    save(page)
    assert t("Choose the day.") in [one.value for one in page.error]
    page.date_input(key=field(page, "day")).set_value(day)
    page.text_input(key=field(page, "clock")).set_value("25:99")
    save(page)
    assert t("Write the time as 21:40, and choose the day beside it.") in [one.value for one in page.error]
    page.text_input(key=field(page, "clock")).set_value("14")
    save(page)
    (view,) = [v for v in queries.forum_views(store, b.hat(store, keeper(town))) if v.code == forum.code]
    assert view.following is not None
    assert view.following.day == day
    assert view.following.starts_at is not None
    assert times.local(view.following.starts_at).hour == 14
    start = town.opened_by(next(iter(town.plan.informed_bodies)).role or "").run()
    linked = [node.proto.label for node in start.get("page_link") if node.proto.page == "fora"]
    assert any(plain(times.weekday_and_day(day)) in label for label in linked)
    rows = wall.calm(queries.board(store), town.plan, "")["rows"]
    assert times.whole_day(day) in [row["value"] for row in rows]


def test_a_matter_is_raised_bound_and_settled_in_forms(town: Town) -> None:
    store, role, forum = town.house.store, keeper(town), council(town)
    codes = list(town.plan.fora)
    page = opened(town, role, "matter_new", codes.index(forum.code) * DAYS + 1)
    page.text_area(key=field(page, "what")).set_value("Belysningen på stien er for svag.")
    save(page)
    row = queries.matters(store, b.hat(store, role))[-1]
    assert row.what.body == "Belysningen på stien er for svag."
    page = opened(town, role, "matter_bind", row.id, row.version)
    housing = fora.invited_by_default(town.plan, times.today())
    assert housing
    save(page)
    bound = queries.matter(store, b.hat(store, role), row.id)
    assert bound is not None
    assert bound.invited == tuple(party.code for party in housing)
    assert bound.meeting is not None
    page = opened(town, role, "matter_settle", row.id, bound.version)
    page.text_area(key=field(page, "outcome")).set_value("Der kommer to nye lamper")
    save(page)
    assert "Der kommer to nye lamper" in everything_on(opened(town, role))


def test_a_report_that_was_not_acute_is_offered_to_be_raised(town: Town) -> None:
    store = town.house.store
    category, place = next(iter(town.plan.categories)), b.a_place(store)
    reporter = town.plan.roles_with(Verb.REPORT)[0].code
    report = b.an_incident(store, reporter, category=category, place=place, what="Lygten er gået.")
    rejecter = b.hat(store, town.plan.roles_with(Verb.REJECT)[0].code)
    commands.reject(store, rejecter, seen=b.seen(store, Incident, report), non_acute=True, reason="Kan vente.")
    page = opened(town, keeper(town), "matter_report", report, 1)
    save(page)
    (row,) = [one for one in queries.matters(store, rejecter) if one.incident]
    assert row.incident is not None
    assert row.incident[0] == report
    assert b.row_of(store, Matter, row.id).what_id == b.row_of(store, Incident, report).what_id


def test_what_the_council_decided_of_an_incident_is_noted_and_leaves_the_agenda(town: Town) -> None:
    store, role, forum = town.house.store, keeper(town), council(town)
    (one,) = queries.reviewable(store, b.hat(store, role))
    page = opened(town, role, "treat", one.id)
    page.date_input(key=field(page, "day")).set_value(times.today())
    page.text_area(key=field(page, "decision")).set_value("Ringelisten øves i januar")
    save(page)
    (told,) = queries.treated(store, b.hat(store, role), forum.code)
    assert told.decision.body == "Ringelisten øves i januar"
    page = opened(town, role)
    assert t("{n} incident to review", n=1) not in everything_on(page)
    assert "Ringelisten øves i januar" in everything_on(page)
    assert fora_words.incident(told.about, store.plan).startswith(t("EXERCISE"))
