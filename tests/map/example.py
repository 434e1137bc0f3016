"""An invented area, its words and the worst that somebody might type, for the tests of the map."""

from typing import Any

from components.map import MapWords, Mark, StateWord
from data.vocabulary import IncidentState, Risk

NASTY = "{{7*7}} {% raise %} {# x #} <img src=x onerror=window.hurt=1></script><b>`${window.hurt=1}`</b>"
NORTH, SOUTH, WEST, EAST = 55.618, 55.606, 12.34, 12.36
AREA = [[SOUTH, WEST], [NORTH, WEST], [NORTH, EAST], [SOUTH, EAST]]
BASE: dict[str, Any] = {
    "municipality": [[[55.58, 12.3], [55.64, 12.3], [55.64, 12.4], [55.58, 12.4]]],
    "outline": [AREA],
    "zones": [
        {"code": "z", "name": NASTY, "rings": [AREA], "label": [55.612, 12.35], "homes": 200},
    ],
    "blocks": [
        {"id": f"b{n}", "label": f"Søvej {n}", "lat": 55.607 + n / 1000, "lon": 12.345, "homes": 9 * n, "kind": NASTY}
        for n in range(1, 10)
    ],
    "places": [{"name": f"Skolen {NASTY}", "kind": "skole", "lat": 55.611, "lon": 12.355}],
    "bounds": [[SOUTH, WEST], [NORTH, EAST]],
    "attribution": f"© {NASTY}",
    "labels": {"blocks": "punkter", "zones": "skematisk", "streets": NASTY},
}
HOUSE = [1000, 1000, 0, 400, 100, 0, 0, -400, -100, 0]
"""A ring as the browser gets it: steps north and east in millionths of a degree."""
TOWN: dict[str, Any] = {
    **BASE,
    "blocks": [{**BASE["blocks"][0], "rings": [HOUSE]}, *BASE["blocks"][1:]],
    "ground": {
        "origin": [SOUTH, WEST],
        "buildings": [HOUSE] * 3000,
        "streets": {"main": [[2000, 0, 0, 20000]], "minor": [[0, 9000, 12000, 0]], "path": []},
        "names": [
            {"name": NASTY, "at": [[55.608, 12.352, 3, 900]]},
            {"name": "Kort vej", "at": [[55.61, 12.35, 0, 2]]},
            {"name": "Vej", "at": [[55.6085, 12.343, 0, 900]]},
        ],
    },
}
"""The same area where somebody has imported outlines, streets and names."""
WORDS = MapWords(
    language="da",
    title="Kort over området",
    whole_area="Hele området",
    zoom_in="Zoom ind",
    zoom_out="Zoom ud",
    close="Luk",
    legend="Signaturer",
    risk="Form: risiko",
    risks={risk: f"{risk} risiko" for risk in Risk},
    state="Bogstav: tilstand",
    states={state: StateWord(state[0].upper(), state.value) for state in IncidentState},
    incident="Hændelse",
    exercise="ØVELSE",
    ground="Kortet",
    block="Boligblok",
    homes="boliger",
    zone="Kvarter",
    area="Området",
    municipality="Kommunegrænse",
    pick="Klik på stedet",
    chosen="Valgt sted",
    signs={"skole": "school"},
    outline="Blok",
    building="Anden bygning",
    street="Gade",
)


def mark(id: int, lat: float, lon: float, *, risk: str = "high", state: str = "active", **other: Any) -> Mark:
    """An incident, numbered 10 more than its id."""
    given = {"number": id + 10, "exercise": False, "title": f"Titel {id}", "place": "Søvej 3", "meta": "", **other}
    return Mark(id=id, lat=lat, lon=lon, risk=Risk(risk), state=IncidentState(state), **given)
