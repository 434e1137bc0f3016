"""Finding something in a list: one field whose words must all stand somewhere in what a row says."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

import streamlit as st

from components.texts import t

FEW: Final = 5
"""Rows that are seen at a glance: a field over them would only be in the way."""
Row = TypeVar("Row")


def found(rows: Iterable[Row], told: Callable[[Row], str], *, key: str, label: str) -> list[Row]:
    """The rows that hold every word of the search; `told` is what a row says, in plain words.

    The field is there where there are more than a few rows, and keeps its words while the page is redrawn.
    """
    rows = list(rows)
    if len(rows) <= FEW:
        return rows
    words = st.text_input(label, key=key, type="search", live=True, placeholder=t("A few letters are enough"))
    if not words:
        return rows
    shown = [row for row in rows if holds(told(row), words)]
    if not shown:
        st.caption(t("Nothing is found by these words."))
    return shown


def holds(told: str, words: str) -> bool:
    """Whether every word stands somewhere in it, in whatever case."""
    where = told.casefold()
    return all(word in where for word in words.casefold().split())
