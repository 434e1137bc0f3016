"""A saved answer of Overpass: its ways, relations and nodes as things.

Both `out geom` (each way carries its points) and `out body; >; out skel` (they are looked up among the nodes) are read.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from data.places.geometry import Point
from data.places.importing.things import Thing
from data.places.rings import OpenRing, polygons, stitched

OUTER: Final = ("outer", "outline", "")
Elements = Mapping[tuple[str, int], dict[str, Any]]


class Half(NamedTuple):
    """A thing that is not whole in the file."""

    id: str


class NoPoint(ValueError):
    """A point is missing, because the download ends there or was made without points."""


def things(elements: list[dict[str, Any]]) -> Iterator[Thing | Half]:
    """Every element that has tags. Raises KeyError, TypeError or ValueError for what is no such answer."""
    known = {(str(element["type"]), int(element["id"])): element for element in elements}
    for (kind, number), element in known.items():
        tags = {str(key): str(value) for key, value in (element.get("tags") or {}).items()}
        if not tags or kind not in ("node", "way", "relation"):
            continue
        name = f"{kind}/{number}"
        try:
            yield _thing(name, kind, tags, element, known)
        except (OpenRing, NoPoint):
            yield Half(name)


def _thing(name: str, kind: str, tags: dict[str, str], element: dict[str, Any], known: Elements) -> Thing:
    if kind == "node":
        return Thing(name, tags, point=_at(element))
    if kind == "way":
        line = _line(element, known)
        if "building" not in tags:
            return Thing(name, tags, line=line)
        around = polygons(stitched([line]), ())
        if not around:
            raise OpenRing
        return Thing(name, tags, polygons=around)
    if tags.get("type") not in ("multipolygon", "boundary") and "building" not in tags:
        return Thing(name, {})
    members = [member for member in element["members"] if member["type"] == "way"]
    outer, inner = (
        stitched(_line(one, known) for one in members if one.get("role", "") in roles) for roles in (OUTER, ("inner",))
    )
    around = polygons(outer, inner)
    if not around:
        raise OpenRing
    return Thing(name, tags, polygons=around)


def _line(element: dict[str, Any], known: Elements) -> tuple[Point, ...]:
    """The points of a way, or of a member that is one."""
    if "geometry" not in element and "ref" in element:
        element = known.get(("way", int(element["ref"])), {})
    if "geometry" in element:
        return tuple(_at(point) for point in element["geometry"])
    nodes = [known.get(("node", int(number))) for number in element.get("nodes") or [-1]]
    return tuple(_at(node) for node in nodes)


def _at(point: dict[str, Any] | None) -> Point:
    if point is None or "lat" not in point:
        raise NoPoint
    lat, lon = float(point["lat"]), float(point["lon"])
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise ValueError((lat, lon))
    return lat, lon
