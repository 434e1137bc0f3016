"""Incidents as the overview and an incident's own page read them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data.entities import Activation, Assessment, Fact, Incident, LogLine, Merge, Report, ReportReading
from data.queries.history import read_lines
from data.queries.sharing import shared
from data.queries.wording import NOTHING, Said, said, with_text
from data.rules import duplicates
from data.rules.access import Viewer
from data.rules.incidents import ENDED, OPEN, WAITING, may_activate
from data.rules.receivers import waiting_with
from data.storage import Store
from data.vocabulary import Answer, Certainty, IncidentState, Precision, Response, Risk, Route, Source, Subject, Verb


@dataclass(frozen=True)
class IncidentRow:
    """One incident in a list. Times are UTC; codes are those of its standing plan (`standing_plan_id`)."""

    id: int
    number: int
    exercise: bool
    category: str
    state: IncidentState
    risk: Risk
    what: Said
    place: str
    precision: Precision
    zone: str | None
    block: str | None
    lat: float
    lon: float
    happened_at: datetime
    reported_at: datetime
    activated_at: datetime | None
    ended_at: datetime | None
    response: Response | None
    coordinator: str
    plan_id: int | None
    standing_plan_id: int
    version: int
    unread: bool
    activatable: bool
    """Assessed, and the assessment carries an activation (R8)."""
    waiting_with: str | None
    """Role an unread report waits with now (6.15)."""
    evaluated_at: datetime | None
    """When its evaluation was given."""


@dataclass(frozen=True)
class ReportRow:
    """A report and who has read it: (role, at)."""

    id: int
    route: Route
    role: str
    party: str | None
    at: datetime
    happened_at: datetime
    what: Said
    read_by: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True)
class Judged:
    """How sure somebody said a fact is, before somebody said otherwise; what they said is true instead."""

    certainty: Certainty
    role: str
    at: datetime
    reason: Said


@dataclass(frozen=True)
class FactRow:
    """What somebody told, its kind of source and how sure it is; `judged_*` by whom it was last said how sure."""

    id: int
    what: Said
    source: Source
    certainty: Certainty
    role: str
    party: str | None
    at: datetime
    happened_at: datetime
    judged_role: str | None
    judged_at: datetime | None
    reason: Said
    before: tuple[Judged, ...]
    """What was said of it before, the newest first: whoever has acted on it must be able to read it."""
    version: int


@dataclass(frozen=True)
class LikelyDuplicate:
    """Another open incident that may be the same: how far apart in metres and minutes, and which of the two stays."""

    row: IncidentRow
    metres: int
    minutes: int
    stays: int
    """Id."""


@dataclass(frozen=True)
class AssessmentRow:
    """The newest assessment."""

    acute: Answer
    unrest: Answer
    response: Response
    risk: Risk
    sentence: Said
    role: str
    at: datetime


@dataclass(frozen=True)
class IncidentView:
    """One incident with everything on its page; reports and facts of those merged into it are its own."""

    row: IncidentRow
    reports: tuple[ReportRow, ...]
    facts: tuple[FactRow, ...]
    """Newest first."""
    merged: tuple[IncidentRow, ...]
    """Those merged into it."""
    merged_into: tuple[int, int] | None
    """(id, number) of the incident that this one is merged into."""
    assessment: AssessmentRow | None
    activated_by: str | None
    route: Route | None
    outside_reason: Said
    end_reason: Said
    broken_from: tuple[int, int] | None
    """(id, number) of the exercise that this real incident interrupted."""
    became: tuple[int, int] | None
    """(id, number) of the real incident that interrupted this exercise."""


COLUMNS = tuple(getattr(Incident, one.name) for one in fields(IncidentRow) if hasattr(Incident, one.name))
"""What a row has word for word from its incident: read as columns, in half the time of whole incidents."""


@shared
def incidents(store: Store, viewer: Viewer, *, ended: bool = False) -> list[IncidentRow]:
    """Open incidents (or the ended ones), newest first; exercise and real together, each marked."""
    with store.reading(viewer) as session:
        return rows_of(store, session, Incident.state.in_(ENDED if ended else OPEN))


def rows_of(
    store: Store, session: Session, *wanted: ColumnElement[bool], most: int | None = None,
    newest: Sequence[ColumnElement[Any]] = (Incident.id.desc(),),
) -> list[IncidentRow]:  # fmt: skip
    """Those of the incidents that may be read, newest first."""
    told = with_text(COLUMNS, Incident.what_id).where(*wanted).order_by(*newest).limit(most)
    found = session.execute(told).all()
    waiting = [row for row in found if row.state in WAITING]
    unread = _unread(session, [row.id for row in waiting])
    activatable = _activatable(session, [row.id for row in found if row.state is IncidentState.ASSESSED])
    chains = _Chains(store)
    now = store.clock()
    rows = []
    for row in found:
        own = row._asdict()
        what, route = Said(own.pop("said_id"), own.pop("said_body")), unread.get(row.id)
        waits = chains.waiting_with(row.standing_plan_id, route, now - row.reported_at) if route else None
        rows.append(
            IncidentRow(
                **own, what=what, unread=route is not None, activatable=row.id in activatable, waiting_with=waits
            )
        )
    return rows


class _Chains:
    """With whom an unread report waits, read once for each standing plan and route (6.15)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[int, Route], tuple[list[str], int | None]] = {}

    def waiting_with(self, standing_plan: int, route: Route, age: timedelta) -> str | None:
        """The role it waits with at this age; None while it waits with its receiver."""
        if (standing_plan, route) not in self._known:
            plan = self._store.plan(standing_plan)
            first = plan.roles_receiving(route)
            others = [role for role in plan.roles_with(Verb.READ_REPORTS) if role not in first]
            self._known[standing_plan, route] = ([r.code for r in (*first, *others)], plan.limits.unread_minutes)
        chain, minutes = self._known[standing_plan, route]
        return waiting_with(chain, age, minutes)


def _activatable(session: Session, ids: Sequence[int]) -> set[int]:
    """Those of the assessed incidents whose newest assessment carries an activation."""
    if not ids:
        return set()
    answers = select(Assessment.incident_id, Assessment.acute, Assessment.unrest, Assessment.response)
    made = session.execute(answers.where(Assessment.incident_id.in_(ids)).order_by(Assessment.id))
    newest = {row.incident_id: row for row in made}
    return {number for number, a in newest.items() if may_activate(a.acute, a.unrest, a.response)}


def _unread(session: Session, ids: Sequence[int]) -> dict[int, Route]:
    """Incident id -> route of the first report that nobody with the right has read."""
    if not ids:
        return {}
    read = set(session.scalars(select(ReportReading.incident_id).where(ReportReading.incident_id.in_(ids))))
    reports = select(Report.incident_id, Report.route).where(Report.incident_id.in_(ids)).order_by(Report.id.desc())
    return {row.incident_id: row.route for row in session.execute(reports) if row.incident_id not in read}


def incident(store: Store, viewer: Viewer, number: int) -> IncidentView | None:
    """The incident with this id, or None when there is none that the viewer may read."""
    with store.reading(viewer) as session:
        found = session.get(Incident, number)
        if found is None:
            return None
        assessments = select(Assessment).where(Assessment.incident_id == number).order_by(Assessment.id.desc())
        newest = session.scalar(assessments.limit(1))
        activation = session.scalar(select(Activation).where(Activation.incident_id == number))
        broken = session.get(Incident, found.broken_from_id) if found.broken_from_id else None
        texts = said(session, (found.outside_reason_id, found.end_reason_id, newest.sentence_id if newest else None))
        merged = _merged_into(session, number)
        together = [number, *(other.id for other in merged)]
        rows = {row.id: row for row in rows_of(store, session, Incident.id.in_(together))}
        return IncidentView(
            row=rows[number],
            reports=_reports(session, together),
            facts=_facts(session, together),
            merged=tuple(rows[one] for one in together[1:]),
            merged_into=_stays(session, number),
            assessment=_assessment(newest, texts[newest.sentence_id]) if newest else None,
            activated_by=activation.role if activation else None,
            route=activation.route if activation else None,
            outside_reason=texts[found.outside_reason_id],
            end_reason=texts[found.end_reason_id],
            broken_from=(broken.id, broken.number) if broken else None,
            became=_became(session, found),
        )


def _became(session: Session, exercise: Incident) -> tuple[int, int] | None:
    """The real incident that ended the exercise at that moment."""
    if not exercise.exercise or exercise.state is not IncidentState.CALLED_OFF:
        return None
    real = select(Incident).where(Incident.broken_from_id.is_not(None), Incident.reported_at == exercise.ended_at)
    found = session.scalar(real.limit(1))
    return (found.id, found.number) if found else None


def _assessment(made: Assessment, sentence: Said) -> AssessmentRow:
    return AssessmentRow(
        acute=made.acute, unrest=made.unrest, response=made.response, risk=made.risk, sentence=sentence,
        role=made.role, at=made.at,
    )  # fmt: skip


def _merged_into(session: Session, incident: int) -> list[Incident]:
    """The incidents that are merged into this one now, as far as the viewer may read them."""
    merges = select(Merge.incident_id).where(Merge.into_id == incident, Merge.undone_at.is_(None))
    return list(session.scalars(select(Incident).where(Incident.id.in_(merges)).order_by(Incident.id)))


def _stays(session: Session, incident: int) -> tuple[int, int] | None:
    """(id, number) of the incident that this one is merged into now."""
    stays = select(Merge.into_id).where(Merge.incident_id == incident, Merge.undone_at.is_(None))
    found = session.scalar(select(Incident).where(Incident.id.in_(stays)))
    return (found.id, found.number) if found else None


def likely_duplicates(store: Store, viewer: Viewer, row: IncidentRow) -> list[LikelyDuplicate]:
    """The open incidents that may be the same as this one by the limits of its plan file, nearest first (6.11)."""
    limits = store.plan(row.standing_plan_id).limits
    found = [
        LikelyDuplicate(
            row=other, metres=round(duplicates.metres_between(row, other)),
            minutes=round(abs(row.happened_at - other.happened_at).total_seconds() / 60),
            stays=duplicates.stays(row, other).id,
        )
        for other in incidents(store, viewer)
        if duplicates.is_likely(row, other, metres=limits.duplicate_metres, hours=limits.duplicate_hours)
    ]  # fmt: skip
    return sorted(found, key=lambda likely: (likely.metres, likely.minutes))


def fact(store: Store, viewer: Viewer, number: int) -> FactRow | None:
    """The fact with this id, or None when there is none that the viewer may read."""
    with store.reading(viewer) as session:
        found = session.get(Fact, number)
        return _fact_rows(session, [found])[0] if found else None


@shared
def facts(store: Store, viewer: Viewer, *, incident: int) -> list[FactRow]:
    """What is known of an incident and of those merged into it, newest first."""
    with store.reading(viewer) as session:
        if session.get(Incident, incident) is None:
            return []
        return list(_facts(session, [incident, *(other.id for other in _merged_into(session, incident))]))


def _facts(session: Session, together: Sequence[int]) -> tuple[FactRow, ...]:
    newest_first = select(Fact).where(Fact.incident_id.in_(together)).order_by(Fact.happened_at.desc(), Fact.id.desc())
    return _fact_rows(session, session.scalars(newest_first).all())


def _fact_rows(session: Session, facts: Sequence[Fact]) -> tuple[FactRow, ...]:
    texts = said(session, (number for fact in facts for number in (fact.what_id, fact.reason_id)))
    before = _judged_before(session, [fact.id for fact in facts if fact.judged_at])
    return tuple(
        FactRow(
            id=f.id, what=texts[f.what_id], source=f.source, certainty=f.certainty, role=f.role, party=f.party, at=f.at,
            happened_at=f.happened_at, judged_role=f.judged_role, judged_at=f.judged_at, reason=texts[f.reason_id],
            before=before.get(f.id, ()), version=f.version,
        )
        for f in facts
    )  # fmt: skip


def _judged_before(session: Session, facts: Sequence[int]) -> dict[int, tuple[Judged, ...]]:
    """Fact id -> every judgement but the one that stands, read from the log: the row holds that one alone."""
    if not facts:
        return {}
    asked = select(LogLine).where(
        LogLine.subject == Subject.FACT, LogLine.subject_id.in_(facts), LogLine.verb == Verb.JUDGE_FACT
    )
    told: dict[int, list[Judged]] = defaultdict(list)
    for line in read_lines(session, session.scalars(asked.order_by(LogLine.seq.desc())).all()):
        reason = line.texts.get("reason", NOTHING)
        told[line.subject_id].append(Judged(Certainty(line.facts["after"]), line.role, line.at, reason))
    return {number: tuple(judged[1:]) for number, judged in told.items()}


def _reports(session: Session, together: Sequence[int]) -> tuple[ReportRow, ...]:
    reports = session.scalars(select(Report).where(Report.incident_id.in_(together)).order_by(Report.id)).all()
    texts = said(session, (r.what_id for r in reports))
    readings: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for read in session.scalars(select(ReportReading).where(ReportReading.incident_id.in_(together))):
        readings[read.report_id].append((read.role, read.at))
    return tuple(
        ReportRow(
            id=r.id, route=r.route, role=r.role, party=r.party, at=r.at, happened_at=r.happened_at,
            what=texts[r.what_id], read_by=tuple(readings[r.id]),
        )
        for r in reports
    )  # fmt: skip
