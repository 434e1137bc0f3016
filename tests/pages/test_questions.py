"""A question to a party outside a meeting: on its overview at once, on the plan's page for everybody; in two towns."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.texts import t
from data import commands, queries
from data.plan import Role
from data.storage import Seen
from data.vocabulary import Verb
from tests.builders import hat
from tests.pages.test_mandates_and_notices import reading
from tests.pages.test_pages import PLANS, Town, everything_on, settled

ASKED = "Hvor længe bliver patruljerne?"
TOLD = "De bliver natten over"


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def answering(town: Town, *, other_than: str | None = None) -> Role:
    """A role that answers for a party."""
    return next(
        role for role in town.plan.roles.values()
        if role.permanent and role.may(Verb.ANSWER_PARTY) and role.party not in (None, other_than)
    )  # fmt: skip


def ask(town: Town, party: str | None) -> tuple[int, int]:
    """The coordinator asks a party about the exercise's plan, at no meeting: the plan and the question."""
    store, by = town.house.store, hat(town.house.store, town.plan.coordinator.code)
    [plan] = queries.plans(store, by)
    return plan.id, commands.ask_party(store, by, plan=plan.id, asked=party, text=ASKED)


def keys(page: AppTest) -> list[str]:
    return [button.key for button in page.button]


def test_who_answers_for_a_party_sees_its_question_at_once_and_answers_there(town: Town) -> None:
    role = answering(town)
    _, asked = ask(town, role.party)
    overview = reading(town, role.code, "overblik")
    assert ASKED in everything_on(overview)
    overview.button(key=f"open-answer-{asked}-task").click().run()
    assert not overview.exception
    assert [one.label for one in overview.text_area] == [t("The answer")]
    other = reading(town, answering(town, other_than=role.party).code, "overblik")
    assert ASKED not in everything_on(other)


def test_everybody_reads_on_the_plan_s_page_what_is_open_and_what_was_answered(town: Town) -> None:
    role = answering(town)
    other = answering(town, other_than=role.party)
    _, asked = ask(town, role.party)
    for page in ("handlingsplan", "moede"):
        for who, may in ((role, True), (other, False)):
            said = reading(town, who.code, page)
            assert ASKED in everything_on(said), (page, who.code)
            assert (f"open-answer-{asked}" in keys(said)) is may, (page, who.code)
    commands.answer_party(town.house.store, hat(town.house.store, role.code), seen=Seen(asked, 1), text=TOLD)
    read = reading(town, other.code, "handlingsplan")
    assert f"{ASKED} – {TOLD}" in everything_on(read)
    assert ASKED not in everything_on(reading(town, role.code, "overblik"))
