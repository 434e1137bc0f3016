"""Who is writing where: seen by every process, gone when silent, in no log, and who may know it. Source: 6.6, R48."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from data import commands, queries
from data.commands.sign_ins import open_sign_in
from data.entities import LogLine, Writing
from data.storage import Store
from data.storage.sign_ins import name_of
from data.storage.writings import RENEW, SILENT, Place, keep
from data.vocabulary import PartKind, Verb
from tests import builders as b
from tests.conftest import Clock

STAFF = "stabsenhed"


def sign_in(store: Store, role: str = STAFF) -> str:
    """Somebody signs in; the name of the sign-in."""
    return name_of(open_sign_in(store, b.a_person(store, role)).token)


@pytest.fixture
def plan_id(store: Store) -> int:
    return b.plan_of(store, b.an_active_incident(store))


@pytest.fixture
def place(store: Store, plan_id: int) -> Place:
    return Place(plan_id, PartKind.SITUATION, sign_in(store))


def count(store: Store) -> int:
    with store.whole() as session:
        return session.scalar(select(func.count(Writing.id))) or 0


def test_another_process_sees_who_writes_and_since_when(store: Store, url: str, place: Place, clock: Clock) -> None:
    keep(store, {place: STAFF})
    since = clock.now
    clock.turn(seconds=6)
    keep(store, {place: STAFF})
    other = Store.open(url, clock)
    [seen] = keep(other, {})
    other.close()
    assert (seen.plan, seen.kind, seen.sign_in, seen.role, seen.since) == (*place, STAFF, since)


def test_a_sign_of_life_is_no_change_and_says_nothing_in_the_log(store: Store, place: Place) -> None:
    revision = store.revision()
    keep(store, {place: STAFF})
    keep(store, {}, {place})
    assert store.revision() == revision
    with store.whole() as session:
        assert session.scalar(select(func.count(LogLine.seq))) == revision


def test_who_closes_the_form_is_gone_at_once(store: Store, place: Place) -> None:
    keep(store, {place: STAFF})
    assert keep(store, {}, {place}) == ()
    assert count(store) == 0


def test_whoever_is_silent_is_gone_and_the_next_look_takes_the_row_away(
    store: Store, place: Place, clock: Clock
) -> None:
    keep(store, {place: STAFF})
    clock.turn(seconds=SILENT.total_seconds() - 1)
    assert len(keep(store, {})) == 1
    clock.turn(seconds=1)
    assert keep(store, {}) == ()
    assert count(store) == 0


def test_a_look_that_finds_nothing_new_writes_nothing(store: Store, place: Place, clock: Clock) -> None:
    keep(store, {place: STAFF})
    with store.whole() as session:
        at = session.scalars(select(Writing.at)).one()
    clock.turn(seconds=RENEW.total_seconds() - 1)
    keep(store, {place: STAFF})
    with store.whole() as session:
        assert session.scalars(select(Writing.at)).one() == at
    clock.turn(seconds=1)
    keep(store, {place: STAFF})
    with store.whole() as session:
        assert session.scalars(select(Writing.at)).one() == at + RENEW


def test_another_hat_is_shown_and_goes_on_since_the_beginning(store: Store, place: Place, clock: Clock) -> None:
    [before] = keep(store, {place: STAFF})
    clock.turn(minutes=1)
    [after] = keep(store, {place: "projektchef"})
    assert (after.role, after.since) == ("projektchef", before.since)


def test_two_at_the_same_part_are_two(store: Store, place: Place) -> None:
    with store.whole() as session:
        assert session.scalar(select(func.count(Writing.id))) == 0
    other = place._replace(sign_in=sign_in(store, "projektchef"))
    assert len(keep(store, {place: STAFF, other: "projektchef"})) == 2


@pytest.mark.parametrize(("role", "sees"), [("aab", True), ("projektchef", True), ("ukendt", False)])
def test_who_reads_the_plan_sees_who_writes_in_it(store: Store, place: Place, role: str, sees: bool) -> None:
    standing = keep(store, {place: STAFF})
    assert bool(queries.writers(store, b.hat(store, role), standing)) is sees


def test_nobody_is_told_of_themselves(store: Store, place: Place) -> None:
    standing = keep(store, {place: STAFF})
    assert queries.writers(store, b.hat(store, STAFF), standing, but=place.sign_in) == ()


def test_a_guest_sees_those_of_the_plan_of_their_incident_alone(store: Store, place: Place) -> None:
    incident = b.an_active_incident(store)
    mine = place._replace(plan=b.plan_of(store, incident))
    _, guest = b.a_guest(store, incident)
    seen = queries.writers(store, guest, keep(store, {place: STAFF, mine: STAFF}))
    assert [one.plan for one in seen] == [mine.plan]


def test_while_a_closed_item_runs_only_the_entitled_see_it(store: Store) -> None:
    meeting = b.a_running_meeting(store)
    plan_id = b.plan_of(store, b.incident_of(store, meeting))
    standing = keep(store, {Place(plan_id, PartKind.SITUATION, sign_in(store)): STAFF})
    police, housing = b.hat(store, "lokalraad-politi"), b.hat(store, "aab")
    assert queries.writers(store, housing, standing)
    item = b.a_closed_item(store, meeting)
    assert not queries.writers(store, housing, standing)
    assert queries.writers(store, police, standing)
    commands.end_closed_item(store, police, item=item)
    assert queries.writers(store, housing, standing)


def test_only_who_may_write_there_is_said_to_write(store: Store, plan_id: int) -> None:
    writes = [
        role for role in store.plan().roles if queries.writes(store, b.hat(store, role), plan_id, Verb.WRITE_PLAN)
    ]
    assert writes == [STAFF]
    assert not queries.writes(store, b.hat(store, STAFF), plan_id + 1000, Verb.WRITE_PLAN)


def test_nobody_writes_in_a_closed_plan(store: Store) -> None:
    closed = b.a_closed_plan(store)
    assert not queries.writes(store, b.hat(store, STAFF), closed, Verb.WRITE_PLAN)


def test_an_ended_sign_in_leaves_no_trace_that_hinders_anybody(store: Store, place: Place, clock: Clock) -> None:
    keep(store, {place: STAFF})
    commands.sign_out(store, place.sign_in)
    clock.turn(seconds=timedelta(minutes=1).total_seconds())
    assert keep(store, {}) == ()
