"""Who receives what is handed over, by when, and who may say that the forum has it (R45)."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import hand_overs
from data.rules.hand_overs import Handed
from data.vocabulary import Verb

TODAY = date(2026, 11, 27)
HANDED_ON = TODAY - timedelta(days=4)
DAYS = st.none() | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9))


def test_a_forum_is_one_of_the_plan_that_receives(plan: StandingPlan) -> None:
    assert hand_overs.forum_of(plan, "bestyrelse").code == "bestyrelse"
    for code in ("", "aab", "findes-ikke"):
        with pytest.raises(RuleBroken, match="unknown-forum"):
            hand_overs.forum_of(plan, code)


def test_the_forums_own_roles_stand_first_among_who_can_receive_and_nobody_who_does_not_read(
    plan: StandingPlan,
) -> None:
    for code, forum in plan.fora.items():
        able = hand_overs.receivers(plan, code)
        assert able[: len(forum.answering)] == forum.answering
        assert len(set(able)) == len(able)
        assert set(able) == {role.code for role in plan.roles.values() if role.may(Verb.READ)}


@pytest.mark.parametrize(
    ("forum", "wanted", "found"),
    [
        ("lokalraad", None, "lokalraad-politi"), ("lokalraad", "lokalraad-kommune", "lokalraad-kommune"),
        ("bestyrelse", None, "bestyrelse"), ("bestyrelse", "stabsenhed", "stabsenhed"),
        ("bestyrelse", "administrator", None), ("bestyrelse", "findes-ikke", None),
    ],
)  # fmt: skip
def test_the_forums_first_role_receives_unless_another_is_chosen(
    plan: StandingPlan, forum: str, wanted: str | None, found: str | None
) -> None:
    with nullcontext() if found else pytest.raises(RuleBroken, match="choose-receiver"):
        assert hand_overs.receiver_of(plan, forum, wanted) == found


@given(DAYS, DAYS)
def test_the_day_is_what_was_said_or_the_forums_next_and_never_a_day_that_has_passed(
    wanted: date | None, meets: date | None
) -> None:
    due = wanted or meets
    code = "no-due-day" if due is None else "due-in-the-past" if due < TODAY else ""
    with pytest.raises(RuleBroken, match=code) if code else nullcontext():
        assert hand_overs.due_day(wanted, meets, TODAY) == due


@given(st.booleans(), st.booleans(), DAYS)
def test_nobody_confirms_twice_and_who_does_not_answer_for_it_says_the_day(
    confirmed: bool, own: bool, answered_on: date | None
) -> None:
    code = ""
    if confirmed:
        code = "hand-over-confirmed"
    elif answered_on is None and not own:
        code = "no-answer-day"
    elif answered_on is not None and answered_on > TODAY:
        code = "answered-ahead"
    elif answered_on is not None and answered_on < HANDED_ON:
        code = "answered-before"
    with pytest.raises(RuleBroken, match=code) if code else nullcontext():
        hand_overs.require_confirmable(
            confirmed=confirmed, own=own, answered_on=answered_on, handed_on=HANDED_ON, today=TODAY
        )


@pytest.mark.parametrize(
    ("handed", "registered", "late"),
    [
        (Handed(), False, False),
        (Handed("bestyrelse", TODAY), True, False),
        (Handed("bestyrelse", TODAY - timedelta(days=1)), True, True),
        (Handed("bestyrelse", TODAY - timedelta(days=1), confirmed=True), True, True),
        (Handed("bestyrelse", TODAY - timedelta(days=1), dealt=True), True, False),
    ],
)
def test_what_is_past_its_day_is_late_until_it_is_dealt_with(handed: Handed, registered: bool, late: bool) -> None:
    assert (handed.registered, handed.late(TODAY)) == (registered, late)


def test_only_the_forums_own_roles_answer_for_it(plan: StandingPlan) -> None:
    assert {role for role in plan.roles if hand_overs.answers(plan, role, "lokalraad")} == {
        "lokalraad-politi", "lokalraad-kommune",
    }  # fmt: skip
    assert not hand_overs.answers(plan, "bestyrelse", "findes-ikke")


def test_a_board_answers_for_itself_alone_and_who_answers_for_none_tells_of_any(plan: StandingPlan) -> None:
    assert hand_overs.may_answer(plan, "bestyrelse", "bestyrelse")
    assert not hand_overs.may_answer(plan, "bestyrelse", "lokalraad")
    assert not hand_overs.may_answer(plan, "lokalraad-politi", "styregruppe")
    assert all(hand_overs.may_answer(plan, "projektchef", code) for code in plan.fora)
