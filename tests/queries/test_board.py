"""What the board reads: the six situations, and what is never in it."""

import json
from dataclasses import asdict
from typing import Any

from components.wall import shown
from data import queries
from data.queries.board import CallsMade
from data.rules import access
from data.storage import Store
from data.storage.reading import DECIDING
from data.vocabulary import PartKind, Risk, Verb
from tests import builders as b
from tests.wall import situations
from tests.wall.situations import PLANTED


def until(store: Store, last: str) -> queries.Board:
    """The evening up to this situation."""
    for name, happen in situations.SITUATIONS.items():
        happen(store)
        b.later(store, minutes=10)
        if name == last:
            break
    return queries.board(store)


def said(store: Store) -> str:
    """Everything that would be sent to a screen."""
    return json.dumps(shown.whole(store, "http://tavle"), ensure_ascii=False)


def test_it_is_read_as_the_least_entitled_one() -> None:
    assert queries.board.__globals__["WALL"].grants & DECIDING == {Verb.READ}
    assert not access.may(queries.board.__globals__["WALL"], Verb.SEE_CONTACTS)


def test_with_nothing_active_it_counts_what_waits_and_tells_no_word_of_it(store: Store) -> None:
    b.an_incident(store, what="Røg ved stationen")
    board = queries.board(store)
    assert (board.running, board.waiting, board.closed_since) == ((), 1, None)
    assert "Røg" not in said(store)


def test_before_the_meeting_it_shows_the_meeting_and_who_was_not_reached(store: Store) -> None:
    board = until(store, "before_meeting")
    (one,) = board.running
    assert (one.in_force, one.ends_at, one.situation.body, one.risk) == (False, None, "", Risk.MEDIUM)
    assert one.meeting is not None
    assert one.meeting.started_at is None
    assert (one.calls.reached, one.calls.total) == (3, 5)
    assert counted(store) == one.calls


def counted(store: Store) -> CallsMade:
    """What the call list says."""
    viewer = b.hat(store, store.plan().coordinator.code)
    (called,) = queries.calls(store, viewer, queries.plans(store, viewer))
    return CallsMade(len(called.rows) - len(called.unresolved), len(called.rows))


def test_a_role_that_answered_once_is_reached(lite: Store) -> None:
    until(lite, "before_meeting")
    situations._call(lite, 1, "aab", situations.CallResult.REACHED)
    assert queries.board(lite).running[0].calls == counted(lite) == CallsMade(4, 5)


def test_in_force_it_shows_lanes_deadlines_and_who_was_informed(store: Store) -> None:
    (one,) = until(store, "in_force").running
    assert one.in_force
    assert (one.unowned, one.overdue) == (1, 1)
    lanes = {lane.party: (lane.proposed, lane.accepted, lane.done, lane.overdue) for lane in one.lanes}
    assert lanes == {
        "politi": (0, 1, 0, 0), "kommune": (1, 1, 0, 0), "aab": (0, 1, 0, 1), "boligselskab": (0, 0, 1, 0),
        "helhedsplan": (0, 0, 0, 0), "beredskab-4k": (1, 0, 0, 0),
    }  # fmt: skip
    assert [(due.number, due.overdue) for due in one.deadlines] == [(2, True), (6, False), (1, False)]
    assert {told.forum: told.at is not None for told in one.told} == {"bestyrelse": False, "styregruppe": True}


def test_the_risk_is_what_was_said_last_by_the_plan_or_by_an_assessment(lite: Store) -> None:
    """A risk that rises after the plan was written is on the wall, and so is one that the plan has calmed since."""
    until(lite, "in_force")
    now = queries.part(lite, b.hat(lite, "stabsenhed"), 1, PartKind.SITUATION)
    b.a_part(lite, 1, revision=now.revision, text=now.text.body, proportions=b.proportions(lite, risk=Risk.LOW))
    assert queries.board(lite).running[0].risk is Risk.LOW
    b.later(lite, minutes=1)
    b.assess(lite, 1)
    assert queries.board(lite).running[0].risk is Risk.MEDIUM


def test_it_tells_who_speaks_and_when_the_residents_were_told(store: Store) -> None:
    (one,) = until(store, "meeting").running
    assert one.communicating is not None
    assert (one.communicating.press, one.communicating.told_at) == ((), None)
    assert "IKKE UDPEGET" in said(store)
    situations.in_force(store)
    (one,) = queries.board(store).running
    assert one.communicating is not None
    assert [press.speaker for press in one.communicating.press] == ["boligselskab", "lokalraad-politi"]
    assert one.communicating.told_at == store.clock()
    assert " +1" in said(store)
    assert "IKKE UDPEGET" not in said(store)


def test_an_action_about_individuals_is_told_by_its_entry_alone(lite: Store) -> None:
    until(lite, "meeting")
    entry = next(entry for entry in lite.plan().catalogue.values() if entry.person_related)
    party = entry.party or "politi"
    b.an_action(lite, 1, entry=entry.code, party=party, what=entry.text, deadline=b.ahead(lite, minutes=5))
    (due,) = queries.board(lite).running[0].deadlines
    assert (due.entry, due.what.body) == (entry.code, "")


def test_during_a_closed_item_there_is_nothing_else_in_it(store: Store) -> None:
    board = until(store, "closed_item")
    assert board.closed_since is not None
    assert (board.running, board.waiting, board.hidden) == ((), 0, 0)
    sent: dict[str, Any] = json.loads(said(store))
    assert [set(face) for face in sent["faces"]] == [{"kind", "title", "text", "since", "length"}]


def test_two_take_turns_the_real_one_first_and_each_names_the_other(store: Store) -> None:
    board = until(store, "two")
    assert [one.exercise for one in board.running] == [False, True]
    assert board.waiting == 1
    real, exercise = json.loads(said(store))["faces"]
    assert exercise["title"] == "ØVELSE 1"
    assert "ØVELSE 1" in real["strip"]
    assert "REEL: Hændelse 1" in exercise["strip"]


def test_no_name_no_number_and_no_word_of_a_report_is_ever_in_it(store: Store) -> None:
    plan = store.plan()
    secrets = [PLANTED, *(c.name for c in plan.contacts), *(c.phone_as_written for c in plan.contacts)]
    secrets += [c.email for c in plan.contacts] + [s.signatory for s in plan.signatures]
    for happen in situations.SITUATIONS.values():
        happen(store)
        sent = said(store)
        assert not [secret for secret in secrets if secret in sent]
        assert not [secret for secret in secrets if secret in str(asdict(queries.board(store)))]
        b.later(store, minutes=10)


def test_it_is_frozen_and_as_old_as_it_says(lite: Store) -> None:
    board = until(lite, "in_force")
    assert board.revision == lite.revision()
    assert board == queries.board(lite)
    assert hash(board) == hash(queries.board(lite))


def test_a_review_is_on_the_boards_while_nothing_runs_and_for_a_meeting_s_length(store: Store) -> None:
    until(store, "two")
    situations.looking_back(store)
    board = queries.board(store)
    assert board.review is not None
    assert (board.review.id, queries.reviewed(store), board.running) == (1, 1, ())
    (face,) = json.loads(said(store))["faces"]
    assert (face["kind"], face["exercise"], len(face["spans"]["rows"])) == ("review", False, 5)
    assert PLANTED not in said(store)
    b.later(store, minutes=4 * 60)
    assert queries.board(store).review is None


def test_what_runs_comes_before_a_review(store: Store) -> None:
    until(store, "two")
    situations.looking_back(store)
    b.an_active_incident(store)
    board = queries.board(store)
    assert (board.review, len(board.running), board.held) == (None, 1, False)
