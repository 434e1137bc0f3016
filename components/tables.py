"""A table as a file for a spreadsheet: CSV as Danish Excel reads it, and XLSX; nothing in it is ever a formula (6.24).

A spreadsheet takes a text that begins with one of a few signs for a formula. In CSV such a text gets an apostrophe
before it; XLSX says of each cell that it is text. Numbers stay numbers.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from math import isfinite
from typing import Any, Final

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from components import times
from components.texts import t

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEGINS: Final = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet may take for a formula, the wide signs of East Asian keyboards among them."""
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no file of the kind may hold."""
LONGEST: Final = 32_000
"""Letters in a cell; a spreadsheet takes 32,767."""
NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")
WIDEST: Final = 60
NARROWEST: Final = 8
"""Letters in a column."""
NAME: Final = 31
"""Letters in the name of a sheet."""


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The table as CSV: UTF-8 with a mark that says so, semicolons, and a comma before decimals."""
    return csv_of(_rows(frame))


def csv_of(rows: Iterable[Sequence["Cell"]]) -> bytes:
    """The same of rows as they are, the heading first: an archive's texts are as long as they were written."""
    written = StringIO(newline="")
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in rows:
        lines.writerow([_plain(cell) for cell in row])
    return written.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """A workbook with a sheet a table, by the names of the sheets."""
    made, names = BytesIO(), set[str]()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    head, text = book.add_format({"bold": True, "text_wrap": True, "num_format": "@"}), book.add_format()
    text.set_num_format("@")  # stays text when somebody edits the cell
    for name, frame in frames.items():
        sheet = book.add_worksheet(_sheet_name(name, names))
        for y, row in enumerate(_rows(frame)):
            for x, cell in enumerate(row):
                _write(sheet, y, x, cell, text if y else head)
        for x, width in enumerate(_widths(frame)):
            sheet.set_column(x, x, width)
        sheet.freeze_panes(1, 1)
    book.close()
    return made.getvalue()


Cell = str | int | float | None


def _rows(frame: pd.DataFrame) -> Iterator[list[Cell]]:
    """The names of the columns, and every row."""
    yield [_cell(str(name)) for name in frame.columns]
    for row in frame.astype(object).itertuples(index=False, name=None):
        yield [_cell(value) for value in row]


def _cell(value: Any) -> Cell:
    """A number as it is, nothing as nothing, and everything else as text."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, bool):
        return t("Yes") if value else t("No")
    if isinstance(value, int | float):
        return value if isfinite(value) else str(value)
    if hasattr(value, "item"):  # a number of numpy
        return _cell(value.item())
    if isinstance(value, datetime):
        return (times.local(value) if value.tzinfo else value).strftime("%Y-%m-%d %H:%M")
    text = value.isoformat() if isinstance(value, date) else str(value)
    return CONTROL.sub("", text)[:LONGEST]


def _plain(cell: Cell) -> str:
    """A cell of CSV."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if BEGINS.match(cell) else cell
    return str(cell).replace(".", ",")


def _write(sheet: Worksheet, y: int, x: int, cell: Cell, text: Any) -> None:
    """Said of every cell by name what it is: nothing is guessed from how it looks."""
    if isinstance(cell, str):
        sheet.write_string(y, x, cell, text)
    elif cell is not None:
        sheet.write_number(y, x, cell)


def _widths(frame: pd.DataFrame) -> Iterable[int]:
    columns = zip(*([str(cell) if cell is not None else "" for cell in row] for row in _rows(frame)), strict=True)
    return [min(WIDEST, max(NARROWEST, *(len(cell) + 2 for cell in column))) for column in columns]


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a workbook takes: short, its own, without the signs of an address in it."""
    bare = NO_SHEET_NAME.sub(" ", CONTROL.sub("", name)).strip("' ")[:NAME].strip("' ") or "-"
    found, number = bare, 1
    while found.lower() in taken or found.lower() == "history":
        number += 1
        found = f"{bare[: NAME - 4]} {number}"
    taken.add(found.lower())
    return found
