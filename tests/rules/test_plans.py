"""When a plan may be closed, what is missing for it, and how its parts stand (R10, R26, R32, R44)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import plans
from data.rules.plans import Missing, Standing
from data.vocabulary import ActionStatus as S
from data.vocabulary import Affected, PlanState

NOW = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
BOTH = frozenset(Affected)
WHOLE = Standing(statuses={1: S.DONE}, support_answered=BOTH, impressions=1)


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
        (Standing({1: S.HANDED_OVER}, BOTH, 1, unregistered=1), [Missing("hand-overs", 1)]),
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


@pytest.mark.parametrize(("days", "long"), [(None, False), (13, False), (14, False), (14.01, True), (60, True)])
def test_beyond_the_short_horizon_is_long(days: float | None, long: bool) -> None:
    moment = None if days is None else NOW + timedelta(days=days)
    assert plans.is_long(moment, NOW, 14) is long
