"""A table as CSV that a Danish spreadsheet opens as it is, and in which no text is ever taken for a formula (6.24)."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would reckon out."""
BOM: Final = "\ufeff"
"""Tells a spreadsheet that the letters are UTF-8."""
Cell = str | int | float | None


def safe(cell: Cell) -> str:
    """A cell as it is written: an apostrophe before what would be a formula; numbers stay numbers."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file: semicolons, since the comma is Danish for a decimal."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([safe(cell) for cell in row])
    return (BOM + written.getvalue()).encode("utf-8", "replace")
