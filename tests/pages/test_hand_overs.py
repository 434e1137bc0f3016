"""What was handed over, on cards, on the plan's page and on the forum's list; and the way there (R44, R45)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete
from streamlit.testing.v1 import AppTest

from components import feedback, hand_overs, history, look, plan_view, sheet
from components.texts import t
from data import commands, queries
from data.entities import Action, HandOver
from data.rules.access import Viewer
from data.rules.plans import Missing
from data.vocabulary import ActionStatus, Verb
from tests import builders as b
from tests.pages.test_pages import Town, everything_on, settled

KEY = "a-key-of-a-test"


@pytest.fixture
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(getattr(request, "param", "shipped"), tmp_path) as made:
        yield made


in_both_towns = pytest.mark.parametrize("town", ["shipped", "another"], indirect=True)
"""Where the plan file decides: who answers for the forum, and whether its next day is known."""


def chief(town: Town) -> Viewer:
    return b.hat(town.house.store, town.plan.coordinator.code)


def handed(town: Town) -> queries.ActionRow:
    """The exercise hands one action over."""
    rows = queries.actions(town.house.store, chief(town))
    return next(row for row in rows if row.status is ActionStatus.HANDED_OVER)


def forum(town: Town) -> str:
    return str(handed(town).forum)


def unregistered(town: Town) -> int:
    """The same, as it was before receiver and day were kept; the action's id."""
    with town.house.store.whole() as session:
        session.execute(delete(HandOver))
        session.commit()
    return handed(town).id


def page(town: Town, name: str, role: str = "", **query: str) -> AppTest:
    opened = town.opened_by(role or town.plan.coordinator.code)
    for key, value in query.items():
        opened.query_params[key] = value
    opened.run().switch_page(f"{name}.py").run()
    assert not opened.exception, opened.exception[0].value
    return opened


@pytest.fixture
def listed(town: Town, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The forum's list as a role sees it: on a page that shows nothing else."""
    code = forum(town)
    monkeypatch.setattr(history, "lines", lambda me, *_: hand_overs.section(me, code))
    incident = str(handed(town).incident_id)
    return lambda role: page(town, "historik", role, haendelse=incident)


def form(town: Town, what: str, number: int, version: int = 0, role: str = "") -> AppTest:
    opened = town.opened_by(role or town.plan.coordinator.code)
    opened.query_params[sheet.PARAM] = str(sheet.Pin(what, number, version, KEY))
    opened.run()
    assert not opened.exception, opened.exception[0].value
    return opened


def keys(opened: AppTest) -> set[str]:
    return {button.key for button in opened.button if button.key}


@in_both_towns
def test_who_answers_for_the_forum_confirms_in_one_click_and_others_say_the_day(town: Town, listed: Any) -> None:
    own = town.plan.fora[forum(town)].answering[0]
    reader = next(r.code for r in town.plan.roles.values() if r.may(Verb.READ) and not r.may(Verb.CONFIRM_HAND_OVER))
    assert "open-confirm_hand_over-1" in keys(listed(town.plan.coordinator.code))
    assert not {key for key in keys(listed(reader)) if "hand_over" in key or "hand-over" in key}
    opened = listed(own)
    said = everything_on(opened)
    for word in (t("EXERCISE"), look.HAND_OVER_OPEN.label, town.plan.roles[own].title):
        assert word in said
    opened.button(key="save-confirm-hand-over-1").click().run()
    assert b.row_of(town.house.store, HandOver, 1).confirmed_role == own
    said = everything_on(opened)
    assert look.HAND_OVER_CONFIRMED.label in said
    assert look.HAND_OVER_OPEN.label not in said
    assert "save-confirm-hand-over-1" not in keys(opened)
    assert "open-deal_with_hand_over-1" in keys(opened)


def test_what_is_late_is_marked_and_what_is_dealt_with_is_folded_away_with_its_outcome(
    town: Town, listed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, own = town.house.store, town.plan.fora[forum(town)].answering[0]
    now = store.clock()
    monkeypatch.setattr(store, "clock", lambda: now + timedelta(minutes=1))
    assert look.OVERDUE.label not in everything_on(listed(own))
    with store.whole() as session:
        session.get_one(HandOver, 1).due = b.in_days(store, -1)
        session.commit()
    store.recent.__init__()  # type: ignore[misc]  what was read a moment ago was changed behind its back
    assert look.OVERDUE.label in everything_on(listed(own))
    opened = form(town, "deal_with_hand_over", 1, b.seen(store, HandOver, 1).version, own)
    opened.button(key=f"save-{KEY}").click().run()
    assert t(feedback.SENTENCES["text-missing"]) in [error.value for error in opened.error]
    opened.text_area(key=f"outcome-{KEY}").set_value("Lamperne er sat op.")
    opened.button(key=f"save-{KEY}").click().run()
    assert b.row_of(store, HandOver, 1).dealt_at is not None, [e.value for e in opened.error]
    assert t("Nothing waits here.") in [caption.value for caption in listed(own).caption]


@in_both_towns
def test_the_form_brings_the_forums_receiver_and_next_day_along(town: Town) -> None:
    store = town.house.store
    row = next(r for r in queries.actions(store, chief(town)) if r.status is ActionStatus.PROPOSED)
    opened = form(town, "hand_over", row.id, row.version)
    opened.button(key=f"save-{KEY}").click().run()
    assert t(feedback.SENTENCES["unknown-forum"]) in [error.value for error in opened.error]
    code = forum(town)
    opened.selectbox(key=f"forum-{KEY}").set_value(code).run()
    assert opened.selectbox(key=f"receiver~{code}-{KEY}").value == town.plan.fora[code].answering[0]
    meets = queries.next_forum_day(store, chief(town), code)
    assert opened.date_input(key=f"due~{code}-{KEY}").value == meets
    if meets is None:
        opened.button(key=f"save-{KEY}").click().run()
        assert t(feedback.SENTENCES["no-due-day"]) in [error.value for error in opened.error]
    opened.date_input(key=f"due~{code}-{KEY}").set_value(b.in_days(store, 40))
    opened.button(key=f"save-{KEY}").click().run()
    made = b.hand_over_of(store, row.id)
    assert (made.forum, made.due) == (code, b.in_days(store, 40))
    assert b.row_of(store, Action, row.id).status is ActionStatus.HANDED_OVER


def test_a_far_deadline_leads_from_the_proposal_to_the_hand_over(town: Town) -> None:
    store = town.house.store
    incident = queries.plans(store, chief(town))[0].incidents[0][0]
    opened = form(town, "propose", incident)
    assert f"other-{KEY}" not in keys(opened)
    which = next(field.key for field in opened.text_area if str(field.key).startswith("what~"))
    opened.text_area(key=which).set_value("Fast lys på stien")
    opened.date_input(key=f"deadline-day-{KEY}").set_value(b.in_days(store, 60))
    opened.text_input(key=f"deadline-clock-{KEY}").set_value("12.00")
    opened.button(key=f"save-{KEY}").click().run()
    opened.button(key=f"other-{KEY}").click().run()
    assert not opened.exception, opened.exception[0].value
    made = queries.actions(store, chief(town))
    action = next(row for row in made if row.what.body == "Fast lys på stien")
    what, number, *_ = str(opened.query_params[sheet.PARAM]).split(".")
    assert (what, number) == ("hand_over", str(action.id))


def test_cards_part_3_and_history_say_who_has_it_by_when_and_whether_the_forum_said_so(town: Town) -> None:
    row = handed(town)
    assert row.handed is not None
    due = row.handed.due
    assert due is not None
    for name in ("handlingsplan", "haendelser"):
        said = everything_on(page(town, name, haendelse=str(row.incident_id)))
        assert look.HAND_OVER_OPEN.label.lower() in said, name
        assert f"{due:%d.%m.%Y}" in said, name
    assert f"{due:%d.%m.%Y}" in everything_on(page(town, "historik", haendelse=str(row.incident_id)))


def test_what_runs_no_longer_holds_what_is_handed_over(town: Town) -> None:
    row = handed(town)
    for name in ("overblik", "indsatser"):
        assert str(row.what.body) not in everything_on(page(town, name)), name


def test_the_closing_lists_what_nobody_receives_with_its_remedy_and_warns_of_what_no_forum_confirmed(
    town: Town,
) -> None:
    store, plan = town.house.store, queries.plans(town.house.store, chief(town))[0]
    name = town.plan.fora[forum(town)].definite
    warned = [warning.value for warning in page(town, "handlingsplan").warning]
    assert [one for one in warned if name in one]
    action = unregistered(town)
    store.recent.__init__()  # type: ignore[misc]  what was read a moment ago was changed behind its back
    opened = page(town, "handlingsplan")
    assert not [warning for warning in opened.warning if name in warning.value]
    assert f"open-register_hand_over-{action}-closing" in keys(opened)
    said = " ".join(line.value for line in form(town, "close_plan", plan.id, plan.version).markdown)
    assert plan_view.missing_word(None, Missing("hand-overs")) in said  # type: ignore[arg-type]  it names no forum
    seen = b.seen(store, Action, action)
    opened = form(town, "register_hand_over", seen.id, seen.version)
    opened.date_input(key=f"due~{forum(town)}-{KEY}").set_value(b.in_days(store, 12))
    opened.button(key=f"save-{KEY}").click().run()
    assert b.hand_over_of(store, action).due == b.in_days(store, 12)
    commands.reopen_action(store, chief(town), seen=seen, note="Det haster.")
    assert b.hand_over_of(store, action).withdrawn_at is not None


def test_a_forum_that_has_nothing_but_what_was_handed_over_is_told_where_it_stands(town: Town) -> None:
    store, code = town.house.store, town.plan.informed_bodies[0].code
    action = next(row for row in queries.actions(store, chief(town)) if row.status is ActionStatus.ACCEPTED)
    commands.hand_over(
        store, chief(town), seen=b.seen(store, Action, action.id), forum=code, note="Tager længere tid.",
        due=b.in_days(store, 30),
    )  # fmt: skip
    said = everything_on(page(town, "fora", forum=code))
    assert t("What waits for {forum} stands below.", forum=town.plan.fora[code].definite) in said
