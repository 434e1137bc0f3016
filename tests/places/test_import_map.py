"""`import-map` from the saved download to the map: outlines in place of points, streets, names, and what it says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import __main__ as line
from data.places import Places, metres
from data.places.footprints import REACH_METRES, match
from data.places.geometry import METRES_PER_DEGREE, holds, metres_to_edge
from data.places.ground import Building
from data.places.projection import to_geographic
from data.plan import PlanRefused, load
from data.vocabulary import Precision
from tests.places.town import (
    CENTRE,
    NASTY,
    OTHER,
    SAMPLES,
    answer,
    blocks,
    box,
    collection,
    corner,
    named,
    there,
    way,
)

SHIPPED = load(Path("data/plan/vejleaaparken.yaml"))
STREET = [corner(56.2005, 11.2965), corner(56.2005, 11.301), corner(56.2006, 11.3035)]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return there(tmp_path, CENTRE)


def run(capsys: pytest.CaptureFixture[str], plan: Path, *files: Path, **more: Path | bool) -> tuple[int, str, str]:
    """The command: its exit code, what it said, what it complained about."""
    options = [word for key, value in more.items() for word in (f"--{key}", *([] if value is True else [str(value)]))]
    code = line.main(["import-map", *map(str, files), "--plan", str(plan), *options])
    said = capsys.readouterr()
    return code, said.out, said.err


def houses(plan: Path) -> list[dict[str, Any]]:
    """A house round each block's point."""
    return [way(n, box(at), building="apartments") for n, at in enumerate(blocks(plan).values(), 1)]


def ground(plan: Path) -> Places:
    return Places.from_plan(named(plan, "kort/plan_grundkort.geojson"))


def test_each_of_the_54_blocks_has_exactly_one_outline_within_15_metres() -> None:
    """A synthetic download made of the shipped area's own points: houses a little off."""
    points = {block.id: (block.lat, block.lon) for block in Places.from_plan(SHIPPED).blocks}
    old = {block.id for block in Places.from_plan(SHIPPED).blocks if "1970" in block.kind}
    off = [(0, 0), (4, 3), (-5, 0), (0, 9), (0, -3)]  # metres; the fourth leaves the point outside its house
    made = []
    for n, (lat, lon) in enumerate(points.values()):
        up, right = off[n % len(off)]
        house = box((lat + up / METRES_PER_DEGREE, lon + right / METRES_PER_DEGREE / 0.565), 12, 10)
        made.append(Building(f"way/{n}", ((tuple((at["lat"], at["lon"]) for at in house),),)))
    matching = match(points, made[::-1])
    assert (len(old), matching.alone, matching.shared, matching.doubtful) == (54, (), (), ())
    assert [matching.found[id].id for id in points] == [one.id for one in made]
    for id in old:
        near = [one for one in made if holds(one.rings, points[id]) or metres_to_edge(one.rings, points[id]) <= 15]
        assert near == [matching.found[id]]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 80), st.integers(0, 80)), min_size=1),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=8),
)
def test_a_matching_is_one_to_one_and_within_reach(points: dict[str, Any], built: list[tuple[int, int]]) -> None:
    def at(spot: tuple[int, int]) -> tuple[float, float]:
        return 56.2 + spot[0] / METRES_PER_DEGREE, 11.3 + spot[1] / METRES_PER_DEGREE

    made = [
        Building(str(n), ((tuple((p["lat"], p["lon"]) for p in box(at(one), 12, 8)),),)) for n, one in enumerate(built)
    ]
    spots = {id: at(spot) for id, spot in points.items()}
    matching = match(spots, made)
    assert len({one.id for one in matching.found.values()}) == len(matching.found)
    assert sorted([*matching.found, *matching.alone, *matching.shared]) == sorted(spots)
    for id, one in matching.found.items():
        assert holds(one.rings, spots[id]) or metres_to_edge(one.rings, spots[id]) <= REACH_METRES


def test_outlines_replace_the_points_and_the_rest_keeps_its_point(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = houses(plan)
    far = way(90, box((56.25, 11.3)), building="yes")
    file = answer(tmp_path, *built[1:], far, way(50, STREET, highway="residential", name="Nordvej"))
    code, said, complained = run(capsys, plan, file)
    assert (code, complained) == (0, "")
    first = Places.from_plan(load(plan)).blocks[0]
    assert f"{len(built) - 1} af {len(built)} blokke har fået deres omrids." in said
    assert f"Uden omrids inden for 15 m, og derfor stadig et punkt (1): {first.label}." in said
    assert "1 ting ligger mere end 500 m uden for området" in said
    assert "grundkort: kort/plan_grundkort.geojson" in said
    base = ground(plan).base_map()
    drawn = [block["id"] for block in base["blocks"] if "rings" in block]
    assert drawn == [id for id in blocks(plan) if id != first.id]
    assert base["ground"]["buildings"] == []
    assert [street["name"] for street in base["ground"]["names"]] == ["Nordvej"]
    assert base["attribution"].endswith("© OpenStreetMap contributors (ODbL), udtræk 2026-11-01")
    assert "streets" not in base["labels"]


def test_a_plan_without_a_ground_draws_what_it_drew() -> None:
    for shipped in (SHIPPED, load(OTHER)):
        base = Places.from_plan(shipped).base_map()
        assert "ground" not in base
        assert not any("rings" in block for block in base["blocks"])
        assert base["labels"]["streets"]


def test_corners_reach_the_browser_as_they_were_imported(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, plan, answer(tmp_path, *houses(plan), way(91, box((56.1985, 11.2955)), building="garage")))
    base = ground(plan).base_map()
    [steps] = base["ground"]["buildings"]
    lat, lon = (round(degrees * 1e6) for degrees in base["ground"]["origin"])
    found = []
    for up, right in zip(steps[::2], steps[1::2], strict=True):
        lat, lon = lat + up, lon + right
        found.append((lat / 1e6, lon / 1e6))
    assert set(found) == {(round(at["lat"], 6), round(at["lon"], 6)) for at in box((56.1985, 11.2955))}


def test_a_click_in_an_outline_is_its_block_however_long_it_is(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (first, at), *_ = blocks(plan).items()
    run(capsys, plan, answer(tmp_path, way(1, box(at, 180, 12), building="apartments")))
    end = (at[0], at[1] + 85 / METRES_PER_DEGREE / 0.556)
    assert metres(at, end) > load(plan).area.near_metres
    before, after = Places.from_plan(load(plan)).snap(*end), ground(plan).snap(*end)
    assert before.precision is not Precision.BLOCK
    assert (after.block, (after.lat, after.lon)) == (first, at)


def test_official_outlines_are_used_alone_and_openstreetmap_gives_the_streets(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shapes = [[[at["lon"], at["lat"]] for at in one["geometry"]] for one in houses(plan)]
    official = collection(tmp_path, *({"type": "Polygon", "coordinates": [ring]} for ring in shapes))
    osm = answer(tmp_path, *houses(plan), way(50, STREET, highway="primary", name="Storvej"))
    assert run(capsys, plan, osm, official)[0] == 0
    content = json.loads((plan.parent / "kort/plan_grundkort.geojson").read_text("utf-8"))
    ids = [feature["id"] for feature in content["features"] if feature["geometry"]["type"] == "Polygon"]
    assert ids == [f"bygning.{n}" for n in range(len(shapes))]
    credits = ground(plan).base_map()["attribution"].split(" · ")
    assert credits[-2:] == [
        "Indeholder data fra Klimadatastyrelsen, GeoDanmark",
        "© OpenStreetMap contributors (ODbL), udtræk 2026-11-01",
    ]


def test_what_somebody_called_a_street_or_a_place_stays_text(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = {"type": "node", "id": 5, **corner(56.2001, 11.2999), "tags": {"amenity": "library", "name": NASTY}}
    run(capsys, plan, answer(tmp_path, way(50, STREET, highway="service", name=NASTY), place))
    base = ground(plan).base_map()
    assert [street["name"] for street in base["ground"]["names"]] == [NASTY]
    assert [place["name"] for place in base["places"] if place["kind"] == "bibliotek"] == [NASTY]


def test_names_that_may_be_a_persons_and_places_to_hide_in_are_left_out(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tags = [{"amenity": "doctors"}, {"amenity": "social_facility"}, {"office": "lawyer"}, {"building": "house"}]
    nodes = [
        {"type": "node", "id": n, **corner(56.2001, 11.2999), "tags": {**one, "name": "Navn", "phone": "1"}}
        for n, one in enumerate(tags, 1)
    ]
    run(capsys, plan, answer(tmp_path, *nodes, way(50, STREET, highway="service", name="Vej", **{"addr:city": "By"})))
    text = (plan.parent / "kort/plan_grundkort.geojson").read_text("utf-8")
    assert not [word for word in ("Navn", "phone", "addr", "By") if word in text]


def test_a_place_that_the_plan_names_itself_stands_once(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tags = {"amenity": "school", "name": "Eksempelskolen"}
    school = {"type": "node", "id": 5, **corner(56.2045, 11.3021), "tags": tags}
    run(capsys, plan, answer(tmp_path, *houses(plan), school))
    assert len(ground(plan).base_map()["places"]) == len(Places.from_plan(load(plan)).base_map()["places"])


def test_without_files_it_says_what_to_ask_for(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = run(capsys, plan)
    assert code == 0
    found = re.search(r"bbox:([\d.,]+)\]", said)
    assert found
    south, west, north, east = map(float, found[1].split(","))
    (low, left), (high, right) = Places.from_plan(load(plan)).base_map()["bounds"]
    assert metres((south, left), (low, left)) == pytest.approx(400, abs=10)
    assert metres((low, west), (low, left)) == pytest.approx(400, abs=10)
    assert (north > high, east > right) == (True, True)
    official = re.search(r"bbox=([\d,]+),EPSG:25832", said)
    assert official
    corner_of = [float(word) for word in official[1].split(",")]
    assert metres(to_geographic(corner_of[0], corner_of[1]), (south, west)) < 90
    assert not (plan.parent / "kort/plan_grundkort.geojson").exists()


def test_nothing_is_written_when_a_file_is_refused(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = answer(tmp_path, *houses(plan))
    code, said, complained = run(capsys, plan, good, SAMPLES / "overpass_sample_SYNTETISK.json")
    assert (code, said) == (1, "")
    assert "overpass_sample_SYNTETISK.json: Filen viser et andet sted" in complained
    assert complained.endswith("Intet er skrevet.\n")
    assert not (plan.parent / "kort/plan_grundkort.geojson").exists()
    code, _, complained = run(capsys, plan, answer(tmp_path, way(1, box(CENTRE), landuse="grass")))
    assert (code, "hverken bygninger eller gader" in complained) == (1, True)


@pytest.mark.parametrize(("sample", "at"), [
    ("overpass_sample_SYNTETISK.json", (55.0012, 11.0012)),
    ("geodanmark_wfs_sample_SYNTETISK.geojson", (55.0367, 10.5648)),
])  # fmt: skip
def test_the_samples_become_a_map_where_their_place_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sample: str, at: tuple[float, float]
) -> None:
    plan = there(tmp_path, at)
    code, said, _ = run(capsys, plan, SAMPLES / sample)
    assert (code, "0 af" in said) == (0, True)
    assert ground(plan).base_map()["ground"]["buildings"]


def test_a_plan_may_be_imported_for_that_names_a_ground_which_is_not_there_yet(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PlanRefused):
        named(plan, "kort/plan_grundkort.geojson")
    file = answer(tmp_path, *houses(plan))
    last = "    kommune: kort/kommune.geojson\n"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace(last, f"{last}    grundkort: kort/plan_grundkort.geojson\n"), encoding="utf-8")
    assert run(capsys, plan, file)[0] == 0
    assert Places.from_plan(load(plan)).ground


def test_the_folder_may_be_chosen_and_is_told_when_the_plan_cannot_reach_it(
    plan: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path_factory.mktemp("andetsteds") / "ny"
    _, said, _ = run(capsys, plan, answer(tmp_path, *houses(plan)), out=elsewhere)
    assert "Læg filen ved siden af plan.yaml" in said
    assert (elsewhere / "plan_grundkort.geojson").is_file()
    code, _, complained = run(capsys, plan, answer(tmp_path, *houses(plan)), out=plan / "ingen-mappe")
    assert (code, "kan ikke skrives" in complained) == (1, True)


def test_a_plan_with_faults_is_told_as_check_plan_tells_it(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text("titel: x\n", encoding="utf-8")
    code, _, complained = run(capsys, plan, answer(tmp_path))
    assert (code, "Planfilen plan.yaml kan ikke bruges" in complained) == (1, True)
    assert run(capsys, tmp_path / "ingen.yaml", answer(tmp_path))[0] == 1


@pytest.mark.parametrize("spoilt", [
    {"type": "Feature", "id": "1", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[1, 2]]]}},
    {"type": "Feature", "properties": {"art": "gade"}, "geometry": {"type": "MultiLineString", "coordinates": []}},
    {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
    {"type": "Feature", "properties": {}, "geometry": {"type": "GeometryCollection"}},
])  # fmt: skip
def test_a_ground_that_somebody_spoilt_is_refused_with_the_plan(plan: Path, spoilt: dict[str, Any]) -> None:
    file = plan.parent / "kort/spoilt.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [spoilt]}), encoding="utf-8")
    with pytest.raises(PlanRefused):
        Places.from_plan(named(plan, "kort/spoilt.geojson"))


def test_what_is_not_the_whole_download_is_told(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shapes = [[[at["lon"], at["lat"]] for at in one["geometry"]] for one in houses(plan)]
    file = collection(tmp_path, *({"type": "Polygon", "coordinates": [ring]} for ring in shapes))
    content = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**content, "numberMatched": 1200, "numberReturned": 1000}), encoding="utf-8")
    half = [{"type": "way", "ref": 4, "role": "outer", "geometry": box(CENTRE)[:3]}]
    relation = {"type": "relation", "id": 2, "members": half, "tags": {"type": "multipolygon", "building": "yes"}}
    osm = answer(tmp_path, way(50, STREET, highway="service", name="Vej"), relation)
    _, said, _ = run(capsys, plan, file, osm)
    assert "BEMÆRK: bygning.geojson er ikke det hele: 200 mangler." in said
    assert "Ikke hele i filen, og derfor udeladt: relation/2." in said
