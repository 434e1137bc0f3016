"""The two duties to inform the boards, from the activation on. Source: plan line 51 (R25, R26).

The plan sets no rhythm, and the plan file may: without one nothing is ever overdue, only its age counts up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.errors import RuleBroken
from data.rules.times import SLACK
from data.vocabulary import Channel


@dataclass(frozen=True)
class Told:
    """One notice: to which body (forum code), when (UTC), and whether it is meant as the last."""

    body: str
    told_at: datetime
    final: bool = False


@dataclass(frozen=True)
class Duty:
    """How the informing of one body stands. Times are UTC."""

    body: str
    since: datetime
    """The activation."""
    told_at: datetime | None
    """When it was last informed; None: the duty is open."""
    due_at: datetime | None
    """When it must hear next; None: no rhythm is set, or the last notice is given."""
    ended: bool
    """The last notice is given since the plan was last opened."""

    @property
    def open(self) -> bool:
        """Nobody has told this body anything yet."""
        return self.told_at is None

    def overdue(self, now: datetime) -> bool:
        """Past the rhythm of the plan file."""
        return self.due_at is not None and self.due_at < now

    def age(self, now: datetime) -> timedelta:
        """How long the body has heard nothing: since it was last told, else since the activation."""
        return max(now - (self.told_at or self.since), timedelta())


def duty(body: str, told: Iterable[Told], *, since: datetime, opened: datetime, every_hours: int | None = None) -> Duty:
    """How the informing of a body stands.

    `since` is the activation, `opened` when the plan was last opened (then, or when it was reopened): a last notice
    from before is none any more. Times are given in minutes, so what was told in the minute of the opening counts.
    """
    mine = [one for one in told if one.body == body]
    last = max((one.told_at for one in mine), default=None)
    ended = any(one.final and one.told_at >= opened.replace(second=0, microsecond=0) for one in mine)
    rhythm = timedelta(hours=every_hours) if every_hours and not ended else None
    return Duty(body, since, last, None if rhythm is None else (last or since) + rhythm, ended)


def require_told(channel: Channel | None, told_at: datetime | None, now: datetime) -> None:
    """A notice is given only with a channel and a time that has come (R25). Raises RuleBroken with the field."""
    if channel is None:
        raise RuleBroken("say-how-told", field="channel")
    if told_at is None:
        raise RuleBroken("no-time", field="told_at")
    if told_at > now + SLACK:
        raise RuleBroken("not-told-yet", field="told_at")
