"""Actions: proposed by anybody, accepted only by their party. Source: plan lines 57, 65 (R29, R35-R38), 6.3, 6.29."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from data.commands.descriptions import Description, check, facts, put
from data.entities import Action, ActionPlan, Incident, Progress
from data.errors import RuleBroken
from data.rules import access, incidents, mandates, progress, times
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, hand_overs, intention
from data.storage.reading import WHOLE
from data.storage.seats import accepted_by, running_seats
from data.vocabulary import ActionStatus, PlanState, Subject, Verb


@intention
def propose_action(store: Store, by: Viewer, key: str | None = None, *, incident: int, described: Description) -> int:
    """Propose an action for an active incident; returns its id. It is proposed until its party accepts (R29)."""
    access.require(by, Verb.PROPOSE_ACTION)
    with store.changing(by, key) as change:
        change.outcome = add_proposal(change, change.get(Incident, incident), described).id
    return change.outcome


def add_proposal(change: Change, incident: Incident, described: Description) -> Action:
    """A proposed action, remembered and logged: for whatever intention ends in one."""
    incidents.require_state(Verb.PROPOSE_ACTION, incident.state)
    if incident.plan_id is None:
        raise RuleBroken("inform-only")
    checked = check(change, change.plan_of(incident.standing_plan_id), described)
    action = change.add(
        Action(
            incident_id=incident.id, plan_id=incident.plan_id, number=_next_number(change, incident.plan_id),
            entry=described.entry, person_related=checked.person_related, what_id=checked.what,
            where_id=checked.where, party=described.party, leaders=list(described.leaders),
            target_groups=list(described.target_groups), deadline=described.deadline, status=ActionStatus.PROPOSED,
            proposed_at=change.now, told_at=change.now, starts_at=described.starts_at, evidence_id=checked.evidence,
            helpers=list(described.helpers), networks=list(described.networks),
        )
    )  # fmt: skip
    log(change, Verb.PROPOSE_ACTION, action, incident, entry=described.entry, **facts(described))
    return action


def _next_number(change: Change, plan: int) -> int:
    """The plan's next number; a guest does not see every action of it, and must not give a number twice."""
    highest = select(func.max(Action.number)).where(Action.plan_id == plan)
    return (change.session.scalar(highest.execution_options(**{WHOLE: True})) or 0) + 1


def running(change: Change, action: Action) -> Incident:
    """The action's incident, if the plan is not closed. Raises RuleBroken "closed"."""
    if change.get(ActionPlan, action.plan_id).state is PlanState.CLOSED:
        raise RuleBroken("closed")
    return change.get(Incident, action.incident_id)


def log(change: Change, verb: Verb, action: Action, incident: Incident, **facts: Any) -> None:
    """Say what happened to an action."""
    change.log(
        verb, Subject.ACTION, action.id, incident=incident, plan=action.plan_id,
        number=action.number, responsible=action.party, **facts,
    )  # fmt: skip


@intention
def describe_action(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, described: Description) -> int:
    """Say better what an action is, or give it an owner. What a party has accepted changes hands only through it."""
    access.require(by, Verb.DESCRIBE_ACTION)
    with store.changing(by, key) as change:
        action = change.again(Action, seen)
        incident = running(change, action)
        checked = check(change, change.plan_of(incident.standing_plan_id), described)
        if action.status in progress.TERMINAL:
            raise RuleBroken("action-ended")
        if described.party != action.party and action.status is not ActionStatus.PROPOSED:
            raise RuleBroken("already-accepted", field="party")
        before = action.party
        put(action, described, checked)
        log(change, Verb.DESCRIBE_ACTION, action, incident, before=before, **facts(described))
    return action.id


@intention
def accept_action(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """A party takes an action on: only the party itself (R29). Without a full mandate it is a reservation (6.10)."""
    with store.changing(by, key) as change:
        action = change.again(Action, seen)
        access.require(by, Verb.ACCEPT_ACTION, owner=action.party)
        incident = running(change, action)
        before, action.status = action.status, progress.move(action.status, ActionStatus.ACCEPTED)
        seats = running_seats(change.session, action.plan_id, change.plan_of(incident.standing_plan_id), action.party)
        action.reserved = not mandates.commits(by.mandate, by.role, seats)
        tell(change, action, None, None, change.now)
        log(change, Verb.ACCEPT_ACTION, action, incident, before=before, after=action.status, reserved=action.reserved)
    return action.id


@intention
def confirm_reservation(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Confirm what somebody of the own party accepted without the mandate to: with a full mandate only (6.10).

    Raises RuleBroken "closed", "no-mandate" or "nothing-reserved".
    """
    with store.changing(by, key) as change:
        action = change.again(Action, seen)
        access.require(by, Verb.CONFIRM_RESERVATION, owner=action.party)
        incident = running(change, action)
        waits = mandates.awaits(action.status, reserved=action.reserved)
        own = mandates.is_own(by.person, accepted_by(change.session, action.id))
        mandates.require_confirmable(by.mandate, reserved=waits, by_itself=own)
        action.reserved = False
        log(change, Verb.CONFIRM_RESERVATION, action, incident)
    return action.id


@intention
def update_progress(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    seen: Seen,
    status: ActionStatus,
    note: str = "",
    seen_by: str = "",
    happened_at: datetime | None = None,
    time_confirmed: bool = False,
) -> int:
    """Tell where an action stands, or only what was done (the same status again).

    `happened_at` (UTC) is when it happened, apart from when it is registered (6.9); `seen_by` how one can see it.
    Two notes never collide; only a changed status asks for the action as it was seen (6.6).
    """
    with store.changing(by, key) as change:
        action = change.get(Action, seen.id)
        if status is not action.status:
            action = change.again(Action, seen)
        access.require(by, Verb.UPDATE_PROGRESS, owner=action.party)
        incident = running(change, action)
        when = happened_at or change.now
        times.require_plausible(when, change.now, confirmed=time_confirmed)
        before = action.status
        if status is not before and status not in progress.TOLD:
            raise RuleBroken("no-such-move", current=before, wanted=status)
        if status is not before:
            action.status = progress.move(
                before, status, note=note, seen_by=seen_by, person_related=action.person_related
            )
        elif before in progress.TERMINAL:
            raise RuleBroken("action-ended")
        elif not note.strip():
            raise RuleBroken("text-missing", field="note")
        tell(change, action, note_on(change, action, "note", note), note_on(change, action, "seen_by", seen_by), when)
        log(
            change, Verb.UPDATE_PROGRESS, action, incident, before=before, after=action.status, happened_at=when,
        )  # fmt: skip
    return action.id


def note_on(change: Change, action: Action, field: str, words: str) -> int | None:
    """A free text about an action; a person-related one takes none (R56)."""
    if action.person_related and words.strip():
        raise RuleBroken("person-related", field=field)
    return change.maybe_text(field, words)


def tell(change: Change, action: Action, note: int | None, seen_by: int | None, when: datetime) -> None:
    """Remember what was told about an action, and by whom."""
    by = change.by
    if by.party == action.party:
        action.told_at = change.now
    change.add(
        Progress(
            incident_id=action.incident_id, action_id=action.id, status=action.status, note_id=note,
            seen_by_id=seen_by, happened_at=when, at=change.now, person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip


@intention
def decline_action(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, note: str) -> int:
    """*Vi kan ikke*: the party gives the action back with the reason; it is unowned until somebody takes it (6.3)."""
    with store.changing(by, key) as change:
        action = change.again(Action, seen)
        access.require(by, Verb.DECLINE_ACTION, owner=action.party)
        incident = running(change, action)
        before, action.status = (
            action.status,
            progress.decline(action.status, note=note, person_related=action.person_related),
        )
        declined = action.party
        tell(change, action, note_on(change, action, "note", note), None, change.now)
        action.party, action.leaders, action.reserved = None, [], False
        log(change, Verb.DECLINE_ACTION, action, incident, before=before, after=action.status, declined=declined)
    return action.id


@intention
def cancel_action(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, note: str) -> int:
    """Cancel an action, with a reason."""
    with store.changing(by, key) as change:
        action = change.again(Action, seen)
        change.require(Verb.CANCEL_ACTION, action, owner=action.party)
        incident = running(change, action)
        before, action.status = (
            action.status,
            progress.move(action.status, ActionStatus.CANCELLED, note=note, person_related=action.person_related),
        )
        tell(change, action, note_on(change, action, "note", note), None, change.now)
        log(change, Verb.CANCEL_ACTION, action, incident, before=before, after=action.status)
    return action.id


@intention
def reopen_action(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, note: str) -> int:
    """Open an ended action again, only with a reason (6.29); what was handed over is the forum's no longer (R45)."""
    with store.changing(by, key) as change:
        action = change.again(Action, seen)
        change.require(Verb.REOPEN_ACTION, action, owner=action.party)
        incident = running(change, action)
        before, action.status = (
            action.status,
            progress.reopen(action.status, note=note, person_related=action.person_related),
        )
        taken_back = {"withdrawn": action.forum} if _withdraw(change, action) else {}
        action.forum = None
        action.reserved = mandates.awaits(action.status, reserved=action.reserved)  # proposed anew, accepted anew
        tell(change, action, note_on(change, action, "note", note), None, change.now)
        log(change, Verb.REOPEN_ACTION, action, incident, before=before, after=action.status, **taken_back)
    return action.id


def _withdraw(change: Change, action: Action) -> bool:
    """Take a hand-over back, unless the forum has dealt with it; whether the forum had it on its list."""
    if action.forum is None:
        return False
    row = hand_overs.newest(change.session, [action.id]).get(action.id)
    if row is not None and row.dealt_at is not None:
        return False
    if row is not None:
        row.withdrawn_at = change.now
    return True
