"""The poster for stairwells: a message in big type on A4, in Danish and in every language that somebody typed in.

A page for each language, as big as it fits. The letters come along (components/documents/fonts): those of Latin,
Cyrillic and Greek from DejaVu Sans, the Arabic ones from Noto Sans Arabic, which has Urdu's and Pashto's, too. Words
are shaped and turned by uharfbuzz, so that right to left comes out right. What no font has is told beforehand by
`unknown`, and never drawn as a box. Source: domain.md 3.6, 6.13.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos

FONTS: Final = Path(__file__).parent / "fonts"
LATIN, ARABIC = "DejaVuSans", "NotoSansArabic"
FILES: Final = {
    (LATIN, ""): "DejaVuSans.ttf",
    (LATIN, "B"): "DejaVuSans-Bold.ttf",
    (ARABIC, ""): "NotoSansArabic-Regular.ttf",
    (ARABIC, "B"): "NotoSansArabic-Bold.ttf",
}
SIZES: Final = (40, 34, 30, 27, 24, 22, 20, 18, 16, 15, 14)
"""Points of the type, from the biggest; a text that does not fit with the last goes on over a second page."""
MARGIN: Final = 18
BAND: Final = 14
"""Millimetres of the mark of an exercise."""
BLACK, MARKED = (0, 0, 0), (75, 32, 112)


@dataclass(frozen=True)
class Account:
    """What stands on a poster: where, what (heading and text), the same in other languages (name and text)."""

    title: str
    blocks: tuple[tuple[str, str], ...]
    translations: tuple[tuple[str, str], ...]
    foot: str
    exercise: str
    """What an exercise says first and last on every page; "" for something real."""


@cache
def _letters(family: str) -> frozenset[int]:
    with TTFont(FONTS / FILES[family, ""], lazy=True) as font:
        return frozenset(font.getBestCmap())


def unknown(text: str) -> str:
    """The letters that no font here has, each once, in the order they come."""
    seen = dict.fromkeys(letter for letter in text if not _is_drawn(letter))
    return "".join(seen)


def _is_drawn(letter: str) -> bool:
    invisible = letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc")
    return invisible or ord(letter) in _letters(LATIN) or ord(letter) in _letters(ARABIC)


def _drawable(text: str) -> str:
    """What can be drawn; of what cannot be seen only what parts lines and joins letters or keeps them apart."""
    return "".join(c for c in text if _is_drawn(c) and (c in "\n\u200c\u200d" or c.isprintable()))


def runs_left(text: str) -> bool:
    """Whether a text is read from right to left: its first letter with a direction says so."""
    found = (unicodedata.bidirectional(letter) for letter in text)
    return next((way in ("R", "AL") for way in found if way in ("L", "R", "AL")), False)


def _is_arabic(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "AL" for letter in text)


class _Sheet(FPDF):
    """A4 in big type, the exercise's mark above and below."""

    def __init__(self, account: Account) -> None:
        super().__init__(format="A4")
        self._account = account
        for (family, style), file in FILES.items():
            self.add_font(family, style, FONTS / file)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 8 + self._band())
        self.set_title(_drawable(account.title))
        self.set_lang("da")

    def _band(self) -> int:
        return BAND if self._account.exercise else 0

    def room(self) -> float:
        """Millimetres from here to the end of the page."""
        return float(self.h - self.b_margin - self.get_y())

    def header(self) -> None:
        """ØVELSE on top of every page of one."""
        if self._account.exercise:
            self._mark(MARGIN / 2)
            self.set_y(MARGIN / 2 + BAND + 6)

    def footer(self) -> None:
        """Which message this is, from when and from whom; and ØVELSE below."""
        end = self.h - MARGIN / 2 - self._band()
        self.set_y(end - 8)
        self.write_line(self._account.foot, 10)
        if self._account.exercise:
            self._mark(self.h - MARGIN / 2 - BAND)

    def _mark(self, top: float) -> None:
        self.set_xy(MARGIN / 2, top)
        self.set_fill_color(*MARKED)
        self.set_text_color(255, 255, 255)
        self.use(LATIN, "B", 24, "")
        self.cell(self.w - MARGIN, BAND, self._account.exercise, align=Align.C, fill=True)
        self.set_text_color(*BLACK)

    def use(self, family: str, style: str, size: float, text: str) -> bool:
        """Letters, size and direction for a text; whether it runs from right to left."""
        left = runs_left(text)
        self.set_font(ARABIC if _is_arabic(text) else family, style, size)
        self.set_fallback_fonts([LATIN if _is_arabic(text) else ARABIC], exact_match=True)
        self.set_text_shaping(use_shaping_engine=True, direction="rtl" if left else "ltr")
        return left

    def write_line(self, text: str, size: float, style: str = "", *, dry: bool = False) -> float:
        """Text from margin to margin; returns its height. `dry` only measures."""
        height = 0.0
        for line in _drawable(text).splitlines():
            if not line.strip():
                height += size * 0.2
                if not dry:
                    self.ln(size * 0.2)
                continue
            left = self.use(LATIN, style, size, line)
            made = self.multi_cell(
                0, size * (0.52 if left else 0.46), line, align=Align.R if left else Align.L, dry_run=dry,
                output=MethodReturnValue.HEIGHT, new_x=XPos.LMARGIN, new_y=YPos.NEXT,
            )  # fmt: skip
            assert isinstance(made, float | int)
            height += made
        return height

    def blocks(self, blocks: tuple[tuple[str, str], ...], size: float, *, dry: bool = False) -> float:
        """Headings and texts one below the other; returns their height."""
        height = 0.0
        for heading, text in blocks:
            height += self.write_line(heading, size * 0.72, "B", dry=dry)
            height += self.write_line(text, size, dry=dry)
            height += size * 0.3
            if not dry:
                self.ln(size * 0.3)
        return height


def poster(account: Account) -> bytes:
    """The PDF. A translation with letters that no font has is left out; see `unknown`."""
    made = _Sheet(account)
    _page(made, account.title, account.blocks)
    for language, text in account.translations:
        if not unknown(language + text):
            _page(made, language, (("", text),))
    return bytes(made.output())


def _page(made: _Sheet, title: str, blocks: tuple[tuple[str, str], ...]) -> None:
    made.add_page()
    made.write_line(title, 22, "B")
    made.ln(5)
    size = next((size for size in SIZES if made.blocks(blocks, size, dry=True) <= made.room()), SIZES[-1])
    made.blocks(blocks, size)
