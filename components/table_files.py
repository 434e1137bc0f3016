"""The buttons that file tables as CSV and XLSX: made when they are pressed, and rights are asked then (made.py)."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from components import tables
from components.documents import made
from components.documents.naming import file_name
from components.session import Me
from components.texts import speaking, t
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Language


class Format(StrEnum):
    """What tables are filed as; the value is the file's ending."""

    CSV = "csv"
    XLSX = "xlsx"


MIME: Final[Mapping[Format, str]] = {Format.CSV: tables.CSV, Format.XLSX: tables.XLSX}
ICONS: Final = {Format.CSV: ":material/table_rows:", Format.XLSX: ":material/table:"}
Making = Callable[[Store, Viewer], Mapping[str, pd.DataFrame]]
"""The tables by their titles, read for whoever asks at that moment."""


def offer(me: Me, word: str, named: str, make: Making, *, exercise: bool, key: str) -> None:
    """A table in both formats; `named` is what stands on the button, `word` begins the file's name."""
    for one in Format:
        button(
            me, word, t("{table} ({format})", table=named, format=one.upper()), make, one, exercise=exercise, key=key
        )


def button(me: Me, word: str, label: str, make: Making, one: Format, *, exercise: bool, key: str) -> None:
    """One file. In Danish, like every document, with ØVELSE in its name where it is one (6.13)."""
    with speaking(Language.DANISH):
        name = file_name(word, me.now, exercise=exercise)
    st.download_button(
        label, partial(_now, me.store, me.signed_in.sign_in, make, one), file_name=f"{name}.{one}", mime=MIME[one],
        on_click="ignore", type="tertiary", icon=ICONS[one], key=f"file-table-{key}-{one}",
    )  # fmt: skip


def _now(store: Store, sign_in: str, make: Making, one: Format) -> bytes:
    """Runs beside the script: it asks who is signed in by itself."""
    return written(store, made.reader(store, sign_in), make, one)


def written(store: Store, viewer: Viewer, make: Making, one: Format) -> bytes:
    """The file, for this viewer. CSV holds one table: the first."""
    with speaking(Language.DANISH):
        found = make(store, viewer)
        return tables.csv_bytes(next(iter(found.values()))) if one is Format.CSV else tables.xlsx_bytes(found)
