"""The closed item: who may hold it, who stays, who leaves, and when. Source: plan line 73 (R47-R49), domain.md 6.2.

It is timed and never written: no rule here takes a text. Whoever is not known to be covered leaves; nobody is let in
by a hurry, a reason or a higher role, because there is nothing here that could ask for one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.errors import NotAllowed, RuleBroken
from data.rules import access, meetings
from data.rules.access import Viewer
from data.rules.meetings import MeetingState
from data.vocabulary import SeatKind, Verb


@dataclass(frozen=True)
class Seat:
    """Somebody at the table: for which role, as what, and whether the role's party is covered in the plan in use."""

    role: str
    kind: SeatKind
    covered: bool


@dataclass(frozen=True)
class Parting:
    """Who leaves and who stays, as role codes in the order they sat down."""

    leaving: tuple[str, ...]
    staying: tuple[str, ...]


@dataclass(frozen=True)
class Sat:
    """A seat from when until when (UTC); None is still sitting."""

    role: str
    left_at: datetime | None


def stays(*, covered: bool, guest: bool) -> bool:
    """Whether somebody may be present. A guest leaves whoever sent them: the plan file grants it to members (R47)."""
    return covered and not guest


def stays_at(seat: Seat) -> bool:
    """Whether this seat may stay taken."""
    return stays(covered=seat.covered, guest=seat.kind is SeatKind.GUEST)


def is_entitled(viewer: Viewer) -> bool:
    """Whether this viewer may be present; whoever reads some incidents only is a guest."""
    return stays(covered=viewer.covered_115, guest=viewer.only is not None)


def may_hold(viewer: Viewer) -> bool:
    """Whether this viewer may start and end it."""
    return access.may(viewer, Verb.HOLD_CLOSED_ITEM) and is_entitled(viewer)


def require_holder(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may start and end it."""
    access.require(viewer, Verb.HOLD_CLOSED_ITEM)
    if not is_entitled(viewer):
        raise NotAllowed("not-allowed", verb=Verb.HOLD_CLOSED_ITEM)


def part(seats: Sequence[Seat]) -> Parting:
    """Everybody seated, parted into those who leave and those who stay. A role with one seat that leaves, leaves."""
    leaving = {seat.role: None for seat in seats if not stays_at(seat)}
    staying = {seat.role: None for seat in seats if seat.role not in leaving}
    return Parting(tuple(leaving), tuple(staying))


def require_startable(state: MeetingState, *, running: bool) -> None:
    """A meeting runs, and no closed item in it. Raises "meeting-not-running" or "closed-item-running"."""
    meetings.require(MeetingState.RUNNING, state)
    require_open(running=running)


def require_named(named: Collection[str], leaving: Collection[str]) -> None:
    """Who leaves was read out before the start. Raises RuleBroken "seats-changed" if that has changed since."""
    if set(named) != set(leaving):
        raise RuleBroken("seats-changed")


def require_open(*, running: bool) -> None:
    """Nobody writes anything at the meeting meanwhile, entitled or not. Raises RuleBroken "closed-item-running"."""
    if running:
        raise RuleBroken("closed-item-running")


def require_running(ended_at: datetime | None) -> None:
    """Raise RuleBroken "closed-item-ended" for one that has ended."""
    if ended_at is not None:
        raise RuleBroken("closed-item-ended")


def require_seating(by: Viewer, seat: Seat, limit: str, *, running: bool) -> None:
    """Meanwhile only the entitled come and go, noted by the entitled, without a word of text (`limit`).

    Raises RuleBroken "closed-item-running".
    """
    require_open(running=running and not (is_entitled(by) and stays_at(seat) and not limit.strip()))


def away(sat: Sequence[Sat], starts: Collection[datetime]) -> tuple[str, ...]:
    """Roles whose last seat ended at the very start of a closed item: they left for it, and are not back (R48).

    `sat` is in the order in which the seats were taken.
    """
    last = {seat.role: seat.left_at for seat in sat}
    sitting = {seat.role for seat in sat if seat.left_at is None}
    return tuple(role for role, left_at in last.items() if left_at in starts and role not in sitting)
