"""Actions and what was told about them. Source: plan line 65 (R35-R38), domain.md 3.5."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made, OfIncident, OfPlan
from data.vocabulary import ActionStatus


class Action(OfIncident, OfPlan, Entity, kw_only=True):
    """What one party does. `party` None is UDEN ANSVARLIG (6.3); codes are those of the incident's plan file."""

    __tablename__ = "actions"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    entry: Mapped[str | None] = mapped_column(String(20))
    person_related: Mapped[bool]
    what_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    where_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    party: Mapped[str | None] = mapped_column(String(60))
    leaders: Mapped[list[str]] = mapped_column(JSON)
    target_groups: Mapped[list[str]] = mapped_column(JSON)
    deadline: Mapped[datetime | None]
    status: Mapped[ActionStatus]
    proposed_at: Mapped[datetime]
    told_at: Mapped[datetime]
    """When the responsible party last said anything about it (UTC)."""
    forum: Mapped[str | None] = mapped_column(String(60), default=None)
    reserved: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Accepted by somebody without the mandate to: *forbehold - afventer* until the party confirms it (6.10)."""
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    """How one will see that it is done (R36)."""
    helpers: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Codes of the parties that help; one alone is responsible (R37)."""
    networks: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Networks that are activated, as the plan file names them (R12)."""
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Progress(OfIncident, Made, Entity, kw_only=True):
    """What was told about an action, append-only: the status then, what was done, how one sees it, when it happened."""

    __tablename__ = "progress"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    status: Mapped[ActionStatus]
    note_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    happened_at: Mapped[datetime]
