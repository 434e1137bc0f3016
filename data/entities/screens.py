"""The screens on the wall. A screen is no person: it has a read-only sign-in of its own (domain.md 5.1, 6.19)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made


class Screen(Made, Entity, kw_only=True):
    """A paired screen: its room, a function and never a person, and the SHA-256 of the token in its cookie.

    Whoever paired it stands in `role`, `party` and `person_id`. It lasts until somebody ends it.
    """

    __tablename__ = "screens"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    room: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it last asked for the board; no use of it, only a sign of life."""
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Pairing(Entity, kw_only=True):
    """A machine that waits to be paired, and the six figures that it shows. Short-lived; gone when it is used."""

    __tablename__ = "pairings"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    expires_at: Mapped[datetime]


class BoardPin(Made, Entity, kw_only=True):
    """Which incident every board holds on to, append-only: the newest counts, and None lets them take turns (6.12)."""

    __tablename__ = "board_pins"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
