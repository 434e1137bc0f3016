"""How a meeting goes through an agenda, as tables and a property (R20, 6.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.plan import AgendaItem, StandingPlan
from data.rules import agenda
from data.vocabulary import Room


def item(room: str | None = None, *, closed: bool = False) -> AgendaItem:
    words = {"punkt": "Et punkt", "lukket": "ja" if closed else "nej"} | ({"rum": room} if room else {})
    return AgendaItem.model_validate(words)


ROOMLESS = (item(), item(), item(closed=True))
ROOMED = (item("deltagere"), item("situation"), item("opsummering"), item(closed=True))
MIXED = (item("deltagere"), item(closed=True), item("opsummering"), item("indsatser"))


def test_a_follow_up_has_its_own_agenda_if_the_plan_file_has_one(plan: StandingPlan) -> None:
    assert agenda.agenda_of(plan, follow_up=False) == plan.agenda
    assert agenda.agenda_of(plan, follow_up=True) == plan.follow_up_agenda != plan.agenda
    assert agenda.agenda_of(plan.model_copy(update={"follow_up_agenda": ()}), follow_up=True) == plan.agenda


@pytest.mark.parametrize(
    ("points", "steps", "summary"),
    [(ROOMLESS, [0, 1], 1), (ROOMED, [0, 1, 2], 2), (MIXED, [0, 2, 3], 2), ((item(closed=True),), [], None)],
)
def test_the_closed_item_is_no_step_and_every_other_agenda_has_a_summary(
    points: agenda.Agenda, steps: list[int], summary: int | None
) -> None:
    assert agenda.steps(points) == steps
    assert agenda.summary_of(points) == summary
    for number in range(-1, len(points) + 1):
        if number in steps:
            agenda.require_step(points, number)
        else:
            with pytest.raises(RuleBroken) as caught:
                agenda.require_step(points, number)
            assert caught.value.code == "no-such-item"


@pytest.mark.parametrize(
    ("points", "rooms"),
    [
        (ROOMLESS, [(Room.ATTENDANCE,), (Room.SUMMARY,)]),
        (ROOMED, [(Room.ATTENDANCE,), (Room.SITUATION,), (Room.SUMMARY,)]),
        ((item("situation"),), [(Room.ATTENDANCE, Room.SITUATION, Room.SUMMARY)]),
    ],
)
def test_attendance_and_summary_are_asked_whatever_the_plan_file_says(
    points: agenda.Agenda, rooms: list[tuple[Room, ...]]
) -> None:
    assert [agenda.rooms_of(points, number) for number in agenda.steps(points)] == rooms


@pytest.mark.parametrize(
    ("points", "at", "visited", "following"),
    [
        (ROOMED, None, set(), 0),
        (ROOMED, 0, {0}, 1),
        (ROOMED, 1, {0, 1}, 2),
        (ROOMED, 2, {0, 1, 2}, None),
        (ROOMED, None, {0, 1, 2}, None),
        (ROOMED, None, {0}, 1),
        (MIXED, 0, {0}, 2),
        (MIXED, 3, {0, 3}, 2),
        (MIXED, 3, {0, 2, 3}, None),
        (ROOMED, 0, {0, 1, 2}, 1),
    ],
)
def test_there_is_one_next_item_until_only_the_end_is_left(
    points: agenda.Agenda, at: int | None, visited: set[int], following: int | None
) -> None:
    assert agenda.next_of(points, at, visited) == following


@given(st.lists(st.tuples(st.sampled_from([None, "deltagere", "situation", "opsummering"]), st.booleans()), max_size=8))
def test_going_on_always_ends_after_the_summary(drawn: list[tuple[str | None, bool]]) -> None:
    points = [item(room, closed=closed) for room, closed in drawn]
    at, visited = None, set[int]()
    for _ in range(2 * len(points) + 1):
        at = agenda.next_of(points, at, visited)
        if at is None:
            break
        agenda.require_step(points, at)
        visited.add(at)
    assert at is None
    assert agenda.summary_of(points) in {None, *visited}
