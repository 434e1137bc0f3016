"""The closed item is started and ended, and those who left come back. Source: plan line 73 (R47-R49), domain.md 6.2.

None of these takes a text: what is talked about is in nobody's browser, database or backup, because it is nowhere.
"""

from typing import Any

from sqlalchemy import select

from data.commands.meetings import closed_item_of, covered, log, require_open, state_of
from data.entities import Attendance, ClosedItem, Meeting
from data.errors import RuleBroken
from data.rules import closed_item, meetings
from data.rules.access import Viewer
from data.rules.closed_item import Sat, Seat
from data.rules.meetings import MeetingState
from data.storage import Change, Store, intention
from data.vocabulary import Verb


@intention
def start_closed_item(
    store: Store, by: Viewer, key: str | None = None, *, meeting: int, named: tuple[str, ...]
) -> int:  # fmt: skip
    """Start the closed item: everybody seated who is not entitled has left from now on. Returns its id.

    Whoever starts it stays, seated or not: no item without somebody who held it. `named` are the roles that were read
    out as those who must leave. Raises RuleBroken "meeting-not-running", "closed-item-running", "seats-changed".
    """
    closed_item.require_holder(by)
    with store.changing(by, key) as change:
        found = change.get(Meeting, meeting)
        closed_item.require_startable(state_of(found), running=closed_item_of(change, found.plan_id) is not None)
        seats = _seats(change, meeting, sitting=True)
        parting = closed_item.part([_seat(change, row) for row in seats])
        closed_item.require_named(named, parting.leaving)
        for row in (row for row in seats if row.seated in parting.leaving):
            row.left_at = change.now
        item = change.add(
            ClosedItem(
                plan_id=found.plan_id, meeting_id=meeting, started_at=change.now, started_role=by.role,
                left=list(parting.leaving), stayed=list(dict.fromkeys((*parting.staying, by.role))),
            )
        )  # fmt: skip
        change.outcome = item.id
        log(change, Verb.START_CLOSED_ITEM, found, left=item.left, stayed=item.stayed)
    return change.outcome


@intention
def end_closed_item(store: Store, by: Viewer, key: str | None = None, *, item: int) -> int:
    """End it: whoever is entitled may, not only who started it. Raises RuleBroken "closed-item-ended"."""
    closed_item.require_holder(by)
    with store.changing(by, key) as change:
        found = change.get(ClosedItem, item)
        closed_item.require_running(found.ended_at)
        found.ended_at, found.ended_role = change.now, by.role
        came = [row.seated for row in _seats(change, found.meeting_id, sitting=True) if row.seated not in found.stayed]
        found.stayed = [*found.stayed, *came]
        change.outcome = found.id
        log(
            change, Verb.END_CLOSED_ITEM, change.get(Meeting, found.meeting_id), started_at=found.started_at,
            ended_at=found.ended_at, left=found.left, stayed=found.stayed,
        )  # fmt: skip
    return change.outcome


@intention
def come_back(store: Store, by: Viewer, key: str | None = None, *, meeting: int, roles: tuple[str, ...]) -> int:
    """Those who left for a closed item take their seats again as they sat: all at once, or oneself (R48).

    Raises RuleBroken "meeting-not-running", "closed-item-running", or "already-so" when nobody of them is away.
    """
    with store.changing(by, key) as change:
        found = change.get(Meeting, meeting)
        change.require(Verb.ATTEND if set(roles) == {by.role} else Verb.SEAT, found)
        meetings.require(MeetingState.RUNNING, state_of(found))
        require_open(change, found.plan_id)
        seats = _seats(change, meeting)
        starts = change.session.scalars(select(ClosedItem.started_at).where(ClosedItem.meeting_id == meeting)).all()
        away = closed_item.away([Sat(row.seated, row.left_at) for row in seats], starts)
        last = {row.seated: row for row in seats}
        for role in (role for role in away if role in roles):
            _sit_again(change, found, last[role])
        if not change.outcome:
            raise RuleBroken("already-so")
    return change.outcome


def _sit_again(change: Change, meeting: Meeting, before: Attendance) -> None:
    by = change.by
    made = change.add(
        Attendance(
            plan_id=meeting.plan_id, meeting_id=meeting.id, seated=before.seated, seat=before.seat,
            mandate=before.mandate, way=before.way, limit_id=before.limit_id, came_at=change.now, at=change.now,
            person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip
    change.outcome = change.outcome or made.id
    log(
        change, Verb.ATTEND if made.seated == by.role else Verb.SEAT, meeting, seated=made.seated, seat=made.seat,
        mandate=made.mandate, way=made.way,
    )  # fmt: skip


def _seat(change: Change, row: Attendance) -> Seat:
    return Seat(row.seated, row.seat, covered(change, row.seated))


def _seats(change: Change, meeting: int, *, sitting: bool = False) -> list[Attendance]:
    """The seats of a meeting in the order they were taken."""
    found: Any = select(Attendance).where(Attendance.meeting_id == meeting).order_by(Attendance.id)
    return list(change.session.scalars(found.where(Attendance.left_at.is_(None)) if sitting else found))
