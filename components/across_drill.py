"""From a number to the incidents behind it: a row that is chosen lists them, with the way to each one's review."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import streamlit as st

from components import across_tables as tabled
from components import across_words as say
from components import incidents, look, review, times
from components.across_tables import Numbers, Table
from components.plain import plain, words
from components.review_words import not_registered
from components.session import Me
from components.texts import t, tn
from data import queries
from data.queries.across import Merged
from data.rules.across import LessonTold, Told, length
from data.vocabulary import IncidentState

ROW: Final = "vis"
"""In the address: the table and the row that is looked into."""


def table(made: Table) -> None:
    """The table; a click on a row looks into it."""
    name = f"across-table-{made.code}"
    chosen = _chosen(made)
    at = [number for number, row in enumerate(made.rows) if row.code is not None and row.code == chosen]
    st.session_state[name] = {"selection": {"rows": at, "columns": [], "cells": []}}
    st.dataframe(
        made.shown, hide_index=True, key=name, on_select=lambda: _picked(name, made), selection_mode="single-row",
        alt=made.alt, height="content" if len(made.rows) < 14 else 480,
        column_config={made.shown.columns[0]: st.column_config.TextColumn(pinned=True)},
    )  # fmt: skip


def _chosen(made: Table) -> str | None:
    """The code of the row of this table that the address names."""
    of, _, code = st.query_params.get(ROW, "").partition(".")
    return code if of == made.code and any(row.code == code for row in made.rows) else None


def _picked(name: str, made: Table) -> None:
    picked = st.session_state[name]["selection"]["rows"]
    code = made.rows[picked[0]].code if picked and picked[0] < len(made.rows) else None
    if code is None:
        st.query_params.pop(ROW, None)
    else:
        st.query_params[ROW] = f"{made.code}.{code}"


def behind(me: Me, numbers: Numbers, made: Table) -> None:
    """What the chosen row leads to."""
    code = _chosen(made)
    row = next((row for row in made.rows if row.code is not None and row.code == code), None)
    if row is None:
        return
    place = next(number for number, one in enumerate(made.rows) if one is row)
    with st.container(border=True, key=f"behind-{made.code}"):
        name = plain(str(made.shown.iloc[place, 0]))
        st.markdown(f"**{name}: {say.incidents(len(row.incidents), exercise=numbers.exercise)}**")
        if made.code == tabled.LESSONS:
            _lessons(me, numbers, row.code or "")
        known: dict[int, Told | Merged] = {one.id: one for one in numbers.view.incidents}
        known |= {one.id: one for one in numbers.view.merged}
        found = [known[number] for number in row.incidents if number in known]
        span = numbers.spans[int(row.code or 0)] if made.code == tabled.SPANS else None
        if span is None:
            _list(numbers, [(one, "") for one in found], made.code)
            return
        told = [(one, length(one, span)) for one in found if isinstance(one, Told)]
        told.sort(key=lambda one: one[1] if one[1] is not None else timedelta(-1), reverse=True)
        _list(numbers, [(one, _said(took)) for one, took in told], made.code)


def _said(took: timedelta | None) -> str:
    return not_registered() if took is None else say.length(took)


def _list(numbers: Numbers, found: Sequence[tuple[Told | Merged, str]], key: str) -> None:
    """A link an incident: to its review once it has ended, else to its page."""
    shown = found
    if len(found) > incidents.MOST and not st.toggle(t("Show all {n}", n=len(found)), key=f"all-behind-{key}"):
        shown = found[: incidents.MOST]
    for one, note in shown:
        reviewed = isinstance(one, Told) and one.state is not IncidentState.ACTIVE
        st.page_link(
            review.PAGE if reviewed else incidents.PAGE, label=plain(_label(numbers, one, note)),
            icon=":material/rate_review:" if reviewed else ":material/campaign:",
            query_params={incidents.PARAM: str(one.id)},
        )  # fmt: skip
    if len(shown) < len(found):
        rest = len(found) - len(shown)
        st.caption(tn("… and {n} more.", "… and {n} more.", rest))


def _label(numbers: Numbers, one: Told | Merged, note: str) -> str:
    """By number, how long it took, day and kind: a list of many incidents tells no place (5.4)."""
    number = t("E{n}", n=one.number) if one.exercise else str(one.number)
    merged = look.INCIDENT[IncidentState.MERGED].label
    kind = say.category(one.category, numbers.naming) if isinstance(one, Told) else merged
    day = times.whole_day(times.local(one.happened_at))
    return " · ".join(part for part in (number, note, day, kind) if part)  # a phone cuts what stands last


def _lessons(me: Me, numbers: Numbers, place: str) -> None:
    """The sentences themselves: whoever asks what comes again wants to read it."""
    here = tabled.taught(numbers)
    found: list[LessonTold] = [one for one in numbers.view.lessons if one.place == place and one.incident in here]
    said = queries.lesson_sentences(me.store, me.viewer, [one.id for one in found])
    of = {one.id: one.number for one in numbers.all_told}
    for one in found[: incidents.MOST]:
        number = t("E{n}", n=of[one.incident]) if numbers.exercise else str(of[one.incident])
        late = f" · {t('open after its day')}" if one.late(numbers.today) else ""
        day = times.whole_day(one.due)
        st.markdown(f"- {words(said[one.id])} :small[{plain(number)} · {t(say.STATE[one.state])} · {day}{late}]")
