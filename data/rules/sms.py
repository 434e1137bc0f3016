"""How long a text message is, and how it is made to fit: whole words alone, the most important first.

A segment of GSM-7 holds 160 characters alone and 153 as one of several, of UCS-2 70 and 67 (3GPP TS 23.038, 23.040).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Final

GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPED: Final = frozenset("^{}\\[~]|€\f")
"""Letters that take two places."""
PLAINER: Final = str.maketrans({
    "–": "-", "—": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "„": '"', "»": '"', "«": '"', "’": "'", "‘": "'",
    "…": "...", "\u00a0": " ", "\u2009": " ", "\t": " ", "•": "-",
})  # fmt: skip
"""What people's keyboards make by themselves, as the alphabet of text messages has it: it would halve the message."""
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+|\n+")
CUT: Final = "..."


@dataclass(frozen=True)
class Length:
    """How long a text message is: characters as the net counts them, segments, and how many a segment holds."""

    used: int
    segments: int
    room: int


def plainer(text: str) -> str:
    """The same words with dashes and quotes that cost nothing, on lines without blanks around."""
    lines = (" ".join(line.split()) for line in text.translate(PLAINER).splitlines())
    return "\n".join(line for line in lines if line)


def length(text: str) -> Length:
    """The length of a text message."""
    sizes = _sizes(text)
    alone, of_several = (160, 153) if _is_gsm(text) else (70, 67)
    used = sum(sizes)
    if used <= alone:
        return Length(used, 1 if used else 0, alone)
    segments, left = 1, of_several
    for size in sizes:  # a letter of two places never stands in two segments
        if size > left:
            segments, left = segments + 1, of_several
        left -= size
    return Length(used, segments, of_several)


def _is_gsm(text: str) -> bool:
    return all(letter in GSM or letter in ESCAPED for letter in text)


def _sizes(text: str) -> list[int]:
    if _is_gsm(text):
        return [2 if letter in ESCAPED else 1 for letter in text]
    return [2 if ord(letter) > 0xFFFF else 1 for letter in text]


def shortened(pieces: Sequence[str], order: Sequence[int], segments: int, frame: Callable[[str], str]) -> str:
    """As much of the pieces as fits into so many segments, in their own order; "" when not a word does.

    `order` says which piece is the most important (its index first); each gives its first sentence before any gives
    its second. `frame` puts round it what must stand there. Only when no sentence fits, the first one is cut at a word.
    """
    parts = [[s for one in _SENTENCES.split(piece) if (s := one.strip())] for piece in pieces]
    ranked = [[(piece, n) for n in range(len(parts[piece]))] for piece in order]
    rounds = (one for one in chain.from_iterable(zip_longest(*ranked)) if one is not None)
    kept: set[tuple[int, int]] = set()
    first: tuple[int, int] | None = None
    for one in rounds:
        first = first or one
        if _fits(frame(_joined(parts, kept | {one})), segments):
            kept.add(one)
    if kept or first is None:
        return frame(_joined(parts, kept)) if kept else ""
    return _cut(parts[first[0]][first[1]], segments, frame)


def _joined(parts: Sequence[Sequence[str]], kept: set[tuple[int, int]]) -> str:
    return " ".join(parts[piece][n] for piece, n in sorted(kept))


def _fits(text: str, segments: int) -> bool:
    return length(text).segments <= segments


def _cut(sentence: str, segments: int, frame: Callable[[str], str]) -> str:
    words = sentence.split()
    while words := words[:-1]:
        said = frame(" ".join(words) + CUT)
        if _fits(said, segments):
            return said
    return ""
