"""How long a text message is, and how it is made to fit: whole answers alone, the most important first.

No answer is ever cut: where a sentence ends no rule knows for certain ("Kl. 06.00"), and half an answer may say the
opposite of the whole one.

A segment of GSM-7 holds 160 characters alone and 153 as one of several, of UCS-2 70 and 67 (3GPP TS 23.038, 23.040).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Length:
    """How long a text message is: characters as the net counts them, segments, and how many a segment holds."""

    used: int
    segments: int
    room: int


@dataclass(frozen=True)
class Shortened:
    """What fits, and which pieces (by index) were left out for it."""

    text: str
    left_out: tuple[int, ...]


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


def shortened(
    pieces: Sequence[str], order: Sequence[int], segments: int, frame: Callable[[str], str], *, leads: int = 1
) -> Shortened:
    """The pieces that fit into so many segments, each whole or not at all, in their own order; "" when none does.

    `order` says which piece is the most important (its index first). `frame` puts round them what must stand there.
    Nothing is offered that holds none of the first `leads` in `order`: the rest would be told out of nowhere.
    """
    kept: set[int] = set()
    for one in order:
        if _fits(frame(_joined(pieces, kept | {one})), segments):
            kept.add(one)
    if not kept & set(order[:leads]):
        return Shortened("", tuple(range(len(pieces))))
    return Shortened(frame(_joined(pieces, kept)), tuple(n for n in range(len(pieces)) if n not in kept))


def _joined(pieces: Sequence[str], kept: set[int]) -> str:
    return " ".join(pieces[n] for n in sorted(kept))


def _fits(text: str, segments: int) -> bool:
    return length(text).segments <= segments
