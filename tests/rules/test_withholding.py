"""Quarters with few incidents: nobody who knows the rule can tell of one that it had one or two (domain.md 5.4)."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.withholding import FEWEST, Zone, named

ZONES: list[Zone] = ["A", "B", "C", "D", None]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"A": 5, "B": 4, "C": 7, "D": 3, None: 6}, {"A", "B", "C", "D", None}),
        ({"A": 5, "B": 4, "C": 7}, {"A", "B", "C"}),  # none is no secret: all that is unnamed had none
        ({"A": 5, "B": 1, "C": 2, "D": 7}, {"A", "D"}),  # three in B, C or outside
        ({"A": 5, "B": 2, "C": 4, "D": 7}, {"A", "D"}),  # B alone would be the difference: the next smallest goes too
        ({"A": 5, "B": 1, "C": 4, "D": 4}, {"A"}),  # equal ones go together
        ({"A": 5, "B": 1, "C": 1, "D": 7, None: 9}, {"D", None}),  # two in B and C is one each, or two in one
        ({"A": 2, "B": 1}, set()),
        ({}, set()),
    ],
)
def test_what_is_named(counts: dict[Zone, int], shown: set[Zone]) -> None:
    assert named([counts], ZONES)[0] == shown


@pytest.mark.parametrize("several", [2, 3, 4])
def test_whoever_knows_the_rule_and_the_sum_can_tell_of_no_quarter_that_it_had_few(several: int) -> None:
    """Every world of up to five incidents a quarter: those that look alike must differ about each unnamed quarter."""
    zones, alike = ZONES[:several], defaultdict(list)
    for counts in product(range(6), repeat=several):
        world = dict(zip(zones, counts, strict=True))
        shown = named([world], zones)[0]
        told = (tuple((zone, world[zone]) for zone in zones if zone in shown), sum(counts))
        alike[told].append(world)
    for (shown_counts, _), worlds in alike.items():
        unnamed = set(zones) - {zone for zone, _ in shown_counts}
        assert not [z for z in unnamed if all(0 < world[z] < FEWEST for world in worlds)], (shown_counts, worlds)


def test_of_two_quarters_none_is_named() -> None:
    assert named([{"A": 9, None: 8}], ["A", None]) == (frozenset(),)


counts = st.dictionaries(st.sampled_from(ZONES), st.integers(0, 9), max_size=5)


@given(older=st.tuples(counts, counts), newest=counts)
def test_no_named_quarter_gives_few_away_by_itself_or_by_the_difference_of_two_periods(
    older: tuple[dict[Zone, int], dict[Zone, int]], newest: dict[Zone, int]
) -> None:
    longer = {zone: newest.get(zone, 0) + older[0].get(zone, 0) for zone in ZONES}
    longest = {zone: longer[zone] + older[1].get(zone, 0) for zone in ZONES}
    periods = [longest, longer, newest]
    found = named(periods, ZONES)
    for index, (period, shown) in enumerate(zip(periods, found, strict=True)):
        assert all(period.get(zone, 0) >= FEWEST for zone in shown)
        rest = [period.get(zone, 0) for zone in ZONES if zone not in shown]
        assert sum(count > 0 for count in rest) != 1 or not shown
        for other, also in zip(periods[:index], found[:index], strict=True):
            for zone in shown & also:
                apart = other.get(zone, 0) - period.get(zone, 0)
                assert apart == 0 or apart >= FEWEST
