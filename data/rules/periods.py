"""Quarters of the year on a Danish calendar, and the periods that numbers are asked for (domain.md 5.4)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from data.rules.times import COPENHAGEN

QUARTERS: Final = 4


class Quarter(NamedTuple):
    """A quarter of a year; ordered as time is."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """As it stands in an address: 2026-3."""
        return f"{self.year}-{self.number}"

    def moved(self, quarters: int) -> "Quarter":
        """So many quarters later, or earlier."""
        years, index = divmod(self.year * QUARTERS + self.number - 1 + quarters, QUARTERS)
        return Quarter(years, index + 1)


def quarter_of(at: datetime) -> Quarter:
    """The quarter in which a moment lies, on a Danish clock."""
    here = at.astimezone(COPENHAGEN)
    return Quarter(here.year, (here.month - 1) // 3 + 1)


class Period(NamedTuple):
    """From one quarter to another, both included; `first` None is from the beginning."""

    first: Quarter | None
    last: Quarter

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it."""
        found = quarter_of(at)
        return (self.first is None or self.first <= found) and found <= self.last


YEAR: Final = "aar"
"""The quarters of this year so far."""
FOUR: Final = "fire"
"""The last four quarters, the one that runs among them."""
ALL: Final = "alle"


def period(code: str, now: Quarter) -> Period:
    """The period of a code: a word above, or a quarter's own. Raises ValueError for any other."""
    if code == ALL:
        return Period(None, now)
    if code == FOUR:
        return Period(now.moved(1 - QUARTERS), now)
    if code == YEAR:
        return Period(Quarter(now.year, 1), now)
    year, number = map(int, code.split("-"))
    if not 1 <= number <= QUARTERS:
        raise ValueError(code)
    return Period(Quarter(year, number), Quarter(year, number))


def before(code: str, now: Quarter) -> Period | None:
    """What a period is compared with: the same quarters a year before, or the quarter before; None for all of time."""
    if code == ALL:
        return None
    found = period(code, now)
    back = -QUARTERS if code in (YEAR, FOUR) else -1
    assert found.first is not None
    return Period(found.first.moved(back), found.last.moved(back))


def within(asked: Period, moments: Iterable[datetime]) -> tuple[Quarter, ...]:
    """Every quarter of the period in its order, from the first of the moments when it has no beginning."""
    first = asked.first or min((quarter_of(at) for at in moments), default=asked.last)
    found = [first]
    while found[-1] < asked.last:
        found.append(found[-1].moved(1))
    return tuple(found)
