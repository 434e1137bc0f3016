"""The ground as the browser gets it, once: corners are whole millionths of a degree, each from the one before.

Written so, three thousand outlines are a third of their GeoJSON. Where the names of streets may stand is found here,
once, because it is the same at every zoom; which of them fit is decided on the glass.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

from data.places.geometry import METRES_PER_DEGREE, Point, metres
from data.places.ground import STREET_WORDS, Ground, Name, Street
from data.places.rings import Line

FINE: Final = 1_000_000
SHORTEST: Final = 25.0
"""Metres of a street that may carry its name."""
LONG: Final = 500.0
"""Metres from which a piece has three places for the name instead of one."""
MOST: Final = 6
"""Places for the name of one street."""
SAME_PLACE: Final = 60.0
"""A name this near to a place of the plan's own that is called or drawn the same is the same place."""

KINDS: Final = tuple(STREET_WORDS.values())

Corners = list[int]


def corners(lines: Iterable[Line], origin: Point) -> list[Corners]:
    """Each line as steps north and east, the first from the origin."""
    return [_steps(line, origin) for line in lines]


def ground(of: Ground, blocks: frozenset[str], origin: Point) -> dict[str, Any]:
    """Everything drawn under the blocks; `blocks` are ids of the buildings that are drawn as blocks."""
    others = [ring for building in of.buildings if building.id not in blocks for ring in building.rings]
    return {
        "origin": list(origin),
        "buildings": corners(others, origin),
        "streets": {
            kind: corners([line for street in of.streets if street.kind == kind for line in street.lines], origin)
            for kind in KINDS
        },
        "names": [{"name": street.name, "at": at} for street in _first(of.streets) if (at := name_places(street))],
    }


def _first(streets: Sequence[Street]) -> list[Street]:
    """The larger first: where two names want the same place, theirs stands."""
    return sorted(streets, key=lambda one: (KINDS.index(one.kind), -sum(map(_length, one.lines))))


def new_names(names: Sequence[Name], known: Sequence[tuple[str, str, Point]]) -> list[Name]:
    """The names that the plan's own file of places (name, kind, point) does not have."""
    return [one for one in names if not any(_same(one, *other) for other in known)]


def name_places(street: Street) -> list[list[float]]:
    """Where the name may stand, the longest piece first: latitude, longitude, degrees turned, metres to fill."""
    lines = sorted(((_length(line), line) for line in street.lines), reverse=True)
    found = []
    for length, line in lines:
        shares = (0.5,) if length < LONG else (0.5, 0.2, 0.8)
        for share in shares if length >= SHORTEST else ():
            here, turned = _along(line, length * share)
            found.append([round(here[0], 6), round(here[1], 6), turned, round(length / len(shares))])
    return found[:MOST]


def _same(one: Name, name: str, kind: str, at: Point) -> bool:
    alike = one.name.casefold() in name.casefold() or name.casefold() in one.name.casefold()
    return (alike and metres(one.at, at) < 5 * SAME_PLACE) or (one.kind == kind and metres(one.at, at) < SAME_PLACE)


def _steps(line: Line, origin: Point) -> Corners:
    made: Corners = []
    lat, lon = round(origin[0] * FINE), round(origin[1] * FINE)
    for north, east in line:
        up, right = round(north * FINE), round(east * FINE)
        made += [up - lat, right - lon]
        lat, lon = up, right
    return made


def _length(line: Line) -> float:
    return sum(metres(a, b) for a, b in pairwise(line))


def _along(line: Line, reach: float) -> tuple[Point, int]:
    """The point so far along, and how a text there is turned: degrees with the clock, never upside down."""
    for a, b in pairwise(line):
        step = metres(a, b)
        if step >= reach and step > 0:
            share = reach / step
            here = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            return here, _turn(a, b)
        reach -= step
    return line[-1], _turn(line[-2], line[-1])


def _turn(a: Point, b: Point) -> int:
    up = (b[0] - a[0]) * METRES_PER_DEGREE
    right = (b[1] - a[1]) * METRES_PER_DEGREE * math.cos(math.radians(a[0]))
    turned = round(-math.degrees(math.atan2(up, right)))
    return (turned + 90) % 180 - 90
