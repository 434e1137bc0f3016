"""How a handlingsplan is agreed, comes into force, is extended and opened again (R23, R31, R43, R44, 6.3, 6.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data.errors import RuleBroken
from data.rules.plans import is_long
from data.vocabulary import PlanState


@dataclass(frozen=True)
class Horizon:
    """How many days ahead an end time may lie before it is asked about (plan line 69, R44), and the answer."""

    days: int | None
    confirmed: bool = False


ANY_HORIZON = Horizon(None)


def require_agreed(
    state: PlanState,
    *,
    now: datetime,
    meeting_at: datetime | None,
    parties: Sequence[str],
    ends_at: datetime | None,
    unowned: frozenset[int],
    confirmed: frozenset[int],
    horizon: Horizon = ANY_HORIZON,
) -> None:
    """What a plan needs to be in force: a meeting, who agreed, a concrete end, and nobody overlooking the unowned.

    Times are UTC. Raises RuleBroken with the form field to blame. Source: R23, R43, 6.3.
    """
    if state is PlanState.CLOSED:
        raise RuleBroken("closed")
    if meeting_at is None:
        raise RuleBroken("no-meeting", field="meeting")
    if meeting_at > now:
        raise RuleBroken("meeting-not-held", field="meeting")
    if not parties:
        raise RuleBroken("nobody-agreed", field="parties")
    require_end(now, ends_at, horizon)
    if left := unowned - confirmed:
        raise RuleBroken("unowned-actions", field="confirmed", actions=sorted(left))


def require_end(now: datetime, ends_at: datetime | None, horizon: Horizon = ANY_HORIZON) -> None:
    """Raise RuleBroken unless the end is a moment that lies ahead (R43), and not far ahead without a word (R44)."""
    if ends_at is None:
        raise RuleBroken("no-end-time", field="ends_at")
    if ends_at <= now:
        raise RuleBroken("end-in-the-past", field="ends_at")
    if horizon.days and not horizon.confirmed and is_long(ends_at, now, horizon.days):
        raise RuleBroken("far-ahead", field="ends_at", days=horizon.days, at=ends_at)


def require_extension(
    state: PlanState, *, now: datetime, old_end: datetime | None, ends_at: datetime | None, reason: str,
    horizon: Horizon = ANY_HORIZON,
) -> None:  # fmt: skip
    """An extension is later than both now and the old end, and says why (6.5). Raises RuleBroken."""
    if state is not PlanState.IN_FORCE:
        raise RuleBroken("plan-not-in-force", state=state)
    require_end(now, ends_at, horizon)
    assert ends_at is not None
    if old_end is not None and ends_at <= old_end:
        raise RuleBroken("end-not-later", field="ends_at")
    if not reason.strip():
        raise RuleBroken("say-why", field="reason")


def require_reopening(
    state: PlanState, *, now: datetime, closed_with_it: int, ends_at: datetime | None, reason: str,
    horizon: Horizon = ANY_HORIZON,
) -> None:  # fmt: skip
    """A closed plan goes on with a reason and a new end, if incidents were closed with it. Raises RuleBroken."""
    if state is not PlanState.CLOSED:
        raise RuleBroken("plan-not-closed", state=state)
    if not closed_with_it:
        raise RuleBroken("nothing-to-reopen")
    require_end(now, ends_at, horizon)
    if not reason.strip():
        raise RuleBroken("say-why", field="reason")
