"""Saved downloads are read as they come; what cannot be the plan's map is refused in a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from data.places.ground import Box
from data.places.importing import MapRefused
from data.places.importing.downloads import Source, read
from data.places.projection import to_grid
from tests.places.town import SAMPLES, answer, box, collection, corner, way

HERE = (56.203, 11.2985)
AREA: Box = (56.195, 11.294, 56.205, 11.306)
EAST, NORTH = to_grid(HERE)
GRID = [[EAST, NORTH], [EAST + 40, NORTH], [EAST + 40, NORTH + 11], [EAST, NORTH + 11], [EAST, NORTH]]
DEGREES = [[p["lon"], p["lat"]] for p in box(HERE)]
URN = "urn:ogc:def:crs:EPSG::"


def polygon(*rings: list[Any]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def refused(file: Path) -> str:
    with pytest.raises(MapRefused) as caught:
        read(file, AREA, "Parken")
    assert str(caught.value).startswith(f"{file.name}: ")
    return str(caught.value)


def test_the_sample_of_overpass() -> None:
    made = read(SAMPLES / "overpass_sample_SYNTETISK.json", (55.0, 11.0, 55.003, 11.004), "Prøven")
    assert (made.source, made.day, made.halves) == (Source.OSM, "2026-01-01", ())
    assert [(thing.id, len(thing.polygons), [len(p) for p in thing.polygons]) for thing in made.things] == [
        ("way/900000001", 1, [1]), ("way/900000002", 1, [1]), ("relation/900000003", 1, [2]),
    ]  # fmt: skip


def test_the_sample_of_geodanmark() -> None:
    made = read(SAMPLES / "geodanmark_wfs_sample_SYNTETISK.geojson", (55.03, 10.56, 55.04, 10.57), "Prøven")
    [thing] = made.things
    assert (made.source, made.rest, thing.id) == (Source.GEODANMARK, 0, "bygning_current.SYNTETISK-1")
    assert thing.polygons[0][0][0] == pytest.approx((55.036748928, 10.564765709), abs=1e-9)


def test_overpass_without_geometry_is_read_by_its_nodes(tmp_path: Path) -> None:
    corners = box(HERE)[:-1]
    nodes = [{"type": "node", "id": n, **at} for n, at in enumerate(corners, 1)]
    house = {"type": "way", "id": 9, "nodes": [1, 2, 3, 4, 1], "tags": {"building": "yes"}}
    [thing] = read(answer(tmp_path, *nodes, house), AREA, "Parken").things
    assert len(thing.polygons[0][0]) == 5


def test_a_relation_that_is_not_whole_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    half = [{"type": "way", "ref": 4, "role": "outer", "geometry": box(HERE)[:3]}]
    cut = [{"type": "way", "ref": 5, "role": "outer", "geometry": [*box(HERE)[:3], None]}]
    tags = {"type": "multipolygon", "building": "yes"}
    file = answer(
        tmp_path, way(1, box(HERE), building="yes"), {"type": "relation", "id": 2, "members": half, "tags": tags},
        {"type": "relation", "id": 3, "members": cut, "tags": tags},
    )  # fmt: skip
    made = read(file, AREA, "Parken")
    assert ([thing.id for thing in made.things], made.halves) == (["way/1"], ("relation/2", "relation/3"))


@pytest.mark.parametrize("crs", ["", f"{URN}25832", "EPSG:25832", "http://www.opengis.net/def/crs/EPSG/0/25832"])
def test_metres_are_found_and_turned_into_degrees(tmp_path: Path, crs: str) -> None:
    [thing] = read(collection(tmp_path, polygon(GRID), crs=crs), AREA, "Parken").things
    assert thing.polygons[0][0][0] == pytest.approx(HERE, abs=1e-9)


@pytest.mark.parametrize("crs", ["", f"{URN}4326", f"{URN}4258", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_degrees_are_taken_as_they_are(tmp_path: Path, crs: str) -> None:
    made = read(collection(tmp_path, {"type": "MultiPolygon", "coordinates": [[DEGREES]]}, crs=crs), AREA, "Parken")
    assert made.things[0].polygons[0][0][0] == (DEGREES[0][1], DEGREES[0][0])


def test_what_overpass_turbo_exports_as_geojson_is_openstreetmap(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": DEGREES[:2]}
    features = [
        {"type": "Feature", "properties": {"@id": "way/7", "building": "yes"}, "geometry": polygon(DEGREES)},
        {"type": "Feature", "id": "way/8", "properties": {"highway": "service", "name": "Vej"}, "geometry": line},
    ]
    file = tmp_path / "export.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    made = read(file, AREA, "Parken")
    assert (made.source, [thing.id for thing in made.things]) == (Source.OSM, ["way/7", "way/8"])


def swapped(ring: list[Any]) -> list[Any]:
    return [[second, first] for first, second in ring]


@pytest.mark.parametrize(
    ("ring", "crs", "said"),
    [
        (swapped(DEGREES), "", "Akserne er byttet om"),
        (swapped(DEGREES), f"{URN}4326", "Akserne er byttet om"),
        (swapped(GRID), "", "Akserne er byttet om"),
        (swapped(GRID), f"{URN}25832", "Akserne er byttet om"),
        (GRID, f"{URN}4326", "tallene i den er meter"),
        (DEGREES, f"{URN}25832", "tallene i den er grader"),
        (GRID, f"{URN}25833", "‘urn:ogc:def:crs:EPSG::25833’ kan ikke bruges"),
        (GRID, "EPSG:3857", "‘EPSG:3857’ kan ikke bruges"),
        ([[1.26e6 + n, 7.6e6 + n % 3] for n in range(5)], "", "Koordinatsystemet kan ikke genkendes"),
        ([[lon + 1, lat] for lon, lat in DEGREES], "", "et andet sted: Det nærmeste i den ligger 61,4 km fra"),
        ([[lon, lat + 0.0075] for lon, lat in DEGREES], "", "ligger 60"),
        ([[x + 90_000, y] for x, y in GRID], "", "et andet sted"),
    ],
)  # fmt: skip
def test_the_wrong_grid_and_the_wrong_place_are_refused(tmp_path: Path, ring: list[Any], crs: str, said: str) -> None:
    assert said in refused(collection(tmp_path, polygon(ring), crs=crs))


def test_swapped_axes_of_overpass_are_refused(tmp_path: Path) -> None:
    turned = [corner(at["lon"], at["lat"]) for at in box(HERE)]
    assert "Akserne er byttet om" in refused(answer(tmp_path, way(1, turned, building="yes")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Filen er tom"),
        ("<html><body>rate_limited</body></html>", "XML eller en webside"),
        ('{"elements": [{"type": "way", ', "ikke hel JSON (linje 1)"),
        ("[" * 100_000, "ikke hel JSON"),
        ("[]", "hverken et svar fra Overpass eller GeoJSON"),
        ('{"type": "Topology"}', "hverken et svar fra Overpass eller GeoJSON"),
        ('{"elements": []}', "intet i filen"),
        ('{"elements": [7]}', "beskadiget"),
        ('{"elements": [{"type": "node", "id": 1, "lat": NaN, "lon": 1, "tags": {"a": "b"}}]}', "beskadiget"),
        ('{"elements": [{"type": "way", "id": 1, "nodes": [1, 2], "tags": {"building": "yes"}}]}', "out geom"),
        ('{"elements": [], "remark": "runtime error: Query timed out"}', "Query timed out"),
        ('{"type": "FeatureCollection", "features": []}', "intet i filen"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}}]}', "kilden"),
    ],
)
def test_a_file_that_is_broken_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "hentet.json"
    file.write_text(text, encoding="utf-8")
    assert said in refused(file)


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pakket.zip").write_bytes(b"PK\x03\x04\xff\xfe")
    assert "pakket" in refused(tmp_path / "pakket.zip")
    assert "kan ikke åbnes" in refused(tmp_path / "findes-ikke.json")


@pytest.mark.parametrize("spoilt", ["x", [], [[["a", "b"]]], [[[1e999, 2]]], None, [[1, 2]]])
def test_coordinates_that_are_none_are_refused(tmp_path: Path, spoilt: Any) -> None:
    file = collection(tmp_path, {"type": "Polygon", "coordinates": spoilt})
    assert refused(file)
