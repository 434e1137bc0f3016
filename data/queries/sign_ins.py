"""Who is and was signed in: one's own sign-ins, and those of an account for an administrator. No address of a machine,
no name of a browser is kept, so none is shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from data.entities import Person, RecoveryCode, SignIn
from data.errors import NotAllowed
from data.rules import access
from data.rules.access import Viewer
from data.settings import settings
from data.storage import Store
from data.storage.accounts import whose_account

NEWEST: Final = 20
"""Sign-ins of an account that are shown."""


@dataclass(frozen=True)
class SignInRow:
    """A sign-in: opened, last used, and when it ended (UTC; None while it lives). `here` is the one that looks."""

    opened_at: datetime
    used_at: datetime
    ended_at: datetime | None
    here: bool = False
    provider: str | None = None
    """The key of the provider whose word opened it; None is the product's own account."""


@dataclass(frozen=True)
class OwnAccount:
    """What everybody sees of their own account."""

    username: str
    email: str | None
    password: bool
    second_factor: bool
    codes_left: int
    """Recovery codes that were not used."""


def own_account(store: Store, viewer: Viewer) -> OwnAccount:
    """One's own account. Raises NotAllowed("unknown") for whoever has none."""
    with store.whole() as session:
        person = session.get(Person, viewer.person or 0)
        if person is None:
            raise NotAllowed("unknown")
        unused = RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
        left = session.scalar(select(func.count(RecoveryCode.id)).where(*unused)) or 0
    return OwnAccount(
        person.username, person.email, person.password_hash is not None, person.totp_secret is not None, left
    )


def own_sign_ins(store: Store, viewer: Viewer, here: str) -> list[SignInRow]:
    """One's own sign-ins that live, the newest first; `here` is the name of the one that asks."""
    return [row for row in _rows(store, viewer.person or 0, here) if row.ended_at is None]


def sign_ins_of(store: Store, viewer: Viewer, person: int) -> list[SignInRow]:
    """The newest sign-ins of an account, at most `NEWEST`. Raises NotAllowed unless the viewer keeps it."""
    plan = store.plan()
    with store.whole() as session:
        access.require_keep(viewer, **whose_account(session, plan, person, store.clock())._asdict())
    return _rows(store, person, "")[:NEWEST]


def _rows(store: Store, person: int, here: str) -> list[SignInRow]:
    now = store.clock()
    wanted = select(SignIn).where(SignIn.person_id == person).order_by(SignIn.opened_at.desc(), SignIn.id)
    with store.whole() as session:
        return [
            SignInRow(row.opened_at, row.used_at, _ended(row, now), row.id == here, row.provider)
            for row in session.scalars(wanted.limit(10 * NEWEST))
        ]


def _ended(row: SignIn, now: datetime) -> datetime | None:
    """When it was over: ended by somebody, left unused for too long, or as long as it may be."""
    idle = row.used_at + timedelta(minutes=settings().idle_minutes)
    over = min(end for end in (row.ended_at, idle, row.expires_at) if end is not None)
    return over if over <= now else None
