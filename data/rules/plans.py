"""When a handlingsplan may be closed.

READINESS is an extensible list: a later rule is one more line. Source: plan lines 18, 51, 59, 69 (R10, R26, R32, R44,
R45).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.errors import RuleBroken
from data.rules import progress
from data.vocabulary import ActionStatus, Affected, PlanState


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
    unregistered: int = 0
    """How many actions were handed over without a receiver and a day. A forum that has not confirmed stops nothing."""


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


def _unregistered(standing: Standing) -> int:
    return standing.unregistered


def _impression(standing: Standing) -> int:
    return int(standing.impressions == 0)


READINESS: Sequence[tuple[str, Callable[[Standing], int]]] = (
    ("actions-not-ended", _actions_ended),
    ("support-residents", _support(Affected.RESIDENTS)),
    ("support-staff", _support(Affected.STAFF)),
    ("hand-overs", _unregistered),
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


def is_long(moment: datetime | None, now: datetime, short_horizon_days: int) -> bool:
    """Beyond the short horizon of the acute phase: hand over instead (plan line 69, R44)."""
    return moment is not None and moment > now + timedelta(days=short_horizon_days)
