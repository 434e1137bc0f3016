"""What the page of a meeting and its minutes read: narrowed to the reader, and as it was when the meeting ended."""

from data import commands, queries
from data.entities import Action, ActionPlan, Question
from data.storage import Store
from data.vocabulary import ActionStatus, DecisionKind, Verb
from tests import builders as b

CHAIR, RECORDER = "projektchef", "stabsenhed"


def verbs(lines: list[queries.LineRow]) -> list[Verb]:
    return [line.verb for line in lines]


def test_a_meeting_is_read_by_those_who_may_read_its_plan_and_by_nobody_else(store: Store) -> None:
    incident = b.an_active_incident(store)
    meeting, plan = b.a_running_meeting(store, incident), b.plan_of(store, incident)
    for role in ("aab", "styregruppe", CHAIR):
        reader = b.hat(store, role)
        assert [row.id for row in queries.meetings(store, reader, plan=plan)] == [meeting]
        assert [row.id for row in queries.running_meetings(store, reader)] == [meeting]
        assert queries.meeting(store, reader, meeting) is not None
    stranger = b.hat(store, "administrator")
    assert queries.meetings(store, stranger, plan=plan) == queries.running_meetings(store, stranger) == []
    assert queries.meeting(store, stranger, meeting) is None
    assert queries.decided(store, stranger, meeting=meeting) == queries.agreed(store, stranger, meeting=meeting) == []


def test_the_running_item_is_the_last_one_that_has_not_ended(store: Store) -> None:
    meeting = b.a_running_meeting(store)
    b.later(store, minutes=2)
    b.go_to(store, meeting, 3)
    view = queries.meeting(store, b.hat(store, "aab"), meeting)
    assert view is not None
    assert view.step is not None
    assert (view.step.item, view.step.started_at) == (3, store.clock())
    assert [step.item for step in view.steps] == [0, 3]


def test_decisions_by_a_click_are_read_from_the_log_since_the_meeting_before(store: Store) -> None:
    incident = b.an_active_incident(store)
    first = b.a_running_meeting(store, incident)
    b.a_seat(store, first)
    b.an_accepted_action(store, incident)
    b.agree(store, b.plan_of(store, incident))
    b.end_meeting(store, first)
    b.an_accepted_action(store, incident)
    second = b.a_running_meeting(store, incident)
    reader = b.hat(store, "aab")
    assert verbs(queries.decided(store, reader, meeting=first)) == [
        Verb.ASSESS, Verb.ACTIVATE, Verb.ACCEPT_ACTION, Verb.PUT_IN_FORCE,
    ]  # fmt: skip
    assert verbs(queries.decided(store, reader, meeting=second)) == [Verb.ACCEPT_ACTION]
    changed = verbs(queries.changes(store, reader, meeting=second))
    assert changed[:2] == [Verb.PROPOSE_ACTION, Verb.ACCEPT_ACTION]
    assert Verb.END_MEETING not in changed


def test_minutes_hold_the_actions_as_they_stood_at_the_end(store: Store) -> None:
    incident = b.an_active_incident(store)
    kept = b.an_accepted_action(store, incident)
    given_up = b.an_action(store, incident, entry=None, what="Lys på stien", party="boligselskab")
    meeting = b.a_running_meeting(store, incident)
    b.end_meeting(store, meeting)
    reader = b.hat(store, "aab")
    before = queries.agreed(store, reader, meeting=meeting)
    assert [(row.id, row.party, row.status) for row in before] == [
        (kept, "aab", ActionStatus.ACCEPTED), (given_up, "boligselskab", ActionStatus.PROPOSED),
    ]  # fmt: skip
    b.tell(store, kept, ActionStatus.DONE)
    commands.describe_action(
        store, b.hat(store, CHAIR), seen=b.seen(store, Action, given_up),
        described=b.described(entry=None, what="Noget helt andet", party="politi"),
    )  # fmt: skip
    b.an_action(store, incident)
    assert queries.agreed(store, reader, meeting=meeting) == before
    assert before[1].what.body == "Lys på stien"


def test_what_was_decided_and_became_no_action_comes_back_at_the_next_meeting(store: Store) -> None:
    incident = b.an_active_incident(store)
    first = b.a_running_meeting(store, incident)
    b.a_seat(store, first)
    lost = b.a_decision(store, first)
    b.a_decision(store, first, kind=DecisionKind.SPOKESPERSON, text="Politiet udtaler sig.")
    commands.decide_action(
        store, b.hat(store, RECORDER), meeting=first, incident=incident, described=b.described(), takers=("aab",)
    )
    asked = b.a_question(store, b.plan_of(store, incident))
    b.end_meeting(store, first)
    ended_at = store.clock()
    b.later(store, hours=20)
    second = b.a_running_meeting(store, incident)
    view = queries.meeting(store, b.hat(store, "aab"), second)
    assert view is not None
    assert [row.id for row in view.undone] == [lost]
    assert [row.id for row in view.questions] == [asked]
    assert view.since == ended_at
    commands.correct_minutes(store, b.hat(store, RECORDER), meeting=first, corrects=lost, text="Kun i nat.")
    again = queries.meeting(store, b.hat(store, "aab"), second)
    assert again is not None
    assert [row.text.body for row in again.undone] == ["Kun i nat."]


def test_an_answered_question_of_an_earlier_meeting_is_past(store: Store) -> None:
    incident = b.an_active_incident(store)
    first = b.a_running_meeting(store, incident)
    asked = b.a_question(store, b.plan_of(store, incident))
    b.end_meeting(store, first)
    commands.answer_party(
        store, b.hat(store, "lokalraad-politi"), seen=b.seen(store, Question, asked), text="Til kl. 02."
    )
    second = b.a_running_meeting(store, incident)
    for meeting, found in ((first, [asked]), (second, [])):
        view = queries.meeting(store, b.hat(store, "aab"), meeting)
        assert view is not None
        assert [row.id for row in view.questions] == found


def test_what_is_asked_outside_a_meeting_is_read_at_once_and_stands_in_the_minutes_where_it_was_answered(
    store: Store,
) -> None:
    incident = b.an_active_incident(store)
    plan = b.plan_of(store, incident)
    police, aab = b.hat(store, "lokalraad-politi"), b.hat(store, "aab")
    asked, never = b.a_question(store, plan), b.a_question(store, plan)
    assert [row.id for row in queries.open_questions(store, police)] == [asked, never]
    first = b.a_running_meeting(store, incident)
    b.later(store, minutes=5)
    commands.answer_party(store, police, seen=b.seen(store, Question, asked), text="Til kl. 02.")
    b.later(store, minutes=5)
    b.end_meeting(store, first)
    second = b.a_running_meeting(store, incident)
    for meeting, found in ((first, [asked, never]), (second, [never])):
        view = queries.meeting(store, aab, meeting)
        assert view is not None
        assert [row.id for row in view.questions] == found
    assert [row.id for row in queries.questions(store, aab, plan=plan)] == [asked, never]
    assert [row.id for row in queries.open_questions(store, aab)] == [never]
    assert queries.questions(store, b.without(aab, Verb.READ, Verb.READ_REPORTS, Verb.REPORT), plan=plan) == []


def test_a_closed_plan_waits_for_no_answer(store: Store) -> None:
    incident = b.an_active_incident(store)
    b.a_question(store, b.plan_of(store, incident))
    plan = b.a_plan_ready_to_close(store, incident)
    by = b.hat(store, "projektchef")
    assert queries.open_questions(store, by)
    commands.close(store, by, seen=b.seen(store, ActionPlan, plan))
    assert queries.open_questions(store, by) == []
