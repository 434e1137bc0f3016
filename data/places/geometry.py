"""Plane geometry on latitude and longitude, good to well under a metre over a housing area.

Points and rings are (latitude, longitude) in WGS 84, distances metres; equirectangular around the point asked about.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Final

Point = tuple[float, float]
Ring = tuple[Point, ...]

METRES_PER_DEGREE: Final = 111_195.0
"""Metres of one degree of latitude on a sphere of 6,371 km."""


def metres(a: Point, b: Point) -> float:
    """The distance between two points."""
    return math.hypot(*_plane(a, b))


def holds(rings: Iterable[Ring], point: Point) -> bool:
    """Whether the point lies inside; rings within rings are holes (even-odd)."""
    lat, lon = point
    inside = False
    for ring in rings:
        previous = ring[-1]
        for corner in ring:
            (lat1, lon1), (lat2, lon2) = previous, corner
            if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lon2 - lon1) * (lat - lat1) / (lat2 - lat1):
                inside = not inside
            previous = corner
    return inside


def metres_to_edge(rings: Iterable[Ring], point: Point) -> float:
    """The distance from the point to the nearest edge, inside or outside; infinite without rings."""
    return min((_to_segment(point, a, b) for ring in rings for a, b in zip(ring, ring[1:] + ring[:1], strict=True)),
               default=math.inf)  # fmt: skip


FINENESS: Final = 24
"""Rows and columns of the grid on which the middle of something is looked for."""


def middle(rings: Sequence[Ring]) -> Point:
    """A point well inside a surface, where its name can stand: of a grid over it the one farthest from every edge.

    The first corner where the surface is so thin that no point of the grid lies in it.
    """
    lats, lons = zip(*(corner for ring in rings for corner in ring), strict=True)
    steps = [(n + 0.5) / FINENESS for n in range(FINENESS)]
    grid = [
        (min(lats) + (max(lats) - min(lats)) * y, min(lons) + (max(lons) - min(lons)) * x) for y in steps for x in steps
    ]
    centre = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    inside = [point for point in grid if holds(rings, point)]

    def depth(point: Point) -> tuple[float, float]:
        return round(metres_to_edge(rings, point)), -metres(point, centre)

    return max(inside, key=depth, default=rings[0][0])


def _plane(origin: Point, point: Point) -> Point:
    north = (point[0] - origin[0]) * METRES_PER_DEGREE
    east = (point[1] - origin[1]) * METRES_PER_DEGREE * math.cos(math.radians(origin[0]))
    return north, east


def _to_segment(point: Point, a: Point, b: Point) -> float:
    (ay, ax), (by, bx) = _plane(point, a), _plane(point, b)
    dy, dx = by - ay, bx - ax
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return math.hypot(ax + along * dx, ay + along * dy)
