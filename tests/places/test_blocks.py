"""`import-map --blocks`: a point and an address for each block, never of one family's house."""

import json
from pathlib import Path
from typing import Any

import pytest

from data.places import Places
from data.places.geometry import METRES_PER_DEGREE, Point, metres
from data.plan import PlanRefused, load
from tests.places.test_import_map import run
from tests.places.town import CENTRE, NASTY, answer, box, collection, corner, there, way

NAMES = "    blokke: kort/blokke.geojson\n"
MADE = "kort/plan_blokke.geojson"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan as a new town has it: quarters and outline, no blocks."""
    file = there(tmp_path, CENTRE)
    text = file.read_text("utf-8")
    assert NAMES in text
    file.write_text(text.replace(NAMES, "    blokke:\n"), encoding="utf-8")
    return file


def off(up: float, right: float) -> Point:
    """So many metres from the middle of the area."""
    return CENTRE[0] + up / METRES_PER_DEGREE, CENTRE[1] + right / METRES_PER_DEGREE / 0.556


def at(street: str, number: str, **more: str) -> dict[str, str]:
    """The tags of an address."""
    return {"addr:street": street, "addr:housenumber": number, **more}


def node(id: int, where: Point, tags: dict[str, str]) -> dict[str, Any]:
    """A point of the download."""
    return {"type": "node", "id": id, **corner(*where), "tags": tags}


def made(plan: Path) -> dict[str, str]:
    """Id -> address, as the plan reads the file."""
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("    blokke:\n", f"    blokke: {MADE}\n"), encoding="utf-8")
    return {block.id: block.label for block in Places.from_plan(load(plan)).blocks}


def test_addresses_within_and_at_a_building_become_its_span_and_a_point_within(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = way(1, box(off(0, 0), 80, 12), building="apartments")
    entrances = [node(10 + n, off(-9 if n else 0, -36 + 18 * n), at("Bøgevej", str(2 * n + 1))) for n in range(5)]
    far = node(30, off(-30, 0), at("Bøgevej", "77"))
    own = way(
        2, box(off(60, 0), 30, 12), building="dormitory", **at("Elmevej", "2-6", floor="3", **{"addr:door": "tv"})
    )
    flat = node(31, off(60, 3), at("Elmevej", "4, 2. tv", **{"addr:floor": "2", "addr:postcode": "9999"}))
    code, said, complained = run(capsys, plan, answer(tmp_path, long, own, flat, far, *entrances), blocks=True)
    assert (code, complained) == (0, "")
    assert "Blokke: 2. Gader: Bøgevej (1), Elmevej (1)." in said
    assert f"Skriv i plan.yaml under ‘område’ › ‘kort’:  blokke: {MADE}" in said
    assert said.rstrip().splitlines()[-1].startswith("Lav så grundkortet:  python -m data import-map ")
    assert made(plan) == {"osm-w1": "Bøgevej 1-9", "osm-w2": "Elmevej 2-6"}
    content = json.loads((plan.parent / MADE).read_text("utf-8"))
    assert content["metadata"]["attribution"] == "© OpenStreetMap contributors (ODbL), udtræk 2026-11-01"
    assert content["metadata"]["licens"].startswith("Open Database License (ODbL)")
    assert [set(one["properties"]) for one in content["features"]] == [{"adresse", "gade"}] * 2
    block = next(one for one in Places.from_plan(load(plan)).blocks if one.id == "osm-w1")
    assert metres((block.lat, block.lon), off(0, 0)) < 5
    assert (block.street, block.number) == ("Bøgevej", "1-9")


KINDS = {
    "apartments": (12, "1", True),
    "dormitory": (12, "1", True),
    "apartments;retail": (12, "1", True),
    "residential": (30, "1", True),
    "yes": (30, "1", True),
    "terrace": (8, "1;3;5", True),
    "residential, small": (12, "1", False),
    "yes, small": (12, "1;3", False),
    "house": (40, "1", False),
    "detached": (40, "1", False),
    "semidetached_house": (40, "1;3;5", False),
    "bungalow": (40, "1", False),
    "farm": (40, "1", False),
    "cabin": (40, "1", False),
    "school": (40, "1", False),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_house_of_one_family_is_no_block(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    wide, numbers, taken = KINDS[kind]
    sure = way(1, box(off(0, 0)), building="apartments", **at("Bøgevej", "99"))
    asked = way(2, box(off(50, 0), wide, 10), building=kind.split(",")[0], **at("Bøgevej", numbers))
    _, said, _ = run(capsys, plan, answer(tmp_path, sure, asked), blocks=True)
    assert ("osm-w2" in made(plan)) is taken
    assert ("én families hus (1): bygninger under 250 m²" in said) is ("small" in kind)


def test_a_house_with_two_homes_or_another_use_is_left_out_whatever_it_is_called(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sure = way(1, box(off(0, 0)), building="apartments", **at("Bøgevej", "9"))
    two = way(2, box(off(50, 0)), building="apartments", **at("Bøgevej", "1", **{"building:flats": "2"}))
    shop = way(3, box(off(90, 0)), building="yes", shop="supermarket", **at("Bøgevej", "3"))
    run(capsys, plan, answer(tmp_path, sure, two, shop), blocks=True)
    assert list(made(plan)) == ["osm-w1"]


def test_an_address_belongs_to_the_building_it_lies_in_and_not_to_a_shed_or_the_block_beside_it(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    block = way(1, box(off(0, 0), 40, 12), building="apartments")
    villa = way(2, box(off(16, 0), 12, 10), building="house")
    shed = way(3, box(off(-11, 0), 4, 4), building="shed")
    nodes = [node(4, off(16, 0), at("Villavej", "8")), node(5, off(10, 0), at("Villavej", "10"))]
    front = node(6, off(-8, 0), at("Bøgevej", "1"))
    run(capsys, plan, answer(tmp_path, block, villa, shed, *nodes, front), blocks=True)
    assert made(plan) == {"osm-w1": "Bøgevej 1"}
    assert "Villavej" not in (plan.parent / MADE).read_text("utf-8")


def test_what_whoever_imports_must_look_at_is_told(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = [way(n, box(off(60 * n, 0)), building="apartments", **at("Bøgevej", "1")) for n in (1, 2)]
    corner_block = way(3, box(off(0, 150)), building="apartments", **at("Askevej", "2"))
    sides = [node(10 + n, off(0, 150), at("Bøgevej", str(n))) for n in (10, 12)]
    bare = way(4, box(off(0, -150)), building="apartments")
    outside = way(5, box((CENTRE[0] + 0.0055, CENTRE[1])), building="apartments", **at("Bøgevej", "3"))
    file = answer(tmp_path, *twice, corner_block, *sides, bare, outside)
    _, said, _ = run(capsys, plan, file, blocks=True)
    assert "Står ved flere bygninger, der er nummereret fra nord mod syd (1): Bøgevej 1." in said
    assert "Har numre på flere gader; den med flest er valgt (1): Bøgevej 10-12." in said
    assert "Uden adresse, og derfor udeladt (1)." in said
    assert "\n  openstreetmap.org/way/4 (56.2000" in said
    found = made(plan)
    assert found == {"osm-w2": "Bøgevej 1 (bygning 1)", "osm-w1": "Bøgevej 1 (bygning 2)", "osm-w3": "Bøgevej 10-12"}
    assert len(set(found.values())) == len(found)


def test_what_somebody_called_a_street_stays_text(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = answer(tmp_path, way(1, box(CENTRE), building="apartments", **at(f"{NASTY}\x1b[31m", "1")))
    _, said, _ = run(capsys, plan, file, blocks=True)
    assert "\x1b" not in said
    (label,) = made(plan).values()
    assert label.startswith(NASTY)
    assert label.endswith(" 1")


def test_the_addresses_do_not_reach_the_ground(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    block = way(1, box(off(0, 0), 40, 12), building="apartments", **at("Bøgevej", "1"))
    home = node(4, off(0, 0), at("Bøgevej", "3", name="Familien Hansen", phone="12345678"))
    assert run(capsys, plan, answer(tmp_path, block, home))[0] == 0
    text = (plan.parent / "kort/plan_grundkort.geojson").read_text("utf-8")
    assert not [word for word in ("Bøgevej", "Hansen", "1234", "addr") if word in text]


def test_the_same_download_as_geojson_gives_the_same(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ring = [[one["lon"], one["lat"]] for one in box(CENTRE)]
    figures = [
        ("way/7", {"type": "Polygon", "coordinates": [ring]}, {"building": "apartments"}),
        ("node/8", {"type": "Point", "coordinates": [CENTRE[1], CENTRE[0]]}, at("Bøgevej", "5B")),
    ]
    said = [{"type": "Feature", "id": id, "geometry": where, "properties": tags} for id, where, tags in figures]
    file = tmp_path / "turbo.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": said}), encoding="utf-8")
    assert run(capsys, plan, file, blocks=True)[0] == 0
    assert made(plan) == {"osm-w7": "Bøgevej 5B"}


def test_made_again_it_replaces_its_own_file_and_never_what_somebody_drew(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (
        answer(tmp_path, way(1, box(CENTRE), building="apartments", **at("Bøgevej", number)), name=f"{number}.json")
        for number in ("1", "3")
    )
    run(capsys, plan, first, blocks=True)
    assert made(plan) == {"osm-w1": "Bøgevej 1"}
    assert run(capsys, plan, second, blocks=True)[0] == 0  # the plan names the very file that is made anew
    file = plan.parent / MADE
    content = json.loads(file.read_text("utf-8"))
    content["features"][0]["properties"]["adresse"] = "Bøgevej 3-7"
    for drawn in (json.dumps(content), '{"type": "FeatureCollection", "features": []}', "[]", "{"):
        file.write_text(drawn, encoding="utf-8")
        code, said, complained = run(capsys, plan, first, blocks=True)
        assert (code, said, "tegnet eller rettet i hånden" in complained) == (1, "", True)
        assert complained.endswith("Intet er skrevet.\n")
        assert file.read_text("utf-8") == drawn
    assert run(capsys, plan, first, blocks=True, out=tmp_path / "ny")[0] == 0


def test_what_cannot_give_blocks_is_refused_in_a_sentence(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ring = [[one["lon"], one["lat"]] for one in box(CENTRE)]
    official = collection(tmp_path, {"type": "Polygon", "coordinates": [ring]})
    bare = answer(tmp_path, way(1, box(CENTRE), building="apartments"), name="gammel.json")
    house = answer(tmp_path, way(1, box(CENTRE), building="house", **at("Bøgevej", "1")), name="hus.json")
    for file, told in ((official, "GeoDanmark har ingen adresser. Brug en fil fra OpenStreetMap"),
                       (bare, "den forespørgsel, som vises"),
                       (house, "ingen boligblokke i filen")):  # fmt: skip
        code, said, complained = run(capsys, plan, file, blocks=True)
        assert (code, said, told in complained) == (1, "", True), file
    assert not (plan.parent / MADE).exists()


def test_the_query_asks_for_addresses_and_the_plan_may_name_a_file_that_is_not_there_yet(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = plan.read_text("utf-8").replace("    blokke:\n", f"    blokke: {MADE}\n")
    plan.write_text(text, encoding="utf-8")
    with pytest.raises(PlanRefused):
        Places.from_plan(load(plan))
    code, said, _ = run(capsys, plan, blocks=True)
    assert (code, '  node["addr:street"]["addr:housenumber"];\n' in said, "--blocks" in said) == (0, True, True)
    file = answer(tmp_path, way(1, box(CENTRE), building="apartments", **at("Bøgevej", "1")))
    assert run(capsys, plan, file, blocks=True)[0] == 0
    assert made(plan) == {"osm-w1": "Bøgevej 1"}
