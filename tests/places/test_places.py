"""A click becomes a block, a quarter or a rounded point; nothing finer is ever stored (6.22)."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.places import GRID_DEGREES, Places, metres
from data.places.geometry import holds, metres_to_edge
from data.plan import PlanRefused, load, parse
from data.vocabulary import Precision

SHIPPED = load(Path("data/plan/vejleaaparken.yaml"))
OTHER = load(Path("tests/plan/eksempelparken.yaml"))
PLACES = Places.from_plan(SHIPPED)
SOUTH_WEST, NORTH_EAST = PLACES.base_map()["bounds"]
NEAR_THE_AREA = (
    st.floats(SOUTH_WEST[0] - 0.01, NORTH_EAST[0] + 0.01),
    st.floats(SOUTH_WEST[1] - 0.01, NORTH_EAST[1] + 0.01),
)


@given(*NEAR_THE_AREA)
def test_a_stored_place_is_a_block_or_a_rounded_point(lat: float, lon: float) -> None:
    place = PLACES.snap(lat, lon)
    if place.precision is Precision.BLOCK:
        block = next(block for block in PLACES.blocks if block.id == place.block)
        assert (place.lat, place.lon, place.zone, place.label) == (block.lat, block.lon, block.zone, block.label)
    else:
        assert place.block is None
        for degrees in (place.lat, place.lon):
            assert abs(degrees / GRID_DEGREES - round(degrees / GRID_DEGREES)) < 1e-6


@given(*NEAR_THE_AREA)
def test_a_place_is_where_somebody_pointed(lat: float, lon: float) -> None:
    """Within the reach of a block, or half a grid cell's diagonal."""
    place = PLACES.snap(lat, lon)
    reach = SHIPPED.area.near_metres if place.block else 35
    assert metres((lat, lon), (place.lat, place.lon)) <= reach


@given(*NEAR_THE_AREA)
def test_the_nearest_block_wins(lat: float, lon: float) -> None:
    nearest = min(metres((lat, lon), (block.lat, block.lon)) for block in PLACES.blocks)
    assert (PLACES.snap(lat, lon).precision is Precision.BLOCK) == (nearest <= SHIPPED.area.near_metres)


@given(*NEAR_THE_AREA)
def test_a_zone_place_lies_in_its_zone_and_an_outside_one_in_none(lat: float, lon: float) -> None:
    place = PLACES.snap(lat, lon)
    inside = [zone.code for zone in PLACES.zones if holds(zone.rings, (lat, lon))]
    if place.precision is Precision.ZONE:
        assert place.zone in inside
        assert place.label == PLACES.zone_name(place.zone)
    if place.precision in (Precision.OUTDOORS, Precision.OUTSIDE):
        assert (place.zone, inside) == (None, [])


@pytest.mark.parametrize(
    ("point", "precision", "label"),
    [
        ((55.61145, 12.34849), Precision.BLOCK, "Bjerggården 1"),
        ((55.61000, 12.34900), Precision.OUTDOORS, "udendørs i området"),
        ((55.70000, 12.40000), Precision.OUTSIDE, "uden for området"),
        ((-33.9, 18.4), Precision.OUTSIDE, "uden for området"),
    ],
)
def test_points_of_the_shipped_area(point: tuple[float, float], precision: Precision, label: str) -> None:
    place = PLACES.snap(*point)
    assert (place.precision, place.label) == (precision, label)


def test_inside_a_zone_but_away_from_every_block_is_the_zone() -> None:
    places = Places.from_plan(OTHER)
    place = places.snap(56.20312, 11.30003)
    assert (place.precision, place.zone, place.block, place.label) == (Precision.ZONE, "Nordhaven", None, "Nordhaven")
    assert (place.lat, place.lon) == (56.203, 11.3)


@pytest.mark.parametrize("point", [(float("nan"), 12.3), (55.6, float("inf"))])
def test_what_is_no_point_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError):
        PLACES.snap(*point)


def test_the_shipped_area_has_its_quarters_and_blocks() -> None:
    assert len(PLACES.blocks) == 71
    old = [block for block in PLACES.blocks if "1970" in block.kind]
    assert (len(old), sum(block.homes for block in old)) == (54, 2004)
    assert {zone.code for zone in PLACES.zones} == {
        "Ågården",
        "Bjerggården",
        "Strandgården",
        "Vejlegården",
        "Østergården 1-27",
        "Østergården 28-65",
    }
    assert all(block.zone for block in PLACES.blocks)


def test_no_label_of_a_block_has_a_floor_or_a_town() -> None:
    assert not [block.label for block in PLACES.blocks if "," in block.label or "2635" in block.label]


def test_a_block_belongs_to_the_zone_that_holds_it_or_to_a_near_one() -> None:
    zones = {zone.code: zone for zone in PLACES.zones}
    for block in PLACES.blocks:
        rings, point = zones[block.zone or ""].rings, (block.lat, block.lon)
        assert holds(rings, point) or metres_to_edge(rings, point) <= 50
    outlying = next(block for block in Places.from_plan(OTHER).blocks if block.id == "b9")
    assert outlying.zone is None


def test_a_block_a_zone_and_outdoors_can_be_chosen_without_the_map() -> None:
    for block in PLACES.blocks:
        place = PLACES.at_block(block.id)
        assert (place.block, place.precision, place.label) == (block.id, Precision.BLOCK, block.label)
    for zone in PLACES.zones:
        place = PLACES.at_zone(zone.code)
        assert (place.zone, place.block, place.precision) == (zone.code, None, Precision.ZONE)
    assert PLACES.outdoors().precision is Precision.OUTDOORS
    with pytest.raises(KeyError):
        PLACES.at_block("findes ikke")
    with pytest.raises(KeyError):
        PLACES.at_zone("findes ikke")


def test_a_zone_of_an_older_plan_keeps_its_name() -> None:
    assert PLACES.zone_name("Gamlegården") == "Gamlegården"
    assert PLACES.zone_name(None) == ""


def test_the_base_map_is_plain_json_with_its_sources() -> None:
    base = PLACES.base_map()
    assert json.loads(json.dumps(base)) == base
    assert set(base) == {
        *("municipality", "outline", "zones", "blocks", "places", "bounds", "attribution", "labels"),
    }
    for source in ("Klimadatastyrelsen", "DAGI", "OpenStreetMap"):
        assert source in base["attribution"]
    credits = base["attribution"].split(" · ")
    assert all(not later.startswith(earlier) for earlier, later in pairwise(credits))


def test_the_base_map_says_latitude_first() -> None:
    base = PLACES.base_map()
    corners = [corner for zone in base["zones"] for ring in zone["rings"] for corner in ring]
    corners += [corner for rings in (base["outline"], base["municipality"]) for ring in rings for corner in ring]
    assert all(55 < lat < 56 and 12 < lon < 13 for lat, lon in corners)


def test_the_places_of_a_plan_are_read_once() -> None:
    assert Places.from_plan(SHIPPED) is PLACES
    assert Places.from_plan(OTHER) is not PLACES


def test_a_plan_may_do_with_zones_and_an_outline() -> None:
    kept = ("    blokke: kort", "    steder: kort", "    kommune: kort")
    text = "".join(line for line in OTHER.text.splitlines(keepends=True) if not line.startswith(kept))
    places = Places.from_plan(parse(text, OTHER.folder))
    assert (places.blocks, places.base_map()["municipality"]) == ((), [])
    assert places.snap(56.203, 11.3).precision is Precision.ZONE


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"type":"FeatureCollection","features":[{}]}'])
def test_a_map_file_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "zoner.geojson").write_text(content, encoding="utf-8")
    (tmp_path / "omrids.geojson").write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    kept = ("    blokke: kort", "    steder: kort", "    kommune: kort")
    lines = [line for line in OTHER.text.splitlines(keepends=True) if not line.startswith(kept)]
    plan = parse("".join(lines).replace("kort/", ""), tmp_path)
    with pytest.raises(PlanRefused):
        Places.from_plan(plan)


def test_snapping_takes_well_under_a_millisecond() -> None:
    started = time.perf_counter()
    for step in range(200):
        PLACES.snap(55.606 + step * 4e-5, 12.349)
    assert (time.perf_counter() - started) / 200 < 0.001


def test_metres_are_metres() -> None:
    """One arc minute of latitude is a nautical mile; of longitude at 60° north, half of one."""
    assert metres((55.0, 12.0), (55.0 + 1 / 60, 12.0)) == pytest.approx(1852, rel=0.002)
    assert metres((60.0, 12.0), (60.0, 12.0 + 1 / 60)) == pytest.approx(926, rel=0.002)
