"""The area as a drawing for the wall: its quarters and blocks, and where on it an incident lies.

Where the plan has a ground, blocks have their outlines and there are streets; no names and no other buildings, which
are grains and threads at four metres.

Flat: metres east and north of the south-west corner, downwards as SVG has it. Good to a pixel over a housing area.
"""

import math
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from data.places import Places
from data.places.geometry import METRES_PER_DEGREE, Point, Ring
from data.places.ground import Ground
from data.places.rings import Line

MARGIN = 40.0
"""Metres round the area, so that a mark on its edge is whole."""


class Quarter(NamedTuple):
    """A quarter: its code, and its outline as an SVG path."""

    code: str
    path: str


class Under(NamedTuple):
    """The streets under the blocks as one path, and whom to thank for the ground."""

    streets: str
    credit: str


class Drawing(NamedTuple):
    """The area, `width` by `height` metres."""

    width: float
    height: float
    blocks: str
    """The blocks as one path: their outlines, small squares for those without."""
    quarters: tuple[Quarter, ...]
    under: Under | None = None


class Sheet:
    """Where a point lies on the drawing."""

    def __init__(self, places: Places) -> None:
        corners = [corner for zone in places.zones for ring in zone.rings for corner in ring]
        corners += [(block.lat, block.lon) for block in places.blocks]
        corners = corners or [tuple(corner) for corner in places.base_map()["bounds"]]
        self._south, self._north = min(lat for lat, _ in corners), max(lat for lat, _ in corners)
        self._west, east = min(lon for _, lon in corners), max(lon for _, lon in corners)
        self._per_degree = METRES_PER_DEGREE * math.cos(math.radians((self._south + self._north) / 2))
        self.width = (east - self._west) * self._per_degree + 2 * MARGIN
        self.height = (self._north - self._south) * METRES_PER_DEGREE + 2 * MARGIN

    def at(self, point: Point) -> tuple[float, float]:
        """Metres right and down; what lies outside stands on the edge."""
        right, down = self._flat(point)
        inside = MARGIN / 2
        return (
            round(min(max(right, inside), self.width - inside), 1),
            round(min(max(down, inside), self.height - inside), 1),
        )

    def lines(self, lines: Iterable[Line], end: str = "") -> str:
        """Those lines that come into sight, to the metre, as an SVG path; `end` is Z for rings."""
        drawn = ""
        for line in lines:
            spots = [(round(x), round(y)) for x, y in map(self._flat, line)]
            if any(0 <= x <= self.width and 0 <= y <= self.height for x, y in spots):
                steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(spots) if (a, b) != (x, y)]
                drawn += f"M{spots[0][0]} {spots[0][1]}l{' '.join(steps)}{end}" if steps else ""
        return drawn

    def _flat(self, point: Point) -> tuple[float, float]:
        right = (point[1] - self._west) * self._per_degree + MARGIN
        return right, (self._north - point[0]) * METRES_PER_DEGREE + MARGIN

    def path(self, rings: tuple[Ring, ...]) -> str:
        """Closed rings as an SVG path."""
        return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in map(self.at, ring)) + "Z" for ring in rings)


@lru_cache(maxsize=8)
def drawing(places: Places) -> Drawing:
    """The drawing of a plan's places."""
    sheet = Sheet(places)
    side = 9.0
    dots = (sheet.at((block.lat, block.lon)) for block in places.blocks if not block.outline)
    blocks = "".join(f"M{x - side:g} {y - side:g}h{2 * side:g}v{2 * side:g}h-{2 * side:g}z" for x, y in dots)
    blocks += sheet.lines((ring for b in places.blocks if b.outline for ring in b.outline.rings), "Z")
    quarters = tuple(Quarter(z.code, sheet.path(z.rings)) for z in places.zones)
    under = _under(places.ground, sheet) if places.ground else None
    return Drawing(round(sheet.width, 1), round(sheet.height, 1), blocks, quarters, under)


def _under(ground: Ground, sheet: Sheet) -> Under:
    streets = (line for street in ground.streets if street.kind != "path" for line in street.lines)
    return Under(sheet.lines(streets), ground.credit)
