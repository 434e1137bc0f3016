"""A GeoJSON download: GeoDanmark's own (WFS), or OpenStreetMap as overpass turbo exports it."""

import math
import re
from collections.abc import Iterator
from typing import Any, Final, Literal

from data.places.geometry import Point
from data.places.importing.refusals import MapRefused
from data.places.importing.things import Thing
from data.places.projection import to_geographic
from data.places.rings import Polygon, polygons

Grid = Literal["degrees", "metres"]
KNOWN: Final[dict[str, Grid]] = {"25832": "metres", "4326": "degrees", "4258": "degrees", "CRS84": "degrees"}
EAST: Final = (100_000.0, 1_000_000.0)
NORTH: Final = (5_900_000.0, 6_600_000.0)
"""Where Denmark lies on the grid, widely."""
AGAIN: Final = "Hent den igen i EPSG:25832 eller EPSG:4326."


def is_official(feature: dict[str, Any]) -> bool:
    """Whether the feature is a building of GeoDanmark."""
    properties = feature.get("properties") or {}
    return "bygningstype" in properties or str(feature.get("id", "")).lower().startswith("bygning")


def is_open(feature: dict[str, Any]) -> bool:
    """Whether the feature comes from OpenStreetMap."""
    properties = feature.get("properties") or {}
    return "@id" in properties or re.match(r"(node|way|relation)/\d", str(feature.get("id", ""))) is not None


def things(file: str, content: dict[str, Any]) -> Iterator[Thing]:
    """Every feature that has a geometry. Raises MapRefused for the wrong grid, KeyError and the like for nonsense."""
    features = [feature for feature in content["features"] if feature.get("geometry")]
    grid = _grid(file, content, [pair for feature in features for pair in _pairs(feature["geometry"]["coordinates"])])
    for feature in features:
        yield from _things(feature, grid)


def _things(feature: dict[str, Any], grid: Grid) -> Iterator[Thing]:
    properties = feature.get("properties") or {}
    tags = {str(key): str(value) for key, value in properties.items() if isinstance(value, str | int | float)}
    if is_official(feature):
        tags = {"building": "yes"}
    name = str(properties.get("@id") or feature.get("id") or properties.get("id_lokalId") or "")
    kind, coordinates = feature["geometry"]["type"], feature["geometry"]["coordinates"]
    if kind in ("Polygon", "MultiPolygon"):
        shapes = coordinates if kind == "MultiPolygon" else [coordinates]
        around = tuple(one for shape in shapes for one in _polygon(shape, grid))
        if around:
            yield Thing(name or repr(around[0][0][0]), tags, polygons=around)
    elif kind in ("LineString", "MultiLineString"):
        for n, line in enumerate(coordinates if kind == "MultiLineString" else [coordinates]):
            yield Thing(f"{name}-{n}" if n else name, tags, line=tuple(_point(pair, grid) for pair in line))
    elif kind == "Point":
        yield Thing(name, tags, point=_point(coordinates, grid))


def _polygon(rings: list[Any], grid: Grid) -> tuple[Polygon, ...]:
    read = [tuple(_point(pair, grid) for pair in ring) for ring in rings]
    return polygons(read[:1], read[1:])


def _point(pair: list[Any], grid: Grid) -> Point:
    first, second = float(pair[0]), float(pair[1])
    return to_geographic(first, second) if grid == "metres" else (second, first)


def _pairs(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], list):
        for inner in coordinates:
            yield from _pairs(inner)
    elif coordinates:
        first, second = float(coordinates[0]), float(coordinates[1])
        if not (math.isfinite(first) and math.isfinite(second)):
            raise ValueError((first, second))
        yield first, second


def _grid(file: str, content: dict[str, Any], pairs: list[tuple[float, float]]) -> Grid:
    """Which grid the file is in: what it says, if its numbers agree; else what they look like."""
    said = str(((content.get("crs") or {}).get("properties") or {}).get("name") or "")
    code = next(iter(re.findall(r"CRS84|(?<=[:/])\d{4,6}$", said)), "")
    if said and code not in KNOWN:
        raise MapRefused(file, f"Koordinatsystemet ‘{said}’ kan ikke bruges. {AGAIN}")
    looks = _looks(file, pairs)
    if code and looks and KNOWN[code] != looks:
        found = "meter" if looks == "metres" else "grader"
        raise MapRefused(file, f"Filen siger, at koordinatsystemet er {said}, men tallene i den er {found}. {AGAIN}")
    if looks is None and pairs:
        raise MapRefused(
            file, f"Koordinatsystemet kan ikke genkendes (første punkt: {pairs[0][0]:g}, {pairs[0][1]:g}). {AGAIN}"
        )
    return looks or "degrees"


def _looks(file: str, pairs: list[tuple[float, float]]) -> Grid | None:
    if all(abs(first) <= 180 and abs(second) <= 180 for first, second in pairs):
        return "degrees"
    if all(EAST[0] <= first <= EAST[1] and NORTH[0] <= second <= NORTH[1] for first, second in pairs):
        return "metres"
    if all(EAST[0] <= second <= EAST[1] and NORTH[0] <= first <= NORTH[1] for first, second in pairs):
        raise MapRefused(file, f"Akserne er byttet om: nord står før øst. {AGAIN} Øst skal stå først.")
    return None
