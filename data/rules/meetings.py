"""What may happen at and around a meeting in each of its states. Source: plan lines 25, 47 (R14, R15, R20-R23).

There is no quorum: an absent party is shown as not represented, and its actions stay proposed (domain.md 1.4).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from data.errors import RuleBroken
from data.vocabulary import Mandate, PlanState, SeatKind

JUST_NOW: Final = timedelta(minutes=5)
"""How long a form may have been open on a time that was still ahead then."""


class MeetingState(Enum):
    """Computed from its times, never stored."""

    CALLED = "called"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Times:
    """The moments of a meeting (UTC) that its state follows from."""

    started_at: datetime | None
    ended_at: datetime | None
    cancelled_at: datetime | None


def state_of(times: Times) -> MeetingState:
    """Where a meeting stands."""
    if times.cancelled_at is not None:
        return MeetingState.CANCELLED
    if times.ended_at is not None:
        return MeetingState.ENDED
    return MeetingState.CALLED if times.started_at is None else MeetingState.RUNNING


def require(wanted: MeetingState, found: MeetingState) -> None:
    """Raise RuleBroken "meeting-not-called", "meeting-not-running" ... unless the meeting is in the wanted state."""
    if found is not wanted:
        raise RuleBroken(f"meeting-not-{wanted.value}")


def require_callable(plan: PlanState, *, unfinished: int) -> None:
    """One meeting at a time about a plan that is open. Raises RuleBroken "closed" or "meeting-unfinished"."""
    if plan is PlanState.CLOSED:
        raise RuleBroken("closed")
    if unfinished:
        raise RuleBroken("meeting-unfinished")


def require_time(planned_at: datetime | None, now: datetime, *, before: datetime | None = None) -> None:
    """Raise RuleBroken "no-time", or "meeting-in-the-past"; one that is meant to begin just now is called in time.

    `before` is the time of a meeting that is changed: one that begins late may get another room without another time.
    """
    if planned_at is None:
        raise RuleBroken("no-time", field="planned_at")
    kept = before is not None and planned_at.replace(second=0, microsecond=0) == before.replace(second=0, microsecond=0)
    if planned_at < now - JUST_NOW and not kept:
        raise RuleBroken("meeting-in-the-past", field="planned_at")


def seats_for(*, member: bool, management: bool) -> tuple[SeatKind, ...]:
    """As what somebody may sit for a role: who is no management sits as stand-in or guest only (R15)."""
    if member and management:
        return (SeatKind.MEMBER, SeatKind.STAND_IN)
    return (SeatKind.STAND_IN,) if member else (SeatKind.GUEST,)


def own_seats(allowed: tuple[SeatKind, ...], own: Mandate) -> tuple[SeatKind, ...]:
    """As what somebody may sit who says so themselves: a stand-in without a full mandate is no member (R15, R21)."""
    return allowed if own is Mandate.FULL else tuple(kind for kind in allowed if kind is not SeatKind.MEMBER)


def require_seat(seat: SeatKind, mandate: Mandate, limit: str, *, allowed: tuple[SeatKind, ...]) -> None:
    """Raise RuleBroken "seat-not-allowed", or "say-limit" for a limited mandate that says not to what."""
    if seat not in allowed:
        raise RuleBroken("seat-not-allowed", field="seat")
    if mandate is Mandate.LIMITED and not limit.strip():
        raise RuleBroken("say-limit", field="limit")
