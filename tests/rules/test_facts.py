"""When a party has been silent too long; the plan file gives the limit, and ships none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.plan import StandingPlan
from data.rules import facts

NOW = datetime(2026, 9, 12, 21, 0, tzinfo=UTC)


def ago(minutes: float | None) -> datetime | None:
    return None if minutes is None else NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("told", "asked", "silent"),
    [
        (None, 31, True), (None, 30, False), (29, 90, False), (31, 90, True), (90, 10, False), (None, None, False),
        (90, None, False),
    ],
)  # fmt: skip
def test_silence_counts_from_the_last_word_or_from_being_asked(
    told: float | None, asked: float | None, silent: bool
) -> None:
    assert facts.is_silent(ago(told), ago(asked), NOW, 30) is silent


@given(told=st.none() | st.integers(0, 9999), asked=st.none() | st.integers(0, 9999))
def test_without_a_limit_nobody_is_silent(told: int | None, asked: int | None) -> None:
    assert not facts.is_silent(ago(told), ago(asked), NOW, None)


def test_no_limit_is_shipped(plan: StandingPlan) -> None:
    assert plan.limits.silence_minutes is None
