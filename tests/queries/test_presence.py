"""Who is waited for, until when, and whom to call for it (R58, 6.4)."""

from data import commands, queries
from data.entities import Action
from data.storage import Store
from data.vocabulary import CallResult, SeatKind
from tests import builders as b
from tests.conftest import Clock

FIRE = {"entry": "B1", "party": "beredskab-4k", "what": "Vejledning til institutioner"}


def absent(store: Store, action: int, role: str = "projektchef") -> bool:
    found = queries.action(store, b.hat(store, role), action)
    assert found is not None
    return found.absent


def tasks(store: Store) -> list[tuple[str, str | None, tuple[int, ...]]]:
    found = queries.call_tasks(store, b.hat(store, "projektchef"))
    return [(task.party, task.role, task.actions) for task in found]


def call(store: Store, incident: int, role: str, result: CallResult = CallResult.REACHED) -> None:
    commands.record_call(store, b.hat(store, "projektchef"), incident=incident, role=role, result=result)


def test_a_guest_is_waited_for_until_it_has_joined(store: Store) -> None:
    incident = b.an_active_incident(store)
    action = b.an_action(store, incident, **FIRE)
    own = b.an_action(store, incident)
    assert (absent(store, action), absent(store, own)) == (True, False)
    assert queries.absent(store, b.hat(store, "projektchef"), incident=incident) == [
        code for code, party in store.plan().parties.items() if not party.permanent
    ]
    assert tasks(store) == [("beredskab-4k", "brandvaesen", (1,))]
    invitation = b.an_invitation(store, incident)
    assert absent(store, action), "invited, and not there yet"
    token = commands.guest_link(store, b.hat(store, "projektchef"), invitation=invitation)
    _, guest = b.as_guest(store, commands.join(store, token))
    assert not absent(store, action)
    assert tasks(store) == []
    commands.end_invitation(store, b.hat(store, "projektchef"), invitation=invitation)
    assert absent(store, action)
    assert guest.only == frozenset({incident})


def test_a_task_ends_when_the_party_is_reached_or_the_action_has_ended(store: Store, clock: Clock) -> None:
    incident = b.an_active_incident(store)
    call(store, incident, "brandvaesen")
    clock.turn(minutes=1)
    first = b.an_action(store, incident, **FIRE)
    assert tasks(store) == [("beredskab-4k", "brandvaesen", (1,))], "what was said before is no answer to it"
    clock.turn(minutes=1)
    call(store, incident, "brandvaesen", CallResult.NOT_REACHED)
    found = queries.call_tasks(store, b.hat(store, "projektchef"))[0]
    assert found.tried_at == clock()
    assert found.last
    clock.turn(minutes=1)
    call(store, incident, "brandvaesen")
    assert tasks(store) == []
    assert absent(store, first), "reached is not yet at the table"
    clock.turn(minutes=1)
    second = b.an_action(store, incident, **FIRE)
    assert tasks(store) == [("beredskab-4k", "brandvaesen", (2,))]
    by = b.hat(store, "projektchef")
    commands.cancel_action(store, by, seen=b.seen(store, Action, second), note="Klares af politiet.")
    assert tasks(store) == []


def test_a_wrong_click_is_corrected_by_the_next(store: Store, clock: Clock) -> None:
    incident = b.an_active_incident(store)
    b.an_action(store, incident, **FIRE)
    for result, open_tasks in ((CallResult.REACHED, 0), (CallResult.NOT_REACHED, 1)):
        clock.turn(minutes=1)
        call(store, incident, "brandvaesen", result)
        assert len(tasks(store)) == open_tasks


def test_a_fixed_member_is_missed_from_a_meeting_that_is_held_without_it(store: Store) -> None:
    incident = b.an_active_incident(store)
    action = b.an_action(store, incident)
    meeting = b.a_running_meeting(store, incident)
    assert not absent(store, action), "nobody has been seated yet"
    b.a_seat(store, meeting, "lokalraad-politi")
    assert absent(store, action)
    assert tasks(store) == [("aab", "aab", (1,))]
    seat = b.a_seat(store, meeting, "aab", kind=SeatKind.STAND_IN)
    assert not absent(store, action)
    commands.leave_seat(store, b.hat(store, "stabsenhed"), seat=seat)
    assert not absent(store, action), "who has left was there"
    assert tasks(store) == []


def test_what_is_taken_on_or_over_waits_for_nobody(store: Store) -> None:
    incident = b.an_active_incident(store)
    taken = b.an_accepted_action(store, incident)
    meeting = b.a_running_meeting(store, incident)
    b.a_seat(store, meeting, "lokalraad-politi")
    assert not absent(store, taken)
    unowned = b.an_action(store, incident, party=None)
    assert not absent(store, unowned)


def test_each_plan_has_its_own_table_and_a_guest_reads_its_own_alone(store: Store) -> None:
    one, two = b.an_active_incident(store), b.an_active_incident(store)
    _, guest = b.a_guest(store, one)
    here, there = b.an_action(store, one, **FIRE), b.an_action(store, two, **FIRE)
    assert (absent(store, here), absent(store, there)) == (False, True)
    rows = queries.actions(store, guest)
    assert [(row.id, row.absent) for row in rows] == [(here, False)]
    plan = b.plan_of(store, two)
    assert [task.plan for task in queries.call_tasks(store, b.hat(store, "aab"), plan=plan)] == [plan]
    assert queries.call_tasks(store, guest) == []
    assert queries.absent(store, guest, incident=two) == []
