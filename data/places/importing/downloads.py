"""One saved download -> its things. What kind of file it is, and in which grid, is found from the file itself."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from data.places.ground import Box
from data.places.importing import geojson, overpass
from data.places.importing.overpass import Half
from data.places.importing.refusals import MapRefused
from data.places.importing.things import Thing
from data.places.importing.whereabouts import require_here

LARGEST: Final = 200_000_000
"""Bytes. A town is a hundredth of that; a whole country would fill the machine's memory."""


class Source(StrEnum):
    """Where a download comes from."""

    OSM = "osm"
    GEODANMARK = "geodanmark"


@dataclass(frozen=True)
class Download:
    """What one file holds. `halves` are ids of things that are not whole in it; `rest` is how many more there are."""

    file: str
    source: Source
    day: str
    things: tuple[Thing, ...]
    halves: tuple[str, ...]
    rest: int = 0


def read(path: Path, area: Box, name: str) -> Download:
    """The download in that file; `area` is where it must lie. Raises MapRefused."""
    content = _content(path)
    try:
        if isinstance(content.get("elements"), list):
            made = _overpass(path.name, content)
        elif content.get("type") == "FeatureCollection" and isinstance(content.get("features"), list):
            made = _geojson(path.name, content)
        else:
            raise MapRefused(path.name, "Filen er hverken et svar fra Overpass eller GeoJSON (en ‘FeatureCollection’).")
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise MapRefused(path.name, f"Filen er beskadiget eller ikke hel ({error!r}). Hent den igen.") from error
    require_here(path.name, [corner for thing in made.things for corner in thing.corners], area, name)
    return made


def _content(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise MapRefused(path.name, "Filen er for stor (over 200 MB). Hent et mindre udsnit omkring området.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise MapRefused(path.name, "Filen kan ikke åbnes.") from None
    except UnicodeDecodeError:
        raise MapRefused(path.name, "Filen er ikke tekst i UTF-8. Er den pakket (zip), så pak den ud først.") from None
    if not text.strip():
        raise MapRefused(path.name, "Filen er tom. Hent den igen.")
    if text.lstrip().startswith("<"):
        told = "Filen er XML eller en webside, ofte en fejlmeddelelse. Åbn den og se efter, og hent den igen som JSON."
        raise MapRefused(path.name, told)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" (linje {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise MapRefused(path.name, f"Filen er ikke hel JSON{line}. Hent den igen.") from None
    if not isinstance(content, dict):
        raise MapRefused(path.name, "Filen er hverken et svar fra Overpass eller GeoJSON (en ‘FeatureCollection’).")
    return content


def _overpass(file: str, content: dict[str, Any]) -> Download:
    if remark := content.get("remark"):  # Overpass says so when it ran out of time or memory, and answers with a part
        raise MapRefused(file, f"Overpass blev ikke færdig og sendte kun en del: ‘{str(remark)[:160]}’. Hent den igen.")
    found = list(overpass.things(content["elements"]))
    things = tuple(one for one in found if isinstance(one, Thing))
    halves = tuple(one.id for one in found if isinstance(one, Half))
    if halves and not any(thing.corners for thing in things):
        raise MapRefused(file, "Filen har ingen koordinater. Slut forespørgslen med ‘out geom;’, og hent den igen.")
    return Download(file, Source.OSM, _day((content.get("osm3s") or {}).get("timestamp_osm_base")), things, halves)


def _geojson(file: str, content: dict[str, Any]) -> Download:
    features = content["features"]
    day = _day(content.get("timeStamp") or content.get("timestamp"))
    if any(geojson.is_official(feature) for feature in features):
        of, source = [one for one in features if geojson.is_official(one)], Source.GEODANMARK
    elif any(geojson.is_open(feature) for feature in features):
        of, source = [one for one in features if geojson.is_open(one)], Source.OSM
    elif not features:
        raise MapRefused(file, "Der er intet i filen, som kan tegnes.")
    else:
        raise MapRefused(
            file, "Filen kommer hverken fra GeoDanmark (bygninger) eller OpenStreetMap, og kilden skal kendes."
        )
    things = tuple(geojson.things(file, {**content, "features": of}))
    matched, returned = content.get("numberMatched"), content.get("numberReturned")
    rest = matched - returned if isinstance(matched, int) and isinstance(returned, int) else 0
    return Download(file, source, day, things, (), max(rest, 0))


def _day(said: object) -> str:
    found = re.match(r"\d{4}-\d\d-\d\d", str(said or ""))
    return found.group() if found else ""
