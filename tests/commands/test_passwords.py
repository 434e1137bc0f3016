"""Passwords: what is refused, old digests, and the mail to whoever has forgotten theirs."""

import unicodedata
from typing import Literal

import pytest
from sqlalchemy import select, update

from data import commands, queries
from data.commands.sign_ins import HASHER
from data.entities import AccountMail, LogLine, Person
from data.errors import NotAllowed, RuleBroken
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import AccountMailKind
from tests import builders as b

OTHER = "en helt anden sætning"


@pytest.fixture
def person(store: Store) -> int:
    made = b.a_person(store)
    b.a_password(store, made)
    return made


def mails(store: Store) -> list[AccountMail]:
    with store.whole() as session:
        return list(session.scalars(select(AccountMail)))


def forced(store: Store, person: int, **values: object) -> None:
    """As an older version, or another helper of the house, left the row."""
    with store.engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == person).values(**values))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_a_password_is_the_same_whatever_keyboard_made_its_letters(
    store: Store, person: int, form: Literal["NFC", "NFD", "NFKC"]
) -> None:
    chosen = "Tårnet på bølgen ﬁk 3 æbler"
    commands.choose_password(store, b.hat(store, "aab", person), old=b.PASSWORD, new=chosen)
    assert commands.sign_in(store, "aab-1", unicodedata.normalize(form, chosen)).token


def test_a_digest_from_before_letters_were_made_alike_still_opens(store: Store, person: int) -> None:
    raw = unicodedata.normalize("NFD", "Ånden over søen er blå")
    forced(store, person, password_hash=HASHER.hash(raw))
    assert commands.sign_in(store, "aab-1", raw).token
    commands.choose_password(store, b.hat(store, "aab", person), old=raw, new=OTHER)


@pytest.mark.parametrize(
    ("password", "code"),
    [("password12345", "password-known"), ("Aab-1 aab-1 2026", "password-of-house"),
     ("Beredskabsplan 2026", "password-of-house"),
     ("Projektchef-2026", "password-of-house"), ("Konto for aab 12", "password-of-house")],
)  # fmt: skip
def test_what_others_would_try_here_is_refused_by_link_and_by_form(
    store: Store, person: int, password: str, code: str
) -> None:
    with b.refused(store, RuleBroken, code, field="password"):
        commands.choose_password(store, b.hat(store, "aab", person), old=b.PASSWORD, new=password)
    link = commands.invite_again(store, b.administrator(store), person=person)
    with b.refused(store, RuleBroken, code, field="password"):
        commands.use_link(store, link, password=password)
    assert queries.link(store, link) is not None


def test_half_characters_are_a_password_like_any_other(store: Store, person: int) -> None:
    odd = "halve tegn \ud800\udfff er også tegn"
    commands.choose_password(store, b.hat(store, "aab", person), old=b.PASSWORD, new=odd)
    assert commands.sign_in(store, "aab-1", odd).token


def test_a_used_link_ends_every_other_sign_in_of_the_account(store: Store, person: int) -> None:
    before = commands.sign_in(store, "aab-1", b.PASSWORD)
    link = commands.invite_again(store, b.administrator(store), person=person)
    after = commands.use_link(store, link, password=OTHER)
    assert queries.signed_in(store, name_of(before.token)) is None
    assert queries.signed_in(store, name_of(after.token)) is not None


# -- forgotten


def test_whoever_has_an_address_is_written_to_once(store: Store, person: int) -> None:
    commands.choose_address(store, b.hat(store, "aab", person), email=" vagt@eksempel.dk ")
    commands.ask_reset(store, " AAB-1 ")
    commands.ask_reset(store, "aab-1")
    (mail,) = mails(store)
    assert (mail.kind, mail.address, mail.account_id) == (AccountMailKind.RESET, "vagt@eksempel.dk", person)
    with store.whole() as session:
        said = "".join(f"{line.facts}{line.texts}" for line in session.scalars(select(LogLine)))
    assert "eksempel.dk" not in said


def test_for_everybody_else_nothing_happens(store: Store, person: int) -> None:
    b.a_person(store, "aab", "aab-demo", demo=True)
    closed = b.a_person(store, "aab", "aab-lukket")
    for account in (closed, 2):
        forced(store, account, email="vagt@eksempel.dk")
    b.a_person(store, "administrator", "it")
    commands.disable_account(store, b.administrator(store), person=closed)
    before = store.revision()
    for name in ("aab-1", "aab-demo", "aab-lukket", "hvem", "", "hvem\0", "' OR 1=1 --", "å" * 5000):
        commands.ask_reset(store, name)
    assert (mails(store), store.revision()) == ([], before)


# -- the address


def test_an_address_is_chosen_changed_and_taken_away(store: Store, person: int) -> None:
    by = b.hat(store, "aab", person)
    for written, kept in (
        ("vagt@eksempel.dk", "vagt@eksempel.dk"),
        ("nord@eksempel.dk", "nord@eksempel.dk"),
        ("  ", None),
    ):
        commands.choose_address(store, by, email=written)
        assert queries.own_account(store, by).email == kept
    with b.refused(store, RuleBroken, "bad-address", field="email"):
        commands.choose_address(store, by, email="vagt@eksempel.dk\nBcc: alle@eksempel.dk")
    with b.refused(store, NotAllowed, "unknown"):
        commands.choose_address(store, b.hat(store, "aab"), email="")
