"""What is kept no longer than it must be: ended incidents by the day their time is over, and what was deleted (2.8)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Archive, HandOver, Incident, Lesson, LogLine, Matter, Merge, Person
from data.errors import NotAllowed
from data.rules import access, retention
from data.rules.access import Viewer
from data.rules.incidents import OPEN
from data.rules.retention import Archived, Kept, Obstacle
from data.storage import Store, names, removal
from data.storage.reading import WHOLE
from data.vocabulary import IncidentState, LessonState, Subject, Verb

AT_ONCE: Final = 20
"""Incidents that are shown, those whose time is over longest."""


@dataclass(frozen=True)
class FiledRow:
    """The newest archive of an incident; times are UTC."""

    id: int
    version: int
    made_at: datetime
    received_at: datetime | None
    reference: str | None
    proposed_at: datetime | None
    proposed_role: str | None


@dataclass(frozen=True)
class KeptRow:
    """An ended incident: until when it is kept, what goes with it, and what still stops its deletion."""

    id: int
    number: int
    exercise: bool
    state: IncidentState
    category: str
    place: str
    standing_plan_id: int
    ended_at: datetime
    until: datetime | None
    """None: an exercise that was not evaluated yet."""
    beside: tuple[int, ...]
    """Numbers of the incidents that can only go together with it."""
    unfinished: int
    """Hand-overs, lessons and matters of it that nobody has dealt with yet."""
    archive: FiledRow | None
    obstacle: Obstacle | None


@dataclass(frozen=True)
class DeletedRow:
    """An incident that was deleted: its archive is outside the product."""

    number: int
    exercise: bool
    deleted_at: datetime
    role: str
    """Whose line of the log says so."""
    reference: str | None
    digest: str
    lines: int


@dataclass(frozen=True)
class KeptView:
    """What is kept: incidents whose own time is over, and how many are kept on. Times are UTC."""

    due: tuple[KeptRow, ...]
    more: int
    """Further ones whose time is over."""
    waiting: int
    """Ended incidents whose time is not over."""
    next_at: datetime | None
    """When the next one's is."""
    unevaluated: int
    """Exercises that wait for their evaluation."""


def kept(store: Store, viewer: Viewer, limit: int = AT_ONCE) -> KeptView:
    """The ended incidents that the viewer reads, the one whose time is over longest first; merged ones go with another.

    Only those that are shown are looked at closely: in ten years there are hundreds.
    """
    rules, now = store.plan().retention, store.clock()
    with store.reading(viewer) as session:
        ended = select(Incident).where(
            Incident.state.not_in([*OPEN, IncidentState.MERGED]), Incident.ended_at.is_not(None)
        )
        untils = [(retention.until(_as_kept(one), rules), one) for one in session.scalars(ended)]
        over = sorted((until, one.id, one) for until, one in untils if until is not None and until <= now)
        later = [until for until, _ in untils if until is not None and until > now]
        return KeptView(
            due=tuple(_row(session, one, store) for _, _, one in over[:limit]), more=max(0, len(over) - limit),
            waiting=len(later), next_at=min(later, default=None),
            unevaluated=sum(until is None for until, _ in untils),
        )  # fmt: skip


def kept_one(store: Store, viewer: Viewer, archive: int) -> KeptRow | None:
    """The incident of this archive, as it stands now; None when the viewer does not read it or it is gone."""
    with store.reading(viewer) as session:
        found = session.get(Archive, archive)
        incident = session.get(Incident, found.incident_id) if found and found.deleted_at is None else None
        return _row(session, incident, store) if incident is not None and incident.ended_at is not None else None


def _row(session: Session, incident: Incident, store: Store) -> KeptRow:
    rules, now = store.plan().retention, store.clock()
    together = removal.together(session, incident.id)
    group = [one for one in (_whole(session, number) for number in together) if one is not None]
    untils = [retention.until(_as_kept(one), rules) for one in group]
    until = None if None in untils else max(moment for moment in untils if moment is not None)
    found = retention.obstacle(
        [(_as_kept(one), _archived(session, one.id), not _merged(session, one.id)) for one in group], rules,
        last_line=removal.last_line(session, together), now=now,
    )  # fmt: skip
    assert incident.ended_at is not None
    return KeptRow(
        id=incident.id, number=incident.number, exercise=incident.exercise, state=incident.state,
        category=incident.category, place=incident.place, standing_plan_id=incident.standing_plan_id,
        ended_at=incident.ended_at, until=until,
        beside=tuple(one.number for one in group if one.id != incident.id), unfinished=_unfinished(session, together),
        archive=_archive_row(session, incident.id), obstacle=found,
    )  # fmt: skip


def _whole(session: Session, number: int) -> Incident | None:
    return session.get(Incident, number, execution_options={WHOLE: True})


def _as_kept(incident: Incident) -> Kept:
    return Kept(incident.state, incident.exercise, incident.ended_at, incident.evaluated_at)


def _newest(session: Session, incident: int) -> Archive | None:
    found = select(Archive).where(Archive.incident_id == incident, Archive.deleted_at.is_(None))
    return session.scalar(found.order_by(Archive.id.desc()).limit(1))


def _archived(session: Session, incident: int) -> Archived | None:
    found = _newest(session, incident)
    return None if found is None else Archived(found.revision, found.received_at is not None, bool(found.proposed_at))


def _merged(session: Session, incident: int) -> bool:
    merged = select(Merge.id).where(Merge.incident_id == incident, Merge.undone_at.is_(None)).limit(1)
    return session.scalar(merged.execution_options(**{WHOLE: True})) is not None


def _archive_row(session: Session, incident: int) -> FiledRow | None:
    found = _newest(session, incident)
    if found is None:
        return None
    proposed = select(LogLine.role).where(
        LogLine.verb == Verb.PROPOSE_DELETION, LogLine.subject == Subject.ARCHIVE, LogLine.subject_id == found.id
    )
    role = session.scalar(proposed.order_by(LogLine.seq.desc()).limit(1)) if found.proposed_at else None
    return FiledRow(found.id, found.version, found.at, found.received_at, found.reference, found.proposed_at, role)


def _unfinished(session: Session, incidents: tuple[int, ...]) -> int:
    """What others still wait for: it would be gone with the incident."""
    waiting = (
        select(HandOver.id).where(HandOver.dealt_at.is_(None), HandOver.withdrawn_at.is_(None),
                                  HandOver.incident_id.in_(incidents)),
        select(Lesson.id).where(Lesson.state == LessonState.OPEN, Lesson.incident_id.in_(incidents)),
        select(Matter.id).where(Matter.settled_at.is_(None), Matter.incident_id.in_(incidents)),
    )  # fmt: skip
    return sum(len(session.scalars(one.execution_options(**{WHOLE: True})).all()) for one in waiting)


def deleted(store: Store, viewer: Viewer) -> list[DeletedRow]:
    """What was deleted, the newest first: for whoever deletes, and for administrators."""
    if not may_see_retention(viewer):
        raise NotAllowed("not-allowed", verb=Verb.DELETE_INCIDENT)
    with store.whole() as session:
        removals = select(LogLine).where(LogLine.verb == Verb.DELETE_INCIDENT).order_by(LogLine.seq.desc())
        archives = session.scalars(select(Archive).where(Archive.deleted_at.is_not(None)).order_by(Archive.id)).all()
        newest = {(one.incident_number, one.exercise, one.deleted_at): one for one in archives}
        return [_deleted(line, newest) for line in session.scalars(removals)]


def _deleted(line: LogLine, archives: dict[tuple[int, bool, datetime | None], Archive]) -> DeletedRow:
    said = json.loads(line.facts)
    found = archives.get((said["number"], bool(line.exercise), line.at))
    return DeletedRow(
        number=said["number"], exercise=bool(line.exercise), deleted_at=line.at, role=line.role,
        reference=found.reference if found else None, digest=found.digest if found else "", lines=said["lines"],
    )  # fmt: skip


def may_see_retention(viewer: Viewer) -> bool:
    """Who finds out what is kept, and what was deleted; a guest does not."""
    return viewer.only is None and bool(viewer.grants & {Verb.DELETE_INCIDENT, Verb.ADMINISTER, Verb.ARCHIVE})


@dataclass(frozen=True)
class NamesView:
    """What would become a function: the day before which (UTC), the accounts, and how many older rows name one."""

    months: int | None
    """None: nothing is agreed, and nothing happens."""
    before: datetime | None
    accounts: tuple[tuple[int, str, str], ...]
    """(account, user name, name) of closed accounts whose last role ended before that day."""
    rows: int


def names_kept(store: Store, viewer: Viewer) -> NamesView:
    """What would become a function now. Raises NotAllowed for whoever does not administer."""
    access.require(viewer, Verb.ADMINISTER)
    rules = store.plan().retention
    before = retention.names_until(rules, store.clock())
    if before is None:
        return NamesView(None, None, (), 0)
    with store.whole() as session:
        retiring = names.retiring(session, before)
        told = select(Person.id, Person.username, Person.display).where(Person.id.in_(retiring)).order_by(Person.id)
        accounts = tuple((row.id, row.username, row.display) for row in session.execute(told))
        return NamesView(rules.functions_after_months, before, accounts, names.unforgotten(session, before))
