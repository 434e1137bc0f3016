"""The group is called in, the coordination changes hands, and who was reached is told that it is off (R18, R19)."""

from typing import Any

from sqlalchemy import select

from data import commands, queries
from data import plan as plan_files
from data.entities import Action, ActionPlan, Call, Incident, Mail, Meeting
from data.errors import NotAllowed, RuleBroken, Stale
from data.queries import CallList
from data.rules import access
from data.rules.calling import Reach
from data.storage import Store
from data.vocabulary import (
    CallResult,
    Channel,
    IncidentState,
    MailKind,
    MailState,
    Mandate,
    PlanState,
    Response,
    Verb,
)
from tests import builders as b
from tests.conftest import SHIPPED

STAND_INS = """stedfortrædere:
  - {rolle: aab, navn: Souschefen, funktion: souschef, telefon: 70 00 00 07, mandat: fuldt mandat,
     senest_bekræftet: 2026-10-01}
  - {rolle: aab, navn: Vagten, funktion: vagt, telefon: 70 00 00 08, senest_bekræftet: 2026-10-01}
"""
CHIEF, COUNCIL, POLICE = "projektchef", "lokalraad-kommune", "lokalraad-politi"
YES, NO = CallResult.REACHED, CallResult.NOT_REACHED


def call(store: Store, incident: int, role: str, result: CallResult = YES, by: str = COUNCIL, **other: Any) -> int:
    """Somebody tries a role, a minute after whatever was before."""
    b.later(store, minutes=1)
    return commands.record_call(store, b.hat(store, by), incident=incident, role=role, result=result, **other)


def pass_on(store: Store, incident: int, role: str | None, by: str = CHIEF, before: str = CHIEF, **other: Any) -> int:
    given = {"incident": incident, "before": before, "role": role, "unreachable": False}
    return commands.change_coordinator(store, b.hat(store, by), **(given | other))


def the_list(store: Store, incident: int, role: str = COUNCIL) -> CallList:
    viewer = b.hat(store, role)
    plan = queries.plan(store, viewer, b.plan_of(store, incident))
    assert plan is not None
    return queries.calls(store, viewer, [plan])[0]


def all_of(store: Store, kind: type[Any]) -> list[Any]:
    with store.whole() as session:
        return list(session.scalars(select(kind).order_by(kind.id)))


def test_calling_in_fills_the_list_and_leaves_codes_in_the_log(store: Store) -> None:
    incident = b.an_active_incident(store)
    assert len(the_list(store, incident).unresolved) == 4
    call(store, incident, POLICE)
    call(store, incident, "aab", NO, channel=Channel.SMS)
    call(store, incident, "boligselskab", YES, stand_in=0)
    found = the_list(store, incident)
    reach = {row.role: row.standing.reach for row in found.rows}
    assert list(reach) == [role.code for role in store.plan().permanent_roles]
    assert reach == {
        CHIEF: Reach.NOT_TRIED, POLICE: Reach.REACHED, COUNCIL: Reach.TAKES_PART, "aab": Reach.NOT_REACHED,
        "boligselskab": Reach.STAND_IN,
    }  # fmt: skip
    assert [row.role for row in found.unresolved] == [CHIEF, "aab"]
    line = b.last_line(store)
    assert line.word is Verb.RECORD_CALL
    assert store.plan().contact_of("boligselskab").name not in line.facts  # type: ignore[union-attr]  # it has one
    last = next(row for row in found.rows if row.role == "aab").last
    assert last is not None
    assert (last.result, last.channel, last.role) == (NO, Channel.SMS, COUNCIL)


def test_who_sits_at_the_running_meeting_is_in_and_all_read_the_same_list(store: Store) -> None:
    incident = b.an_active_incident(store)
    call(store, incident, "aab", NO)
    meeting = b.a_running_meeting(store, incident)
    seat = b.a_seat(store, meeting)
    for reader in (COUNCIL, POLICE):
        assert [row.role for row in the_list(store, incident, reader).unresolved] == [CHIEF, POLICE, "boligselskab"]
    commands.leave_seat(store, b.hat(store, "stabsenhed"), seat=seat)
    assert "aab" in [row.role for row in the_list(store, incident).unresolved]


def test_a_double_click_is_one_try_and_a_later_one_another(store: Store) -> None:
    incident = b.an_active_incident(store)
    first = call(store, incident, "aab", NO)
    before = b.standing(store)
    again = {"incident": incident, "role": "aab", "result": NO}
    assert commands.record_call(store, b.hat(store, COUNCIL), "another-key", **again) == first
    assert b.standing(store) == before
    assert call(store, incident, "aab", NO) != first
    assert call(store, incident, "aab", YES, by=POLICE) > first


def test_what_cannot_be_called_is_refused(store: Store) -> None:
    incident = b.an_active_incident(store)
    waiting = b.an_assessed_incident(store)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        call(store, waiting, "aab")
    with b.refused(store, RuleBroken, "unknown-role", field="role"):
        call(store, incident, "ukendt")
    with b.refused(store, RuleBroken, "unknown-stand-in"):
        call(store, incident, "aab", stand_in=1)
    with b.refused(store, NotAllowed):
        call(store, incident, "aab", by="aab")


def test_names_and_numbers_are_for_those_who_may_see_contacts(store: Store) -> None:
    incident = b.an_active_incident(store)
    seen, unseen = the_list(store, incident), the_list(store, incident, "styregruppe")
    contact = store.plan().contact_of("aab")
    assert contact is not None
    next_one = {row.role: row.next for row in seen.rows}["aab"]
    assert (next_one.name, next_one.phone) == (contact.name, contact.phone)
    assert all(row.next.stale for row in seen.rows)
    for row in unseen.rows:
        assert {(one.name, one.function, one.phone) for one in row.people} == {("", "", "")}


def test_a_mail_that_failed_marks_its_contact(store: Store) -> None:
    """6.28: the fate of the newest mail to each."""
    incident = b.an_active_incident(store)
    b.a_called_meeting(store, incident)
    assert {row.next.mail for row in the_list(store, incident).rows} == {MailState.WAITING}
    with store.engine.begin() as connection:
        connection.execute(
            Mail.__table__.update().where(Mail.recipient == "aab").values(state=MailState.FAILED)  # type: ignore[attr-defined]  # a table
        )
    b.later(store, seconds=3)
    assert [row.role for row in the_list(store, incident).rows if row.next.dead] == ["aab"]


def test_another_incident_of_the_plan_needs_no_second_round(store: Store) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store)
    call(store, first, "aab")
    plan = b.plan_of(store, first)
    commands.cover_incident(store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan), incident=second)
    found = the_list(store, second)
    assert "aab" not in [row.role for row in found.unresolved]
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, first), reason="Falsk alarm.")
    assert the_list(store, second).incident == second
    assert "aab" not in [row.role for row in the_list(store, second).unresolved]
    assert not all_of(store, Mail), "the group goes on with the other one"


# -- the coordinator


def test_the_coordination_moves_with_every_incident_of_the_plan(store: Store) -> None:
    first, second, other = (b.an_active_incident(store) for _ in range(3))
    plan = b.plan_of(store, first)
    commands.cover_incident(store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan), incident=second)
    pass_on(store, second, POLICE, unreachable=True, by=POLICE)
    assert [row.coordinator for row in all_of(store, Incident)] == [POLICE, POLICE, CHIEF]
    line = b.last_line(store)
    assert (line.word, line.incident_id, line.plan_id) == (Verb.CHANGE_COORDINATOR, second, plan)
    for said in ('"before":"projektchef"', f'"after":"{POLICE}"', '"unreachable":true'):
        assert said in line.facts.replace(": ", ":")
    commands.cover_incident(store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan), incident=other)
    assert {row.coordinator for row in all_of(store, Incident)} == {POLICE}, "who joins is coordinated by the same"


def test_only_management_of_the_group_coordinates_and_only_what_is_active(store: Store) -> None:
    incident = b.an_active_incident(store)
    for role, code in (
        (None, "choose-role"), ("ukendt", "choose-role"), ("stabsenhed", "coordinator-not-management"),
        ("styregruppe", "coordinator-not-management"), (CHIEF, "already-so"),
    ):  # fmt: skip
        with b.refused(store, RuleBroken, code, field="role"):
            pass_on(store, incident, role)
    waiting = b.an_assessed_incident(store)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        pass_on(store, waiting, POLICE)
    with b.refused(store, NotAllowed):
        pass_on(store, incident, "aab", by="aab")


def test_of_two_who_take_over_at_once_the_second_is_told(store: Store) -> None:
    incident = b.an_active_incident(store)
    pass_on(store, incident, POLICE, by=POLICE, unreachable=True)
    with b.refused(store, Stale):
        pass_on(store, incident, COUNCIL, by=COUNCIL, unreachable=True)


def test_what_the_coordinator_may_follows_the_function_for_that_plan_alone(store: Store) -> None:
    """R18, 6.17: a housing organisation that coordinates closes; the project chief loses nothing."""
    plan = b.a_plan_ready_to_close(store)
    mine = next(i.id for i in all_of(store, Incident) if i.plan_id == plan)
    other = b.a_plan_in_force(store)
    aab = b.hat(store, "aab")
    left = b.an_action(store, mine, party=None)

    def extend(number: int, by: str, days: int = 3) -> int:
        given = {"meeting_at": store.clock(), "ends_at": b.ahead(store, days=days), "reason": "Uroen fortsætter."}
        return commands.extend(store, b.hat(store, by), seen=b.seen(store, ActionPlan, number), **given)

    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.EXTEND):
        extend(plan, "aab")
    assert not queries.coordinates(store, aab)
    pass_on(store, mine, "aab")
    assert queries.coordinates(store, aab)
    assert extend(plan, "aab") == 1
    assert extend(plan, CHIEF, 4) == 2
    call(store, mine, POLICE, by="aab")
    commands.cancel_action(store, aab, seen=b.seen(store, Action, left), note="Ingen tog den.")
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.EXTEND):
        extend(other, "aab")
    pass_on(store, mine, COUNCIL, by="aab", before="aab")
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.CLOSE):
        commands.close(store, aab, seen=b.seen(store, ActionPlan, plan))
    assert commands.close(store, b.hat(store, COUNCIL), seen=b.seen(store, ActionPlan, plan)) == plan


def test_coordinating_opens_no_closed_item_and_speaks_for_no_other_party(store: Store) -> None:
    aab = b.hat(store, "aab")
    assert access.may(aab, Verb.CLOSE, coordinator="aab")
    assert not access.may(aab, Verb.CLOSE, coordinator=CHIEF)
    assert not access.may(aab, Verb.HOLD_CLOSED_ITEM, coordinator="aab")
    assert not access.may(aab, Verb.ACCEPT_ACTION, owner="politi", coordinator="aab")


# -- calling off


def test_calling_off_stands_everybody_down_who_was_reached_or_summoned(store: Store) -> None:
    incident = b.an_active_incident(store)
    call(store, incident, POLICE, YES)
    call(store, incident, "aab", NO)
    meeting = b.a_called_meeting(store, incident)
    b.later(store, minutes=1)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Grillrøg.")
    mails = [m for m in all_of(store, Mail) if m.kind is MailKind.STAND_DOWN]
    assert sorted(m.recipient for m in mails) == sorted(r.code for r in store.plan().permanent_roles)
    assert b.row_of(store, Incident, incident).state is IncidentState.CALLED_OFF
    assert b.row_of(store, ActionPlan, b.plan_of(store, incident)).state is PlanState.CLOSED
    assert b.row_of(store, Meeting, meeting).cancelled_at == store.clock()


def told(store: Store, incident: int, role: str = CHIEF) -> dict[tuple[str, int | None], bool]:
    view = queries.incident(store, b.hat(store, role), incident)
    assert view is not None
    return {(row.role, row.person.person): row.told for row in queries.stand_down(store, b.hat(store, role), view)}


def test_who_was_reached_is_told_until_each_is_noted(store: Store) -> None:
    incident = b.an_active_incident(store)
    call(store, incident, POLICE)
    call(store, incident, "aab", NO)
    call(store, incident, "aab", YES, stand_in=0)
    assert not told(store, incident)
    b.later(store, minutes=1)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Grillrøg.")
    assert told(store, incident) == {(POLICE, None): False, ("aab", 0): False, (COUNCIL, None): False}
    call(store, incident, "aab", YES, by=CHIEF, stand_in=0)
    call(store, incident, POLICE, NO, by=CHIEF)
    assert told(store, incident) == {(POLICE, None): False, ("aab", 0): True, (COUNCIL, None): False}
    assert len(all_of(store, Call)) == 5


def test_an_activation_to_inform_only_is_called_off_without_a_list(store: Store) -> None:
    incident = b.an_active_incident(store, response=Response.INFORM)
    call(store, incident, "aab")
    b.later(store, minutes=1)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Grillrøg.")
    assert [m.recipient for m in all_of(store, Mail)] == ["aab", COUNCIL]
    assert not told(store, incident)


def test_stand_ins_of_the_plan_file_are_next_in_their_order_with_their_mandate(lite: Store) -> None:
    written = SHIPPED.read_text("utf-8").replace("stedfortrædere: []", STAND_INS)
    commands.load_plan(lite, plan_files.parse(written, SHIPPED.parent))
    incident = b.an_active_incident(lite)

    def tried_next() -> tuple[int | None, Mandate | None, int | None]:
        row = next(row for row in the_list(lite, incident).rows if row.role == "aab")
        return row.next.person, row.next.mandate, row.other

    seen = []
    for person in (None, 0, 1, None):
        seen.append(tried_next())
        call(lite, incident, "aab", NO, stand_in=person)
    assert seen == [(None, None, 0), (0, Mandate.FULL, 0), (1, Mandate.UNKNOWN, 1), (None, None, 0)]
