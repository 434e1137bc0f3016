"""Every table of the numbers across incidents: what is shown, what is filed, and which incidents each row leads to.

pandas holds a table and nothing else: what is true is told by data/rules/across.py. On the screen a cell says on how
many it rests; in a file it is a number with its number beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import pandas as pd

from components import across_words as say
from components.documents.naming import Naming
from components.review_words import not_registered
from components.texts import t
from data.places import Places
from data.queries import Across
from data.rules import across as rules
from data.rules import periods
from data.rules.across import Span, Told
from data.rules.periods import Period, Quarter
from data.rules.spreads import Spread, comparable
from data.vocabulary import IncidentState, LessonState

BY_QUARTER, BY_CATEGORY, BY_ZONE = "kvartal", "kategori", "kvarter"
SPANS, PARTIES, LESSONS, APART = "tider", "parter", "laering", "saerskilt"
GROUPINGS: Final = (BY_QUARTER, BY_CATEGORY, BY_ZONE)
OUTSIDE: Final = "udenfor"
"""Stands in a row's code for what lies outside every quarter."""
MERGED, CALLED_OFF, GOING_ON = "lagt-sammen", "afblaest", "i-gang"


@dataclass(frozen=True)
class Row:
    """A row by its code, and the ids of the incidents behind it; one without a code leads nowhere."""

    code: str | None
    incidents: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A table as it is shown, as it is filed, and where its rows lead."""

    code: str
    title: str
    alt: str
    shown: pd.DataFrame
    filed: pd.DataFrame
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Numbers:
    """The numbers that were asked for. `code` is that of the period; `today` a Danish day."""

    view: Across
    naming: Naming
    code: str
    now: Quarter
    today: date
    exercise: bool

    @property
    def period(self) -> Period:
        """The quarters that were asked for."""
        return periods.period(self.code, self.now)

    @property
    def before(self) -> Period | None:
        """What they are compared with."""
        return periods.before(self.code, self.now)

    @cached_property
    def all_told(self) -> tuple[Told, ...]:
        """Every activated incident, or exercise: never both (6.13)."""
        return tuple(one for one in self.view.incidents if one.exercise is self.exercise)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """What every number rests on."""
        return rules.counted(self.all_told, self.period)

    @cached_property
    def earlier(self) -> tuple[Told, ...]:
        """The same of the period before."""
        return rules.counted(self.all_told, self.before) if self.before else ()

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The durations, those until each board of the plan in use among them."""
        return rules.spans(forum.code for forum in self.naming.plan.informed_bodies)

    @property
    def names_zones(self) -> bool:
        """Not of a single quarter of the year: the numbers are small, and what they add up to is told beside them."""
        return self.code in (periods.YEAR, periods.FOUR, periods.ALL)

    @property
    def unit(self) -> str:
        """What is counted."""
        return t("Exercises") if self.exercise else t("Incidents")


def tables(numbers: Numbers) -> tuple[Table, ...]:
    """All of them, in the order of the page."""
    made = (MAKERS[code](numbers) for code in MAKERS)
    return tuple(one for one in made if len(one.rows))


def grouped(numbers: Numbers, code: str) -> Table:
    """Counts, medians and what was late, by quarter of the year, category or quarter of the area."""
    return MAKERS[code](numbers)


def _by_quarter(numbers: Numbers) -> Table:
    groups = rules.by_quarter(numbers.told, numbers.period)
    rows = [(one.code, say.quarter_of_code(one.code), one.incidents) for one in groups]
    return _grouped(numbers, BY_QUARTER, t("Quarter of the year"), rows)


def _by_category(numbers: Numbers) -> Table:
    groups = rules.by_category(numbers.told, numbers.naming.plan.categories)
    rows = [(one.code, say.category(one.code, numbers.naming), one.incidents) for one in groups]
    return _grouped(numbers, BY_CATEGORY, t("Category"), rows)


def _by_zone(numbers: Numbers) -> Table:
    """Quarters with too few are one row that names none, has no times, and leads nowhere."""
    if not numbers.names_zones:
        return _grouped(numbers, BY_ZONE, t("Quarter"), [])
    zones = [zone.code for zone in Places.from_plan(numbers.naming.plan).zones]
    found = rules.by_zone(_longest_first(numbers), zones)
    rows = [(zone or OUTSIDE, say.zone(zone, numbers.naming), told) for zone, told in found.named]
    return _grouped(numbers, BY_ZONE, t("Quarter"), rows, withheld=found.withheld)


def _longest_first(numbers: Numbers) -> list[tuple[Told, ...]]:
    """The periods that hold the one that is asked for, itself last: this year, the last four quarters, all of time."""
    nested = (periods.ALL, periods.FOUR, periods.YEAR)
    upto = nested[: nested.index(numbers.code) + 1]
    return [rules.counted(numbers.all_told, periods.period(code, numbers.now)) for code in upto]


def _grouped(
    numbers: Numbers, code: str, head: str, groups: Sequence[tuple[str, str, Sequence[Told]]], *, withheld: int = 0
) -> Table:
    shown, filed = list[list[Any]](), list[list[Any]]()
    for _, name, told in groups:
        late = rules.overdue(rules.actions_of(told), numbers.view.individuals)
        spreads = [rules.spread_of(told, one) for one in numbers.spans]
        shown.append([name, len(told), *(say.middle(one) for one in spreads), say.late(late)])
        times = [value for one in spreads for value in (say.minutes(one.median), len(one.values), one.lacking)]
        filed.append([name, len(told), *times, late.late, late.due])
    if withheld:
        rest = t("Other quarters (fewer than 3)")
        shown.append([rest, withheld, *(say.NOTHING for _ in numbers.spans), say.NOTHING])
        filed.append([rest, withheld, *[None] * (3 * len(numbers.spans) + 2)])
    names = [say.span(one, numbers.naming) for one in numbers.spans]
    heads = [head, numbers.unit, *names, t("Actions done late")]
    files = [
        head, numbers.unit, *(column for name in names for column in _three(name)), t("Actions done late"),
        t("Actions done that had a deadline"),
    ]  # fmt: skip
    rows = [Row(one, tuple(incident.id for incident in told)) for one, _, told in groups]
    return Table(
        code, t("By {what}", what=head.lower()), t("Counts and median times by {what}", what=head.lower()),
        pd.DataFrame(shown, columns=heads), pd.DataFrame(filed, columns=files),
        tuple(rows + [Row(None, ())] * bool(withheld)),
    )  # fmt: skip


def _three(name: str) -> tuple[str, str, str]:
    return t("{span}, median (minutes)", span=name), t("{span}, rests on", span=name), t("{span}, not registered",
                                                                                          span=name)  # fmt: skip


def _spans(numbers: Numbers) -> Table:
    """The median, between what half of them lie, on how many it rests, how many lack it, and the period before."""
    shown, filed = list[list[Any]](), list[list[Any]]()
    for asked in numbers.spans:
        found, name = rules.spread_of(numbers.told, asked), say.span(asked, numbers.naming)
        low, median, high = found.quartiles or (None, None, None)
        half = f"{say.length(low)} – {say.length(high)}" if low is not None and high is not None else say.NOTHING
        told = say.length(median) if median is not None else _too_few(found)
        row, file = [name, told, half, len(found.values), found.lacking], [name, say.minutes(median)]
        file += [say.minutes(low), say.minutes(high), len(found.values), found.lacking]
        file += ["" if median is not None else "; ".join(str(say.minutes(one)) for one in found.values)]
        if numbers.before:
            then = rules.spread_of(numbers.earlier, asked)
            row.append(_compared(len(found.values), then))
            enough = comparable(len(found.values), len(then.values))
            file += [say.minutes(then.median) if enough else None, len(then.values)]
        shown.append(row)
        filed.append(file)
    heads = [t("From → to"), t("Median"), t("Half of them lie between"), t("Rests on"), t("Not registered")]
    files = [
        t("From → to"), t("Median (minutes)"), t("Lower quartile (minutes)"), t("Upper quartile (minutes)"),
        t("Rests on"), t("Not registered"), t("Values when there are too few for a median (minutes)"),
    ]  # fmt: skip
    if numbers.before:
        heads.append(t("The period before"))
        files += [t("The period before: median (minutes)"), t("The period before: rests on")]
    rows = tuple(Row(str(index), tuple(one.id for one in numbers.told)) for index in range(len(numbers.spans)))
    return Table(
        SPANS, t("How long it took"), t("Median times with their spread and the number they rest on"),
        pd.DataFrame(shown, columns=heads), pd.DataFrame(filed, columns=files), rows if numbers.told else (),
    )  # fmt: skip


def _too_few(found: Spread) -> str:
    if not found.values:
        return not_registered()
    return t("too few: {values}", values=say.listed(found))


def _compared(here: int, then: Spread) -> str:
    if comparable(here, len(then.values)):
        return say.middle(then)
    return t("{n} against {m}: too few to compare", n=here, m=len(then.values))


def _parties(numbers: Numbers) -> Table:
    found = rules.by_party(numbers.told, numbers.naming.plan.parties, numbers.view.individuals)
    shown, filed = list[list[Any]](), list[list[Any]]()
    for one in found:
        row, name = one.counted, numbers.naming.party(one.counted.party)
        counts = [
            row.proposed, row.accepted, row.done, row.late, row.cancelled, row.handed_over, row.left, row.given_back,
            row.individuals,
        ]  # fmt: skip
        shown.append([name, *counts, say.late(one.overdue)])
        filed.append([name, *counts, one.overdue.late, one.overdue.due])
    heads = [
        t("Party"), t("Proposed"), t("Accepted"), t("Done"), t("Done late"), t("Cancelled"), t("Handed over"),
        t("Left open"), t("Given back"), t("About individuals (not in the others)"),
    ]  # fmt: skip
    rows = tuple(Row(one.counted.party or "ingen", tuple(told.id for told in one.incidents)) for one in found)
    return Table(
        PARTIES, t("Actions by party"), t("What became of each party’s actions"),
        pd.DataFrame(shown, columns=[*heads, t("Late of those with a deadline")]),
        pd.DataFrame(filed, columns=[*heads, t("Actions done late"), t("Actions done that had a deadline")]), rows,
    )  # fmt: skip


def _lessons(numbers: Numbers) -> Table:
    """Of what was called off as well: a false alarm teaches, too."""
    found = rules.by_place(numbers.view.lessons, taught(numbers))
    rows = [
        [
            t(say.PLACE[one.place]), len(one.lessons), one.stand(LessonState.OPEN), one.late(numbers.today),
            one.stand(LessonState.DONE), one.stand(LessonState.DROPPED), len(one.incidents),
            t("comes again") if one.repeated else say.NOTHING,
        ]
        for one in found
    ]  # fmt: skip
    frame = pd.DataFrame(
        rows,
        columns=[t("Belongs to"), t("Lessons"), t("Open"), t("Open after their day"), t("Done"), t("Dropped"),
                 numbers.unit, t("In more than one")],
    )  # fmt: skip
    return Table(
        LESSONS, t("Lessons by where they belong"), t("Lessons by where they belong and how they stand"), frame, frame,
        tuple(Row(one.place.value, one.incidents) for one in found),
    )  # fmt: skip


def taught(numbers: Numbers) -> set[int]:
    """Ids of the incidents whose lessons are told: closed or called off."""
    ended = (IncidentState.CLOSED, IncidentState.CALLED_OFF)
    return {one.id for one in numbers.all_told if one.state in ended and numbers.period.holds(one.happened_at)}


def _apart(numbers: Numbers) -> Table:
    """What is in no number above, and why."""
    inside = [one for one in numbers.all_told if numbers.period.holds(one.happened_at)]
    off = [one.id for one in inside if one.state is IncidentState.CALLED_OFF]
    merged = [
        one.id for one in numbers.view.merged
        if one.exercise is numbers.exercise and numbers.period.holds(one.happened_at)
    ]  # fmt: skip
    going = [one.id for one in inside if one.state is IncidentState.ACTIVE]
    told = [
        (CALLED_OFF, t("Interrupted or called off") if numbers.exercise else t("Called off (false alarm)"), off),
        (MERGED, t("Reported twice and merged: counted as the one they belong to"), merged),
        (GOING_ON, t("Still going on"), going),
    ]
    frame = pd.DataFrame([[name, len(ids)] for _, name, ids in told], columns=[t("Not counted above"), numbers.unit])
    rows = tuple(Row(code, tuple(ids)) for code, _, ids in told)
    return Table(APART, t("Not counted above"), t("What is not counted, and why"), frame, frame, rows)


MAKERS: Final[dict[str, Callable[[Numbers], Table]]] = {
    BY_QUARTER: _by_quarter, BY_CATEGORY: _by_category, BY_ZONE: _by_zone, SPANS: _spans, PARTIES: _parties,
    LESSONS: _lessons, APART: _apart,
}  # fmt: skip


def filed(numbers: Numbers, made: Iterable[Table]) -> dict[str, pd.DataFrame]:
    """The tables as they go into a file: every row says of what kind and of which period it is (6.13)."""
    kind = t("EXERCISE") if numbers.exercise else t("Real")
    found = {}
    for one in made:
        frame = one.filed.copy()
        frame.insert(0, t("Period"), say.stretch(numbers.period))
        frame.insert(0, t("Kind"), kind)
        found[f"{t('EXERCISE')} {one.title}" if numbers.exercise else one.title] = frame
    return found
