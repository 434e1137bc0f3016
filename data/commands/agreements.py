"""The handlingsplan is agreed at a meeting, in force until its end, extended, opened again (R23, R31, R43; 6.5)."""

from datetime import datetime

from sqlalchemy import select

from data.commands.plans import covered, log, require_open, standing_plan_of, touch
from data.entities import Action, ActionPlan, PlanAgreement, PlanEdition
from data.errors import RuleBroken
from data.rules import access, agreement, mandates, progress
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, intention
from data.storage.seats import agreed_by, agreeing_seats
from data.vocabulary import IncidentState, PlanState, Verb


def _horizon(change: Change, plan: ActionPlan, *, confirmed: bool) -> agreement.Horizon:
    return agreement.Horizon(standing_plan_of(change, plan).limits.short_horizon_days, confirmed)


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
        agreement.require_agreed(
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
        file = standing_plan_of(change, plan)
        if set(parties) - set(file.parties):
            raise RuleBroken("unknown-party", field="parties")
        reserved = [p for p in parties if not mandates.agrees(agreeing_seats(change.session, plan.id, file, p))]
        edition = _new_edition(change, plan, ends_at, meeting_at=meeting_at)
        plan.state, plan.meeting_at = PlanState.IN_FORCE, meeting_at
        for party in parties:
            change.add(PlanAgreement(plan_id=plan.id, edition_id=edition.id, party=party, reserved=party in reserved))
        change.outcome = plan.edition
        log(
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
        require_open(plan)
        own = mandates.is_own(by.person, agreed_by(change.session, found.id))
        mandates.require_confirmable(by.mandate, reserved=found.reserved, by_itself=own)
        found.reserved = False
        touch(plan)
        log(change, Verb.CONFIRM_RESERVATION, plan, edition=change.get(PlanEdition, found.edition_id).number)
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
        agreement.require_extension(
            plan.state, now=change.now, old_end=plan.ends_at, ends_at=ends_at, reason=reason,
            horizon=_horizon(change, plan, confirmed=end_confirmed),
        )  # fmt: skip
        assert ends_at is not None
        old = plan.ends_at
        _new_edition(change, plan, ends_at, meeting_at=None, reason_id=change.text("reason", reason))
        plan.extensions += 1
        change.outcome = plan.extensions
        log(change, Verb.EXTEND, plan, edition=plan.edition, from_end=old, ends_at=ends_at, count=plan.extensions)
    return change.outcome


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
        closed = [i for i in covered(change, plan) if i.state is IncidentState.CLOSED and i.ended_at == plan.closed_at]
        agreement.require_reopening(
            plan.state, now=change.now, closed_with_it=len(closed), ends_at=ends_at, reason=reason,
            horizon=_horizon(change, plan, confirmed=end_confirmed),
        )  # fmt: skip
        assert ends_at is not None
        _new_edition(change, plan, ends_at, meeting_at=None, reason_id=change.text("reason", reason), reopens=True)
        plan.state, plan.closed_at = PlanState.IN_FORCE, None
        for incident in closed:
            incident.state, incident.ended_at, incident.evaluated_at = IncidentState.ACTIVE, None, None
        change.outcome = plan.edition
        log(change, Verb.REOPEN, plan, edition=plan.edition, ends_at=ends_at, incidents=len(closed))
    return change.outcome
