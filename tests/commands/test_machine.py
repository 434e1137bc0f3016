"""Every button, pressed in any order by anybody, from an almost closed plan on: what must hold holds after each press.

The chain verifies and goes on from where it was; a success adds to it and a refusal does not; overdue and unowned are
what they should be; and a plan that is closed never changes again.
"""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from data import commands, queries
from data.entities import (
    Action,
    ActionPlan,
    Entity,
    Impression,
    Incident,
    PlanAgreement,
    PlanEdition,
    PlanPart,
    Progress,
    SupportAnswer,
)
from data.errors import NotAllowed, Refusal, Stale
from data.storage import Head, Seen, Store, log, verify
from data.storage.connect import connect
from data.vocabulary import (
    ActionStatus,
    Affected,
    Answer,
    IncidentState,
    PartKind,
    PartState,
    PlanState,
    Response,
    Risk,
    Route,
)
from tests import builders as b
from tests.conftest import Clock, Databases

ENDED = {ActionStatus.DONE, ActionStatus.CANCELLED, ActionStatus.HANDED_OVER}
OF_A_PLAN: tuple[Any, ...] = (Action, PlanPart, PlanEdition, PlanAgreement, SupportAnswer, Impression)
ROLES = st.sampled_from(
    ["projektchef"] * 5 + ["aab"] * 4 + ["lokalraad-politi", "lokalraad-kommune", "stabsenhed"] * 2
    + ["boligselskab", "brandvaesen", "styregruppe", "administrator"]
)  # fmt: skip
"""Weighted towards those who may."""
WORDS = st.sampled_from(["Der er ro i gården nu."] * 8 + ["", "Ring 20930931"])
PARTIES = st.sampled_from(["aab"] * 3 + ["boligselskab", "politi", None])
IDS = st.integers(1, 9)
BEHIND = st.sampled_from([0] * 7 + [1])
"""How many versions the page is behind."""
HOURS = st.sampled_from([1, 24, 48, 96, -1, None])


class Buttons(RuleBasedStateMachine):
    """A house in the middle of an evening."""

    databases: ClassVar[Databases]
    scene: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.url = self.databases.copy_of(self.scene)
        self.clock = Clock()
        self.store = self.databases.open(self.url, self.clock)
        self.head = Head(0, log.GENESIS)
        self.closed: dict[int, object] = {}
        self.stale = False

    def teardown(self) -> None:
        self.store.close()
        self.databases.drop(self.url)

    def press(self, command: Callable[..., int], role: str, **given: Any) -> None:
        before, behind, self.stale = b.standing(self.store), self.stale, False
        try:
            command(self.store, b.hat(self.store, role), **given)
        except Refusal as refusal:
            assert b.standing(self.store) == before
            assert not behind or isinstance(refusal, Stale | NotAllowed)  # noqa: PT017  the same
        else:
            assert not behind, "a page from before went through"
            assert self.store.revision() > before[0]

    def seen(self, kind: type[Entity], number: int, behind: int) -> Seen:
        """What a page shows, perhaps from before."""
        found = b.row_of(self.store, kind, number)
        if found is None:
            return Seen(number, 1)
        self.stale = bool(behind)
        return Seen(number, found.version - behind)

    def moment(self, hours: int | None) -> Any:
        return None if hours is None else b.ahead(self.store, hours=hours)

    # -- time

    @rule(minutes=st.sampled_from([1, 15, 120, 3000]))
    def time_passes(self, minutes: int) -> None:
        self.clock.turn(minutes=minutes)

    # -- incidents

    @rule(role=ROLES, what=WORDS, exercise=st.booleans(), route=st.sampled_from(Route))
    def report(self, role: str, what: str, exercise: bool, route: Route) -> None:
        self.press(commands.report, role, **b.a_report(self.store, what=what, exercise=exercise, route=route))

    @rule(role=ROLES, incident=IDS)
    def mark_read(self, role: str, incident: int) -> None:
        self.press(commands.mark_read, role, incident=incident)

    @rule(
        role=ROLES, incident=IDS, behind=BEHIND, acute=st.sampled_from(Answer), unrest=st.sampled_from(Answer),
        response=st.sampled_from(Response), risk=st.sampled_from(Risk), sentence=WORDS,
    )  # fmt: skip
    def assess(self, role: str, incident: int, behind: int, **given: Any) -> None:
        self.press(commands.assess, role, seen=self.seen(Incident, incident, behind), **given)

    @rule(role=ROLES, incident=IDS)
    def activate(self, role: str, incident: int) -> None:
        self.press(commands.activate, role, incident=incident)

    @rule(role=ROLES, incident=IDS, behind=BEHIND, non_acute=st.booleans(), reason=WORDS)
    def reject(self, role: str, incident: int, behind: int, **given: Any) -> None:
        self.press(commands.reject, role, seen=self.seen(Incident, incident, behind), **given)

    @rule(role=ROLES, incident=IDS, behind=BEHIND, reason=WORDS)
    def call_off(self, role: str, incident: int, behind: int, reason: str) -> None:
        self.press(commands.call_off, role, seen=self.seen(Incident, incident, behind), reason=reason)

    @rule(role=ROLES, incident=IDS, behind=BEHIND, reason=WORDS)
    def close_informed(self, role: str, incident: int, behind: int, reason: str) -> None:
        self.press(commands.close_informed, role, seen=self.seen(Incident, incident, behind), reason=reason)

    @rule(role=ROLES, incident=IDS, behind=BEHIND, what=WORDS)
    def break_exercise(self, role: str, incident: int, behind: int, what: str) -> None:
        self.press(
            commands.break_exercise, role, seen=self.seen(Incident, incident, behind), what=what,
            category="stenkast", place=b.a_place(self.store),
        )  # fmt: skip

    # -- actions

    @rule(role=ROLES, incident=IDS, what=WORDS, party=PARTIES, hours=HOURS)
    def propose_action(self, role: str, incident: int, what: str, party: str | None, hours: int | None) -> None:
        described = commands.Description(what=what, party=party, deadline=self.moment(hours))
        self.press(commands.propose_action, role, incident=incident, described=described)

    @rule(role=ROLES, action=IDS, behind=BEHIND, what=WORDS, party=PARTIES, hours=HOURS)
    def describe_action(
        self, role: str, action: int, behind: int, what: str, party: str | None, hours: int | None
    ) -> None:
        described = commands.Description(what=what, party=party, deadline=self.moment(hours))
        self.press(commands.describe_action, role, seen=self.seen(Action, action, behind), described=described)

    @rule(role=ROLES, action=IDS, behind=BEHIND)
    def accept_action(self, role: str, action: int, behind: int) -> None:
        self.press(commands.accept_action, role, seen=self.seen(Action, action, behind))

    @rule(role=ROLES, action=IDS, behind=BEHIND, status=st.sampled_from(ActionStatus), note=WORDS, seen_by=WORDS)
    def update_progress(self, role: str, action: int, behind: int, **given: Any) -> None:
        self.clock.turn(seconds=1)
        self.press(commands.update_progress, role, seen=self.seen(Action, action, behind), **given)

    @rule(role=ROLES, action=IDS, behind=BEHIND, note=WORDS, command=st.sampled_from(
        [commands.decline_action, commands.cancel_action, commands.reopen_action]
    ))  # fmt: skip
    def side_exit(self, role: str, action: int, behind: int, note: str, command: Callable[..., int]) -> None:
        self.press(command, role, seen=self.seen(Action, action, behind), note=note)

    @rule(role=ROLES, action=IDS, behind=BEHIND, forum=st.sampled_from(["lokalraad", "bestyrelse", "findes-ikke"]))
    def hand_over(self, role: str, action: int, behind: int, forum: str) -> None:
        self.press(commands.hand_over, role, seen=self.seen(Action, action, behind), forum=forum)

    # -- plans

    @rule(role=ROLES, plan=IDS, incident=IDS, behind=BEHIND)
    def cover_incident(self, role: str, plan: int, incident: int, behind: int) -> None:
        self.press(commands.cover_incident, role, seen=self.seen(ActionPlan, plan, behind), incident=incident)

    @rule(
        role=ROLES, plan=IDS, kind=st.sampled_from(PartKind), revision=st.integers(0, 2),
        state=st.sampled_from(PartState), text=WORDS,
    )  # fmt: skip
    def write_part(self, role: str, plan: int, **given: Any) -> None:
        self.press(commands.write_part, role, plan=plan, **given)

    @rule(role=ROLES, plan=IDS, about=st.sampled_from(Affected), needed=st.booleans(), note=WORDS)
    def answer_support(self, role: str, plan: int, **given: Any) -> None:
        self.press(commands.answer_support, role, plan=plan, **given)

    @rule(role=ROLES, plan=IDS, behind=BEHIND, hours=HOURS, held=st.sampled_from([0, -1, 1, None]), sure=st.booleans())
    def put_in_force(self, role: str, plan: int, behind: int, hours: int | None, held: int | None, sure: bool) -> None:
        self.press(
            commands.put_in_force, role, seen=self.seen(ActionPlan, plan, behind), meeting_at=self.moment(held),
            parties=("aab", "politi"), ends_at=self.moment(hours),
            confirmed_unowned=frozenset(range(1, 20)) if sure else frozenset(),
        )  # fmt: skip

    @rule(role=ROLES, plan=IDS, behind=BEHIND, hours=HOURS, reason=WORDS)
    def extend(self, role: str, plan: int, behind: int, hours: int | None, reason: str) -> None:
        self.press(
            commands.extend, role, seen=self.seen(ActionPlan, plan, behind), ends_at=self.moment(hours), reason=reason
        )

    @rule(role=ROLES, plan=IDS, good=WORDS, better=WORDS)
    def give_impression(self, role: str, plan: int, good: str, better: str) -> None:
        self.press(commands.give_impression, role, plan=plan, good=good, better=better)

    @rule(role=ROLES, plan=st.sampled_from([1, 1, 2, 3]), behind=BEHIND)
    def close(self, role: str, plan: int, behind: int) -> None:
        self.press(commands.close, role, seen=self.seen(ActionPlan, plan, behind))

    @precondition(lambda self: not self.closed)
    @rule()
    def finish_the_first_plan(self) -> None:
        """The way to a closed plan, so that what comes after it is pressed too."""
        chief = b.hat(self.store, "projektchef")
        for row in queries.actions(self.store, chief, plan=1):
            if row.status not in ENDED:
                self.press(commands.cancel_action, "projektchef", seen=Seen(row.id, row.version), note="Ikke mere.")
        b.answer_support(self.store, 1) if b.row_of(self.store, ActionPlan, 1).state is not PlanState.CLOSED else None
        self.press(commands.give_impression, "aab", plan=1, good="Tempo.", better="Lys.")
        self.press(commands.close, "projektchef", seen=self.seen(ActionPlan, 1, 0))

    # -- the house

    @rule(role=ROLES, text=st.integers(1, 30))
    def redact(self, role: str, text: int) -> None:
        self.press(commands.redact, role, text=text)

    # -- what must hold

    @invariant()
    def the_chain_is_whole_and_goes_on_from_where_it_was(self) -> None:
        with self.store.whole() as session:
            verdict = verify(session, self.head)
        assert verdict.whole, verdict.why
        assert verdict.lines == self.store.revision() >= self.head.seq
        self.head = verdict.head

    @invariant()
    def late_and_unowned_are_computed_right(self) -> None:
        for row in queries.actions(self.store, b.hat(self.store, "projektchef")):
            going_on = row.status not in ENDED
            assert row.unowned is (going_on and row.party is None)
            assert row.overdue is (going_on and row.deadline is not None and row.deadline < self.clock())
            assert row.party is not None or row.status in {ActionStatus.PROPOSED} | ENDED

    @invariant()
    def a_closed_plan_never_changes_again(self) -> None:
        with self.store.whole() as session:
            shut = session.scalars(select(ActionPlan.id).where(ActionPlan.state == PlanState.CLOSED)).all()
            now = {plan: _everything_of(self.store, plan) for plan in shut}
        for plan, then in self.closed.items():
            assert now[plan] == then
        self.closed = now

    @invariant()
    def plans_and_incidents_agree(self) -> None:
        with self.store.whole() as session:
            plans = {plan.id: plan for plan in session.scalars(select(ActionPlan))}
            incidents = session.scalars(select(Incident)).all()
            actions = session.scalars(select(Action)).all()
        open_plans = {plan.id for plan in plans.values() if plan.state is not PlanState.CLOSED}
        led = {i.plan_id for i in incidents if i.state is IncidentState.ACTIVE and i.plan_id is not None}
        assert open_plans == led
        assert all(plans[i.plan_id].exercise == i.exercise for i in incidents if i.plan_id is not None)
        by_id = {incident.id: incident for incident in incidents}
        assert all(by_id[action.incident_id].plan_id == action.plan_id for action in actions)
        for things in (plans.values(), incidents):
            for exercise in (False, True):
                numbers = sorted(thing.number for thing in things if thing.exercise is exercise)
                assert numbers == list(range(1, len(numbers) + 1))


def _everything_of(store: Store, plan: int) -> object:
    """Every column of a plan and of what belongs to it; texts by number, since a removal may come later."""
    with store.whole() as session:
        rows: list[Any] = [session.get(ActionPlan, plan)]
        for kind in OF_A_PLAN:
            rows += session.scalars(select(kind).where(kind.plan_id == plan).order_by(kind.id))
        actions = select(Action.id).where(Action.plan_id == plan)
        rows += session.scalars(select(Progress).where(Progress.action_id.in_(actions)).order_by(Progress.id))
        rows += session.scalars(select(Incident).where(Incident.plan_id == plan).order_by(Incident.id))
        return [{c.key: getattr(row, c.key) for c in row.__mapper__.column_attrs} for row in rows]


def almost_closed(databases: Databases) -> str:
    """A database with a plan in force that lacks little, and other incidents in every state."""
    url = databases.fresh()
    store = Store(connect(url), Clock())
    first = b.an_active_incident(store)
    b.a_finished_action(store, first)
    b.an_accepted_action(store, first, deadline=b.ahead(store, minutes=30))
    b.an_action(store, first, party=None)
    plan = b.a_plan_in_force(store, first, confirmed_unowned=frozenset({3}))
    commands.answer_support(store, b.hat(store, "projektchef"), plan=plan, about=Affected.RESIDENTS, needed=False)
    b.an_assessed_incident(store)
    b.an_incident(store, "boligselskab")
    b.an_action(store, b.an_active_incident(store, exercise=True))
    b.an_active_incident(store, response=Response.INFORM)
    b.an_action(store, b.an_active_incident(store))
    store.close()
    return url


@pytest.mark.parametrize("examples", [12])
def test_whatever_is_pressed_what_must_hold_holds(databases: Databases, examples: int) -> None:
    bound: Any = type("Bound", (Buttons,), {"databases": databases, "scene": almost_closed(databases)})
    few = examples if databases.kind == "sqlite" else examples // 3
    run_state_machine_as_test(
        bound,
        settings=settings(
            settings.get_profile("house"),
            max_examples=few,
            stateful_step_count=30,
            phases=[Phase.generate, Phase.shrink],
        ),
    )
