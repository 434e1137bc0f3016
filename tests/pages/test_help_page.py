"""The guide and each page's own "?": true for every role of every plan, because both follow what is granted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import guide, menu, page_help, session
from components.texts import speaking, t
from data import plan as plan_files
from data import queries
from data.plan import StandingPlan
from data.queries import SignedIn
from data.vocabulary import Language, PartyKind, Verb
from tests.pages.test_pages import PLANS, SHIPPED_WORDS, Town, everything_on, settled

DAY = date(2027, 6, 1)
FILES = {path.name for path in Path("pages").glob("*.py")} - {"__init__.py", "navigation.py"}


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp("help")) as made:
        yield made


@pytest.fixture(params=list(PLANS))
def plan(request: pytest.FixtureRequest) -> StandingPlan:
    return plan_files.load(PLANS[request.param])


def me(town: Town, role: str) -> session.Me:
    """Somebody in this role, outside of any page."""
    store = town.house.store
    viewer = queries.viewer_of(town.plan, None, role)
    signed_in = SignedIn.__new__(SignedIn)  # nothing here asks who it is
    return session.Me(store, signed_in, viewer, town.plan, store.clock())


def guide_page(town: Town, role: str) -> AppTest:
    page = town.opened_by(role).run().switch_page(page_help.GUIDE).run()
    assert not page.exception, page.exception[0].value
    return page


def test_each_page_has_its_own_help_and_there_is_none_of_a_page_that_is_gone() -> None:
    assert set(page_help.PAGES) == FILES


def test_every_role_is_told_three_things_on_every_page_it_may_open(town: Town) -> None:
    for role in town.plan.roles:
        person = me(town, role)
        for entry in menu.entries(person):
            assert len(set(page_help.things(person, entry.file))) == page_help.THINGS, (role, entry.file)


def test_what_only_some_may_do_is_among_the_three_of_whoever_may(town: Town) -> None:
    for role in town.plan.roles.values():
        person = me(town, role.code)
        for file, verb in (
            ("handlingsplan.py", Verb.PUT_IN_FORCE), ("handlingsplan.py", Verb.CLOSE),
            ("overblik.py", Verb.ANSWER_PARTY), ("indsatser.py", Verb.ACCEPT_ACTION),
        ):  # fmt: skip
            [said] = [thing.said for thing in page_help.PAGES[file].things if thing.verb is verb]
            assert (said in page_help.things(person, file)) is role.may(verb), (role.code, said)


def test_the_guide_tells_a_role_nothing_that_it_may_not_do(plan: StandingPlan) -> None:
    for role in plan.roles.values():
        asked = guide.Asked(plan, role, queries.viewer_of(plan, None, role.code), DAY)
        names = guide._names(asked)
        said = {step.said for _, steps in guide.told(plan, role, DAY) for step in steps}
        for moment in guide.MOMENTS:
            for step in moment.steps:
                if step.verb is not None and not role.may(step.verb):
                    assert t(step.said, **names) not in said, (role.code, step.said)


def test_every_role_has_something_at_the_first_minute_and_somebody_leads_through_each_moment(
    plan: StandingPlan,
) -> None:
    titles = [title for title, _ in guide.moments(plan, DAY)]
    for role in plan.roles.values():
        told = guide.told(plan, role, DAY)
        assert told[0][0] == titles[0]
        assert all(steps for _, steps in told)
    assert [title for title, _ in guide.told(plan, plan.coordinator, DAY)] == titles


def test_names_are_those_of_the_plan_and_no_place_is_left_unfilled(plan: StandingPlan) -> None:
    everything = str([guide.told(plan, role, DAY) for role in plan.roles.values()])
    assert "{" not in everything
    assert plan.terms["group"].definite in everything
    assert all(body.definite in everything for body in plan.informed_bodies)
    other = plan.area.name == "Eksempelparken"
    assert any(word in everything.lower() for word in SHIPPED_WORDS) is not other
    for party in plan.parties_of_kind(PartyKind.FIRE_SERVICE):
        assert (party.name in everything) is party.valid_on(DAY), "the fire service of the day, and none without one"


def test_silence_is_spoken_of_where_the_plan_has_a_limit(plan: StandingPlan) -> None:
    limit = plan.limits.silence_minutes
    said = str([guide.told(plan, role, DAY) for role in plan.roles_with(Verb.UPDATE_PROGRESS)])
    assert (f"{limit} minutter" in said) is (limit is not None)


def test_ones_own_role_stands_first_and_another_is_a_choice_away(town: Town) -> None:
    chief = town.plan.coordinator
    page = guide_page(town, chief.code)
    assert page.selectbox(key="guide-role").value == chief.code
    writer = town.plan.roles_with(Verb.WRITE_PLAN)[-1]
    said = t("Write the situation picture when something has changed.")
    escaped = said.removesuffix(".")
    assert escaped not in everything_on(page)
    assert escaped in everything_on(page.selectbox(key="guide-role").set_value(writer.code).run())


def test_a_word_and_a_moment_narrow_the_guide(town: Town) -> None:
    page = guide_page(town, town.plan.coordinator.code)
    page.selectbox(key="guide-role").set_value("*").run()
    every = len(page.subheader)
    assert every == len(guide.MOMENTS)
    page.selectbox(key="guide-moment").set_value(3).run()
    assert len(page.subheader) == 1
    page.selectbox(key="guide-moment").set_value(-1).run()
    page.text_input(key="guide-word").set_value("SITUATIONSBILLEDE").run()
    assert 0 < len(page.subheader) < every
    page.text_input(key="guide-word").set_value("xyzzy").run()
    assert not page.subheader
    assert t("The guide says nothing about that here. Choose all roles, or another word.") in page.info[0].value


def test_the_guide_is_read_in_english_too(plan: StandingPlan) -> None:
    with speaking(Language.ENGLISH):
        told = str(guide.told(plan, plan.coordinator, DAY))
    assert "Ring down the call list" in told
    assert plan.terms["group"].definite in told, "the plan's own words stay as they are"
