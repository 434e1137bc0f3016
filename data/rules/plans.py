"""When a handlingsplan may be put in force, extended and closed.

READINESS is an extensible list: a later rule is one more line. Source: plan lines 47, 51, 69 (R10, R23, R26, R43-R45),
6.3, 6.5.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.errors import RuleBroken
from data.rules import progress
from data.vocabulary import ActionStatus, Affected, PartKind, PartState, PlanState


@dataclass(frozen=True)
class Standing:
    """What the closing rules look at."""

    statuses: Mapping[int, ActionStatus]
    """Action id -> status."""
    support_answered: frozenset[Affected]
    impressions: int
    """How many parties gave a first impression."""
    uninformed: tuple[str, ...] = ()
    """Bodies (forum codes) without a last notice since the plan was last opened (R26)."""


@dataclass(frozen=True)
class Horizon:
    """How many days ahead an end time may lie before it is asked about (plan line 69, R44), and the answer."""

    days: int | None
    confirmed: bool = False


ANY_HORIZON = Horizon(None)


@dataclass(frozen=True)
class Missing:
    """What still stops the closing: the rule's code, how many things it concerns, and the body if it is about one."""

    code: str
    count: int = 1
    body: str | None = None


def _actions_ended(standing: Standing) -> int:
    return sum(status not in progress.TERMINAL for status in standing.statuses.values())


def _support(who: Affected) -> Callable[[Standing], int]:
    return lambda standing: int(who not in standing.support_answered)


def _impression(standing: Standing) -> int:
    return int(standing.impressions == 0)


READINESS: Sequence[tuple[str, Callable[[Standing], int]]] = (
    ("actions-not-ended", _actions_ended),
    ("support-residents", _support(Affected.RESIDENTS)),
    ("support-staff", _support(Affected.STAFF)),
    ("first-impression", _impression),
)
"""Code of the rule, and how many things are missing (0: it holds)."""


def missing_to_close(standing: Standing) -> list[Missing]:
    """Everything that still stops the closing; empty when ready."""
    missing = [Missing(code, count) for code, rule in READINESS if (count := rule(standing))]
    return missing + [Missing("last-notice", body=body) for body in standing.uninformed]


def require_closable(state: PlanState, standing: Standing) -> None:
    """Raise RuleBroken "not-ready" with the list under `missing`, or "plan-not-in-force"."""
    if state is not PlanState.IN_FORCE:
        raise RuleBroken("plan-not-in-force", state=state)
    if missing := missing_to_close(standing):
        raise RuleBroken("not-ready", missing=missing)


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


def is_long(moment: datetime | None, now: datetime, short_horizon_days: int) -> bool:
    """Beyond the short horizon of the acute phase: hand over instead (plan line 69, R44)."""
    return moment is not None and moment > now + timedelta(days=short_horizon_days)


def part_state(kind: PartKind, written: PartState, *, actions: int, ends_at: datetime | None) -> PartState:
    """Parts 3 and 5 fill themselves from the actions and the end time; the others are what was written (R32)."""
    if kind is PartKind.ACTIONS and actions:
        return PartState.FILLED
    if kind is PartKind.END_TIME and ends_at is not None:
        return PartState.FILLED
    return written
