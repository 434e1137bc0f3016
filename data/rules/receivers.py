"""To whom a report goes, and to whom it goes on when nobody reads it. Source: plan line 49 (R24), 6.15."""

from collections.abc import Sequence
from datetime import timedelta


def waiting_with(chain: Sequence[str], age: timedelta, minutes: int | None) -> str | None:
    """The role code an unread report waits with after `age`; moves one step each `minutes`, stays with the last."""
    if not chain:
        return None
    steps = int(age.total_seconds() // (minutes * 60)) if minutes else 0
    return chain[min(max(steps, 0), len(chain) - 1)]
