"""Map files that people drew by hand: what is wrong with a figure is told with its file, its number and what to do."""

import json
from pathlib import Path
from typing import Any

import pytest

from data.places import Places
from data.places.geometry import holds, metres_to_edge, middle
from data.plan import PlanRefused, load
from tests.places.town import CENTRE, OTHER, there

LAT, LON = CENTRE
SQUARE = [[[LON, LAT], [LON + 0.004, LAT], [LON + 0.004, LAT + 0.002], [LON, LAT + 0.002], [LON, LAT]]]


def figure(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def written(folder: Path, key: str, *figures: Any) -> Path:
    """The invented plan with that map file put in place of its own."""
    plan = there(folder, CENTRE)
    (folder / "kort" / f"{key}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": figures}))
    return plan


FAULTS = {
    "no name": ("zoner", figure("Polygon", SQUARE, name="Nord"), "mangler egenskaben ‘navn’"),
    "a line": ("zoner", figure("LineString", SQUARE[0], navn="Nord"), "er tegnet som LineString; det skal være en fl"),
    "an open thing": ("omrids", figure("Polygon", [SQUARE[0][:2]]), "har færre end tre hjørner"),
    "axes swapped": ("omrids", figure("Polygon", [[[b, a] for a, b in SQUARE[0]]]), "km fra områdets ‘midtpunkt’"),
    "metres": ("zoner", figure("Polygon", [[[580000, 6230000]] * 4], navn="Nord"), "Koordinater skrives som grader"),
    "no address": ("blokke", figure("Point", [LON, LAT], navn="Blok 1"), "mangler egenskaben ‘adresse’"),
    "a surface": ("blokke", figure("Polygon", SQUARE, adresse="Gaden 1"), "det skal være et punkt (Point)"),
    "many homes": ("blokke", figure("Point", [LON, LAT], adresse="Gaden 1", boliger="mange"), "et helt tal"),
    "no geometry": ("steder", {"type": "Feature", "geometry": None}, "er ikke en GeoJSON-figur"),
    "no points": ("kommune", figure("Polygon", [[["a", "b"]] * 4]), "har ingen koordinater, der kan læses"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_figure_that_cannot_be_used_is_told_with_its_file_and_number(tmp_path: Path, kind: str) -> None:
    key, wrong, said = FAULTS[kind]
    with pytest.raises(PlanRefused) as caught:
        Places.from_plan(load(written(tmp_path, key, wrong)))
    (problem,) = caught.value.problems
    assert problem.where == f"område › kort › {key}"
    assert problem.sentence.startswith(f"Nr. 1 i ‘kort/{key}.geojson’ ")
    assert said in problem.sentence


def test_two_blocks_of_one_address_are_told(tmp_path: Path) -> None:
    twice = figure("Point", [LON, LAT], adresse="Gaden 1")
    with pytest.raises(PlanRefused, match="samme id, navn eller adresse"):
        Places.from_plan(load(written(tmp_path, "blokke", twice, twice)))


def test_a_block_without_an_id_is_known_by_its_address(tmp_path: Path) -> None:
    """geojson.io gives none."""
    figures = [figure("Point", [LON, LAT], adresse=f"Gaden {n}, 9999 By") for n in (1, 2)]
    found = Places.from_plan(load(written(tmp_path, "blokke", *figures)))
    assert [(block.id, block.label, block.street) for block in found.blocks] == [
        ("Gaden 1", "Gaden 1", "Gaden"),
        ("Gaden 2", "Gaden 2", "Gaden"),
    ]


def test_a_block_has_the_street_and_the_numbers_of_its_address(tmp_path: Path) -> None:
    said = ["Gaden 1-9", "10. Vej 12 B", "Gaden 3 og 9-11", "Gaden 7 (bygning 2)", "Højhuset"]
    streets: list[dict[str, str]] = [{}, {"gade": "10. Vej"}, {"gade": "Gaden"}, {"gade": "Gaden"}, {}]
    figures = [figure("Point", [LON, LAT], **{**more, "adresse": one}) for one, more in zip(said, streets, strict=True)]
    places = Places.from_plan(load(written(tmp_path, "blokke", *figures)))
    assert [block.street for block in places.blocks] == ["Gaden", "10. Vej", "Gaden", "Gaden", "Højhuset"]
    numbers = ["1-9", "12 B", "3 og 9-11", "7 (bygning 2)", "Højhuset"]
    assert [block["number"] for block in places.base_map()["blocks"]] == numbers


def test_the_legend_names_bbr_only_where_the_points_are_theirs() -> None:
    legends = [
        Places.from_plan(load(plan)).base_map()["labels"]["blocks"]
        for plan in (Path("data/plan/vejleaaparken.yaml"), OTHER)
    ]
    assert ["BBR" in legend for legend in legends] == [True, False]


def test_the_name_of_a_quarter_stands_well_inside_it(tmp_path: Path) -> None:
    zone = Places.from_plan(load(written(tmp_path, "zoner", figure("Polygon", SQUARE, navn="Nord")))).zones[0]
    assert zone.label_point == pytest.approx((LAT + 0.001, LON + 0.002), abs=2e-4)
    bent = ((0.0, 0.0), (0.0, 3.0), (1.0, 3.0), (1.0, 1.0), (3.0, 1.0), (3.0, 0.0))
    ring = tuple((LAT + y / 1000, LON + x / 1000) for y, x in bent)
    assert holds([ring], middle([ring])), "its centre of gravity does not lie in it"
    assert metres_to_edge([ring], middle([ring])) > 20
    assert middle([((LAT, LON), (LAT, LON + 1), (LAT, LON))]) == (LAT, LON)


def test_the_shipped_files_are_used_as_they_are() -> None:
    assert Places.from_plan(load(OTHER)).blocks
