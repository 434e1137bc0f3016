"""`import-map`: saved downloads of OpenStreetMap and GeoDanmark -> the ground of a plan's map. No network is used.

GeoDanmark's outlines are the official ones: where a file of theirs is given, OpenStreetMap gives streets and names
only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.places.footprints import Matching, match
from data.places.ground import Box, Ground, metres_outside
from data.places.importing.downloads import Download, Source, read
from data.places.importing.refusals import MapRefused
from data.places.importing.things import Collected, Thing
from data.places.importing.whereabouts import AROUND_METRES
from data.places.lookup import Places
from data.plan import StandingPlan

__all__ = ["Imported", "MapRefused", "area_of", "imported", "metadata"]

CREDIT: Final = {
    Source.GEODANMARK: "Indeholder data fra Klimadatastyrelsen, GeoDanmark",
    Source.OSM: "© OpenStreetMap contributors (ODbL)",
}
LICENCE: Final = {
    Source.GEODANMARK: "Vilkår for brug af frie geografiske data / CC BY 4.0",
    Source.OSM: "Open Database License (ODbL) 1.0, opendatacommons.org/licenses/odbl",
}


@dataclass(frozen=True)
class Imported:
    """The ground that the downloads give, what stands at the top of its file, and what whoever imports must know."""

    ground: Ground
    metadata: dict[str, str]
    matching: Matching
    left_out: int
    halves: tuple[str, ...]
    unfinished: dict[str, int]


def imported(files: Sequence[Path], plan: StandingPlan) -> Imported:
    """The ground of a plan's area. Raises MapRefused."""
    places = Places.from_plan(plan)
    area = area_of(places)
    downloads = [read(file, area, plan.area.name) for file in files]
    official = any(download.source is Source.GEODANMARK for download in downloads)
    made, left_out = Collected(), 0
    halves: list[str] = []
    for download in downloads:
        halves += download.halves
        for thing in download.things:
            if not thing.tags or not _near(thing, area):
                left_out += bool(thing.tags)
                continue
            made.take(thing, buildings=not official or download.source is Source.GEODANMARK)
    ground = made.ground()
    if not (ground.buildings or ground.streets):
        raise MapRefused("", f"Der er hverken bygninger eller gader med navn inden for {AROUND_METRES} m fra området.")
    points = {block.id: (block.lat, block.lon) for block in places.blocks}
    return Imported(
        ground, metadata(downloads), match(points, ground.buildings), left_out, tuple(halves),
        {download.file: download.rest for download in downloads if download.rest},
    )  # fmt: skip


def area_of(places: Places) -> Box:
    """The box around the plan's area."""
    (south, west), (north, east) = places.base_map()["bounds"]
    return south, west, north, east


def _near(thing: Thing, area: Box) -> bool:
    return any(metres_outside(area, corner) <= AROUND_METRES for corner in thing.corners)


def metadata(downloads: Sequence[Download]) -> dict[str, str]:
    """Whom to thank, in the order of the sources; a day is when the source says the data are from."""
    used = [source for source in CREDIT if any(download.source is source for download in downloads)]
    days = {source: max(one.day for one in downloads if one.source is source) for source in used}
    credits = (f"{CREDIT[one]}, udtræk {days[one]}" if days[one] else CREDIT[one] for one in used)
    return {"attribution": " · ".join(credits), "licens": " · ".join(LICENCE[source] for source in used)}
