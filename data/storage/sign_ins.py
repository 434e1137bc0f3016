"""The mechanics of a sign-in that commands and queries share: its name, the roles held, and its last use."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.entities import Holding, SignIn
from data.rules.mandates import STRENGTH
from data.storage.connect import WRITING
from data.storage.store import Store


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
