"""What has ended, listed and searched: newest first, so many at most, and the one that is named in any case."""

from collections.abc import Callable

import pytest

from data import commands, queries
from data.entities import ActionPlan, Incident
from data.places import Places
from data.queries import endings
from data.rules.access import Viewer
from data.storage import Store
from tests import builders as b

Hat = Callable[..., Viewer]


def a_rejected(store: Store, what: str, **other: object) -> int:
    incident = b.an_incident(store, what=what, **other)
    seen = b.seen(store, Incident, incident)
    return commands.reject(store, b.hat(store, "projektchef"), seen=seen, non_acute=True, reason="Gammelt.")


def found(store: Store, viewer: Viewer, words: str) -> list[int]:
    return [row.id for row in queries.ended(store, viewer, words=words).rows]


def test_every_word_must_stand_somewhere_whatever_its_capitals(store: Store, viewer: Hat) -> None:
    places = Places.from_plan(store.plan())
    chief, zone = viewer("projektchef"), next(zone for zone in places.zones if zone.name.startswith("Ø"))
    bus = a_rejected(store, "Stenkast mod en bus", category="stenkast")
    bins = a_rejected(store, "Åben ild i 100 % af beholderne", place=places.at_zone(zone.code))
    drill = a_rejected(store, "Røg ved garagerne", exercise=True)
    open_one = b.an_incident(store, what="Stenkast mod en bus igen")
    assert found(store, chief, "") == [drill, bins, bus]
    assert found(store, chief, "STENKAST bus") == [bus]
    assert found(store, chief, "bus garagerne") == []
    assert found(store, chief, "åBEN") == found(store, chief, "100 %") == found(store, chief, "åben ILD") == [bins]
    assert found(store, chief, zone.name.lower()) == found(store, chief, zone.name.upper()) == [bins]
    assert found(store, chief, store.plan().categories["stenkast"].name.upper()) == [bus]
    assert found(store, chief, "E1") == found(store, chief, "e1") == [drill]
    assert found(store, chief, "2") == [bins]
    assert found(store, chief, "_") == []
    assert open_one not in found(store, chief, "stenkast")


def test_the_newest_are_listed_and_the_named_one_in_any_case(
    store: Store, viewer: Hat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "LISTED", 2)
    chief = viewer("projektchef")
    first, second, third = (a_rejected(store, f"Ild i {n} containere") for n in range(2, 5))
    open_one = b.an_incident(store)
    listed = queries.ended(store, chief)
    assert [row.id for row in listed.rows] == [third, second]
    assert listed.total == 3
    assert [row.id for row in queries.ended(store, chief, named=first).rows] == [third, second, first]
    assert [row.id for row in queries.ended(store, chief, named=second).rows] == [third, second]
    assert [row.id for row in queries.ended(store, chief, named=open_one).rows] == [third, second]
    assert queries.ended(store, chief, words="containere").total == 3


def test_what_a_viewer_may_not_read_is_neither_listed_nor_counted_nor_found(store: Store, viewer: Hat) -> None:
    never_activated = a_rejected(store, "Stenkast mod en bus")
    board = viewer("bestyrelse")
    assert queries.ended(store, board).total == 0
    assert not queries.ended(store, board, words="bus", named=never_activated).rows


def test_reviews_stand_by_when_the_incident_ended(store: Store, viewer: Hat, monkeypatch: pytest.MonkeyPatch) -> None:
    chief = viewer("projektchef")
    early = b.an_active_incident(store)
    b.later(store, hours=1)
    plan = b.a_closed_plan(store)
    b.later(store, hours=1)
    b.a_plan_ready_to_close(store, early)
    commands.close(store, chief, seen=b.seen(store, ActionPlan, b.plan_of(store, early)))
    a_rejected(store, "Gammelt")
    rows = queries.reviewable(store, chief)
    assert [row.id for row in rows] == [early, rows[1].id]
    assert rows[1].plan_id == plan
    monkeypatch.setattr(endings, "LISTED", 1)
    b.an_incident(store)  # a new revision: nothing is remembered
    assert [row.id for row in queries.reviewable(store, chief)] == [early]
    assert [row.id for row in queries.reviewable(store, chief, named=rows[1].id)] == [early, rows[1].id]


def test_closed_plans_are_named_with_what_they_covered(
    store: Store, viewer: Hat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = viewer("projektchef")
    older, newer = b.a_closed_plan(store), b.a_closed_plan(store)
    open_one = b.plan_of(store, b.an_active_incident(store))
    rows = queries.closed_plans(store, chief, named=open_one)
    assert [row.id for row in rows] == [newer, older]
    assert rows[0].places == (b.a_place(store).label,)
    assert rows[0].edition == 1
    monkeypatch.setattr(endings, "LISTED", 1)
    b.an_incident(store)
    assert [row.id for row in queries.closed_plans(store, chief)] == [newer]
    assert [row.id for row in queries.closed_plans(store, chief, named=older)] == [newer, older]


def test_a_history_is_read_from_its_newest_line(store: Store, viewer: Hat) -> None:
    chief, incident = viewer("projektchef"), b.an_active_incident(store)
    whole = queries.history(store, chief, incident)
    assert queries.history(store, chief, incident, most=2) == whole[:2]
    assert len(whole) > 2
