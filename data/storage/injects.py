"""The lines of guided exercises, and whether something real stands in their way (6.13)."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Incident, LogLine, Merge
from data.rules.incidents import OPEN
from data.rules.injects import Step, Told
from data.storage.reading import WHOLE
from data.vocabulary import Subject, Verb

LINES = (Verb.LEAD_EXERCISE, Verb.RELEASE_INJECT)


def told(session: Session, incident: int) -> list[Told]:
    """What the log says of the guided exercise that this incident began; nothing of any other incident."""
    mine = LogLine.incident_id == incident, LogLine.verb.in_(LINES)
    return [_told(line) for line in session.scalars(select(LogLine).where(*mine).order_by(LogLine.seq))]


def _told(line: LogLine) -> Told:
    facts = json.loads(line.facts)
    if line.word is Verb.RELEASE_INJECT:
        became = Subject(facts["became"]), int(facts["id"])
        return Told(Step.RELEASED, line.at, line.role, int(facts["inject"]), *became)
    return Told(Step(facts["step"]), line.at, line.role, int(facts.get("inject") or 0))


def begun(session: Session) -> list[Incident]:
    """The incidents of every exercise that somebody began to lead, the newest first."""
    began = select(LogLine.incident_id).where(LogLine.verb == Verb.LEAD_EXERCISE, LogLine.incident_id == Incident.id)
    return list(session.scalars(select(Incident).where(began.exists()).order_by(Incident.id.desc())))


def led_incidents(session: Session) -> list[Incident]:
    """The incidents of exercises that somebody began to lead and that still go on, the newest first."""
    return [one for one in begun(session) if goes_on_in(session, one).state in OPEN]


def led_within(session: Session, incident: Incident) -> list[Incident]:
    """The incidents whose guided exercise went on in this one: itself, or what is merged into it."""
    return [one for one in begun(session) if goes_on_in(session, one).id == incident.id]


def goes_on_in(session: Session, incident: Incident) -> Incident:
    """Where an exercise goes on: its own incident, or the one that this was found to be another report of."""
    into = select(Merge.into_id).where(Merge.incident_id == incident.id, Merge.undone_at.is_(None)).limit(1)
    stays = session.scalar(into)
    return incident if stays is None else goes_on_in(session, session.get_one(Incident, stays))


def real_is_open(session: Session) -> bool:
    """Whether anything real is open, whoever may read it: it comes before every inject."""
    real = select(Incident.id).where(Incident.state.in_(OPEN), Incident.exercise.is_(False)).limit(1)
    return session.scalar(real.execution_options(**{WHOLE: True})) is not None
