"""A4 as a PDF in the house's own typeface: the exercise mark, what it is and page x of y stand on every page.

The typeface (DejaVu Sans, in `fonts`) has the letters of all European languages, Arabic among others; a sign that it
lacks is written by its number, and the paper says so.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from components.texts import speaking, t
from data.vocabulary import Language

FONTS: Final = Path(__file__).parent / "fonts"
FONT: Final = "DejaVu"
FILES: Final = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
MARGIN: Final = 18
PAGES: Final = "\ue0f0\ue0f1\ue0f2"
"""Stands for the number of pages, three digits at most, until it is known; no block can hold it (`legible`)."""
UNSEEN: Final = frozenset(map(chr, range(0xFE00, 0xFE10))) | {"\u200d"}
"""Signs that only choose how the one before looks."""


class Paper(FPDF):
    """A4 with the same margins, head and foot on every page."""

    def __init__(self, foot: str, mark: str) -> None:
        super().__init__(format="A4")
        for style, file in FILES.items():
            self.add_font(FONT, style, FONTS / file)
        self._foot, self._mark = foot, mark
        self.str_alias_nb_pages = PAGES
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margins(MARGIN, 14)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=18)

    def shut(self) -> None:
        """Let go of the files of the typeface."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def header(self) -> None:
        """ØVELSE on every page of one."""
        if self._mark:
            self.set_font(FONT, "B", 12)
            self.set_fill_color(75, 32, 112)
            self.set_text_color(255, 255, 255)
            self.cell(0, 8, spelled(self._mark), align="C", fill=True, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(4)
            self.set_text_color(0, 0, 0)

    def footer(self) -> None:
        """What it is, and which page of how many this is."""
        self.set_y(-13)
        self.set_font(FONT, "", 7.5)
        self.set_text_color(80, 80, 80)
        with speaking(Language.DANISH):
            page = t("page {n} of {all}", n=self.page_no(), all=PAGES)
        self.cell(self.epw - 30, 5, spelled(self._foot))
        self.cell(30, 5, page, align="R")
        self.set_text_color(0, 0, 0)


def spelled(text: str) -> str:
    """The text in the letters that the typeface has; each other one by its number."""
    known = letters()
    return "".join(
        letter if letter in "\n\t" or ord(letter) in known else f"[U+{ord(letter):04X}]"
        for letter in text
        if letter not in UNSEEN
    )


def lacks(texts: Iterable[str]) -> str:
    """The first sign that the typeface lacks, by its number; nothing if it has them all."""
    known = letters()
    found = (c for text in texts for c in text if c not in UNSEEN and c not in "\n\t" and ord(c) not in known)
    return next((spelled(letter) for letter in found), "")


def turns(texts: Iterable[str]) -> bool:
    """Whether something is written from right to left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for text in texts for letter in text)


@cache
def letters() -> frozenset[int]:
    """The letters that every cut of the typeface has."""
    paper = Paper("", "")
    known = [frozenset(font.cmap) for font in paper.fonts.values() if isinstance(font, TTFFont)]
    paper.shut()
    return frozenset.intersection(*known)
