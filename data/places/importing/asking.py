"""What to ask the two services for: the box of a plan's area, in the words that each of them understands."""

import math
from collections.abc import Iterator
from typing import Final

from data.places.geometry import METRES_PER_DEGREE
from data.places.ground import Box
from data.places.projection import to_grid

ROUND_METRES: Final = 400
"""So much of the neighbourhood belongs on the map; a little less than is kept."""
QUERY: Final = """[out:json][timeout:120][bbox:{box}];
(
  wr["building"];
  way["highway"]["name"];
  nwr["amenity"]["name"];
  nwr["railway"="station"];
  nwr["shop"="mall"];
  node["addr:street"]["addr:housenumber"];
);
out geom;"""
OFFICIAL: Final = (
    "https://wfs.datafordeler.dk/GEODKV/GEODKV_WFS/1.0.0/WFS?service=WFS&version=2.0.0&request=GetFeature"
    "&typeNames=geodkv_v001:bygning_current&srsName=EPSG:25832&bbox={box},EPSG:25832"
    "&outputFormat=application/json&apikey=NØGLE"
)


def questions(area: Box) -> Iterator[str]:
    """Line by line, ready to be copied. Nothing is fetched here."""
    south, west, north, east = _wider(area)
    yield "Blokke, omrids, gader og navne fra OpenStreetMap: Kør dette på overpass-turbo.eu, og gem rådata (JSON):"
    yield QUERY.format(box=f"{south:.4f},{west:.4f},{north:.4f},{east:.4f}")
    corners = [to_grid((lat, lon)) for lat in (south, north) for lon in (west, east)]
    easts, norths = zip(*corners, strict=True)
    box = f"{min(easts):.0f},{min(norths):.0f},{max(easts):.0f},{max(norths):.0f}"
    yield "Officielle omrids fra GeoDanmark (kræver en nøgle fra datafordeler.dk): Åbn dette, og gem svaret:"
    yield OFFICIAL.format(box=box)
    yield "Kør så igen med de gemte filer. Først blokkene, hvis planen ingen har; dertil kun filen fra OpenStreetMap:"
    yield "  python -m data import-map FIL --plan PLANFIL --blocks"
    yield "Og så grundkortet:"
    yield "  python -m data import-map FIL [FIL …] --plan PLANFIL"


def _wider(area: Box) -> Box:
    south, west, north, east = area
    up = ROUND_METRES / METRES_PER_DEGREE
    right = up / math.cos(math.radians(north))
    return south - up, west - right, north + up, east + right
