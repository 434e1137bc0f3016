"""What lasts longer goes to an ordinary forum: handed over, confirmed, dealt with (plan line 69: R44, R45; 6.5)."""

from datetime import date
from typing import Any

from data.commands.actions import log, note_on, running, tell
from data.entities import Action, HandOver, Incident
from data.errors import NotAllowed, RuleBroken
from data.rules import hand_overs, progress
from data.rules.access import Viewer
from data.rules.times import day_of
from data.storage import Change, Seen, Store, intention
from data.storage.fora import next_day
from data.storage.hand_overs import newest
from data.vocabulary import ActionStatus, Subject, Verb


@intention
def hand_over(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    seen: Seen,
    forum: str,
    receiver: str | None = None,
    due: date | None = None,
    note: str = "",
) -> int:
    """Hand an action over to an ordinary forum of the plan file, from the moment it is proposed (R45).

    `receiver` is a role code, the forum's first if none is said; `due` is a day, the forum's next if none is said.
    Raises RuleBroken "unknown-forum", "choose-receiver", "no-due-day", "due-in-the-past", each with its field.
    """
    with store.changing(by, key) as change:
        action = change.again(Action, seen)
        change.require(Verb.HAND_OVER, action, owner=action.party)
        incident = running(change, action)
        hand_overs.forum_of(change.plan_of(incident.standing_plan_id), forum)
        before, action.status = action.status, progress.move(action.status, ActionStatus.HANDED_OVER)
        made = _given(change, action, incident, forum, receiver, due)
        action.forum = forum
        tell(change, action, note_on(change, action, "note", note), None, change.now)
        log(
            change, Verb.HAND_OVER, action, incident, before=before, after=action.status, forum=forum,
            receiver=made.receiver, due=made.due.isoformat(),
        )  # fmt: skip
    return action.id


def _given(
    change: Change, action: Action, incident: Incident, forum: str, receiver: str | None, due: date | None
) -> HandOver:
    """The hand-over beside its action."""
    plan, today = change.plan_of(incident.standing_plan_id), day_of(change.now)
    by = change.by
    return change.add(
        HandOver(
            incident_id=incident.id, action_id=action.id, forum=forum,
            receiver=hand_overs.receiver_of(plan, forum, receiver),
            due=hand_overs.due_day(due, next_day(change.session, change.plan.fora.get(forum), today), today),
            at=change.now, person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip


@intention
def register_hand_over(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, receiver: str | None = None, due: date | None
) -> int:
    """Say who receives, and by when, what was handed over before that was kept; also when its plan is closed.

    Its line is about the hand-over: the action did not move. Raises RuleBroken "not-handed-over" or
    "hand-over-registered", and what `hand_over` raises about receiver and day.
    """
    with store.changing(by, key) as change:
        action = change.again(Action, seen)
        _require_answer(change, action, action.forum)
        if action.status is not ActionStatus.HANDED_OVER or action.forum is None:
            raise RuleBroken("not-handed-over")
        if newest(change.session, [action.id]):
            raise RuleBroken("hand-over-registered")
        made = _given(change, action, change.get(Incident, action.incident_id), action.forum, receiver, due)
        _say(change, Verb.HAND_OVER, made, action, receiver=made.receiver, due=made.due.isoformat())
    return made.id


def _require_answer(change: Change, about: Action | HandOver, forum: str | None) -> None:
    """The right, and that it is not another forum's: a board says nothing for the council. Raises NotAllowed."""
    change.require(Verb.CONFIRM_HAND_OVER, about)
    if forum is not None and not hand_overs.may_answer(change.plan, change.by.role, forum):
        raise NotAllowed("not-allowed", verb=Verb.CONFIRM_HAND_OVER)


def _say(change: Change, verb: Verb, row: HandOver, action: Action, **facts: Any) -> None:
    change.log(
        verb, Subject.HAND_OVER, row.id, incident=change.get(Incident, row.incident_id), plan=action.plan_id,
        action=action.id, number=action.number, responsible=action.party, forum=row.forum, **facts,
    )  # fmt: skip


@intention
def confirm_hand_over(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, answered_on: date | None = None
) -> int:
    """The forum has it: by who answers for it, or by others who may with the day of its answer.

    Raises RuleBroken "hand-over-withdrawn", "hand-over-dealt-with", "hand-over-confirmed", and with the field
    answered_on "no-answer-day", "answered-ahead", "answered-before".
    """
    with store.changing(by, key) as change:
        row = change.again(HandOver, seen)
        _require_answer(change, row, row.forum)
        hand_overs.require_open(dealt=row.dealt_at is not None, withdrawn=row.withdrawn_at is not None)
        hand_overs.require_confirmable(
            confirmed=row.confirmed_at is not None, own=hand_overs.answers(change.plan, by.role, row.forum),
            answered_on=answered_on, handed_on=day_of(row.at), today=day_of(change.now),
        )  # fmt: skip
        row.confirmed_at, row.confirmed_role, row.answered_on = change.now, by.role, answered_on
        answered = None if answered_on is None else answered_on.isoformat()
        _say(change, Verb.CONFIRM_HAND_OVER, row, change.get(Action, row.action_id), answered_on=answered)
    return row.id


@intention
def deal_with_hand_over(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, outcome: str = "") -> int:
    """The forum has dealt with it, and this came of it; it leaves the forum's list.

    Of an action that concerns individuals no outcome is written (R56). Raises RuleBroken "hand-over-withdrawn",
    "hand-over-dealt-with", and with the field outcome "text-missing", "person-related".
    """
    with store.changing(by, key) as change:
        row = change.again(HandOver, seen)
        _require_answer(change, row, row.forum)
        hand_overs.require_open(dealt=row.dealt_at is not None, withdrawn=row.withdrawn_at is not None)
        action = change.get(Action, row.action_id)
        silent = action.person_related
        row.outcome_id = note_on(change, action, "outcome", outcome) if silent else change.text("outcome", outcome)
        row.dealt_at = change.now
        _say(change, Verb.DEAL_WITH_HAND_OVER, row, action)
    return row.id
