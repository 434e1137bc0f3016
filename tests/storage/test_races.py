"""Two people at two instances press at the same moment, a hundred times: log, tables, answers and screens agree.

Source: 6.6 (nobody's words are overwritten), 6.16 (one activation, the second is told who was first).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import Action, ActionPlan, Activation, Incident, LogLine, PlanPart, Progress
from data.errors import AlreadyHappened, Refusal, RuleBroken, Stale
from data.rules.access import Viewer
from data.storage import Store, verify
from data.storage.connect import connect
from data.vocabulary import ActionStatus, IncidentState, PartKind, PartState, PlanState, Stance, Verb
from tests import builders as b
from tests.conftest import Clock
from tests.storage.test_concurrency import at_once

ROUNDS = 100
ON_ONE = 20
"""Rounds with the same incident: what is read after each does not grow on and on."""


@dataclass(frozen=True)
class Contestant:
    """Somebody at an instance, and what they do."""

    by: Viewer
    does: Callable[[Store, Viewer], int]


@dataclass(frozen=True)
class Round:
    """How one round went: whose change was saved, what the other was answered, and the line in the log."""

    winner: Contestant
    loser: Contestant
    answer: Refusal
    line: LogLine


@dataclass
class Arena:
    """Two instances on one database."""

    one: Store
    two: Store
    clock: Clock
    won: Counter[str] = field(default_factory=Counter)

    def race(self, here: Contestant, there: Contestant) -> Round:
        """Both at the same moment, one at each instance: one is saved and logged, the other changes nothing."""
        self.clock.turn(seconds=1)
        before, texts, sent = b.standing(self.one)
        done = at_once(lambda: here.does(self.one, here.by), lambda: there.does(self.two, there.by))
        refused = [task.exception() for task in done]
        assert sum(why is None for why in refused) == 1, refused
        (answer,) = (why for why in refused if why is not None)
        assert isinstance(answer, Refusal)
        winner, loser = (here, there) if refused[0] is None else (there, here)
        (line,) = self.lines(before)
        assert (line.role, line.party, line.person_id) == (winner.by.role, winner.by.party, winner.by.person)
        assert (line.seq, line.at) == (before + 1, self.clock.now)
        assert b.standing(self.two)[0] == before + 1
        assert b.standing(self.two)[1] - texts == line.texts.count('"id"'), "no text of a refused change is kept"
        assert b.standing(self.two)[2] == sent
        self.won[f"{winner.by.role} {winner.by.person or ''} ({line.verb})"] += 1
        return Round(winner, loser, answer, line)

    def lines(self, after: int) -> list[LogLine]:
        """What the log says since then."""
        with self.one.whole() as session:
            return list(session.scalars(select(LogLine).where(LogLine.seq > after).order_by(LogLine.seq)))

    def screens_agree(self, incident: int, here: Viewer, there: Viewer) -> None:
        """Both, each at an instance, read the same of an incident, its plan, its actions and its log."""
        assert self._screen(self.one, here, incident) == self._screen(self.two, there, incident)

    @staticmethod
    def _screen(store: Store, viewer: Viewer, incident: int) -> tuple[object, ...]:
        view = queries.incident(store, viewer, incident)
        assert view is not None
        lines = queries.history(store, viewer, incident)
        if (plan := view.row.plan_id) is None:
            return view, lines
        return view, lines, queries.plan(store, viewer, plan), queries.actions(store, viewer, plan=plan)

    def prove(self) -> None:
        """After all rounds the chain is whole. Who won how often is told to whoever runs pytest with -s."""
        with self.one.whole() as session:
            assert verify(session).whole
        print(f"\n{self.one.engine.dialect.name}: {dict(self.won)}")


@pytest.fixture
def arena(url: str, store: Store, clock: Clock) -> Iterator[Arena]:
    made = Arena(store, Store(connect(url), clock), clock)
    yield made
    made.two.close()


def placed(number: int, *both: Contestant) -> tuple[Contestant, ...]:
    """Who presses at which instance: in every second round they have changed places."""
    return both[::-1] if number % 2 else both


def told_who_was_first(played: Round, kind: type[Refusal]) -> None:
    """The answer names whoever was first, and when, as the log does."""
    assert type(played.answer) is kind
    assert played.answer.details["role"] == played.winner.by.role
    assert played.answer.details["at"] == played.line.at


def test_accept_and_accept(arena: Arena) -> None:
    """Two of the party take the same action on."""
    ours = [b.hat(arena.one, "aab", b.a_person(arena.one, "aab", f"aab-{n}")) for n in range(2)]
    for number in range(ROUNDS):
        if number % ON_ONE == 0:
            incident = b.an_active_incident(arena.one)
        action = b.an_action(arena.one, incident)
        shown = b.seen(arena.two, Action, action)

        def accept(store: Store, by: Viewer, shown: b.Seen = shown) -> int:
            return commands.accept_action(store, by, seen=shown)

        played = arena.race(*placed(number, *(Contestant(by, accept) for by in ours)))
        told_who_was_first(played, Stale)
        assert b.row_of(arena.two, Action, action).status is ActionStatus.ACCEPTED
        with arena.two.whole() as session:
            told = session.scalars(select(Progress).where(Progress.action_id == action)).one()
        assert (told.person_id, told.at) == (played.winner.by.person, played.line.at)
        assert (played.line.verb, played.line.subject_id) == (Verb.ACCEPT_ACTION, action)
        arena.screens_agree(incident, *ours)
    arena.prove()


def test_activate_and_activate_by_both_routes(arena: Arena) -> None:
    """The project chief and the council, each by their own road (R24)."""
    chief, council = b.hat(arena.one, "projektchef"), b.hat(arena.one, "lokalraad-politi")
    for number in range(ROUNDS):
        incident = b.an_assessed_incident(arena.one)

        def activate(store: Store, by: Viewer, incident: int = incident) -> int:
            return commands.activate(store, by, incident=incident)

        played = arena.race(*placed(number, Contestant(chief, activate), Contestant(council, activate)))
        told_who_was_first(played, AlreadyHappened)
        with arena.two.whole() as session:
            found = session.scalars(select(Activation).where(Activation.incident_id == incident)).one()
            plans = session.scalars(select(Incident.plan_id).where(Incident.id == incident)).all()
        assert (found.role, found.at) == (played.winner.by.role, played.line.at)
        assert found.route == arena.one.plan().roles[played.winner.by.role].receives
        assert plans == [b.plan_of(arena.one, incident)]
        assert (played.line.verb, played.line.subject_id) == (Verb.ACTIVATE, incident)
        arena.screens_agree(incident, chief, council)
    with arena.one.whole() as session:
        assert list(session.scalars(select(ActionPlan.number).order_by(ActionPlan.id))) == list(range(1, ROUNDS + 1))
    arena.prove()


def test_edit_and_edit_of_one_text(arena: Arena) -> None:
    """Two of the staff unit write the same part; whoever is late sees both texts and saves again, neither is lost."""
    ours = [b.hat(arena.one, "stabsenhed", b.a_person(arena.one, "stabsenhed", f"skriver-{n}")) for n in (1, 2)]
    chief = b.hat(arena.one, "projektchef")
    for number in range(ROUNDS):
        if number % ON_ONE == 0:
            incident, written = b.an_active_incident(arena.one), list[str]()
            plan = b.plan_of(arena.one, incident)

        write = partial(_write, plan, len(written), number)
        played = arena.race(*placed(number, *(Contestant(by, write) for by in ours)))
        told_who_was_first(played, Stale)
        now = queries.part(arena.two, played.loser.by, plan, PartKind.PURPOSE)
        assert (now.role, now.at) == (played.winner.by.role, played.line.at)
        arena.screens_agree(incident, *ours)
        _write(plan, now.revision, number, arena.two, played.loser.by)
        written += [f"nr. {who.by.person} i {number}" for who in (played.winner, played.loser)]
        lines = [line for line in queries.history(arena.one, chief, incident) if line.verb is Verb.WRITE_PLAN]
        assert [line.texts["text"].body for line in reversed(lines)] == written
    with arena.one.whole() as session:
        revisions = session.scalars(select(PlanPart.revision).order_by(PlanPart.id))
        assert list(revisions) == list(range(1, ON_ONE * 2 + 1)) * (ROUNDS // ON_ONE)
    arena.prove()


def _write(plan: int, seen: int, number: int, store: Store, by: Viewer) -> int:
    return commands.write_part(
        store, by, plan=plan, kind=PartKind.PURPOSE, revision=seen, state=PartState.FILLED,
        text=f"nr. {by.person} i {number}", target_groups=("beboere",),
    )  # fmt: skip


def test_close_and_add(arena: Arena) -> None:
    """The plan is closed while somebody proposes an action: it is closed without it, or open with it."""
    chief, staff = b.hat(arena.one, "projektchef"), b.hat(arena.one, "stabsenhed")
    for number in range(ROUNDS):
        incident = b.an_active_incident(arena.one)
        plan = b.a_plan_ready_to_close(arena.one, incident)
        shown = b.seen(arena.one, ActionPlan, plan)

        def close(store: Store, by: Viewer, shown: b.Seen = shown) -> int:
            return commands.close(store, by, seen=shown)

        def add(store: Store, by: Viewer, incident: int = incident) -> int:
            return commands.propose_action(store, by, incident=incident, described=b.described())

        played = arena.race(*placed(number, Contestant(chief, close), Contestant(staff, add)))
        assert type(played.answer) is RuleBroken
        states = (b.row_of(arena.two, ActionPlan, plan).state, b.row_of(arena.two, Incident, incident).state)
        actions = queries.actions(arena.two, staff, plan=plan)
        if played.winner.by is chief:
            assert (played.line.verb, states) == (Verb.CLOSE, (PlanState.CLOSED, IncidentState.CLOSED))
            assert (played.answer.code, played.answer.details["state"]) == ("not-in-this-state", IncidentState.CLOSED)
            assert len(actions) == 1
        else:
            assert (played.line.verb, states) == (Verb.PROPOSE_ACTION, (PlanState.IN_FORCE, IncidentState.ACTIVE))
            assert played.answer.code == "not-ready"
            assert sorted(row.status for row in actions) == sorted([ActionStatus.DONE, ActionStatus.PROPOSED])
        arena.screens_agree(incident, chief, staff)
    arena.prove()


def test_agree_and_agree(arena: Arena) -> None:
    """Two who lead the meeting bring the same plan into force: one edition, and the other is told who was first."""
    chief, police = b.hat(arena.one, "projektchef"), b.hat(arena.one, "lokalraad-politi")
    for number in range(ROUNDS):
        if number % ON_ONE == 0:
            incident = b.an_active_incident(arena.one)
            plan = b.plan_of(arena.one, incident)
        shown = b.seen(arena.two, ActionPlan, plan)

        def agree(store: Store, by: Viewer, shown: b.Seen = shown, ends: int = number + 1) -> int:
            party = by.party or ""
            stances = {party: (Stance.AGREES, ""), "aab": (Stance.RESERVES, f"{party} {ends}")}
            return b.agree(store, shown.id, by.role, seen=shown, stances=stances, ends_at=b.ahead(store, hours=ends))

        played = arena.race(*placed(number, Contestant(chief, agree), Contestant(police, agree)))
        told_who_was_first(played, Stale)
        found = queries.plan(arena.two, played.loser.by, plan)
        assert found is not None
        assert found.edition == len(found.editions) == number % ON_ONE + 1
        assert found.agreed == (played.winner.by.party,)
        assert found.editions[-1].stances["aab"].note.body == f"{played.winner.by.party} {number + 1}"
        arena.screens_agree(incident, chief, police)
    arena.prove()


def test_answer_and_agree_anew(arena: Arena) -> None:
    """A party answers while a new edition is made: its answer stands by the edition it looked at, or it is told."""
    chief, aab = b.hat(arena.one, "projektchef"), b.hat(arena.one, "aab")
    late = 0
    for number in range(ROUNDS):
        if number % ON_ONE == 0:
            incident = b.an_active_incident(arena.one)
            plan = b.a_plan_in_force(arena.one, incident, parties=("politi",))
        arena.clock.turn(seconds=1)
        shown = b.row_of(arena.two, ActionPlan, plan)
        before, seen = shown.edition, b.seen(arena.two, ActionPlan, plan)

        def answer(before: int = before, plan: int = plan, store: Store = arena.one) -> int:
            return b.answers_for_itself(store, plan, "aab", edition=before)

        def agree(seen: b.Seen = seen, plan: int = plan, hours: int = 49 + number, store: Store = arena.two) -> int:
            return b.agree(store, plan, seen=seen, parties=("politi",), ends_at=b.ahead(store, hours=hours))

        answered, agreed = at_once(answer, agree)
        assert agreed.exception() is None
        refused = answered.exception()
        found = queries.plan(arena.one, aab, plan)
        assert found is not None
        assert found.edition == before + 1
        assert ("aab" in found.editions[-2].stances) is (refused is None)
        assert "aab" not in found.editions[-1].stances
        if refused is not None:
            late += 1
            assert type(refused) is Stale
            assert refused.details["role"] == chief.role
        arena.screens_agree(incident, chief, aab)
    arena.prove()
    print(f"late: {late} of {ROUNDS}")
