"""Every version of the plan file that was ever in use; an incident keeps the one it began under."""

from datetime import datetime

from sqlalchemy import String, UnicodeText
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity


class StandingPlanVersion(Entity, kw_only=True):
    """The plan file as it was read, named by the SHA-256 of its text."""

    __tablename__ = "standing_plans"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(UnicodeText)
    loaded_at: Mapped[datetime]
