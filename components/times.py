"""Times as people write them: 22.45, i går or 22:45, yesterday; Danish clock on glass, UTC in store."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from babel.dates import format_date

from components.texts import language, t, tn
from data.rules.times import COPENHAGEN
from data.vocabulary import Language


class Writing(NamedTuple):
    """How a language writes times: patterns of Babel, and of strftime for the clock.

    A day is typed in one way by all: Streamlit forgets what a date field holds when its format changes.
    """

    locale: str
    clock: str
    this_year: str
    any_year: str
    written_day: str
    in_full: str


WRITINGS: Final[Mapping[Language, Writing]] = {
    Language.DANISH: Writing("da", "%H.%M", "EEE d. MMM", "d. MMM y", "dd.MM.y", "EEEE d. MMMM y"),
    Language.ENGLISH: Writing("en_GB", "%H:%M", "EEE d MMM", "d MMM y", "d MMM y", "EEEE d MMMM y"),
}

_CLOCK: Final = re.compile(r"^\s*(?:kl\.?\s*)?(\d{1,2})(?:\s*[.:,h ]?\s*(\d{2}))?\s*$", re.IGNORECASE)


def local(moment: datetime) -> datetime:
    """The moment on a Danish clock."""
    return moment.astimezone(COPENHAGEN)


def writing() -> Writing:
    """How the reader's language writes times."""
    return WRITINGS[language()]


def clock(moment: datetime) -> str:
    """22.45 or 22:45"""
    return local(moment).strftime(writing().clock)


def whole_day(moment: date) -> str:
    """A day with its year: 03.11.2026 or 3 Nov 2026"""
    return format_date(moment, writing().written_day, locale=writing().locale)


def weekday_and_day(moment: date) -> str:
    """A day for who must not mistake it: fredag 5. juni 2026"""
    return format_date(moment, writing().in_full, locale=writing().locale)


def when(moment: datetime, now: datetime) -> str:
    """22.45 today, else with the day: i går 22.45, 3. nov. 22.45; the doubled hour says which."""
    day, today = local(moment).date(), local(now).date()
    said = _clock_said(moment)
    if day == today:
        return said
    return f"{_day(day, today)} {said}"


def near(moment: datetime, now: datetime) -> str:
    """As short as it can be said: 22.45 for what is near, fre. 22.45 within the week, else the day alone."""
    day, today = local(moment).date(), local(now).date()
    if day == today or abs(moment - now) < timedelta(hours=12):
        return clock(moment)
    if abs((day - today).days) < 7:
        return f"{format_date(day, 'EEE', locale=writing().locale)} {clock(moment)}"
    return format_date(day, writing().this_year.removeprefix("EEE "), locale=writing().locale)


def in_full(moment: datetime) -> str:
    """Day and clock for who reads it at another time and place: lørdag 24. oktober 2026 kl. 22.30."""
    day = format_date(local(moment), writing().in_full, locale=writing().locale)
    return t("{day} at {clock}", day=day, clock=_clock_said(moment))


def dated(moment: datetime) -> str:
    """Day with its year and clock, for paper that is read years later: 24.10.2026 kl. 22.30."""
    return t("{day} at {clock}", day=whole_day(local(moment)), clock=_clock_said(moment))


def brief(moment: datetime) -> str:
    """As short as it is still clear: 24.10 kl. 22.30."""
    here = local(moment)
    day = f"{here.day}.{here.month}" if language() is Language.DANISH else f"{here.day}/{here.month}"
    return t("{day} at {clock}", day=day, clock=_clock_said(moment))


def _clock_said(moment: datetime) -> str:
    return clock(moment) + (" " + twice if (twice := _which(moment)) else "")


def day_and_clock(moment: datetime, now: datetime) -> str:
    """Like `when`, and today is said: i dag 22.45."""
    day, today = local(moment).date(), local(now).date()
    return f"{_day(day, today)} {clock(moment)}"


def _day(day: date, today: date) -> str:
    near = {0: t("today"), -1: t("yesterday"), 1: t("tomorrow")}
    if (apart := (day - today).days) in near:
        return near[apart]
    how = writing()
    return format_date(day, how.this_year if day.year == today.year else how.any_year, locale=how.locale)


def on_a_sheet(moment: datetime) -> str:
    """As a spreadsheet reads it, on a Danish clock (2026-11-27 14:05:00); in the doubled hour with its offset."""
    here = local(moment)
    return (here if _twice(here) else here.replace(tzinfo=None)).isoformat(sep=" ", timespec="seconds")


def _twice(here: datetime) -> bool:
    return here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()


def _which(moment: datetime) -> str:
    """Before or after the clock was put back, for the hour that comes twice."""
    here = local(moment)
    if not _twice(here):
        return ""
    return t("(before the clock is put back)") if here.fold == 0 else t("(after the clock is put back)")


def ago(moment: datetime, now: datetime) -> str:
    """How long since: 3 min., 2 t. 10 min., 4 dage."""
    return span(now - moment)


def span(length: timedelta) -> str:
    """A length of time, in the two largest units that matter."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return t("{n} min", n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return t("{h} h {m} min", h=hours, m=rest) if rest else t("{h} h", h=hours)
    return tn("{n} day", "{n} days", hours // 24)


def parse_clock(written: str) -> time | None:
    """21.40, 21:40, 2140, kl. 21 -> a time of day; None for anything else."""
    match = _CLOCK.match(written)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def today() -> date:
    """Today on a Danish clock."""
    return datetime.now(COPENHAGEN).date()


def in_steps(moment: datetime, minutes: int) -> datetime:
    """The moment, on the next whole step of so many minutes: 22.41 becomes 22.45."""
    whole = moment.replace(minute=moment.minute // minutes * minutes, second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=minutes)


def in_hours(moment: datetime, hours: int) -> datetime:
    """So many hours later, on the whole quarter of an hour before."""
    later = moment + timedelta(hours=hours)
    return later.replace(minute=later.minute // 15 * 15, second=0, microsecond=0)
