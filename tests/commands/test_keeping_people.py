"""A party's leader keeps the accounts of the own party, and nobody else's; links, addresses and who did what (R14)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from data import commands, queries
from data.entities import AccountMail, Person
from data.errors import NotAllowed, RuleBroken
from data.rules.access import Viewer
from data.rules.addresses import LONGEST
from data.storage import Store
from data.vocabulary import AccountMailKind, MailState, Mandate, Subject, Verb
from tests import builders as b
from tests.conftest import Clock

LEADER = "aab"
OTHER = "en helt anden sætning"
ADDRESSED = "vagt@example.dk"


def kept(store: Store, by: Viewer) -> list[int]:
    return [row.person for row in queries.accounts(store, by)]


def everybody(store: Store) -> dict[str, int]:
    """An account of each sort: of the own party, of another, of both, of administrators, of a guest."""
    admin = b.administrator(store)
    made = {"own": b.a_person(store, LEADER, "egen"), "other": b.a_person(store, "boligselskab", "anden")}
    made["both"] = b.a_person(store, LEADER, "begge")
    commands.grant_role(store, admin, person=made["both"], role="boligselskab")
    made["system"] = b.a_person(store, "administrator", "it")
    made["system too"] = b.a_person(store, LEADER, "it-og-aab")
    commands.grant_role(store, admin, person=made["system too"], role="administrator")
    guest = b.a_guest(store)[1].person
    assert guest is not None
    made["guest"] = guest
    return made


def test_a_leader_sees_the_accounts_whose_every_role_is_the_partys_and_an_administrator_all(store: Store) -> None:
    made = everybody(store)
    assert kept(store, b.hat(store, LEADER)) == [made["own"]]
    assert kept(store, b.hat(store, "boligselskab")) == [made["other"]]
    assert set(made.values()) <= set(kept(store, b.administrator(store)))
    for role in ("stabsenhed", "styregruppe", "brandvaesen"):
        with b.refused(store, NotAllowed, "not-allowed", verb=Verb.KEEP_PEOPLE):
            queries.accounts(store, b.hat(store, role))


def test_an_account_is_the_partys_again_once_the_other_role_has_ended(store: Store, clock: Clock) -> None:
    both = everybody(store)["both"]
    leader = b.hat(store, LEADER)
    commands.end_role(store, b.administrator(store), person=both, role="boligselskab")
    clock.turn(seconds=1)
    assert both in kept(store, leader)
    commands.end_role(store, leader, person=both, role=LEADER)
    clock.turn(seconds=1)
    assert both not in kept(store, leader), "it has no role now, and once had another party's"


def test_an_account_that_only_ever_was_the_partys_stays_so_without_a_role(store: Store, clock: Clock) -> None:
    own, leader = b.a_person(store, LEADER), b.hat(store, LEADER)
    commands.end_role(store, leader, person=own, role=LEADER)
    clock.turn(seconds=1)
    assert kept(store, leader) == [own]
    commands.grant_role(store, leader, person=own, role=LEADER)
    assert [held.role for held in queries.accounts(store, leader)[0].roles] == [LEADER]


PRESSES: dict[str, Callable[[Store, Viewer, int], object]] = {
    "grant": lambda s, by, who: commands.grant_role(s, by, person=who, role=LEADER),
    "end": lambda s, by, who: commands.end_role(s, by, person=who, role=LEADER),
    "close": lambda s, by, who: commands.disable_account(s, by, person=who),
    "link": lambda s, by, who: commands.invite_again(s, by, person=who),
    "send": lambda s, by, who: commands.send_link(s, by, person=who),
    "address": lambda s, by, who: commands.change_address(s, by, person=who, email=ADDRESSED),
    "stop": lambda s, by, who: commands.withdraw_link(s, by, person=who),
    "read": lambda s, by, who: queries.account_history(s, by, who),
}


@pytest.mark.parametrize("press", PRESSES)
def test_a_leader_touches_nobody_elses_account_whatever_is_sent(lite: Store, press: str) -> None:
    made, leader = everybody(lite), b.hat(lite, LEADER)
    for sort in ("other", "both", "system", "system too", "guest"):
        with b.refused(lite, NotAllowed, "not-allowed", verb=Verb.KEEP_PEOPLE):
            PRESSES[press](lite, leader, made[sort])


@pytest.mark.parametrize("role", ["boligselskab", "administrator", "projektchef", "brandvaesen", "findes-ikke"])
def test_a_leader_gives_and_ends_the_partys_roles_alone(lite: Store, role: str) -> None:
    own, leader = b.a_person(lite, LEADER), b.hat(lite, LEADER)
    presses = (
        lambda: commands.grant_role(lite, leader, person=own, role=role),
        lambda: commands.end_role(lite, leader, person=own, role=role),
        lambda: commands.open_account(lite, leader, username="ny", display="Ny vagt", role=role),
    )
    for press in presses:
        with b.refused(lite, NotAllowed, "not-allowed", verb=Verb.KEEP_PEOPLE):
            press()


def test_a_leader_opens_gives_ends_and_closes_with_stand_ins_and_all_of_it_is_logged(store: Store) -> None:
    leader = b.hat(store, LEADER, b.a_person(store, LEADER, "leder"))
    new = commands.open_account(
        store, leader, username="vikar", display="Vikar, weekend", role=LEADER, stand_in=Mandate.LIMITED,
        limit="Indtil 20.000 kr.", email=ADDRESSED,
    )  # fmt: skip
    commands.send_link(store, leader, person=new)
    commands.invite_again(store, leader, person=new)
    commands.end_role(store, leader, person=new, role=LEADER)
    commands.disable_account(store, leader, person=new)
    lines = queries.account_history(store, leader, new)
    assert [line.verb for line in reversed(lines)] == [
        Verb.OPEN_ACCOUNT, Verb.GRANT_ROLE, Verb.INVITE_AGAIN, Verb.INVITE_AGAIN, Verb.END_ROLE, Verb.DISABLE_ACCOUNT,
    ]  # fmt: skip
    assert {(line.by, line.role) for line in lines} == {("Konto for aab", LEADER)}
    assert "@" not in str([line.facts for line in lines])


def test_a_leader_cannot_take_the_own_account_away_and_an_administrator_can(store: Store) -> None:
    person = b.a_person(store, LEADER)
    leader = b.hat(store, LEADER, person)
    with b.refused(store, RuleBroken, "own-account"):
        commands.disable_account(store, leader, person=person)
    with b.refused(store, RuleBroken, "own-account"):
        commands.end_role(store, leader, person=person, role=LEADER)
    commands.disable_account(store, b.administrator(store), person=person)


@pytest.mark.parametrize("press", ["link", "send"])
def test_no_link_leads_round_the_leaders_own_password(lite: Store, press: str) -> None:
    """Whoever finds the page open would choose a new one. The only administrator may: nobody else could help."""
    person = b.a_person(lite, LEADER, email=ADDRESSED)
    with b.refused(lite, RuleBroken, "own-link"):
        PRESSES[press](lite, b.hat(lite, LEADER, person), person)
    commands.grant_role(lite, b.administrator(lite), person=person, role="administrator")
    PRESSES[press](lite, b.hat(lite, "administrator", person), person)


def test_a_form_that_was_open_when_the_right_went_saves_nothing(store: Store, clock: Clock) -> None:
    """The hat is read anew in every run; here the account itself has moved out of reach meanwhile."""
    own, leader = b.a_person(store, LEADER), b.hat(store, LEADER)
    commands.grant_role(store, b.administrator(store), person=own, role="boligselskab")
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.disable_account(store, leader, "åben formular", person=own)


@pytest.mark.parametrize("written", ["vagt", "vagt@", "@example.dk", "a b@example.dk", "x@y\r\nBcc: z@example.dk",
                                     "x" * LONGEST + "@example.dk"])  # fmt: skip
def test_what_is_no_address_is_refused(lite: Store, written: str) -> None:
    own = b.a_person(lite)
    with b.refused(lite, RuleBroken, "bad-address", field="email"):
        commands.change_address(lite, b.administrator(lite), person=own, email=written)
    with b.refused(lite, RuleBroken, "bad-address", field="email"):
        b.a_person(lite, "aab", "ny", email=written)


def test_another_address_stops_what_was_meant_for_the_one_before(store: Store) -> None:
    admin = b.administrator(store)
    own = b.a_person(store, email=f" {ADDRESSED} ")
    assert b.row_of(store, Person, own).email == ADDRESSED
    token = commands.invite_again(store, admin, person=own)
    commands.send_link(store, admin, person=own)
    commands.change_address(store, admin, person=own, email="")
    assert queries.link(store, token) is None
    assert b.row_of(store, AccountMail, 1).state is MailState.WITHDRAWN
    row = queries.accounts(store, admin)[0]
    assert (row.email, row.link_until) == (None, None)
    with b.refused(store, RuleBroken, "no-address"):
        commands.send_link(store, admin, person=own)


def test_a_link_is_stopped_and_says_so(store: Store, clock: Clock) -> None:
    own, leader = b.a_person(store), b.hat(store, LEADER)
    token = commands.invite_again(store, leader, person=own)
    assert queries.accounts(store, leader)[0].link_until == clock() + timedelta(hours=24)
    commands.withdraw_link(store, leader, person=own)
    assert queries.link(store, token) is None
    assert queries.accounts(store, leader)[0].link_until is None
    line = b.last_line(store)
    assert (line.word, line.about, line.subject_id, line.facts) == (
        Verb.INVITE_AGAIN, Subject.ACCOUNT, own, '{"stopped":1}',
    )  # fmt: skip
    with b.refused(store, NotAllowed, "link-used"):
        commands.use_link(store, token, password=OTHER)


def test_a_closed_account_gets_no_link_no_mail_and_no_address(store: Store) -> None:
    admin, own = b.administrator(store), b.a_person(store, email=ADDRESSED)
    commands.send_link(store, admin, person=own)
    commands.disable_account(store, admin, person=own)
    assert b.row_of(store, AccountMail, 1).state is MailState.WITHDRAWN
    for press in ("link", "send", "address", "stop"):
        with b.refused(store, RuleBroken, "account-disabled"):
            PRESSES[press](store, admin, own)


def test_whoever_has_a_password_is_sent_a_way_to_a_new_one(store: Store) -> None:
    admin, own = b.administrator(store), b.a_person(store, email=ADDRESSED)
    commands.send_link(store, admin, "én gang", person=own)
    assert commands.send_link(store, admin, "én gang", person=own) == own
    commands.use_link(store, commands.invite_again(store, admin, person=own), password=OTHER)
    commands.send_link(store, admin, person=own)
    kinds = [b.row_of(store, AccountMail, number).kind for number in (1, 2)]
    assert kinds == [AccountMailKind.INVITATION, AccountMailKind.RESET]
    assert b.row_of(store, AccountMail, 3) is None
