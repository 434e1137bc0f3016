"""Every button, pressed in any order by anybody, from an almost closed plan on: what must hold holds after each press.

The chain verifies and goes on from where it was; a success adds to it and a refusal does not; overdue and unowned are
what they should be; and a plan that is closed never changes again.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from data import commands, queries
from data.entities import (
    Action,
    ActionPlan,
    Entity,
    Fact,
    HandOver,
    Impression,
    Incident,
    Merge,
    PlanAgreement,
    PlanEdition,
    PlanPart,
    Progress,
    Report,
    SupportAnswer,
)
from data.errors import NotAllowed, Refusal, Stale
from data.rules import access
from data.rules.access import Viewer
from data.storage import Head, Seen, Store, log, verify
from data.storage.connect import connect
from data.vocabulary import (
    ActionStatus,
    Affected,
    Answer,
    CallResult,
    Certainty,
    Channel,
    IncidentState,
    PartKind,
    PartState,
    PlanState,
    Response,
    Risk,
    Route,
    Source,
    Stance,
    Verb,
)
from tests import builders as b
from tests.conftest import Clock, Databases

Press = Callable[..., int]
ENDED = {ActionStatus.DONE, ActionStatus.CANCELLED, ActionStatus.HANDED_OVER}
OF_A_PLAN: tuple[Any, ...] = (Action, PlanPart, PlanEdition, PlanAgreement, SupportAnswer, Impression)
WHO = st.integers(0, 199)
"""Four times out of five somebody who may, else anybody."""
ONE = st.integers(0, 199)
"""Four times out of five a thing that stands where the button is meant for it, else any, or none at all."""
WORDS = st.sampled_from(["Der er ro i gården nu."] * 8 + ["", "Ring 20930931"])
PARTIES = st.sampled_from(["aab"] * 3 + ["boligselskab", "politi", None])
BEHIND = st.sampled_from([0] * 7 + [1])
"""How many versions the page is behind."""
HOURS = st.sampled_from([96, 72, 48, 24, 1, -1, None])
S, A, P = IncidentState, ActionStatus, PlanState
WAITING, OPEN = (S.RECEIVED, S.ASSESSED), (S.RECEIVED, S.ASSESSED, S.ACTIVE)
RUNNING = (A.PROPOSED, A.ACCEPTED, A.IN_PROGRESS)


class Buttons(RuleBasedStateMachine):
    """A house in the middle of an evening."""

    databases: ClassVar[Databases]
    scene: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.url = self.databases.copy_of(self.scene)
        self.clock = Clock()
        self.store = self.databases.open(self.url, self.clock)
        self.hats = {role: b.hat(self.store, role) for role in self.store.plan().roles}
        self.head = Head(0, log.GENESIS)
        self.closed: dict[int, object] = {}
        self.stale = False

    def teardown(self) -> None:
        self.store.close()
        self.databases.drop(self.url)

    # -- who presses, and on what

    def role(self, who: int, verb: Verb, owner: str | None = None) -> str:
        """A role that may, or sometimes any."""
        may = [role for role, hat in self.hats.items() if access.may(hat, verb, owner=owner)]
        return may[who % len(may)] if may and who % 5 else list(self.hats)[who % len(self.hats)]

    def one(self, kind: Any, which: int, *states: StrEnum) -> int:
        """The number of a thing in one of the states, or sometimes of any, or of none."""
        column = kind.status if kind is Action else kind.state
        with self.store.whole() as session:
            fitting = session.scalars(select(kind.id).where(column.in_(states)).order_by(kind.id)).all()
        return fitting[which % len(fitting)] if fitting and which % 5 else which % 9 + 1

    def seen(self, kind: type[Entity], number: int, behind: int) -> Seen:
        """What a page shows, perhaps from before."""
        found = b.row_of(self.store, kind, number)
        if found is None:
            return Seen(number, 1)
        self.stale = bool(behind)
        return Seen(number, found.version - behind)

    def moment(self, hours: int | None) -> Any:
        return None if hours is None else b.ahead(self.store, hours=hours)

    def press(self, command: Press, role: str, /, **given: Any) -> None:
        self.press_as(command, self.hats[role], **given)

    def press_as(self, command: Press, by: Viewer, /, **given: Any) -> None:
        before, behind, self.stale = b.standing(self.store), self.stale, False
        try:
            command(self.store, by, **given)
        except Refusal as refusal:
            assert b.standing(self.store) == before
            assert not behind or isinstance(refusal, Stale | NotAllowed)  # noqa: PT017  the same
        else:
            assert not behind, "a page from before went through"
            assert self.store.revision() > before[0]

    def on_incident(
        self, command: Press, verb: Verb, who: int, which: int, behind: int, *states: S, **given: Any
    ) -> None:
        seen = self.seen(Incident, self.one(Incident, which, *states), behind)
        self.press(command, self.role(who, verb), seen=seen, **given)

    def on_action(
        self, command: Press, verb: Verb, who: int, which: int, behind: int, *states: A, **given: Any
    ) -> None:
        number = self.one(Action, which, *states)
        found = b.row_of(self.store, Action, number)
        role = self.role(who, verb, found.party if found else None)
        self.press(command, role, seen=self.seen(Action, number, behind), **given)

    def on_plan(self, command: Press, verb: Verb, who: int, which: int, behind: int, *states: P, **given: Any) -> None:
        seen = self.seen(ActionPlan, self.one(ActionPlan, which, *states), behind)
        self.press(command, self.role(who, verb), seen=seen, **given)

    # -- time

    @rule(minutes=st.sampled_from([1, 15, 120, 3000]))
    def time_passes(self, minutes: int) -> None:
        self.clock.turn(minutes=minutes)

    # -- incidents

    @rule(who=WHO, what=WORDS, exercise=st.booleans(), route=st.sampled_from(Route))
    def report(self, who: int, **given: Any) -> None:
        self.press(commands.report, self.role(who, Verb.REPORT), **b.a_report(self.store, **given))

    @rule(who=WHO, which=ONE)
    def mark_read(self, who: int, which: int) -> None:
        incident = self.one(Incident, which, *WAITING)
        self.press(commands.mark_read, self.role(who, Verb.MARK_READ), incident=incident)

    @rule(
        who=WHO, which=ONE, behind=BEHIND, acute=st.sampled_from(Answer), unrest=st.sampled_from(Answer),
        response=st.sampled_from(Response), risk=st.sampled_from(Risk), sentence=WORDS,
    )  # fmt: skip
    def assess(self, who: int, which: int, behind: int, **given: Any) -> None:
        self.on_incident(commands.assess, Verb.ASSESS, who, which, behind, *OPEN, **given)

    @rule(who=WHO, which=ONE)
    def activate(self, who: int, which: int) -> None:
        incident = self.one(Incident, which, S.ASSESSED)
        self.press(commands.activate, self.role(who, Verb.ACTIVATE), incident=incident)

    @rule(who=WHO, which=ONE, behind=BEHIND, non_acute=st.booleans(), reason=WORDS)
    def reject(self, who: int, which: int, behind: int, **given: Any) -> None:
        self.on_incident(commands.reject, Verb.REJECT, who, which, behind, *WAITING, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND, reason=WORDS)
    def call_off(self, who: int, which: int, behind: int, **given: Any) -> None:
        self.on_incident(commands.call_off, Verb.CALL_OFF, who, which, behind, S.ACTIVE, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND, reason=WORDS)
    def close_informed(self, who: int, which: int, behind: int, **given: Any) -> None:
        self.on_incident(commands.close_informed, Verb.CLOSE_INFORMED, who, which, behind, S.ACTIVE, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND, what=WORDS)
    def break_exercise(self, who: int, which: int, behind: int, what: str) -> None:
        given = {"what": what, "category": "stenkast", "place": b.a_place(self.store)}
        self.on_incident(commands.break_exercise, Verb.BREAK_EXERCISE, who, which, behind, *OPEN, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND, into=ONE)
    def merge(self, who: int, which: int, behind: int, into: int) -> None:
        stays = self.one(Incident, into, *OPEN)
        self.on_incident(commands.merge, Verb.MERGE, who, which, behind, *WAITING, into=stays)

    @rule(who=WHO, which=ONE, behind=BEHIND)
    def unmerge(self, who: int, which: int, behind: int) -> None:
        self.on_incident(commands.unmerge, Verb.UNMERGE, who, which, behind, S.MERGED)

    # -- what is known

    @rule(who=WHO, which=ONE, what=WORDS, source=st.sampled_from(Source), certainty=st.sampled_from(Certainty))
    def tell_fact(self, who: int, which: int, **given: Any) -> None:
        incident = self.one(Incident, which, *OPEN)
        given |= {"incident": incident, "happened_at": self.clock()}
        self.press(commands.tell_fact, self.role(who, Verb.TELL_FACT), **given)

    @rule(who=WHO, which=st.integers(1, 20), behind=BEHIND, certainty=st.sampled_from(Certainty), reason=WORDS)
    def judge_fact(self, who: int, which: int, behind: int, **given: Any) -> None:
        seen = self.seen(Fact, which, behind)
        self.press(commands.judge_fact, self.role(who, Verb.JUDGE_FACT), seen=seen, **given)

    # -- calling in

    @rule(
        who=WHO, which=ONE, role=st.sampled_from(["aab"] * 3 + ["lokalraad-politi", "ukendt"]),
        stand_in=st.sampled_from([None, None, 0, 1]), result=st.sampled_from(CallResult),
    )  # fmt: skip
    def record_call(self, who: int, which: int, **given: Any) -> None:
        self.clock.turn(seconds=3)  # two clicks of a moment are one, and change nothing
        incident = self.one(Incident, which, S.ACTIVE, S.CALLED_OFF)
        self.press(commands.record_call, self.role(who, Verb.RECORD_CALL), incident=incident, **given)

    @rule(
        who=WHO, which=ONE, role=st.sampled_from(["aab", "projektchef", "lokalraad-politi", "stabsenhed", None]),
        unreachable=st.booleans(),
    )  # fmt: skip
    def change_coordinator(self, who: int, which: int, **given: Any) -> None:
        incident = self.one(Incident, which, S.ACTIVE)
        found = b.row_of(self.store, Incident, incident)
        before = found.coordinator if found else "projektchef"
        role = self.role(who, Verb.CHANGE_COORDINATOR)
        self.press(commands.change_coordinator, role, incident=incident, before=before, **given)

    # -- actions

    @rule(who=WHO, which=ONE, what=WORDS, party=PARTIES, hours=HOURS)
    def propose_action(self, who: int, which: int, what: str, party: str | None, hours: int | None) -> None:
        described = commands.Description(what=what, party=party, deadline=self.moment(hours))
        incident = self.one(Incident, which, S.ACTIVE)
        self.press(commands.propose_action, self.role(who, Verb.PROPOSE_ACTION), incident=incident, described=described)

    @rule(who=WHO, which=ONE, behind=BEHIND, what=WORDS, party=PARTIES, hours=HOURS)
    def describe_action(
        self, who: int, which: int, behind: int, what: str, party: str | None, hours: int | None
    ) -> None:
        given = {"described": commands.Description(what=what, party=party, deadline=self.moment(hours))}
        self.on_action(commands.describe_action, Verb.DESCRIBE_ACTION, who, which, behind, *RUNNING, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND)
    def accept_action(self, who: int, which: int, behind: int) -> None:
        self.on_action(commands.accept_action, Verb.ACCEPT_ACTION, who, which, behind, A.PROPOSED)

    @rule(which=ONE)
    def accept_without_a_mandate(self, which: int) -> None:
        number = self.one(Action, which, A.PROPOSED)
        if (found := b.row_of(self.store, Action, number)) and found.party in self.hats:
            self.press_as(
                commands.accept_action, b.without_mandate(self.store, found.party), seen=Seen(number, found.version)
            )

    @rule(who=WHO, which=ONE, behind=BEHIND)
    def confirm_reservation(self, who: int, which: int, behind: int) -> None:
        states = (A.ACCEPTED, A.IN_PROGRESS, A.DONE)
        self.on_action(commands.confirm_reservation, Verb.CONFIRM_RESERVATION, who, which, behind, *states)

    @rule(who=WHO, which=ONE, behind=BEHIND, status=st.sampled_from(A), note=WORDS, seen_by=WORDS)
    def update_progress(self, who: int, which: int, behind: int, status: A, **given: Any) -> None:
        """Two notes never collide (6.6): only another status asks for the action as it was seen."""
        self.clock.turn(seconds=1)
        states = (A.ACCEPTED, A.IN_PROGRESS)
        found = b.row_of(self.store, Action, self.one(Action, which, *states))
        behind = 0 if found and found.status is status else behind
        given["status"] = status
        self.on_action(commands.update_progress, Verb.UPDATE_PROGRESS, who, which, behind, *states, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND, note=WORDS)
    def decline_action(self, who: int, which: int, behind: int, note: str) -> None:
        self.on_action(commands.decline_action, Verb.DECLINE_ACTION, who, which, behind, *RUNNING, note=note)

    @rule(who=WHO, which=ONE, behind=BEHIND, note=WORDS)
    def cancel_action(self, who: int, which: int, behind: int, note: str) -> None:
        self.on_action(commands.cancel_action, Verb.CANCEL_ACTION, who, which, behind, *RUNNING, note=note)

    @rule(who=WHO, which=ONE, behind=BEHIND, note=WORDS)
    def reopen_action(self, who: int, which: int, behind: int, note: str) -> None:
        self.on_action(commands.reopen_action, Verb.REOPEN_ACTION, who, which, behind, *ENDED, note=note)

    @rule(
        who=WHO, which=ONE, behind=BEHIND, forum=st.sampled_from(["lokalraad", "bestyrelse", "findes-ikke"]),
        days=st.sampled_from([30, 30, 30, 0, -1, None]), receiver=st.sampled_from([None, None, "stabsenhed", "ukendt"]),
    )  # fmt: skip
    def hand_over(self, who: int, which: int, behind: int, forum: str, days: int | None, receiver: str | None) -> None:
        given = {"forum": forum, "due": self.day(days), "receiver": receiver}
        self.on_action(commands.hand_over, Verb.HAND_OVER, who, which, behind, *RUNNING, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND, days=st.sampled_from([30, 30, -1, None]))
    def register_hand_over(self, who: int, which: int, behind: int, days: int | None) -> None:
        given = {"due": self.day(days)}
        self.on_action(commands.register_hand_over, Verb.CONFIRM_HAND_OVER, who, which, behind, A.HANDED_OVER, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND, days=st.sampled_from([0, 0, -3, 1, None]))
    def confirm_hand_over(self, who: int, which: int, behind: int, days: int | None) -> None:
        self.on_hand_over(commands.confirm_hand_over, who, which, behind, answered_on=self.day(days))

    @rule(who=WHO, which=ONE, behind=BEHIND, outcome=WORDS)
    def deal_with_hand_over(self, who: int, which: int, behind: int, outcome: str) -> None:
        self.on_hand_over(commands.deal_with_hand_over, who, which, behind, outcome=outcome)

    def on_hand_over(self, command: Press, who: int, which: int, behind: int, **given: Any) -> None:
        with self.store.whole() as session:
            found = session.scalars(select(HandOver.id).order_by(HandOver.id)).all()
        number = found[which % len(found)] if found and which % 5 else which % 9 + 1
        seen = self.seen(HandOver, number, behind)
        self.press(command, self.role(who, Verb.CONFIRM_HAND_OVER), seen=seen, **given)

    def day(self, days: int | None) -> date | None:
        return None if days is None else b.in_days(self.store, days)

    @invariant()
    def what_is_handed_over_has_exactly_one_place_on_a_list(self) -> None:
        with self.store.whole() as session:
            rows = session.scalars(select(HandOver)).all()
            over = session.scalars(select(Action).where(Action.status == A.HANDED_OVER)).all()
        assert all((row.confirmed_at is None) is (row.confirmed_role is None) for row in rows)
        assert not [row for row in rows if row.dealt_at and row.withdrawn_at]
        standing = [row for row in rows if row.dealt_at is None and row.withdrawn_at is None]
        assert {row.action_id for row in standing} <= {action.id for action in over}
        assert len({row.action_id for row in standing}) == len(standing)
        forum = self.hats["projektchef"]
        listed = [row for code in self.store.plan().fora for row in queries.open_hand_overs(self.store, forum, code)]
        assert sorted(row.id or 0 for row in listed) == sorted(row.id for row in standing)

    # -- plans

    @rule(who=WHO, which=ONE, incident=ONE, behind=BEHIND)
    def cover_incident(self, who: int, which: int, incident: int, behind: int) -> None:
        given = {"incident": self.one(Incident, incident, S.ACTIVE)}
        self.on_plan(commands.cover_incident, Verb.COVER_INCIDENT, who, which, behind, P.DRAFT, P.IN_FORCE, **given)

    @rule(
        who=WHO, which=ONE, kind=st.sampled_from(PartKind), revision=st.sampled_from([0, 0, 0, 1, 2]),
        state=st.sampled_from(PartState), text=WORDS,
    )  # fmt: skip
    def write_part(self, who: int, which: int, **given: Any) -> None:
        plan = self.one(ActionPlan, which, *P)
        given |= b.answers(self.store, given["kind"])
        self.press(commands.write_part, self.role(who, Verb.WRITE_PLAN), plan=plan, **given)

    @rule(who=WHO, which=ONE, about=st.sampled_from(Affected), needed=st.booleans(), note=WORDS)
    def answer_support(self, who: int, which: int, **given: Any) -> None:
        plan = self.one(ActionPlan, which, *P)
        self.press(commands.answer_support, self.role(who, Verb.ANSWER_SUPPORT), plan=plan, **given)

    @rule(
        who=WHO, which=ONE, behind=BEHIND, hours=HOURS, held=st.sampled_from([0, 0, 0, -1, 1, None]),
        sure=st.sampled_from([frozenset(range(1, 30)), frozenset()]), police=st.sampled_from(Stance), note=WORDS,
    )  # fmt: skip
    def agree(
        self, who: int, which: int, behind: int, hours: int | None, held: int | None, sure: frozenset[int],
        police: Stance, note: str,
    ) -> None:  # fmt: skip
        given = {"meeting_at": self.moment(held), "ends_at": self.moment(hours), "confirmed_unowned": sure}
        stances = {"aab": (Stance.AGREES, ""), "politi": (police, note)}
        self.on_plan(
            commands.agree, Verb.PUT_IN_FORCE, who, which, behind, P.DRAFT, P.AGREED, P.IN_FORCE, stances=stances,
            **given,
        )  # fmt: skip

    @rule(who=WHO, which=ONE, behind=BEHIND, hours=HOURS)
    def put_in_force(self, who: int, which: int, behind: int, hours: int | None) -> None:
        given = {"ends_at": self.moment(hours)}
        self.on_plan(commands.put_in_force, Verb.PUT_IN_FORCE, who, which, behind, P.AGREED, P.DRAFT, **given)

    @rule(who=WHO, which=ONE, edition=st.sampled_from([1, 1, 1, 2, 3]), stance=st.sampled_from(Stance), note=WORDS)
    def take_stance(self, who: int, which: int, **given: Any) -> None:
        plan = self.one(ActionPlan, which, P.AGREED, P.IN_FORCE)
        self.press(commands.take_stance, self.role(who, Verb.TAKE_STANCE), plan=plan, party="aab", **given)

    @rule(who=WHO, which=ONE, behind=BEHIND, hours=HOURS, reason=WORDS, held=st.sampled_from([0, 0, 0, -1, 1, None]))
    def extend(self, who: int, which: int, behind: int, hours: int | None, reason: str, held: int | None) -> None:
        given = {"meeting_at": self.moment(held), "ends_at": self.moment(hours), "reason": reason}
        self.on_plan(commands.extend, Verb.EXTEND, who, which, behind, P.IN_FORCE, **given)

    @rule(who=WHO, which=ONE, good=WORDS, better=WORDS)
    def give_impression(self, who: int, which: int, **given: Any) -> None:
        plan = self.one(ActionPlan, which, P.IN_FORCE)
        self.press(commands.give_impression, self.role(who, Verb.GIVE_IMPRESSION), plan=plan, **given)

    @rule(who=WHO, which=ONE, behind=BEHIND)
    def close(self, who: int, which: int, behind: int) -> None:
        self.on_plan(commands.close, Verb.CLOSE, who, which, behind, P.IN_FORCE)

    @initialize(finished=st.booleans())
    def begin(self, finished: bool) -> None:
        if finished:
            self.finish_the_first_plan()

    @precondition(lambda self: not self.closed)
    @rule()
    def finish_the_first_plan(self) -> None:
        """The way to a closed plan, so that what comes after it is pressed too."""
        for row in queries.actions(self.store, self.hats["projektchef"], plan=1):
            if row.status not in ENDED:
                self.press(commands.cancel_action, "projektchef", seen=Seen(row.id, row.version), note="Ikke mere.")
        for about in Affected:
            self.press(commands.answer_support, "projektchef", plan=1, about=about, needed=False)
        self.press(commands.give_impression, "aab", plan=1, good="Tempo.", better="Lys.")
        for body in self.store.plan().informed_bodies:
            self.press(commands.inform, "projektchef", incident=1, body=body.code, final=True, **self.notice())
        self.press(commands.close, "projektchef", seen=self.seen(ActionPlan, 1, 0))

    @invariant()
    def what_waits_for_a_confirmation_is_owned_and_begun(self) -> None:
        with self.store.whole() as session:
            for action in session.scalars(select(Action).where(Action.reserved.is_(True))):
                assert action.party is not None and action.status is not ActionStatus.PROPOSED  # noqa: PT018  one fact

    # -- the boards

    def notice(self) -> dict[str, Any]:
        return {"channel": Channel.PHONE, "content": "Der er ro igen.", "told_at": self.clock()}

    @rule(who=WHO, which=ONE, body=st.sampled_from(["styregruppe", "bestyrelse", "lokalraad"]), final=st.booleans())
    def inform(self, who: int, which: int, **given: Any) -> None:
        incident = self.one(Incident, which, S.ACTIVE)
        self.press(commands.inform, self.role(who, Verb.INFORM), incident=incident, **(self.notice() | given))

    # -- the house

    @rule(who=WHO, text=st.integers(1, 30))
    def redact(self, who: int, text: int) -> None:
        self.press(commands.redact, self.role(who, Verb.REDACT), text=text)

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
        for row in queries.actions(self.store, self.hats["projektchef"]):
            going_on = row.status not in ENDED and not row.closed
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
    def what_is_agreed_lacks_nothing(self) -> None:
        with self.store.whole() as session:
            plans = {plan.id: plan for plan in session.scalars(select(ActionPlan))}
            editions = session.scalars(select(PlanEdition)).all()
            answers = session.scalars(select(PlanAgreement)).all()

        assert all((one.note_id is None) is (one.stance is not Stance.RESERVES) for one in answers)
        for plan in plans.values():
            own = sorted(one.number for one in editions if one.plan_id == plan.id)
            assert own == list(range(1, plan.edition + 1))
            if plan.state in (PlanState.AGREED, PlanState.IN_FORCE):
                assert own
                assert plan.meeting_at is not None
            assert (plan.state is PlanState.IN_FORCE) <= (plan.ends_at is not None)
        assert all(one.meeting_at is not None or one.reopens for one in editions)
        first = {one.plan_id for one in editions if one.number == 1}
        assert first <= {one.plan_id for one in answers}

    @invariant()
    def what_is_merged_is_merged_once_and_the_earliest_times_hold(self) -> None:
        with self.store.whole() as session:
            incidents = {incident.id: incident for incident in session.scalars(select(Incident))}
            living = session.scalars(select(Merge).where(Merge.undone_at.is_(None))).all()
            reports = session.scalars(select(Report)).all()
        merged = {incident.id for incident in incidents.values() if incident.state is IncidentState.MERGED}
        assert sorted(merge.incident_id for merge in living) == sorted(merged)
        assert not merged & {merge.into_id for merge in living}, "never a chain"
        belongs = {merge.incident_id: merge.into_id for merge in living}
        for number, incident in incidents.items():
            told = [report for report in reports if belongs.get(report.incident_id, report.incident_id) == number]
            if number not in merged:
                assert incident.happened_at == min(report.happened_at for report in told)
                assert incident.reported_at == min(report.at for report in told)
                assert all(incidents[report.incident_id].exercise == incident.exercise for report in told)

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
        assert len({(i.plan_id, i.coordinator) for i in incidents if i.plan_id is not None}) == len(
            {i.plan_id for i in incidents if i.plan_id is not None}
        ), "a plan is coordinated by exactly one"
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
