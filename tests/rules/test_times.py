"""A wall clock in Denmark, turned into one moment: the night that has an hour twice, the hour that is skipped (6.9)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import times

NOW = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
WALLS = st.datetimes(datetime(2017, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001  a wall clock has no zone
BACK = [datetime(2026, 10, 25, 2, minute) for minute in (0, 1, 30, 59)]  # noqa: DTZ001  the same
SKIPPED = [datetime(2026, 3, 29, 2, minute) for minute in (0, 30, 59)]  # noqa: DTZ001  the same
SPRINGS = {
    date(year, 3, day) for year in range(2017, 2041) for day in range(25, 32) if date(year, 3, day).isoweekday() == 7
}  # fmt: skip
"""The last Sundays of March."""
AROUND = {
    datetime(2026, 10, 25, 1, 59): datetime(2026, 10, 24, 23, 59, tzinfo=UTC),  # noqa: DTZ001  the same
    datetime(2026, 10, 25, 3, 0): datetime(2026, 10, 25, 2, 0, tzinfo=UTC),  # noqa: DTZ001  the same
    datetime(2026, 3, 29, 1, 59): datetime(2026, 3, 29, 0, 59, tzinfo=UTC),  # noqa: DTZ001  the same
    datetime(2026, 3, 29, 3, 0): datetime(2026, 3, 29, 1, 0, tzinfo=UTC),  # noqa: DTZ001  the same
    datetime(2026, 7, 1, 21, 40): datetime(2026, 7, 1, 19, 40, tzinfo=UTC),  # noqa: DTZ001  the same
}


@pytest.mark.parametrize("wall", BACK)
def test_the_hour_that_comes_twice_is_asked_about(wall: datetime) -> None:
    assert times.comes_twice(wall)
    with pytest.raises(RuleBroken, match="which-hour") as caught:
        times.moment(wall, field="happened")
    assert caught.value.details == {"field": "happened"}


@pytest.mark.parametrize("wall", BACK)
def test_before_and_after_the_clock_is_put_back_lie_an_hour_apart(wall: datetime) -> None:
    before, after = times.moment(wall, later=False), times.moment(wall, later=True)
    assert after - before == timedelta(hours=1)
    assert before.astimezone(times.COPENHAGEN).replace(tzinfo=None) == wall
    assert after.astimezone(times.COPENHAGEN).replace(tzinfo=None, fold=0) == wall


def test_that_whole_night_sorts_as_it_was_lived() -> None:
    lived = [times.moment(wall, later=later) for later in (False, True) for wall in BACK]
    assert lived == sorted(set(lived))
    assert times.moment(BACK[0], later=False) == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert times.moment(BACK[-1], later=True) == datetime(2026, 10, 25, 1, 59, tzinfo=UTC)


@pytest.mark.parametrize("wall", SKIPPED)
@pytest.mark.parametrize("later", [None, False, True])
def test_the_hour_skipped_in_march_does_not_exist(wall: datetime, later: bool | None) -> None:
    assert not times.comes_twice(wall)
    with pytest.raises(RuleBroken, match="no-such-time"):
        times.moment(wall, later=later)


@pytest.mark.parametrize(("wall", "moment"), AROUND.items())
def test_the_minutes_around_are_plain(wall: datetime, moment: datetime) -> None:
    assert not times.comes_twice(wall)
    assert times.moment(wall) == moment


@given(wall=WALLS, later=st.sampled_from([None, False, True]))
def test_every_moment_reads_back_as_the_wall_clock_it_came_from(wall: datetime, later: bool | None) -> None:
    if (times.comes_twice(wall) and later is None) or wall.date() in SPRINGS:
        return  # the two that are refused have tests of their own
    moment = times.moment(wall, later=later)
    assert moment.utcoffset() == timedelta(0)
    assert moment.astimezone(times.COPENHAGEN).replace(tzinfo=None, fold=0) == wall


@given(first=WALLS, second=WALLS)
def test_later_on_the_wall_is_later_in_truth_but_for_that_one_hour(first: datetime, second: datetime) -> None:
    for wall in (first, second):
        if times.comes_twice(wall) or not times._exists(wall):
            return
    assert (times.moment(first) < times.moment(second)) == (first < second)


@pytest.mark.parametrize(
    ("minutes", "code"),
    [(2.1, "time-ahead"), (600, "time-ahead"), (-24 * 60 - 0.1, "time-long-ago"), (-60 * 24 * 400, "time-long-ago"),
     (2, ""), (0, ""), (-5, ""), (-24 * 60, "")],
)  # fmt: skip
def test_a_time_ahead_or_long_ago_is_asked_about_once(minutes: float, code: str) -> None:
    given_time = NOW + timedelta(minutes=minutes)
    times.require_plausible(given_time, NOW, confirmed=True)
    if not code:
        times.require_plausible(given_time, NOW, confirmed=False)
        return
    with pytest.raises(RuleBroken, match=code) as caught:
        times.require_plausible(given_time, NOW, confirmed=False, field="when")
    assert caught.value.details == {"field": "when", "at": given_time}
