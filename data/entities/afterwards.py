"""What follows an incident: fora and their meetings, what was handed over, matters, evaluation, lessons, archives.

Source: plan lines 27, 53, 69 (R16, R27, R28, R45), domain.md 2.8, 2.10, 3.8.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made, OfIncident
from data.vocabulary import LessonPlace, LessonState


class ForumMeeting(Made, Entity, kw_only=True):
    """A meeting of an ordinary forum, real work only; dates that stand in the plan file alone have no row yet (R16)."""

    __tablename__ = "forum_meetings"
    __table_args__ = (UniqueConstraint("forum", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    forum: Mapped[str] = mapped_column(String(60))
    """Code of the plan file."""
    day: Mapped[date]
    """The day in the area's time zone."""
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    """UTC; None while only the day is known."""
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class HandOver(OfIncident, Made, Entity, kw_only=True):
    """An action that went to an ordinary forum: it is on that forum's list until it is dealt with (R45)."""

    __tablename__ = "hand_overs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    forum: Mapped[str] = mapped_column(String(60))
    receiver: Mapped[str] = mapped_column(String(60))
    """Role code of who receives it for the forum."""
    due: Mapped[date]
    """The day the forum is to have taken it up."""
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    confirmed_role: Mapped[str | None] = mapped_column(String(60), default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    """The day of the forum's answer, where somebody else than its contact role says that it confirmed."""
    dealt_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    """The action was opened again: it is no longer the forum's."""
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Matter(Made, Entity, kw_only=True):
    """A matter that is not acute: raised with the council, bound to one of its meetings, settled there (R27, R28)."""

    __tablename__ = "matters"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int] = mapped_column(unique=True)
    forum: Mapped[str] = mapped_column(String(60))
    what_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True, default=None)
    """The report that was judged not acute, if it began with one. No OfIncident: it is read by all who read."""
    forum_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("forum_meetings.id"), default=None)
    invited: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Codes of the parties that the council invited to the dialogue."""
    invited_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Treatment(OfIncident, Made, Entity, kw_only=True):
    """A council has dealt with an ended incident at one of its meetings: T11, and what it decided (domain.md 5.4)."""

    __tablename__ = "treatments"
    __table_args__ = (UniqueConstraint("incident_id", "forum_meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    forum_meeting_id: Mapped[int] = mapped_column(ForeignKey("forum_meetings.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))


class Evaluation(OfIncident, Made, Entity, kw_only=True):
    """The evaluation of an incident by the template of domain.md 3.8; the course of events comes from the log."""

    __tablename__ = "evaluations"
    __table_args__ = (UniqueConstraint("incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    happened_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    worked_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    worse_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    why_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Lesson(OfIncident, Made, Entity, kw_only=True):
    """What is to be changed: one sentence, who sees to it, by when, and where it belongs (domain.md 3.8)."""

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    sentence_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    owner: Mapped[str] = mapped_column(String(60))
    """Role code."""
    due: Mapped[date]
    place: Mapped[LessonPlace]
    state: Mapped[LessonState]
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class LessonFollowUp(OfIncident, Made, Entity, kw_only=True):
    """How a lesson stood when it was followed up, append-only."""

    __tablename__ = "lesson_follow_ups"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), index=True)
    state: Mapped[LessonState]
    note_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    forum_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("forum_meetings.id"), default=None)


class Archive(Made, Entity, kw_only=True):
    """An archive of an incident that was made, whether it was received, and the incident's deletion (domain.md 2.8).

    It outlives its incident, so it holds the number as a number; who reads it is asked by its query.
    """

    __tablename__ = "archives"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    incident_id: Mapped[int] = mapped_column(index=True)
    incident_number: Mapped[int]
    exercise: Mapped[bool]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the archive's manifest, hex."""
    revision: Mapped[int]
    """The log's number when it was made: what happened to the incident since is not in it."""
    received_at: Mapped[datetime | None] = mapped_column(default=None)
    received_role: Mapped[str | None] = mapped_column(String(60), default=None)
    reference: Mapped[str | None] = mapped_column(String(60), default=None)
    """Where the case system has it: a case number, never a name."""
    proposed_at: Mapped[datetime | None] = mapped_column(default=None)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class
