"""An invented area wherever a test wants it, and downloads that were never fetched."""

import json
import math
from pathlib import Path
from typing import Any

from data.places.geometry import METRES_PER_DEGREE, Point
from data.plan import StandingPlan, load, parse

OTHER = Path("tests/plan/eksempelparken.yaml")
CENTRE: Point = (56.2, 11.3)
SAMPLES = Path(__file__).parent / "downloads"
NASTY = "{{7*7}} <img src=x onerror=window.hurt=1> {% raise %}"


def there(folder: Path, centre: Point, more: str = "") -> Path:
    """The invented plan with its area moved to `centre`, and `more` lines under its map; the plan file."""
    (folder / "kort").mkdir()
    for file in (OTHER.parent / "kort").glob("*.geojson"):
        content = json.loads(file.read_text("utf-8"))
        for feature in content["features"]:
            _move(feature["geometry"]["coordinates"], centre)
            if "label_punkt" in feature["properties"]:
                _move([feature["properties"]["label_punkt"]], centre)
        (folder / "kort" / file.name).write_text(json.dumps(content), encoding="utf-8")
    plan = folder / "plan.yaml"
    text = OTHER.read_text("utf-8").replace("midtpunkt: [56.2, 11.3]", f"midtpunkt: [{centre[0]}, {centre[1]}]")
    last = "    kommune: kort/kommune.geojson\n"
    assert last in text
    plan.write_text(text.replace(last, last + more), encoding="utf-8")
    return plan


def named(plan: Path, name: str) -> StandingPlan:
    """The plan with that ground."""
    last = "    kommune: kort/kommune.geojson\n"
    return parse(plan.read_text("utf-8").replace(last, f"{last}    grundkort: {name}\n"), plan.parent)


def _move(coordinates: list[Any], centre: Point) -> None:
    if isinstance(coordinates[0], list):
        for inner in coordinates:
            _move(inner, centre)
    else:
        coordinates[0] += centre[1] - CENTRE[1]
        coordinates[1] += centre[0] - CENTRE[0]


def box(at: Point, wide: float = 30, high: float = 10) -> list[dict[str, float]]:
    """The corners of a house of so many metres round a point, as Overpass writes them."""
    up = high / 2 / METRES_PER_DEGREE
    right = wide / 2 / METRES_PER_DEGREE / math.cos(math.radians(at[0]))
    turns = ((-1, -1), (-1, 1), (1, 1), (1, -1), (-1, -1))
    return [corner(at[0] + y * up, at[1] + x * right) for y, x in turns]


def corner(lat: float, lon: float) -> dict[str, float]:
    """A point of Overpass."""
    return {"lat": round(lat, 7), "lon": round(lon, 7)}


def way(number: int, geometry: list[dict[str, float]], **tags: str) -> dict[str, Any]:
    """A way of Overpass."""
    return {"type": "way", "id": number, "geometry": geometry, "tags": tags}


def answer(folder: Path, *elements: dict[str, Any], name: str = "svar.json", **more: Any) -> Path:
    """A saved answer of Overpass."""
    file = folder / name
    head = {"version": 0.6, "osm3s": {"timestamp_osm_base": "2026-11-01T00:00:00Z"}}
    file.write_text(json.dumps({**head, "elements": elements, **more}), encoding="utf-8")
    return file


def collection(folder: Path, *geometries: dict[str, Any], crs: str = "", name: str = "bygning.geojson") -> Path:
    """A saved answer of GeoDanmark: each geometry a building."""
    features = [
        {"type": "Feature", "id": f"bygning.{n}", "geometry": geometry, "properties": {"bygningstype": "Bygning"}}
        for n, geometry in enumerate(geometries)
    ]
    said = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    file = folder / name
    file.write_text(json.dumps({"type": "FeatureCollection", **said, "features": features}), encoding="utf-8")
    return file


def blocks(plan: Path) -> dict[str, Point]:
    """The official points of the plan's blocks."""
    return {block.id: (block.lat, block.lon) for block in _places(plan).blocks}


def _places(plan: Path) -> Any:
    from data.places import Places

    return Places.from_plan(load(plan))
