"""QR codes as the path of an SVG, made in the house: no other machine learns an address."""

from functools import lru_cache
from typing import NamedTuple

import segno


class Qr(NamedTuple):
    """A QR code: its side in modules with the quiet zone, and its dark modules as an SVG path."""

    side: int
    path: str


@lru_cache(maxsize=64)
def qr(address: str) -> Qr:
    """The code of an address."""
    made = segno.make(address, error="m", micro=False)
    rows = [list(row) for row in made.matrix_iter(border=2)]
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return Qr(len(rows), dark)
