"""The mechanics of a sign-in that commands and queries share: its name, the roles held, its last use and its end.

A sign-in that is over is kept for a quarter of a year, so that an administrator can see who was in when; the newest of
an account stays, because it tells when the account was last used.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from data.entities import Holding, Person, SignIn, Writing
from data.rules.mandates import STRENGTH
from data.storage.connect import WRITING
from data.storage.store import Store

KEPT: Final = timedelta(days=90)
"""How long a sign-in is kept after it could have been used at the latest."""


def name_of(token: str) -> str:
    """The stored name of a token: its SHA-256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def held(session: Session, person: int, now: datetime) -> list[str]:
    """The roles a person holds now, oldest first."""
    return list(dict.fromkeys(holding.role for holding in holdings(session, person, now)))


def only_for(session: Session, person: int, role: str, now: datetime) -> frozenset[int] | None:
    """The incidents that a guest holds the role for; None for whoever holds it for all of them (R22)."""
    return only_among(holdings(session, person, now), role)


def only_among(found: Sequence[Holding], role: str) -> frozenset[int] | None:
    """The same, of what the person holds now."""
    bound = {holding.incident_id for holding in found if holding.role == role}
    return None if None in bound else frozenset(number for number in bound if number is not None)


def holdings(session: Session, person: int, now: datetime) -> list[Holding]:
    """What a person holds now, oldest first; the same role may be held twice."""
    rows = session.scalars(select(Holding).where(Holding.person_id == person).order_by(Holding.id))
    return [h for h in rows if h.valid_from <= now and (h.valid_until is None or now < h.valid_until)]


def worn(found: Sequence[Holding], role: str) -> Holding:
    """The holding by which the person acts in this role: of several, the one with the strongest mandate."""
    return max((h for h in found if h.role == role), key=lambda h: (STRENGTH[h.mandate], not h.stands_in))


def touch(store: Store, sign_in: str) -> None:
    """Remember that the sign-in was used."""
    change_sign_in(store, sign_in, used_at=store.clock())


def change_sign_in(store: Store, sign_in: str, **values: object) -> None:
    """Change columns of a sign-in that has not ended."""
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in, SignIn.ended_at.is_(None)).values(**values))
        session.commit()


def end_all(session: Session, person: int, now: datetime, *, but: str = "") -> None:
    """End every sign-in of an account that has not ended, all but the one with this name."""
    session.execute(
        update(SignIn)
        .where(SignIn.person_id == person, SignIn.ended_at.is_(None), SignIn.id != but)
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def forget_old(session: Session, now: datetime) -> None:
    """Delete the sign-ins that are over since long, but for the newest of each account."""
    newer = aliased(SignIn)
    session.execute(
        delete(SignIn)
        .where(
            SignIn.expires_at < now - KEPT,
            exists().where(newer.person_id == SignIn.person_id, newer.opened_at > SignIn.opened_at),
            ~exists().where(Writing.sign_in_id == SignIn.id),
        )
        .execution_options(synchronize_session=False)
    )


def secret_of(person: Person) -> bytes:
    """What the state between the two steps of a sign-in is signed with: a new password or factor ends it."""
    return hashlib.sha256(f"{person.password_hash}\n{person.totp_secret}\nhalfway".encode()).digest()
