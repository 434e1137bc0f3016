"""What numbers across incidents are called: periods, durations, quarters of the area (domain.md 5.4)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from components import times
from components.documents.naming import Naming
from components.review_words import POINT, not_registered
from components.texts import mark, t, tn
from data.places import Places
from data.rules import periods
from data.rules.across import Overdue, Span
from data.rules.fold import Point
from data.rules.periods import Period, Quarter
from data.rules.spreads import FEW, Spread
from data.vocabulary import LessonPlace, LessonState

SPAN: Final[Mapping[Span, str]] = {
    (Point.REPORTED, Point.ACTIVATED): mark("Report → activated"),
    (Point.ACTIVATED, Point.MEETING): mark("Activated → meeting"),
    (Point.MEETING, Point.AGREED): mark("Meeting → plan agreed"),
    (Point.ACTIVATED, Point.TOLD): mark("Activated → first message"),
    (Point.AGREED, Point.CLOSED): mark("Plan agreed → closed"),
}
PLACE: Final[Mapping[LessonPlace, str]] = {
    LessonPlace.PLAN: mark("The preparedness plan"),
    LessonPlace.CONTACTS: mark("The list of contacts"),
    LessonPlace.CATALOGUE: mark("The catalogue of actions"),
    LessonPlace.PROGRAM: mark("This program"),
    LessonPlace.PRACTICE: mark("How we work together"),
}
STATE: Final[Mapping[LessonState, str]] = {
    LessonState.OPEN: mark("open"),
    LessonState.DONE: mark("done"),
    LessonState.DROPPED: mark("dropped"),
}
NOTHING: Final = "–"


def quarter(one: Quarter) -> str:
    """A quarter of the year: 3. kvartal 2026."""
    return t("Q{n} {year}", n=one.number, year=one.year)


def quarter_of_code(code: str) -> str:
    """The same from its code."""
    year, number = map(int, code.split("-"))
    return quarter(Quarter(year, number))


def period(code: str, now: Quarter) -> str:
    """A period as it is chosen."""
    if code == periods.YEAR:
        return t("This year ({year})", year=now.year)
    if code == periods.FOUR:
        return t("The last four quarters of the year")
    return t("All of time") if code == periods.ALL else quarter_of_code(code)


def stretch(asked: Period) -> str:
    """From which quarter to which."""
    if asked.first is None:
        return t("until {last}", last=quarter(asked.last))
    if asked.first == asked.last:
        return quarter(asked.last)
    return f"{quarter(asked.first)} – {quarter(asked.last)}"


def span(asked: Span, naming: Naming) -> str:
    """From what to what a duration runs."""
    start, end = asked
    if isinstance(end, str):
        known = naming.plan.fora.get(end)
        return t("Activated → {board}", board=known.name if known else end)
    return t(SPAN[asked]) if asked in SPAN else f"{t(POINT[start])} → {t(POINT[end])}"


def category(code: str, naming: Naming) -> str:
    """A kind of incident."""
    known = naming.plan.categories.get(code)
    return known.name if known else code


def zone(code: str | None, naming: Naming) -> str:
    """A quarter of the area, or that it lies outside all of them."""
    return Places.from_plan(naming.plan).zone_name(code) or t("outside the quarters")


def incidents(count: int, *, exercise: bool) -> str:
    """How many; exercises are called what they are."""
    return tn("{n} exercise", "{n} exercises", count) if exercise else tn("{n} incident", "{n} incidents", count)


def length(value: timedelta) -> str:
    """How long something took; under a minute it says so, because zero would read as not at all."""
    return times.span(value) if value >= timedelta(minutes=1) else t("under 1 min")


def middle(found: Spread) -> str:
    """A median and how many it rests on; too few are listed, and none is not registered."""
    if (median := found.median) is not None:
        return t("{length} (of {n})", length=length(median), n=len(found.values))
    return listed(found)


def listed(found: Spread) -> str:
    """The values themselves, of which there are too few for a median."""
    if found.values:
        return " · ".join(length(one) for one in found.values[:FEW])
    return not_registered() if found.lacking else NOTHING


def late(found: Overdue) -> str:
    """How many of those with a deadline were late, with their share when there are enough to speak of one."""
    if not found.due:
        return NOTHING
    told = t("{late} of {n}", late=found.late, n=found.due)
    return f"{told} ({round(100 * found.late / found.due)} %)" if found.due >= FEW else told


def minutes(value: timedelta | None) -> float | None:
    """A duration as a number for a spreadsheet."""
    return None if value is None else round(value / timedelta(minutes=1), 1)
