"""The course of an incident as a drawn bar: each stretch where it lies, with how long it took (domain.md 5.4).

A stretch that is far longer than all before it would make the others too short to be seen: it is told beside the bar.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import charts, review_words
from components.texts import t
from data.queries import Review
from data.rules import review as rules
from data.rules.review import Stretch

FAR: Final = 3
"""How many times longer than all the others together a stretch is told and not drawn."""
LINE: Final = 40
AROUND: Final = 70
"""Pixels of a stretch, and of the axis of time below them."""


def show(review: Review) -> None:
    """The bar, or that too little is registered to draw one."""
    found = rules.stretches(review.folded.moments)
    drawn = _drawn(found)
    if not drawn:
        st.caption(t("Too few moments are registered to draw the course."))
        return
    unit = _unit(drawn[-1].end_at - drawn[0].start_at)
    start = t("It happened") if drawn[0].start is rules.COURSE[0] else review_words.point(review, drawn[0].start)
    st.vega_lite_chart(
        _frame(review, drawn, unit), _spec(_axis(unit, start), len(drawn)), key=f"course-{review.id}",
        alt=_told(review, drawn),
    )  # fmt: skip
    for one in found[len(drawn) :]:
        told = t("Not drawn, because it is far longer: {stretch} ({span})", stretch=_name(review, one, " → "),
                 span=review_words.exact(one.length))  # fmt: skip
        st.caption(told)


def _drawn(found: Sequence[Stretch]) -> Sequence[Stretch]:
    """All of them, or all but the last."""
    if len(found) < 2:
        return found
    before = sum((one.length for one in found[:-1]), timedelta())
    return found[:-1] if found[-1].length > FAR * before else found


def _unit(length: timedelta) -> timedelta:
    """What the axis counts."""
    if length <= timedelta(hours=3):
        return timedelta(minutes=1)
    return timedelta(hours=1) if length <= timedelta(days=3) else timedelta(days=1)


def _axis(unit: timedelta, start: str) -> str:
    if unit < timedelta(hours=1):
        return t("Minutes since: {start}", start=start)
    return t("Hours since: {start}", start=start) if unit < timedelta(days=1) else t("Days since: {start}", start=start)


def _name(review: Review, one: Stretch, between: str) -> str:
    return f"{review_words.point(review, one.start)}{between}{review_words.point(review, one.end)}"


def _told(review: Review, drawn: Sequence[Stretch]) -> str:
    """The same in words, for whoever does not see it."""
    parts = (f"{_name(review, one, ' → ')}: {review_words.exact(one.length)}" for one in drawn)
    return t("The course: {stretches}", stretches="; ".join(parts))


def _frame(review: Review, drawn: Sequence[Stretch], unit: timedelta) -> pd.DataFrame:
    """A row a stretch; both names begin with its place, which keeps two that read alike apart."""
    zero = drawn[0].start_at
    return pd.DataFrame(
        {
            "stretch": [f"{n}|{_name(review, one, ' →|')}" for n, one in enumerate(drawn)],
            "said": [f"{n}|{review_words.exact(one.length)}" for n, one in enumerate(drawn)],
            "from": [(one.start_at - zero) / unit for one in drawn],
            "to": [(one.end_at - zero) / unit for one in drawn],
        }
    )


def _spec(axis: str, rows: int) -> dict[str, Any]:
    """A bar a stretch on one axis of time, in the order in which they followed each other.

    Names and durations are labels of the axes, which take the theme’s colour; a text of its own stays black.
    """

    along = {"field": "from", "type": "quantitative", "title": axis, "scale": {"nice": False, "zero": True}}
    return {
        "height": LINE * rows + AROUND,
        "resolve": {"scale": {"y": "independent"}, "axis": {"y": "independent"}},
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {"x": along, "x2": {"field": "to"}, "y": charts.names("stretch", "left")},
            },
            {"mark": {"type": "point", "opacity": 0}, "encoding": {"x": along, "y": charts.names("said", "right")}},
        ],
    }  # fmt: skip
