"""Rings made of pieces, and which hole belongs to which ring.

A multipolygon of OpenStreetMap is a heap of ways: in any order, in any direction, a ring cut into as many as its
mappers liked. Two ways belong together where they end in the very same point.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import Final, TypeVar

from data.places.geometry import Point, Ring, holds

Line = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""The outer ring first, then its holes; outer rings run against the clock, holes with it (RFC 7946)."""

NOTHING: Final = 1e-11
"""Twice the area of what is no building, in square degrees: a few hands' breadths."""

_P = TypeVar("_P", bound=Hashable)


class OpenRing(ValueError):
    """The pieces do not close."""


def stitched(pieces: Iterable[Sequence[_P]]) -> list[tuple[_P, ...]]:
    """Closed rings of all pieces; rings that touch in a point stay two. Raises OpenRing if a piece is left over."""
    ways = [tuple(piece) for piece in pieces if len(piece) > 1]
    ends: dict[_P, list[int]] = {}
    for n, way in enumerate(ways):
        ends.setdefault(way[0], []).append(n)
        ends.setdefault(way[-1], []).append(n)
    left, rings = dict.fromkeys(range(len(ways))), []
    while left:
        first = next(iter(left))
        del left[first]
        walked, at = [ways[first]], [ways[first][0], ways[first][-1]]
        while walked:
            if at[-1] in at[:-1]:  # back where it has been: what was walked since is a ring of its own
                since = at.index(at[-1])
                rings.append(_chained(walked[since:]))
                del walked[since:], at[since + 1 :]
                continue
            onward = next((n for n in ends[at[-1]] if n in left), None)
            if onward is None:
                raise OpenRing
            del left[onward]
            walked.append(ways[onward] if ways[onward][0] == at[-1] else ways[onward][::-1])
            at.append(walked[-1][-1])
    return rings


def _chained(ways: Sequence[tuple[_P, ...]]) -> tuple[_P, ...]:
    return (*ways[0][:1], *(point for way in ways for point in way[1:]))


def polygons(outer: Iterable[Ring], inner: Iterable[Ring]) -> tuple[Polygon, ...]:
    """Each outer ring with its holes. A hole that lies in no ring, and a ring without an area, is left out."""
    made = [[_turned(ring, True)] for ring in outer if _is_ring(ring)]
    for hole in inner:
        if not _is_ring(hole):
            continue
        held = [(sum(holds([around[0]], corner) for corner in hole), n) for n, around in enumerate(made)]
        most = max(held, default=(0, 0), key=lambda one: one[0])
        if most[0]:
            made[most[1]].append(_turned(hole, False))
    return tuple(tuple(around) for around in made)


def joined(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The same lines, those put together that go on in one another."""
    left = [line for line in lines if len(line) > 1]
    made = []
    while left:
        line = left.pop(0)
        for _ in range(2):  # on from its end, then on from its beginning
            while line[0] != line[-1] and (n := _onward(line[-1], left)) is not None:
                more = left.pop(n)
                line += more[1:] if more[0] == line[-1] else more[-2::-1]
            line = line[::-1]
        made.append(line)
    return tuple(made)


def _onward(end: Point, lines: Sequence[Line]) -> int | None:
    return next((n for n, line in enumerate(lines) if end in (line[0], line[-1])), None)


def twice_the_area(ring: Ring) -> float:
    """In square degrees, positive against the clock with north up."""
    flat = [(lat - ring[0][0], lon - ring[0][1]) for lat, lon in ring]
    return sum(lon1 * lat2 - lon2 * lat1 for (lat1, lon1), (lat2, lon2) in pairwise(flat))


def _is_ring(ring: Ring) -> bool:
    return len(set(ring)) > 2 and ring[0] == ring[-1] and abs(twice_the_area(ring)) > NOTHING


def _turned(ring: Ring, left: bool) -> Ring:
    return ring if (twice_the_area(ring) > 0) is left else ring[::-1]
