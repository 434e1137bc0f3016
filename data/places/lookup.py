"""Where something is, never finer than a block (6.22): a click becomes a block, a quarter, or a rounded point.

Source: domain.md 6.22, plan line 7 (R4).
"""

import json
import math
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Final

from data.places import drawn
from data.places.files import Block, Landmark, MapData, Zone, read_map
from data.places.geometry import Point, holds, metres, metres_to_edge
from data.places.ground import Ground, metres_outside
from data.plan import StandingPlan
from data.vocabulary import Precision

GRID_DEGREES: Final = 0.0005
"""Points that are no block are rounded to this grid: about 55 m north-south and 31 m east-west in Denmark."""

LABELS: Final = {
    "blocks": "bygningspunkter fra BBR, ikke omrids",
    "zones": "skematisk, ikke opmålt",
    "streets": "gader mangler på dette kort",
}
POINTS: Final = "et punkt for hver blok, ikke omrids"
"""Where the points are not those of BBR."""
OUTLINED: Final = "omrids; et punkt, hvor omridset mangler"


@dataclass(frozen=True)
class Place:
    """A place as it is stored: a block's own point or a rounded one. `zone` is a zone code, `block` a block id."""

    lat: float
    lon: float
    precision: Precision
    zone: str | None
    block: str | None
    label: str


class Places:
    """The places of one plan."""

    def __init__(self, plan: StandingPlan, data: MapData) -> None:
        self.zones: tuple[Zone, ...] = data.zones
        self.blocks: tuple[Block, ...] = data.blocks
        self.landmarks: tuple[Landmark, ...] = data.landmarks
        self.ground: Ground | None = data.ground
        self._data = data
        self._centre = plan.area.centre
        self._near = plan.area.near_metres
        self._zone_by_code = {zone.code: zone for zone in data.zones}
        self._block_by_id = {block.id: block for block in data.blocks}

    @classmethod
    def from_plan(cls, plan: StandingPlan) -> "Places":
        """The places of the plan, read once per version. Raises PlanRefused when a map file cannot be used."""
        return _read(plan)

    def snap(self, lat: float, lon: float) -> Place:
        """What a point on the map stands for. Raises ValueError if it is no point on earth."""
        if not (math.isfinite(lat) and math.isfinite(lon)):
            raise ValueError((lat, lon))
        point = (lat, lon)
        if block := self._nearest_block(point):
            return _at(block)
        zone = next((zone for zone in self.zones if holds(zone.rings, point)), None)
        if zone:
            return _rounded(point, Precision.ZONE, zone.code, zone.name)
        if holds(self._data.outline, point):
            return _rounded(point, Precision.OUTDOORS, None, OUTDOORS)
        return _rounded(point, Precision.OUTSIDE, None, OUTSIDE)

    def at_block(self, block_id: str) -> Place:
        """The block; KeyError if there is none of that id."""
        return _at(self._block_by_id[block_id])

    def at_zone(self, code: str) -> Place:
        """The quarter as a whole, at its label point; KeyError if there is none of that code."""
        zone = self._zone_by_code[code]
        return _rounded(zone.label_point, Precision.ZONE, zone.code, zone.name)

    def at_landmark(self, name: str) -> Place:
        """By a landmark, under its name, wherever it lies; KeyError if there is none of that name."""
        found = next((mark for mark in self.landmarks if mark.name == name), None)
        if found is None:
            raise KeyError(name)
        snapped = self.snap(found.lat, found.lon)
        return snapped if snapped.block else replace(snapped, label=found.name)

    def outdoors(self) -> Place:
        """Somewhere outdoors in the area, at its centre."""
        return _rounded(self._centre, Precision.OUTDOORS, None, OUTDOORS)

    def zone_name(self, code: str | None) -> str:
        """The quarter's name; empty without one, the code itself for a quarter of an older plan."""
        zone = self._zone_by_code.get(code or "")
        return zone.name if zone else code or ""

    def base_map(self) -> dict[str, Any]:
        """What the map draws under the incidents, as plain JSON; every point is [latitude, longitude].

        The same object each time: do not change it.
        """
        return self._base_map

    @cached_property
    def base_text(self) -> str:
        """The base map as JSON text in ASCII, written once: every map that is drawn begins with it."""
        return json.dumps(self._base_map)

    @cached_property
    def _base_map(self) -> dict[str, Any]:
        return {**self._plain_map(), **(self._on_ground(self.ground) if self.ground else {})}

    def _on_ground(self, ground: Ground) -> dict[str, Any]:
        """What is drawn otherwise where somebody has imported outlines, streets and names."""
        bounds = self._bounds()
        origin = (bounds[0][0], bounds[0][1])
        plain = self._plain_map()
        outlines = {block.id: block.outline for block in self.blocks if block.outline}
        rings = {id: {"rings": drawn.corners(one.rings, origin)} for id, one in outlines.items()}
        known = [(mark.name, mark.kind, (mark.lat, mark.lon)) for mark in self.landmarks]
        more = drawn.new_names(ground.names, known)
        labels = {**plain["labels"], **({"blocks": OUTLINED} if rings else {})}
        if ground.streets:
            del labels["streets"]
        return {
            "blocks": [{**block, **rings.get(block["id"], {})} for block in plain["blocks"]],
            "places": plain["places"]
            + [{"name": n.name, "kind": n.kind, "lat": n.at[0], "lon": n.at[1]} for n in more],
            "labels": labels,
            "ground": drawn.ground(ground, frozenset(one.id for one in outlines.values()), origin),
        }

    def _plain_map(self) -> dict[str, Any]:
        data = self._data
        return {
            "municipality": _plain(data.municipality),
            "outline": _plain(data.outline),
            "zones": [
                {
                    "code": zone.code,
                    "name": zone.name,
                    "rings": _plain(zone.rings),
                    "label": list(zone.label_point),
                    "homes": zone.homes,
                }
                for zone in data.zones
            ],
            "blocks": [
                {
                    "id": b.id,
                    "label": b.label,
                    "number": b.number,
                    "lat": b.lat,
                    "lon": b.lon,
                    "homes": b.homes,
                    "kind": b.kind,
                }
                for b in data.blocks
            ],
            "places": [{"name": p.name, "kind": p.kind, "lat": p.lat, "lon": p.lon} for p in data.landmarks],
            "bounds": self._bounds(),
            "attribution": data.attribution,
            "labels": LABELS if "BBR" in data.attribution else {**LABELS, "blocks": POINTS},
        }

    def _bounds(self) -> list[list[float]]:
        """[[south, west], [north, east]] of the area."""
        corners = [corner for ring in self._data.outline for corner in ring]
        corners += [corner for zone in self.zones for ring in zone.rings for corner in ring]
        corners = corners or [self._centre]
        lats, lons = zip(*corners, strict=True)
        return [[min(lats), min(lons)], [max(lats), max(lons)]]

    def _nearest_block(self, point: Point) -> Block | None:
        """The block that stands there, else the nearest within reach."""
        reached = ((away, block) for block in self.blocks if (away := _away(block, point, self._near)) <= self._near)
        return min(reached, key=lambda one: one[0], default=(0.0, None))[1]


OUTDOORS: Final = "udendørs i området"
OUTSIDE: Final = "uden for området"


@cache
def _read(plan: StandingPlan) -> Places:
    return Places(plan, read_map(plan))


def _away(block: Block, point: Point, reach: float) -> float:
    """How far the point is from the block: from its outline where that is known, else from its own point."""
    if block.outline is None:
        return metres(point, (block.lat, block.lon))
    if metres_outside(block.outline.box, point) > reach:
        return math.inf
    return 0.0 if holds(block.outline.rings, point) else metres_to_edge(block.outline.rings, point)


def _at(block: Block) -> Place:
    return Place(block.lat, block.lon, Precision.BLOCK, block.zone, block.id, block.label)


def _rounded(point: Point, precision: Precision, zone: str | None, label: str) -> Place:
    lat, lon = (round(round(degrees / GRID_DEGREES) * GRID_DEGREES, 4) for degrees in point)
    return Place(lat, lon, precision, zone, None, label)


def _plain(rings: tuple[tuple[Point, ...], ...]) -> list[list[list[float]]]:
    return [[list(corner) for corner in ring] for ring in rings]
