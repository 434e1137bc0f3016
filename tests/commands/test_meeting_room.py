"""What is done at a meeting: steps, decisions, questions, its end and its minutes. Source: R20, R23, 1.3, 6.2, 6.3."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from data import commands, queries
from data.entities import Action, ActionPlan, AgendaStep, Decision, Meeting, Question
from data.errors import NotAllowed, RuleBroken, Stale
from data.plan import StandingPlan
from data.rules.access import Viewer
from data.storage import Store, verify
from data.vocabulary import ActionStatus, DecisionKind, Mandate, SeatKind, Verb
from tests import builders as b

CHAIR, RECORDER = "projektchef", "stabsenhed"


def steps(store: Store, meeting: int) -> list[tuple[int, bool]]:
    """(item, whether it still runs) of every step."""
    with store.whole() as session:
        found = session.scalars(select(AgendaStep).where(AgendaStep.meeting_id == meeting).order_by(AgendaStep.id))
        return [(step.item, step.ended_at is None) for step in found]


def count(store: Store, kind: Any) -> int:
    with store.whole() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def test_the_first_item_runs_when_the_meeting_opens(store: Store) -> None:
    meeting = b.a_running_meeting(store)
    assert b.row_of(store, Meeting, meeting).item == 0
    assert steps(store, meeting) == [(0, True)]


def test_any_item_can_be_gone_to_and_one_runs_at_a_time(store: Store) -> None:
    meeting = b.a_running_meeting(store)
    for item in (1, 4, 1):
        b.later(store, minutes=2)
        b.go_to(store, meeting, item)
    assert steps(store, meeting) == [(0, False), (1, False), (4, False), (1, True)]
    assert b.row_of(store, Meeting, meeting).item == 1
    assert b.last_line(store).verb == Verb.NEXT_ITEM


def test_two_who_press_next_at_once_move_it_once(store: Store) -> None:
    meeting = b.a_running_meeting(store)
    shown = b.seen(store, Meeting, meeting)
    commands.next_item(store, b.hat(store, CHAIR), seen=shown, item=1)
    with b.refused(store, Stale):
        commands.next_item(store, b.hat(store, RECORDER), seen=shown, item=1)
    assert b.row_of(store, Meeting, meeting).item == 1


def test_the_closed_item_and_what_is_not_on_the_agenda_are_no_steps(store: Store, plan: StandingPlan) -> None:
    meeting = b.a_running_meeting(store)
    closed = next(number for number, item in enumerate(plan.agenda) if item.closed)
    for item in (closed, len(plan.agenda), -1):
        with b.refused(store, RuleBroken, "no-such-item", field="item"):
            b.go_to(store, meeting, item)
    called = b.a_called_meeting(store)
    with b.refused(store, RuleBroken, "meeting-not-running"):
        b.go_to(store, called, 0)


def test_a_decision_says_who_took_it_and_when(store: Store) -> None:
    meeting = b.a_running_meeting(store)
    b.a_seat(store, meeting)
    made = b.row_of(store, Decision, b.a_decision(store, meeting))
    assert (made.takers, made.item, made.role, made.at) == (["aab"], 1, RECORDER, store.clock())
    assert b.last_line(store).verb == Verb.DECIDE


def test_nobody_decides_who_is_not_there(store: Store) -> None:
    meeting = b.a_running_meeting(store)
    seat = b.a_seat(store, meeting)
    for takers, code in (((), "no-takers"), (("aab", "politi"), "party-not-present"), (("ukendt",), "unknown-party")):
        with b.refused(store, RuleBroken, code, field="takers"):
            b.a_decision(store, meeting, takers=takers)
    with b.refused(store, RuleBroken, "personal-text", field="text"):
        b.a_decision(store, meeting, text="Ring 20 93 09 31")
    commands.leave_seat(store, b.hat(store, RECORDER), seat=seat)
    with b.refused(store, RuleBroken, "party-not-present"):
        b.a_decision(store, meeting)


def test_a_decision_becomes_an_action_in_one_go(store: Store) -> None:
    incident = b.an_active_incident(store)
    meeting = b.a_running_meeting(store, incident)
    b.a_seat(store, meeting)
    deadline = b.ahead(store, hours=12)
    action = commands.decide_action(
        store, b.hat(store, RECORDER), "k", meeting=meeting, incident=incident, takers=("aab",),
        described=b.described(entry=None, what="Lys på stien", deadline=deadline),
    )  # fmt: skip
    made = b.row_of(store, Action, action)
    assert (made.party, made.deadline, made.status) == ("aab", deadline, ActionStatus.PROPOSED)
    with store.whole() as session:
        decision = session.scalars(select(Decision)).one()
        assert (decision.action_id, decision.text_id) == (action, made.what_id)
        assert verify(session).whole


def test_neither_of_both_is_there_when_one_is_refused(store: Store) -> None:
    incident, other = b.an_active_incident(store), b.an_active_incident(store)
    meeting = b.a_running_meeting(store, incident)
    b.a_seat(store, meeting)
    given: dict[str, Any] = {"meeting": meeting, "incident": incident, "takers": ("aab",), "described": b.described()}
    for wrong, code in (
        ({"takers": ("politi",)}, "party-not-present"),
        ({"incident": other}, "choose-incident"),
        ({"described": b.described(party="ingen")}, "unknown-code"),
        ({"described": b.described(entry=None, what=" ")}, "text-missing"),
    ):
        with b.refused(store, RuleBroken, code):
            commands.decide_action(store, b.hat(store, RECORDER), **(given | wrong))
    assert (count(store, Action), count(store, Decision)) == (0, 0)


def test_nothing_is_written_while_the_closed_item_runs(store: Store) -> None:
    """6.2: not by anybody, in any way the meeting has."""
    incident = b.an_active_incident(store)
    meeting, plan = b.a_running_meeting(store, incident), b.plan_of(store, incident)
    b.a_seat(store, meeting)
    asked = b.a_question(store, plan)
    b.a_closed_item(store, meeting)
    police = Viewer(None, "lokalraad-politi", "politi", frozenset(Verb), covered_115=True)
    question = b.seen(store, Question, asked)
    given = {"meeting": meeting, "takers": ("aab",)}
    for attempt in (
        lambda: commands.decide(store, police, kind=DecisionKind.OTHER, text="X", **given),
        lambda: commands.decide_action(store, police, incident=incident, described=b.described(), **given),
        lambda: commands.ask_party(store, police, plan=plan, asked="aab", text="X"),
        lambda: commands.answer_party(store, police, seen=question, text="X"),
        lambda: commands.note_answer(store, police, seen=question, text="X"),
        lambda: b.go_to(store, meeting, 3),
        lambda: commands.end_meeting(store, police, seen=b.seen(store, Meeting, meeting), read_back=True),
    ):
        with b.refused(store, RuleBroken, "closed-item-running"):
            attempt()


def test_a_question_runs_until_the_party_answers(store: Store) -> None:
    incident = b.an_active_incident(store)
    meeting, plan = b.a_running_meeting(store, incident), b.plan_of(store, incident)
    asked = b.a_question(store, plan)
    assert b.row_of(store, Question, asked).meeting_id == meeting
    b.later(store, minutes=12)
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.answer_party(store, b.hat(store, "aab"), seen=b.seen(store, Question, asked), text="Det ved vi.")
    shown = b.seen(store, Question, asked)
    commands.answer_party(store, b.hat(store, "lokalraad-politi"), seen=shown, text="Til kl. 02.")
    found = b.row_of(store, Question, asked)
    assert (found.answered_at - found.at, found.answered_role) == (timedelta(minutes=12), "lokalraad-politi")
    with b.refused(store, Stale):
        commands.note_answer(store, b.hat(store, RECORDER), seen=shown, text="Til kl. 03.")
    with b.refused(store, RuleBroken, "already-answered"):
        commands.note_answer(store, b.hat(store, RECORDER), seen=b.seen(store, Question, asked), text="Til kl. 03.")


def test_who_keeps_the_decisions_notes_an_answer_that_was_given_aloud(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan = b.plan_of(store, incident)
    asked = b.a_question(store, plan)
    assert b.row_of(store, Question, asked).meeting_id is None
    with b.refused(store, RuleBroken, "meeting-not-running"):
        commands.note_answer(store, b.hat(store, RECORDER), seen=b.seen(store, Question, asked), text="Til kl. 02.")
    b.a_running_meeting(store, incident)
    commands.note_answer(store, b.hat(store, RECORDER), seen=b.seen(store, Question, asked), text="Til kl. 02.")
    assert b.row_of(store, Question, asked).answered_role == RECORDER


def test_nobody_is_asked_who_is_no_party_and_nothing_about_a_closed_plan(store: Store) -> None:
    plan = b.plan_of(store, b.an_active_incident(store))
    for asked in (None, "ukendt"):
        with b.refused(store, RuleBroken, "unknown-party", field="asked"):
            b.a_question(store, plan, asked=asked)
    closed = b.a_closed_plan(store)
    with b.refused(store, RuleBroken, "closed"):
        b.a_question(store, closed)


def test_a_meeting_ends_only_after_its_summary_was_read_back(store: Store) -> None:
    """6.3: every action that nobody owns is confirmed, one by one."""
    incident = b.an_active_incident(store)
    unowned = b.an_action(store, incident, entry=None, party=None)
    meeting = b.a_running_meeting(store, incident)

    def end(**other: Any) -> int:
        given = {"read_back": True, "confirmed_unowned": frozenset({unowned})}
        return commands.end_meeting(store, b.hat(store, CHAIR), seen=b.seen(store, Meeting, meeting), **(given | other))

    with b.refused(store, RuleBroken, "summary-not-opened"):
        end()
    b.go_to(store, meeting, 8)
    with b.refused(store, RuleBroken, "unowned-actions", field="confirmed", actions=[unowned]):
        end(confirmed_unowned=frozenset())
    with b.refused(store, RuleBroken, "not-read-back", field="read_back"):
        end(read_back=False)
    end()
    found = b.row_of(store, Meeting, meeting)
    assert (found.ended_at, found.item) == (store.clock(), None)
    assert steps(store, meeting)[-1] == (8, False)
    with b.refused(store, RuleBroken, "meeting-not-running"):
        b.a_decision(store, meeting)


def test_the_next_meeting_follows_up(store: Store) -> None:
    incident = b.an_active_incident(store)
    b.an_ended_meeting(store, incident)
    again = b.a_running_meeting(store, incident)
    found = b.row_of(store, Meeting, again)
    assert (found.number, found.follow_up) == (2, True)
    with b.refused(store, RuleBroken, "no-such-item"):
        b.go_to(store, again, 8)


def test_minutes_are_approved_by_their_chair_or_who_holds_the_verb(store: Store) -> None:
    meeting = b.an_ended_meeting(store, chair=RECORDER)
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.APPROVE_MINUTES):
        commands.approve_minutes(store, b.hat(store, "aab"), seen=b.seen(store, Meeting, meeting))
    commands.approve_minutes(store, b.hat(store, RECORDER), seen=b.seen(store, Meeting, meeting))
    found = b.row_of(store, Meeting, meeting)
    assert (found.approved_at, found.approved_role) == (store.clock(), RECORDER)
    with b.refused(store, RuleBroken, "already-approved"):
        commands.approve_minutes(store, b.hat(store, CHAIR), seen=b.seen(store, Meeting, meeting))
    running = b.a_running_meeting(store)
    with b.refused(store, RuleBroken, "meeting-not-ended"):
        commands.approve_minutes(store, b.hat(store, CHAIR), seen=b.seen(store, Meeting, running))


def test_a_chair_without_the_right_to_lead_approves_nothing(store: Store) -> None:
    meeting = b.an_ended_meeting(store, chair="aab")
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.approve_minutes(store, b.hat(store, "aab"), seen=b.seen(store, Meeting, meeting))


def test_a_correction_is_a_new_entry_and_is_approved_anew(store: Store) -> None:
    meeting = b.an_ended_meeting(store)
    wrong = queries.meeting(store, b.hat(store, CHAIR), meeting)
    assert wrong is not None
    first = wrong.decisions[0].id
    before = b.row_of(store, Decision, first)
    commands.approve_minutes(store, b.hat(store, CHAIR), seen=b.seen(store, Meeting, meeting))
    b.later(store, minutes=5)
    made = commands.correct_minutes(
        store, b.hat(store, RECORDER), meeting=meeting, corrects=first, text="Kun til kl. 02."
    )
    found, old = b.row_of(store, Decision, made), b.row_of(store, Decision, first)
    assert (found.corrects_id, found.takers, found.kind, found.item) == (first, old.takers, old.kind, old.item)
    assert (old.text_id, old.at) == (before.text_id, before.at)
    with b.refused(store, RuleBroken, "already-corrected"):
        commands.correct_minutes(store, b.hat(store, RECORDER), meeting=meeting, corrects=first, text="Nej.")
    b.later(store, minutes=1)
    commands.approve_minutes(store, b.hat(store, CHAIR), seen=b.seen(store, Meeting, meeting))
    assert b.row_of(store, Meeting, meeting).approved_at == store.clock()


def test_what_was_forgotten_is_added_and_nothing_is_corrected_before_the_end(store: Store) -> None:
    meeting, running = b.an_ended_meeting(store), b.a_running_meeting(store)
    b.a_seat(store, running)
    other = b.a_decision(store, running)
    made = commands.correct_minutes(store, b.hat(store, RECORDER), meeting=meeting, text="Skolen får besked.")
    assert b.row_of(store, Decision, made).corrects_id is None
    with b.refused(store, RuleBroken, "meeting-not-ended"):
        commands.correct_minutes(store, b.hat(store, RECORDER), meeting=running, corrects=other, text="Nej.")
    with b.refused(store, RuleBroken, "not-of-this-meeting"):
        commands.correct_minutes(store, b.hat(store, RECORDER), meeting=meeting, corrects=other, text="Nej.")


def test_who_sits_with_which_mandate_is_kept_when_somebody_relieves_them(store: Store) -> None:
    meeting = b.a_running_meeting(store)
    b.a_seat(store, meeting, kind=SeatKind.STAND_IN, mandate=Mandate.UNKNOWN)
    b.later(store, minutes=3)
    b.a_seat(store, meeting)
    view = queries.meeting(store, b.hat(store, "aab"), meeting)
    assert view is not None
    assert [(seat.mandate, seat.left_at is None) for seat in view.seats] == [
        (Mandate.UNKNOWN, False), (Mandate.FULL, True),
    ]  # fmt: skip


def test_a_closed_plan_keeps_its_minutes(store: Store) -> None:
    incident = b.an_active_incident(store)
    meeting = b.an_ended_meeting(store, incident)
    plan = b.a_plan_ready_to_close(store, incident)
    commands.close(store, b.hat(store, CHAIR), seen=b.seen(store, ActionPlan, plan))
    commands.approve_minutes(store, b.hat(store, CHAIR), seen=b.seen(store, Meeting, meeting))
    assert b.row_of(store, Meeting, meeting).approved_role == CHAIR
