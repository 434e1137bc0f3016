"""A meeting is called, opened, and people take their seats. Source: plan lines 25, 47 (R14, R15, R20, R21)."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from data.entities import ActionPlan, AgendaStep, Attendance, ClosedItem, Incident, Meeting
from data.errors import RuleBroken
from data.plan import Role, StandingPlan
from data.rules import access, agenda, meetings
from data.rules.access import Viewer
from data.rules.meetings import MeetingState, Times
from data.storage import Change, Seen, Store, intention
from data.storage.outbox import queue
from data.vocabulary import MailKind, Mandate, SeatKind, Subject, Verb, Way


def state_of(meeting: Meeting) -> MeetingState:
    """Where a meeting stands."""
    return meetings.state_of(Times(meeting.started_at, meeting.ended_at, meeting.cancelled_at))


def incident_of(change: Change, plan: int) -> Incident:
    """The first incident that the plan covers: its plan file rules, and its number names the mails."""
    found = change.session.scalar(select(Incident).where(Incident.plan_id == plan).order_by(Incident.id).limit(1))
    assert found is not None, "a plan covers an incident"
    return found


def standing_of(change: Change, meeting: Meeting) -> StandingPlan:
    """The plan file that the meeting is held under."""
    return change.plan_of(incident_of(change, meeting.plan_id).standing_plan_id)


def agenda_of(change: Change, meeting: Meeting) -> agenda.Agenda:
    """The agenda that the meeting goes through."""
    return agenda.agenda_of(standing_of(change, meeting), follow_up=meeting.follow_up)


def closed_item_runs(change: Change, meeting: Meeting) -> bool:
    """Whether the item of plan line 73 runs now: nothing can be written then, by anybody (R49)."""
    running = select(ClosedItem.id).where(ClosedItem.meeting_id == meeting.id, ClosedItem.ended_at.is_(None))
    return change.session.scalar(running.limit(1)) is not None


def require_floor(change: Change, meeting: Meeting) -> None:
    """Raise RuleBroken "meeting-not-running" or "closed-item-running" unless the meeting can take something down."""
    meetings.require(MeetingState.RUNNING, state_of(meeting))
    if closed_item_runs(change, meeting):
        raise RuleBroken("closed-item-running")


def step_to(change: Change, meeting: Meeting, item: int | None) -> None:
    """End the running step of the agenda and begin the next; None for none."""
    running = select(AgendaStep).where(AgendaStep.meeting_id == meeting.id, AgendaStep.ended_at.is_(None))
    for step in change.session.scalars(running):
        step.ended_at = change.now
    meeting.item = item
    if item is not None:
        change.add(AgendaStep(plan_id=meeting.plan_id, meeting_id=meeting.id, item=item, started_at=change.now))


def log(change: Change, verb: Verb, meeting: Meeting, **facts: Any) -> None:
    """Say in the log what happened to a meeting."""
    incident = incident_of(change, meeting.plan_id)
    change.log(
        verb, Subject.MEETING, meeting.id, incident=incident, plan=meeting.plan_id, meeting=meeting.number, **facts
    )


@intention
def call_meeting(
    store: Store, by: Viewer, key: str | None = None, *, plan: int, planned_at: datetime | None, chair: str,
    recorder: str | None = None, place: str = "", link: str = "",
) -> int:  # fmt: skip
    """Call the group to a meeting about a plan; returns its id. Every fixed member with an address gets a summons.

    The first one is the emergency meeting, later ones follow up. `planned_at` is UTC, at least one of place and link is
    given. Raises RuleBroken "closed", "meeting-unfinished", "no-time", "unknown-role", "text-missing" (place).
    """
    access.require(by, Verb.CALL_MEETING)
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        earlier = change.session.scalars(select(Meeting).where(Meeting.plan_id == plan)).all()
        states = [state_of(meeting) for meeting in earlier]
        unfinished = states.count(MeetingState.CALLED) + states.count(MeetingState.RUNNING)
        meetings.require_callable(found.state, unfinished=unfinished)
        incident = incident_of(change, plan)
        _check(change.plan_of(incident.standing_plan_id), planned_at, chair, recorder)
        assert planned_at is not None
        place_id, link_id = _where(change, place, link)
        highest = select(func.max(Meeting.number)).where(Meeting.plan_id == plan)
        meeting = change.add(
            Meeting(
                plan_id=plan, number=(change.session.scalar(highest) or 0) + 1,
                follow_up=MeetingState.ENDED in states, planned_at=planned_at, place_id=place_id, link_id=link_id,
                chair=chair, recorder=recorder, at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.outcome = meeting.id
        mails = queue(change, MailKind.SUMMONS, incident, _members(change, meeting), meeting)
        log(change, Verb.CALL_MEETING, meeting, planned_at=planned_at, chair=chair, recorder=recorder, mails=mails)
    return change.outcome


def _check(standing: StandingPlan, planned_at: datetime | None, chair: str, recorder: str | None) -> None:
    if planned_at is None:
        raise RuleBroken("no-time", field="planned_at")
    if chair not in standing.roles:
        raise RuleBroken("unknown-role", field="chair")
    if recorder is not None and recorder not in standing.roles:
        raise RuleBroken("unknown-role", field="recorder")


def _where(change: Change, place: str, link: str) -> tuple[int | None, int | None]:
    """A place or a link, as texts; without either nobody finds the meeting."""
    if not place.strip() and not link.strip():
        raise RuleBroken("text-missing", field="place")
    return change.maybe_text("place", place), change.maybe_text("link", link)


def _members(change: Change, meeting: Meeting) -> list[tuple[str, int | None]]:
    return [(role.code, None) for role in standing_of(change, meeting).permanent_roles]


@intention
def change_meeting(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, planned_at: datetime | None, chair: str,
    recorder: str | None = None, place: str = "", link: str = "",
) -> int:  # fmt: skip
    """Move a meeting that has not begun, or give it another place, chair or recorder; a new summons goes out."""
    access.require(by, Verb.CALL_MEETING)
    with store.changing(by, key) as change:
        meeting = change.again(Meeting, seen)
        meetings.require(MeetingState.CALLED, state_of(meeting))
        _check(standing_of(change, meeting), planned_at, chair, recorder)
        assert planned_at is not None
        meeting.planned_at, meeting.chair, meeting.recorder = planned_at, chair, recorder
        meeting.place_id, meeting.link_id = _where(change, place, link)
        mails = queue(
            change, MailKind.SUMMONS, incident_of(change, meeting.plan_id), _members(change, meeting), meeting
        )
        log(change, Verb.CHANGE_MEETING, meeting, planned_at=planned_at, chair=chair, recorder=recorder, mails=mails)
    return meeting.id


@intention
def start_meeting(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Open a meeting that was called; its first item runs from now."""
    access.require(by, Verb.RUN_MEETING)
    with store.changing(by, key) as change:
        meeting = change.again(Meeting, seen)
        meetings.require(MeetingState.CALLED, state_of(meeting))
        meeting.started_at = change.now
        step_to(change, meeting, next(iter(agenda.steps(agenda_of(change, meeting))), None))
        log(change, Verb.START_MEETING, meeting)
    return meeting.id


@intention
def seat(
    store: Store, by: Viewer, key: str | None = None, *, meeting: int, role: str, kind: SeatKind, mandate: Mandate,
    way: Way, limit: str = "",
) -> int:  # fmt: skip
    """Note who takes part: for which role, as whom, with what mandate, how (R15, R21). Returns the seat's id.

    Somebody seated for the role already is relieved: that seat ends now. Without SEAT one seats oneself (ATTEND).
    Raises RuleBroken "meeting-not-running", "unknown-role", "seat-not-allowed", "say-limit".
    """
    access.require(by, Verb.ATTEND if role == by.role else Verb.SEAT)
    with store.changing(by, key) as change:
        found = change.get(Meeting, meeting)
        meetings.require(MeetingState.RUNNING, state_of(found))
        known = standing_of(change, found).roles.get(role)
        if known is None:
            raise RuleBroken("unknown-role", field="role")
        meetings.require_seat(kind, mandate, limit, allowed=seats_for(known))
        for old in change.session.scalars(_seated(meeting).where(Attendance.seated == role)):
            old.left_at = change.now
        made = change.add(
            Attendance(
                plan_id=found.plan_id, meeting_id=meeting, seated=role, seat=kind, mandate=mandate, way=way,
                limit_id=change.text("limit", limit) if mandate is Mandate.LIMITED else None, came_at=change.now,
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.outcome = made.id
        log(
            change, Verb.ATTEND if role == by.role else Verb.SEAT, found, seated=role, seat=kind, mandate=mandate,
            way=way,
        )  # fmt: skip
    return change.outcome


def seats_for(role: Role) -> tuple[SeatKind, ...]:
    """As what somebody may sit for this role; who drafts the plan sits as a member of the group does."""
    return meetings.seats_for(member=role.permanent or role.drafter, management=role.level_management or role.drafter)


def _seated(meeting: int) -> Any:
    return select(Attendance).where(Attendance.meeting_id == meeting, Attendance.left_at.is_(None))


@intention
def leave_seat(store: Store, by: Viewer, key: str | None = None, *, seat: int) -> int:
    """Note that somebody has left the meeting; twice is once."""
    with store.changing(by, key) as change:
        found = change.get(Attendance, seat)
        access.require(by, Verb.ATTEND if found.seated == by.role else Verb.SEAT)
        meeting = change.get(Meeting, found.meeting_id)
        meetings.require(MeetingState.RUNNING, state_of(meeting))
        found.left_at = found.left_at or change.now
        change.outcome = found.id
        log(change, Verb.LEAVE_SEAT, meeting, seated=found.seated)
    return found.id
