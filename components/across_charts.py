"""The numbers across incidents as drawn bars; each stands above the table that says the same (domain.md 5.4).

As in components/review_chart.py what is read stands on the axes, because a text of its own stays black in the dark.
"""

from collections.abc import Sequence
from datetime import timedelta
from textwrap import wrap
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import across_words as say
from components import charts
from components.across_tables import Numbers, Table
from components.review_chart import AROUND, FAR
from components.texts import t
from data.rules import across as rules
from data.rules.across import Span
from data.rules.spreads import Spread

THIN: Final = 36
"""Pixels of a bar of counts."""
TALL: Final = 58
"""Pixels of a bar whose name takes up to three lines."""
LETTERS: Final = 18
"""Letters in a line of a name beside a bar."""


def counts(table: Table) -> None:
    """A bar a row: how many incidents, in the order of the table."""
    names, values = list(table.shown.iloc[:, 0]), list(table.shown.iloc[:, 1])
    told = "; ".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))
    frame = pd.DataFrame({"name": _kept_apart(names), "said": _kept_apart(values), "n": values})
    along = _along("n", table.shown.columns[1], whole=True)
    layers: list[dict[str, Any]] = [
        {"mark": "bar", "encoding": {"x": along, "y": charts.names("name", "left")}},
        {"mark": {"type": "point", "opacity": 0}, "encoding": {"x": along, "y": charts.names("said", "right")}},
    ]
    _draw(frame, _spec(layers, THIN * len(names) + AROUND), f"across-{table.code}", f"{table.alt}: {told}")


def spans(numbers: Numbers) -> None:
    """From the lower to the upper quartile, the median in it; where they are too few, each one as a point."""
    asked = [(one, rules.spread_of(numbers.told, one)) for one in numbers.spans]
    drawn, beside = _drawn([(one, found) for one, found in asked if found.values])
    if drawn:
        _ranges(numbers, drawn)
    for one, found in beside:
        st.caption(
            t("Not drawn, because it is far longer: {stretch} ({span})", stretch=say.span(one, numbers.naming),
              span=say.length(found.median) if found.median is not None else say.listed(found))
        )  # fmt: skip


def _drawn(found: list[tuple[Span, Spread]]) -> tuple[list[tuple[Span, Spread]], list[tuple[Span, Spread]]]:
    """Those on one scale, and those so much longer that the others could not be seen beside them."""
    beside: list[tuple[Span, Spread]] = []
    longest_last = sorted(found, key=lambda one: _high(one[1]))
    while len(longest_last) > 1 and _high(longest_last[-1][1]) > FAR * _high(longest_last[-2][1]):
        beside.append(longest_last.pop())
    return [one for one in found if one not in beside], beside


def _high(found: Spread) -> timedelta:
    return found.quartiles[2] if found.quartiles else found.values[-1]


def _ranges(numbers: Numbers, drawn: Sequence[tuple[Span, Spread]]) -> None:
    unit = timedelta(minutes=1) if max(_high(one) for _, one in drawn) <= timedelta(hours=3) else timedelta(hours=1)
    names = _kept_apart([say.span(one, numbers.naming) for one, _ in drawn])
    said = _kept_apart([_whole(say.middle(one)) for _, one in drawn])
    rows = []
    for name, told, (_, one) in zip(names, said, drawn, strict=True):
        low, middle, high = one.quartiles or (None, None, None)
        ends = {"from": _in(unit, low), "to": _in(unit, high)}
        points = [middle] if middle is not None else one.values
        rows += [{"name": name, "said": told, "at": _in(unit, at), **ends} for at in points]
    title = t("Minutes") if unit < timedelta(hours=1) else t("Hours")
    begin = {**_along("from", title), "scale": {"zero": True, "nice": True}}
    at = {**begin, "field": "at"}
    band = {"x": begin, "x2": {"field": "to"}, "y": charts.names("name", "left")}
    layers = [
        {"mark": {"type": "bar", "opacity": 0.45}, "encoding": band},
        {"mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
         "encoding": {"x": at, "y": charts.names("name", "left")}},
        {"mark": {"type": "point", "opacity": 0}, "encoding": {"x": at, "y": charts.names("said", "right")}},
    ]  # fmt: skip
    told = "; ".join(f"{say.span(one, numbers.naming)}: {say.middle(found)}" for one, found in drawn)
    _draw(
        pd.DataFrame(rows), _spec(layers, TALL * len(drawn) + AROUND), "across-spans",
        t("Median times: {told}", told=told),
    )  # fmt: skip


def _whole(said: str) -> str:
    """A line may end between two durations, never within one."""
    kept = said.replace(" ", "\N{NO-BREAK SPACE}")
    return kept.replace("\N{NO-BREAK SPACE}(", " (").replace("\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}", " · ")


def _in(unit: timedelta, length: timedelta | None) -> float | None:
    return None if length is None else length / unit


def parties(numbers: Numbers) -> None:
    """A bar a party, in pieces by what became of its actions."""
    found = rules.by_party(numbers.told, numbers.naming.plan.parties, numbers.view.individuals)
    pieces = [t("Done in time"), t("Done late"), t("Cancelled"), t("Handed over"), t("Left open")]
    names = _kept_apart([numbers.naming.party(one.counted.party) for one in found])
    rows = []
    told = []
    for name, one in zip(names, found, strict=True):
        row = one.counted
        split = (row.done - row.late, row.late, row.cancelled, row.handed_over, row.left)
        rows += [
            {"name": name, "piece": piece, "n": n, "order": order}
            for order, (piece, n) in enumerate(zip(pieces, split, strict=True)) if n
        ]  # fmt: skip
        words = ", ".join(f"{piece.lower()} {n}" for piece, n in zip(pieces, split, strict=True) if n)
        told.append(f"{numbers.naming.party(row.party)}: {words or 0}")
    if not rows:
        return
    colour = {
        "field": "piece", "type": "nominal", "title": None, "sort": pieces,
        "scale": {"domain": pieces, "range": ["#2a78d6", "#eb6834", "#9aa0a6", "#4a3aa7", "#eda100"]},
        "legend": {"orient": "bottom", "columns": 1},
    }  # fmt: skip
    layer = {
        "mark": "bar",
        "encoding": {
            "x": {**_along("n", t("Actions"), whole=True), "stack": True}, "y": {**charts.names("name", "left")},
            "color": colour, "order": {"field": "order", "type": "quantitative"},
        },
    }  # fmt: skip
    _draw(
        pd.DataFrame(rows), _spec([layer], TALL * len(found) + 2 * AROUND), "across-parties",
        t("Actions by party: {told}", told="; ".join(told)),
    )  # fmt: skip


def _kept_apart(names: Sequence[Any]) -> list[str]:
    """Each begins with its place, which keeps two that read alike apart, and goes on in lines: a phone is narrow."""
    return [
        "|".join([f"{number:03}", *wrap(str(name).replace("|", " "), LETTERS)]) for number, name in enumerate(names)
    ]


def _along(field: str, title: str, *, whole: bool = False) -> dict[str, Any]:
    axis: dict[str, Any] = {"tickMinStep": 1, "format": "d"} if whole else {}
    return {"field": field, "type": "quantitative", "title": title, "axis": axis}


def _spec(layers: list[dict[str, Any]], height: int) -> dict[str, Any]:
    return {
        "height": height, "layer": layers,
        "resolve": {"scale": {"y": "independent"}, "axis": {"y": "independent"}} if len(layers) > 1 else {},
    }  # fmt: skip


def _draw(frame: pd.DataFrame, spec: dict[str, Any], key: str, alt: str) -> None:
    st.vega_lite_chart(frame, spec, key=key, alt=alt)
