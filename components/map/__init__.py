"""The map of the area: the only package that knows folium.

What somebody typed is handed over as data and set as text, never as markup or template (literal.py, web/). The base
map is drawn once in the browser; each redraw hands over the marks, and those that changed are changed in place.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components.map.clicks import Click, Told, read
from components.map.words import MapWords, StateWord
from data.vocabulary import IncidentState, Risk

__all__ = ["Click", "MapWords", "Mark", "StateWord", "area_map"]


@dataclass(frozen=True)
class Mark:
    """An incident on the map; `title`, `place` and `meta` are shown as they stand. Latitude, longitude in degrees."""

    id: int
    number: int
    lat: float
    lon: float
    risk: Risk
    state: IncidentState
    exercise: bool
    title: str
    place: str
    meta: str


def area_map(
    base: str,
    marks: Sequence[Mark],
    *,
    revision: int,
    selected: int | None,
    picking: bool,
    pin: tuple[float, float] | None,
    height: int,
    key: str,
    words: MapWords,
    pin_metres: float = 60,
    wall: bool = False,
) -> Click | None:
    """Draw the map and return a click, once; repeated reports of it after a live redraw are swallowed.

    `base` is the base map as JSON text in ASCII; `height` in pixels; `pin_metres` the radius of the ring round the
    chosen place: how roughly it is known.
    `wall` draws for a screen that is read from four metres (domain.md 5.1). Source: domain.md 5.2, 6.22.
    """
    # Streamlit registers a component only if it is imported while a script runs.
    from streamlit_folium import st_folium

    from components.map import shell

    value = st_folium(
        shell.shell(base, json.dumps({"words": words.as_data(), "wall": wall})),
        render=False,  # nobody reads the page that folium would write
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],  # our own script reports the clicks: at once, and numbered
        feature_group_to_add=shell.layer(
            {
                "revision": revision,
                "selected": selected,
                "picking": picking,
                "pin": pin,
                "pin_metres": pin_metres,
                "marks": [vars(mark) for mark in marks],
            }
        ),
    )
    memory = f"{key}-told"
    known: Told | None = st.session_state.get(memory)
    click, st.session_state[memory] = read(value, known, {mark.id for mark in marks})
    return click
