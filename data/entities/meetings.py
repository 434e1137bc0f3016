"""Calling in, the meeting itself and what it leaves behind. Source: plan lines 25, 45-51, 73 (R14-R26, R47-R49).

The closed item has no column that could hold a word of it: it is timed, and nothing else (6.2).
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made, OfIncident, OfPlan, Posted
from data.vocabulary import CallResult, Channel, DecisionKind, MailKind, Mandate, SeatKind, Way


class Call(OfIncident, Made, Entity, kw_only=True):
    """Somebody was tried for a role of the call list, append-only (R19). `stand_in` None is the role's holder."""

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    called: Mapped[str] = mapped_column(String(60))
    """Role code."""
    stand_in: Mapped[int | None]
    """Place among the role's stand-ins in the plan file, from 0."""
    result: Mapped[CallResult]
    channel: Mapped[Channel]


class Invitation(OfIncident, Made, Entity, kw_only=True):
    """An answer to *Skal andre inviteres?* (R22): a party by the role it is a guest in, or nobody (`invited` None)."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    invited: Mapped[str | None] = mapped_column(String(60))
    """Role code."""
    channel: Mapped[Channel | None]
    """How it was agreed before the meeting; None at the meeting itself."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """The account that was made for the guest."""
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Meeting(OfPlan, Made, Entity, kw_only=True):
    """A meeting of the group about one plan: when and where, who leads, which item runs (R20, R23)."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    follow_up: Mapped[bool]
    planned_at: Mapped[datetime]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    chair: Mapped[str] = mapped_column(String(60))
    recorder: Mapped[str | None] = mapped_column(String(60))
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    item: Mapped[int | None] = mapped_column(default=None)
    """The running item of the agenda in the plan file, from 0; None before, between and after."""
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_role: Mapped[str | None] = mapped_column(String(60), default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class AgendaStep(OfPlan, Entity, kw_only=True):
    """An item of the agenda ran from and until a moment; it may run twice. The closed item is no such step."""

    __tablename__ = "agenda_steps"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    item: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Attendance(OfPlan, Made, Entity, kw_only=True):
    """A seat at the meeting: for which role, as whom, with what mandate, how, from and until when (R15, R21)."""

    __tablename__ = "attendances"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    seated: Mapped[str] = mapped_column(String(60))
    """Role code: for whom."""
    seat: Mapped[SeatKind]
    mandate: Mapped[Mandate]
    limit_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    """What a limited mandate is limited to."""
    way: Mapped[Way]
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Decision(OfPlan, Made, Entity, kw_only=True):
    """A decision in words, and which parties took it; append-only, corrected by a new one (domain.md 1.3)."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item: Mapped[int | None]
    kind: Mapped[DecisionKind]
    text_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    takers: Mapped[list[str]] = mapped_column(JSON)
    """Party codes."""
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), default=None)
    """The action it became while it was spoken."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), default=None)


class Question(OfPlan, Made, Entity, kw_only=True):
    """Something a party owes an answer to, with its clock: "politiet svarer om X, spurgt 14.02"."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    asked: Mapped[str] = mapped_column(String(60))
    """Party code."""
    text_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_role: Mapped[str | None] = mapped_column(String(60), default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class ClosedItem(OfPlan, Entity, kw_only=True):
    """The item of plan line 73: from when until when, which roles left and which stayed. Nothing can be written."""

    __tablename__ = "closed_items"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    started_at: Mapped[datetime]
    started_role: Mapped[str] = mapped_column(String(60))
    ended_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    ended_role: Mapped[str | None] = mapped_column(String(60), default=None)
    left: Mapped[list[str]] = mapped_column(JSON)
    """Role codes of those who must leave and are marked as having left."""
    stayed: Mapped[list[str]] = mapped_column(JSON)
    """Role codes of those present who may stay."""


class Notice(OfIncident, Made, Entity, kw_only=True):
    """A board was informed: when, how, and shortly what (R25, R26). `final` is the one that closing asks for."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    body: Mapped[str] = mapped_column(String(60))
    """Forum code."""
    channel: Mapped[Channel]
    content_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    told_at: Mapped[datetime]
    final: Mapped[bool]


class Mail(OfIncident, Made, Posted, Entity, kw_only=True):
    """A mail that is to be sent: to which role, about what. Its words are made when it is sent, and kept nowhere.

    Written in the same transaction as what it tells of.
    """

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[MailKind]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(60))
    """Role code."""
    stand_in: Mapped[int | None]
