"""The call list is tried before it is needed: who can be reached, and how fast? Source: plan line 47 (R17, R19).

One test runs at a time, and rings nobody while a real incident is active: that comes first. It may wait, or be ended.
"""

from sqlalchemy import select

from data.entities import CallTest, TriedCall
from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import access, call_tests, calling
from data.rules.access import Viewer
from data.rules.call_tests import Tried
from data.rules.calling import Try
from data.rules.times import day_of
from data.storage import Change, Replayed, Store, intention
from data.storage import contacts as stored
from data.vocabulary import CallResult, Subject, Verb


@intention
def start_call_test(store: Store, by: Viewer, key: str | None = None) -> int:
    """Begin a call test of the plan in use; its id.

    Raises RuleBroken "real-incident-runs", "nobody-to-ring", or "call-test-runs" with who began the one that is
    running (`began_by`, a role code) and when (`began`, UTC).
    """
    with store.changing(by, key) as change:
        access.require(by, Verb.TEST_CALLS)
        _require_calm(change)
        if running := stored.open_test(change.session):
            raise RuleBroken("call-test-runs", began_by=running.role, began=running.at)
        if not call_tests.listed(change.plan, day_of(change.now)):
            raise RuleBroken("nobody-to-ring")
        test = change.add(
            CallTest(
                standing_plan_id=change.plan_version, at=change.now, person_id=by.person, role=by.role, party=by.party
            )
        )
        change.log(Verb.TEST_CALLS, Subject.CALL_TEST, test.id, step="started")
    return test.id


@intention
def try_call(
    store: Store, by: Viewer, key: str | None = None, *, test: int, role: str, stand_in: int | None,
    result: CallResult,
) -> int:  # fmt: skip
    """Note that somebody of the list was rung; a wrong click is corrected by the next. Returns the try's id.

    That somebody was reached is noted once, whoever notes it again; a second click within a moment is the first one.
    It confirms nothing. Raises RuleBroken "call-test-ended", "real-incident-runs", "not-on-the-list".
    """
    with store.changing(by, key) as change:
        access.require(by, Verb.TEST_CALLS)
        found = _running(change, test)
        _require_calm(change)
        if (role, stand_in) not in call_tests.listed(_plan(change, found), day_of(found.at)):
            raise RuleBroken("not-on-the-list")
        _refuse_echo(change, found, (role, stand_in), result)
        made = change.add(
            TriedCall(
                test_id=found.id, called=role, stand_in=stand_in, result=result, at=change.now, person_id=by.person,
                role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.log(
            Verb.TEST_CALLS, Subject.CALL_TEST, found.id, step="tried", called=role, stand_in=stand_in, result=result
        )
        change.outcome = made.id
    return made.id


@intention
def end_call_test(store: Store, by: Viewer, key: str | None = None, *, test: int) -> int:
    """End a call test, finished or not; its id. Raises RuleBroken "call-test-ended"."""
    with store.changing(by, key) as change:
        access.require(by, Verb.TEST_CALLS)
        found = _running(change, test)
        found.ended_at = change.now
        plan, made, day = _plan(change, found), stored.tries(change.session, found.id), day_of(found.at)
        callers = call_tests.ringing(found.role, made)
        change.log(
            Verb.TEST_CALLS, Subject.CALL_TEST, found.id, step="ended", reached=call_tests.reached(made),
            total=len(call_tests.rung(call_tests.listed(plan, day), made, callers)),
            untried=list(call_tests.untried(plan, day, made, callers)),
        )  # fmt: skip
    return found.id


def _running(change: Change, test: int) -> CallTest:
    found = change.get(CallTest, test)
    if found.ended_at is not None:
        raise RuleBroken("call-test-ended")
    return found


def _require_calm(change: Change) -> None:
    if stored.is_real(change.session):
        raise RuleBroken("real-incident-runs")


def _plan(change: Change, test: CallTest) -> StandingPlan:
    return change.plan_of(test.standing_plan_id)


def _refuse_echo(change: Change, test: CallTest, place: tuple[str, int | None], result: CallResult) -> None:
    role, person = place
    of = TriedCall.stand_in.is_(None) if person is None else TriedCall.stand_in == person
    mine = select(TriedCall).where(TriedCall.test_id == test.id, TriedCall.called == role, of)
    last = change.session.scalar(mine.order_by(TriedCall.id.desc()).limit(1))
    if last is None:
        return
    before = Tried(place, last.result, last.at, last.role)
    echo = calling.is_echo(Try(person, last.result, last.at), result, change.now)
    if echo or call_tests.is_said_already(before, result):
        raise Replayed(last.id)
