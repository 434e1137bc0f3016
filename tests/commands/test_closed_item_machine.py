"""Any clicks by anybody in any order round closed items: nobody but the covered start, end or see more than its clock.

Whatever is typed meanwhile is refused, or is an ordinary report or update of an action. Source: R47-R49, 6.2.
"""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from data import commands, queries
from data.entities import Action, Attendance, ClosedItem, LogLine, Text
from data.errors import Refusal
from data.rules import closed_item
from data.storage import Head, Store, log, verify
from data.storage.connect import connect
from data.vocabulary import ActionStatus, Mandate, SeatKind, Verb, Way
from tests import builders as b
from tests.conftest import Clock, Databases

ROLES = (
    "projektchef", "lokalraad-politi", "lokalraad-kommune", "stabsenhed", "aab", "boligselskab", "brandvaesen",
    "styregruppe", "bestyrelse", "administrator", "ukendt",
)  # fmt: skip
ROLE = st.sampled_from(ROLES)
KIND = st.sampled_from(SeatKind)
LIMIT = st.sampled_from(["", "", "Zebraskoven"])
COVERED = {"lokalraad-politi", "lokalraad-kommune", "stabsenhed"}
HOLDERS = {"lokalraad-politi", "lokalraad-kommune"}
GOES_ON = {"report", "update_progress"}
"""What may still take in a text while a closed item runs."""


class Table(RuleBasedStateMachine):
    """A running meeting with everybody at it."""

    databases: ClassVar[Databases]
    scene: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.url = self.databases.copy_of(self.scene)
        self.clock = Clock()
        self.store: Store = self.databases.open(self.url, self.clock)
        self.hats = {role: b.hat(self.store, role) for role in ROLES}
        self.head = Head(0, log.GENESIS)

    def teardown(self) -> None:
        self.store.close()
        self.databases.drop(self.url)

    def items(self) -> list[ClosedItem]:
        with self.store.whole() as session:
            return list(session.scalars(select(ClosedItem).order_by(ClosedItem.id)))

    def press(self, command: Callable[..., int], by: str, /, **given: Any) -> None:
        """What goes through while an item runs brings no text, unless it is one of those that go on."""
        running, before = [item for item in self.items() if item.ended_at is None], b.standing(self.store)
        self.clock.turn(minutes=1)
        try:
            command(self.store, self.hats[by], **given)
        except Refusal:
            assert b.standing(self.store) == before
            return
        if command in (commands.start_closed_item, commands.end_closed_item):
            assert by in HOLDERS
        if running and command.__name__ not in GOES_ON:
            assert by in COVERED
            assert b.standing(self.store)[1] == before[1], "a text came in"

    @rule(by=ROLE, honest=st.booleans())
    def start(self, by: str, honest: bool) -> None:
        named = queries.leaving_for_item(self.store, self.hats["lokalraad-politi"], 1).parting.leaving
        self.press(commands.start_closed_item, by, meeting=1, named=named if honest else named[:-1])

    @rule(by=ROLE, which=st.integers(1, 3))
    def end(self, by: str, which: int) -> None:
        self.press(commands.end_closed_item, by, item=which)

    @rule(by=ROLE, role=ROLE, kind=KIND, limit=LIMIT)
    def seat(self, by: str, role: str, kind: SeatKind, limit: str) -> None:
        mandate = Mandate.LIMITED if limit else Mandate.FULL
        self.press(commands.seat, by, meeting=1, role=role, kind=kind, mandate=mandate, way=Way.ROOM, limit=limit)

    @rule(by=ROLE, seat=st.integers(1, 12))
    def leave(self, by: str, seat: int) -> None:
        self.press(commands.leave_seat, by, seat=seat)

    @rule(by=ROLE, roles=st.lists(ROLE, min_size=1, max_size=4, unique=True))
    def come_back(self, by: str, roles: list[str]) -> None:
        self.press(commands.come_back, by, meeting=1, roles=tuple(roles))

    @rule(by=ROLE)
    def report(self, by: str) -> None:
        self.press(commands.report, by, **b.a_report(self.store, what="Zebraskoven"))

    @rule(by=ROLE)
    def update(self, by: str) -> None:
        seen = b.seen(self.store, Action, 1)
        self.press(commands.update_progress, by, seen=seen, status=ActionStatus.ACCEPTED, note="Zebraskoven")

    @invariant()
    def one_runs_at_most_and_the_covered_hold_it(self) -> None:
        items = self.items()
        assert sum(item.ended_at is None for item in items) <= 1
        assert {item.started_role for item in items} | {item.ended_role for item in items} <= HOLDERS | {None}
        assert all(set(item.stayed) <= COVERED and not set(item.stayed) & set(item.left) for item in items)

    @invariant()
    def nobody_who_must_leave_sits_meanwhile(self) -> None:
        if not any(item.ended_at is None for item in self.items()):
            return
        with self.store.whole() as session:
            seats = session.scalars(select(Attendance).where(Attendance.left_at.is_(None))).all()
        assert all(seat.seated in COVERED and seat.seat is not SeatKind.GUEST for seat in seats)

    @invariant()
    def others_see_that_it_runs_and_no_more(self) -> None:
        for role, viewer in self.hats.items():
            found = queries.running_item(self.store, viewer)
            assert closed_item.is_entitled(viewer) is (role in COVERED)
            assert found is None or (found.left is not None) is (role in COVERED)

    @invariant()
    def its_lines_hold_no_text_and_the_log_verifies(self) -> None:
        with self.store.whole() as session:
            verdict = verify(session, self.head)
            lines = session.scalars(select(LogLine).where(LogLine.verb.contains("closed_item"))).all()
            texts = session.scalar(select(func.count(Text.id)))
        assert verdict.whole
        assert texts
        self.head = verdict.head
        assert all(line.texts == "{}" and line.role in HOLDERS for line in lines)
        assert {line.verb for line in lines} <= {Verb.START_CLOSED_ITEM, Verb.END_CLOSED_ITEM}


def a_table(databases: Databases) -> str:
    url = databases.fresh()
    store = Store(connect(url), Clock())
    incident = b.an_active_incident(store)
    b.an_accepted_action(store, incident)
    b.a_full_table(store, b.a_running_meeting(store, incident))
    store.close()
    return url


@pytest.mark.parametrize("examples", [24])
def test_whatever_is_clicked_the_closed_item_stays_closed(databases: Databases, examples: int) -> None:
    bound: Any = type("Bound", (Table,), {"databases": databases, "scene": a_table(databases)})
    run_state_machine_as_test(
        bound,
        settings=settings(
            settings.get_profile("house"),
            max_examples=examples if databases.kind == "sqlite" else examples // 3,
            stateful_step_count=25,
            phases=[Phase.generate, Phase.shrink],
        ),
    )
