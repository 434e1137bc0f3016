"""A click is told once, and only if it could have happened.

Streamlit repeats a component's last value at every redraw, so each click carries the frame it was made in and its
number there; the last one told is remembered. What arrives comes from a browser and is checked like anything else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import isfinite

LONGEST_FRAME_NAME = 64


@dataclass(frozen=True)
class Click:
    """What was pointed at: exactly one of a place (latitude, longitude in degrees) and a mark (its id)."""

    point: tuple[float, float] | None
    mark: int | None


@dataclass(frozen=True)
class Told:
    """The last click handed on: the frame in the browser, and the click's number in it."""

    frame: str
    count: int


def read(value: object, told: Told | None, marks: Collection[int]) -> tuple[Click | None, Told | None]:
    """The click in `value`, unless it was told before, and what to remember as told.

    A mark that is not among `marks` (gone meanwhile, or made up) is no click, but counts as told.
    """
    if not isinstance(value, dict):
        return None, told
    frame, count = value.get("frame"), value.get("count")
    if not isinstance(frame, str) or len(frame) > LONGEST_FRAME_NAME or type(count) is not int:
        return None, told
    seen = Told(frame, count)
    if told is not None and told.frame == frame and count <= told.count:
        return None, told
    mark = value.get("mark")
    if type(mark) is int:
        return (Click(point=None, mark=mark) if mark in marks else None), seen
    point = _point(value.get("point"))
    return (Click(point=point, mark=None) if point else None), seen


def _point(value: object) -> tuple[float, float] | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in value):
        return None
    try:
        lat, lon = float(value[0]), float(value[1])
    except OverflowError:
        return None
    return (lat, lon) if isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180 else None
