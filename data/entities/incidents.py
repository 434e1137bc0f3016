"""Incidents, the reports that led to them, their assessments and their activation. Source: plan lines 7-13, 47-49."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made, OfIncident
from data.vocabulary import Answer, Certainty, IncidentState, Precision, Response, Risk, Route, Source


class Incident(Entity, kw_only=True):
    """Something that happened; place never finer than a block (6.22), exercise or real for ever (6.13)."""

    __tablename__ = "incidents"
    __table_args__ = (UniqueConstraint("exercise", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    exercise: Mapped[bool]
    category: Mapped[str] = mapped_column(String(60))
    state: Mapped[IncidentState] = mapped_column(index=True)
    risk: Mapped[Risk]
    what_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    precision: Mapped[Precision]
    zone: Mapped[str | None] = mapped_column(String(80))
    block: Mapped[str | None] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(120))
    lat: Mapped[float]
    lon: Mapped[float]
    outside_reason_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    happened_at: Mapped[datetime]
    reported_at: Mapped[datetime]
    reported_party: Mapped[str | None] = mapped_column(String(60))
    standing_plan_id: Mapped[int] = mapped_column(ForeignKey("standing_plans.id"))
    coordinator: Mapped[str] = mapped_column(String(60))
    response: Mapped[Response | None] = mapped_column(default=None)
    activated_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    end_reason_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("action_plans.id"), default=None, index=True)
    broken_from_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), default=None)
    evaluated_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its evaluation was given; the guests' access ends then."""
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Report(OfIncident, Made, Entity, kw_only=True):
    """A melding, addressed to the project chief or the council (R24)."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    route: Mapped[Route]
    what_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    happened_at: Mapped[datetime]


class ReportReading(OfIncident, Made, Entity, kw_only=True):
    """Somebody with the right has seen the report (6.15)."""

    __tablename__ = "report_readings"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)


class Fact(OfIncident, Made, Entity, kw_only=True):
    """Something said about an incident, with its kind of source, its time and how sure it is (peers.md opening 12).

    Every report is the first fact of its incident. `judged_*`: who last said how sure it is, if anybody has.
    """

    __tablename__ = "facts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    what_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"), index=True)
    source: Mapped[Source]
    certainty: Mapped[Certainty]
    happened_at: Mapped[datetime]
    judged_at: Mapped[datetime | None] = mapped_column(default=None)
    judged_role: Mapped[str | None] = mapped_column(String(60), default=None)
    judged_party: Mapped[str | None] = mapped_column(String(60), default=None)
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it from the class


class Assessment(OfIncident, Made, Entity, kw_only=True):
    """Is it acute, could it lead to unrest, act and/or inform (R4, R8); the newest counts."""

    __tablename__ = "assessments"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    acute: Mapped[Answer]
    unrest: Mapped[Answer]
    response: Mapped[Response]
    risk: Mapped[Risk]
    sentence_id: Mapped[int] = mapped_column(ForeignKey("texts.id"))


class Merge(OfIncident, Made, Entity, kw_only=True):
    """This incident was reported once more as another one, into which it is merged until that is undone (6.11)."""

    __tablename__ = "merges"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    into_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)


class Activation(OfIncident, Made, Entity, kw_only=True):
    """The one activation of an incident, and the route it came by (R19, R24)."""

    __tablename__ = "activations"
    __table_args__ = (UniqueConstraint("incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    route: Mapped[Route | None]
    response: Mapped[Response]
