"""The buildings of a download with their addresses, and which of them are the homes of several families.

The address of one family's house is a person's, so where the download does not say what a building is, it must be
larger than a house or have more entrances than a double one.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from data.places.geometry import METRES_PER_DEGREE, Point, holds, metres_to_edge
from data.places.ground import Box, Building, metres_outside
from data.places.importing.addresses import Number, numbers_of, street_of
from data.places.importing.things import Thing
from data.places.rings import twice_the_area

SEVERAL_HOMES: Final = ("apartments", "dormitory")
MAY_BE: Final = ("residential", "terrace", "yes")
"""Kinds that may be several homes or one; every other kind is no home, or one family's."""
OTHER_USE: Final = ("amenity", "shop", "office", "leisure", "tourism", "craft", "healthcare", "industrial")
HOUSE_METRES: Final = 250
"""Square metres: one family's house covers less."""
HOUSE_NUMBERS: Final = 2
"""A double house has two."""
SHED_METRES: Final = 50
"""Square metres: an address in front of something smaller belongs to the house behind it."""
AT_METRES: Final = 10
"""So far from its building an address may lie: in front of the door."""


@dataclass(frozen=True)
class Standing:
    """A building of the download, with its addresses: street -> numbers."""

    id: str
    tags: dict[str, str]
    building: Building
    square_metres: float
    addresses: dict[str, set[Number]] = field(default_factory=dict)

    @property
    def corners(self) -> list[Point]:
        """Every corner of it."""
        return [corner for ring in self.building.rings for corner in ring]

    @property
    def numbers(self) -> int:
        """How many house numbers it has."""
        return sum(map(len, self.addresses.values()))

    @property
    def kind(self) -> str:
        """What it is called; of several words (apartments;retail) the first."""
        return self.tags["building"].split(";")[0].strip()

    @property
    def may_be_homes(self) -> bool:
        """Whether what it is called allows several homes in it."""
        flats = self.tags.get("building:flats", "")
        if flats.isdecimal() and int(flats) <= HOUSE_NUMBERS:
            return False
        used = self.kind == "yes" and any(key in self.tags for key in OTHER_USE)
        return self.kind in SEVERAL_HOMES or (self.kind in MAY_BE and not used)

    @property
    def is_large(self) -> bool:
        """Whether it is more than one family's house, whatever its addresses."""
        return self.kind in SEVERAL_HOMES or self.square_metres >= HOUSE_METRES


Streets = dict[str, dict[Number, set[str]]]
"""Street -> number -> ids of the buildings that have it, "" where it stands at none."""


def standing(things: Sequence[Thing], area: Box) -> tuple[list[Standing], Streets]:
    """The buildings in the box with their addresses, and every address of the download."""
    built = {one.id: one for one in _built(things, area)}
    streets: Streets = defaultdict(lambda: defaultdict(set))
    written: dict[str, str] = {}
    for thing in sorted(things, key=lambda one: one.id):
        street, numbers = street_of(thing.tags), numbers_of(thing.tags)
        if not (street and numbers):
            continue
        street = written.setdefault(street.casefold(), street)
        owner = _owner(thing.point, built.values()) if thing.point else built.get(thing.id)
        if owner:
            owner.addresses.setdefault(street, set()).update(numbers)
        for number in numbers:
            streets[street][number].add(owner.id if owner else "")
    return list(built.values()), streets


def _built(things: Iterable[Thing], area: Box) -> Iterable[Standing]:
    for thing in things:
        if not thing.polygons or thing.tags.get("building", "no") == "no":
            continue
        if all(metres_outside(area, corner) > AT_METRES for corner in thing.corners):
            continue
        building = Building(thing.id, thing.polygons)
        square_degrees = sum(map(twice_the_area, building.rings)) / 2
        shrunk = math.cos(math.radians(building.box[0]))
        yield Standing(thing.id, dict(thing.tags), building, square_degrees * METRES_PER_DEGREE**2 * shrunk)


def _owner(point: Point, built: Iterable[Standing]) -> Standing | None:
    """The building that holds the address, else the nearest that is no shed."""
    reached = []
    for one in built:
        if metres_outside(one.building.box, point) > AT_METRES:
            continue
        away = -1.0 if holds(one.building.rings, point) else metres_to_edge(one.building.rings, point)
        if away < 0 or (away <= AT_METRES and one.square_metres >= SHED_METRES):
            reached.append((away, one.kind not in SEVERAL_HOMES, one.id))
    nearest = min(reached, default=None)
    return next(one for one in built if one.id == nearest[2]) if nearest else None
