"""When a plan is agreed, in force and extended, and what is missing for it (R23, R31, R43, 6.3, 6.5)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from data.errors import RuleBroken
from data.rules import agreement
from data.vocabulary import PlanState

NOW = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
GOOD: Mapping[str, Any] = {
    "now": NOW, "meeting_at": NOW, "parties": ("politi",), "ends_at": NOW + timedelta(hours=1),
    "unowned": frozenset(), "confirmed": frozenset(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"meeting_at": None}, "no-meeting", "meeting"),
        ({"meeting_at": NOW + timedelta(seconds=1)}, "meeting-not-held", "meeting"),
        ({"parties": ()}, "nobody-agreed", "parties"),
        ({"ends_at": None}, "no-end-time", "ends_at"),
        ({"ends_at": NOW}, "end-in-the-past", "ends_at"),
        ({"ends_at": NOW - timedelta(days=1)}, "end-in-the-past", "ends_at"),
        ({"unowned": frozenset({4, 2})}, "unowned-actions", "confirmed"),
        ({"unowned": frozenset({4, 2}), "confirmed": frozenset({4})}, "unowned-actions", "confirmed"),
    ],
)
@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.IN_FORCE])
def test_what_a_plan_needs_to_be_agreed(state: PlanState, other: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(RuleBroken, match=code) as caught:
        agreement.require_agreed(state, **{**GOOD, **other})
    assert caught.value.details["field"] == field


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.IN_FORCE])
@pytest.mark.parametrize("other", [{}, {"unowned": frozenset({4}), "confirmed": frozenset({4, 9})}])
def test_with_all_that_it_is_agreed(state: PlanState, other: dict[str, Any]) -> None:
    agreement.require_agreed(state, **{**GOOD, **other})


def test_a_closed_plan_is_not_agreed_again() -> None:
    with pytest.raises(RuleBroken, match="closed"):
        agreement.require_agreed(PlanState.CLOSED, **GOOD)


def test_the_unowned_that_nobody_confirmed_are_named() -> None:
    with pytest.raises(RuleBroken) as caught:
        agreement.require_agreed(
            PlanState.DRAFT, **{**GOOD, "unowned": frozenset({7, 3, 5}), "confirmed": frozenset({5})}
        )
    assert caught.value.details["actions"] == [3, 7]


@pytest.mark.parametrize(
    ("state", "old", "new", "reason", "code"),
    [
        (PlanState.DRAFT, 1, 2, "uro", "plan-not-in-force"),
        (PlanState.CLOSED, 1, 2, "uro", "plan-not-in-force"),
        (PlanState.IN_FORCE, 1, None, "uro", "no-end-time"),
        (PlanState.IN_FORCE, -2, -1, "uro", "end-in-the-past"),
        (PlanState.IN_FORCE, 2, 2, "uro", "end-not-later"),
        (PlanState.IN_FORCE, 2, 1, "uro", "end-not-later"),
        (PlanState.IN_FORCE, 1, 2, " ", "say-why"),
        (PlanState.IN_FORCE, 1, 2, "uro", ""),
        (PlanState.IN_FORCE, -5, 1, "uro", ""),
    ],
)
def test_an_extension_is_later_and_says_why(
    state: PlanState, old: int, new: int | None, reason: str, code: str
) -> None:
    ends_at = None if new is None else NOW + timedelta(hours=new)
    given_values: dict[str, Any] = {"now": NOW, "old_end": NOW + timedelta(hours=old), "ends_at": ends_at}
    if not code:
        agreement.require_extension(state, reason=reason, **given_values)
        return
    with pytest.raises(RuleBroken, match=code):
        agreement.require_extension(state, reason=reason, **given_values)
