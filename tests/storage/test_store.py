"""One unit of work: all of it with its log line, or nothing; the same submission twice is one change."""

import logging
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from data import commands
from data import plan as plan_files
from data.entities import Incident, LogLine, Submission, Text
from data.errors import NotAllowed, RuleBroken
from data.rules.access import Viewer
from data.storage import Replayed, Store, verify
from data.storage.connect import connect
from data.vocabulary import Subject, Verb
from tests import builders as b
from tests.conftest import BEGIN, Clock, Databases

SOMEBODY = Viewer(person=None, role="system")


def test_a_change_that_logged_nothing_is_not_committed(store: Store) -> None:
    before = b.standing(store)
    with pytest.raises(AssertionError, match="logged nothing"), store.changing(SOMEBODY) as change:
        change.text("what", "noget ingen har sagt")
    assert b.standing(store) == before


def test_a_text_left_without_its_line_is_not_committed(store: Store) -> None:
    before = b.standing(store)

    def late() -> None:
        with store.changing(SOMEBODY) as change:
            change.log(Verb.LOAD_PLAN, Subject.STANDING_PLAN, 1)
            change.text("what", "sagt for sent")

    with pytest.raises(AssertionError, match="texts without a log line"):
        late()
    assert b.standing(store) == before


def test_whatever_goes_wrong_underway_leaves_nothing(store: Store) -> None:
    before = b.standing(store)

    def interrupted() -> None:
        with store.changing(SOMEBODY, "k") as change:
            change.text("what", "halvt færdigt")
            change.log(Verb.LOAD_PLAN, Subject.STANDING_PLAN, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert b.standing(store) == before
    b.an_incident(store)  # and nothing is left locked


def test_the_same_key_twice_is_one_change(store: Store) -> None:
    first = commands.report(store, b.hat(store, "aab"), "k1", **b.a_report(store))
    before = b.standing(store)
    assert commands.report(store, b.hat(store, "aab"), "k1", **b.a_report(store)) == first
    assert b.standing(store) == before


def test_the_same_key_of_another_person_is_another_change(store: Store) -> None:
    one, other = b.a_person(store, "aab"), b.a_person(store, "boligselskab")
    first = commands.report(store, b.hat(store, "aab", one), "k1", **b.a_report(store))
    second = commands.report(store, b.hat(store, "aab", other), "k1", **b.a_report(store))
    assert first != second
    again = commands.report(store, b.hat(store, "aab", other), "k1", **b.a_report(store))
    assert again == second


def test_the_same_key_in_another_hat_is_the_same_change(store: Store) -> None:
    """Who sends a form again after choosing another hat repeats the submission."""
    person = b.a_person(store, "aab")
    first = commands.report(store, b.hat(store, "aab", person), "k1", **b.a_report(store))
    assert commands.report(store, b.hat(store, "boligselskab", person), "k1", **b.a_report(store)) == first


def test_a_refused_submission_may_be_sent_again_with_its_key(store: Store) -> None:
    with b.refused(store, RuleBroken, "personal-text", field="what"):
        commands.report(store, b.hat(store, "aab"), "k1", **b.a_report(store, what="Ring 20930931"))
    assert commands.report(store, b.hat(store, "aab"), "k1", **b.a_report(store)) > 0


def test_the_key_itself_is_not_stored(store: Store) -> None:
    commands.report(store, b.hat(store, "aab"), "hemmelig-nøgle", **b.a_report(store))
    with store.whole() as session:
        keys = session.scalars(select(Submission.key)).all()
    assert len(keys) == 1
    assert len(keys[0]) == 64


def test_a_replay_is_known_before_anything_is_asked(store: Store) -> None:
    with store.changing(SOMEBODY, "k") as change:
        change.log(Verb.LOAD_PLAN, Subject.STANDING_PLAN, 7)
    with pytest.raises(Replayed) as caught, store.changing(SOMEBODY, "k"):
        pytest.fail("never entered")
    assert caught.value.outcome == 7


def test_listeners_hear_the_revision_after_the_commit_and_no_refusal(store: Store) -> None:
    heard: list[tuple[int, int]] = []
    stop = store.subscribe(lambda revision: heard.append((revision, store.revision())))
    b.an_incident(store)
    with b.refused(store, RuleBroken, "text-missing", field="what"):
        b.an_incident(store, what=" \n ")
    b.an_incident(store)
    stop()
    b.an_incident(store)
    assert heard == [(2, 2), (3, 3)]


def test_a_listener_that_fails_makes_no_save_fail(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[int] = []

    def broken(revision: int) -> None:
        raise ZeroDivisionError

    stops = [store.subscribe(broken), store.subscribe(heard.append)]
    told = logging.getLogger("beredskab.store")
    was_off, told.disabled = told.disabled, False  # other tests of this process may have silenced it
    told.addHandler(caplog.handler)
    assert b.an_incident(store)
    told.removeHandler(caplog.handler)
    told.disabled = was_off
    assert heard == [2]
    assert "a listener failed at revision 2" in caplog.text
    for stop in stops:
        stop()


def test_what_was_saved_is_there_when_the_database_is_opened_again(url: str, store: Store, clock: Clock) -> None:
    incident = b.an_incident(store)
    store.close()
    again = Store.open(url, clock)
    assert b.row_of(again, Incident, incident).number == 1
    assert again.revision() == 2
    again.close()


def test_a_database_says_whether_it_is_ready(databases: Databases, clock: Clock) -> None:
    url = databases.fresh("empty")
    unready = Store(connect(url), clock)
    assert unready.ready() == (False, "migrations")
    unready.close()
    ready = Store.open(url, clock)
    assert ready.ready() == (True, "ready")
    ready.close()
    databases.drop(url)


def test_a_database_that_does_not_answer_is_not_ready(clock: Clock) -> None:
    nowhere = Store(connect("postgresql+psycopg://nobody@/nothing?host=/tmp/no-such-folder"), clock)
    assert nowhere.ready() == (False, "database")
    nowhere.close()


def test_without_a_plan_nothing_can_be_reported(databases: Databases, clock: Clock, store: Store) -> None:
    url = databases.fresh("bare")
    bare = Store(connect(url), clock)
    with b.refused(bare, NotAllowed, "no-plan"):
        commands.report(bare, b.hat(store, "aab"), **b.a_report(store))
    bare.close()
    databases.drop(url)


def test_an_incident_keeps_the_plan_it_began_under(store: Store, clock: Clock) -> None:
    incident = b.an_incident(store)
    old = store.plan()
    newer = plan_files.parse(old.text + "\n# rettet\n")
    clock.turn(minutes=1)
    version = commands.load_plan(store, newer)
    assert store.plan().digest == newer.digest != old.digest
    assert store.plan_version() == version
    assert store.plan(b.row_of(store, Incident, incident).standing_plan_id) == old
    assert commands.load_plan(store, newer) == version  # in use already: nothing new
    assert store.revision() == 3


@pytest.mark.parametrize(
    ("body", "stored"),
    [
        ("  Brand\r\n i  gården \t", "Brand\n i  gården"),
        ("Bra\x00nd\x07", "Brand"),
        ("Brand\u200b\u2060", "Brand"),
        ("Brand\u2028nu", "Brand nu"),
        ("Brand \ud83d i", "Brand  i"),
        ("<img onerror=alert(1)> {{ 7*7 }} {% x %}", "<img onerror=alert(1)> {{ 7*7 }} {% x %}"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("🔥 Ærø Øresund", "🔥 Ærø Øresund"),
    ],
)
def test_a_text_is_kept_as_written_but_for_what_no_database_takes(store: Store, body: str, stored: str) -> None:
    b.an_incident(store, what=body)
    with store.whole() as session:
        assert session.get_one(Text, 1).body == stored
        assert verify(session).whole


@pytest.mark.parametrize("body", ["", "   ", "\n\t", "\x00", "\u200b"])
def test_nothing_written_is_asked_for(store: Store, body: str) -> None:
    with b.refused(store, RuleBroken, "text-missing", field="what"):
        b.an_incident(store, what=body)


def test_a_text_that_is_too_long_is_told_by_how_much(store: Store) -> None:
    with b.refused(store, RuleBroken, "text-too-long", field="what", limit=600, length=601):
        b.an_incident(store, what="å" * 601)
    assert b.an_incident(store, what="å" * 600)


@pytest.mark.parametrize("body", ["Ring 20930931", "0101\u200b99-1234", "skriv til kim@mail.dk", "2. tv. brænder"])
def test_a_text_that_may_point_at_one_person_is_stopped_before_it_is_stored(store: Store, body: str) -> None:
    with b.refused(store, RuleBroken, "personal-text", field="what"):
        b.an_incident(store, what=body)


def test_every_line_says_who_when_and_about_what(store: Store, clock: Clock) -> None:
    person = b.a_person(store, "aab")
    clock.turn(minutes=3)
    incident = commands.report(
        store, b.hat(store, "aab", person), **b.a_report(store, happened_at=clock() - timedelta(minutes=2))
    )
    with store.whole() as session:
        line = session.scalars(select(LogLine).order_by(LogLine.seq.desc())).first()
    assert line is not None
    assert (line.person_id, line.role, line.party, line.word, line.about) == (
        person, "aab", "aab", Verb.REPORT, Subject.INCIDENT,
    )  # fmt: skip
    assert (line.at, line.happened_at) == (BEGIN + timedelta(minutes=3), BEGIN + timedelta(minutes=1))
    assert (line.subject_id, line.incident_id, line.exercise) == (incident, incident, False)
    assert "Brand" not in line.facts + line.texts


def test_later_lines_have_later_times_also_when_many_wait_for_their_turn(store: Store) -> None:
    ticking = threading.Lock()

    def tick() -> object:
        with ticking:
            return store_clock.turn(seconds=1)

    store_clock = Clock()
    report = b.a_report(store)
    store.clock = tick  # type: ignore[assignment]  a clock that ticks
    hats = b.hat(store, "aab")
    threads = [
        threading.Thread(target=commands.report, args=(store, hats, f"k{n}"), kwargs=report | {"time_confirmed": True})
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.whole() as session:
        times = session.scalars(select(LogLine.at).order_by(LogLine.seq)).all()
    assert list(times) == sorted(set(times))
