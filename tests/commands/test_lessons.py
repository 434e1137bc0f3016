"""An ended incident is evaluated by several in turn, and its lessons are followed up until they are done (3.8)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import ActionPlan, Evaluation, ForumMeeting, Incident, Lesson, LessonFollowUp, LogLine
from data.errors import NotAllowed, RuleBroken, Stale
from data.queries import EvaluationView, LessonRow
from data.storage import Store
from data.storage.log import verify
from data.vocabulary import LessonPlace, LessonState, Response, Verb
from tests import builders as b
from tests.conftest import BEGIN

CHIEF, AAB, POLICE = "projektchef", "aab", "lokalraad-politi"
DUE = BEGIN.date() + timedelta(days=30)
OPEN, DONE, DROPPED = LessonState.OPEN, LessonState.DONE, LessonState.DROPPED


@pytest.fixture
def ended(store: Store) -> int:
    """An incident that was activated for information, and closed."""
    incident = b.an_active_incident(store, response=Response.INFORM)
    b.inform_all(store, incident, final=False)
    commands.close_informed(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Alle ved det.")
    return incident


def view(store: Store, incident: int, role: str = POLICE) -> EvaluationView:
    found = queries.evaluation(store, b.hat(store, role), incident)
    assert found is not None
    return found


def write(store: Store, incident: int, role: str = CHIEF, **answers: str) -> int:
    """Whoever opens the form now and saves it."""
    now = view(store, incident)
    about: dict[str, Any] = {"seen": b.seen(store, Evaluation, now.id)} if now.id else {"incident": incident}
    stood = {question: said.body or "" for question, said in now.answers.items()}
    return commands.evaluate(store, b.hat(store, role), **about, **(stood | answers))


def a_lesson(store: Store, incident: int, role: str = AAB, **other: Any) -> int:
    given = {
        "sentence": "Lygter til alle opgange.",
        "owner": AAB,
        "due": DUE,
        "place": LessonPlace.CATALOGUE,
    }
    return commands.add_lesson(store, b.hat(store, role), incident=incident, **(given | other))


def follow(store: Store, lesson: int, state: LessonState, note: str = "", **other: Any) -> int:
    by = b.hat(store, POLICE)
    return commands.follow_up_lesson(store, by, seen=b.seen(store, Lesson, lesson), state=state, note=note, **other)


def row(store: Store, lesson: int) -> LessonRow:
    found = queries.lesson(store, b.hat(store, CHIEF), lesson)
    assert found is not None
    return found


def a_forum_meeting(store: Store, days: int, *, cancelled: bool = False) -> int:
    """A meeting of the council, so many days from now; its commands belong to another room."""
    with store.whole() as session, session.begin():
        made = ForumMeeting(
            forum="lokalraad", day=store.clock().date() + timedelta(days=days), at=store.clock(), person_id=None,
            role=CHIEF, party=None, cancelled_at=store.clock() if cancelled else None,
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def test_several_write_in_turn_and_what_stands_keeps_its_text(store: Store, ended: int) -> None:
    first = write(store, ended, goal="Ro i området.", worked="Vi var samlet på en time.")
    kept = view(store, ended).answers["goal"].id
    assert write(store, ended, AAB, worse="Vi manglede lygter.") == first
    now = view(store, ended)
    assert {question: said.body for question, said in now.answers.items()} == {
        "goal": "Ro i området.", "worked": "Vi var samlet på en time.", "worse": "Vi manglede lygter.",
    }  # fmt: skip
    assert now.answers["goal"].id == kept
    assert now.writers == (CHIEF, AAB)
    assert now.version == 2
    lines = [one for one in queries.history(store, b.hat(store, CHIEF), ended) if one.verb is Verb.EVALUATE]
    assert [sorted(line.texts) for line in lines] == [["worse"], ["goal", "worked"]]
    with store.whole() as session:
        assert verify(session).whole


def test_a_late_save_and_a_second_beginning_overwrite_nothing(store: Store, ended: int) -> None:
    write(store, ended, goal="Ro i området.")
    before = b.seen(store, Evaluation, 1)
    write(store, ended, AAB, worse="Lygter.")
    with b.refused(store, Stale, role=AAB):
        commands.evaluate(store, b.hat(store, CHIEF), seen=before, goal="Noget andet.")
    with b.refused(store, Stale, role=AAB):
        commands.evaluate(store, b.hat(store, POLICE), incident=ended, why="Regn.")


def test_an_answer_can_be_taken_out_and_the_line_says_which(store: Store, ended: int) -> None:
    write(store, ended, goal="Ro.", why="Regn.")
    write(store, ended, why="")
    assert set(view(store, ended).answers) == {"goal"}
    newest = queries.history(store, b.hat(store, CHIEF), ended)[0]
    assert newest.facts["emptied"] == ["why"]
    with b.refused(store, RuleBroken, "nothing-answered"):
        write(store, ended, goal="")
    with b.refused(store, RuleBroken, "nothing-changed"):
        write(store, ended, goal=" Ro. ")


def test_a_text_that_was_removed_stays_removed_when_others_write_on(store: Store, ended: int) -> None:
    write(store, ended, goal="Ro.", worked="Tempo.")
    text = view(store, ended).answers["goal"].id
    commands.redact(store, b.hat(store, CHIEF), text=text)
    write(store, ended, why="Regn.")
    assert view(store, ended).answers["goal"].id == text
    assert view(store, ended).answers["goal"].body is None


def test_the_same_press_twice_is_one_evaluation_and_one_lesson(store: Store, ended: int) -> None:
    by = b.hat(store, AAB)
    given: dict[str, Any] = {"sentence": "Lygter.", "owner": AAB, "due": DUE, "place": LessonPlace.PLAN}
    for _ in range(2):
        assert commands.evaluate(store, by, "key-of-the-form", incident=ended, goal="Ro.") == 1
        assert commands.add_lesson(store, by, "key-of-another", incident=ended, **given) == 1
    assert len(view(store, ended).lessons) == 1


def test_only_what_was_closed_or_called_off_is_evaluated(store: Store) -> None:
    going = b.an_active_incident(store)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        commands.evaluate(store, b.hat(store, CHIEF), incident=going, goal="Ro.")
    with b.refused(store, RuleBroken, "not-in-this-state"):
        a_lesson(store, going)
    assert queries.evaluation(store, b.hat(store, CHIEF), going) is None
    off = b.seen(store, Incident, going)
    commands.call_off(store, b.hat(store, CHIEF), seen=off, reason="Falsk alarm.")
    write(store, going, goal="Ro.")
    a_lesson(store, going)


def test_nothing_about_a_person_gets_in_by_any_field(store: Store, ended: int) -> None:
    named = "Kim Testesen, 010199-1234, stod der."
    for question in ("goal", "happened", "worked", "worse", "why"):
        with b.refused(store, RuleBroken, "personal-text", field=question):
            write(store, ended, **{question: named})
    with b.refused(store, RuleBroken, "personal-text", field="sentence"):
        a_lesson(store, ended, sentence=named)
    lesson = a_lesson(store, ended)
    with b.refused(store, RuleBroken, "personal-text", field="note"):
        follow(store, lesson, DONE, named)


def test_a_lesson_says_who_by_when_and_where(store: Store, ended: int) -> None:
    made = row(store, a_lesson(store, ended))
    assert (made.owner, made.due, made.place, made.state) == (AAB, DUE, LessonPlace.CATALOGUE, OPEN)
    line = queries.history(store, b.hat(store, CHIEF), ended)[0]
    assert (line.verb, dict(line.facts)) == (
        Verb.ADD_LESSON, {"owner": AAB, "due": DUE.isoformat(), "place": "catalogue"},
    )  # fmt: skip
    yesterday = BEGIN.date() - timedelta(days=1)
    for other, code in (
        ({"owner": None}, "choose-owner"), ({"place": None}, "choose-place"), ({"due": None}, "no-due"),
        ({"due": yesterday}, "due-in-the-past"), ({"sentence": " "}, "text-missing"),
        ({"sentence": "x" * 301}, "text-too-long"),
    ):  # fmt: skip
        with b.refused(store, RuleBroken, code, field=next(iter(other))):
            a_lesson(store, ended, **other)


def test_a_late_lesson_gets_another_owner_and_keeps_its_day(store: Store, ended: int) -> None:
    lesson = a_lesson(store, ended)
    b.later(store, hours=24 * 60)
    assert row(store, lesson).late
    before = b.seen(store, Lesson, lesson)
    given: dict[str, Any] = {"sentence": "Lygter til alle opgange.", "due": DUE, "place": LessonPlace.PRACTICE}
    commands.change_lesson(store, b.hat(store, CHIEF), seen=before, owner=CHIEF, **given)
    assert (row(store, lesson).owner, row(store, lesson).place) == (CHIEF, LessonPlace.PRACTICE)
    with b.refused(store, Stale, role=CHIEF):
        commands.change_lesson(store, b.hat(store, AAB), seen=before, owner=AAB, **given)
    now = b.seen(store, Lesson, lesson)
    with b.refused(store, RuleBroken, "nothing-changed"):
        commands.change_lesson(store, b.hat(store, AAB), seen=now, owner=CHIEF, **given)
    over = given | {"due": DUE - timedelta(days=1)}
    with b.refused(store, RuleBroken, "due-in-the-past"):
        commands.change_lesson(store, b.hat(store, AAB), seen=now, owner=CHIEF, **over)


def test_a_lesson_is_followed_up_until_it_is_done_and_can_be_opened_again(store: Store, ended: int) -> None:
    lesson, held = a_lesson(store, ended), a_forum_meeting(store, 0)
    follow(store, lesson, OPEN, meeting=held)
    for state in (DONE, DROPPED):
        with b.refused(store, RuleBroken, "say-why", field="note"):
            follow(store, lesson, state)
    follow(store, lesson, DONE, "Lygterne hænger.", meeting=held)
    assert row(store, lesson).state is DONE
    with b.refused(store, RuleBroken, "lesson-ended"):
        follow(store, lesson, DROPPED, "Alligevel ikke.")
    with b.refused(store, RuleBroken, "lesson-ended"):
        commands.change_lesson(
            store, b.hat(store, CHIEF), seen=b.seen(store, Lesson, lesson), sentence="Andet.", owner=AAB, due=DUE,
            place=LessonPlace.PLAN,
        )  # fmt: skip
    follow(store, lesson, OPEN, "De er pillet ned igen.")
    told = [(one.state, one.met.id if one.met else None) for one in row(store, lesson).followed]
    assert told == [(OPEN, held), (DONE, held), (OPEN, None)]


def test_a_meeting_that_is_to_come_or_was_called_off_follows_nothing_up(store: Store, ended: int) -> None:
    lesson = a_lesson(store, ended)
    for meeting in (a_forum_meeting(store, 1), a_forum_meeting(store, -2, cancelled=True)):
        with b.refused(store, RuleBroken, "unknown-code", field="meeting"):
            follow(store, lesson, OPEN, meeting=meeting)
    with b.refused(store, NotAllowed, "unknown"):
        follow(store, lesson, OPEN, meeting=99)


def test_those_of_the_last_meeting_are_known_afterwards(store: Store, ended: int) -> None:
    first = a_lesson(store, ended)
    b.later(store, hours=24 * 10)
    held = a_forum_meeting(store, 0)
    follow(store, first, DONE, "Lygterne hænger.", meeting=held)
    later = a_lesson(store, ended)
    b.later(store, hours=24 * 10)
    [last] = queries.met_before(store, b.hat(store, CHIEF))
    assert last.id == held
    assert [one.id for one in queries.lessons(store, b.hat(store, CHIEF)) if one.was_before(last)] == [first]
    assert {one.id for one in queries.lessons(store, b.hat(store, CHIEF))} == {first, later}
    assert queries.met_before(store, b.hat(store, CHIEF), forum="bestyrelse") == []


def test_an_exercise_is_evaluated_the_same_way_and_counted_apart(store: Store, ended: int) -> None:
    practised = b.an_active_incident(store, exercise=True)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, practised), reason="Øvelsen er slut.")
    write(store, practised, goal="At nås på en time.")
    assert row(store, a_lesson(store, practised)).exercise
    with store.whole() as session:
        lines = session.scalars(select(LogLine).where(LogLine.verb.in_((Verb.EVALUATE, Verb.ADD_LESSON)))).all()
    assert [line.exercise for line in lines] == [True, True]
    assert queries.unevaluated(store, b.hat(store, CHIEF)) == {False: [ended], True: [practised]}
    commands.mark_evaluated(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, practised))
    assert queries.unevaluated(store, b.hat(store, CHIEF)) == {False: [ended], True: []}
    write(store, practised, why="Telefonerne var slukket.")


def test_who_gave_no_first_impression_is_named_only_where_one_was_asked_for(store: Store, ended: int) -> None:
    assert view(store, ended).silent == ()
    plan = b.a_plan_ready_to_close(store)
    commands.close(store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan))
    with store.whole() as session:
        closed = session.scalars(select(Incident.id).where(Incident.plan_id == plan)).one()
    found = view(store, closed)
    assert [one.party for one in found.impressions] == [AAB]
    assert set(found.silent) == {"politi", "kommune", "boligselskab", "helhedsplan"}


def test_a_guest_reads_no_evaluation(store: Store) -> None:
    incident = b.an_active_incident(store)
    _, guest = b.a_guest(store, incident)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Falsk alarm.")
    a_lesson(store, incident)
    assert queries.evaluation(store, guest, incident) is None
    assert queries.lessons(store, guest) == []
    assert queries.lesson(store, guest, 1) is None
    assert queries.unevaluated(store, guest) == {False: [], True: []}
    assert queries.met_before(store, guest) == []
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.evaluate(store, guest, incident=incident, goal="Ro.")


def test_what_is_opened_again_keeps_its_lessons_and_is_not_evaluated_meanwhile(store: Store) -> None:
    plan = b.a_closed_plan(store)
    with store.whole() as session:
        incident = session.scalars(select(Incident.id).where(Incident.plan_id == plan)).one()
    write(store, incident, goal="Ro.")
    lesson = a_lesson(store, incident)
    commands.reopen(
        store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan), ends_at=b.ahead(store, hours=9),
        reason="Det blussede op.",
    )  # fmt: skip
    with b.refused(store, RuleBroken, "not-in-this-state"):
        commands.evaluate(store, b.hat(store, AAB), seen=b.seen(store, Evaluation, 1), goal="Mere ro.")
    follow(store, lesson, DONE, "Lygterne hænger.")
    with store.whole() as session:
        assert session.scalars(select(LessonFollowUp.state)).all() == [DONE]


def test_the_day_is_the_danish_one(store: Store, ended: int) -> None:
    b.later(store, hours=3)  # 22.40 UTC: after midnight in Denmark
    tomorrow: date = BEGIN.date() + timedelta(days=1)
    with b.refused(store, RuleBroken, "due-in-the-past"):
        a_lesson(store, ended, due=BEGIN.date())
    assert row(store, a_lesson(store, ended, due=tomorrow)).due == tomorrow
