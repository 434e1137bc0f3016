"""A machine shows six figures, somebody confirms them, somebody ends the screen; and which incident the boards hold."""

import pytest

from data import commands, queries
from data.commands.screens import WAITING_AT_MOST
from data.entities import Incident, Screen
from data.errors import NotAllowed, RuleBroken
from data.storage import Store
from data.storage.screens import seen
from data.storage.sign_ins import name_of
from data.vocabulary import Verb
from tests import builders as b

MACHINE = name_of("en skærms hemmelighed")


def pair(store: Store, machine: str = MACHINE, room: str = "Mødelokale 2", role: str = "projektchef") -> int:
    code = commands.show_code(store, machine)
    return commands.pair_screen(store, b.hat(store, role), code=code, room=room)


def test_a_confirmed_machine_is_a_screen_until_it_is_ended(store: Store) -> None:
    assert queries.screen(store, MACHINE) is None
    made = pair(store)
    line = b.last_line(store)
    assert (line.verb, line.subject, line.subject_id) == (Verb.PAIR_SCREEN, "screen", made)
    row = queries.screen(store, MACHINE)
    assert row is not None
    assert (row.id, row.room, row.role, row.seen_at) == (made, "Mødelokale 2", "projektchef", None)
    b.later(store, days=300)
    seen(store, made)
    assert [r.seen_at for r in queries.screens(store, b.administrator(store))] == [store.clock()]
    commands.end_screen(store, b.administrator(store), screen=made)
    assert queries.screen(store, MACHINE) is None
    assert queries.screens(store, b.administrator(store)) == []
    ended = b.row_of(store, Screen, made).ended_at
    b.later(store, minutes=1)
    commands.end_screen(store, b.administrator(store), screen=made)
    assert b.row_of(store, Screen, made).ended_at == ended


def test_what_a_machine_shows_is_no_change_and_no_text_of_the_log(store: Store) -> None:
    before = b.standing(store)
    code = commands.show_code(store, MACHINE)
    assert code.isdigit()
    assert len(code) == 6
    assert commands.show_code(store, MACHINE) == code
    assert b.standing(store) == before


def test_only_a_machine_that_waits_already_is_answered_where_no_new_one_may_come(lite: Store) -> None:
    with pytest.raises(NotAllowed, match="unknown"):
        commands.show_code(lite, MACHINE, new=False)
    code = commands.show_code(lite, MACHINE)
    assert commands.show_code(lite, MACHINE, new=False) == code


def test_a_code_is_renewed_before_it_ends_and_the_old_one_opens_nothing(store: Store) -> None:
    old = commands.show_code(store, MACHINE)
    b.later(store, minutes=9)
    new = commands.show_code(store, MACHINE)
    assert new != old
    with b.refused(store, RuleBroken, "no-such-code", field="code"):
        commands.pair_screen(store, b.hat(store, "projektchef"), code=old, room="Salen")
    b.later(store, minutes=11)
    with b.refused(store, RuleBroken, "no-such-code"):
        commands.pair_screen(store, b.hat(store, "projektchef"), code=new, room="Salen")


def test_a_code_works_once_and_may_be_written_as_it_is_shown(store: Store) -> None:
    code = commands.show_code(store, MACHINE)
    chief = b.hat(store, "projektchef")
    commands.pair_screen(store, chief, code=f"{code[:3]} {code[3:]}", room="  Stort   mødelokale ")
    row = queries.screen(store, MACHINE)
    assert row is not None
    assert row.room == "Stort mødelokale"
    with b.refused(store, RuleBroken, "no-such-code"):
        commands.pair_screen(store, chief, code=code, room="Salen")
    with pytest.raises(NotAllowed):
        commands.show_code(store, MACHINE)


@pytest.mark.parametrize(
    ("room", "code"),
    [("  ", "text-missing"), ("x" * 61, "text-too-long"), ("Ring 20 93 09 31", "personal-text")],
)
def test_a_room_is_named_and_checked_like_any_text(lite: Store, room: str, code: str) -> None:
    figures = commands.show_code(lite, MACHINE)
    with b.refused(lite, RuleBroken, code, field="room"):
        commands.pair_screen(lite, b.hat(lite, "projektchef"), code=figures, room=room)
    assert commands.show_code(lite, MACHINE) == figures


def test_only_so_many_machines_wait_at_once(lite: Store) -> None:
    for number in range(WAITING_AT_MOST):
        commands.show_code(lite, name_of(str(number)))
    with pytest.raises(RuleBroken, match="too-many-waiting"):
        commands.show_code(lite, MACHINE)
    assert commands.show_code(lite, name_of("3"))
    b.later(lite, minutes=11)
    assert commands.show_code(lite, MACHINE)


def test_every_participant_may_hold_an_active_incident(store: Store) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store)
    assert queries.pinned(store) is None
    commands.pin_board(store, b.hat(store, "aab"), incident=second)
    assert queries.pinned(store) == second
    assert [[s.incident for s in one.spots] for one in queries.board(store).running] == [[second]]
    commands.pin_board(store, b.hat(store, "brandvaesen"), incident=None)
    assert [[s.incident for s in one.spots] for one in queries.board(store).running] == [[first], [second]]


def test_what_does_not_run_is_not_held(store: Store) -> None:
    waiting = b.an_incident(store)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        commands.pin_board(store, b.hat(store, "projektchef"), incident=waiting)
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.pin_board(store, b.hat(store, "styregruppe"), incident=None)
    active = b.an_active_incident(store)
    commands.pin_board(store, b.hat(store, "projektchef"), incident=active)
    commands.call_off(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, active), reason="Falsk alarm.")
    assert queries.pinned(store) is None
    assert queries.board(store).running == ()
