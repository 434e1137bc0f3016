"""The blocks of a plan's map from a download of OpenStreetMap: one point and one address for each."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from data.places.files import MapData, read_map, zone_of
from data.places.geometry import Point, holds, middle
from data.places.ground import DECIMALS, Box
from data.places.importing import metadata
from data.places.importing.addresses import span
from data.places.importing.downloads import Source, read
from data.places.importing.refusals import MapRefused
from data.places.importing.standing import HOUSE_NUMBERS, Standing, Streets, standing
from data.places.importing.things import Thing
from data.plan import StandingPlan

OFFICIAL: Final = "GeoDanmark har ingen adresser. Brug en fil fra OpenStreetMap til blokkene, og kun den."
NONE: Final = "Der er ingen boligblokke i filen inden for områdets omrids og kvarterer. Tegn dem selv: docs/map.md."
BARE: Final = (
    "Bygninger i området, der kan være boligblokke: {count}, men ingen af dem har en adresse i filen. Hent den igen "
    "med den forespørgsel, som vises, når kommandoen køres uden filer: Den tager adresserne med."
)


@dataclass(frozen=True)
class Found:
    """A block. `at` lies inside the building; `more` when numbers of another street were left out."""

    id: str
    label: str
    street: str
    at: Point
    zone: str | None
    more: bool


@dataclass(frozen=True)
class Blocks:
    """What a download gives. `bare` are buildings without an address: the source's id and where they stand;
    `families` counts those that may be one family's house; `alike` are labels that several buildings share."""

    found: tuple[Found, ...]
    bare: tuple[tuple[str, Point], ...]
    families: int
    alike: tuple[str, ...]
    metadata: Mapping[str, str]
    halves: tuple[str, ...]


def blocks_of(files: Sequence[Path], plan: StandingPlan, area: Box) -> Blocks:
    """The blocks within a plan's outline and quarters, from north to south. Raises PlanRefused and MapRefused."""
    data = read_map(plan)
    downloads = [read(file, area, plan.area.name) for file in files]
    for download in downloads:
        if download.source is not Source.OSM:
            raise MapRefused(download.file, OFFICIAL)
    things = {thing.id: thing for download in downloads for thing in download.things}
    found, bare, families = _chosen(list(things.values()), data, area)
    if not found:
        raise MapRefused("", BARE.format(count=len(bare)) if bare else NONE)
    apart, alike = _told_apart(found)
    halves = tuple(half for download in downloads for half in download.halves)
    return Blocks(tuple(apart), tuple(bare), families, alike, metadata(downloads), halves)


def features(found: Sequence[Found]) -> list[dict[str, Any]]:
    """As they stand in the file."""
    return [
        {
            "type": "Feature",
            "id": block.id,
            "geometry": {"type": "Point", "coordinates": [round(block.at[1], DECIMALS), round(block.at[0], DECIMALS)]},
            "properties": {"adresse": block.label, "gade": block.street},
        }
        for block in found
    ]


def _chosen(things: list[Thing], data: MapData, area: Box) -> tuple[list[Found], list[tuple[str, Point]], int]:
    built, streets = standing(things, area)
    found, bare, families = [], [], 0
    for one in built:
        at = _inside(one, data) if one.may_be_homes else None
        if at is None:
            continue
        if one.numbers and (one.is_large or one.numbers > HOUSE_NUMBERS):
            found.append(_found(one, at, streets, zone_of(at, data.zones)))
        elif one.numbers:
            families += 1
        elif one.is_large and not any(other.numbers and holds(other.building.rings, at) for other in built):
            bare.append((one.id, at))  # not the same building drawn twice, as a way and as a relation
    found.sort(key=lambda block: (-block.at[0], block.at[1], block.id))
    return found, bare, families


def _inside(one: Standing, data: MapData) -> Point | None:
    """The middle of the building if it lies in the plan's outline or one of its quarters."""
    surfaces = [data.outline, *(zone.rings for zone in data.zones)]
    if not any(holds(rings, corner) for rings in surfaces for corner in one.corners):
        return None  # before the middle is looked for, which takes longer
    at = middle(one.building.rings)
    return at if any(holds(rings, at) for rings in surfaces) else None


def _found(one: Standing, at: Point, streets: Streets, zone: str | None) -> Found:
    street, numbers = min(one.addresses.items(), key=lambda item: (-len(item[1]), item[0]))
    others = [number for number, owners in streets[street].items() if owners - {one.id}]
    id = "osm-" + re.sub(r"^(n|w|r)\w*/", r"\1", one.id)
    return Found(id, f"{street} {span(numbers, others)}", street, at, zone, more=len(one.addresses) > 1)


def _told_apart(found: Sequence[Found]) -> tuple[list[Found], tuple[str, ...]]:
    """Those that have the same label are numbered in their order: the map must not have two of one name."""
    many = Counter(block.label for block in found)
    seen: Counter[str] = Counter()
    apart = []
    for block in found:
        seen[block.label] += 1
        more = f" (bygning {seen[block.label]})" if many[block.label] > 1 else ""
        apart.append(replace(block, label=block.label + more))
    return apart, tuple(label for label, count in many.items() if count > 1)
