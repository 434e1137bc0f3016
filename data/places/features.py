"""The features of a map file, one by one: what is wrong with one is told with its file, its number and what to do.

GeoJSON has longitude first; here and above it is latitude first.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, NoReturn, TypeVar

from data.places.geometry import Point, Ring, metres
from data.plan import PlanRefused, Problem

Feature = dict[str, Any]
Read = TypeVar("Read")

FARTHEST: Final = 100_000
"""Metres from the plan's centre within which everything lies that a plan's map can be of."""
DEGREES: Final = "Koordinater skrives som grader (WGS 84) med længdegraden først."
SURFACES: Final = ("Polygon", "MultiPolygon")


class Unfit(ValueError):
    """This feature cannot be used; says in Danish what it lacks, as the end of a sentence about it."""


def each(
    content: dict[str, Any] | None, key: str, name: str, centre: Point, read: Callable[[Feature], Read]
) -> Iterator[Read]:
    """What the features of a file are, read by `read`; none without a file. Raises PlanRefused."""
    features = (content or {}).get("features", [])
    for number, feature in enumerate(features if isinstance(features, list) else [None], 1):
        try:
            if not (isinstance(feature, dict) and isinstance(feature.get("geometry"), dict)):
                raise Unfit("er ikke en GeoJSON-figur")
            _require_near(feature, centre)
            yield read(feature)
        except Unfit as why:
            refuse(key, f"Nr. {number} i ‘{name}’ {why}.")


def refuse(key: str, sentence: str) -> NoReturn:
    """Say what is wrong with a map file of the plan."""
    raise PlanRefused([Problem(None, f"område › kort › {key}", sentence)])


def text_of(feature: Feature, name: str) -> str:
    """A property that must be there."""
    said = (feature.get("properties") or {}).get(name)
    if said is None or not str(said).strip():
        raise Unfit(f"mangler egenskaben ‘{name}’")
    return str(said).strip()


def number_of(feature: Feature, name: str) -> int:
    """A whole number that may be left out; 0 where it is."""
    said = (feature.get("properties") or {}).get(name) or 0
    try:
        return int(said)
    except (TypeError, ValueError):
        raise Unfit(f"har ‘{said}’ som ‘{name}’, der skal være et helt tal") from None


def point_of(feature: Feature) -> Point:
    """Where something stands."""
    if feature["geometry"].get("type") != "Point":
        raise Unfit(f"er tegnet som {feature['geometry'].get('type')}; det skal være et punkt (Point)")
    return point(feature["geometry"].get("coordinates"))


def rings_of(feature: Feature) -> tuple[Ring, ...]:
    """The rings of a surface, those of holes among them; each has at least three corners."""
    kind, given = feature["geometry"].get("type"), feature["geometry"].get("coordinates")
    if kind not in SURFACES:
        raise Unfit(f"er tegnet som {kind}; det skal være en flade (Polygon)")
    try:
        polygons = given if kind == "MultiPolygon" else [given]
        rings = tuple(tuple(point(corner) for corner in ring) for polygon in polygons for ring in polygon)
    except TypeError:
        raise Unfit("har ingen hjørner, der kan læses") from None
    if not rings or any(len(set(ring)) < 3 for ring in rings):
        raise Unfit("har færre end tre hjørner")
    return rings


def point(pair: Any) -> Point:
    """A point of the file, turned round."""
    try:
        lon, lat = float(pair[0]), float(pair[1])
    except (TypeError, ValueError, IndexError, KeyError):
        raise Unfit("har ingen koordinater, der kan læses") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Unfit(f"har koordinaterne [{lon:g}, {lat:g}]. {DEGREES[:-1]}")
    return lat, lon


def _require_near(feature: Feature, centre: Point) -> None:
    found: Any = feature["geometry"].get("coordinates")
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    away = metres(centre, point(found))
    if away > FARTHEST:
        raise Unfit(f"ligger {away / 1000:.0f} km fra områdets ‘midtpunkt’. {DEGREES[:-1]}")
