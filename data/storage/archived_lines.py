"""Which lines of the log an incident's archive holds, and whether anything has happened since."""

import json
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from data.entities import Incident, LogLine, Merge
from data.vocabulary import ArchiveEdition, Subject, Verb


def together(session: Session, incident: int) -> list[int]:
    """The incident, and those that are merged into it now (6.11)."""
    merged = select(Merge.incident_id).where(Merge.into_id == incident, Merge.undone_at.is_(None))
    return sorted({incident, *session.scalars(merged)})


def plans_of(session: Session, incidents: list[int]) -> list[int]:
    """Every plan that they have been under, the drafts that were given up among them (6.12)."""
    told = session.scalars(
        select(LogLine.plan_id).where(LogLine.incident_id.in_(incidents), LogLine.plan_id.is_not(None)).distinct()
    )
    now = session.scalars(select(Incident.plan_id).where(Incident.id.in_(incidents)))
    return sorted({number for number in (*told, *now) if number is not None})


def concerning(session: Session, incident: int) -> Any:
    """What a line's columns must satisfy to be told in the incident's archive."""
    incidents = together(session, incident)
    return or_(LogLine.incident_id.in_(incidents), LogLine.plan_id.in_(plans_of(session, incidents)))


def newest(session: Session, incident: int) -> int:
    """The number of the newest line that tells of the incident; what is told of its archives is no news to it."""
    wanted = select(func.max(LogLine.seq)).where(concerning(session, incident), LogLine.subject != Subject.ARCHIVE)
    return session.scalar(wanted) or 0


def removed_since(session: Session, incident: int, revision: int) -> list[LogLine]:
    """The lines that say that a text was removed, after the archive of that revision was made."""
    wanted = select(LogLine).where(
        concerning(session, incident), LogLine.verb == Verb.REDACT, LogLine.seq > revision
    )  # fmt: skip
    return list(session.scalars(wanted.order_by(LogLine.seq)))


def made(session: Session, archive: int) -> LogLine | None:
    """The line that says that an archive was made; none once its incident was deleted and the line is a stub."""
    wanted = select(LogLine).where(
        LogLine.verb == Verb.ARCHIVE, LogLine.subject == Subject.ARCHIVE, LogLine.subject_id == archive
    )  # fmt: skip
    return session.scalar(wanted.order_by(LogLine.seq).limit(1))


def edition(line: LogLine) -> ArchiveEdition:
    """What the archive of that line holds."""
    return ArchiveEdition(json.loads(line.facts).get("kind", ArchiveEdition.FULL))
