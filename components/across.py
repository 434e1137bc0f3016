"""Numbers across incidents on the screen: a period, its tables and charts, and from each number to its incidents.

The choices stand in the address, the row that is looked into as well. Source: domain.md 5.4, 6.13, 6.14, 6.24.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from components import across_charts, across_drill, address, table_files, times
from components import across_tables as tabled
from components import across_words as say
from components.across_tables import Numbers, Table
from components.documents.naming import Naming
from components.session import Me
from components.texts import t, tn
from data import queries
from data.errors import NotAllowed
from data.rules import periods
from data.rules.access import Viewer
from data.rules.periods import quarter_of
from data.rules.spreads import comparable
from data.storage import Store

PAGE: Final = "tal.py"
PERIOD, KIND, GROUPING = "periode", "slags", "fordelt"
REAL, EXERCISES = "reelle", "oevelser"


def link(me: Me) -> None:
    """To the numbers, for those who may read reviews."""
    if queries.may_review(me.viewer):
        st.page_link(PAGE, label=t("Numbers across incidents"), icon=":material/monitoring:")


def page(me: Me) -> None:
    """What is asked for, then every number with what it rests on."""
    numbers = _asked(me)
    if numbers.exercise:
        st.warning(t("**EXERCISE** – every number below is about exercises."), icon=":material/exercise:")
    _summary(numbers)
    st.caption(t("Choose a row of a table to see what is behind its numbers."))
    made = {code: tabled.MAKERS[code](numbers) for code in tabled.MAKERS}
    if numbers.told:
        _everything(me, numbers, [one for one in made.values() if one.rows])
        _grouped(me, numbers, made)
        _section(me, numbers, made[tabled.SPANS], partial(across_charts.spans, numbers), _of_times())
        _section(me, numbers, made[tabled.PARTIES], partial(across_charts.parties, numbers), _of_parties())
    _lessons(me, numbers, made[tabled.LESSONS])
    _section(me, numbers, made[tabled.APART])


def numbers_of(store: Store, viewer: Viewer, code: str, *, exercise: bool) -> Numbers:
    """The numbers as this viewer may have them. Raises NotAllowed for whoever reads no reviews."""
    if not queries.may_review(viewer):
        raise NotAllowed("unknown")
    now = store.clock()
    return Numbers(
        queries.across(store, viewer), Naming(store.plan(), exercise), code, quarter_of(now), times.local(now).date(),
        exercise,
    )  # fmt: skip


def _asked(me: Me) -> Numbers:
    """The period and the kind, as the address says them."""
    now = quarter_of(me.now)
    view = queries.across(me.store, me.viewer)
    singles = sorted({quarter_of(one.happened_at).code for one in view.incidents}, reverse=True)
    codes = [periods.FOUR, periods.YEAR, periods.ALL, *singles]
    left, right = st.columns(2)
    with left:
        code = address.pick(
            t("Period"), PERIOD, codes, lambda code: say.period(code, now), default=periods.FOUR, in_order=True
        )
    with right:
        words = {REAL: t("Incidents"), EXERCISES: t("Exercises")}
        kind = address.pick(t("Numbers about"), KIND, list(words), lambda one: words[one], default=REAL)
    return numbers_of(me.store, me.viewer, code or periods.FOUR, exercise=kind == EXERCISES)


def _summary(numbers: Numbers) -> None:
    """How many everything rests on, and how that compares; too few are not compared."""
    count = say.incidents(len(numbers.told), exercise=numbers.exercise)
    told = t("{count}, activated and closed, happened in {period}.", count=count, period=say.stretch(numbers.period))
    if not numbers.told:
        told = t("Nothing that was activated and closed happened in {period}.", period=say.stretch(numbers.period))
    st.markdown(f"**{told}**")
    said = [_comparison(numbers)] if numbers.before else []
    if numbers.period.last == numbers.now:
        said.append(t("The period is not over: more may come."))
    if said:
        st.caption(" ".join(said))


def _comparison(numbers: Numbers) -> str:
    here, there = len(numbers.told), len(numbers.earlier)
    count = say.incidents(here, exercise=numbers.exercise)
    if not comparable(here, there):
        return t("{count} against {m}: too few to compare.", count=count, m=there)
    assert numbers.before is not None
    return t("{count} against {m} in {before}.", count=count, m=there, before=say.stretch(numbers.before))


def _grouped(me: Me, numbers: Numbers, made: Mapping[str, Table]) -> None:
    """By quarter of the year, by category, by quarter of the area: one of them at a time."""
    words = {
        tabled.BY_QUARTER: t("Quarter of the year"), tabled.BY_CATEGORY: t("Category"), tabled.BY_ZONE: t("Quarter"),
    }  # fmt: skip
    st.subheader(t("How many, and how fast"), anchor=False)
    code = address.pick(t("Broken down by"), GROUPING, list(words), lambda one: words[one], default=tabled.BY_QUARTER)
    table = made[code or tabled.BY_QUARTER]
    notes = [t("A time is a median, with the number it rests on; fewer than three are listed as they are.")]
    if table.code == tabled.BY_ZONE and not numbers.names_zones:
        st.info(t("Quarters are not told for a single quarter of the year: so few could point at a household."))
        return
    if table.code == tabled.BY_ZONE:
        notes.append(
            t("Quarters with fewer than three are not named: they could point at a household. Where one alone could be "
              "worked out from the sum, the next smallest is not named either.")
        )  # fmt: skip
    _body(me, numbers, table, partial(across_charts.counts, table), notes)


def _of_times() -> list[str]:
    return [
        t("“Not registered” means that nobody noted it, and is never zero. What was only informed about has neither "
          "meeting nor plan.")
    ]  # fmt: skip


def _of_parties() -> list[str]:
    return [t("Each action once, also where its plan covers several. Late is what was done after its deadline.")]


def _lessons(me: Me, numbers: Numbers, table: Table) -> None:
    if not table.rows:
        st.subheader(table.title, anchor=False)
        st.markdown(t("No lessons are registered in this period."))
        return
    note = t("Those of what was called off as well. One that comes again was taught by more than one.")
    _section(me, numbers, table, notes=[note])


def _section(
    me: Me, numbers: Numbers, table: Table, chart: partial[None] | None = None, notes: Sequence[str] = ()
) -> None:
    st.subheader(table.title, anchor=False)
    if not table.rows:
        st.markdown(t("Nothing to count."))
        return
    _body(me, numbers, table, chart, notes)


def _body(me: Me, numbers: Numbers, table: Table, chart: partial[None] | None, notes: Sequence[str]) -> None:
    """The chart, the table that says the same, its files, and what the chosen row leads to."""
    if chart:
        chart()
    across_drill.table(table)
    for note in notes:
        st.caption(note)
    with st.container(horizontal=True, key=f"files-{table.code}"):
        _files(me, numbers, table)
    across_drill.behind(me, numbers, table)


def _files(me: Me, numbers: Numbers, table: Table) -> None:
    table_files.offer(
        me, f"tal-{table.code}-{numbers.code}", table.title,
        partial(_frames, numbers.code, numbers.exercise, table.code), exercise=numbers.exercise, key=table.code,
    )  # fmt: skip


def _everything(me: Me, numbers: Numbers, made: Sequence[Table]) -> None:
    table_files.button(
        me, f"tal-{numbers.code}", tn("{n} table in one file (XLSX)", "All {n} tables in one file (XLSX)", len(made)),
        partial(_frames, numbers.code, numbers.exercise, None), table_files.Format.XLSX, exercise=numbers.exercise,
        key="all",
    )  # fmt: skip


def _frames(
    code: str, exercise: bool, wanted: str | None, store: Store, viewer: Viewer
) -> Mapping[str, pd.DataFrame]:  # fmt: skip
    """One table, or all of them, as they stand now."""
    numbers = numbers_of(store, viewer, code, exercise=exercise)
    return tabled.filed(numbers, [one for one in tabled.tables(numbers) if wanted in (None, one.code)])
