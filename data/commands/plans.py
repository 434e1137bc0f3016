"""The handlingsplan: written, put in force at a meeting, extended, closed. Source: plan lines 47, 59-69; 6.5, 6.12."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from data.entities import (
    Action,
    ActionPlan,
    Impression,
    Incident,
    PlanAgreement,
    PlanEdition,
    PlanPart,
    SupportAnswer,
)
from data.errors import RuleBroken, Stale
from data.plan import StandingPlan
from data.rules import access, incidents, mandates, plans, progress
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, communicated, intention
from data.storage.readiness import standing
from data.storage.seats import agreed_by, agreeing_seats
from data.vocabulary import Affected, IncidentState, PartKind, PartState, PlanState, Subject, Verb

WRITTEN = frozenset({PartKind.SITUATION, PartKind.PURPOSE, PartKind.COMMUNICATION})
"""Parts with a text of their own; actions and end time fill themselves and can only be marked not relevant."""


def _open(plan: ActionPlan) -> None:
    if plan.state is PlanState.CLOSED:
        raise RuleBroken("closed")


def _covered(change: Change, plan: ActionPlan) -> list[Incident]:
    return list(change.session.scalars(select(Incident).where(Incident.plan_id == plan.id).order_by(Incident.id)))


def _standing_plan(change: Change, plan: ActionPlan) -> StandingPlan:
    """The plan file that the incidents began under."""
    covered = _covered(change, plan)
    return change.plan_of(covered[0].standing_plan_id) if covered else change.plan


def _log(change: Change, verb: Verb, plan: ActionPlan, **facts: Any) -> None:
    incident = next(iter(_covered(change, plan)), None)
    change.log(verb, Subject.PLAN, plan.id, incident=incident, plan=plan.id, **facts)


def _horizon(change: Change, plan: ActionPlan, *, confirmed: bool) -> plans.Horizon:
    return plans.Horizon(_standing_plan(change, plan).limits.short_horizon_days, confirmed)


@intention
def cover_incident(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, incident: int) -> int:
    """Let the plan cover a further active incident (6.12); its actions come along. Never joins exercise and real."""
    with store.changing(by, key) as change:
        change.require(Verb.COVER_INCIDENT, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        _open(plan)
        joining = change.get(Incident, incident)
        incidents.require_state(Verb.COVER_INCIDENT, joining.state)
        if joining.exercise != plan.exercise:
            raise RuleBroken("exercise-and-real", field="incident")
        if joining.plan_id == plan.id:
            raise RuleBroken("already-covered", field="incident")
        left = joining.plan_id
        if left is not None:
            _empty_out(change, left, plan)
        before, joining.coordinator = joining.coordinator, _covered(change, plan)[0].coordinator
        joining.plan_id = plan.id
        _touch(plan)
        change.log(
            Verb.COVER_INCIDENT, Subject.PLAN, plan.id, incident=joining, plan=plan.id,
            plan_number=plan.number, left=left, from_coordinator=before, coordinator=joining.coordinator,
        )  # fmt: skip
    return plan.id


def _empty_out(change: Change, left: int, into: ActionPlan) -> None:
    """Move the actions and messages of a draft of one incident; a plan that is agreed is not taken apart."""
    old = change.get(ActionPlan, left)
    if old.state is not PlanState.DRAFT or len(_covered(change, old)) > 1:
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


def _touch(plan: ActionPlan) -> None:
    """Count the plan's version up, so that whoever looked at it before is told."""
    flag_modified(plan, "edition")


@intention
def write_part(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    plan: int,
    kind: PartKind,
    revision: int,
    state: PartState,
    text: str = "",
) -> int:
    """Write one of the five parts, or mark it not relevant with a reason (R30, R32). Every revision is kept.

    `revision` is the one the writer looked at (0: none yet). Raises Stale when somebody saved in between.
    Returns the new revision.
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.WRITE_PLAN, found)
        _open(found)
        newest = change.session.scalar(
            select(PlanPart)
            .where(PlanPart.plan_id == plan, PlanPart.kind == kind)
            .order_by(PlanPart.revision.desc())
            .limit(1)
        )
        if (newest.revision if newest else 0) != revision:
            raise _part_changed(newest)
        if state is PartState.FILLED and kind not in WRITTEN:
            raise RuleBroken("part-fills-itself", field="state")
        needs_text = state is not PartState.MISSING
        change.outcome = revision + 1
        change.add(
            PlanPart(
                plan_id=plan, kind=kind, revision=revision + 1, state=state,
                text_id=change.text("text", text) if needs_text else None,
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        _log(change, Verb.WRITE_PLAN, found, part=kind, state=state, revision=revision + 1)
    return change.outcome


def _part_changed(newest: PlanPart | None) -> Stale:
    if newest is None:
        return Stale(role=None, party=None, at=None)
    return Stale(role=newest.role, party=newest.party, at=newest.at)


@intention
def answer_support(
    store: Store, by: Viewer, key: str | None = None, *, plan: int, about: Affected, needed: bool, note: str = ""
) -> int:
    """Answer the standing question of support to residents and to staff directly affected (R10)."""
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.ANSWER_SUPPORT, found)
        _open(found)
        change.add(
            SupportAnswer(
                plan_id=plan, about=about, needed=needed,
                note_id=change.text("note", note) if needed else change.maybe_text("note", note),
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        _log(change, Verb.ANSWER_SUPPORT, found, about=about, needed=needed)
    return found.id


@intention
def put_in_force(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    seen: Seen,
    meeting_at: datetime | None,
    parties: tuple[str, ...],
    ends_at: datetime | None,
    confirmed_unowned: frozenset[int] = frozenset(),
    end_confirmed: bool = False,
) -> int:
    """Agree the plan at a meeting and put it in force until a concrete moment (R23, R31, R43). Returns the edition."""
    with store.changing(by, key) as change:
        change.require(Verb.PUT_IN_FORCE, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        actions = change.session.scalars(select(Action).where(Action.plan_id == plan.id))
        plans.require_agreed(
            plan.state,
            now=change.now,
            meeting_at=meeting_at,
            parties=parties,
            ends_at=ends_at,
            unowned=frozenset(a.id for a in actions if progress.is_unowned(a.status, a.party)),
            confirmed=confirmed_unowned,
            horizon=_horizon(change, plan, confirmed=end_confirmed),
        )
        assert ends_at is not None
        file = _standing_plan(change, plan)
        if set(parties) - set(file.parties):
            raise RuleBroken("unknown-party", field="parties")
        reserved = [p for p in parties if not mandates.agrees(agreeing_seats(change.session, plan.id, file, p))]
        edition = _new_edition(change, plan, ends_at, meeting_at=meeting_at)
        plan.state, plan.meeting_at = PlanState.IN_FORCE, meeting_at
        for party in parties:
            change.add(PlanAgreement(plan_id=plan.id, edition_id=edition.id, party=party, reserved=party in reserved))
        change.outcome = plan.edition
        _log(
            change, Verb.PUT_IN_FORCE, plan, edition=plan.edition, meeting_at=meeting_at, ends_at=ends_at,
            parties=list(parties), unowned=len(confirmed_unowned), reserved=reserved,
        )  # fmt: skip
    return change.outcome


@intention
def confirm_agreement(store: Store, by: Viewer, key: str | None = None, *, agreement: int) -> int:
    """Confirm that the own party agrees to an edition that somebody agreed to without the mandate to (6.10).

    Raises RuleBroken "closed", "no-mandate" or "nothing-reserved".
    """
    with store.changing(by, key) as change:
        found = change.get(PlanAgreement, agreement)
        access.require(by, Verb.CONFIRM_RESERVATION, owner=found.party)
        plan = change.get(ActionPlan, found.plan_id)
        _open(plan)
        own = mandates.is_own(by.person, agreed_by(change.session, found.id))
        mandates.require_confirmable(by.mandate, reserved=found.reserved, by_itself=own)
        found.reserved = False
        _touch(plan)
        _log(change, Verb.CONFIRM_RESERVATION, plan, edition=change.get(PlanEdition, found.edition_id).number)
        change.outcome = found.id
    return change.outcome


def _new_edition(
    change: Change, plan: ActionPlan, ends_at: datetime, *, meeting_at: datetime | None, reason_id: int | None = None,
    reopens: bool = False,
) -> PlanEdition:  # fmt: skip
    plan.edition += 1
    plan.ends_at = ends_at
    by = change.by
    return change.add(
        PlanEdition(
            plan_id=plan.id, number=plan.edition, meeting_at=meeting_at, ends_at=ends_at, reason_id=reason_id,
            reopens=reopens, at=change.now, person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip


@intention
def extend(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, ends_at: datetime | None, reason: str,
    end_confirmed: bool = False,
) -> int:  # fmt: skip
    """Extend the plan with a reason: a new edition, counted (6.5). Returns how many extensions there are."""
    with store.changing(by, key) as change:
        change.require(Verb.EXTEND, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        plans.require_extension(
            plan.state, now=change.now, old_end=plan.ends_at, ends_at=ends_at, reason=reason,
            horizon=_horizon(change, plan, confirmed=end_confirmed),
        )  # fmt: skip
        assert ends_at is not None
        old = plan.ends_at
        _new_edition(change, plan, ends_at, meeting_at=None, reason_id=change.text("reason", reason))
        plan.extensions += 1
        change.outcome = plan.extensions
        _log(change, Verb.EXTEND, plan, edition=plan.edition, from_end=old, ends_at=ends_at, count=plan.extensions)
    return change.outcome


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
        _log(change, Verb.GIVE_IMPRESSION, found)
    return found.id


@intention
def close(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Close the plan and every incident it covers; refuses until all readiness rules hold (R9, R10, domain.md 7)."""
    with store.changing(by, key) as change:
        change.require(Verb.CLOSE, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        plans.require_closable(plan.state, standing(change.session, plan.id, _standing_plan(change, plan)))
        plan.state, plan.closed_at = PlanState.CLOSED, change.now
        for incident in _covered(change, plan):
            if incident.state is IncidentState.ACTIVE:
                incident.state, incident.ended_at = IncidentState.CLOSED, change.now
        _log(change, Verb.CLOSE, plan, overdue_minutes=_late(plan, change.now))
    return plan.id


@intention
def reopen(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, ends_at: datetime | None, reason: str,
    end_confirmed: bool = False,
) -> int:  # fmt: skip
    """Take a closed plan up again, with every incident that closed with it: a new edition. Returns its number.

    Raises RuleBroken "plan-not-closed", "nothing-to-reopen", "no-end-time", "end-in-the-past", "say-why".
    """
    with store.changing(by, key) as change:
        change.require(Verb.REOPEN, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        closed = [i for i in _covered(change, plan) if i.state is IncidentState.CLOSED and i.ended_at == plan.closed_at]
        plans.require_reopening(
            plan.state, now=change.now, closed_with_it=len(closed), ends_at=ends_at, reason=reason,
            horizon=_horizon(change, plan, confirmed=end_confirmed),
        )  # fmt: skip
        assert ends_at is not None
        _new_edition(change, plan, ends_at, meeting_at=None, reason_id=change.text("reason", reason), reopens=True)
        plan.state, plan.closed_at = PlanState.IN_FORCE, None
        for incident in closed:
            incident.state, incident.ended_at, incident.evaluated_at = IncidentState.ACTIVE, None, None
        change.outcome = plan.edition
        _log(change, Verb.REOPEN, plan, edition=plan.edition, ends_at=ends_at, incidents=len(closed))
    return change.outcome


def _late(plan: ActionPlan, now: datetime) -> int:
    """How many minutes past its end time the plan closes."""
    return max(0, int((now - plan.ends_at).total_seconds() // 60)) if plan.ends_at else 0
