"""Incidents as the overview and an incident's own page read them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Activation, Assessment, Incident, Report, ReportReading
from data.plan import StandingPlan
from data.queries.wording import Said, said
from data.rules.access import Viewer
from data.rules.incidents import OPEN, WAITING, may_activate
from data.rules.receivers import waiting_with
from data.storage import Store
from data.vocabulary import Answer, IncidentState, Precision, Response, Risk, Route, Verb


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
    """One incident with everything on its page."""

    row: IncidentRow
    reports: tuple[ReportRow, ...]
    assessment: AssessmentRow | None
    activated_by: str | None
    route: Route | None
    outside_reason: Said
    end_reason: Said
    broken_from: int | None
    """Number of the exercise that this real incident interrupted."""


def incidents(store: Store, viewer: Viewer, *, ended: bool = False) -> list[IncidentRow]:
    """Open incidents (or the ended ones), newest first; exercise and real together, each marked."""
    with store.reading(viewer) as session:
        state = Incident.state.not_in(OPEN) if ended else Incident.state.in_(OPEN)
        found = session.scalars(select(Incident).where(state).order_by(Incident.id.desc())).all()
        return _rows(store, session, found)


def _rows(store: Store, session: Session, found: Sequence[Incident]) -> list[IncidentRow]:
    texts = said(session, (i.what_id for i in found))
    waiting = [i for i in found if i.state in WAITING]
    unread = _unread(session, waiting)
    activatable = _activatable(session, [i.id for i in found if i.state is IncidentState.ASSESSED])
    plans = {number: store.plan(number) for number in {i.standing_plan_id for i in waiting}}
    now = store.clock()
    return [
        IncidentRow(
            id=i.id, number=i.number, exercise=i.exercise, category=i.category, state=i.state, risk=i.risk,
            what=texts[i.what_id], place=i.place, precision=i.precision, zone=i.zone, block=i.block, lat=i.lat,
            lon=i.lon,
            happened_at=i.happened_at, reported_at=i.reported_at, activated_at=i.activated_at, ended_at=i.ended_at,
            response=i.response, coordinator=i.coordinator, plan_id=i.plan_id, standing_plan_id=i.standing_plan_id,
            version=i.version, unread=i.id in unread, activatable=i.id in activatable,
            waiting_with=_waiting_with(plans[i.standing_plan_id], unread[i.id], i, now) if i.id in unread else None,
        )
        for i in found
    ]  # fmt: skip


def _activatable(session: Session, ids: Sequence[int]) -> set[int]:
    """Those of the assessed incidents whose newest assessment carries an activation."""
    if not ids:
        return set()
    made = session.scalars(select(Assessment).where(Assessment.incident_id.in_(ids)).order_by(Assessment.id))
    newest = {assessment.incident_id: assessment for assessment in made}
    return {number for number, a in newest.items() if may_activate(a.acute, a.unrest, a.response)}


def _unread(session: Session, waiting: Iterable[Incident]) -> dict[int, Route]:
    """Incident id -> route of the first report that nobody with the right has read."""
    ids = [i.id for i in waiting]
    if not ids:
        return {}
    read = set(session.scalars(select(ReportReading.incident_id).where(ReportReading.incident_id.in_(ids))))
    reports = select(Report.incident_id, Report.route).where(Report.incident_id.in_(ids)).order_by(Report.id.desc())
    return {row.incident_id: row.route for row in session.execute(reports) if row.incident_id not in read}


def _waiting_with(plan: StandingPlan, route: Route, incident: Incident, now: datetime) -> str | None:
    first = plan.roles_receiving(route)
    others = [role for role in plan.roles_with(Verb.READ_REPORTS) if role not in first]
    chain = [role.code for role in (*first, *others)]
    return waiting_with(chain, now - incident.reported_at, plan.limits.unread_minutes)


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
        return IncidentView(
            row=_rows(store, session, [found])[0],
            reports=_reports(session, number),
            assessment=_assessment(newest, texts[newest.sentence_id]) if newest else None,
            activated_by=activation.role if activation else None,
            route=activation.route if activation else None,
            outside_reason=texts[found.outside_reason_id],
            end_reason=texts[found.end_reason_id],
            broken_from=broken.number if broken else None,
        )


def _assessment(made: Assessment, sentence: Said) -> AssessmentRow:
    return AssessmentRow(
        acute=made.acute, unrest=made.unrest, response=made.response, risk=made.risk, sentence=sentence,
        role=made.role, at=made.at,
    )  # fmt: skip


def _reports(session: Session, incident: int) -> tuple[ReportRow, ...]:
    reports = session.scalars(select(Report).where(Report.incident_id == incident).order_by(Report.id)).all()
    texts = said(session, (r.what_id for r in reports))
    readings: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for read in session.scalars(select(ReportReading).where(ReportReading.incident_id == incident)):
        readings[read.report_id].append((read.role, read.at))
    return tuple(
        ReportRow(
            id=r.id, route=r.route, role=r.role, party=r.party, at=r.at, happened_at=r.happened_at,
            what=texts[r.what_id], read_by=tuple(readings[r.id]),
        )
        for r in reports
    )  # fmt: skip
