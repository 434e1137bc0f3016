"""What the board shows of all that runs, and how far a word counts on it. Source: domain.md 5.2, 6.2, 6.12.

One of several is shown when somebody holds it, or when its meeting runs; else they take turns, the real ones first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True)
class Turn:
    """A plan, or an incident without one, as far as turns go. `incidents` are the ids it stands for."""

    incidents: frozenset[int]
    exercise: bool
    meeting: bool
    """Its meeting runs."""
    began: datetime


def turns(found: Sequence[Turn], pinned: int | None) -> tuple[int, ...]:
    """The places (in `found`) of those that are shown, in their order; `pinned` is an incident's id.

    A pin on something that has ended holds nothing.
    """
    held = [place for place, turn in enumerate(found) if pinned in turn.incidents]
    meeting = [place for place, turn in enumerate(found) if turn.meeting]
    real = [place for place in meeting if not found[place].exercise]
    chosen = held or real or meeting or range(len(found))
    return tuple(sorted(chosen, key=lambda place: (found[place].exercise, found[place].began)))


REVIEW_LASTS: Final = timedelta(hours=4)
"""How long the boards hold on to the review of what has ended: a council's meeting, and not the evening after it."""


def shows_review(held_at: datetime, now: datetime) -> bool:
    """Whether a hold on an ended incident still counts, where nothing runs."""
    return now - held_at < REVIEW_LASTS


def shortened(text: str, limit: int) -> str:
    """A text on one line and not longer than `limit`: cut after a sentence if one ends in its second half, else a word.

    What is cut says so by its dots; a sentence that ends needs none.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    ends = max(line.rfind(mark, 0, limit) for mark in (". ", "! ", "? "))
    if ends >= limit // 2:
        return line[: ends + 1]
    kept = line[: limit - 1]
    whole = kept if line[limit - 1] == " " else kept.rsplit(" ", 1)[0]
    return whole.rstrip(" ,;:–-") + "…"
