"""The board as one self-contained HTML file, so that a dead network or a dead server leaves the room its last picture.

Written every minute into the folder that the settings name, whole or not at all. The board's own words: no contacts,
and during a closed item its notice alone. Nothing in it asks for anything else.
"""

import asyncio
import logging
import os
from pathlib import Path
from typing import Final

from components import times
from components.texts import language, t
from components.wall.html import Markup, fill, joined
from components.wall.shown import plans_of
from components.wall.words import Face, faces
from data import queries
from data.storage import Store

LOG = logging.getLogger("beredskab.keepsake")
EVERY: Final = 60.0
"""Seconds between two files."""
FILE: Final = "tavle.html"


async def keep(store: Store, folder: Path) -> None:
    """Write the file every minute for as long as the server runs; what fails is tried again in a minute."""
    while True:
        try:
            await asyncio.to_thread(write, store, folder)
        except Exception:  # a full disk or a lost database must not take the server along
            LOG.exception("Could not write %s", folder / FILE)
        await asyncio.sleep(EVERY)


def write(store: Store, folder: Path) -> Path:
    """Write the file anew; whoever reads it meanwhile reads the old one or the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    made, place = folder / f".{FILE}.new", folder / FILE
    made.write_text(document(store), "utf-8")
    os.replace(made, place)
    return place


def document(store: Store) -> str:
    """The whole file."""
    board = queries.board(store)
    told = faces(board, plans_of(store, board), "")
    at = _when(board)
    return fill(
        "keepsake", language=language(), title=t("The board"), as_of=t("Data as of {time}", time=at),
        note=t("A copy, written every minute. If this time does not move, the server or the network is gone."),
        faces=joined([section(face) for face in told]),
    )  # fmt: skip


def _when(board: queries.Board) -> str:
    return f"{times.whole_day(times.local(board.at))} {times.clock(board.at)}"


def section(face: Face) -> Markup:
    """One face: its heading, its lines, and the table of the parties."""
    lines = [_line(label, value) for label, value in told(face)]
    return fill(
        "keepsake_face", kind="exercise" if face.get("exercise") else face["kind"], title=heading(face),
        lines=joined(lines), table=_table(face["matrix"]) if "matrix" in face else Markup(),
    )  # fmt: skip


def heading(face: Face) -> str:
    """What a face is about."""
    return " · ".join(part for part in (face["title"], face.get("what", "")) if part)


def told(face: Face) -> list[tuple[str, str]]:
    """What a face says beside its table, as (label, value)."""
    if face["kind"] == "closed":
        return [("", face["text"]), (face["since"], face["length"])]
    if face["kind"] == "calm":
        return [("", face["headline"]), *((row["label"], row["value"]) for row in face["rows"]), ("", face["first"])]
    if face["kind"] == "review":
        return [
            ("", face["state"]["text"]),
            *((row["label"], row["value"]) for part in ("spans", "counts", "decide") for row in face[part]["rows"]),
        ]
    unowned = [(face["unowned"]["text"], face["unowned"]["n"])] if face["unowned"] else []
    rows = [(row["label"], row["value"]) for row in (*face["rows"], *face["told"]["rows"])]
    return [
        ("", face["state"]["text"]),
        (face["risk"]["text"], face["situation"]),
        *unowned,
        *rows,
        ("", face["strip"]),
    ]


def _line(label: str, value: str) -> Markup:
    return fill("keepsake_line", label=label, value=value) if label or value else Markup()


def _table(matrix: Face) -> Markup:
    head = [fill("keepsake_head", text=text) for text in matrix["head"]]
    rows = [
        fill("keepsake_row", cells=joined([fill("keepsake_cell", text=text) for text in _cells(row)]))
        for row in matrix["rows"]
    ]
    return fill("keepsake_table", head=joined(head), rows=joined(rows))


def _cells(row: Face) -> list[str]:
    return [row["name"], *(cell["text"] for cell in row["cells"])]
