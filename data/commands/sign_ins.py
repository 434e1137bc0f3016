"""Opening and ending sign-ins. Not part of the log: a sign-in changes nothing that anybody reads.

argon2 passwords, opaque tokens of which only the SHA-256 is stored, idle and absolute end, ended in every tab at once.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Person, SignIn
from data.errors import NotAllowed
from data.settings import settings
from data.storage import Store
from data.storage.connect import WRITING
from data.storage.sign_ins import change_sign_in, held, name_of

HASHER: Final = PasswordHasher()
TOKEN_BYTES: Final = 32


@dataclass(frozen=True)
class Opened:
    """A new sign-in; the token goes into the cookie and is stored nowhere."""

    token: str


@cache
def _nobody() -> str:
    """A hash to verify against when the account is unknown, so that both answers take the same time."""
    return HASHER.hash(secrets.token_urlsafe(16))


def sign_in(store: Store, username: str, password: str) -> Opened:
    """Sign in by password. Raises NotAllowed("wrong-password"), whatever was wrong."""
    name = username.strip().lower().replace("\0", "")  # PostgreSQL takes no such character
    with store.whole() as session:
        person = session.scalar(select(Person).where(Person.username == name))
    try:
        HASHER.verify((person and person.password_hash) or _nobody(), password)
    except Argon2Error:
        raise NotAllowed("wrong-password") from None
    if person is None or person.password_hash is None or person.disabled_at is not None:
        raise NotAllowed("wrong-password")
    return open_sign_in(store, person.id)


def sign_in_demo(store: Store, username: str) -> Opened:
    """Sign in as a demo account by choosing it; only accounts that the demo itself made are that."""
    with store.whole() as session:
        person = session.scalar(select(Person).where(Person.username == username, Person.demo.is_(True)))
    if person is None or person.disabled_at is not None:
        raise NotAllowed("wrong-password")
    return open_sign_in(store, person.id)


def open_sign_in(store: Store, person: int) -> Opened:
    """A new sign-in in the first of the person's roles. Raises NotAllowed("no-role")."""
    now, token = store.clock(), secrets.token_urlsafe(TOKEN_BYTES)
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        roles = held(session, person, now)
        if not roles:
            raise NotAllowed("no-role")
        session.add(
            SignIn(
                id=name_of(token), person_id=person, role=roles[0], opened_at=now, used_at=now,
                expires_at=now + timedelta(hours=settings().absolute_hours),
            )
        )  # fmt: skip
        session.commit()
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
