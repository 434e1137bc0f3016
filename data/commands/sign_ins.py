"""Opening and ending sign-ins. Not part of the log: a sign-in changes nothing that anybody reads.

argon2 passwords, opaque tokens of which only the SHA-256 is stored, idle and absolute end, ended in every tab at once.
Whoever has a second factor gets no sign-in for the password: `Halfway` says that it was right, and opens nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Person, SignIn
from data.errors import NotAllowed
from data.rules import passwords, second_factor
from data.rules.access import Viewer
from data.settings import settings
from data.storage import Store, accounts, intention
from data.storage.connect import WRITING
from data.storage.sign_ins import change_sign_in, end_all, forget_old, held, name_of, secret_of
from data.vocabulary import Subject, Verb

HASHER: Final = PasswordHasher()
TOKEN_BYTES: Final = 32


@dataclass(frozen=True)
class Opened:
    """A new sign-in; the token goes into the cookie and is stored nowhere."""

    token: str


@dataclass(frozen=True)
class Halfway:
    """The password was right and the second factor is missing; the token goes into a cookie of its own, for minutes."""

    token: str


def fits(digest: str, password: str) -> bool:
    """Whether it is the password of this digest; also as it came, for digests from before letters were made alike."""
    for written in dict.fromkeys((passwords.alike(password), password)):
        try:
            return HASHER.verify(digest, passwords.octets(written))
        except (Argon2Error, InvalidHashError):
            continue
    return False


@cache
def _nobody() -> str:
    """A hash to verify against when the account is unknown, so that both answers take the same time."""
    return HASHER.hash(secrets.token_urlsafe(16))


def sign_in(store: Store, username: str, password: str) -> Opened | Halfway:
    """Sign in by password. Raises NotAllowed("wrong-password"), whatever was wrong, and "no-role"."""
    name = username.strip().lower().replace("\0", "")  # PostgreSQL takes no such character
    with store.whole() as session:
        person = session.scalar(select(Person).where(Person.username == name))
    if not fits((person and person.password_hash) or _nobody(), password):
        raise NotAllowed("wrong-password")
    if person is None or person.password_hash is None or person.disabled_at is not None:
        raise NotAllowed("wrong-password")
    return halfway_or_in(store, person)


def halfway_or_in(store: Store, person: Person) -> Opened | Halfway:
    """What somebody gets who has shown the first factor: a sign-in, or the way to the second."""
    if person.totp_secret is None:
        return open_sign_in(store, person.id)
    return Halfway(second_factor.vouch(person.id, store.clock() + second_factor.HALFWAY_LASTS, secret_of(person)))


def sign_in_demo(store: Store, username: str) -> Opened:
    """Sign in as a demo account by choosing it; only accounts that the demo itself made are that."""
    with store.whole() as session:
        person = session.scalar(select(Person).where(Person.username == username, Person.demo.is_(True)))
    if person is None or person.disabled_at is not None:
        raise NotAllowed("wrong-password")
    return open_sign_in(store, person.id)


def open_sign_in(store: Store, person: int) -> Opened:
    """A new sign-in in the first of the person's roles. Raises NotAllowed("no-role")."""
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        opened = opened_within(session, store.clock(), person)
        session.commit()
    return opened


def opened_within(session: Session, now: datetime, person: int, *, provider: str | None = None) -> Opened:
    """The same, within a transaction of the caller's; `provider` is whose word opened it.

    What is over since long is forgotten on the way.
    """
    token, roles = secrets.token_urlsafe(TOKEN_BYTES), held(session, person, now)
    if not roles:
        raise NotAllowed("no-role")
    forget_old(session, now)
    session.add(
        SignIn(
            id=name_of(token), person_id=person, role=roles[0], opened_at=now, used_at=now,
            expires_at=now + timedelta(hours=settings().absolute_hours), provider=provider,
        )
    )  # fmt: skip
    return Opened(token)


def sign_out(store: Store, sign_in: str) -> None:
    """End a sign-in, in every tab."""
    change_sign_in(store, sign_in, ended_at=store.clock())


def choose_hat(store: Store, sign_in: str, role: str) -> None:
    """Act in another of one's roles from now on (6.18). Raises NotAllowed for a role the person does not hold."""
    with store.whole() as session:
        row = session.get(SignIn, sign_in)
        if row is None or role not in held(session, row.person_id, store.clock()):
            raise NotAllowed("not-your-role")
    change_sign_in(store, sign_in, role=role)


@intention
def sign_out_everywhere(store: Store, by: Viewer, key: str | None = None, *, here: str = "") -> int:
    """End one's own sign-ins on every machine, all but the one named `here`; open pages end within seconds."""
    with store.changing(by, key) as change:
        person = change.get(Person, by.person or 0)
        end_all(change.session, person.id, change.now, but=here)
        change.log(Verb.SIGN_OUT_EVERYWHERE, Subject.ACCOUNT, person.id)
    return person.id


@intention
def sign_out_account(store: Store, by: Viewer, key: str | None = None, *, person: int) -> int:
    """End every sign-in of an account, as whoever keeps it: a machine was lost, somebody left the desk open."""
    with store.changing(by, key) as change:
        found = accounts.kept(change, person)
        end_all(change.session, found.id, change.now)
        change.log(Verb.SIGN_OUT_EVERYWHERE, Subject.ACCOUNT, found.id)
    return person
