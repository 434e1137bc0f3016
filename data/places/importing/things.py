"""A thing of a download, and what it becomes on the map: a building, a piece of a street, a name, or nothing.

Only outlines, names and kinds go on: no address, number or note of a source is kept. Names of doctors and of homes are
left out, since they may be people's; so are shelters and the like, which nobody should be led to.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from data.places.geometry import Point
from data.places.ground import STREET_WORDS, Building, Ground, Name, Street, StreetKind, box_of
from data.places.rings import Line, Polygon, joined

STREETS: Final[Mapping[str, StreetKind]] = {
    **dict.fromkeys(("motorway", "trunk", "primary", "secondary", "tertiary"), "main"),
    **dict.fromkeys(("motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link"), "main"),
    **dict.fromkeys(("residential", "unclassified", "living_street", "pedestrian", "service", "road"), "minor"),
    **dict.fromkeys(("footway", "cycleway", "path", "steps", "track", "bridleway"), "path"),
}
NAMED: Final[Mapping[tuple[str, str], str]] = {
    ("amenity", "school"): "skole",
    ("amenity", "kindergarten"): "daginstitution",
    ("amenity", "childcare"): "daginstitution",
    ("amenity", "place_of_worship"): "trossamfund",
    ("amenity", "library"): "bibliotek",
    ("amenity", "townhall"): "rådhus",
    ("amenity", "community_centre"): "kulturhus",
    ("amenity", "police"): "politi",
    ("amenity", "fire_station"): "brandstation",
    ("amenity", "hospital"): "sundhed",
    ("amenity", "nursing_home"): "ældreboliger",
    ("building", "school"): "skole",
    ("building", "kindergarten"): "daginstitution",
    ("building", "church"): "kirke",
    ("building", "hospital"): "sundhed",
    ("railway", "station"): "station",
    ("shop", "mall"): "bycenter",
    ("leisure", "sports_centre"): "idræt",
    ("leisure", "park"): "park",
}
"""What is named on the map, and the Danish word of its kind."""
LONGEST_NAME: Final = 80


@dataclass(frozen=True)
class Thing:
    """What a download says of one thing; points are (latitude, longitude)."""

    id: str
    tags: Mapping[str, str]
    polygons: tuple[Polygon, ...] = ()
    line: Line = ()
    point: Point | None = None

    @property
    def corners(self) -> list[Point]:
        """Every point of it."""
        found = [corner for polygon in self.polygons for ring in polygon for corner in ring]
        return [*found, *self.line, *([self.point] if self.point else [])]


@dataclass
class Collected:
    """What the things of all files come to; a thing that stands in two files counts once."""

    buildings: dict[str, Building] = field(default_factory=dict)
    streets: dict[str, dict[str, tuple[StreetKind, Line]]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[str, Name] = field(default_factory=dict)

    def take(self, thing: Thing, *, buildings: bool) -> None:
        """Take what the thing is; its outline only if `buildings`."""
        name = " ".join(thing.tags.get("name", "").split())[:LONGEST_NAME]
        if buildings and thing.polygons and thing.tags.get("building", "no") != "no":
            self.buildings[thing.id] = Building(thing.id, thing.polygons)
        kind = STREETS.get(thing.tags.get("highway", ""))
        if kind and thing.line and name:
            self.streets[name][thing.id] = (kind, thing.line)
        word = next((word for (key, value), word in NAMED.items() if thing.tags.get(key) == value), None)
        if word and name:
            church = word == "trossamfund" and thing.tags.get("religion") == "christian"
            self.names[thing.id] = Name(name, "kirke" if church else word, _middle(thing))

    def ground(self) -> Ground:
        """All of it, in an order that does not depend on the order of the files."""
        names: dict[tuple[str, str], Name] = {}
        for _, one in sorted(self.names.items()):
            names.setdefault((one.name, one.kind), one)
        return Ground(
            tuple(one for _, one in sorted(self.buildings.items())),
            tuple(
                _street(name, dict(sorted(pieces.items())).values()) for name, pieces in sorted(self.streets.items())
            ),
            tuple(names.values()),
        )


def _street(name: str, pieces: Iterable[tuple[StreetKind, Line]]) -> Street:
    kinds = [kind for kind, _ in pieces]
    kind = next(kind for kind in STREET_WORDS.values() if kind in kinds)
    return Street(name, kind, joined(line for _, line in pieces))


def _middle(thing: Thing) -> Point:
    if thing.point:
        return thing.point
    south, west, north, east = box_of(thing.corners)
    return (south + north) / 2, (west + east) / 2
