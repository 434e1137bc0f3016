"""What `import-map` writes and says."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

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


def plan_of(file: Path) -> StandingPlan:
    """The plan, read as if it named no ground yet: that file may be missing, or be what is to be made anew.

    Raises PlanRefused.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return load(file)
    return parse(re.sub(rf"(?m)^(\s+{KEY}:)[^\n]*$", r"\1", text), file.parent)


def run(files: Sequence[Path], file: Path, out: Path | None) -> Iterator[str]:
    """Import, write, and tell about it line by line; without files, say how to get them.

    Raises PlanRefused and MapRefused before anything is written.
    """
    plan = plan_of(file)
    if not files:
        return questions(area_of(Places.from_plan(plan)))
    made = imported(files, plan)
    target = (out or _beside(plan, file)) / f"{file.stem}_{KEY}.geojson"
    text = json.dumps(written(made.ground, made.metadata), ensure_ascii=False, separators=(",", ":"))
    _write(target, text.replace('{"type":"Feature"', '\n{"type":"Feature"') + "\n")
    return _told(made, Places.from_plan(plan), target, file)


def _beside(plan: StandingPlan, file: Path) -> Path:
    """Where the plan's other map files lie."""
    found = find(plan.area.map.zones, plan.folder)
    return found.parent if found else file.parent


def _write(target: Path, text: str) -> None:
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
    if made.halves:
        more = f" og {len(made.halves) - SHOWN} til" if len(made.halves) > SHOWN else ""
        yield f"Ikke hele i filen, og derfor udeladt: {', '.join(made.halves[:SHOWN])}{more}."
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
    yield _next(target, file)


def _next(target: Path, file: Path) -> str:
    for home in (file.parent.resolve(), SHIPPED):
        if target.resolve().is_relative_to(home):
            name = target.resolve().relative_to(home).as_posix()
            return f"Skriv i {file.name} under ‘område’ › ‘kort’, og genstart programmet:  {KEY}: {name}"
    return f"Læg filen ved siden af {file.name}, og skriv der under ‘område’ › ‘kort’:  {KEY}: {target.name}"
