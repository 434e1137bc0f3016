"""The closed item starts, ends, and holds nothing: on both databases, in its log lines, its columns and its bytes.

Source: plan line 73 (R47-R49), domain.md 6.2.
"""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import DateTime, Integer, String, inspect, select

from data import commands, queries
from data.entities import ActionPlan, Attendance, ClosedItem, LogLine, Meeting
from data.errors import NotAllowed, RuleBroken
from data.rules.access import Viewer
from data.storage import Store, verify
from data.vocabulary import Mandate, SeatKind, Verb, Way
from tests import builders as b
from tests.conftest import BEGIN, Clock

LEAVE = ("projektchef", "aab", "brandvaesen")
STAY = ("lokalraad-politi", "lokalraad-kommune")
MARK = "Zebraskoven"


@pytest.fixture
def meeting(store: Store, clock: Clock) -> int:
    """A meeting with everybody at the table."""
    held = b.a_running_meeting(store)
    b.a_full_table(store, held)
    clock.turn(minutes=20)
    return held


def sitting(store: Store, meeting: int) -> list[str]:
    with store.whole() as session:
        rows = session.scalars(select(Attendance).where(Attendance.meeting_id == meeting).order_by(Attendance.id))
        return [row.seated for row in rows if row.left_at is None]


def facts_of(line: LogLine) -> dict[str, object]:
    found: dict[str, object] = json.loads(line.facts)
    return found


def test_the_start_marks_everybody_who_must_leave_as_left_and_logs_functions(
    store: Store, meeting: int, clock: Clock
) -> None:
    item = b.a_closed_item(store, meeting)
    row = b.row_of(store, ClosedItem, item)
    assert (tuple(row.left), tuple(row.stayed)) == (LEAVE, STAY)
    assert (row.started_at, row.started_role, row.ended_at, row.ended_role) == (clock(), "lokalraad-politi", None, None)
    assert sitting(store, meeting) == list(STAY)
    with store.whole() as session:
        left = session.scalars(select(Attendance).where(Attendance.seated.in_(LEAVE)))
        assert {seat.left_at for seat in left} == {clock()}
    line = b.last_line(store)
    assert (line.verb, line.role, line.texts) == (Verb.START_CLOSED_ITEM, "lokalraad-politi", "{}")
    assert facts_of(line) == {"left": list(LEAVE), "meeting": 1, "stayed": list(STAY)}


@pytest.mark.parametrize("ends", ["lokalraad-politi", "lokalraad-kommune"])
def test_any_entitled_role_ends_it_also_when_who_started_it_is_gone(
    store: Store, meeting: int, clock: Clock, ends: str
) -> None:
    item = b.a_closed_item(store, meeting)
    clock.turn(minutes=12)
    assert commands.end_closed_item(store, b.hat(store, ends), item=item) == item
    row, line = b.row_of(store, ClosedItem, item), b.last_line(store)
    assert (row.ended_at, row.ended_role) == (clock(), ends)
    assert (line.verb, line.role, line.texts) == (Verb.END_CLOSED_ITEM, ends, "{}")
    assert facts_of(line) == {
        "ended_at": "2026-10-24T20:12:00+00:00", "left": list(LEAVE), "meeting": 1,
        "started_at": "2026-10-24T20:00:00+00:00", "stayed": list(STAY),
    }  # fmt: skip
    assert queries.lengths_of_items(store, b.hat(store, "aab"), meeting) == [clock() - row.started_at]
    with b.refused(store, RuleBroken, "closed-item-ended"):
        commands.end_closed_item(store, b.hat(store, ends), item=item)


def test_nobody_else_starts_or_ends_it_whatever_they_may_besides(store: Store, meeting: int) -> None:
    everything = frozenset(Verb)
    outside = [
        *(b.hat(store, role) for role in store.plan().roles if role not in STAY),
        *(Viewer(None, role, "aab", everything) for role in (*STAY, "projektchef", "administrator")),
        Viewer(None, "lokalraad-politi", "politi", everything, covered_115=True, only=frozenset({1})),
    ]
    for viewer in outside:
        with b.refused(store, NotAllowed, "not-allowed", verb=Verb.HOLD_CLOSED_ITEM):
            commands.start_closed_item(store, viewer, meeting=meeting, named=LEAVE)
    item = b.a_closed_item(store, meeting)
    for viewer in outside:
        with b.refused(store, NotAllowed, "not-allowed", verb=Verb.HOLD_CLOSED_ITEM):
            commands.end_closed_item(store, viewer, item=item)


def test_it_starts_once_at_a_running_meeting_with_the_list_that_was_read_out(store: Store) -> None:
    police = b.hat(store, "lokalraad-politi")
    called = b.a_called_meeting(store)
    with b.refused(store, RuleBroken, "meeting-not-running"):
        commands.start_closed_item(store, police, meeting=called, named=())
    commands.start_meeting(store, police, seen=b.seen(store, Meeting, called))
    b.a_seat(store, called, "lokalraad-politi")
    b.a_seat(store, called)
    for named in ((), ("aab", "projektchef"), ("lokalraad-politi",)):
        with b.refused(store, RuleBroken, "seats-changed"):
            commands.start_closed_item(store, police, meeting=called, named=named)
    commands.start_closed_item(store, police, meeting=called, named=("aab",))
    for role in STAY:
        with b.refused(store, RuleBroken, "closed-item-running"):
            commands.start_closed_item(store, b.hat(store, role), meeting=called, named=("aab",))


def test_who_starts_it_has_stayed_noted_as_present_or_not(store: Store) -> None:
    empty = b.a_running_meeting(store)
    row = b.row_of(store, ClosedItem, b.a_closed_item(store, empty))
    assert (row.left, row.stayed) == ([], ["lokalraad-politi"])


def test_who_came_unseen_by_the_list_must_be_named_too(store: Store, meeting: int) -> None:
    b.a_seat(store, meeting, "boligselskab")
    with b.refused(store, RuleBroken, "seats-changed"):
        commands.start_closed_item(store, b.hat(store, "lokalraad-politi"), meeting=meeting, named=LEAVE)


def test_a_sent_start_that_is_sent_again_after_the_end_starts_nothing(store: Store, meeting: int) -> None:
    police = b.hat(store, "lokalraad-politi", b.a_person(store, "lokalraad-politi"))
    sent = {"meeting": meeting, "named": LEAVE}
    item = commands.start_closed_item(store, police, "nøgle", **sent)
    commands.end_closed_item(store, police, item=item)
    before = b.standing(store)
    assert commands.start_closed_item(store, police, "nøgle", **sent) == item
    assert b.standing(store) == before
    assert queries.running_item(store, police) is None


@pytest.mark.parametrize("role", ["projektchef", "aab", "brandvaesen", "boligselskab"])
def test_nobody_who_had_to_leave_is_seated_while_it_runs(store: Store, meeting: int, role: str) -> None:
    b.a_closed_item(store, meeting)
    kind = SeatKind.GUEST if role == "brandvaesen" else SeatKind.STAND_IN
    for by in {*STAY, "stabsenhed", role} - {"brandvaesen"}:
        with b.refused(store, RuleBroken, "closed-item-running"):
            b.a_seat(store, meeting, role, by, kind=kind)
    with b.refused(store, RuleBroken, "closed-item-running"):
        commands.come_back(store, b.hat(store, "projektchef"), meeting=meeting, roles=LEAVE)


def test_a_covered_guest_leaves_and_a_covered_member_may_come_but_without_a_word(store: Store, meeting: int) -> None:
    """The staff unit is a part of the municipality; whoever comes is told of in the line of the end."""
    item = b.a_closed_item(store, meeting)
    with b.refused(store, RuleBroken, "closed-item-running"):
        b.a_seat(store, meeting, "stabsenhed", "lokalraad-politi", mandate=Mandate.LIMITED, limit=MARK)
    with b.refused(store, RuleBroken, "closed-item-running"):
        b.a_seat(store, meeting, "lokalraad-politi", "projektchef")
    came = b.a_seat(store, meeting, "stabsenhed", kind=SeatKind.STAND_IN)
    commands.leave_seat(store, b.hat(store, "stabsenhed"), seat=b.a_seat(store, meeting, "lokalraad-kommune"))
    with b.refused(store, RuleBroken, "closed-item-running"):
        commands.leave_seat(store, b.hat(store, "projektchef"), seat=came)
    commands.end_closed_item(store, b.hat(store, "lokalraad-politi"), item=item)
    assert b.row_of(store, ClosedItem, item).stayed == [*STAY, "stabsenhed"]


def test_those_who_left_come_back_all_at_once_as_they_sat(store: Store, meeting: int, clock: Clock) -> None:
    b.an_ended_item(store, meeting)
    clock.turn(minutes=1)
    assert queries.away_for_item(store, b.hat(store, "aab"), meeting) == LEAVE
    commands.come_back(store, b.hat(store, "stabsenhed"), "k", meeting=meeting, roles=LEAVE)
    assert set(sitting(store, meeting)) == {*STAY, *LEAVE}
    with store.whole() as session:
        before, after = session.scalars(
            select(Attendance).where(Attendance.seated == "aab").order_by(Attendance.id)
        ).all()
    assert (after.seat, after.mandate, after.way, after.limit_id) == (
        before.seat, before.mandate, before.way, before.limit_id,
    )  # fmt: skip
    assert (after.way, after.came_at, after.left_at, before.left_at) == (Way.ONLINE, clock(), None, BEGIN_OF_IT)
    with b.refused(store, RuleBroken, "already-so"):
        commands.come_back(store, b.hat(store, "stabsenhed"), meeting=meeting, roles=LEAVE)
    assert not queries.away_for_item(store, b.hat(store, "aab"), meeting)


def test_one_comes_back_oneself_and_seats_nobody_else(store: Store, meeting: int) -> None:
    b.an_ended_item(store, meeting)
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.SEAT):
        commands.come_back(store, b.hat(store, "aab"), meeting=meeting, roles=("aab", "projektchef"))
    commands.come_back(store, b.hat(store, "aab"), meeting=meeting, roles=("aab",))
    assert sitting(store, meeting) == [*STAY, "aab"]
    assert b.last_line(store).verb == Verb.ATTEND
    assert queries.away_for_item(store, b.hat(store, "aab"), meeting) == ("projektchef", "brandvaesen")


def test_a_second_one_parts_whoever_is_there_then(store: Store, meeting: int, clock: Clock) -> None:
    b.an_ended_item(store, meeting)
    clock.turn(minutes=1)
    commands.come_back(store, b.hat(store, "aab"), meeting=meeting, roles=("aab",))
    clock.turn(minutes=1)
    again = b.an_ended_item(store, meeting, "lokalraad-kommune")
    assert b.row_of(store, ClosedItem, again).left == ["aab"]
    assert queries.away_for_item(store, b.hat(store, "aab"), meeting) == ("projektchef", "aab", "brandvaesen")


def test_it_can_be_ended_whatever_became_of_the_plan_meanwhile(store: Store) -> None:
    incident = b.an_active_incident(store)
    item = b.a_closed_item(store, b.a_running_meeting(store, incident))
    plan = b.a_plan_ready_to_close(store, incident)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan))
    found = queries.running_item(store, b.hat(store, "lokalraad-kommune"), plan)
    assert found is not None
    assert commands.end_closed_item(store, b.hat(store, "lokalraad-kommune"), item=found.id) == item


def test_reporting_and_ones_own_actions_go_on_meanwhile(store: Store, meeting: int) -> None:
    action = b.an_accepted_action(store)
    b.a_closed_item(store, meeting)
    b.tell(store, action, b.ActionStatus.IN_PROGRESS)
    b.an_incident(store, "aab")


SEES: list[tuple[str, bool]] = [
    ("lokalraad-politi", True), ("lokalraad-kommune", True), ("stabsenhed", True), ("projektchef", False),
    ("aab", False), ("boligselskab", False), ("bestyrelse", False), ("styregruppe", False),
]  # fmt: skip


@pytest.mark.parametrize(("role", "entitled"), SEES)
def test_others_read_that_it_runs_and_since_when_and_no_more(
    store: Store, meeting: int, role: str, entitled: bool
) -> None:
    item = b.a_closed_item(store, meeting)
    found = queries.running_item(store, b.hat(store, role))
    assert found is not None
    assert (found.id, found.plan, found.started_at) == (item, 1, BEGIN_OF_IT)
    assert found.left == (LEAVE if entitled else None)


def test_it_is_about_its_own_plan_and_seen_on_a_shared_screen_from_any(store: Store, meeting: int) -> None:
    other = b.plan_of(store, b.an_active_incident(store))
    b.a_closed_item(store, meeting)
    aab = b.hat(store, "aab")
    assert queries.running_item(store, aab, other) is None
    assert queries.running_item(store, aab, 1) == queries.running_item(store, aab)


def test_the_log_verifies_and_its_lines_hold_codes_alone(store: Store, meeting: int) -> None:
    b.an_ended_item(store, meeting)
    with store.whole() as session:
        assert verify(session).whole
        lines = session.scalars(select(LogLine).where(LogLine.verb.in_(["start_closed_item", "end_closed_item"])))
        assert {line.texts for line in lines} == {"{}"}


def test_the_table_has_no_column_that_could_hold_a_word(store: Store) -> None:
    """Numbers, moments, role codes, and two lists of role codes that only the rule fills."""
    kinds = {column.key: column.type for column in inspect(ClosedItem).columns}
    lists = {name for name, kind in kinds.items() if not isinstance(kind, Integer | DateTime | String)}
    texts = {name for name, kind in kinds.items() if isinstance(kind, String)}
    assert texts == {"started_role", "ended_role"}
    assert lists - {name for name in kinds if name.endswith("_at")} == {"left", "stayed"}


BEGIN_OF_IT = BEGIN.replace(hour=20, minute=0)
Press = Callable[[Store, int], object]
PLANTED: dict[str, Press] = {
    "as a mandate": lambda store, meeting: b.a_seat(
        store, meeting, "lokalraad-kommune", "lokalraad-politi", mandate=Mandate.LIMITED, limit=MARK
    ),
    "as a mandate of who left": lambda store, meeting: b.a_seat(
        store, meeting, "aab", kind=SeatKind.STAND_IN, mandate=Mandate.LIMITED, limit=MARK
    ),
    "as a function that must leave": lambda store, meeting: commands.start_closed_item(
        store, b.hat(store, "lokalraad-politi"), meeting=meeting, named=(MARK,)
    ),
    "as somebody who comes back": lambda store, meeting: commands.come_back(
        store, b.hat(store, "projektchef"), meeting=meeting, roles=(MARK,)
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", PLANTED)
def test_what_somebody_tries_to_plant_in_it_is_refused_before_it_is_stored(
    store: Store, meeting: int, how: str
) -> None:
    b.a_closed_item(store, meeting)
    with b.refused(store, RuleBroken, "closed-item-running"):
        PLANTED[how](store, meeting)
