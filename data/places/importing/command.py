"""What `import-map` writes and says."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from data.places.ground import written
from data.places.importing import Imported, area_of, imported
from data.places.importing.asking import questions
from data.places.importing.refusals import MapRefused
from data.places.importing.whereabouts import AROUND_METRES
from data.places.lookup import Places
from data.plan import StandingPlan, load, parse
from data.plan.mapfiles import SHIPPED, find

KEY: Final = "grundkort"
SHOWN: Final = 12
"""So many ids of what is not whole are named."""


def plan_of(file: Path, keys: Sequence[str] = (KEY,)) -> StandingPlan:
    """The plan, read as if it named no ground yet: that file may be missing, or be what is to be made anew.

    `keys` are those whose files are so.

    Raises PlanRefused.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return load(file)
    for key in keys:
        text = re.sub(rf"(?m)^([ \t]+{key}:)[^\n]*$", r"\1", text)
    return parse(text, file.parent)


def run(files: Sequence[Path], file: Path, out: Path | None) -> Iterator[str]:
    """Import, write, and tell about it line by line; without files, say how to get them.

    Raises PlanRefused and MapRefused before anything is written.
    """
    plan = plan_of(file)
    if not files:
        return questions(area_of(Places.from_plan(plan)))
    made = imported(files, plan)
    target = target_of(plan, file, out, KEY)
    write(target, written(made.ground, made.metadata))
    return _told(made, Places.from_plan(plan), target, file)


def target_of(plan: StandingPlan, file: Path, out: Path | None, key: str) -> Path:
    """The file that is written for that key of the plan."""
    return (out or _beside(plan, file)) / f"{file.stem}_{key}.geojson"


def _beside(plan: StandingPlan, file: Path) -> Path:
    """Where the plan's other map files lie."""
    found = find(plan.area.map.zones, plan.folder)
    return found.parent if found else file.parent


def write(target: Path, content: Mapping[str, Any]) -> None:
    """One feature a line, whole or not at all. Raises MapRefused."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    text = text.replace('{"type":"Feature"', '\n{"type":"Feature"') + "\n"
    new = target.with_suffix(".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8")
        os.replace(new, target)
    except OSError as error:
        raise MapRefused(target.name, f"Filen kan ikke skrives i {target.parent} ({error.strerror}).") from None


def _told(made: Imported, places: Places, target: Path, file: Path) -> Iterator[str]:
    label = {block.id: block.label for block in places.blocks}
    ground, matching = made.ground, made.matching
    yield f"Kortet er skrevet: {target} ({target.stat().st_size / 1024:.0f} KiB)"
    yield f"Bygninger: {len(ground.buildings)}. Gader: {len(ground.streets)}. Navne på steder: {len(ground.names)}."
    if made.left_out:
        yield f"{made.left_out} ting ligger mere end {AROUND_METRES} m uden for området og er udeladt."
    yield from told_halves(made.halves)
    for name, rest in made.unfinished.items():
        yield f"BEMÆRK: {name} er ikke det hele: {rest} mangler. Hent også resten (startIndex), og giv alle filer med."
    yield f"{len(matching.found)} af {len(label)} blokke har fået deres omrids."
    for ids, what in (
        (matching.alone, "Uden omrids inden for 15 m, og derfor stadig et punkt"),
        (matching.shared, "Ved et omrids, som en anden blok har fået, og derfor stadig et punkt"),
        (matching.doubtful, "Flere omrids inden for 15 m, det nærmeste er valgt. Se efter på kortet"),
    ):
        if ids:
            yield f"{what} ({len(ids)}): {', '.join(label[one] for one in ids)}."
    yield name_in_plan(target, file, KEY, ", og genstart programmet")


def told_halves(halves: Sequence[str]) -> Iterator[str]:
    """What was not whole in the download."""
    if halves:
        yield f"Ikke hele i filen, og derfor udeladt: {listed(halves)}."


def listed(ids: Sequence[str]) -> str:
    """The first of them, and how many more."""
    more = f" og {len(ids) - SHOWN} til" if len(ids) > SHOWN else ""
    return f"{', '.join(ids[:SHOWN])}{more}"


def name_in_plan(target: Path, file: Path, key: str, then: str) -> str:
    """What to write in the plan file."""
    for home in (file.parent.resolve(), SHIPPED):
        if target.resolve().is_relative_to(home):
            name = target.resolve().relative_to(home).as_posix()
            return f"Skriv i {file.name} under ‘område’ › ‘kort’{then}:  {key}: {name}"
    return f"Læg filen ved siden af {file.name}, og skriv der under ‘område’ › ‘kort’:  {key}: {target.name}"
