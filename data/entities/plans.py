"""The handlingsplan: versions and five parts from day one. Source: plan lines 47, 59-69 (R10, R23, R31-R45)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made, OfPlan
from data.vocabulary import Affected, PartKind, PartState, PlanState, Risk, Stance


class ActionPlan(Entity, kw_only=True):
    """One plan, covering one or more incidents (6.12)."""

    __tablename__ = "action_plans"
    __table_args__ = (UniqueConstraint("exercise", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    exercise: Mapped[bool]
    state: Mapped[PlanState] = mapped_column(index=True)
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
    # Of the situation alone (R34): both ends of the number involved, equal for one number; the risk and why; "pr. kl."
    involved_from: Mapped[int | None] = mapped_column(default=None)
    involved_to: Mapped[int | None] = mapped_column(default=None)
    involved_unknown: Mapped[bool] = mapped_column(default=False, server_default=false())
    risk: Mapped[Risk | None] = mapped_column(default=None)
    risk_reason_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    as_of: Mapped[datetime | None] = mapped_column(default=None)
    # Of the purpose alone (R35): codes of the plan file
    target_groups: Mapped[list[str]] = mapped_column(JSON, default_factory=list)


class PlanEdition(OfPlan, Made, Entity, kw_only=True):
    """An edition: the meeting it was agreed at, its end time, and why if it extends or reopens the one before."""

    __tablename__ = "plan_editions"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    meeting_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    """None as long as it is agreed and not in force."""
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    reopens: Mapped[bool] = mapped_column(default=False, server_default=false())
    contents: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """What was agreed, by version: compared with what stands now to tell what has changed since (R31)."""


class PlanAgreement(OfPlan, Entity, kw_only=True):
    """How a party stands to an edition, with its words beside it (R23, R31; domain.md 1.4)."""

    __tablename__ = "plan_agreements"
    __table_args__ = (UniqueConstraint("edition_id", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    edition_id: Mapped[int] = mapped_column(ForeignKey("plan_editions.id"), index=True)
    party: Mapped[str] = mapped_column(String(60))
    reserved: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Agreed by somebody without the mandate to: a reservation until the party confirms it (6.10)."""
    stance: Mapped[Stance] = mapped_column(default=Stance.AGREES, server_default=Stance.AGREES.value)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    at: Mapped[datetime | None] = mapped_column(default=None)
    role: Mapped[str | None] = mapped_column(String(60), default=None)
    """Who took the stance, or wrote it down for the party at the meeting."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)


class ChangeProposal(OfPlan, Made, Entity, kw_only=True):
    """A change to a part that somebody proposes who does not write it: taken over or declined with a word why (R30)."""

    __tablename__ = "change_proposals"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[PartKind]
    revision: Mapped[int]
    """The revision of the part that was looked at."""
    text_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_role: Mapped[str | None] = mapped_column(String(60), default=None)
    taken: Mapped[bool | None] = mapped_column(default=None)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class SituationPicture(OfPlan, Made, Entity, kw_only=True):
    """A situationsbillede: what part 1 does not hold, and once approved all of it as it stood then (domain.md 3.4).

    Without `approved_at` it is the working copy, of which a plan has at most one.
    """

    __tablename__ = "situation_pictures"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    changes_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    """Ændringer siden sidst."""
    outlook_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    consequences_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    needs_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    media_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    questions_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    """What is not known."""
    withheld_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    """Må ikke offentliggøres."""
    next_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_role: Mapped[str | None] = mapped_column(String(60), default=None)
    approved_party: Mapped[str | None] = mapped_column(String(60), default=None)
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """At the approval: revision of part 1, and the actions, messages and facts as codes, numbers and text ids."""
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Writing(OfPlan, Entity, kw_only=True):
    """Somebody has a part open to write in it: a sign of life, not a change, and in no log (6.6)."""

    __tablename__ = "writings"
    __table_args__ = (UniqueConstraint("plan_id", "kind", "sign_in_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[PartKind]
    sign_in_id: Mapped[str] = mapped_column(ForeignKey("sign_ins.id"), index=True)
    role: Mapped[str] = mapped_column(String(60))
    since: Mapped[datetime]
    at: Mapped[datetime]
    """When the last sign of life came: one that is old is no sign of life any more."""


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
