"""The map files of a plan -> zones, blocks and the drawing underneath.

GeoJSON has longitude first; here and above it is latitude first. Sources and licences travel with the files.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from data.places import ground as grounds
from data.places.footprints import match
from data.places.geometry import Point, Ring, holds, metres_to_edge
from data.places.ground import Building, Ground
from data.plan import PlanRefused, Problem, StandingPlan
from data.plan.mapfiles import find

ZONE_REACH_METRES: Final = 50
"""A block outside every zone belongs to the nearest one within this distance (zones are buffers around the blocks)."""


@dataclass(frozen=True)
class Zone:
    """A quarter of the area. `rings` are closed, (latitude, longitude); schematic, not surveyed."""

    code: str
    name: str
    rings: tuple[Ring, ...]
    label_point: Point
    homes: int
    blocks: int


@dataclass(frozen=True)
class Block:
    """A building, known by one official point and its main address without floor or door. `zone` is a zone code.

    `outline` is where it stands, if the ground of the map has its outline.
    """

    id: str
    label: str
    street: str
    homes: int
    kind: str
    lat: float
    lon: float
    zone: str | None
    outline: Building | None = None


@dataclass(frozen=True)
class Landmark:
    """A school, an institution, a station: what people steer by. `kind` is the Danish word of the file."""

    name: str
    kind: str
    lat: float
    lon: float


@dataclass(frozen=True)
class MapData:
    """Everything the files of one plan say."""

    zones: tuple[Zone, ...]
    blocks: tuple[Block, ...]
    outline: tuple[Ring, ...]
    municipality: tuple[Ring, ...]
    landmarks: tuple[Landmark, ...]
    attribution: str
    ground: Ground | None


def read_map(plan: StandingPlan) -> MapData:
    """Read the plan's map files. Raises PlanRefused when one is missing or is no such GeoJSON."""
    files = {key: _collection(plan, key, name) for key, name in plan.area.map.named().items()}
    try:
        zones = tuple(_zone(feature) for feature in _features(files, "zoner"))
        blocks = tuple(_block(feature, zones) for feature in _features(files, "blokke"))
        ground = _ground(files)
        return MapData(
            zones=zones,
            blocks=_outlined(blocks, ground) if ground else blocks,
            outline=tuple(ring for feature in _features(files, "omrids") for ring in _rings(feature)),
            municipality=tuple(ring for feature in _features(files, "kommune") for ring in _rings(feature)),
            landmarks=tuple(_landmark(feature) for feature in _features(files, "steder")),
            attribution=_attribution(files),
            ground=ground,
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise PlanRefused([Problem(None, "område › kort", f"En kortfil mangler oplysninger: {error}.")]) from error


def _collection(plan: StandingPlan, key: str, name: str) -> dict[str, Any]:
    path = find(name, plan.folder)
    if path is None:
        raise PlanRefused([Problem(None, f"område › kort › {key}", f"Kortfilen ‘{name}’ findes ikke.")])
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        content = None
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise PlanRefused([Problem(None, f"område › kort › {key}", f"‘{name}’ er ikke en GeoJSON-fil.")])
    return content


def _features(files: dict[str, dict[str, Any]], key: str) -> Iterator[dict[str, Any]]:
    yield from files.get(key, {}).get("features", ())


def _zone(feature: dict[str, Any]) -> Zone:
    properties = feature["properties"]
    rings = _rings(feature)
    label = properties.get("label_punkt")
    return Zone(
        code=str(feature.get("id", properties["navn"])).removeprefix("zone-"),
        name=properties["navn"],
        rings=rings,
        label_point=_point(label) if label else rings[0][0],
        homes=int(properties.get("boliger") or 0),
        blocks=int(properties.get("blokke") or 0),
    )


def _block(feature: dict[str, Any], zones: tuple[Zone, ...]) -> Block:
    properties = feature["properties"]
    point = _point(feature["geometry"]["coordinates"])
    # "Gaden 12, 9999 By" -> "Gaden 12": nothing behind the first comma, where a floor would stand.
    label = properties["adresse"].split(",")[0].strip()
    return Block(
        id=str(feature["id"]),
        label=label,
        street=properties.get("gade") or re.sub(r"\s+\d+\w*$", "", label),
        homes=int(properties.get("boliger") or 0),
        kind=properties.get("art") or "",
        lat=point[0],
        lon=point[1],
        zone=_zone_of(point, zones),
    )


def _ground(files: dict[str, dict[str, Any]]) -> Ground | None:
    if "grundkort" not in files:
        return None
    return grounds.read(_features(files, "grundkort"), _attribution({"grundkort": files["grundkort"]}))


def _outlined(blocks: tuple[Block, ...], ground: Ground) -> tuple[Block, ...]:
    found = match({block.id: (block.lat, block.lon) for block in blocks}, ground.buildings).found
    return tuple(replace(block, outline=found.get(block.id)) for block in blocks)


def _zone_of(point: Point, zones: tuple[Zone, ...]) -> str | None:
    for zone in zones:
        if holds(zone.rings, point):
            return zone.code
    distances = [(metres_to_edge(zone.rings, point), zone.code) for zone in zones]
    near = min(distances, default=(float("inf"), ""))
    return near[1] if near[0] <= ZONE_REACH_METRES else None


def _landmark(feature: dict[str, Any]) -> Landmark:
    lat, lon = _point(feature["geometry"]["coordinates"])
    # "(navn ikke fundet)" and the like are remarks to whoever keeps the file, not part of a name.
    name = re.sub(r"\s*\([^)]*\)$", "", feature["properties"]["navn"])
    return Landmark(name, feature["properties"].get("type") or "", lat, lon)


def _rings(feature: dict[str, Any]) -> tuple[Ring, ...]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(geometry["type"])
    return tuple(tuple(_point(corner) for corner in ring) for polygon in polygons for ring in polygon)


def _point(pair: Any) -> Point:
    return float(pair[1]), float(pair[0])


def _attribution(files: dict[str, dict[str, Any]]) -> str:
    """Each source once, in the order of the files."""
    metadata = (content.get("metadata") or {} for content in files.values())
    said = (data.get("attribution") or data.get("kilde") or "" for data in metadata)
    # The remark after "via" and "hentet via" says how the file came here; the credit is what stands before it.
    given = (re.split(r",? (?:hentet )?via ", text)[0] for text in said)
    parts = (part.strip() for text in given for part in text.split("·"))
    credits = list(dict.fromkeys(part for part in parts if part))
    return " · ".join(one for one in credits if not any(other != one and other.startswith(one) for other in credits))
