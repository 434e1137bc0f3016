"""A meeting is called, opened, and people take their seats. Source: plan lines 25, 47 (R14, R15, R20, R21)."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from data.entities import ActionPlan, AgendaStep, Attendance, ClosedItem, Incident, Meeting
from data.errors import RuleBroken
from data.plan import Role, StandingPlan
from data.rules import agenda, closed_item, mandates, meetings
from data.rules.access import Viewer
from data.rules.closed_item import Seat
from data.rules.meetings import MeetingState, Times
from data.storage import Change, Seen, Store, intention
from data.storage.outbox import queue, summoned, withdraw
from data.storage.reading import WHOLE
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


def closed_item_of(change: Change, plan: int) -> ClosedItem | None:
    """The closed item that runs at a meeting about this plan, whoever asks."""
    running = select(ClosedItem).where(ClosedItem.plan_id == plan, ClosedItem.ended_at.is_(None)).limit(1)
    return change.session.scalar(running.execution_options(**{WHOLE: True}))


def require_open(change: Change, plan: int) -> None:
    """Nothing is written at a meeting while its closed item runs; asked before any text is taken in (R48, 6.2).

    Raises RuleBroken "closed-item-running".
    """
    closed_item.require_open(running=closed_item_of(change, plan) is not None)


def covered(change: Change, role: str) -> bool:
    """Whether the role's party is covered in the plan in use, as its holder's rights are; unknown is no (R47)."""
    party = change.plan.party_of(role)
    return party is not None and party.covered_115


def _require_seating(change: Change, plan: int, role: str, kind: SeatKind, limit: str = "") -> None:
    seat, running = Seat(role, kind, covered(change, role)), closed_item_of(change, plan) is not None
    closed_item.require_seating(change.by, seat, limit, running=running)


def agenda_of(change: Change, meeting: Meeting) -> agenda.Agenda:
    """The agenda that the meeting goes through."""
    return agenda.agenda_of(standing_of(change, meeting), follow_up=meeting.follow_up)


def require_floor(change: Change, meeting: Meeting) -> None:
    """Raise RuleBroken "meeting-not-running" or "closed-item-running" unless the meeting can take something down."""
    meetings.require(MeetingState.RUNNING, state_of(meeting))
    require_open(change, meeting.plan_id)


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
    given. Raises RuleBroken "closed", "meeting-unfinished", "no-time", "meeting-in-the-past", "unknown-role",
    "text-missing" (place), "not-a-link".
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.CALL_MEETING, found)
        earlier = change.session.scalars(select(Meeting).where(Meeting.plan_id == plan)).all()
        states = [state_of(meeting) for meeting in earlier]
        unfinished = states.count(MeetingState.CALLED) + states.count(MeetingState.RUNNING)
        meetings.require_callable(found.state, unfinished=unfinished)
        incident = incident_of(change, plan)
        _check(change.plan_of(incident.standing_plan_id), planned_at, chair, recorder, change.now)
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
        mails = queue(change, MailKind.SUMMONS, incident, summoned(change, meeting, incident), meeting)
        log(change, Verb.CALL_MEETING, meeting, planned_at=planned_at, chair=chair, recorder=recorder, mails=mails)
    return change.outcome


def _check(
    standing: StandingPlan, planned_at: datetime | None, chair: str, recorder: str | None, now: datetime,
    before: datetime | None = None,
) -> None:  # fmt: skip
    meetings.require_time(planned_at, now, before=before)
    if chair not in standing.roles:
        raise RuleBroken("unknown-role", field="chair")
    if recorder is not None and recorder not in standing.roles:
        raise RuleBroken("unknown-role", field="recorder")


def _where(change: Change, place: str, link: str) -> tuple[int | None, int | None]:
    """A place or a link, as texts; without either nobody finds the meeting."""
    if not place.strip() and not link.strip():
        raise RuleBroken("text-missing", field="place")
    return change.maybe_text("place", place), change.maybe_link("link", link)


@intention
def change_meeting(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, planned_at: datetime | None, chair: str,
    recorder: str | None = None, place: str = "", link: str = "",
) -> int:  # fmt: skip
    """Move a meeting that has not begun, or give it another place, chair or recorder; a new summons goes out."""
    with store.changing(by, key) as change:
        change.require(Verb.CALL_MEETING, change.get(Meeting, seen.id))
        meeting = change.again(Meeting, seen)
        meetings.require(MeetingState.CALLED, state_of(meeting))
        _check(standing_of(change, meeting), planned_at, chair, recorder, change.now, meeting.planned_at)
        assert planned_at is not None
        meeting.planned_at, meeting.chair, meeting.recorder = planned_at, chair, recorder
        meeting.place_id, meeting.link_id = _where(change, place, link)
        incident = incident_of(change, meeting.plan_id)
        mails = queue(change, MailKind.SUMMONS, incident, summoned(change, meeting, incident), meeting)
        log(change, Verb.CHANGE_MEETING, meeting, planned_at=planned_at, chair=chair, recorder=recorder, mails=mails)
    return meeting.id


@intention
def cancel_meeting(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, reason: str) -> int:
    """Call a meeting off that has not begun, with a reason; who was summoned is told, the reason stands in the log.

    Raises RuleBroken "meeting-not-called", "say-why".
    """
    with store.changing(by, key) as change:
        change.require(Verb.CALL_MEETING, change.get(Meeting, seen.id))
        meeting = change.again(Meeting, seen)
        meetings.require(MeetingState.CALLED, state_of(meeting))
        if not reason.strip():
            raise RuleBroken("say-why", field="reason")
        change.text("reason", reason)
        meeting.cancelled_at = change.now
        told = withdraw(change, meeting)
        mails = queue(change, MailKind.STAND_DOWN, incident_of(change, meeting.plan_id), told, meeting)
        log(change, Verb.CANCEL_MEETING, meeting, planned_at=meeting.planned_at, mails=mails)
    return meeting.id


@intention
def start_meeting(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Open a meeting that was called; its first item runs from now."""
    with store.changing(by, key) as change:
        change.require(Verb.RUN_MEETING, change.get(Meeting, seen.id))
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

    Somebody seated for the role already is relieved: that seat ends now. Without SEAT one seats oneself (ATTEND), and
    nobody seats themselves with more than their own mandate. Raises RuleBroken "meeting-not-running", "unknown-role",
    "closed-item-running", "seat-not-allowed", "no-mandate", "say-limit".
    """
    with store.changing(by, key) as change:
        found = change.get(Meeting, meeting)
        change.require(Verb.ATTEND if role == by.role else Verb.SEAT, found)
        meetings.require(MeetingState.RUNNING, state_of(found))
        known = standing_of(change, found).roles.get(role)
        if known is None:
            raise RuleBroken("unknown-role", field="role")
        _require_seating(change, found.plan_id, role, kind, limit)
        own = by.mandate if role == by.role else Mandate.FULL
        meetings.require_seat(kind, mandate, limit, allowed=meetings.own_seats(seats_for(known), own))
        mandates.require_own(mandate, own)
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
        change.require(Verb.ATTEND if found.seated == by.role else Verb.SEAT, found)
        meeting = change.get(Meeting, found.meeting_id)
        meetings.require(MeetingState.RUNNING, state_of(meeting))
        _require_seating(change, found.plan_id, found.seated, found.seat)
        found.left_at = found.left_at or change.now
        change.outcome = found.id
        log(change, Verb.LEAVE_SEAT, meeting, seated=found.seated)
    return found.id
