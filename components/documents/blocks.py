"""What a document holds, in words and in its order: made once, and written down by every format alike.

A block knows nothing of DOCX or PDF. What people wrote stands in it as typed, save for letters that no document can
hold, which are replaced where one sees it.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

LOST: Final = "\ufffd"
"""Stands for a letter that cannot be written down."""
TURNERS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the reading direction of what stands around them: text must not rearrange the paper."""


class Tone(Enum):
    """How a paragraph is meant."""

    PLAIN = "plain"
    SAID = "said"
    """Somebody's own words."""
    NOTE = "note"
    ALERT = "alert"


class Strong(str):
    """A cell's text that must be seen."""

    __slots__ = ()


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a part of the plan."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its line breaks are kept."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Table:
    """Rows below a heading row that stands on every page; `widths` are parts of the whole width."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Pairs:
    """What is what: a name on the left, what is said on the right."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own: an annex."""


Block = Heading | Paragraph | Table | Pairs | NewPage


@dataclass(frozen=True)
class Sheet:
    """A whole document. `mark` stands on every page of an exercise, `foot` on every page; `size` is in points."""

    title: str
    below: str
    mark: str
    foot: str
    at: datetime
    language: str
    blocks: tuple[Block, ...]
    size: float = 10


def legible(text: str) -> str:
    """The text with every letter that no document can hold, or that would rearrange it, replaced where one sees it."""
    return "".join(LOST if _is_lost(letter) else letter for letter in text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_lost(letter: str) -> bool:
    """Control letters, half letters, letters without a meaning of their own, and those that turn the line."""
    if letter in "\n\t":
        return False
    return letter in TURNERS or letter in "\ufffe\uffff" or unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"}


def written(sheet: Sheet) -> Sheet:
    """The same with every text legible. Every format is handed this one."""
    return Sheet(
        title=legible(sheet.title), below=legible(sheet.below), mark=legible(sheet.mark), foot=legible(sheet.foot),
        at=sheet.at, language=sheet.language, blocks=tuple(_legible(block) for block in sheet.blocks), size=sheet.size,
    )  # fmt: skip


def _legible(block: Block) -> Block:
    match block:
        case Heading(text, level):
            return Heading(legible(text), level)
        case Paragraph(text, tone):
            return Paragraph(legible(text), tone)
        case Table(head, rows, widths):
            return Table(_cells(head), tuple(_cells(row) for row in rows), widths)
        case Pairs(rows):
            return Pairs(tuple((_cell(label), _cell(said)) for label, said in rows))
        case NewPage():
            return block


def _cells(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(_cell(text) for text in row)


def _cell(text: str) -> str:
    return type(text)(legible(text))


def texts(sheet: Sheet) -> Iterator[str]:
    """Every text of the body in the order in which it is read."""
    yield sheet.title
    yield sheet.below
    for block in sheet.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                yield text
            case Table(head, rows):
                yield from head
                for row in rows:
                    yield from row
            case Pairs(rows):
                for label, said in rows:
                    yield from (label, said)
