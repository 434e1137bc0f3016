"""Which quarters may be named beside a number: few incidents in one could point at a household (domain.md 5.4).

The sum of all is told elsewhere, so what is held back is known together. It is held back so that nobody who knows this
rule can tell of any quarter that it had one or two: either all that is unnamed may as well lie in the others, or a
larger quarter is unnamed with them and nobody knows which. Of two periods that lie in each other, a quarter is named
in the shorter one only if the difference is none, or not few either.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

FEWEST: Final = 3
"""A quarter with fewer incidents than this is not named."""
Zone = str | None
"""Code of a quarter; None for what lies outside all of them."""


def named(periods: Sequence[Mapping[Zone, int]], zones: Collection[Zone]) -> tuple[frozenset[Zone], ...]:
    """The quarters that may be named in each of the periods, the longest first, each of which holds the next.

    `zones` are all that could be named, those without an incident among them.
    """
    found: list[frozenset[Zone]] = []
    for index, counts in enumerate(periods):
        enough = {zone for zone in zones if counts.get(zone, 0) >= FEWEST}
        for longer, shown in zip(periods[:index], found, strict=True):
            enough -= {z for z in enough & shown if 0 < longer.get(z, 0) - counts.get(z, 0) < FEWEST}
        found.append(frozenset(_safe(counts, set(zones), enough)))
    return tuple(found)


def _safe(counts: Mapping[Zone, int], zones: set[Zone], enough: set[Zone]) -> set[Zone]:
    """Those with enough, without the smallest ones where the rest would give itself away."""
    if len(zones) < FEWEST:  # whatever is unnamed of two is known by the other one
        return set()
    shown = set(enough)
    while shown and not _hides(counts, zones - shown):
        least = min(counts[zone] for zone in shown)
        shown -= {zone for zone in shown if counts[zone] == least}  # equal ones go together: their order tells nothing
    return shown


def _hides(counts: Mapping[Zone, int], rest: set[Zone]) -> bool:
    """Whether the unnamed ones together say nothing about any single one of them."""
    held = [counts.get(zone, 0) for zone in rest]
    total, here = sum(held), sum(count > 0 for count in held)
    if not here:
        return True
    if here < 2 or total < FEWEST:
        return False
    return max(held) >= FEWEST or total <= (FEWEST - 1) * (len(rest) - 1)
