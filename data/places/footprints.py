"""Which outline is which block: each official point has at most one outline, and each outline at most one point.

Source: BBR's point lies in or at its building; 15 m is further than both registers are off, and less than half the
way between two blocks.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.places.geometry import METRES_PER_DEGREE, Point, holds, metres_to_edge
from data.places.ground import Building
from data.places.rings import twice_the_area

REACH_METRES: Final = 15
"""An outline further from a block's point than this is another building."""


@dataclass(frozen=True)
class Matching:
    """Block id -> its outline. `alone` have none; `shared` lie at an outline that is another block's already; of
    `doubtful` there were several within reach and none held the point, so that the nearest was taken."""

    found: Mapping[str, Building]
    alone: tuple[str, ...]
    shared: tuple[str, ...]
    doubtful: tuple[str, ...]


def match(points: Mapping[str, Point], buildings: Sequence[Building]) -> Matching:
    """Give each block its outline, the surest first: that which holds the point, then the nearest."""
    near = {block: _near(point, buildings) for block, point in points.items()}
    sure = sorted((*one, block) for block, found in near.items() for one in found)
    found: dict[str, Building] = {}
    taken: set[int] = set()
    for _, _, number, block in sure:
        if block not in found and number not in taken:
            found[block] = buildings[number]
            taken.add(number)
    return Matching(
        found=found,
        alone=tuple(block for block in points if not near[block]),
        shared=tuple(block for block in points if near[block] and block not in found),
        doubtful=tuple(block for block in found if len(near[block]) > 1 and near[block][0][0] > 0),
    )


def _near(point: Point, buildings: Sequence[Building]) -> list[tuple[float, float, int]]:
    """Distance, area (the largest first) and number of each outline within reach, the surest first."""
    lat, lon = point
    up = REACH_METRES / METRES_PER_DEGREE
    right = up / math.cos(math.radians(lat))
    found = []
    for number, building in enumerate(buildings):
        south, west, north, east = building.box
        if not (south - up <= lat <= north + up and west - right <= lon <= east + right):
            continue
        rings = building.rings
        away = 0.0 if holds(rings, point) else metres_to_edge(rings, point)
        if away <= REACH_METRES:
            found.append((away, -sum(map(twice_the_area, rings)), number))
    return sorted(found)
