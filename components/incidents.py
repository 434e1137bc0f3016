"""Open incidents as a table beside the map, and one incident as a card with what may be done now."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import pyarrow as pa
import streamlit as st

from components import (
    address,
    calls,
    coordinator,
    duplicates,
    evaluation,
    feedback,
    incident_map,
    invitations,
    look,
    sheet,
    times,
)
from components.plain import plain, quote, words
from components.session import Me
from components.texts import mark, t, tn
from data import commands, queries
from data.queries import IncidentRow, IncidentView
from data.rules.incidents import OPEN, WAITING
from data.vocabulary import IncidentState, Response, Verb

PARAM: Final = "haendelse"
PAGE: Final = "haendelser.py"
"""Where one incident stands by itself."""
TABLE: Final = "incident-table"
COLUMNS: Final = {
    mark("No."): 42, mark("What"): 145, mark("Where"): 100, mark("State"): 85, mark("Risk"): 60, mark("When"): 100,
}  # fmt: skip
"""The table's columns and their pixels: what matters most is seen without scrolling beside the map."""
FOREMOST: Final = 5
"""Alerts of one kind on top of the overview; the table below holds them all."""
MOST: Final = 50
"""Open incidents in the list on a page; the table of the overview holds them all."""
SEARCHED: Final = 12
"""Ended incidents from which a search is offered."""


def selected() -> int | None:
    """The incident that the address names; None for none, and for what is no number."""
    written = st.query_params.get(PARAM, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def select(number: int | None) -> None:
    """Name an incident in the address, so that it can be shared."""
    if number is None:
        st.query_params.pop(PARAM, None)
    else:
        st.query_params[PARAM] = str(number)


def table(me: Me, rows: Sequence[IncidentRow]) -> None:
    """The open incidents; a click selects one, as on the map. For those who cannot use a map, too."""
    if not rows:
        st.success(t("No open incidents."), icon=":material/check_circle:")
        return
    chosen = selected()
    at = [i for i, row in enumerate(rows) if row.id == chosen]
    st.session_state[TABLE] = {"selection": {"rows": at, "columns": [], "cells": []}}
    ids = [row.id for row in rows]
    st.dataframe(
        me.shared(("table", tuple(ids)), lambda: pa.Table.from_pandas(_frame(me, rows), preserve_index=False)),
        hide_index=True, key=TABLE, on_select=lambda: _picked(ids), selection_mode="single-row",
        alt=t("Open incidents with state, risk, place and time"), height="content" if len(rows) < 12 else 440,
        column_config={t(name): st.column_config.TextColumn(width=width) for name, width in COLUMNS.items()},
    )  # fmt: skip


def _picked(ids: Sequence[int]) -> None:
    rows = st.session_state[TABLE]["selection"]["rows"]
    select(ids[rows[0]] if rows and rows[0] < len(ids) else None)


def _frame(me: Me, rows: Sequence[IncidentRow]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                t("E{n}", n=row.number) if row.exercise else str(row.number),
                _category(me, row),
                row.place,
                look.INCIDENT[row.state].label,
                t(look.RISK_WORD[row.risk]),
                times.when(row.happened_at, me.now),
            )
            for row in rows
        ],
        columns=[t(name) for name in COLUMNS],
    )


def _category(me: Me, row: IncidentRow) -> str:
    found = me.plan_of(row.standing_plan_id).categories.get(row.category)
    return found.name if found else row.category


def badges(me: Me, row: IncidentRow) -> None:
    """State and risk: icon, word and colour; while an exercise runs, what is real says so too."""
    with st.container(horizontal=True, gap="small"):
        for how in (look.INCIDENT[row.state], look.RISK[row.risk]):
            st.badge(how.label, icon=how.icon, color=how.colour)
        if row.exercise:
            st.badge(t("EXERCISE"), icon=":material/exercise:", color="orange")
        elif me.running.exercise:
            st.badge(t("REAL"), icon=":material/warning:", color="red")
        if row.response is Response.INFORM:
            st.badge(t(look.RESPONSE[Response.INFORM]), icon=":material/info:", color="blue")


def card(me: Me, row: IncidentRow) -> None:
    """One incident: what is known, who waits for it, and what this person may do now."""
    with st.container(border=True, key=f"incident-{row.id}"):
        st.header(plain(incident_map.name(me, row)), anchor=False)
        badges(me, row)
        if row.unread:
            waiting(me, row)
        if row.state in WAITING:
            duplicates.suggest(me, row)
        st.markdown(words(row.what))
        st.caption(
            t("Happened {happened} · reported {reported}", happened=times.when(row.happened_at, me.now),
              reported=times.when(row.reported_at, me.now))
        )  # fmt: skip
        if row.state is IncidentState.ACTIVE:
            coordinator.line(me, row.id, row.coordinator, changes=True)
        buttons(me, row)


def unread(me: Me, rows: Sequence[IncidentRow]) -> None:
    """Reports that nobody has read, on top of the overview of those who receive reports (6.15)."""
    place = st.container(key="unread")  # also when empty: the map below keeps its place, and what it shows
    waiting_now = [row for row in rows if row.unread] if me.may(Verb.READ_REPORTS) else []
    for row in waiting_now[:FOREMOST]:
        with place, st.container(horizontal=True, vertical_alignment="center", key=f"unread-{row.id}"):
            age, name = times.ago(row.reported_at, me.now), plain(incident_map.name(me, row))
            told = t("New report, unread for {age}: {name}", age=age, name=name)
            st.error(told, icon=":material/mark_email_unread:", width="stretch")
            st.button(  # to its own page: on this one the card opens below the map, out of sight
                t("Show"), key=f"show-unread-{row.id}", on_click=feedback.go_on, args=(PAGE,),
                kwargs={PARAM: str(row.id)}, type="primary",
            )  # fmt: skip
    if len(waiting_now) > FOREMOST:
        more = len(waiting_now) - FOREMOST
        st.caption(tn("… and {n} more unread report.", "… and {n} more unread reports.", more))


def waiting(me: Me, row: IncidentRow) -> None:
    """An unread report shows its age and with whom it waits now (6.15)."""
    st.warning(
        t("Unread for {age}. Waiting for {role}.", age=times.ago(row.reported_at, me.now),
          role=feedback.role_title(me, row.waiting_with)),
        icon=":material/mark_email_unread:",
    )  # fmt: skip


def buttons(me: Me, row: IncidentRow) -> None:
    """What may be done with the incident now, the next step first."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if row.activatable and me.may(Verb.ACTIVATE):
            st.button(
                t("Activate"), type="primary", icon=":material/campaign:", key=f"save-activate-{row.id}",
                on_click=feedback.attempt, args=(me, commands.activate, f"activate-{row.id}"),
                kwargs={"incident": row.id, "said": t("Activated. Everybody sees it now."), "then": calls.go_on},
            )  # fmt: skip
        if row.state in OPEN and me.may(Verb.ASSESS, coordinator=row.coordinator):
            first = row.state is IncidentState.RECEIVED
            sheet.open_button(
                t("Assess") if first else t("Assess again"), "assess", row.id, row.version, icon=":material/rule:",
                type="primary" if first else "secondary",
            )  # fmt: skip
        if row.unread and me.may(Verb.MARK_READ):
            st.button(
                t("I have seen it"), icon=":material/visibility:", key=f"save-read-{row.id}",
                on_click=feedback.attempt, args=(me, commands.mark_read, f"read-{row.id}-{me.viewer.role}"),
                kwargs={"incident": row.id, "said": t("It is noted that you have seen the report.")},
            )  # fmt: skip
        if row.state in WAITING and me.may(Verb.REJECT):
            sheet.open_button(t("Reject"), "reject", row.id, row.version, icon=":material/block:")
        if row.state is IncidentState.ACTIVE:
            _active(me, row)
        if row.exercise and row.state in OPEN and me.may(Verb.BREAK_EXERCISE, coordinator=row.coordinator):
            sheet.open_button(
                t("Stop the exercise – real incident"), "break_exercise", row.id, row.version, icon=":material/warning:"
            )
        evaluation.offer(me, row)
        invitations.evaluation(me, row)


def _active(me: Me, row: IncidentRow) -> None:
    if row.response is Response.INFORM:
        if me.may(Verb.CLOSE_INFORMED, coordinator=row.coordinator):
            sheet.open_button(t("Close"), "close_informed", row.id, row.version, icon=":material/task_alt:")
    elif me.may(Verb.PROPOSE_ACTION):
        sheet.open_button(
            t("Propose an action"), "propose", row.id, row.version, icon=":material/add_task:", type="primary"
        )
    if row.plan_id is not None:
        st.page_link(
            "handlingsplan.py", label=t("To the action plan"), icon=":material/assignment:",
            query_params={"plan": str(row.plan_id)},
        )  # fmt: skip
    if me.may(Verb.CALL_OFF, coordinator=row.coordinator):
        sheet.open_button(t("Call off"), "call_off", row.id, row.version, icon=":material/cancel:")


def course(me: Me, view: IncidentView) -> None:
    """How it was reported, assessed and activated; what is not there is said to be missing."""
    plan = me.plan_of(view.row.standing_plan_id)
    council = plan.terms["council"].definite if "council" in plan.terms else t("the council")
    for report in view.reports:
        st.markdown(
            t("**Reported** {time} by {who} to {route}", time=times.when(report.at, me.now),
              who=plain(feedback.role_title(me, report.role)),
              route=plain(look.route(report.route, plan.coordinator.title, council)))
        )  # fmt: skip
        for role, at in report.read_by:
            st.caption(t("Seen {time} by {who}", time=times.when(at, me.now), who=plain(feedback.role_title(me, role))))
    if view.assessment is None:
        st.markdown(t("**Not assessed yet**"))
    else:
        made = view.assessment
        st.markdown(
            t("**Assessed** {time} by {who}: acute {acute} · unrest {unrest} · {response}",
              time=times.when(made.at, me.now), who=plain(feedback.role_title(me, made.role)),
              acute=t(look.ANSWER[made.acute]).lower(), unrest=t(look.ANSWER[made.unrest]).lower(),
              response=t(look.RESPONSE[made.response]).lower())
        )  # fmt: skip
        st.markdown(quote(made.sentence))
    if view.row.activated_at and view.activated_by:
        st.markdown(
            t("**Activated** {time} by {who}", time=times.when(view.row.activated_at, me.now),
              who=plain(feedback.role_title(me, view.activated_by)))
        )  # fmt: skip
    if view.outside_reason.body:
        st.markdown(t("**Outside the area, but:** {why}", why=words(view.outside_reason)))
    if view.row.ended_at:
        st.markdown(
            t(
                "**{state}** {time}",
                state=look.INCIDENT[view.row.state].label,
                time=times.when(view.row.ended_at, me.now),
            )
        )
        if view.end_reason.id:
            st.markdown(quote(view.end_reason))
    if view.broken_from:
        _to(view.broken_from, t("Stopped exercise {n}", n=view.broken_from[1]))
    if view.became:
        _to(view.became, t("Stopped by the real incident {n}", n=view.became[1]))


def _to(other: tuple[int, int], label: str) -> None:
    st.page_link(PAGE, label=label, icon=":material/arrow_forward:", query_params={PARAM: str(other[0])})


def lists(me: Me, *, asked: int | None) -> None:
    """Open and ended incidents, each a click from its own page; of those that have ended the newest, and a search."""
    if asked is not None:
        st.warning(t("This incident cannot be found, or your role may not read it."), icon=":material/search_off:")
    opened, is_open, is_ended = queries.incidents(me.store, me.viewer), t("Open"), t("Ended")
    st.header(f"{is_open} ({len(opened)})", anchor=False)
    _listed(me, opened[:MOST], len(opened))
    all_of_them = queries.ended(me.store, me.viewer)
    st.header(f"{is_ended} ({all_of_them.total})", anchor=False)
    words = ""
    if all_of_them.total >= SEARCHED:
        words = st.text_input(
            t("Search in what has ended"), key="ended-search", type="search", live=True,
            placeholder=t("A kind, a place, a number, a word of the report"),
        )  # fmt: skip
    found = queries.ended(me.store, me.viewer, words=words) if words.strip() else all_of_them
    if words.strip():
        st.caption(tn("{n} incident found", "{n} incidents found", found.total))
    _listed(me, found.rows, found.total)


def _listed(me: Me, rows: Sequence[IncidentRow], total: int) -> None:
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"row-{row.id}"):
            st.markdown(f"**{plain(incident_map.name(me, row))}**")
            badges(me, row)
            st.button(t("Show"), key=f"show-{row.id}", on_click=select, args=(row.id,))
    if total > len(rows):
        st.caption(t("Only the newest {n} are shown.", n=len(rows)))


def back() -> None:
    """From one incident to all."""
    st.button(t("All incidents"), icon=":material/arrow_back:", on_click=select, args=(None,), key="all-incidents")


def links(row: IncidentRow) -> None:
    """On to the log, with the incident kept in the address; and to the plan of what has ended."""
    st.page_link("historik.py", label=t("History"), icon=":material/history:", query_params={PARAM: str(row.id)})
    if row.state not in OPEN and row.plan_id is not None:
        st.page_link(
            "handlingsplan.py", label=t("To the action plan"), icon=":material/assignment:",
            query_params={"plan": str(row.plan_id)},
        )  # fmt: skip


def choose(me: Me) -> IncidentRow | None:
    """The incident that the address names, chosen from those that are open and the newest that have ended."""
    asked = selected()
    ended = queries.ended(me.store, me.viewer, named=asked)
    rows = [*queries.incidents(me.store, me.viewer), *ended.rows]
    if not rows:
        st.info(t("No incidents yet."), icon=":material/info:")
        return None
    named = {str(row.id): row for row in rows}
    first = None if asked is not None and str(asked) not in named else str(rows[0].id)
    number = address.pick(t("Incident"), PARAM, list(named), lambda i: incident_map.name(me, named[i]), default=first)
    if ended.total > len(ended.rows):
        older()
    if number is None and first is None:
        st.warning(t("This incident cannot be found, or your role may not read it."), icon=":material/search_off:")
        return None
    return named[number or str(first)]


def older() -> None:
    """The way to what is too old for a list."""
    st.page_link(PAGE, label=t("Older incidents: search among those that have ended"), icon=":material/search:")
