"""Stand-ins with and without a mandate: what they accept is a reservation until their party confirms it (R21, 6.10)."""

import json

import pytest
from sqlalchemy import update

from data import commands, queries
from data.entities import Action, ActionPlan, Attendance, Meeting, PlanAgreement, PlanEdition
from data.errors import NotAllowed, RuleBroken, Stale
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import ActionStatus, Mandate, SeatKind, Verb, Way
from tests import builders as b
from tests.conftest import Clock

STANDS_IN = {"kind": SeatKind.STAND_IN}
FULL, LIMITED, UNKNOWN = Mandate.FULL, Mandate.LIMITED, Mandate.UNKNOWN


def reserved(store: Store, action: int) -> bool:
    found: bool = b.row_of(store, Action, action).reserved
    return found


def facts(store: Store) -> dict[str, object]:
    found: dict[str, object] = json.loads(b.last_line(store).facts)
    return found


def confirm(store: Store, action: int, mandate: Mandate = FULL, role: str = "aab") -> int:
    by = b.without_mandate(store, role, mandate)
    return commands.confirm_reservation(store, by, seen=b.seen(store, Action, action))


@pytest.mark.parametrize("mandate", list(Mandate))
def test_only_a_full_mandate_commits_the_party(store: Store, mandate: Mandate) -> None:
    action = b.an_action(store)
    by = b.without_mandate(store, "aab", mandate)
    commands.accept_action(store, by, seen=b.seen(store, Action, action))
    assert b.row_of(store, Action, action).status is ActionStatus.ACCEPTED
    assert reserved(store, action) is facts(store)["reserved"] is (mandate is not FULL)
    [row] = queries.actions(store, by)
    assert row.reserved is (mandate is not FULL)


@pytest.mark.parametrize(
    ("seats", "waits"),
    [
        ({}, False),
        ({"aab": FULL}, False),
        ({"aab": UNKNOWN}, True),
        ({"boligselskab": UNKNOWN}, False),
    ],
)
def test_at_a_running_meeting_the_partys_seat_counts_too(store: Store, seats: dict[str, Mandate], waits: bool) -> None:
    incident = b.an_active_incident(store)
    action = b.an_action(store, incident)
    meeting = b.a_running_meeting(store, incident)
    for role, mandate in seats.items():
        b.a_seat(store, meeting, role, mandate=mandate, **STANDS_IN)
    commands.accept_action(store, b.hat(store, "aab"), seen=b.seen(store, Action, action))
    assert reserved(store, action) is waits


def test_a_seat_counts_while_somebody_sits_on_it_at_a_meeting_about_that_plan(store: Store) -> None:
    incident, other = b.an_active_incident(store), b.an_active_incident(store)
    elsewhere = b.a_running_meeting(store, other)
    b.a_seat(store, elsewhere, mandate=UNKNOWN, **STANDS_IN)
    meeting = b.a_running_meeting(store, incident)
    left = b.a_seat(store, meeting, mandate=UNKNOWN, **STANDS_IN)
    commands.leave_seat(store, b.hat(store, "stabsenhed"), seat=left)
    assert not reserved(store, b.an_accepted_action(store, incident))
    b.a_seat(store, meeting, mandate=UNKNOWN, **STANDS_IN)
    assert reserved(store, b.an_accepted_action(store, incident))
    b.a_seat(store, meeting, mandate=FULL)  # the leader arrives and relieves the stand-in
    assert not reserved(store, b.an_accepted_action(store, incident))


def test_the_party_confirms_with_a_full_mandate_alone(store: Store, clock: Clock) -> None:
    action = b.a_reserved_action(store)
    for mandate in (UNKNOWN, LIMITED):
        with b.refused(store, RuleBroken, "no-mandate"):
            confirm(store, action, mandate)
    with b.refused(store, NotAllowed, "not-allowed"):
        confirm(store, action, role="boligselskab")
    clock.turn(minutes=9)
    assert confirm(store, action) == action
    assert not reserved(store, action)
    line = b.last_line(store)
    assert (line.word, line.subject_id, line.role) == (Verb.CONFIRM_RESERVATION, action, "aab")
    with b.refused(store, RuleBroken, "nothing-reserved"):
        confirm(store, action)


def test_a_leader_confirms_while_the_stand_in_sits_at_the_table(store: Store) -> None:
    incident = b.an_active_incident(store)
    meeting = b.a_running_meeting(store, incident)
    b.a_seat(store, meeting, mandate=UNKNOWN, **STANDS_IN)
    action = b.an_accepted_action(store, incident)
    assert reserved(store, action)
    confirm(store, action)
    assert not reserved(store, action)


@pytest.mark.parametrize(("accepts", "confirms", "refused"), [(True, True, True), (True, False, False)])
def test_the_account_that_accepted_with_a_reservation_does_not_confirm_it(
    store: Store, *, accepts: bool, confirms: bool, refused: bool
) -> None:
    """The seat had no mandate, the account has: another account of the party confirms."""
    one, other = b.a_person(store), b.a_person(store, username="aab-2")
    incident = b.an_active_incident(store)
    action, meeting = b.an_action(store, incident), b.a_running_meeting(store, incident)
    b.a_seat(store, meeting, mandate=UNKNOWN, **STANDS_IN)
    by = b.hat(store, "aab", one if accepts else other)
    commands.accept_action(store, by, seen=b.seen(store, Action, action))
    by, shown = b.hat(store, "aab", one if confirms else other), b.seen(store, Action, action)
    if refused:
        with b.refused(store, RuleBroken, "no-mandate"):
            commands.confirm_reservation(store, by, seen=shown)
    else:
        commands.confirm_reservation(store, by, seen=shown)
    assert reserved(store, action) is refused
    [row] = queries.agreed(store, by, meeting=meeting)
    assert row.reserved is refused


def test_two_who_confirm_are_one_confirmation_and_the_second_is_told(store: Store) -> None:
    action = b.a_reserved_action(store)
    shown = b.seen(store, Action, action)
    commands.confirm_reservation(store, b.hat(store, "aab"), seen=shown)
    with b.refused(store, Stale):
        commands.confirm_reservation(store, b.hat(store, "aab"), seen=shown)


def test_the_work_goes_on_under_a_reservation(store: Store) -> None:
    action = b.a_reserved_action(store)
    b.tell(store, action, ActionStatus.IN_PROGRESS)
    assert reserved(store, action)
    b.tell(store, action, ActionStatus.DONE)
    confirm(store, action)
    assert not reserved(store, action)


def test_what_is_given_back_is_nobodys_reservation(store: Store) -> None:
    action = b.a_reserved_action(store)
    commands.decline_action(store, b.hat(store, "aab"), seen=b.seen(store, Action, action), note="Ingen folk.")
    assert not reserved(store, action)


@pytest.mark.parametrize("done", [True, False])
def test_reopened_it_waits_only_if_it_is_not_accepted_anew(store: Store, done: bool) -> None:
    action, aab = b.a_reserved_action(store), b.hat(store, "aab")
    if done:
        b.tell(store, action, ActionStatus.DONE)
    else:
        commands.cancel_action(store, aab, seen=b.seen(store, Action, action), note="Ikke nu.")
        [row] = queries.actions(store, aab)
        assert not row.reserved
    commands.reopen_action(store, aab, seen=b.seen(store, Action, action), note="Den blussede op.")
    assert reserved(store, action) is done


# -- the plan


def agreed_with(store: Store, *, leaves: bool = False, ended: bool = False) -> int:
    """A plan agreed at a meeting where one party's stand-in has no mandate; the plan's id."""
    incident = b.an_active_incident(store)
    meeting = b.a_running_meeting(store, incident)
    b.a_seat(store, meeting, "aab", mandate=UNKNOWN, **STANDS_IN)
    b.a_seat(store, meeting, "lokalraad-politi")
    if leaves:
        with store.whole() as session:
            [seat] = [row.id for row in session.query(Attendance) if row.seated == "aab"]
        commands.leave_seat(store, b.hat(store, "stabsenhed"), seat=seat)
    if ended:
        with store.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE meetings SET ended_at = started_at")
    plan = b.plan_of(store, incident)
    b.agree(store, plan, parties=("politi", "kommune", "aab"))
    return plan


@pytest.mark.parametrize("given", [{}, {"leaves": True}, {"ended": True}])
def test_a_party_agrees_as_its_seat_could_commit_it(store: Store, given: dict[str, bool]) -> None:
    plan = agreed_with(store, **given)
    assert facts(store)["reserved"] == ["aab"]
    view = queries.plan(store, b.hat(store, "aab"), plan)
    assert view is not None
    assert view.agreed == ("politi", "kommune", "aab")
    assert list(view.reserved) == ["aab"]


def test_without_a_meeting_in_the_house_a_party_agrees_by_its_word(store: Store) -> None:
    view = queries.plan(store, b.hat(store, "aab"), b.a_plan_in_force(store))
    assert view is not None
    assert not view.reserved


def test_an_agreement_is_confirmed_by_its_own_party_with_a_full_mandate(store: Store) -> None:
    plan = agreed_with(store)
    view = queries.plan(store, b.hat(store, "aab"), plan)
    assert view is not None
    agreement = view.reserved["aab"]
    old = b.seen(store, ActionPlan, plan)
    with b.refused(store, RuleBroken, "no-mandate"):
        commands.confirm_agreement(store, b.without_mandate(store), agreement=agreement)
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.confirm_agreement(store, b.hat(store, "lokalraad-politi"), agreement=agreement)
    assert commands.confirm_agreement(store, b.hat(store, "aab"), agreement=agreement) == agreement
    assert not b.row_of(store, PlanAgreement, agreement).reserved
    assert facts(store) == {"edition": 1}
    with b.refused(store, RuleBroken, "nothing-reserved"):
        commands.confirm_agreement(store, b.hat(store, "aab"), agreement=agreement)
    assert b.seen(store, ActionPlan, plan) != old, "whoever looked at the plan before is told"


def test_the_account_that_noted_the_agreement_does_not_confirm_it_for_its_own_party(store: Store) -> None:
    plan = agreed_with(store)
    person = b.a_person(store)
    view = queries.plan(store, b.hat(store, "aab"), plan)
    assert view is not None
    with store.engine.begin() as connection:
        connection.execute(update(PlanEdition).values(person_id=person))
    agreement = view.reserved["aab"]
    with b.refused(store, RuleBroken, "no-mandate"):
        commands.confirm_agreement(store, b.hat(store, "aab", person), agreement=agreement)
    commands.confirm_agreement(store, b.hat(store, "aab"), agreement=agreement)


def test_an_ordinary_employee_is_seated_as_stand_in_or_guest_alone(store: Store) -> None:
    """R15: only a role that is a fixed member and management is offered as a member."""
    standing = store.plan()
    for role in standing.roles.values():
        offered = commands.meetings.seats_for(role)
        member = role.drafter or (role.permanent and role.level_management)
        assert (SeatKind.MEMBER in offered) is member
        assert offered
    assert b.row_of(store, Meeting, b.a_running_meeting(store)) is not None
    with b.refused(store, RuleBroken, "seat-not-allowed", field="seat"):
        b.a_seat(store, 1, "brandvaesen", kind=SeatKind.MEMBER)
    b.a_seat(store, 1, "brandvaesen", kind=SeatKind.GUEST, mandate=UNKNOWN)


def test_a_stand_in_without_a_mandate_cannot_sit_down_as_a_member_nor_with_a_mandate(store: Store) -> None:
    """R15, R21: nobody says more of themselves than they were given; whoever keeps the list may note the holder."""
    meeting, guard = b.a_running_meeting(store), b.without_mandate(store)
    for kind, mandate, code in (
        (SeatKind.MEMBER, UNKNOWN, "seat-not-allowed"), (SeatKind.STAND_IN, FULL, "no-mandate"),
        (SeatKind.STAND_IN, LIMITED, "no-mandate"),
    ):  # fmt: skip
        with b.refused(store, RuleBroken, code):
            commands.seat(
                store, guard, meeting=meeting, role="aab", kind=kind, mandate=mandate, way=Way.ROOM, limit="Driften.",
            )  # fmt: skip
    commands.seat(store, guard, meeting=meeting, role="aab", kind=SeatKind.STAND_IN, mandate=UNKNOWN, way=Way.ROOM)
    b.a_seat(store, meeting, "aab", kind=SeatKind.MEMBER)


# -- the accounts


def worn(store: Store, person: int) -> queries.HeldRole:
    link = commands.invite_again(store, b.administrator(store), person=person)
    found = queries.signed_in(store, name_of(commands.use_link(store, link, password=b.PASSWORD).token))
    assert found is not None
    return found.worn


def grant(store: Store, person: int, role: str, mandate: Mandate | None, **other: object) -> int:
    given = {"person": person, "role": role, "stand_in": mandate, **other}
    return commands.grant_role(store, b.administrator(store), **given)


@pytest.mark.parametrize(("mandate", "limit"), [(FULL, ""), (UNKNOWN, ""), (LIMITED, "drift og renhold")])
def test_a_stand_in_holds_a_role_with_a_mandate_until_a_moment(
    store: Store, clock: Clock, mandate: Mandate, limit: str
) -> None:
    person = b.a_person(store, "stabsenhed")
    until = b.ahead(store, hours=8)
    grant(store, person, "lokalraad-kommune", mandate, limit=limit, until=until)
    [account] = queries.accounts(store, b.administrator(store))
    own, second = account.roles
    assert (own.stands_in, own.mandate) == (False, FULL)
    assert (second.role, second.until, second.stands_in, second.mandate) == (
        "lokalraad-kommune", until, True, mandate,
    )  # fmt: skip
    assert second.limit.body == limit
    assert facts(store)["stand_in"] == mandate
    clock.turn(hours=9)
    [account] = queries.accounts(store, b.administrator(store))
    assert [held.role for held in account.roles] == ["stabsenhed"]


def test_a_limited_mandate_says_to_what_and_names_nobody(store: Store) -> None:
    person = b.a_person(store, "stabsenhed")
    with b.refused(store, RuleBroken, "say-limit", field="limit"):
        grant(store, person, "aab", LIMITED, limit=" ")
    with b.refused(store, RuleBroken, "personal-text", field="limit"):
        grant(store, person, "aab", LIMITED, limit="Ring 20930931")


def test_the_hat_that_is_worn_brings_its_mandate(store: Store) -> None:
    person = b.a_person(store, "aab")
    assert worn(store, person) == queries.HeldRole("aab")
    other = b.a_person(store, "stabsenhed")
    grant(store, other, "aab", UNKNOWN)
    commands.end_role(store, b.administrator(store), person=other, role="stabsenhed")
    hat = worn(store, other)
    assert (hat.role, hat.stands_in, hat.mandate) == ("aab", True, UNKNOWN)
    viewer = queries.viewer_of(store.plan(), other, hat.role, hat.mandate)
    action = b.an_action(store)
    commands.accept_action(store, viewer, seen=b.seen(store, Action, action))
    assert reserved(store, action)


def test_of_two_ways_to_hold_a_role_the_stronger_counts(store: Store) -> None:
    person = b.a_person(store, "aab")
    grant(store, person, "aab", UNKNOWN)
    assert worn(store, person).mandate is FULL
    other = b.a_person(store, "boligselskab")
    commands.end_role(store, b.administrator(store), person=other, role="boligselskab")
    grant(store, other, "boligselskab", UNKNOWN)
    grant(store, other, "boligselskab", LIMITED, limit="drift")
    assert (worn(store, other).mandate, worn(store, other).limit.body) == (LIMITED, "drift")
