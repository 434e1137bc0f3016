"""What the closing rules look at, read the same way by the command that closes and the screen that lists."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Action, ActionPlan, Impression, Incident, Notice, PlanEdition, SupportAnswer
from data.plan import StandingPlan
from data.rules import notices
from data.rules.notices import Duty, Told
from data.rules.plans import Standing
from data.storage.hand_overs import handed


def standing(session: Session, plan: int, file: StandingPlan) -> Standing:
    """How the plan with this id stands; `file` is the plan file its incidents began under."""
    statuses = {a.id: a.status for a in session.scalars(select(Action).where(Action.plan_id == plan))}
    return Standing(
        statuses=statuses,
        support_answered=frozenset(session.scalars(select(SupportAnswer.about).where(SupportAnswer.plan_id == plan))),
        impressions=len(session.scalars(select(Impression.id).where(Impression.plan_id == plan)).all()),
        uninformed=uninformed(duties(session, {plan: file})[plan]),
        unregistered=sum(not one.registered for one in handed(session, statuses).values()),
    )


def uninformed(found: Sequence[Duty]) -> tuple[str, ...]:
    """The bodies that wait for their last notice."""
    return tuple(duty.body for duty in found if not duty.ended)


def duties(session: Session, files: Mapping[int, StandingPlan]) -> dict[int, tuple[Duty, ...]]:
    """Plan id -> one duty a body, for the plans (id -> plan file) that are asked about (R25, R26)."""
    since: dict[int, datetime] = {}
    told: dict[int, list[Told]] = defaultdict(list)
    of_plan = {}
    for incident in session.scalars(select(Incident).where(Incident.plan_id.in_(files))):
        plan = of_plan[incident.id] = incident.plan_id or 0
        if incident.activated_at is not None:
            since[plan] = min(incident.activated_at, since.get(plan, incident.activated_at))
    for notice in session.scalars(select(Notice).where(Notice.incident_id.in_(of_plan))):
        told[of_plan[notice.incident_id]].append(Told(notice.body, notice.told_at, notice.final))
    opened = _opened(session, list(files))
    return {
        plan: tuple(
            notices.duty(
                body.code, told[plan], since=since.get(plan, opened[plan]), opened=opened[plan],
                every_hours=body.inform_every_hours,
            )
            for body in file.informed_bodies
        )
        for plan, file in files.items()
    }  # fmt: skip


def _opened(session: Session, plans: Sequence[int]) -> dict[int, datetime]:
    """When each plan was last opened: at its activation, or when it was reopened."""
    first = select(ActionPlan.id, ActionPlan.opened_at).where(ActionPlan.id.in_(plans))
    again = (
        select(PlanEdition.plan_id, PlanEdition.at)
        .where(PlanEdition.plan_id.in_(plans), PlanEdition.reopens.is_(True))
        .order_by(PlanEdition.number)
    )
    opened = {row.id: row.opened_at for row in session.execute(first)}
    return opened | {row.plan_id: row.at for row in session.execute(again)}


def told_of(session: Session, incident: int) -> frozenset[str]:
    """The bodies that were told of an incident at least once (R25)."""
    return frozenset(session.scalars(select(Notice.body).where(Notice.incident_id == incident)))
