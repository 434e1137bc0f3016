"""The fora of the plan file and the days on which they meet; a matter that is not acute, and how it goes through one.

A date of the plan file is shown as it is. It is kept here as soon as something is bound to it, or it gets a clock time,
is moved or called off. Source: plan lines 27, 53 (R16, R27, R28), domain.md 5.4 (B7).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from data.errors import RuleBroken
from data.plan import StandingPlan
from data.plan.dates import months_after
from data.plan.parts import Forum, Party
from data.rules.times import day_of
from data.vocabulary import IncidentState, PartyKind

FARTHEST: Final = timedelta(days=3 * 366)
"""A date is no farther away than this, in either direction: a mistyped year is noticed."""


@dataclass(frozen=True)
class ForumDate:
    """A day on which a forum meets, or was to: `id` and `version` are None and 0 while it stands in the file alone."""

    forum: str
    day: date
    id: int | None = None
    version: int = 0
    starts_at: datetime | None = None
    cancelled: bool = False


class Rhythm(StrEnum):
    """Whether a date is set in time, as the plan file says how often the forum meets."""

    FREE = "free"
    """The file does not say how often."""
    SET = "set"
    LATE = "late"
    """A date is set, and it is farther away than the file allows."""
    MISSING = "missing"


def council(plan: StandingPlan) -> Forum | None:
    """The forum that looks back at incidents and takes matters up: the first with a rhythm of its own, else the first.

    The plan gives a rhythm to the council alone (line 27); the boards meet as they like and are informed (line 51).
    """
    fora = list(plan.fora.values())
    return next((forum for forum in fora if forum.every_months), fora[0] if fora else None)


def calendar(forum: Forum, stored: Mapping[date, ForumDate]) -> tuple[ForumDate, ...]:
    """All dates in order: those kept here, and those of the plan file that nothing is kept of."""
    return tuple(stored.get(day) or ForumDate(forum.code, day) for day in sorted({*forum.meetings, *stored}))


def next_of(dates: Iterable[ForumDate], today: date) -> ForumDate | None:
    """The next meeting: today's, too."""
    return next((one for one in dates if one.day >= today and not one.cancelled), None)


def last_of(dates: Sequence[ForumDate], today: date) -> ForumDate | None:
    """The meeting that was held last: today's, too."""
    return next((one for one in reversed(dates) if one.day <= today and not one.cancelled), None)


def rhythm(every_months: int | None, following: date | None, today: date) -> Rhythm:
    """Whether the next date is set, and lies within the months that the plan file has between two meetings."""
    if every_months is None:
        return Rhythm.FREE
    if following is None:
        return Rhythm.MISSING
    return Rhythm.LATE if following > months_after(today, every_months) else Rhythm.SET


def require_day(day: date, starts_at: datetime | None, today: date) -> None:
    """A day that can be meant, and a clock time of that day. Raises RuleBroken."""
    if abs(day - today) > FARTHEST:
        raise RuleBroken("forum-day-far", field="day")
    if starts_at is not None and day_of(starts_at) != day:
        raise RuleBroken("forum-other-day", field="day")


def require_free(day: date, planned: Collection[date], stored: Mapping[date, bool]) -> None:
    """The forum does not meet on that day yet. Raises RuleBroken "forum-meets-then"."""
    if stored.get(day, day in planned):
        raise RuleBroken("forum-meets-then", field="day")


def invited_by_default(plan: StandingPlan, day: date) -> tuple[Party, ...]:
    """Whom the council invites to the dialogue: the housing organisations (R28)."""
    return plan.parties_of_kind(PartyKind.HOUSING, day)


def require_bindable(plan: StandingPlan, day: date, today: date, invited: Sequence[str]) -> None:
    """A meeting that is still to come, and parties of that day. Raises RuleBroken."""
    if day < today:
        raise RuleBroken("forum-meeting-over", field="day")
    if not invited:
        raise RuleBroken("nobody-invited", field="invited")
    if any(code not in plan.parties or not plan.parties[code].valid_on(day) for code in invited):
        raise RuleBroken("unknown-party", field="invited")


def require_unsettled(settled_at: datetime | None) -> None:
    """The matter has no outcome yet. Raises RuleBroken "matter-settled"."""
    if settled_at is not None:
        raise RuleBroken("matter-settled")


def require_raisable(state: IncidentState, *, exercise: bool, raised: bool) -> None:
    """A real report that was judged not acute, and was not raised before. Raises RuleBroken."""
    if state is not IncidentState.NON_ACUTE or exercise:
        raise RuleBroken("not-non-acute")
    if raised:
        raise RuleBroken("matter-raised")


def require_treatable(ended_at: datetime | None, *, reviewed: bool, day: date, today: date) -> None:
    """An incident that was activated and had ended before a meeting that has been held. Raises RuleBroken."""
    if not reviewed or ended_at is None:
        raise RuleBroken("not-reviewable")
    if day > today:
        raise RuleBroken("forum-not-met-yet", field="day")
    if day < day_of(ended_at):
        raise RuleBroken("met-before-it-ended", field="day")
