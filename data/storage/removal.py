"""Taking an incident out of every table: what goes with it, and how the log stands afterwards (domain.md 2.8).

The rows are found by the foreign keys of the tables themselves, so that a table which is added later goes too: whatever
points at a row that goes, goes with it, unless it is named in LET_GO. The log keeps a stub of each line, the texts keep
their numbers. What was merged, and what one plan covers, can only go together.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Table, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from data.entities import Entity, Incident, LogLine, Matter, Merge, Person, Text
from data.rules.stubs import BLANK, Sum
from data.storage.reading import WHOLE
from data.vocabulary import Subject, Verb

KEPT: Final = frozenset({"log", "texts", "people", "standing_plans", "forum_meetings", "sign_ins"})
"""Tables of which nothing goes with an incident: the log has a way of its own, and so have the texts."""
LET_GO: Final = frozenset({("incidents", "broken_from_id"), ("board_pins", "incident_id")})
"""Columns that only forget what went: a real incident outlives the exercise that it broke off, a pin pins nothing."""
OF_ARCHIVES: Final = (Verb.ARCHIVE, Verb.CONFIRM_ARCHIVE, Verb.PROPOSE_DELETION, Verb.WITHDRAW_DELETION)
"""Lines about the archive itself: no archive can hold them, so they make none old."""
Rows = Mapping[str, frozenset[Any]]
"""Table -> primary keys."""


@dataclass(frozen=True)
class Doomed:
    """What goes with an incident: the rows by table, its log lines, and the guests' accounts that were made for it."""

    incidents: tuple[int, ...]
    rows: Rows
    lines: tuple[int, ...]
    guests: tuple[int, ...]

    @property
    def tables(self) -> frozenset[str]:
        """Tables that lose rows or words."""
        return frozenset(name for name, keys in self.rows.items() if keys) | {"log", "texts", "submissions", "people"}


def together(session: Session, incident: int) -> tuple[int, ...]:
    """The incidents that can only go together with this one: merged ones, and those of the same plan."""
    found, ask = {incident}, {incident}
    while ask:
        merged = select(Merge.incident_id, Merge.into_id).where(
            or_(Merge.incident_id.in_(ask), Merge.into_id.in_(ask)), Merge.undone_at.is_(None)
        )
        plans = select(Incident.plan_id).where(Incident.id.in_(ask), Incident.plan_id.is_not(None))
        beside = select(Incident.id).where(Incident.plan_id.in_(plans.scalar_subquery()))
        near = {number for row in _whole(session, merged) for number in row} | {r[0] for r in _whole(session, beside)}
        ask = near - found
        found |= near
    return tuple(sorted(found))


def last_line(session: Session, incidents: Collection[int]) -> int:
    """The number of the newest line about any of them or their plans, but for those about their archives."""
    about = select(func.max(LogLine.seq)).where(_about(incidents), LogLine.verb.not_in(OF_ARCHIVES))
    return int(session.scalar(about.execution_options(**{WHOLE: True})) or 0)


def _about(incidents: Collection[int]) -> Any:
    plans = select(Incident.plan_id).where(Incident.id.in_(incidents), Incident.plan_id.is_not(None))
    return or_(LogLine.incident_id.in_(incidents), LogLine.plan_id.in_(plans.scalar_subquery()))


def doomed(session: Session, incident: int) -> Doomed:
    """Everything that goes when this incident is deleted."""
    incidents = together(session, incident)
    plans = select(Incident.plan_id).where(Incident.id.in_(incidents), Incident.plan_id.is_not(None))
    found: dict[str, set[Any]] = {"incidents": set(incidents), "action_plans": {r[0] for r in _whole(session, plans)}}
    grown = True
    while grown:
        grown = False
        for table, column, target in _links():
            if not (wanted := found.get(target)):
                continue
            key = next(iter(table.primary_key.columns))
            rows = set(session.scalars(select(key).where(column.in_(wanted))))
            if rows - found.setdefault(table.name, set()):
                found[table.name] |= rows
                grown = True
    going: Rows = {name: frozenset(keys) for name, keys in found.items()}
    return Doomed(incidents, going, _lines(session, incidents, going), _guests(session, going))


def _links() -> Iterable[tuple[Table, Column[Any], str]]:
    """Every column that points at a table whose rows may go, but for those that only forget."""
    for table in Entity.metadata.sorted_tables:
        if table.name in KEPT or table.name == "submissions":
            continue
        for key in table.foreign_keys:
            target = key.column.table.name
            if target not in KEPT and (table.name, key.parent.name) not in LET_GO:
                yield table, key.parent, target


def _lines(session: Session, incidents: Collection[int], rows: Rows) -> tuple[int, ...]:
    """The lines about them, in order; a matter that began as a report has lines of its own."""
    matters = rows.get(Matter.__tablename__) or {0}
    of_matters = (LogLine.subject == Subject.MATTER.value) & LogLine.subject_id.in_(matters)
    found = select(LogLine.seq).where(or_(_about(incidents), of_matters), LogLine.removed_by.is_(None))
    return tuple(row[0] for row in _whole(session, found.order_by(LogLine.seq)))


def _guests(session: Session, rows: Rows) -> tuple[int, ...]:
    """The accounts whose only roles were those of a guest of what goes."""
    holdings = Entity.metadata.tables["holdings"]
    going = rows.get("holdings") or {0}
    others = exists().where(holdings.c.person_id == Person.id, holdings.c.id.not_in(going))
    mine = exists().where(holdings.c.person_id == Person.id, holdings.c.id.in_(going))
    return tuple(session.scalars(select(Person.id).where(mine, ~others).order_by(Person.id)))


def summed(session: Session, lines: Collection[int]) -> Sum:
    """What the line of the deletion says of the lines that go: how many, and the digest over what stays of them."""
    made = Sum()
    for line in _whole(session, select(LogLine).where(LogLine.seq.in_(lines)).order_by(LogLine.seq)):
        made.add(line[0])
    return made


def texts_of(session: Session, lines: Collection[int]) -> tuple[int, ...]:
    """The texts that came with these lines and still hold something."""
    written = [
        r[0] for r in _whole(session, select(LogLine.texts).where(LogLine.seq.in_(lines), LogLine.texts != "{}"))
    ]
    ids = {reference["id"] for texts in written for reference in json.loads(texts).values()}
    found = select(Text.id).where(Text.id.in_(ids), Text.redacted_by.is_(None))
    return tuple(session.scalars(found.order_by(Text.id)))


def take_out(session: Session, gone: Doomed, texts: Collection[int], by: LogLine) -> None:
    """Empty the texts, turn the lines into stubs and delete the rows, all under the number of the line `by`."""
    tables = Entity.metadata.tables
    session.flush()
    quiet = {"synchronize_session": False}
    session.execute(
        update(Text).where(Text.id.in_(texts)).values(body=None, salt=None, redacted_by=by.seq), execution_options=quiet
    )
    session.execute(delete(tables["submissions"]).where(tables["submissions"].c.seq.in_(gone.lines)))
    session.execute(
        update(LogLine).where(LogLine.seq.in_(gone.lines)).values(**BLANK, removed_by=by.seq), execution_options=quiet
    )
    for name, column in sorted(LET_GO):
        target = next(iter(tables[name].c[column].foreign_keys)).column.table.name
        if going := gone.rows.get(target):
            session.execute(update(tables[name]).where(tables[name].c[column].in_(going)).values({column: None}))
    for table in reversed(Entity.metadata.sorted_tables):
        if keys := gone.rows.get(table.name):
            session.execute(delete(table).where(next(iter(table.primary_key.columns)).in_(keys)))
    session.expire_all()


def _whole(session: Session, wanted: Any) -> list[Any]:
    return list(session.execute(wanted.execution_options(**{WHOLE: True})))
