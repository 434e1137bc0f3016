"""Everything of one incident as it is filed: log lines as they were hashed, texts with their salts, and tables.

Each table of what belongs to an incident or a plan is read as it is, so that what is stored tomorrow is filed, too.
Left out for good are signs of life, the outbox with its addresses, and what names an account.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm import Session

from data.entities import (
    Action,
    ActionPlan,
    Entity,
    ForumMeeting,
    Incident,
    LogLine,
    Mail,
    Matter,
    OfIncident,
    OfPlan,
    SituationPicture,
    StandingPlanVersion,
    Writing,
)
from data.queries.wording import Kept, Said, kept, said
from data.rules.access import Viewer
from data.rules.archives import ENDED
from data.rules.chain import FIELDS, stamp
from data.storage import Store
from data.storage.archived_lines import concerning, newest, plans_of, together
from data.vocabulary import IncidentState, Precision

UNFILED: Final = (Mail, Writing)
"""Addresses, and signs of life."""
MACHINE: Final = frozenset({"version", "frozen", "contents", "standing_plan_id", "left", "stayed"})
"""Columns that say nothing to a reader; what was frozen or agreed stands in the log and the documents. A
closed item is a number and a length (6.2)."""
PEOPLE: Final = frozenset({"people", "sign_ins"})
HEADS: Final = ("id", "number")
"""The columns that stand first."""


@dataclass(frozen=True)
class Rows:
    """One table: cells are values as stored, what somebody wrote as `Said`. `id` of each row stands first."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Place:
    """Where an incident was, no finer than it is stored (6.22)."""

    number: int
    category: str
    place: str
    precision: Precision
    zone: str | None
    block: str | None
    lat: float
    lon: float
    merged: bool
    """It was reported once more, and merged into the one that is filed."""


@dataclass(frozen=True)
class Archived:
    """One incident at one revision of the log. Moments are UTC; ids are those of the database it comes from."""

    at: datetime
    revision: int
    """The log's number when it was read."""
    newest: int
    """The number of the newest line that tells of it."""
    id: int
    number: int
    exercise: bool
    state: IncidentState
    category: str
    standing_plan_id: int
    standing_plan_digest: str
    plan: int | None
    pictures: tuple[int, ...]
    """Situation pictures of its plan that were approved, in their order."""
    places: tuple[Place, ...]
    lines: tuple[dict[str, Any], ...]
    """Each as it was hashed: `FIELDS`, its hash, and the number of the line that removed it."""
    texts: tuple[Kept, ...]
    individuals: frozenset[int]
    """Ids of the actions that concern individuals."""
    of_individuals: frozenset[int] = field(default_factory=frozenset)
    """Ids of texts that stand beside such an action, in whatever table."""
    tables: tuple[Rows, ...] = ()


def archived(
    store: Store, viewer: Viewer, incident: int, *, at: datetime | None = None, revision: int | None = None
) -> Archived | None:
    """The incident as it is now, or up to a revision; None when it has not ended or the viewer may not read it."""
    upto = store.revision() if revision is None else revision
    with store.reading(viewer) as session:
        found = session.get(Incident, incident)
        if found is None or found.state not in ENDED:
            return None
        lines = session.scalars(
            select(LogLine).where(concerning(session, incident), LogLine.seq <= upto).order_by(LogLine.seq)
        ).all()
        incidents = together(session, incident)
        plans = plans_of(session, incidents)
        digest = select(StandingPlanVersion.digest).where(StandingPlanVersion.id == found.standing_plan_id)
        individuals = frozenset(
            session.scalars(select(Action.id).where(Action.plan_id.in_(plans), Action.person_related.is_(True)))
        )
        pictures = select(SituationPicture.id).where(
            SituationPicture.plan_id == found.plan_id, SituationPicture.approved_at.is_not(None)
        )
        tables = _tables(session, incidents, plans)
        return Archived(
            at=at or store.clock(), revision=upto, newest=newest(session, incident), id=incident, number=found.number,
            exercise=found.exercise, state=found.state, category=found.category,
            standing_plan_id=found.standing_plan_id, standing_plan_digest=session.scalar(digest) or "",
            plan=found.plan_id, pictures=tuple(session.scalars(pictures.order_by(SituationPicture.number))),
            places=_places(session, incidents, incident), lines=tuple(map(_values, lines)),
            texts=tuple(kept(session, _referred(lines))), individuals=individuals,
            of_individuals=_beside(tables, individuals), tables=tables,
        )  # fmt: skip


def _values(line: LogLine) -> dict[str, Any]:
    held = {name: stamp(getattr(line, name)) for name in FIELDS}
    return {**held, "hash": line.hash, "removed_by": line.removed_by}


def _referred(lines: Sequence[LogLine]) -> list[int]:
    """The ids of the texts that lines speak of; a stub speaks of none."""
    spoken = [json.loads(line.texts) for line in lines if line.removed_by is None]
    return [reference["id"] for references in spoken for reference in references.values()]


def _places(session: Session, incidents: Sequence[int], filed: int) -> tuple[Place, ...]:
    rows = session.scalars(select(Incident).where(Incident.id.in_(incidents)).order_by(Incident.id))
    return tuple(
        Place(
            row.number, row.category, row.place, row.precision, row.zone, row.block, row.lat, row.lon, row.id != filed
        )
        for row in rows
    )


def _tables(session: Session, incidents: Sequence[int], plans: Sequence[int]) -> tuple[Rows, ...]:
    """Every table that holds something of the incident or its plans, by name."""
    made = [
        _table(session, Incident, Incident.id.in_(incidents)),
        _table(session, ActionPlan, ActionPlan.id.in_(plans)),
        _table(session, Matter, Matter.incident_id.in_(incidents)),
    ]
    for mapper in Entity.registry.mappers:
        kind: Any = mapper.class_
        if kind in UNFILED or not issubclass(kind, OfIncident | OfPlan):
            continue
        of_incident = [kind.incident_id.in_(incidents)] if issubclass(kind, OfIncident) else []
        of_plan = [kind.plan_id.in_(plans)] if issubclass(kind, OfPlan) else []
        made.append(_table(session, kind, or_(*of_incident, *of_plan)))
    days = {cell for rows in made for cell in _cells(rows, "forum_meeting_id")}
    made.append(_table(session, ForumMeeting, ForumMeeting.id.in_(days)))
    return tuple(sorted((rows for rows in made if rows.rows), key=lambda rows: rows.name))


def _table(session: Session, kind: Any, wanted: Any) -> Rows:
    columns = [column for column in inspect(kind).columns if not _is_unfiled(column)]
    columns.sort(key=lambda column: HEADS.index(column.name) if column.name in HEADS else len(HEADS))
    found = session.scalars(select(kind).where(wanted).order_by(kind.id)).all()
    texts = [column.name for column in columns if _is_text(column)]
    words = said(session, (getattr(row, name) for row in found for name in texts))
    return Rows(
        kind.__tablename__, tuple(column.name for column in columns),
        tuple(
            tuple(words[value] if column.name in texts else value for column in columns
                  for value in (getattr(row, column.name),))
            for row in found
        ),
    )  # fmt: skip


def _is_unfiled(column: Any) -> bool:
    return column.name in MACHINE or bool({key.column.table.name for key in column.foreign_keys} & PEOPLE)


def _is_text(column: Any) -> bool:
    return any(key.column.table.name == "texts" for key in column.foreign_keys)


def _cells(rows: Rows, column: str) -> list[Any]:
    if column not in rows.columns:
        return []
    place = rows.columns.index(column)
    return [row[place] for row in rows.rows if row[place] is not None]


def _beside(tables: Sequence[Rows], individuals: frozenset[int]) -> frozenset[int]:
    """The texts of rows about such an action: decisions that became one, what came of one that was handed over."""
    found: set[int] = set()
    for rows in tables:
        named = "id" if rows.name == Action.__tablename__ else "action_id"
        if named not in rows.columns:
            continue
        place = rows.columns.index(named)
        found |= {cell.id for row in rows.rows if row[place] in individuals for cell in row if isinstance(cell, Said)}
    return frozenset(found - {0})
