"""Accounts by function, the hats they wear, and the one-time links by which people come in (R14, 6.18)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import Holding, Link, LogLine, Person
from data.errors import NotAllowed, RuleBroken
from data.storage import Store
from data.storage.connect import connect
from data.storage.sign_ins import name_of
from data.vocabulary import Language, Subject, Verb
from tests import builders as b
from tests.conftest import BEGIN, Clock, Databases

OTHER = "en helt anden sætning"


def roles(store: Store, person: int) -> list[str]:
    account = next(a for a in queries.accounts(store, b.administrator(store)) if a.person == person)
    return [held.role for held in account.roles]


def test_an_account_has_a_function_a_first_role_and_no_password(store: Store) -> None:
    person = b.a_person(store, "aab", " Drift.Vagt ", display=" Driftsvagt, weekend ")
    found = b.row_of(store, Person, person)
    assert (found.username, found.display) == ("drift.vagt", "Driftsvagt, weekend")
    assert (found.password_hash, found.demo, found.opened_at) == (None, False, BEGIN)
    assert roles(store, person) == ["aab"]
    assert [Verb(b.row_of(store, LogLine, n).verb) for n in (2, 3)] == [Verb.OPEN_ACCOUNT, Verb.GRANT_ROLE]
    assert "drift" not in b.row_of(store, LogLine, 2).facts


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"username": "x"}, "bad-username", "username"),
        ({"username": "to ord"}, "bad-username", "username"),
        ({"username": "a" * 60}, "bad-username", "username"),
        ({"username": "<b>x</b>"}, "bad-username", "username"),
        ({"username": "OPTAGET"}, "username-taken", "username"),
        ({"display": "  "}, "text-missing", "display"),
        ({"display": "x" * 121}, "text-too-long", "display"),
        ({"display": "Vagt 20930931"}, "personal-text", "display"),
        ({"role": "borgmester"}, "unknown-role", "role"),
    ],
)
def test_an_account_that_cannot_be_is_refused(store: Store, other: dict[str, Any], code: str, field: str) -> None:
    b.a_person(store, "aab", "optaget")
    with b.refused(store, RuleBroken, code, field=field):
        b.a_person(store, **({"username": "ny.konto"} | other))


def test_a_person_may_hold_several_roles_from_and_until(store: Store, clock: Clock) -> None:
    person, admin = b.a_person(store, "aab"), b.administrator(store)
    commands.grant_role(store, admin, person=person, role="stabsenhed", until=b.ahead(store, hours=2))
    commands.grant_role(store, admin, person=person, role="lokalraad-kommune")
    assert roles(store, person) == ["aab", "stabsenhed", "lokalraad-kommune"]
    clock.turn(hours=2)
    assert roles(store, person) == ["aab", "lokalraad-kommune"]
    commands.end_role(store, admin, person=person, role="aab")
    assert roles(store, person) == ["lokalraad-kommune"]


@pytest.mark.parametrize(
    ("role", "until", "code"),
    [
        ("borgmester", None, "unknown-role"),
        ("aab", BEGIN, "until-in-the-past"),
        ("aab", BEGIN - timedelta(1), "until-in-the-past"),
    ],
)
def test_a_role_that_cannot_be_held_is_refused(store: Store, role: str, until: datetime | None, code: str) -> None:
    person = b.a_person(store)
    with b.refused(store, RuleBroken, code):
        commands.grant_role(store, b.administrator(store), person=person, role=role, until=until)


def test_a_role_held_until_tomorrow_ends_today_when_it_is_ended(store: Store, clock: Clock) -> None:
    person, admin = b.a_person(store), b.administrator(store)
    commands.grant_role(store, admin, person=person, role="stabsenhed", until=b.ahead(store, days=1))
    clock.turn(minutes=1)
    commands.end_role(store, admin, person=person, role="stabsenhed")
    assert roles(store, person) == ["aab"]


def test_an_ended_role_keeps_the_time_it_ended(store: Store, clock: Clock) -> None:
    person, admin = b.a_person(store), b.administrator(store)
    clock.turn(minutes=5)
    commands.end_role(store, admin, person=person, role="aab")
    ended = clock()
    clock.turn(minutes=5)
    commands.end_role(store, admin, person=person, role="aab")
    with store.whole() as session:
        assert session.scalars(select(Holding.valid_until)).all() == [ended]


def test_a_role_of_an_older_plan_can_be_ended(store: Store) -> None:
    person = b.a_person(store)
    commands.end_role(store, b.administrator(store), person=person, role="findes-ikke-mere")
    assert roles(store, person) == ["aab"]


def test_the_last_administrator_stays(store: Store) -> None:
    person, admin = b.an_administrator(store)
    with b.refused(store, RuleBroken, "last-administrator"):
        commands.end_role(store, admin, person=person, role="administrator")
    with b.refused(store, RuleBroken, "last-administrator"):
        commands.disable_account(store, admin, person=person)
    second = b.a_person(store, "administrator", "it-vagt")
    commands.disable_account(store, admin, person=second)
    with b.refused(store, RuleBroken, "last-administrator"):
        commands.end_role(store, admin, person=person, role="administrator")
    third = b.a_person(store, "administrator", "it-chef")
    commands.end_role(store, b.hat(store, "administrator", third), person=person, role="administrator")
    with b.refused(store, RuleBroken, "last-administrator"):
        commands.disable_account(store, admin, person=third)


def test_a_closed_account_is_out_in_every_tab_and_cannot_come_in_again(store: Store) -> None:
    _, admin = b.an_administrator(store)
    person = b.a_person(store)
    opened = commands.use_link(store, commands.invite_again(store, admin, person=person), password=OTHER)
    second = commands.sign_in(store, "aab-1", OTHER)
    link = commands.invite_again(store, admin, person=person)
    commands.disable_account(store, admin, person=person)
    for token in (opened.token, second.token):
        assert queries.signed_in(store, name_of(token)) is None
    with b.refused(store, NotAllowed, "wrong-password"):
        commands.sign_in(store, "aab-1", OTHER)
    with b.refused(store, NotAllowed, "link-used"):
        commands.use_link(store, link, password=OTHER)
    with b.refused(store, RuleBroken, "account-disabled"):
        commands.invite_again(store, admin, person=person)


def test_an_account_that_is_not_there_is_unknown(store: Store) -> None:
    admin = b.administrator(store)
    for press in (
        lambda: commands.grant_role(store, admin, person=99, role="aab"),
        lambda: commands.disable_account(store, admin, person=99),
        lambda: commands.invite_again(store, admin, person=99),
    ):
        with b.refused(store, NotAllowed, "unknown"):
            press()


def test_the_first_link_makes_the_administrator_once(databases: Databases, clock: Clock) -> None:
    url = databases.fresh()
    store = Store(connect(url), clock)
    token = commands.first_link(store)
    link = queries.link(store, token)
    assert link is not None
    assert (link.first, link.username) == (True, "administrator")
    with b.refused(store, RuleBroken, "password-short", field="password", minimum=12):
        commands.use_link(store, token, password="for kort")
    opened = commands.use_link(store, token, password=b.PASSWORD)
    signed_in = queries.signed_in(store, name_of(opened.token))
    assert signed_in is not None
    assert (signed_in.username, signed_in.role, signed_in.roles) == (
        "administrator", "administrator", ("administrator",),
    )  # fmt: skip
    assert queries.link(store, token) is None
    with b.refused(store, NotAllowed, "link-used"):
        commands.use_link(store, token, password=OTHER)
    with b.refused(store, NotAllowed, "has-accounts"):
        commands.first_link(store)
    store.close()
    databases.drop(url)


def test_of_two_first_links_only_the_newest_works_and_no_second_administrator_slips_in(store: Store) -> None:
    old, new = commands.first_link(store), commands.first_link(store)
    with b.refused(store, NotAllowed, "link-used"):
        commands.use_link(store, old, password=b.PASSWORD)
    b.a_person(store)  # somebody was quicker
    with b.refused(store, NotAllowed, "link-used"):
        commands.use_link(store, new, password=b.PASSWORD)


def test_a_link_lives_a_day_and_is_stored_as_its_hash(store: Store, clock: Clock) -> None:
    person = b.a_person(store)
    token = commands.invite_again(store, b.administrator(store), person=person)
    with store.whole() as session:
        kept = session.scalars(select(Link)).one()
    assert token not in kept.token_hash
    assert kept.expires_at == BEGIN + timedelta(hours=24)
    clock.turn(hours=24, seconds=1)
    assert queries.link(store, token) is None
    with b.refused(store, NotAllowed, "link-used"):
        commands.use_link(store, token, password=OTHER)


@pytest.mark.parametrize("token", ["", "x", "å" * 300, "../../etc"])
def test_a_made_up_link_opens_nothing(store: Store, token: str) -> None:
    assert queries.link(store, token) is None
    with b.refused(store, NotAllowed, "link-used"):
        commands.use_link(store, token, password=OTHER)


def test_a_new_invitation_replaces_the_old_one(store: Store) -> None:
    person, admin = b.a_person(store), b.administrator(store)
    other = b.a_person(store, "stabsenhed")
    first, theirs = (commands.invite_again(store, admin, person=who) for who in (person, other))
    second = commands.invite_again(store, admin, person=person)
    assert [queries.link(store, token) is not None for token in (first, second, theirs)] == [False, True, True]


@pytest.mark.parametrize(
    ("password", "code"),
    [("elleve tegn", "password-short"), ("x" * 257, "password-long"), ("ababababababab", "password-monotonous")],
)
def test_a_password_is_long_rather_than_complicated(store: Store, password: str, code: str) -> None:
    person = b.a_person(store)
    token = commands.invite_again(store, b.administrator(store), person=person)
    with b.refused(store, RuleBroken, code, field="password"):
        commands.use_link(store, token, password=password)
    assert queries.link(store, token) is not None


def test_one_changes_ones_own_password_knowing_the_old_one(store: Store) -> None:
    person, admin = b.an_administrator(store)
    with b.refused(store, RuleBroken, "wrong-password", field="old"):
        commands.choose_password(store, admin, old="gætteri og atter", new=OTHER)
    with b.refused(store, RuleBroken, "password-short"):
        commands.choose_password(store, admin, old=b.PASSWORD, new="kort")
    assert commands.choose_password(store, admin, old=b.PASSWORD, new=OTHER) == person
    with b.refused(store, NotAllowed, "wrong-password"):
        commands.sign_in(store, "administrator", b.PASSWORD)
    assert commands.sign_in(store, "administrator", OTHER).token
    with b.refused(store, NotAllowed, "unknown"):
        commands.choose_password(store, b.hat(store, "aab"), old=b.PASSWORD, new=OTHER)


def test_neither_the_log_nor_its_texts_know_a_name_or_a_password(store: Store) -> None:
    _, admin = b.an_administrator(store)
    person = b.a_person(store, "aab", "kim.vagt", display="Vagt, nat")
    commands.use_link(store, commands.invite_again(store, admin, person=person), password=OTHER)
    with store.whole() as session:
        said = "".join(f"{line.facts}{line.texts}" for line in session.scalars(select(LogLine)))
    assert not [word for word in ("kim", "Kim", OTHER, b.PASSWORD, "argon2") if word in said]


def test_a_new_password_ends_the_accounts_other_sign_ins(store: Store) -> None:
    _, admin = b.an_administrator(store)
    here, elsewhere = (name_of(commands.sign_in(store, "administrator", b.PASSWORD).token) for _ in range(2))
    commands.choose_password(store, admin, old=b.PASSWORD, new=OTHER, here=here)
    assert queries.signed_in(store, here) is not None
    assert queries.signed_in(store, elsewhere) is None


def language_of(store: Store, person: int) -> Language | None:
    """What the person's sign-in says."""
    link = commands.invite_again(store, b.administrator(store), person=person)
    found = queries.signed_in(store, name_of(commands.use_link(store, link, password=OTHER).token))
    assert found is not None
    return found.language


def test_everybody_chooses_the_language_of_their_own_account(store: Store) -> None:
    mine, other = b.a_person(store, "styregruppe"), b.a_person(store, "aab")
    assert language_of(store, mine) is None
    by = b.hat(store, "styregruppe", mine)
    for language in (Language.ENGLISH, Language.DANISH, Language.ENGLISH):
        assert commands.choose_language(store, by, language=language) == mine
        line = b.last_line(store)
        assert (line.word, line.about, line.subject_id) == (Verb.CHOOSE_LANGUAGE, Subject.ACCOUNT, mine)
        assert line.facts == f'{{"language":"{language}"}}'
        assert language_of(store, mine) is language
    assert language_of(store, other) is None


@pytest.mark.parametrize("language", ["", "sv", "EN", "en-GB", "da; DROP TABLE people", "x" * 300])
def test_a_language_that_no_screen_is_read_in_is_refused(store: Store, language: str) -> None:
    person = b.a_person(store)
    with b.refused(store, RuleBroken, "unknown-language", field="language"):
        commands.choose_language(store, b.hat(store, "aab", person), language=language)
    assert language_of(store, person) is None


@pytest.mark.parametrize("person", [None, 99])
def test_nobody_without_an_account_chooses_a_language(store: Store, person: int | None) -> None:
    with b.refused(store, NotAllowed, "unknown"):
        commands.choose_language(store, b.hat(store, "aab", person), language=Language.ENGLISH)


def test_the_same_choice_sent_twice_is_one_change(store: Store) -> None:
    by = b.hat(store, "aab", b.a_person(store))
    first = commands.choose_language(store, by, "samme nøgle", language="en")
    before = b.standing(store)
    assert commands.choose_language(store, by, "samme nøgle", language="en") == first
    assert b.standing(store) == before


def test_a_language_of_a_later_version_reads_as_none_chosen(store: Store) -> None:
    person = b.a_person(store)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE people SET language = 'fo'")
    assert language_of(store, person) is None
