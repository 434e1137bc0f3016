"""The archives that were made of an incident: by whom, when, what was left out, whether the case system has it.

What is asked here is asked for those who may archive; the archive itself is read in archived.py.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Archive, Incident
from data.queries.endings import ended
from data.queries.incidents import IncidentRow
from data.rules import access
from data.rules.access import Viewer
from data.rules.archives import ENDED
from data.storage import Store
from data.storage.archived_lines import edition, made, newest, removed_since
from data.vocabulary import ArchiveEdition, LeftOut, Verb


@dataclass(frozen=True)
class ArchiveRow:
    """An archive as it was made. Moments are UTC."""

    id: int
    version: int
    incident: int
    edition: ArchiveEdition
    made_at: datetime
    """The moment that its documents and its manifest bear."""
    role: str
    digest: str
    revision: int
    reasons: tuple[LeftOut, ...]
    left_out: Mapping[LeftOut, int]
    """How many places, by reason."""
    received_at: datetime | None
    received_role: str | None
    reference: str | None
    outdated: bool
    """Something has happened to the incident since."""
    removed_at: tuple[datetime, ...]
    """When texts were removed that may stand in it: it must be recalled."""

    @property
    def is_whole(self) -> bool:
        """It holds all of the incident, not only what is given out."""
        return self.edition is not ArchiveEdition.ACCESS


def may_archive(viewer: Viewer) -> bool:
    """Whether this viewer archives at all; a guest of one incident never does (R22)."""
    return viewer.only is None and access.may(viewer, Verb.ARCHIVE)


def archivable(store: Store, viewer: Viewer, named: int | None = None) -> list[IncidentRow]:
    """The newest of what has ended, at most LISTED, and the one with the id `named`; none for who may not archive."""
    if not may_archive(viewer):
        return []
    return [row for row in ended(store, viewer, named=named).rows if row.state in ENDED]  # what is merged goes along


def archives(store: Store, viewer: Viewer, incident: int) -> list[ArchiveRow]:
    """The archives of an incident, the newest first; none for who may not archive."""
    if not may_archive(viewer):
        return []
    with store.reading(viewer) as session:
        if session.get(Incident, incident) is None:
            return []
        rows = session.scalars(select(Archive).where(Archive.incident_id == incident).order_by(Archive.id.desc()))
        last = newest(session, incident)
        return [_row(session, row, last) for row in rows]


def archive(store: Store, viewer: Viewer, number: int) -> ArchiveRow | None:
    """One archive; None when there is none, or the viewer may not read its incident."""
    if not may_archive(viewer):
        return None
    with store.reading(viewer) as session:
        found = session.get(Archive, number)
        if found is None or session.get(Incident, found.incident_id) is None:
            return None
        return _row(session, found, newest(session, found.incident_id))


def _row(session: Session, row: Archive, last: int) -> ArchiveRow:
    line = made(session, row.id)
    facts = json.loads(line.facts) if line is not None and line.removed_by is None else {}
    return ArchiveRow(
        id=row.id, version=row.version, incident=row.incident_id,
        edition=edition(line) if line is not None and facts else ArchiveEdition.FULL,
        made_at=line.happened_at if line is not None and line.happened_at else row.at, role=row.role,
        digest=row.digest, revision=row.revision,
        reasons=tuple(LeftOut(why) for why in facts.get("reasons", ())),
        left_out={LeftOut(why): int(count) for why, count in facts.get("left_out", {}).items()},
        received_at=row.received_at, received_role=row.received_role, reference=row.reference,
        outdated=last > row.revision,
        removed_at=tuple(one.at for one in removed_since(session, row.incident_id, row.revision)),
    )  # fmt: skip
