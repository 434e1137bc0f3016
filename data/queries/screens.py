"""The paired screens, for the door and for whoever may end them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from data.entities import Screen
from data.rules import access
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Verb


@dataclass(frozen=True)
class ScreenRow:
    """A screen that lives: its room, who paired it (a role), when, and its last sign of life (UTC)."""

    id: int
    room: str
    role: str
    at: datetime
    seen_at: datetime | None


def screen(store: Store, token_hash: str) -> ScreenRow | None:
    """The living screen behind a token's SHA-256; None for a machine that waits, or whose sign-in was ended."""
    with store.whole() as session:
        found = session.scalar(select(Screen).where(Screen.token_hash == token_hash, Screen.ended_at.is_(None)))
        return _row(found) if found else None


def screens(store: Store, viewer: Viewer) -> list[ScreenRow]:
    """Every living screen, oldest first. Raises NotAllowed unless the viewer may pair one."""
    access.require(viewer, Verb.PAIR_SCREEN)
    with store.whole() as session:
        return [
            _row(found)
            for found in session.scalars(select(Screen).where(Screen.ended_at.is_(None)).order_by(Screen.id))
        ]


def screens_live(store: Store) -> int:
    """How many screens are paired: no secret, everybody sees them hang."""
    with store.whole() as session:
        return session.scalar(select(func.count(Screen.id)).where(Screen.ended_at.is_(None))) or 0


def _row(found: Screen) -> ScreenRow:
    return ScreenRow(found.id, found.room, found.role, found.at, found.seen_at)
