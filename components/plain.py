"""What somebody typed, shown as typed: no Markdown, no HTML, no link, no image from another server."""

import re
from typing import Final

from components.texts import t
from data.queries import Said

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:/@&=\"'])")
_LINKED: Final = re.compile(r"(https?:|www)(?=//|\.)", re.IGNORECASE)
_REDRAWN: Final = re.compile(r"(?<!\S)([-<>~])(?=(?:->|[->=])(?!\S))")
_NUMBERED: Final = re.compile(r"^(\d+)\.")
_JOINER: Final = "\u2060"
"""Has no width and breaks no line. Escapes do not stop what Streamlit makes of bare addresses and of -- and ->."""


def plain(text: str) -> str:
    """Text for a place where Streamlit reads Markdown; line breaks stay line breaks."""
    for made in (_LINKED, _REDRAWN):
        text = made.sub(rf"\1{_JOINER}", text)
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "  \n")


def unlisted(text: str) -> str:
    """Markdown that may begin with *3.* (an item, a date) and is no list of one for it."""
    return _NUMBERED.sub(r"\1\\.", text)


def words(said: Said) -> str:
    """What was said, safe for Markdown; a removed text says so."""
    removed = t("(text removed)")
    return f"*{removed}*" if said.body is None else plain(said.body)


def quote(said: Said) -> str:
    """What was said, marked as somebody's words, safe for Markdown."""
    return f":material/chat_bubble: {words(said)}"


def bare(said: Said) -> str:
    """What was said, for a place that shows plain text (a table cell, the map, a form field)."""
    return t("(text removed)") if said.body is None else said.body


def short(said: Said, limit: int = 80) -> str:
    """The beginning of what was said, on one line, cut at a word."""
    line = " ".join(bare(said).split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0] + "…"
