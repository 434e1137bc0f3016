"""The handlingsplan: versions and five parts from day one. Source: plan lines 47, 59-69 (R10, R23, R31-R45)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made, OfPlan
from data.vocabulary import Affected, PartKind, PartState, PlanState


class ActionPlan(Entity, kw_only=True):
    """One plan, covering one or more incidents (6.12)."""

    __tablename__ = "action_plans"
    __table_args__ = (UniqueConstraint("exercise", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    exercise: Mapped[bool]
    state: Mapped[PlanState]
    edition: Mapped[int] = mapped_column(default=0)
    meeting_at: Mapped[datetime | None] = mapped_column(default=None)
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    extensions: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class PlanPart(OfPlan, Made, Entity, kw_only=True):
    """A part as somebody saved it; every revision is kept, the highest one counts (R32)."""

    __tablename__ = "plan_parts"
    __table_args__ = (UniqueConstraint("plan_id", "kind", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[PartKind]
    revision: Mapped[int]
    state: Mapped[PartState]
    text_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))


class PlanEdition(OfPlan, Made, Entity, kw_only=True):
    """An edition: the meeting it was agreed at, its end time, and why if it extends or reopens the one before."""

    __tablename__ = "plan_editions"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    meeting_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    reopens: Mapped[bool] = mapped_column(default=False, server_default=false())


class PlanAgreement(OfPlan, Entity, kw_only=True):
    """A party that agreed to an edition (R31)."""

    __tablename__ = "plan_agreements"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    edition_id: Mapped[int] = mapped_column(ForeignKey("plan_editions.id"), index=True)
    party: Mapped[str] = mapped_column(String(60))
    reserved: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Agreed by somebody without the mandate to: a reservation until the party confirms it (6.10)."""


class SupportAnswer(OfPlan, Made, Entity, kw_only=True):
    """Support to those directly affected: needed or not, and what (R10); the newest per group counts."""

    __tablename__ = "support_answers"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    about: Mapped[Affected]
    needed: Mapped[bool]
    note_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))


class Impression(OfPlan, Made, Entity, kw_only=True):
    """A party's first impression at closing: one good, one to do better (domain.md 3.8)."""

    __tablename__ = "impressions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    good_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    better_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
