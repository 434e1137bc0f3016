"""The review as it is read: from both databases, by those who may, nothing about individuals (5.4, R22, R56)."""

from datetime import timedelta

import pytest

from data import commands, queries
from data.entities import ActionPlan, Incident, Lesson
from data.queries import Review
from data.rules.fold import Point
from data.rules.review import Open
from data.storage import Store
from data.vocabulary import IncidentState, LessonPlace, LessonState, MessageState, Subject, Verb
from tests import builders as b
from tests.conftest import BEGIN
from tests.reviewed import an_evening


def read(store: Store, incident: int, role: str = "aab") -> Review:
    found = queries.review(store, b.hat(store, role), incident)
    assert found is not None
    return found


def minutes(review: Review, point: Point) -> float | None:
    at = review.folded.at(point)
    return None if at is None else (at - BEGIN) / timedelta(minutes=1)


def test_an_evening_is_read_back_with_every_moment_it_had(store: Store) -> None:
    found = read(store, an_evening(store))
    assert {point: round(at) for point in Point if (at := minutes(found, point)) is not None} == {
        Point.HAPPENED: 0, Point.REPORTED: 6, Point.READ: 12, Point.ASSESSED: 12, Point.ACTIVATED: 15,
        Point.CALLED: 17, Point.MEETING: 49, Point.AGREED: 89, Point.IN_FORCE: 89, Point.TOLD: 99, Point.BEGUN: 119,
        Point.DONE: 179, Point.CLOSED: 1179,
    }  # fmt: skip
    assert Point.REVIEWED not in found.folded.moments
    assert found.to_residents
    assert found.folded.notices["styregruppe"].final
    assert (found.zone, found.exercise, found.others) == (b.a_place(store).zone, False, ())


def test_what_became_of_each_partys_actions_says_nothing_of_those_about_individuals(store: Store) -> None:
    found = read(store, an_evening(store))
    rows = {row.party: row for row in found.counted}
    assert (rows["aab"].done, rows["aab"].late, rows["aab"].proposed) == (3, 1, 3)
    assert (rows["politi"].proposed, rows["politi"].cancelled, rows["politi"].done, rows["politi"].individuals) == (
        1, 1, 0, 1,
    )  # fmt: skip
    assert (rows["kommune"].handed_over, rows["boligselskab"].given_back) == (1, 1)
    [secret] = [one for one in found.actions if one.individuals]
    assert secret.what.body == store.plan().catalogue["P1"].text


def test_messages_seats_and_closed_items_are_those_of_the_evening(store: Store) -> None:
    found = read(store, an_evening(store))
    assert [(one.told.state, [who.code for who in one.audiences]) for one in found.messages] == [
        (MessageState.SENT, ["beboere"]), (MessageState.DRAFT, ["omverdenen"]),
    ]  # fmt: skip
    assert "Der var brand i tre containere." in [said.body for said in found.messages[0].answers]
    seats = {one.party: one for one in found.parties}
    assert not seats["boligselskab"].seats
    assert seats["aab"].stand_in_alone
    assert [one.closed for one in found.folded.meetings] == [(timedelta(minutes=15),)]
    assert [one.party for one in found.impressions] == ["aab", "politi"]


def test_what_is_left_open_is_asked(store: Store) -> None:
    found = read(store, an_evening(store))
    asked = {one.kind: (one.actions, one.codes) for one in found.to_decide}
    assert asked == {
        Open.HANDED_OVER: ((6,), ("lokalraad",)), Open.LATE: ((2,), ()), Open.PUT_OFF: ((4,), ()),
        Open.NOT_REPRESENTED: ((), ("boligselskab",)),
        Open.NO_IMPRESSION: ((), ("kommune", "boligselskab", "helhedsplan")), Open.NOT_TREATED: ((), ()),
        Open.NOT_EVALUATED: ((), ()),
    }  # fmt: skip


def test_a_message_says_what_stands_in_it_now_and_not_what_was_taken_out(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan = b.plan_of(store, incident)
    message = b.a_message(store, plan)
    row = queries.message(store, b.hat(store, "aab"), message)
    assert row is not None
    commands.write_message(
        store, b.hat(store, "stabsenhed"), plan=plan, wording=b.wording(happened="", advice="Bliv hjemme."),
        seen=b.Seen(message, row.version),
    )  # fmt: skip
    commands.call_off(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, incident), reason="Falsk alarm.")
    [told] = read(store, incident).messages
    assert [said.body for said in told.answers if said.id] == ["Bliv hjemme."]


def test_a_removed_text_is_gone_from_the_review(store: Store) -> None:
    incident = an_evening(store)
    text = read(store, incident).impressions[0].good.id
    commands.redact(store, b.administrator(store), text=text)
    assert read(store, incident).impressions[0].good.body is None


@pytest.mark.parametrize("role", ["projektchef", "lokalraad-politi", "aab", "styregruppe"])
def test_whoever_reads_incidents_reads_reviews(store: Store, role: str) -> None:
    incident = an_evening(store)
    if not store.plan().roles[role].may(Verb.READ):
        pytest.fail("the plan file lets this role read")
    assert read(store, incident, role).number == 1
    assert [row.id for row in queries.reviewable(store, b.hat(store, role))] == [incident]


def test_guests_and_those_who_read_nothing_see_no_review(store: Store) -> None:
    running = b.an_active_incident(store)
    _, guest = b.a_guest(store, running)
    commands.call_off(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, running), reason="Falsk alarm.")
    for viewer in (guest, b.administrator(store), b.without(b.hat(store, "aab"), Verb.READ)):
        assert queries.review(store, viewer, running) is None
        assert queries.reviewable(store, viewer) == []
        assert not queries.may_review(viewer)
    assert queries.review(store, b.hat(store, "aab"), running) is not None


def test_only_what_was_activated_and_has_ended_is_reviewed_the_last_one_first(store: Store) -> None:
    by = b.hat(store, "lokalraad-kommune")
    first, second = an_evening(store), b.an_active_incident(store)
    b.an_incident(store)
    rejected = b.an_incident(store)
    commands.reject(store, by, seen=b.seen(store, Incident, rejected), non_acute=False, reason="Dobbelt melding.")
    assert [row.id for row in queries.reviewable(store, by)] == [first]
    assert queries.review(store, by, second) is None
    assert queries.review(store, by, rejected) is None
    assert queries.review(store, by, 99) is None
    b.later(store, minutes=1)
    commands.call_off(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, second), reason="Falsk alarm.")
    assert [row.id for row in queries.reviewable(store, by)] == [second, first]
    assert read(store, second).folded.state is IncidentState.CALLED_OFF


def test_what_is_taken_up_again_is_reviewed_no_longer(store: Store) -> None:
    incident = an_evening(store)
    plan = b.plan_of(store, incident)
    commands.reopen(
        store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan), ends_at=b.ahead(store), reason="Igen."
    )
    assert queries.review(store, b.hat(store, "aab"), incident) is None


def test_an_incident_that_shares_a_plan_names_the_others(store: Store) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store)
    plan, chief = b.plan_of(store, first), b.hat(store, "projektchef")
    commands.cover_incident(store, chief, seen=b.seen(store, ActionPlan, plan), incident=second)
    b.an_action(store, second)
    for incident in (first, second):
        commands.call_off(store, chief, seen=b.seen(store, Incident, incident), reason="Falsk alarm.")
    assert (read(store, first).others, read(store, second).others) == ((2,), (1,))
    assert [one.told.number for one in read(store, first).actions] == [1]


def test_open_lessons_of_earlier_incidents_come_back_and_those_that_are_late_are_asked_about(store: Store) -> None:
    """Real ones under what is real: rows as the commands of lessons leave them."""
    first = an_evening(store)
    for owner, days, state in (("aab", 40, "open"), ("projektchef", -3, "open"), ("aab", -3, "done")):
        with store.changing(b.hat(store, "projektchef")) as change:
            about = change.get(Incident, first)
            day = (store.clock() + timedelta(days=days)).date()
            lesson = change.add(
                Lesson(
                    incident_id=first, sentence_id=change.text("sentence", "Ring to gange."), owner=owner, due=day,
                    place=LessonPlace.PRACTICE, state=LessonState(state), at=change.now, person_id=None,
                    role="projektchef", party="helhedsplan",
                )
            )  # fmt: skip
            change.log(
                Verb.ADD_LESSON, Subject.LESSON, lesson.id, incident=about, owner=owner, due=day.isoformat(),
                place=LessonPlace.PRACTICE,
            )  # fmt: skip
    second = an_evening(store)
    assert read(store, first).earlier == ()
    assert [one.sentence.body for one in read(store, first).lessons] == ["Ring to gange."] * 3
    found = read(store, second)
    assert [(one.incident, one.owner, one.late) for one in found.earlier] == [
        (1, "projektchef", True),
        (1, "aab", False),
    ]
    assert (Open.LESSON_LATE, ("projektchef",)) in {(one.kind, one.codes) for one in found.to_decide}
    assert read(store, an_evening(store, exercise=True)).earlier == ()
