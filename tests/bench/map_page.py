"""Draws the same incidents twice, each way timed: the product's map, and folium as its documentation shows it."""

from functools import cache

import folium
import streamlit as st
from streamlit_folium import st_folium

from components import incident_map
from components.map import Mark, area_map
from data import plan
from data.places import Places
from data.settings import Settings
from data.vocabulary import IncidentState, Risk
from tests.bench.figures import timed

STATES = (IncidentState.RECEIVED, IncidentState.ASSESSED, IncidentState.ACTIVE)
HEIGHT = 560


@cache
def places() -> Places:
    """The shipped area."""
    return Places.from_plan(plan.load(Settings().plan))


def marks(size: int, drawn: int) -> list[Mark]:
    """So many incidents at the area's blocks; one of them differs from redraw to redraw."""
    blocks, risks = places().blocks, tuple(Risk)
    return [
        Mark(
            id=n, number=n, lat=blocks[n % len(blocks)].lat, lon=blocks[n % len(blocks)].lon,
            risk=risks[n % len(risks)] if n else risks[drawn % len(risks)], state=STATES[n % len(STATES)],
            exercise=False, title="Ildspåsættelse", place=blocks[n % len(blocks)].label,
            meta="Modtaget · 21.40 · Brand i tre containere kl. 21.40",
        )
        for n in range(size)
    ]  # fmt: skip


def draw_ours(given: list[Mark], drawn: int) -> None:
    """The product's map."""
    area_map(
        places().base_text, given, revision=drawn, selected=None, picking=False, pin=None, height=HEIGHT,
        key="ours", words=incident_map.words(),
    )  # fmt: skip


def draw_documented(given: list[Mark]) -> None:
    """The first example of streamlit-folium's documentation, with a marker for each incident."""
    around = places().blocks[0]
    drawn = folium.Map(location=[around.lat, around.lon], zoom_start=15)
    for mark in given:
        popup = folium.Popup(f"{mark.number} · {mark.title} · {mark.place} · {mark.meta}")
        folium.Marker([mark.lat, mark.lon], popup=popup, tooltip=mark.title).add_to(drawn)
    st_folium(drawn, height=HEIGHT, key="documented")


drawn = st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
given = marks(st.session_state["marks"], drawn)
st.session_state["documented"] = timed(lambda: draw_documented(given))
st.session_state["ours"] = timed(lambda: draw_ours(given, drawn))
