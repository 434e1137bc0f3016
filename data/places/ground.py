"""The ground of a map where somebody has imported one: outlines of buildings, streets, names. Its file is GeoJSON.

One kind of feature each: a Polygon or MultiPolygon is a building, a MultiLineString a street, a Point a name.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from data.places.geometry import METRES_PER_DEGREE, Point, Ring
from data.places.rings import Line, Polygon

StreetKind = Literal["main", "minor", "path"]
STREET_WORDS: Final[dict[str, StreetKind]] = {"hovedgade": "main", "gade": "minor", "sti": "path"}
"""The largest first."""
DECIMALS: Final = 6
"""Of degrees in the file: a decimetre."""

Box = tuple[float, float, float, float]
"""South, west, north, east."""


@dataclass(frozen=True)
class Building:
    """An outline; `id` is the source's own."""

    id: str
    polygons: tuple[Polygon, ...]

    @property
    def rings(self) -> tuple[Ring, ...]:
        """All its rings: what lies inside an odd number of them lies in the building."""
        return tuple(ring for polygon in self.polygons for ring in polygon)

    @cached_property
    def box(self) -> Box:
        """What it lies within."""
        return box_of([corner for ring in self.rings for corner in ring])


@dataclass(frozen=True)
class Street:
    """A street by its name: every piece of it in the neighbourhood."""

    name: str
    kind: StreetKind
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Name:
    """A name that people steer by; `kind` is a Danish word as in the file of places."""

    name: str
    kind: str
    at: Point


@dataclass(frozen=True)
class Ground:
    """Everything that was imported; `credit` names those who made it."""

    buildings: tuple[Building, ...] = ()
    streets: tuple[Street, ...] = ()
    names: tuple[Name, ...] = ()
    credit: str = ""


def box_of(points: list[Point]) -> Box:
    """The box around points, of which there must be one."""
    lats, lons = zip(*points, strict=True)
    return min(lats), min(lons), max(lats), max(lons)


def metres_outside(box: Box, point: Point) -> float:
    """How far a point lies from a box; nothing inside."""
    south, west, north, east = box
    up = max(south - point[0], 0.0, point[0] - north)
    right = max(west - point[1], 0.0, point[1] - east)
    return METRES_PER_DEGREE * math.hypot(up, right * math.cos(math.radians(point[0])))


def written(ground: Ground, metadata: dict[str, str]) -> dict[str, Any]:
    """The file, as plain JSON."""
    features = [*map(_building, ground.buildings), *map(_street, ground.streets), *map(_name, ground.names)]
    return {"type": "FeatureCollection", "metadata": metadata, "features": features}


def read(features: Iterator[dict[str, Any]], credit: str) -> Ground:
    """The ground of a file's features. Raises KeyError, TypeError, ValueError or IndexError for what is none."""
    found: dict[str, list[dict[str, Any]]] = {"MultiPolygon": [], "Polygon": [], "MultiLineString": [], "Point": []}
    for feature in features:
        found[feature["geometry"]["type"]].append(feature)
    return Ground(
        tuple(_read_building(feature) for kind in ("Polygon", "MultiPolygon") for feature in found[kind]),
        tuple(_read_street(feature) for feature in found["MultiLineString"]),
        tuple(
            Name(str(one["properties"]["navn"]), str(one["properties"]["art"]), _point(one["geometry"]["coordinates"]))
            for one in found["Point"]
        ),
        credit,
    )


def _building(building: Building) -> dict[str, Any]:
    shapes = [[_pairs(ring) for ring in polygon] for polygon in building.polygons]
    one = len(shapes) == 1
    geometry = {"type": "Polygon" if one else "MultiPolygon", "coordinates": shapes[0] if one else shapes}
    return {"type": "Feature", "id": building.id, "geometry": geometry, "properties": {}}


def _read_building(feature: dict[str, Any]) -> Building:
    geometry = feature["geometry"]
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    polygons = tuple(tuple(_points(ring) for ring in polygon) for polygon in shapes)
    if not polygons or any(len(ring) < 4 for polygon in polygons for ring in polygon or [()]):
        raise ValueError(feature.get("id"))
    return Building(str(feature["id"]), polygons)


def _street(street: Street) -> dict[str, Any]:
    word = next(word for word, kind in STREET_WORDS.items() if kind == street.kind)
    geometry = {"type": "MultiLineString", "coordinates": [_pairs(line) for line in street.lines]}
    return {"type": "Feature", "geometry": geometry, "properties": {"navn": street.name, "art": word}}


def _read_street(feature: dict[str, Any]) -> Street:
    lines = tuple(_points(line) for line in feature["geometry"]["coordinates"])
    return Street(str(feature["properties"]["navn"]), STREET_WORDS[feature["properties"]["art"]], lines)


def _name(name: Name) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": _pairs((name.at,))[0]}
    return {"type": "Feature", "geometry": geometry, "properties": {"navn": name.name, "art": name.kind}}


def _pairs(points: Line) -> list[list[float]]:
    return [[round(lon, DECIMALS), round(lat, DECIMALS)] for lat, lon in points]


def _points(pairs: Any) -> Line:
    return tuple(_point(pair) for pair in pairs)


def _point(pair: Any) -> Point:
    lat, lon = float(pair[1]), float(pair[0])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError((lat, lon))
    return lat, lon
