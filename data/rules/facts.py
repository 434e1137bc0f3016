"""What a fact needs, and when a party has been silent too long. Source: peers.md openings 10 and 12."""

from datetime import datetime, timedelta

from data.errors import RuleBroken
from data.vocabulary import Certainty, Source

TELLABLE = (Certainty.CONFIRMED, Certainty.UNCONFIRMED, Certainty.RUMOUR)
"""How sure something new can be; refuted is what becomes of it."""


def require_told(
    source: Source | None, certainty: Certainty | None, happened_at: datetime | None
) -> tuple[Source, Certainty, datetime]:
    """All three, or RuleBroken with the field that lacks."""
    if source is None:
        raise RuleBroken("choose-source", field="source")
    if certainty not in TELLABLE:
        raise RuleBroken("choose-certainty", field="certainty")
    if happened_at is None:
        raise RuleBroken("no-time", field="when")
    return source, certainty, happened_at


def is_silent(told_at: datetime | None, since: datetime | None, now: datetime, minutes: int | None) -> bool:
    """Whether a party that has something to do has said nothing for longer than the plan file's limit.

    `since`: when it was first asked to do something that has not ended; None when it has nothing to do.
    """
    if minutes is None or since is None:
        return False
    return now - max(told_at or since, since) > timedelta(minutes=minutes)
