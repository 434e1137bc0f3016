"""What numbers are made of: the same as each review says, read light, kept, and true again after every change (5.4)."""

from datetime import timedelta

from sqlalchemy import event

from data import commands, queries
from data.entities import ActionPlan, Incident, Lesson, Text
from data.queries import Across
from data.rules.access import Viewer
from data.rules.across import boiled_down
from data.rules.review import SPANS
from data.storage import Store
from data.storage.recent import Recent
from data.vocabulary import IncidentState, LessonPlace, LessonState, Verb
from tests import builders as b
from tests.reviewed import an_evening


def read(store: Store, role: str = "aab") -> Across:
    """What was kept and brought up to date, which is what somebody reads who has kept nothing."""
    told, kept = queries.across(store, b.hat(store, role)), store.recent
    store.recent = Recent()
    assert told == queries.across(store, b.hat(store, role))
    store.recent = kept
    return told


def as_reviewed(store: Store, viewer: Viewer, incident: int) -> tuple[object, ...]:
    found = queries.review(store, viewer, incident)
    assert found is not None
    return (*boiled_down(found.folded), found.zone, found.number, found.folded.state, _actions(found.folded.actions))


def as_counted(told: Across, incident: int) -> tuple[object, ...]:
    [one] = [one for one in told.incidents if one.id == incident]
    return one.points, one.boards, one.zone, one.number, one.state, _actions(one.actions)


def _actions(found: tuple[object, ...]) -> list[tuple[object, ...]]:
    """What numbers are made of; that work has begun is not read."""
    return [
        (a.id, a.party, a.ended, a.late, a.done, a.deadline, a.accepted_at, a.declined)  # type: ignore[attr-defined]  # folded actions
        for a in found
    ]


def same_as_the_reviews(store: Store) -> None:
    viewer, told = b.hat(store, "aab"), read(store)
    for row in queries.reviewable(store, viewer):
        points, *rest = as_counted(told, row.id)
        reviewed, *others = as_reviewed(store, viewer, row.id)
        assert isinstance(points, dict)
        assert isinstance(reviewed, dict)
        asked = {start for start, _ in SPANS} | {end for _, end in SPANS}
        assert {p: at for p, at in points.items() if p in asked} == {p: at for p, at in reviewed.items() if p in asked}
        assert rest == others


def test_every_number_is_the_one_that_the_review_says(store: Store) -> None:
    first = an_evening(store)
    same_as_the_reviews(store)
    by = b.hat(store, "projektchef")
    second, third = b.an_active_incident(store), b.an_active_incident(store)
    plan = b.plan_of(store, second)
    b.later(store, minutes=7)
    commands.cover_incident(store, by, seen=b.seen(store, ActionPlan, plan), incident=third)
    b.inform(store, second)
    b.a_sent_message(store, plan)
    b.a_finished_action(store, third)
    assert {one.id: one.state for one in read(store).incidents} == {
        first: IncidentState.CLOSED, second: IncidentState.ACTIVE, third: IncidentState.ACTIVE,
    }  # fmt: skip
    for incident in (second, third):
        commands.call_off(store, by, seen=b.seen(store, Incident, incident), reason="Falsk alarm.")
    same_as_the_reviews(store)
    assert {one.state for one in read(store).incidents} == {IncidentState.CLOSED, IncidentState.CALLED_OFF}


def test_what_is_taken_up_again_is_going_on_again(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan))
    assert [one.state for one in read(store).incidents] == [IncidentState.CLOSED]
    commands.reopen(
        store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan), ends_at=b.ahead(store), reason="Igen."
    )
    assert [one.state for one in read(store).incidents] == [IncidentState.ACTIVE]


def test_a_merged_report_stands_apart_and_gives_its_moments(store: Store) -> None:
    stays = b.an_active_incident(store)
    b.later(store, minutes=3)
    again = b.an_incident(store)
    assert read(store).merged == ()
    commands.merge(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, again), into=stays)
    told = read(store)
    assert [one.id for one in told.incidents] == [stays]
    assert [(one.id, one.number) for one in told.merged] == [(again, 2)]


def test_real_and_exercise_are_marked(store: Store) -> None:
    b.an_active_incident(store)
    b.an_active_incident(store, exercise=True)
    assert [(one.number, one.exercise) for one in read(store).incidents] == [(1, True), (1, False)]


def test_reports_that_were_never_activated_are_in_no_number_for_anybody(store: Store) -> None:
    b.an_incident(store)
    b.an_assessed_incident(store)
    for role in ("aab", "projektchef", "lokalraad-politi"):
        assert read(store, role).incidents == ()


def test_guests_and_those_who_read_nothing_get_no_numbers(store: Store) -> None:
    running = b.an_active_incident(store)
    _, guest = b.a_guest(store, running)
    nothing = Across((), (), frozenset(), ())
    for viewer in (guest, b.administrator(store), b.without(b.hat(store, "aab"), Verb.READ)):
        assert queries.across(store, viewer) == nothing


def a_lesson(store: Store, incident: int, **other: object) -> int:
    """A lesson as a row: the commands that make them have tests of their own."""
    with store.whole() as session:
        text = Text(body="Ring til alle på én gang.", salt=b"0" * 16)
        session.add(text)
        session.flush()
        given = {
            "incident_id": incident, "sentence_id": text.id, "owner": "projektchef", "place": LessonPlace.CONTACTS,
            "due": (store.clock() + timedelta(days=30)).date(), "state": LessonState.OPEN, "at": store.clock(),
            "person_id": None, "role": "projektchef", "party": None,
        }  # fmt: skip
        lesson = Lesson(**(given | other))
        session.add(lesson)
        session.commit()
        return lesson.id


def test_lessons_and_their_words_are_those_of_what_may_be_read(store: Store) -> None:
    hidden, seen = b.an_incident(store, role="lokalraad-kommune"), b.an_active_incident(store)
    secret, told = a_lesson(store, hidden), a_lesson(store, seen)
    assert [one.id for one in read(store).lessons] == [told]
    said = queries.lesson_sentences(store, b.hat(store, "aab"), [secret, told])
    assert {number: one.body for number, one in said.items()} == {told: "Ring til alle på én gang."}


def test_actions_about_individuals_are_known_by_number_alone(store: Store) -> None:
    an_evening(store)
    told = read(store)
    [one] = told.incidents
    assert len(told.individuals) == 1
    assert told.individuals < {action.id for action in one.actions}


def test_after_a_change_only_what_it_touches_is_read_again(store: Store) -> None:
    b.inform(store, b.an_active_incident(store))
    running = b.an_active_incident(store)
    viewer = b.hat(store, "aab")
    queries.across(store, viewer)
    asked: list[str] = []

    @event.listens_for(store.engine, "before_cursor_execute")
    def heard(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    try:
        queries.across(store, viewer)
        assert not [one for one in asked if "log.facts" in one], "nothing has changed"
        b.inform(store, running)
        asked.clear()
        told = queries.across(store, viewer)
        [one] = [one for one in asked if "log.facts" in one and "log.verb IN" in one and "log.subject" in one]
        assert "log.incident_id IN" in one
    finally:
        event.remove(store.engine, "before_cursor_execute", heard)
    assert [bool(one.boards) for one in told.incidents] == [True, True]


def test_whoever_reads_reviews_reads_the_same_numbers(store: Store) -> None:
    b.an_active_incident(store)
    b.an_incident(store)
    told = read(store, "projektchef")
    assert len(told.incidents) == 1
    for role in ("lokalraad-politi", "aab", "styregruppe"):
        assert read(store, role) == told
