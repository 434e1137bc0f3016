"""Decisions in words, an action while it is being decided, and the minutes they make. Source: domain.md 1.3, 3.5, R23.

A decision is never edited: a mistake is corrected by a new one that says which it corrects.
"""

from sqlalchemy import select

from data.commands.actions import add_proposal
from data.commands.descriptions import Description
from data.commands.meetings import incident_of, log, require_floor, standing_of, state_of
from data.entities import Attendance, Decision, Incident, Meeting
from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import access, decisions, meetings
from data.rules.access import Viewer
from data.rules.meetings import MeetingState
from data.storage import Change, Seen, Store, intention
from data.vocabulary import DecisionKind, Subject, Verb


@intention
def decide(
    store: Store, by: Viewer, key: str | None = None, *, meeting: int, kind: DecisionKind, text: str,
    takers: tuple[str, ...], item: int | None = None,
) -> int:  # fmt: skip
    """Note what the parties decide, and which of them; returns its id.

    `takers` are codes of parties that are represented now, `item` the item of the agenda it was decided in.
    Raises RuleBroken "meeting-not-running", "closed-item-running", "no-takers", "unknown-party", "party-not-present".
    """
    with store.changing(by, key) as change:
        found = change.get(Meeting, meeting)
        change.require(Verb.DECIDE, found)
        _require_takers(change, found, takers)
        made = _add(change, found, kind, change.text("text", text), takers, item)
    return made.id


@intention
def decide_action(
    store: Store, by: Viewer, key: str | None = None, *, meeting: int, incident: int, described: Description,
    takers: tuple[str, ...], item: int | None = None,
) -> int:  # fmt: skip
    """A decision becomes an action with party and deadline while it is being spoken: both, or neither.

    The words are said once and stand in both. Returns the action's id; it is proposed until its party accepts (R29).
    """
    with store.changing(by, key) as change:
        found = change.get(Meeting, meeting)
        change.require(Verb.DECIDE, found)
        change.require(Verb.PROPOSE_ACTION, found)
        _require_takers(change, found, takers)
        covered = change.get(Incident, incident)
        if covered.plan_id != found.plan_id:
            raise RuleBroken("choose-incident", field="incident")
        action = add_proposal(change, covered, described)
        _add(change, found, DecisionKind.OTHER, action.what_id, takers, item, action=action.id)
        change.outcome = action.id
    return change.outcome


def _require_takers(change: Change, meeting: Meeting, takers: tuple[str, ...]) -> None:
    require_floor(change, meeting)
    standing = standing_of(change, meeting)
    decisions.require_takers(takers, known=standing.parties, present=_represented(change, meeting, standing))


def _represented(change: Change, meeting: Meeting, standing: StandingPlan) -> set[str]:
    """The parties with somebody in a seat now."""
    seats = select(Attendance.seated).where(Attendance.meeting_id == meeting.id, Attendance.left_at.is_(None))
    return {party for seat in change.session.scalars(seats) if (party := standing.roles[seat].party)}


def _add(
    change: Change, meeting: Meeting, kind: DecisionKind, text: int, takers: tuple[str, ...], item: int | None, *,
    action: int | None = None, corrects: int | None = None, verb: Verb = Verb.DECIDE,
) -> Decision:  # fmt: skip
    by = change.by
    made = change.add(
        Decision(
            plan_id=meeting.plan_id, meeting_id=meeting.id, item=item, kind=kind, text_id=text, takers=list(takers),
            action_id=action, corrects_id=corrects, at=change.now, person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip
    change.log(
        verb, Subject.DECISION, made.id, incident=incident_of(change, meeting.plan_id), plan=meeting.plan_id,
        meeting=meeting.number, kind=kind, takers=list(takers), action=action, corrects=corrects,
    )  # fmt: skip
    return made


@intention
def correct_minutes(
    store: Store, by: Viewer, key: str | None = None, *, meeting: int, text: str, corrects: int | None = None
) -> int:
    """Correct a decision of a meeting that has ended, or add what was forgotten (`corrects` None). Returns its id.

    Raises RuleBroken "meeting-not-ended", "already-corrected" (correct the correction), "not-of-this-meeting".
    """
    with store.changing(by, key) as change:
        found = change.get(Meeting, meeting)
        change.require(Verb.CORRECT_MINUTES, found)
        meetings.require(MeetingState.ENDED, state_of(found))
        old = None if corrects is None else _correctable(change, found, corrects)
        made = _add(
            change, found, old.kind if old else DecisionKind.OTHER, change.text("text", text),
            tuple(old.takers) if old else (), old.item if old else None, action=old.action_id if old else None,
            corrects=corrects, verb=Verb.CORRECT_MINUTES,
        )  # fmt: skip
    return made.id


def _correctable(change: Change, meeting: Meeting, number: int) -> Decision:
    old = change.get(Decision, number)
    if old.meeting_id != meeting.id:
        raise RuleBroken("not-of-this-meeting")
    if change.session.scalar(select(Decision.id).where(Decision.corrects_id == number).limit(1)) is not None:
        raise RuleBroken("already-corrected")
    return old


@intention
def approve_minutes(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Approve the minutes of a meeting that has ended: its chair, or whoever holds the verb (domain.md 3.5).

    Raises RuleBroken "meeting-not-ended", "already-approved" (unless something was corrected since).
    """
    with store.changing(by, key) as change:
        meeting = change.get(Meeting, seen.id)
        if not (by.role == meeting.chair and access.may(by, Verb.RUN_MEETING)):
            change.require(Verb.APPROVE_MINUTES, meeting)
        meeting = change.again(Meeting, seen)
        meetings.require(MeetingState.ENDED, state_of(meeting))
        assert meeting.ended_at is not None
        later = select(Decision.at).where(Decision.meeting_id == meeting.id, Decision.at >= meeting.ended_at)
        decisions.require_approvable(meeting.approved_at, change.session.scalars(later))
        meeting.approved_at, meeting.approved_role = change.now, by.role
        log(change, Verb.APPROVE_MINUTES, meeting)
    return meeting.id
