"""The map files of a plan -> zones, blocks and the drawing underneath.

GeoJSON has longitude first; here and above it is latitude first. Sources and licences travel with the files.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any, Final, TypeVar

from data.places import ground as grounds
from data.places.features import Feature, Unfit, each, number_of, point, point_of, refuse, rings_of, text_of
from data.places.footprints import match
from data.places.geometry import Point, Ring, holds, metres_to_edge, middle
from data.places.ground import Building, Ground
from data.plan import StandingPlan
from data.plan.mapfiles import find

ZONE_REACH_METRES: Final = 50
"""A block outside every zone belongs to the nearest one within this distance (zones are buffers around the blocks)."""


LONGEST_ID: Final = 80
"""Characters of a quarter's code or a block's id, which stand with each incident there."""

Known = TypeVar("Known")


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

    @property
    def number(self) -> str:
        """What stands behind the street in the address: 12, 1-9."""
        known = self.label.startswith(f"{self.street} ")
        return self.label.removeprefix(self.street).strip() if known else self.label.rpartition(" ")[2]


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
    """Read the plan's map files. Raises PlanRefused, with the feature it is about, when one cannot be used."""
    named, centre = plan.area.map.named(), plan.area.centre
    files = {key: _collection(plan, key, name) for key, name in named.items()}
    read = {
        key: partial(each, files.get(key), key, named.get(key, ""), centre)
        for key in ("zoner", "omrids", "blokke", "kommune", "steder")
    }
    zones = _known_apart(read["zoner"](_zone), "zoner", named["zoner"], attrgetter("code"))
    drawn = read["blokke"](partial(_block, zones=zones))
    blocks = _known_apart(drawn, "blokke", named.get("blokke", ""), attrgetter("id"))
    ground = _ground(files)
    return MapData(
        zones=zones,
        blocks=_outlined(blocks, ground) if ground else blocks,
        outline=tuple(ring for rings in read["omrids"](rings_of) for ring in rings),
        municipality=tuple(ring for rings in read["kommune"](rings_of) for ring in rings),
        landmarks=tuple(read["steder"](_landmark)),
        attribution=_attribution(files),
        ground=ground,
    )


def _collection(plan: StandingPlan, key: str, name: str) -> dict[str, Any]:
    path = find(name, plan.folder)
    if path is None:
        refuse(key, f"Kortfilen ‘{name}’ findes ikke.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        content = None
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        refuse(key, f"‘{name}’ er ikke en GeoJSON-fil (FeatureCollection).")
    return content


def _zone(feature: Feature) -> Zone:
    name, rings = text_of(feature, "navn"), rings_of(feature)
    label = feature["properties"].get("label_punkt")
    return Zone(
        code=_short(str(feature.get("id") or name).removeprefix("zone-")),
        name=name,
        rings=rings,
        label_point=point(label) if label else middle(rings),
        homes=number_of(feature, "boliger"),
        blocks=number_of(feature, "blokke"),
    )


def _block(feature: Feature, zones: tuple[Zone, ...]) -> Block:
    # "Gaden 12, 9999 By" -> "Gaden 12": nothing behind the first comma, where a floor would stand.
    label, properties = text_of(feature, "adresse").split(",")[0].strip(), feature["properties"]
    lat, lon = point_of(feature)
    return Block(
        id=_short(str(feature.get("id") or properties.get("id") or label)),
        label=label,
        street=properties.get("gade") or re.sub(r"\s+\d+\w*(\s*[-–]\s*\d+\w*)?$", "", label),
        homes=number_of(feature, "boliger"),
        kind=properties.get("art") or "",
        lat=lat,
        lon=lon,
        zone=zone_of((lat, lon), zones),
    )


def _short(known: str) -> str:
    if len(known) > LONGEST_ID:
        raise Unfit(f"har et id eller et navn på mere end {LONGEST_ID} tegn")
    return known


def _known_apart(read: Iterable[Known], key: str, name: str, known: Callable[[Known], str]) -> tuple[Known, ...]:
    """All of them, no two of which are known by the same. Raises PlanRefused."""
    found: dict[str, Known] = {}
    for number, one in enumerate(read, 1):
        if known(one) in found:
            refuse(key, f"Nr. {number} i ‘{name}’ har samme id, navn eller adresse som en anden: ‘{known(one)}’.")
        found[known(one)] = one
    return tuple(found.values())


def _ground(files: dict[str, dict[str, Any]]) -> Ground | None:
    """The ground of the map, which `import-map` writes. Raises PlanRefused when somebody has changed it since."""
    if "grundkort" not in files:
        return None
    try:
        return grounds.read(files["grundkort"]["features"], _attribution({"grundkort": files["grundkort"]}))
    except (KeyError, TypeError, ValueError, IndexError):
        refuse("grundkort", "Grundkortet kan ikke læses. Lav det igen: python -m data import-map")


def _outlined(blocks: tuple[Block, ...], ground: Ground) -> tuple[Block, ...]:
    found = match({block.id: (block.lat, block.lon) for block in blocks}, ground.buildings).found
    return tuple(replace(block, outline=found.get(block.id)) for block in blocks)


def zone_of(point: Point, zones: tuple[Zone, ...]) -> str | None:
    """The code of the quarter that a block there belongs to."""
    for zone in zones:
        if holds(zone.rings, point):
            return zone.code
    distances = [(metres_to_edge(zone.rings, point), zone.code) for zone in zones]
    near = min(distances, default=(float("inf"), ""))
    return near[1] if near[0] <= ZONE_REACH_METRES else None


def _landmark(feature: Feature) -> Landmark:
    # "(navn ikke fundet)" and the like are remarks to whoever keeps the file, not part of a name.
    name = re.sub(r"\s*\([^)]*\)$", "", text_of(feature, "navn"))
    return Landmark(name, feature["properties"].get("type") or "", *point_of(feature))


def _attribution(files: dict[str, dict[str, Any]]) -> str:
    """Each source once, in the order of the files."""
    metadata = (content.get("metadata") or {} for content in files.values())
    said = (data.get("attribution") or data.get("kilde") or "" for data in metadata)
    # The remark after "via" and "hentet via" says how the file came here; the credit is what stands before it.
    given = (re.split(r",? (?:hentet )?via ", text)[0] for text in said)
    parts = (part.strip() for text in given for part in text.split("·"))
    credits = list(dict.fromkeys(part for part in parts if part))
    return " · ".join(one for one in credits if not any(other != one and other.startswith(one) for other in credits))
