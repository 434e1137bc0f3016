"""The call list is tried out: who can be reached, how fast, one test at a time, and never during an emergency (R19)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from data import commands, queries
from data.entities import CallTest, ContactConfirmation, TriedCall
from data.errors import NotAllowed, RuleBroken
from data.plan import Aged, contact_at, contact_digest, remarks
from data.queries import CallTestView, RungRow
from data.rules.access import Viewer
from data.rules.times import day_of
from data.storage import Store
from data.vocabulary import CallResult, ConfirmedBy, Verb
from tests import builders as b

REACHED, NOT_REACHED = CallResult.REACHED, CallResult.NOT_REACHED
ROLES = ("projektchef", "lokalraad-politi", "lokalraad-kommune", "aab", "boligselskab")
CHIEF = "projektchef"


def ring(
    store: Store, test: int, role: str, result: CallResult = REACHED, by: str = CHIEF, key: str | None = None
) -> int:
    return commands.try_call(store, b.hat(store, by), key, test=test, role=role, stand_in=None, result=result)


def shown(store: Store, role: str = CHIEF) -> CallTestView:
    found = queries.running_call_test(store, b.hat(store, role))
    assert found is not None
    return found


def row(store: Store, role: str, viewer: str = CHIEF) -> RungRow:
    return next(one for one in shown(store, viewer).rows if one.role == role)


def due(store: Store) -> bool:
    today = day_of(store.clock())
    return Aged.CALL_TEST_DUE in {r.aged for r in remarks(store.plan(), today, queries.kept(store))}


def tried(store: Store) -> int:
    with store.whole() as session:
        return session.scalar(select(func.count(TriedCall.id))) or 0


def test_a_test_lists_everybody_with_a_contact_and_tells_how_fast(store: Store) -> None:
    test = b.a_call_test(store)
    assert tuple(one.role for one in shown(store).rows) == ROLES
    b.later(store, minutes=3)
    ring(store, test, "aab")
    b.later(store, minutes=4)
    ring(store, test, "boligselskab", NOT_REACHED)
    assert (row(store, "aab").took, row(store, "boligselskab").took) == (timedelta(minutes=3), None)
    assert (shown(store).reached, row(store, CHIEF).result) == (1, None)
    assert shown(store).untried == ("lokalraad-politi", "lokalraad-kommune")


def test_who_rings_need_not_ring_themselves(store: Store) -> None:
    test = b.a_call_test(store)
    assert (row(store, CHIEF).rings, row(store, "aab").rings, shown(store).total) == (True, False, len(ROLES) - 1)
    ring(store, test, "aab", by="lokalraad-politi")  # who rings along is with them
    assert (row(store, "lokalraad-politi").rings, shown(store).total) == (True, len(ROLES) - 2)
    b.later(store, minutes=1)
    ring(store, test, CHIEF, by="lokalraad-politi")
    assert (row(store, CHIEF).rings, row(store, CHIEF).reached) == (False, True)
    assert (shown(store).reached, shown(store).total) == (2, len(ROLES) - 1)


def test_names_and_numbers_are_for_those_who_may_see_contacts(store: Store) -> None:
    b.a_call_test(store, "administrator")
    contact = contact_at(store.plan(), "aab", None)
    assert contact is not None
    seen, unseen = row(store, "aab"), row(store, "aab", "administrator")
    assert (seen.name, seen.phone, seen.digest) == (contact.name, contact.phone, contact_digest(contact))
    assert (unseen.name, unseen.function, unseen.phone, unseen.digest) == ("", "", "", "")


def test_one_test_at_a_time_and_the_second_is_told_who_began(store: Store) -> None:
    test = b.a_call_test(store)
    began = store.clock()
    b.later(store, minutes=1)
    with b.refused(store, RuleBroken, "call-test-runs", began_by=CHIEF, began=began):
        b.a_call_test(store, "lokalraad-politi")
    commands.end_call_test(store, b.hat(store, "lokalraad-politi"), test=test)
    assert b.a_call_test(store, "lokalraad-politi") != test


def test_a_call_that_two_hands_note_is_one(store: Store) -> None:
    test = b.a_call_test(store)
    first = ring(store, test, "aab", key="a")
    b.later(store, minutes=2)
    before = b.standing(store)
    assert ring(store, test, "aab", by="lokalraad-politi", key="b") == first
    assert ring(store, test, "aab", key="a") == first
    assert b.standing(store) == before
    assert row(store, "aab").took == timedelta(0)


def test_a_double_click_is_one_try_and_a_wrong_click_is_corrected(store: Store) -> None:
    test = b.a_call_test(store)
    ring(store, test, "aab", NOT_REACHED)
    ring(store, test, "aab", NOT_REACHED)
    assert tried(store) == 1
    b.later(store, minutes=2)
    ring(store, test, "aab", NOT_REACHED)  # rung once more
    b.later(store, minutes=2)
    ring(store, test, "aab")
    assert row(store, "aab").reached
    b.later(store, minutes=1)
    ring(store, test, "aab", NOT_REACHED)
    assert (row(store, "aab").reached, shown(store).reached) == (False, 0)


def test_nobody_else_is_rung_in_a_test(store: Store) -> None:
    test = b.a_call_test(store)
    for role, person in (("styregruppe", None), ("aab", 0), ("aab", -1), ("ukendt", None)):
        with b.refused(store, RuleBroken, "not-on-the-list"):
            commands.try_call(store, b.hat(store, CHIEF), test=test, role=role, stand_in=person, result=REACHED)
    with b.refused(store, NotAllowed, "unknown"):
        ring(store, test + 1, "aab")


def test_what_has_ended_is_over(store: Store) -> None:
    test = b.a_call_test(store)
    ring(store, test, "aab")
    commands.end_call_test(store, b.hat(store, CHIEF), "k", test=test)
    assert commands.end_call_test(store, b.hat(store, CHIEF), "k", test=test) == test
    with b.refused(store, RuleBroken, "call-test-ended"):
        commands.end_call_test(store, b.hat(store, "lokalraad-politi"), test=test)
    with b.refused(store, RuleBroken, "call-test-ended"):
        ring(store, test, "boligselskab")
    assert queries.running_call_test(store, b.hat(store, CHIEF)) is None
    (held,) = queries.call_tests_held(store, b.hat(store, "styregruppe"))
    assert (held.reached, len(held.rows), held.role) == (1, len(ROLES), CHIEF)


def test_a_real_incident_comes_first(store: Store) -> None:
    """None begins, the one that runs waits and may be ended; an exercise hinders nothing."""
    b.an_active_incident(store, exercise=True)
    test = b.a_call_test(store)
    ring(store, test, "aab")
    b.an_active_incident(store)
    assert shown(store).waits
    with b.refused(store, RuleBroken, "real-incident-runs"):
        ring(store, test, "boligselskab")
    commands.end_call_test(store, b.hat(store, "administrator"), test=test)
    for role in (CHIEF, "administrator"):  # who reads no incident is told no more than that
        with b.refused(store, RuleBroken, "real-incident-runs"):
            b.a_call_test(store, role)
    assert not queries.may_test_now(store)


def test_a_guest_sees_and_does_nothing_of_it(store: Store) -> None:
    incident = b.an_active_incident(store, exercise=True)
    test = b.a_call_test(store)
    guest = Viewer(None, "aab", "aab", frozenset(Verb), only=frozenset({incident}))
    assert queries.running_call_test(store, guest) is None
    assert queries.call_tests_held(store, guest) == ()
    with b.refused(store, NotAllowed):
        commands.try_call(store, guest, test=test, role="aab", stand_in=None, result=REACHED)


def test_being_reached_confirms_nothing_until_the_caller_says_so(store: Store) -> None:
    test = b.a_call_test(store)
    contact = contact_at(store.plan(), "aab", None)
    assert contact is not None
    said = {"role": "aab", "digest": contact_digest(contact), "test": test}
    chief = b.hat(store, CHIEF)
    with b.refused(store, RuleBroken, "not-reached-yet"):
        commands.confirm_contact(store, chief, **said)
    ring(store, test, "aab")
    with store.whole() as session:
        assert session.scalar(select(func.count(ContactConfirmation.id))) == 0
    assert row(store, "aab").stale
    with b.refused(store, NotAllowed):  # who sees no contact can read none out
        commands.confirm_contact(store, b.hat(store, "administrator"), **said)
    made = commands.confirm_contact(store, chief, **said)
    assert b.row_of(store, ContactConfirmation, made).way is ConfirmedBy.CALL_TEST
    assert (row(store, "aab").stale, row(store, "aab").confirmed_now) == (False, True)
    commands.end_call_test(store, chief, test=test)
    with b.refused(store, RuleBroken, "call-test-ended"):
        commands.confirm_contact(store, chief, **said)


def test_a_test_that_leaves_a_role_out_does_not_count(store: Store) -> None:
    """6.29: pressing begin and end is no call test."""
    assert due(store)
    test = b.a_call_test(store)
    for role in ROLES[:-1]:
        ring(store, test, role)
    commands.end_call_test(store, b.hat(store, CHIEF), test=test)
    assert due(store)
    test = b.a_call_test(store)
    for role in ROLES:
        ring(store, test, role, NOT_REACHED)
    assert due(store)
    commands.end_call_test(store, b.hat(store, CHIEF), test=test)
    assert not due(store)
    b.later(store, days=184)
    assert due(store)
    with store.whole() as session:
        assert session.scalar(select(func.count(CallTest.id))) == 2


@pytest.mark.parametrize("exercise", [True, False])
def test_an_exercise_counts_once_its_plan_is_closed(store: Store, *, exercise: bool) -> None:
    def is_due() -> bool:
        today = day_of(store.clock())
        return Aged.EXERCISE_DUE in {r.aged for r in remarks(store.plan(), today, queries.kept(store))}

    assert is_due()
    plan = b.a_plan_ready_to_close(store, b.an_active_incident(store, exercise=exercise))
    assert is_due()
    commands.close(store, b.hat(store, CHIEF), seen=b.seen(store, b.ActionPlan, plan))
    assert is_due() is not exercise
    assert queries.kept(store).exercise == (date(2026, 10, 24) if exercise else None)
    b.later(store, days=400)
    assert is_due()
