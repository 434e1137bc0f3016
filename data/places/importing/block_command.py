"""What `import-map --blocks` writes and says."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from data.places.importing import area_of, command
from data.places.importing.asking import questions
from data.places.importing.blocks import Blocks, blocks_of, features
from data.places.importing.refusals import MapRefused
from data.places.importing.standing import HOUSE_METRES, HOUSE_NUMBERS
from data.places.lookup import Places

KEY: Final = "blokke"
PRINT: Final = "aftryk"
"""The file's own digest of its features: so it is known whether somebody has changed it since."""


def run(files: Sequence[Path], file: Path, out: Path | None) -> Iterator[str]:
    """Make the blocks, write them, and tell about it line by line; without files, say how to get them.

    Raises PlanRefused and MapRefused before anything is written.
    """
    plan = command.plan_of(file, (KEY, command.KEY))
    area = area_of(Places.from_plan(plan))
    if not files:
        return questions(area)
    made = blocks_of(files, plan, area)
    target = command.target_of(plan, file, out, KEY)
    _require_unchanged(target)
    said = features(made.found)
    metadata = {**made.metadata, PRINT: _digest(said)}
    command.write(target, {"type": "FeatureCollection", "metadata": metadata, "features": said})
    return _told(made, target, file, files)


def _require_unchanged(target: Path) -> None:
    """A file that is there is made anew, as the ground is, but not one that holds somebody's work."""
    if not target.exists():
        return
    try:
        content = json.loads(target.read_text(encoding="utf-8"))
        same = content["metadata"][PRINT] == _digest(content["features"])
    except (OSError, ValueError, KeyError, TypeError):
        same = False
    if not same:
        raise MapRefused(
            target.name,
            f"Filen er der allerede i {target.parent}, og den er tegnet eller rettet i hånden. Den bliver ikke skrevet "
            "over. Giv den et andet navn, eller vælg en anden mappe med --out.",
        )


def _digest(said: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _told(made: Blocks, target: Path, file: Path, files: Sequence[Path]) -> Iterator[str]:
    streets = [f"{name} ({count})" for name, count in sorted(Counter(one.street for one in made.found).items())]
    yield f"Blokkene er skrevet: {target} ({target.stat().st_size / 1024:.0f} KiB)"
    yield f"Blokke: {len(made.found)}. Gader: {command.listed(streets)}."
    yield from command.told_halves(made.halves)
    if made.families:
        yield (
            f"Udeladt, fordi det kan være én families hus ({made.families}): bygninger under {HOUSE_METRES} m² med "
            f"højst {HOUSE_NUMBERS} husnumre."
        )
    for labels, what in (
        (tuple(one.label for one in made.found if one.zone is None), "Ligger ikke i noget kvarter"),
        (tuple(one.label for one in made.found if one.more), "Har numre på flere gader; den med flest er valgt"),
        (made.alike, "Står ved flere bygninger, der er nummereret fra nord mod syd"),
    ):
        if labels:
            yield f"{what} ({len(labels)}): {command.listed(labels)}."
    if made.bare:
        yield f"Uden adresse, og derfor udeladt ({len(made.bare)}). Er det en blok, så skriv den i filen (docs/map.md):"
    for id, (lat, lon) in made.bare:
        yield f"  openstreetmap.org/{id} ({lat:.5f}, {lon:.5f})"
    yield command.name_in_plan(target, file, KEY, "")
    yield f"Lav så grundkortet:  python -m data import-map {' '.join(map(_quoted, files))} --plan {_quoted(file)}"


def _quoted(path: Path) -> str:
    """As a shell takes it, that of Windows too."""
    return f'"{path}"' if " " in str(path) else str(path)
