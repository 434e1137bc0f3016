"""When a plan may be put in force, extended and closed, and what is missing for it (R10, R23, R43, 6.3, 6.5)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import plans
from data.rules.plans import Missing, Standing
from data.vocabulary import ActionStatus as S
from data.vocabulary import Affected, PartKind, PartState, PlanState

NOW = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
BOTH = frozenset(Affected)
WHOLE = Standing(statuses={1: S.DONE}, support_answered=BOTH, impressions=1)
GOOD: Mapping[str, Any] = {
    "now": NOW, "meeting_at": NOW, "parties": ("politi",), "ends_at": NOW + timedelta(hours=1),
    "unowned": frozenset(), "confirmed": frozenset(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "missing"),
    [
        (WHOLE, []),
        (Standing({}, BOTH, 1), []),
        (Standing({1: S.DONE, 2: S.CANCELLED, 3: S.HANDED_OVER}, BOTH, 2), []),
        (Standing({1: S.PROPOSED, 2: S.ACCEPTED, 3: S.IN_PROGRESS}, BOTH, 1), [Missing("actions-not-ended", 3)]),
        (Standing({}, frozenset({Affected.STAFF}), 1), [Missing("support-residents")]),
        (Standing({}, frozenset({Affected.RESIDENTS}), 1), [Missing("support-staff")]),
        (Standing({}, BOTH, 0), [Missing("first-impression")]),
        (
            Standing({}, BOTH, 1, ("raad", "direktion")),
            [
                Missing("last-notice", body="raad"),
                Missing("last-notice", body="direktion"),
            ],
        ),
        (
            Standing({1: S.PROPOSED}, frozenset(), 0),
            [Missing(code) for code in ("actions-not-ended", "support-residents", "support-staff", "first-impression")],
        ),
    ],
)
def test_the_list_says_everything_that_is_missing(standing: Standing, missing: list[Missing]) -> None:
    assert plans.missing_to_close(standing) == missing
    if missing:
        with pytest.raises(RuleBroken, match="not-ready") as caught:
            plans.require_closable(PlanState.IN_FORCE, standing)
        assert caught.value.details == {"missing": missing}
    else:
        plans.require_closable(PlanState.IN_FORCE, standing)


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.CLOSED])
def test_only_a_plan_in_force_closes(state: PlanState) -> None:
    with pytest.raises(RuleBroken, match="plan-not-in-force"):
        plans.require_closable(state, WHOLE)


@given(
    statuses=st.dictionaries(st.integers(1, 9), st.sampled_from(S)),
    answered=st.frozensets(st.sampled_from(Affected)), impressions=st.integers(0, 3),
    untold=st.lists(st.sampled_from(["raad", "direktion"]), unique=True).map(tuple),
)  # fmt: skip
def test_it_closes_exactly_when_all_is_there(
    statuses: dict[int, S], answered: frozenset[Affected], impressions: int, untold: tuple[str, ...]
) -> None:
    ended = {S.DONE, S.CANCELLED, S.HANDED_OVER}
    ready = set(statuses.values()) <= ended and answered == set(Affected) and impressions > 0 and not untold
    missing = plans.missing_to_close(Standing(statuses, answered, impressions, untold))
    assert (not missing) is ready
    assert all(m.count > 0 for m in missing)


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
        plans.require_agreed(state, **{**GOOD, **other})
    assert caught.value.details["field"] == field


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.IN_FORCE])
@pytest.mark.parametrize("other", [{}, {"unowned": frozenset({4}), "confirmed": frozenset({4, 9})}])
def test_with_all_that_it_is_agreed(state: PlanState, other: dict[str, Any]) -> None:
    plans.require_agreed(state, **{**GOOD, **other})


def test_a_closed_plan_is_not_agreed_again() -> None:
    with pytest.raises(RuleBroken, match="closed"):
        plans.require_agreed(PlanState.CLOSED, **GOOD)


def test_the_unowned_that_nobody_confirmed_are_named() -> None:
    with pytest.raises(RuleBroken) as caught:
        plans.require_agreed(PlanState.DRAFT, **{**GOOD, "unowned": frozenset({7, 3, 5}), "confirmed": frozenset({5})})
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
        plans.require_extension(state, reason=reason, **given_values)
        return
    with pytest.raises(RuleBroken, match=code):
        plans.require_extension(state, reason=reason, **given_values)


@pytest.mark.parametrize(("days", "long"), [(None, False), (13, False), (14, False), (14.01, True), (60, True)])
def test_beyond_the_short_horizon_is_long(days: float | None, long: bool) -> None:
    moment = None if days is None else NOW + timedelta(days=days)
    assert plans.is_long(moment, NOW, 14) is long


@given(
    kind=st.sampled_from(PartKind), written=st.sampled_from(PartState), actions=st.integers(0, 3), ends=st.booleans()
)
def test_two_parts_fill_themselves_and_three_are_as_written(
    kind: PartKind, written: PartState, actions: int, ends: bool
) -> None:
    fills = (kind is PartKind.ACTIONS and actions > 0) or (kind is PartKind.END_TIME and ends)
    state = plans.part_state(kind, written, actions=actions, ends_at=NOW if ends else None)
    assert state is (PartState.FILLED if fills else written)
