"""Six hverdage, counted: the table of domain.md 2.12, the holidays themselves, and what always holds (R53)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.working_days import Off, count, easter, holidays, off, often_closed

VECTORS = {
    # notified: (Monday to Friday, Monday to Saturday, Monday to Friday without the days when offices are closed)
    "2017-09-04": ("2017-09-12", "2017-09-11", "2017-09-12"),
    "2023-04-28": ("2023-05-09", "2023-05-06", "2023-05-09"),
    "2025-05-09": ("2025-05-19", "2025-05-16", "2025-05-19"),
    "2026-04-01": ("2026-04-14", "2026-04-11", "2026-04-14"),
    "2026-05-28": ("2026-06-05", "2026-06-04", "2026-06-08"),
    "2026-12-22": ("2026-12-31", "2026-12-31", "2027-01-05"),
}
EASTERS = {
    2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2017: (4, 16), 2019: (4, 21), 2023: (4, 9), 2024: (3, 31),
    2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2038: (4, 25),
}  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize("notified", VECTORS)
def test_the_table_of_the_domain_holds(notified: str) -> None:
    day = date.fromisoformat(notified)
    found = (count(day, 6), count(day, 6, saturday=True), count(day, 6, closed=True))
    assert tuple(one.due.isoformat() for one in found) == VECTORS[notified]


@pytest.mark.parametrize("year", EASTERS)
def test_easter_is_where_the_almanac_has_it(year: int) -> None:
    assert easter(year) == date(year, *EASTERS[year])


def test_the_holidays_of_a_year_are_these_and_palm_sunday_is_none() -> None:
    assert {day.isoformat()[5:]: why for day, why in holidays(2026).items()} == {
        "01-01": Off.NEW_YEAR, "04-02": Off.MAUNDY_THURSDAY, "04-03": Off.GOOD_FRIDAY, "04-05": Off.EASTER_SUNDAY,
        "04-06": Off.EASTER_MONDAY, "05-14": Off.ASCENSION, "05-24": Off.WHIT_SUNDAY, "05-25": Off.WHIT_MONDAY,
        "12-25": Off.CHRISTMAS, "12-26": Off.SECOND_CHRISTMAS,
    }  # fmt: skip


def test_store_bededag_ended_with_2023() -> None:
    assert holidays(2023)[date(2023, 5, 5)] is Off.PRAYER_DAY
    assert Off.PRAYER_DAY not in holidays(2024).values()
    assert off(date(2024, 4, 26)) is None


@pytest.mark.parametrize("day", ["2026-06-05", "2026-12-24", "2026-12-31"])
def test_a_day_on_which_offices_are_closed_counts_and_is_known(day: str) -> None:
    found = date.fromisoformat(day)
    assert off(found) is None
    assert often_closed(found) is off(found, closed=True) is not None


def test_the_first_of_may_is_a_day_like_any_other() -> None:
    assert off(date(2026, 5, 1), closed=True) is None
    assert often_closed(date(2026, 5, 1)) is None


def test_the_holidays_that_were_left_out_are_told() -> None:
    skipped = count(date(2026, 4, 1), 6).skipped_holidays
    assert [one.off for one in skipped] == [
        Off.MAUNDY_THURSDAY, Off.GOOD_FRIDAY, Off.EASTER_SUNDAY, Off.EASTER_MONDAY
    ]  # fmt: skip


@given(DAYS, st.integers(1, 60), st.booleans(), st.booleans())
def test_the_way_is_every_day_once_and_ends_on_one_that_counts(day: date, days: int, sat: bool, shut: bool) -> None:
    found = count(day, days, saturday=sat, closed=shut)
    assert [one.day for one in found.passed] == [day + timedelta(days=n + 1) for n in range(len(found.passed))]
    assert [one.number for one in found.passed if one.number] == list(range(1, days + 1))
    assert all((one.number is None) is (one.off is not None) for one in found.passed)
    assert found.passed[-1] == (found.due, days, None)


@given(DAYS, st.integers(1, 60))
def test_counting_saturdays_is_never_later_and_leaving_closed_days_out_never_earlier(day: date, days: int) -> None:
    assert count(day, days, saturday=True).due <= count(day, days).due <= count(day, days, closed=True).due


@given(DAYS, st.integers(1, 30))
def test_a_later_start_is_never_due_earlier_and_a_longer_count_is_later(day: date, days: int) -> None:
    assert count(day, days).due <= count(day + timedelta(days=1), days).due
    assert count(day, days).due < count(day, days + 1).due


@given(st.integers(1990, 2090))
def test_easter_is_a_sunday_in_its_weeks(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
