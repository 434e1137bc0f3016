"""What lasts longer goes to a forum, is confirmed once, and stays on its list until it is dealt with (R45)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from data import commands, queries
from data.entities import Action, ActionPlan, ForumMeeting, HandOver
from data.errors import NotAllowed, Refusal, RuleBroken, Stale
from data.rules.plans import Missing
from data.storage import Store
from data.vocabulary import ActionStatus, Subject, Verb
from tests import builders as b
from tests.conftest import BEGIN

OWN, OTHER = "lokalraad-politi", "projektchef"
S = ActionStatus


def listed(store: Store, forum: str = "lokalraad", role: str = OTHER) -> list[queries.HandOverRow]:
    return queries.open_hand_overs(store, b.hat(store, role), forum)


def confirm(store: Store, number: int, role: str = OWN, **given: Any) -> int:
    return commands.confirm_hand_over(store, b.hat(store, role), **({"seen": b.seen(store, HandOver, number)} | given))


def deal(store: Store, number: int, role: str = OWN, outcome: str = "Lyset er sat op.", **given: Any) -> int:
    seen = {"seen": b.seen(store, HandOver, number)}
    return commands.deal_with_hand_over(store, b.hat(store, role), **({"outcome": outcome} | seen | given))


def reopen(store: Store, action: int) -> int:
    seen = b.seen(store, Action, action)
    return commands.reopen_action(store, b.hat(store, OTHER), seen=seen, note="Det haster alligevel.")


@pytest.mark.parametrize("forum", ["", "ukendt", "aab"])
def test_an_action_is_handed_over_to_a_forum_of_the_plan_only(store: Store, forum: str) -> None:
    action = b.an_accepted_action(store)
    with b.refused(store, RuleBroken, "unknown-forum", field="forum"):
        b.hand_over(store, action, forum=forum)


@pytest.mark.parametrize("status", [S.PROPOSED, S.ACCEPTED, S.IN_PROGRESS])
def test_it_can_go_from_the_moment_it_is_proposed(store: Store, status: S) -> None:
    action = b.an_action(store) if status is S.PROPOSED else b.an_accepted_action(store)
    if status is S.IN_PROGRESS:
        b.tell(store, action, status)
    b.hand_over(store, action, "aab", receiver="stabsenhed", note="Varer hele vinteren.")
    row = b.hand_over_of(store, action)
    assert (row.forum, row.receiver, row.due) == ("lokalraad", "stabsenhed", b.in_days(store, 30))
    line = queries.history(store, b.hat(store, OTHER), row.incident_id)[0]
    assert line.verb is Verb.HAND_OVER
    assert {name: line.facts[name] for name in ("before", "after", "forum", "receiver", "due")} == {
        "before": status, "after": S.HANDED_OVER, "forum": "lokalraad", "receiver": "stabsenhed",
        "due": b.in_days(store, 30).isoformat(),
    }  # fmt: skip
    assert [one.action for one in listed(store)] == [action]


def test_receiver_and_day_are_the_forums_own_unless_said_otherwise(store: Store) -> None:
    action = b.an_action(store)
    with b.refused(store, RuleBroken, "no-due-day", field="due"):
        b.hand_over(store, action, due=None)
    with b.refused(store, RuleBroken, "due-in-the-past", field="due"):
        b.hand_over(store, action, due=b.in_days(store, -1))
    with b.refused(store, RuleBroken, "choose-receiver", field="receiver"):
        b.hand_over(store, action, receiver="administrator")
    for days, cancelled in ((-3, False), (4, True), (9, False), (20, False)):
        a_meeting(store, b.in_days(store, days), cancelled=cancelled)
    assert queries.next_forum_day(store, b.hat(store, OTHER), "lokalraad") == b.in_days(store, 9)
    assert queries.next_forum_day(store, b.hat(store, OTHER), "findes-ikke") is None
    b.hand_over(store, action, due=None)
    row = b.hand_over_of(store, action)
    assert (row.receiver, row.due) == ("lokalraad-politi", b.in_days(store, 9))


def a_meeting(store: Store, day: date, *, cancelled: bool) -> None:
    """A day of the council, as the page of the fora keeps it."""
    with store.whole() as session:
        made: dict[str, Any] = {"at": BEGIN, "person_id": None, "role": OWN, "party": "politi"}
        session.add(ForumMeeting(forum="lokalraad", day=day, cancelled_at=BEGIN if cancelled else None, **made))
        session.commit()


def test_the_forums_own_role_confirms_in_one_click_and_others_with_the_day_of_its_answer(store: Store) -> None:
    incident = b.an_active_incident(store)
    first, second = b.a_hand_over(store, incident), b.a_hand_over(store, incident)
    confirm(store, first)
    found = b.row_of(store, HandOver, first)
    assert (found.confirmed_at, found.confirmed_role, found.answered_on) == (BEGIN, OWN, None)
    line = b.last_line(store)
    assert (line.verb, line.subject, line.subject_id) == (Verb.CONFIRM_HAND_OVER, Subject.HAND_OVER, first)
    with b.refused(store, RuleBroken, "no-answer-day", field="answered_on"):
        confirm(store, second, OTHER)
    with b.refused(store, RuleBroken, "answered-ahead", field="answered_on"):
        confirm(store, second, OTHER, answered_on=b.in_days(store, 1))
    with b.refused(store, RuleBroken, "answered-before", field="answered_on"):
        confirm(store, second, OTHER, answered_on=b.in_days(store, -1))
    b.later(store, days=5)
    confirm(store, second, OTHER, answered_on=b.in_days(store, -2))
    told = queries.history(store, b.hat(store, OTHER), incident)[0].facts
    assert (told["forum"], told["answered_on"]) == ("lokalraad", b.in_days(store, -2).isoformat())
    assert told["action"] == found.action_id + 1
    assert [row.handed.confirmed for row in listed(store)] == [True, True]


def test_nobody_confirms_twice(store: Store) -> None:
    number = b.a_hand_over(store)
    before = b.seen(store, HandOver, number)
    confirm(store, number)
    with b.refused(store, RuleBroken, "hand-over-confirmed"):
        confirm(store, number, "lokalraad-kommune")
    with b.refused(store, Stale, role=OWN, at=BEGIN):
        confirm(store, number, seen=before)


def test_of_two_who_confirm_at_once_one_does(store: Store) -> None:
    number = b.a_hand_over(store)
    seen = b.seen(store, HandOver, number)

    def press(role: str) -> str:
        try:
            confirm(store, number, role, seen=seen, answered_on=b.in_days(store, 0))
        except Refusal as refusal:
            return refusal.code
        return "confirmed"

    before = store.revision()
    with ThreadPoolExecutor(2) as room:
        assert sorted(room.map(press, [OWN, OTHER])) == ["confirmed", "stale"]
    assert store.revision() == before + 1


def test_who_may_not_answer_is_not_let_in(store: Store) -> None:
    number = b.a_hand_over(store)
    for role in ("aab", "stabsenhed", "lokalraad-medlem-politi", "administrator"):
        with b.refused(store, NotAllowed):
            confirm(store, number, role)
        with b.refused(store, NotAllowed):
            deal(store, number, role)


@pytest.mark.parametrize("confirmed", [True, False])
def test_what_is_dealt_with_leaves_the_list_with_its_outcome(store: Store, confirmed: bool) -> None:
    number = b.a_hand_over(store)
    if confirmed:
        confirm(store, number)
    with b.refused(store, RuleBroken, "text-missing", field="outcome"):
        deal(store, number, outcome=" ")
    with b.refused(store, RuleBroken, "personal-text", field="outcome"):
        deal(store, number, outcome="Ring 20930931")
    deal(store, number)
    assert listed(store) == []
    (row,) = queries.dealt_hand_overs(store, b.hat(store, OTHER), "lokalraad")
    assert (row.id, row.outcome.body, row.dealt_at, row.late) == (number, "Lyset er sat op.", BEGIN, False)
    assert b.last_line(store).verb == Verb.DEAL_WITH_HAND_OVER
    for attempt in (deal, confirm):
        with b.refused(store, RuleBroken, "hand-over-dealt-with"):
            attempt(store, number)


def test_of_an_action_about_individuals_no_outcome_is_written(store: Store) -> None:
    action = b.an_action(store, entry="P1", party="politi")
    b.hand_over(store, action)
    number = b.hand_over_of(store, action).id
    with b.refused(store, RuleBroken, "person-related", field="outcome"):
        deal(store, number)
    deal(store, number, outcome="")
    assert b.row_of(store, HandOver, number).outcome_id is None


def test_opening_the_action_again_takes_it_back(store: Store) -> None:
    number = b.a_hand_over(store)
    action = b.row_of(store, HandOver, number).action_id
    reopen(store, action)
    assert b.row_of(store, HandOver, number).withdrawn_at == BEGIN
    line = queries.history(store, b.hat(store, OTHER), b.row_of(store, Action, action).incident_id)[0]
    assert (line.verb, line.facts["withdrawn"]) == (Verb.REOPEN_ACTION, "lokalraad")
    assert listed(store) == []
    for attempt in (deal, confirm):
        with b.refused(store, RuleBroken, "hand-over-withdrawn"):
            attempt(store, number)
    b.hand_over(store, action, forum="bestyrelse")
    assert [row.id for row in listed(store, "bestyrelse")] == [number + 1]


def test_what_the_forum_has_dealt_with_stays_dealt_with_when_the_action_is_opened_again(store: Store) -> None:
    number = b.a_hand_over(store)
    deal(store, number)
    reopen(store, b.row_of(store, HandOver, number).action_id)
    assert b.row_of(store, HandOver, number).withdrawn_at is None
    assert [row.id for row in queries.dealt_hand_overs(store, b.hat(store, OTHER), "lokalraad")] == [number]


def test_what_was_handed_over_before_is_listed_as_not_registered_until_somebody_says_who_and_when(
    store: Store,
) -> None:
    action = b.handed_over_before(store)
    (row,) = listed(store)
    assert (row.id, row.handed.registered, row.late) == (None, False, False)
    chief, seen = b.hat(store, OTHER), b.seen(store, Action, action)
    with b.refused(store, RuleBroken, "no-due-day", field="due"):
        commands.register_hand_over(store, chief, seen=seen, due=None)
    number = commands.register_hand_over(store, chief, seen=seen, due=b.in_days(store, 5))
    assert b.seen(store, Action, action) == seen, "the action did not move"
    with b.refused(store, RuleBroken, "hand-over-registered"):
        commands.register_hand_over(store, chief, seen=seen, due=b.in_days(store, 6))
    confirm(store, number)
    assert [row.handed.receiver for row in listed(store)] == [OWN]
    other = b.an_action(store)
    with b.refused(store, RuleBroken, "not-handed-over"):
        commands.register_hand_over(store, chief, seen=b.seen(store, Action, other), due=b.in_days(store, 5))


def test_what_is_late_is_marked_and_what_is_real_stands_above_an_exercise(store: Store) -> None:
    drill = b.an_active_incident(store, exercise=True)
    late = b.a_hand_over(store, drill, due=b.in_days(store, 0))
    real = b.a_hand_over(store, due=b.in_days(store, 8))
    b.later(store, hours=48)
    assert [(row.id, row.exercise, row.late) for row in listed(store)] == [(real, False, False), (late, True, True)]


def test_a_plan_closes_over_what_no_forum_confirmed_and_not_over_what_nobody_receives(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan = b.a_plan_ready_to_close(store, incident)
    b.a_hand_over(store, incident)
    old = b.handed_over_before(store, incident)
    chief = b.hat(store, OTHER)
    view = queries.plan(store, chief, plan)
    assert view is not None
    assert (view.missing, view.unregistered) == ((Missing("hand-overs"),), (old,))
    assert view.unconfirmed == ((2, "lokalraad"),)
    with b.refused(store, RuleBroken, "not-ready", missing=[Missing("hand-overs")]):
        commands.close(store, chief, seen=b.seen(store, ActionPlan, plan))
    seen = b.seen(store, Action, old)
    commands.register_hand_over(store, chief, seen=seen, due=b.in_days(store, 5))
    view = queries.plan(store, chief, plan)
    assert view is not None
    assert (view.missing, view.unconfirmed) == ((), ((2, "lokalraad"), (3, "lokalraad")))


def test_after_closing_the_forum_still_answers(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan = b.a_plan_ready_to_close(store, incident)
    number = b.a_hand_over(store, incident)
    commands.close(store, b.hat(store, OTHER), seen=b.seen(store, ActionPlan, plan))
    confirm(store, number)
    deal(store, number)
    assert listed(store) == []
