"""What the five parts of a handlingsplan must hold, and how each stands. Source: plan lines 59-69 (R32-R45)."""

from datetime import datetime
from typing import Final

from data.vocabulary import PartKind, PartState

WRITTEN: Final = frozenset({PartKind.SITUATION, PartKind.PURPOSE, PartKind.COMMUNICATION})
"""Parts with a text of their own; actions and end time fill themselves and can only be marked not relevant."""


def part_state(kind: PartKind, written: PartState, *, actions: int, ends_at: datetime | None) -> PartState:
    """Parts 3 and 5 fill themselves from the actions and the end time; the others are what was written (R32)."""
    if kind is PartKind.ACTIONS and actions:
        return PartState.FILLED
    if kind is PartKind.END_TIME and ends_at is not None:
        return PartState.FILLED
    return written
