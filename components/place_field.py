"""Where something is: from the list or from a click on the map, both one value in the address (`?sted=`)."""

import re
from typing import Final

import streamlit as st

from components import address, feedback, incident_map
from components.session import Me
from components.texts import t
from data import queries
from data.places import Block, Place
from data.queries import IncidentRow
from data.vocabulary import Precision

PARAM: Final = "sted"
OUTDOORS: Final = "ude"
ZONE: Final = "z:"
BLOCK: Final = "b:"
POINT: Final = "p:"
LANDMARK: Final = "s:"


def codes(me: Me) -> list[str]:
    """Everything the list offers: quarters, outdoors, blocks, then landmarks in and outside the area."""
    places = me.places
    zones = [ZONE + zone.code for zone in places.zones]
    blocks = [BLOCK + block.id for block in sorted(places.blocks, key=_by_street)]
    return [*zones, OUTDOORS, *blocks, *(LANDMARK + mark.name for mark in places.landmarks)]


def _by_street(block: Block) -> tuple[str, int, str]:
    first = re.search(r"\d+", block.number)
    return block.street, int(first[0]) if first else 0, block.number


def code_of(me: Me, row: IncidentRow) -> str | None:
    """The list's code for where an incident is; None for a place that the list does not have."""
    if row.precision is Precision.BLOCK and row.block:
        return BLOCK + row.block
    if row.precision is Precision.ZONE and row.zone:
        return ZONE + row.zone
    if row.place in {mark.name for mark in me.places.landmarks}:
        return LANDMARK + row.place
    return OUTDOORS if row.precision is Precision.OUTDOORS else None


def place(me: Me, code: str) -> Place | None:
    """The place behind a code; None for none, and for a code that an address made up."""
    places = me.places
    try:
        if code.startswith(ZONE):
            return places.at_zone(code.removeprefix(ZONE))
        if code.startswith(BLOCK):
            return places.at_block(code.removeprefix(BLOCK))
        if code.startswith(LANDMARK):
            return places.at_landmark(code.removeprefix(LANDMARK))
        if code.startswith(POINT):
            lat, _, lon = code.removeprefix(POINT).partition(",")
            return places.snap(float(lat), float(lon))
    except (KeyError, ValueError):
        return None
    return places.outdoors() if code == OUTDOORS else None


def label(me: Me, code: str) -> str:
    """What the list says."""
    found = place(me, code)
    if found is None:
        return "–"
    if code.startswith(ZONE):
        return t("{zone} (quarter)", zone=found.label)
    return code.removeprefix(LANDMARK) if code.startswith(LANDMARK) else found.label


def draw(me: Me) -> Place | None:
    """The list and the map, redrawn together; returns the place chosen."""
    options = codes(me)
    named = st.query_params.get(PARAM, "")
    if named.startswith(POINT) and place(me, named) is not None:
        options.append(named)
    code = address.pick(
        t("Where?"), PARAM, options, lambda option: label(me, option), default=None,
        placeholder=t("Choose from the list or on the map"), in_order=True,  # a quarter stands before its blocks
    )  # fmt: skip
    return place(me, code) if code else None


def on_map(me: Me, chosen: Place | None) -> None:
    """The map to click on; a click is the nearest block or quarter, never anything finer (6.22)."""
    pin = (chosen.lat, chosen.lon) if chosen else None
    open_now = queries.incidents(me.store, me.viewer)
    st.caption(
        t(
            "Or click where it happened: the nearest block within {metres} m, else the quarter, else outdoors.",
            metres=me.plan.area.near_metres,
        )
    )
    click = incident_map.draw(me, open_now, key="place-map", picking=True, pin=pin, height=420)
    if click and click.point:
        address.name(PARAM, _code(me, *click.point))
        feedback.redraw_part()


def _code(me: Me, lat: float, lon: float) -> str:
    found = me.places.snap(lat, lon)
    if found.block:
        return BLOCK + found.block
    return f"{POINT}{found.lat:.5f},{found.lon:.5f}"
