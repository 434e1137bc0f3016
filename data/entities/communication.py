"""The communication plan: audiences, who speaks, messages. Source: plan lines 19, 21, 67 (R11, R13, R39-R42)."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made, OfPlan
from data.vocabulary import MessageState


class AudienceRow(OfPlan, Made, Entity, kw_only=True):
    """Somebody who must be told, who tells them, through what and by when (R13, R39, R41).

    A row of the plan file (`code`) is stored once somebody has planned it; until then the file alone holds it.
    """

    __tablename__ = "audience_rows"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str | None] = mapped_column(String(60))
    name_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    """The name of an audience that the plan file does not have."""
    internal: Mapped[bool]
    relevant: Mapped[bool] = mapped_column(default=True, server_default=true())
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    """Why it is not relevant."""
    informs: Mapped[str | None] = mapped_column(String(60), default=None)
    """Code of the party that tells them."""
    channels: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """As the plan file names them."""
    due: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Spokesperson(OfPlan, Made, Entity, kw_only=True):
    """The role that speaks to the press, about everything or about one topic (R42)."""

    __tablename__ = "spokespersons"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    speaker: Mapped[str] = mapped_column(String(60))
    """Role code."""
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Message(OfPlan, Made, Entity, kw_only=True):
    """A message to audiences by the seven questions of domain.md 3.6; approved before it is sent (R11, R40, 6.20)."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    state: Mapped[MessageState]
    audiences: Mapped[list[str]] = mapped_column(JSON)
    """Codes of the plan file, and `#id` of rows that it does not have."""
    channels: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    happened_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    latest_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    unknown_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    advice_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    doing_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    next_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_role: Mapped[str | None] = mapped_column(String(60), default=None)
    approved_party: Mapped[str | None] = mapped_column(String(60), default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_role: Mapped[str | None] = mapped_column(String(60), default=None)
    sent_party: Mapped[str | None] = mapped_column(String(60), default=None)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), default=None)
    rebuts_id: Mapped[int | None] = mapped_column(ForeignKey("facts.id"), default=None)
    """The refuted rumour that it puts right."""
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Translation(OfPlan, Made, Entity, kw_only=True):
    """A message in another language, as somebody typed it in for the poster; the newest per language counts."""

    __tablename__ = "translations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    language_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    """Its own name for itself: typed, so a text like any other."""
    text_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
