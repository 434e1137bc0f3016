"""How long things are kept, and when names become functions. Source: domain.md 2.8; the plan file's `opbevaring`.

Nothing is deleted by itself, and nothing is deleted before its time has come, an archive was received that holds all of
it, and somebody has proposed it before.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.plan import Retention
from data.rules.incidents import ALLOWED, OPEN
from data.vocabulary import IncidentState, Verb


class Obstacle(StrEnum):
    """What stands between an ended incident and its deletion, the first that does."""

    OPEN = "still-open"
    NOT_EVALUATED = "exercise-not-evaluated"
    KEPT = "kept-longer"
    NO_ARCHIVE = "no-archive"
    NOT_RECEIVED = "archive-not-received"
    OLD_ARCHIVE = "archive-too-old"
    NOT_PROPOSED = "not-proposed"


@dataclass(frozen=True)
class Kept:
    """An incident as retention looks at it; times are UTC."""

    state: IncidentState
    exercise: bool
    ended_at: datetime | None
    evaluated_at: datetime | None


@dataclass(frozen=True)
class Archived:
    """The newest archive of an incident: what it holds, by the log's number, and what has become of it."""

    revision: int
    received: bool
    proposed: bool


def until(kept: Kept, rules: Retention) -> datetime | None:
    """Until when an incident is kept (UTC); None while that cannot be told yet.

    An exercise is kept until its evaluation where the plan file says so, else until it ended.
    """
    if kept.state in OPEN or kept.ended_at is None:
        return None
    if kept.exercise and rules.exercises_until_evaluated:
        return kept.evaluated_at if kept.state in ALLOWED[Verb.MARK_EVALUATED] else kept.ended_at
    return months_later(kept.ended_at, 12 * rules.years_after_closing)


def obstacle(
    group: Iterable[tuple[Kept, Archived | None, bool]], rules: Retention, *, last_line: int, now: datetime
) -> Obstacle | None:
    """What still stops the deletion of incidents that can only go together; None when they may be deleted.

    Each is an incident, its newest archive, and whether it needs one of its own: what is merged into another one is in
    that one's archive. `last_line` is the number of the last line of the log about any of them.
    """
    found = list(group)
    for kept, _, _ in found:
        if kept.state in OPEN or kept.ended_at is None:
            return Obstacle.OPEN
        due = until(kept, rules)
        if due is None:
            return Obstacle.NOT_EVALUATED
        if now < due:
            return Obstacle.KEPT
    archives = [archive for _, archive, own in found if own]
    if any(archive is None for archive in archives):
        return Obstacle.NO_ARCHIVE
    made = [archive for archive in archives if archive is not None]
    if any(archive.revision < last_line for archive in made):
        return Obstacle.OLD_ARCHIVE
    if not all(archive.received for archive in made):
        return Obstacle.NOT_RECEIVED
    return None if any(archive.proposed for archive in made) else Obstacle.NOT_PROPOSED


def names_until(rules: Retention, now: datetime) -> datetime | None:
    """What is older than this leads to no account any more; None where the plan file has agreed on nothing."""
    months = rules.functions_after_months
    return None if months is None else months_later(now, -months)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later (or earlier); the last of the month where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
