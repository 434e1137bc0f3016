"""How the informing of the boards stands: for a plan, an incident without one, or all that is going on (R25, R26)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import ActionPlan, Incident, Notice
from data.plan import StandingPlan
from data.queries.sharing import shared
from data.queries.wording import Said, said
from data.rules import notices
from data.rules.access import Viewer
from data.rules.notices import Duty, Told
from data.storage import Store
from data.storage.plan_versions import plan_version
from data.storage.readiness import duties
from data.vocabulary import Channel, IncidentState, PlanState, Response


@dataclass(frozen=True)
class NoticeRow:
    """A notice that was given. Times are UTC; `at` is when it was registered."""

    body: str
    channel: Channel
    content: Said
    told_at: datetime
    final: bool
    role: str
    at: datetime


@dataclass(frozen=True)
class Informing:
    """One activation, or all that one plan covers: a duty a body, and what was told, newest first."""

    incident_id: int
    """Where a notice is entered."""
    plan_id: int | None
    numbers: tuple[int, ...]
    """Of the incidents."""
    exercise: bool
    open: bool
    """Still going on: notices may be entered."""
    standing_plan_id: int
    coordinator: str
    duties: tuple[Duty, ...]
    told: tuple[NoticeRow, ...]


@shared
def informing(store: Store, viewer: Viewer, *, plan: int | None = None, incident: int | None = None) -> list[Informing]:
    """Of a plan, of an incident that only needs informing, or (neither named) of all that is going on."""
    with store.reading(viewer) as session:
        found = [] if incident is not None else _of_plans(session, plan)
        return found + ([] if plan is not None else _of_incidents(session, incident))


def _of_plans(session: Session, plan: int | None) -> list[Informing]:
    wanted = select(ActionPlan).order_by(ActionPlan.id.desc())
    wanted = (
        wanted.where(ActionPlan.state.in_(set(PlanState) - {PlanState.CLOSED}))
        if plan is None
        else wanted.where(ActionPlan.id == plan)
    )
    plans = {row.id: row for row in session.scalars(wanted)}
    covered: dict[int, list[Incident]] = defaultdict(list)
    for incident in session.scalars(select(Incident).where(Incident.plan_id.in_(plans)).order_by(Incident.id)):
        covered[incident.plan_id or 0].append(incident)
    files = {number: _file(session, led[0]) for number, led in covered.items()}
    stands = duties(session, files)
    told = _told(session, [i.id for led in covered.values() for i in led])
    return [
        _informing(covered[n], plan_id=n, stands=stands[n], told=told, open_=row.state is not PlanState.CLOSED)
        for n, row in plans.items()
        if n in covered
    ]


def _of_incidents(session: Session, incident: int | None) -> list[Informing]:
    """Activations without a plan: only to inform (R4)."""
    wanted = select(Incident).where(
        Incident.plan_id.is_(None), Incident.activated_at.is_not(None), Incident.response == Response.INFORM
    )
    one = Incident.state == IncidentState.ACTIVE if incident is None else Incident.id == incident
    rows = session.scalars(wanted.where(one).order_by(Incident.id.desc())).all()
    told = _told(session, [row.id for row in rows])
    return [
        _informing(
            [row], plan_id=None, stands=_stand_alone(row, _file(session, row), told[row.id]), told=told,
            open_=row.state is IncidentState.ACTIVE,
        )
        for row in rows
    ]  # fmt: skip


def _stand_alone(row: Incident, file: StandingPlan, told: Iterable[NoticeRow]) -> tuple[Duty, ...]:
    assert row.activated_at is not None
    heard = [Told(one.body, one.told_at, one.final) for one in told]
    return tuple(
        notices.duty(
            body.code, heard, since=row.activated_at, opened=row.activated_at, every_hours=body.inform_every_hours
        )
        for body in file.informed_bodies
    )


def _file(session: Session, incident: Incident) -> StandingPlan:
    return plan_version(session, incident.standing_plan_id)[1]


def _informing(
    led: Sequence[Incident], *, plan_id: int | None, stands: tuple[Duty, ...], told: dict[int, list[NoticeRow]],
    open_: bool,
) -> Informing:  # fmt: skip
    heard = sorted((one for i in led for one in told[i.id]), key=lambda one: one.told_at, reverse=True)
    return Informing(
        incident_id=led[0].id, plan_id=plan_id, numbers=tuple(i.number for i in led), exercise=led[0].exercise,
        open=open_, standing_plan_id=led[0].standing_plan_id, coordinator=led[0].coordinator, duties=stands,
        told=tuple(heard),
    )  # fmt: skip


def _told(session: Session, incidents: Sequence[int]) -> dict[int, list[NoticeRow]]:
    found: dict[int, list[NoticeRow]] = defaultdict(list)
    rows = session.scalars(select(Notice).where(Notice.incident_id.in_(incidents)).order_by(Notice.id)).all()
    texts = said(session, (row.content_id for row in rows))
    for row in rows:
        found[row.incident_id].append(
            NoticeRow(row.body, row.channel, texts[row.content_id], row.told_at, row.final, row.role, row.at)
        )
    return found
