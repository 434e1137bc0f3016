"""Incidents as the overview and their own page read them: who waits with what, and what is nobody's business (6.15)."""

from datetime import timedelta

import pytest

from data import commands, queries
from data.entities import Incident
from data.storage import Store
from data.vocabulary import IncidentState, Response, Route
from tests import builders as b
from tests.conftest import BEGIN, Clock


def listed(store: Store, role: str, **given: bool) -> list[int]:
    return [row.id for row in queries.incidents(store, b.hat(store, role), **given)]


def test_open_incidents_are_listed_newest_first_exercise_and_real_each_marked(store: Store) -> None:
    first, second, third = b.an_incident(store), b.an_active_incident(store, exercise=True), b.an_incident(store)
    rows = queries.incidents(store, b.hat(store, "projektchef"))
    assert [(row.id, row.exercise) for row in rows] == [(third, False), (second, True), (first, False)]
    assert rows[0].what.body == "Brand i tre containere kl. 21.40"
    assert (rows[0].place, rows[0].category) == (b.a_place(store).label, "ildspaasaettelse")


def test_what_has_ended_is_listed_apart(store: Store) -> None:
    b.a_closed_plan(store)
    rejected, waiting = b.an_incident(store), b.an_incident(store)
    commands.reject(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, rejected), non_acute=True, reason="Lys."
    )
    assert listed(store, "projektchef") == [waiting]
    assert listed(store, "projektchef", ended=True) == [rejected, 1]
    assert listed(store, "boligselskab", ended=True) == [1]


@pytest.mark.parametrize(
    ("route", "chain"),
    [
        (Route.PROJECT_CHIEF, ["projektchef", "lokalraad-politi", "lokalraad-kommune", "stabsenhed"]),
        (Route.COUNCIL, ["lokalraad-politi", "lokalraad-kommune", "projektchef", "stabsenhed"]),
    ],
)
def test_an_unread_report_goes_on_to_the_next_after_ten_minutes(
    store: Store, clock: Clock, route: Route, chain: list[str]
) -> None:
    b.an_incident(store, route=route)
    for who in chain:
        row = queries.incidents(store, b.hat(store, "aab"))[0]
        assert (row.unread, row.waiting_with) == (True, who)
        clock.turn(minutes=10)
    clock.turn(days=2)
    assert queries.incidents(store, b.hat(store, "aab"))[0].waiting_with == chain[-1]


def test_a_report_that_was_read_waits_with_nobody(store: Store) -> None:
    number = b.an_incident(store)
    commands.mark_read(store, b.hat(store, "lokalraad-kommune"), incident=number)
    row = queries.incidents(store, b.hat(store, "aab"))[0]
    assert (row.unread, row.waiting_with) == (False, None)
    view = queries.incident(store, b.hat(store, "aab"), number)
    assert view is not None
    assert view.reports[0].read_by == (("lokalraad-kommune", BEGIN),)


def test_what_is_active_or_ended_is_unread_by_nobody(store: Store) -> None:
    b.an_active_incident(store)
    assert not queries.incidents(store, b.hat(store, "projektchef"))[0].unread


def test_an_incidents_own_page_tells_how_it_came_about(store: Store, clock: Clock) -> None:
    number = b.an_incident(store, "boligselskab", happened_at=BEGIN - timedelta(minutes=9))
    clock.turn(minutes=3)
    chief = b.hat(store, "lokalraad-politi")
    commands.assess(
        store, chief, seen=b.seen(store, Incident, number), acute=b.Answer.YES, unrest=b.Answer.UNCERTAIN,
        response=Response.ACT, risk=b.Risk.HIGH, sentence="Kan brede sig.",
    )  # fmt: skip
    clock.turn(minutes=3)
    commands.activate(store, chief, incident=number)
    view = queries.incident(store, b.hat(store, "aab"), number)
    assert view is not None
    assert (view.row.state, view.row.response, view.row.risk) == (IncidentState.ACTIVE, Response.ACT, b.Risk.HIGH)
    assert (view.row.happened_at, view.row.reported_at, view.row.activated_at) == (
        BEGIN - timedelta(minutes=9), BEGIN, BEGIN + timedelta(minutes=6),
    )  # fmt: skip
    assert (view.activated_by, view.route) == ("lokalraad-politi", Route.COUNCIL)
    assert view.assessment is not None
    assert (view.assessment.sentence.body, view.assessment.unrest) == ("Kan brede sig.", b.Answer.UNCERTAIN)
    assert (view.reports[0].role, view.reports[0].party) == ("boligselskab", "boligselskab")
    assert (view.outside_reason.body, view.end_reason.body, view.broken_from) == ("", "", None)


def test_what_one_may_not_read_looks_as_if_it_were_not_there(store: Store) -> None:
    hidden = b.an_incident(store, "boligselskab")
    for role in ("aab", "brandvaesen", "styregruppe", "administrator", "ukendt"):
        by = b.hat(store, role)
        assert queries.incident(store, by, hidden) is None
        assert queries.incidents(store, by) == []
        assert queries.history(store, by, hidden) == []
        assert queries.incident(store, by, 99) is None


def test_two_viewers_in_turn_each_get_their_own(store: Store) -> None:
    own, other = b.an_incident(store, "aab"), b.an_incident(store, "boligselskab")
    for _ in range(3):
        assert listed(store, "aab") == [own]
        assert listed(store, "boligselskab") == [other]
        assert listed(store, "stabsenhed") == [other, own]
        assert listed(store, "administrator") == []


def test_a_removed_text_reads_as_removed_everywhere(store: Store) -> None:
    number = b.an_incident(store)
    text = b.row_of(store, Incident, number).what_id
    commands.redact(store, b.hat(store, "projektchef"), text=text)
    by = b.hat(store, "aab")
    assert queries.incidents(store, by)[0].what == queries.Said(text, None)
    view = queries.incident(store, by, number)
    assert view is not None
    assert view.reports[0].what.body is None
    assert [line.texts.get("what") for line in queries.history(store, by, number)] == [None, queries.Said(text, None)]


def test_the_banner_knows_an_exercise_and_something_real_apart(store: Store) -> None:
    assert queries.running(store) == queries.Running(demo=False, exercise=False, real=False)
    b.an_incident(store, exercise=True)
    assert queries.running(store) == queries.Running(demo=False, exercise=True, real=False)
    real = b.an_incident(store)
    assert queries.running(store) == queries.Running(demo=False, exercise=True, real=True)
    commands.reject(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, real), non_acute=False, reason="Grill."
    )
    assert queries.running(store) == queries.Running(demo=False, exercise=True, real=False)
    b.a_person(store, demo=True)
    assert queries.running(store).demo
