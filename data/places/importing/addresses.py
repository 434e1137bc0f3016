"""Addresses of OpenStreetMap: the street and the house numbers, never a floor, a door, a flat or a postcode.

Denmark's addresses stand there as points, one for each entrance; some buildings carry theirs themselves.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

LONGEST_STREET: Final = 60
MOST_RUNS: Final = 3
"""A block with its numbers in more pieces than this is named by these, and by ‘m.fl.’."""

Number = tuple[int, str]
"""A house number and its letter: 12 and B."""

_ONE: Final = r"0*(\d{1,3})(?: ?([A-Za-zÆØÅæøå]))?(?![\w.])"
_HEAD: Final = re.compile(rf"{_ONE}(?:\s*[-–]\s*{_ONE}\s*$)?")


def street_of(tags: Mapping[str, str]) -> str:
    """The street as one line of printable text; nothing behind a comma, where a floor would stand."""
    printable = "".join(sign if sign.isprintable() else " " for sign in tags.get("addr:street", ""))
    return " ".join(printable.split(",")[0].split())[:LONGEST_STREET].strip()


def numbers_of(tags: Mapping[str, str]) -> frozenset[Number]:
    """The house numbers; of a span (1-9) its ends. A floor stands behind a comma and a space, a list has none."""
    said = tags.get("addr:housenumber", "").split(", ")[0]
    found: set[Number] = set()
    for part in re.split("[;,]", said):
        if read := _HEAD.match(part.strip()):
            first, last = _number(read[1], read[2]), _number(read[3], read[4])
            found |= {first, last} if first and last and first < last else {first} if first else set()
    return frozenset(found)


def _number(figures: str | None, letter: str | None) -> Number | None:
    return (int(figures), (letter or "").upper()) if figures and int(figures) else None


def span(own: Iterable[Number], others: Collection[Number]) -> str:
    """The numbers of one building in a few words: 1-9; 12A-12C; 1-5 og 10-12.

    `others` are the numbers of the same street at other buildings: no span goes over one of them. Odd and even are
    two sides of a street, unless no number between the first and the last is missing.
    """
    numbers = sorted(set(own))
    figures = {figure for figure, _ in numbers}
    whole = figures == set(range(min(figures), max(figures) + 1))
    sides = [numbers] if whole else [[one for one in numbers if one[0] % 2 == side] for side in (0, 1)]
    runs = sorted(run for side in sides for run in _runs(side, others))
    words = [_text(run[0]) if len(run) == 1 else f"{_text(run[0])}-{_text(run[-1])}" for run in runs]
    return " og ".join(words) if len(words) <= MOST_RUNS else f"{' og '.join(words[:MOST_RUNS])} m.fl."


def _runs(side: list[Number], others: Collection[Number]) -> list[list[Number]]:
    parities = {figure % 2 for figure, _ in side}
    runs: list[list[Number]] = []
    for one in side:
        if runs and not any(runs[-1][-1] < other < one for other in others if other[0] % 2 in parities):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _text(number: Number) -> str:
    return f"{number[0]}{number[1]}"
