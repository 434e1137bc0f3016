"""What may be said of a handful of durations: a median with its quartiles, or the values themselves (domain.md 5.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles
from typing import Final

FEW: Final = 3
"""With fewer values than this none of them is called a median: they are listed."""
COMPARABLE: Final = 5
"""Fewer incidents than this on either side are not compared: one that took a night would decide the answer."""


@dataclass(frozen=True)
class Spread:
    """Durations in their order, and how many incidents lack one. Nothing that lacks is counted as zero."""

    values: tuple[timedelta, ...]
    lacking: int

    @property
    def quartiles(self) -> tuple[timedelta, timedelta, timedelta] | None:
        """Lower quartile, median and upper quartile; None when they rest on too few."""
        if len(self.values) < FEW:
            return None
        low, middle, high = quantiles([one / timedelta(seconds=1) for one in self.values], n=4, method="inclusive")
        return timedelta(seconds=low), timedelta(seconds=middle), timedelta(seconds=high)

    @property
    def median(self) -> timedelta | None:
        """The middle one; None when it would rest on too few."""
        return self.quartiles[1] if self.quartiles else None


def spread(lengths: Iterable[timedelta | None]) -> Spread:
    """The spread of what is there; None is what nobody registered."""
    told = list(lengths)
    values = sorted(one for one in told if one is not None)
    return Spread(tuple(values), len(told) - len(values))


def comparable(here: int, there: int) -> bool:
    """Whether there are enough on both sides to set one beside the other."""
    return min(here, there) >= COMPARABLE
