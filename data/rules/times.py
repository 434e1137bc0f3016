"""Times as people give them: a wall clock in Denmark, turned into one moment in UTC.

Server time is the only stamp; a given time may lie before it (6.9). The hour that comes twice in October is asked
about.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from data.errors import RuleBroken

COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")
OLD: Final = timedelta(hours=24)
SLACK: Final = timedelta(minutes=2)
"""Clocks differ: a given time may be this much ahead of the server's."""


def day_of(moment: datetime) -> date:
    """The day of a moment (UTC) in Denmark."""
    return moment.astimezone(COPENHAGEN).date()


def comes_twice(wall: datetime) -> bool:
    """Whether this wall-clock time (naive, Danish) happens twice that night."""
    return _at(wall, 0) != _at(wall, 1) and _exists(wall)


def _at(wall: datetime, fold: int) -> datetime:
    return wall.replace(tzinfo=COPENHAGEN, fold=fold).astimezone(UTC)


def _exists(wall: datetime) -> bool:
    return _at(wall, 0).astimezone(COPENHAGEN).replace(tzinfo=None) == wall.replace(fold=0)


def moment(wall: datetime, *, later: bool | None = None, field: str = "when") -> datetime:
    """The moment (UTC) of a naive Danish wall-clock time.

    `later` answers "before or after the clock is put back": None if not asked yet.
    Raises RuleBroken "which-hour" when it must be asked, "no-such-time" for the hour skipped in March.
    """
    wall = wall.replace(tzinfo=None, fold=0)
    if not _exists(wall):
        raise RuleBroken("no-such-time", field=field)
    if comes_twice(wall) and later is None:
        raise RuleBroken("which-hour", field=field)
    return _at(wall, int(bool(later)))


def require_plausible(happened_at: datetime, now: datetime, *, confirmed: bool, field: str = "when") -> None:
    """A time ahead of now, or more than 24 h back, is asked about once (6.9). Raises RuleBroken."""
    if confirmed:
        return
    if happened_at > now + SLACK:
        raise RuleBroken("time-ahead", field=field, at=happened_at)
    if happened_at < now - OLD:
        raise RuleBroken("time-long-ago", field=field, at=happened_at)
