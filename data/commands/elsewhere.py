"""Signing in by the word of a provider (OpenID Connect): going off to it, coming back, and what the address opens.

No account is made and no role is given by it: the address leads to the one account that it stands on, or to none.
Not part of the log, as no sign-in is.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data.commands.sign_ins import TOKEN_BYTES, Opened, opened_within
from data.entities import Departure, Holding, Person
from data.errors import NotAllowed
from data.storage import Store
from data.storage.connect import WRITING
from data.storage.sign_ins import name_of
from data.vocabulary import Language

AWAY: Final = timedelta(minutes=10)
"""How long somebody may be at the provider: a password, a telephone, perhaps a second try."""


@dataclass(frozen=True)
class Returned:
    """Where somebody who comes back wanted to go, and in which language."""

    onward: str
    language: Language | None


def depart(store: Store, *, provider: str, browser: str, onward: str, language: Language | None) -> str:
    """Remember that this browser (its secret) goes off to a provider; returns the state that it must come back with."""
    state, now = secrets.token_urlsafe(TOKEN_BYTES), store.clock()
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        session.execute(delete(Departure).where(Departure.expires_at <= now))
        session.add(
            Departure(
                state_hash=name_of(state), browser_hash=name_of(browser), provider=provider, onward=onward,
                language=language, expires_at=now + AWAY,
            )
        )  # fmt: skip
        session.commit()
    return state


def returned(store: Store, *, provider: str, browser: str, state: str) -> Returned:
    """Somebody comes back: once, in time, from that provider, in the browser they left in.

    Raises NotAllowed("no-departure"). A wrong browser spends nothing: whoever sends others such addresses must not be
    able to end a sign-in that is under way.
    """
    wanted = (
        Departure.state_hash == name_of(state), Departure.browser_hash == name_of(browser),
        Departure.provider == provider, Departure.expires_at > store.clock(),
    )  # fmt: skip
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        row = session.execute(delete(Departure).where(*wanted).returning(Departure.onward, Departure.language)).first()
        session.commit()
    if row is None:
        raise NotAllowed("no-departure")
    return Returned(row.onward, Language.named(row.language))


def sign_in_elsewhere(store: Store, *, provider: str, address: str) -> Opened:
    """Open the account that a confirmed address stands on. Raises NotAllowed("not-here") with `why`, for the
    operations log alone: nobody outside is told which addresses are known.

    It must stand on exactly one open account, be vouched for by whoever keeps it, and be no demo's and no guest's.
    """
    now = store.clock()
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        person = _only(session, address)
        holds = select(Holding.id).where(Holding.person_id == person, Holding.incident_id.is_(None))
        if session.scalar(holds.limit(1)) is None:
            raise NotAllowed("not-here", why="guest")
        try:
            opened = opened_within(session, now, person, provider=provider)
        except NotAllowed as none:
            raise NotAllowed("not-here", why=none.code) from none
        session.commit()
    return opened


def _only(session: Session, address: str) -> int:
    found = session.scalars(select(Person).where(func.lower(Person.email) == address.lower(), Person.demo.is_(False)))
    people = list(found)
    if not people:
        raise NotAllowed("not-here", why="unknown")
    vouched = [person for person in people if person.email_vouched and person.disabled_at is None]
    if len(vouched) != 1:
        raise NotAllowed("not-here", why="ambiguous" if vouched else "disabled-or-not-vouched")
    return vouched[0].id
