"""With whom an unread report waits (R24, 6.15)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.receivers import waiting_with

CHAIN = ("politi", "kommune", "projektchef")


@pytest.mark.parametrize(
    ("age", "who"),
    [(0, "politi"), (9.99, "politi"), (10, "kommune"), (19.99, "kommune"), (20, "projektchef"), (900, "projektchef")],
)
def test_it_moves_one_step_for_each_stretch_unread(age: float, who: str) -> None:
    assert waiting_with(CHAIN, timedelta(minutes=age), 10) == who


@pytest.mark.parametrize("minutes", [None, 0])
def test_without_a_limit_it_stays_with_the_first(minutes: int | None) -> None:
    assert waiting_with(CHAIN, timedelta(days=3), minutes) == "politi"


def test_nobody_to_wait_with_is_nobody() -> None:
    assert waiting_with((), timedelta(minutes=5), 10) is None


def test_a_clock_put_back_does_not_go_behind_the_first() -> None:
    assert waiting_with(CHAIN, timedelta(minutes=-30), 10) == "politi"


@given(
    chain=st.lists(st.sampled_from("abcdef"), min_size=1, unique=True),
    older=st.integers(0, 5000), age=st.integers(-60, 5000), minutes=st.integers(1, 120),
)  # fmt: skip
def test_it_never_goes_back_and_never_leaves_the_chain(chain: list[str], older: int, age: int, minutes: int) -> None:
    first = waiting_with(chain, timedelta(minutes=age), minutes)
    second = waiting_with(chain, timedelta(minutes=age + older), minutes)
    assert first is not None
    assert second is not None
    assert chain.index(first) <= chain.index(second) < len(chain)
