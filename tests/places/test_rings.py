"""Rings come out whole, whatever order and direction their pieces lie in."""

import math
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.places.geometry import Point, Ring, holds
from data.places.rings import OpenRing, joined, polygons, stitched, twice_the_area

Pieces = list[tuple[Point, ...]]
SQUARE: Ring = ((0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0))
HOLE: Ring = ((0.5, 0.5), (0.5, 1.0), (1.0, 1.0), (1.0, 0.5), (0.5, 0.5))
FAR: Ring = tuple((lat + 9, lon) for lat, lon in SQUARE)


def edges(line: tuple[Point, ...]) -> Counter[frozenset[Point]]:
    return Counter(frozenset(pair) for pair in pairwise(line))


@st.composite
def cut_rings(draw: st.DrawFn) -> tuple[list[Ring], Pieces]:
    """Rings apart from each other, and the same in pieces: cut anywhere, turned and shuffled."""
    rings, pieces = [], []
    for number in range(draw(st.integers(1, 4))):
        corners = draw(st.integers(3, 9))
        turn = [math.tau * n / corners for n in range(corners)]
        ring = [(round(10.0 * number + math.sin(t), 9), round(math.cos(t), 9)) for t in turn]
        cuts = sorted(draw(st.sets(st.integers(0, corners - 1), min_size=1)))
        begun = ring[cuts[0] :] + ring[: cuts[0]]
        stops = [cut - cuts[0] for cut in cuts[1:]] + [corners]
        rings.append((*begun, begun[0]))
        start = 0
        for stop in stops:
            piece = rings[-1][start : stop + 1]
            pieces.append(piece[::-1] if draw(st.booleans()) else piece)
            start = stop
    return rings, draw(st.permutations(pieces))


@given(cut_rings())
def test_pieces_become_the_rings_they_were_cut_from(made: tuple[list[Ring], Pieces]) -> None:
    rings, pieces = made
    found = stitched(pieces)
    assert all(ring[0] == ring[-1] for ring in found)
    key = lambda ring: sorted(map(sorted, edges(ring)))  # noqa: E731  said once, used twice
    assert sorted(map(key, found)) == sorted(map(key, rings))


@given(cut_rings(), st.data())
def test_a_piece_that_is_missing_is_seen(made: tuple[list[Ring], Pieces], data: st.DataObject) -> None:
    _, pieces = made
    gone = data.draw(st.integers(0, len(pieces) - 1))
    if pieces[gone][0] == pieces[gone][-1]:
        return
    with pytest.raises(OpenRing):
        stitched(pieces[:gone] + pieces[gone + 1 :])


@given(st.permutations(range(4)), st.lists(st.booleans(), min_size=4, max_size=4))
def test_rings_that_touch_in_a_corner_stay_two(order: list[int], turned: list[bool]) -> None:
    """Four ways, two of each ring, all ending where the rings touch or opposite."""
    touch = (0.0, 0.0)
    ways = [
        (touch, (0.0, 1.0), (1.0, 1.0)), ((1.0, 1.0), (1.0, 0.0), touch),
        (touch, (0.0, -1.0), (-1.0, -1.0)), ((-1.0, -1.0), (-1.0, 0.0), touch),
    ]  # fmt: skip
    found = stitched([ways[n][::-1] if turned[n] else ways[n] for n in order])
    assert len(found) == 2
    assert all(len(set(ring)) == 4 for ring in found)


def test_a_hole_lies_in_the_ring_that_holds_it() -> None:
    first, second = polygons([SQUARE, FAR], [HOLE])
    assert (len(first), len(second)) == (2, 1)
    assert twice_the_area(first[0]) > 0 > twice_the_area(first[1])
    assert not holds(first, (0.75, 0.75))
    assert holds(first, (1.5, 1.5))


def test_what_has_no_area_is_no_ring() -> None:
    line = ((0.0, 0.0), (0.0, 1.0), (0.0, 0.0))
    assert polygons([line], []) == ()
    assert polygons([FAR], [HOLE])[0][1:] == ()


def test_a_street_in_pieces_is_put_together() -> None:
    a, b, c, d = (0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (5.0, 5.0)
    assert joined([(b, a), (b, c), (d, a)]) in [((d, a, b, c),), ((c, b, a, d),)]
    assert len(joined([(a, b), (c, d)])) == 2
