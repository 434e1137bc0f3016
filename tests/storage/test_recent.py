"""What many read in the same moment is read once, and never by somebody who may not, nor older than it says."""

import threading
import time
from datetime import timedelta

import pytest

from data import commands, queries
from data.entities import Incident
from data.storage import Store
from data.storage.recent import MOMENT, MOST, Recent
from tests import builders as b
from tests.conftest import BEGIN, Clock


def test_it_is_read_once_by_all_who_ask_in_the_same_moment() -> None:
    recent, read = Recent(), list[int]()

    def slowly() -> int:
        time.sleep(0.05)
        read.append(1)
        return len(read)

    asking = [threading.Thread(target=recent.share, args=("x", 7, BEGIN, slowly)) for _ in range(20)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert read == [1]


@pytest.mark.parametrize(
    ("revision", "later", "asked"),
    [(8, timedelta(0), "x"), (7, MOMENT * 1.1, "x"), (7, -MOMENT, "x"), (7, MOMENT, "y")],
)
def test_another_revision_another_moment_or_another_question_is_read_anew(
    revision: int, later: timedelta, asked: str
) -> None:
    recent = Recent()
    recent.share("x", 7, BEGIN, lambda: 1)
    assert recent.share("x", 7, BEGIN + MOMENT, lambda: 2) == 1
    assert recent.share(asked, revision, BEGIN + later, lambda: 2) == 2


def test_a_reading_that_fails_is_tried_again() -> None:
    recent = Recent()
    with pytest.raises(ZeroDivisionError):
        recent.share("x", 7, BEGIN, lambda: 1 // 0)
    assert recent.share("x", 7, BEGIN, lambda: 2) == 2


def test_it_does_not_grow() -> None:
    recent = Recent()
    for number in range(MOST * 2):
        recent.share(number, 7, BEGIN, lambda: 1)
    assert recent.share(0, 7, BEGIN, lambda: 2) == 2, "the oldest has gone"
    assert recent.share(MOST * 2 - 1, 7, BEGIN, lambda: 2) == 1


def test_nobody_reads_what_another_role_asked_for(store: Store) -> None:
    b.an_incident(store, "aab")
    everything, nothing = (queries.incidents(store, b.hat(store, role)) for role in ("projektchef", "boligselskab"))
    assert (len(everything), len(nothing)) == (1, 0)
    assert queries.incidents(store, b.hat(store, "lokalraad-politi")) == everything


def test_a_commit_is_read_at_once_and_ages_go_on(store: Store, clock: Clock) -> None:
    chief = b.hat(store, "projektchef")
    incident = b.an_active_incident(store)
    b.an_action(store, incident, deadline=b.ahead(store, minutes=5))
    assert not queries.actions(store, chief)[0].overdue
    clock.turn(minutes=6)
    assert queries.actions(store, chief)[0].overdue
    commands.call_off(store, chief, seen=b.seen(store, Incident, incident), reason="Falsk alarm.")
    assert queries.incidents(store, chief) == []


def test_each_has_a_list_of_their_own(store: Store) -> None:
    b.an_incident(store)
    chief = b.hat(store, "projektchef")
    queries.incidents(store, chief).clear()
    assert len(queries.incidents(store, chief)) == 1
