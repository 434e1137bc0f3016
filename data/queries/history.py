"""The log read back per incident: every line that concerns it or the plan that covers it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.entities import Incident, LogLine
from data.queries.wording import Said, said
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Subject, Verb


@dataclass(frozen=True)
class LineRow:
    """One line of the log. `facts` hold codes and numbers, `texts` what was written. Times are UTC."""

    seq: int
    at: datetime
    happened_at: datetime | None
    role: str
    party: str | None
    verb: Verb
    subject: Subject
    subject_id: int
    facts: Mapping[str, Any]
    texts: Mapping[str, Said]


def history(store: Store, viewer: Viewer, incident: int, *, most: int | None = None) -> list[LineRow]:
    """What happened with an incident, newest first, all or at most so much; empty when the viewer may not read it."""
    with store.reading(viewer) as session:
        found = session.get(Incident, incident)
        if found is None:
            return []
        mine = LogLine.incident_id == incident
        concerns = or_(mine, LogLine.plan_id == found.plan_id) if found.plan_id else mine
        lines = session.scalars(select(LogLine).where(concerns).order_by(LogLine.seq.desc()).limit(most)).all()
        return read_lines(session, lines)


def read_lines(session: Session, lines: Sequence[LogLine]) -> list[LineRow]:
    """Lines that the viewer may read, with what was written in them."""
    references = {line.seq: json.loads(line.texts) for line in lines}
    texts = said(session, (r["id"] for line in references.values() for r in line.values()))
    return [
        LineRow(
            seq=line.seq, at=line.at, happened_at=line.happened_at, role=line.role, party=line.party,
            verb=line.word, subject=line.about, subject_id=line.subject_id, facts=json.loads(line.facts),
            texts={field: texts[r["id"]] for field, r in references[line.seq].items()},
        )
        for line in lines
    ]  # fmt: skip


def said_in_log(store: Store, viewer: Viewer, text: int) -> Said | None:
    """The text with this id, if it stands in a line that the viewer may read."""
    with store.reading(viewer) as session:
        lines = session.scalars(select(LogLine.texts).where(LogLine.texts.contains(f'"id":{text}}}'))).all()
        if not any(reference["id"] == text for line in lines for reference in json.loads(line).values()):
            return None
        return said(session, (text,))[text]
