"""Counting hverdage: Monday to Friday without the public holidays of Denmark, computed and not looked up.

The day something is received is not counted; the first hverdag after it is number one. Source: plan line 79 (R53),
domain.md 2.12. A holiday library is not trusted unseen: one still had store bededag after 2023.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

LAST_PRAYER_DAY: Final = 2023
"""Store bededag is no holiday from 2024 on."""
SATURDAY: Final = 5
MOST: Final = 200
"""Hverdage that can be counted at once."""


class Off(StrEnum):
    """Why a day is not counted."""

    WEEKEND = "weekend"
    NEW_YEAR = "new_year"
    MAUNDY_THURSDAY = "maundy_thursday"
    GOOD_FRIDAY = "good_friday"
    EASTER_SUNDAY = "easter_sunday"
    EASTER_MONDAY = "easter_monday"
    PRAYER_DAY = "prayer_day"
    ASCENSION = "ascension"
    WHIT_SUNDAY = "whit_sunday"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS = "christmas"
    SECOND_CHRISTMAS = "second_christmas"
    CONSTITUTION = "constitution"
    CHRISTMAS_EVE = "christmas_eve"
    NEW_YEARS_EVE = "new_years_eve"


AFTER_EASTER: Final[Mapping[int, Off]] = {
    -3: Off.MAUNDY_THURSDAY,
    -2: Off.GOOD_FRIDAY,
    0: Off.EASTER_SUNDAY,
    1: Off.EASTER_MONDAY,
    26: Off.PRAYER_DAY,
    39: Off.ASCENSION,
    49: Off.WHIT_SUNDAY,
    50: Off.WHIT_MONDAY,
}
FIXED: Final[Mapping[tuple[int, int], Off]] = {
    (1, 1): Off.NEW_YEAR,
    (12, 25): Off.CHRISTMAS,
    (12, 26): Off.SECOND_CHRISTMAS,
}
OFTEN_CLOSED: Final[Mapping[tuple[int, int], Off]] = {
    (6, 5): Off.CONSTITUTION,
    (12, 24): Off.CHRISTMAS_EVE,
    (12, 31): Off.NEW_YEARS_EVE,
}
"""No public holidays, so they count; but many offices are closed. 1 May is neither."""


class Passed(NamedTuple):
    """A day after the first: its number among those counted, or why it was not."""

    day: date
    number: int | None
    off: Off | None


class Counted(NamedTuple):
    """The last of the days, and every day on the way to it."""

    due: date
    passed: tuple[Passed, ...]

    @property
    def skipped_holidays(self) -> tuple[Passed, ...]:
        """The days that were left out for another reason than the weekend, and weekends that are holidays too."""
        return tuple(one for one in self.passed if one.off not in (None, Off.WEEKEND))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous rule of 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, left = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> Mapping[date, Off]:
    """The public holidays of a year."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=days): off for days, off in AFTER_EASTER.items()}
    fixed = {date(year, month, day): off for (month, day), off in FIXED.items()}
    return MappingProxyType(
        {day: off for day, off in (fixed | moving).items() if off is not Off.PRAYER_DAY or year <= LAST_PRAYER_DAY}
    )


def off(day: date, *, saturday: bool = False, closed: bool = False) -> Off | None:
    """Why the day is no hverdag; None if it is one. With `saturday` Saturdays count, with `closed` no closed office."""
    if found := holidays(day.year).get(day):
        return found
    if day.weekday() > SATURDAY or (day.weekday() == SATURDAY and not saturday):
        return Off.WEEKEND
    return OFTEN_CLOSED.get((day.month, day.day)) if closed else None


def often_closed(day: date) -> Off | None:
    """Whether it is one of the days that count, though many offices are closed."""
    return OFTEN_CLOSED.get((day.month, day.day))


def count(start: date, days: int, *, saturday: bool = False, closed: bool = False) -> Counted:
    """The hverdag number `days` after `start`, and the way to it. 1 <= days <= 200."""
    assert 1 <= days <= MOST
    passed = tuple(_passed(start, days, saturday=saturday, closed=closed))
    return Counted(passed[-1].day, passed)


def _passed(start: date, days: int, *, saturday: bool, closed: bool) -> Iterator[Passed]:
    day, number = start, 0
    while number < days:
        day += timedelta(days=1)
        why = off(day, saturday=saturday, closed=closed)
        number += why is None
        yield Passed(day, number if why is None else None, why)
