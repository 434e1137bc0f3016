"""The handlingsplan: what it covers, support, impressions, its closing (R10, R30-R32, 6.12)."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from data.entities import (
    Action,
    ActionPlan,
    Impression,
    Incident,
    SupportAnswer,
)
from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import access, incidents, plans
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, communicated, intention
from data.storage.readiness import standing
from data.vocabulary import Affected, IncidentState, PlanState, Subject, Verb


def require_open(plan: ActionPlan) -> None:
    """Raise RuleBroken "closed" for a plan that is closed."""
    if plan.state is PlanState.CLOSED:
        raise RuleBroken("closed")


def covered(change: Change, plan: ActionPlan) -> list[Incident]:
    """The incidents that the plan covers, the one that opened it first."""
    return list(change.session.scalars(select(Incident).where(Incident.plan_id == plan.id).order_by(Incident.id)))


def standing_plan_of(change: Change, plan: ActionPlan) -> StandingPlan:
    """The plan file that the incidents began under."""
    led = covered(change, plan)
    return change.plan_of(led[0].standing_plan_id) if led else change.plan


def log(change: Change, verb: Verb, plan: ActionPlan, **facts: Any) -> None:
    """Say in the log what happened to the plan, beside the incident that opened it."""
    incident = next(iter(covered(change, plan)), None)
    change.log(verb, Subject.PLAN, plan.id, incident=incident, plan=plan.id, **facts)


@intention
def cover_incident(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, incident: int) -> int:
    """Let the plan cover a further active incident (6.12); its actions come along. Never joins exercise and real."""
    with store.changing(by, key) as change:
        change.require(Verb.COVER_INCIDENT, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        require_open(plan)
        joining = change.get(Incident, incident)
        incidents.require_state(Verb.COVER_INCIDENT, joining.state)
        if joining.exercise != plan.exercise:
            raise RuleBroken("exercise-and-real", field="incident")
        if joining.plan_id == plan.id:
            raise RuleBroken("already-covered", field="incident")
        left = joining.plan_id
        if left is not None:
            _empty_out(change, left, plan)
        before, joining.coordinator = joining.coordinator, covered(change, plan)[0].coordinator
        joining.plan_id = plan.id
        touch(plan)
        change.log(
            Verb.COVER_INCIDENT, Subject.PLAN, plan.id, incident=joining, plan=plan.id,
            plan_number=plan.number, left=left, from_coordinator=before, coordinator=joining.coordinator,
        )  # fmt: skip
    return plan.id


def _empty_out(change: Change, left: int, into: ActionPlan) -> None:
    """Move the actions and messages of a draft of one incident; a plan that is agreed is not taken apart."""
    old = change.get(ActionPlan, left)
    if old.state is not PlanState.DRAFT or len(covered(change, old)) > 1:
        raise RuleBroken("plan-already-agreed", field="incident")
    number = _highest_action(change, into)
    for action in change.session.scalars(select(Action).where(Action.plan_id == old.id).order_by(Action.number)):
        number += 1
        action.plan_id, action.number = into.id, number
    communicated.carry_over(change.session, old.id, into.id)
    change.session.flush()
    old.state, old.closed_at = PlanState.CLOSED, change.now


def _highest_action(change: Change, plan: ActionPlan) -> int:
    return change.session.scalar(select(func.max(Action.number)).where(Action.plan_id == plan.id)) or 0


def touch(plan: ActionPlan) -> None:
    """Count the plan's version up, so that whoever looked at it before is told."""
    flag_modified(plan, "edition")


@intention
def answer_support(
    store: Store, by: Viewer, key: str | None = None, *, plan: int, about: Affected, needed: bool, note: str = ""
) -> int:
    """Answer the standing question of support to residents and to staff directly affected (R10)."""
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.ANSWER_SUPPORT, found)
        require_open(found)
        change.add(
            SupportAnswer(
                plan_id=plan, about=about, needed=needed,
                note_id=change.text("note", note) if needed else change.maybe_text("note", note),
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        log(change, Verb.ANSWER_SUPPORT, found, about=about, needed=needed)
    return found.id


@intention
def give_impression(store: Store, by: Viewer, key: str | None = None, *, plan: int, good: str, better: str) -> int:
    """A party's first impression: one good, one to do better."""
    access.require(by, Verb.GIVE_IMPRESSION)
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        if found.state is not PlanState.IN_FORCE:
            raise RuleBroken("plan-not-in-force", state=found.state)
        change.add(
            Impression(
                plan_id=plan, good_id=change.text("good", good), better_id=change.text("better", better),
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        log(change, Verb.GIVE_IMPRESSION, found)
    return found.id


@intention
def close(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Close the plan and every incident it covers; refuses until all readiness rules hold (R9, R10, domain.md 7)."""
    with store.changing(by, key) as change:
        change.require(Verb.CLOSE, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        plans.require_closable(plan.state, standing(change.session, plan.id, standing_plan_of(change, plan)))
        plan.state, plan.closed_at = PlanState.CLOSED, change.now
        for incident in covered(change, plan):
            if incident.state is IncidentState.ACTIVE:
                incident.state, incident.ended_at = IncidentState.CLOSED, change.now
        log(change, Verb.CLOSE, plan, overdue_minutes=_late(plan, change.now))
    return plan.id


def _late(plan: ActionPlan, now: datetime) -> int:
    """How many minutes past its end time the plan closes."""
    return max(0, int((now - plan.ends_at).total_seconds() // 60)) if plan.ends_at else 0
