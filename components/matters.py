"""Matters that are not acute: on the agenda, waiting for another meeting, and what came of them (R27, R28)."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components import fora_forms, fora_words, incident_map, sheet, times
from components.plain import plain, quote
from components.session import Me
from components.texts import t, tn
from data import queries
from data.queries import ForumAgenda, MatterRow
from data.vocabulary import Verb


def missed(me: Me, agenda: ForumAgenda) -> None:
    """Their meeting has been, and nobody has noted what came of them."""
    if not agenda.missed:
        return
    st.warning(tn("{n} matter was on a meeting that has been: what came of it?",
                  "{n} matters were on a meeting that has been: what came of them?", len(agenda.missed)),
               icon=":material/pending_actions:")  # fmt: skip
    _cards(me, agenda.missed)


def on_agenda(me: Me, agenda: ForumAgenda) -> None:
    """Bound to the next meeting, or waiting for one."""
    if not agenda.matters:
        return
    said = tn("{n} matter that is not acute", "{n} matters that are not acute", len(agenda.matters))
    st.subheader(said, anchor=False)
    _cards(me, agenda.matters)


def _cards(me: Me, rows: Sequence[MatterRow]) -> None:
    for row in rows:
        with st.container(border=True, key=f"matter-{row.id}", gap="small"):
            _card(me, row)


def _card(me: Me, row: MatterRow) -> None:
    number = t("Matter {n}", n=row.number)
    st.markdown(f"**{number}** · {quote(row.what)}  \n"
                f":small[{plain(fora_words.raised(row, me.plan))}]  \n"
                f":small[{plain(fora_words.invited(row, me.plan))}]")  # fmt: skip
    if row.settled_at is not None:
        told = t("Outcome, noted {day}:", day=times.whole_day(times.local(row.settled_at)))
        st.markdown(f"**{plain(told)}** {quote(row.outcome)}")
    elif me.may(Verb.TREAT_AT_COUNCIL):
        bound = row.meeting is not None
        over = bound and row.meeting is not None and row.meeting.day <= times.local(me.now).date()
        with st.container(horizontal=True):
            sheet.open_button(
                t("Another meeting") if bound else t("Put it on a meeting’s agenda"), "matter_bind", row.id,
                row.version, icon=":material/event:", type="secondary" if bound else "primary",
            )  # fmt: skip
            sheet.open_button(
                t("Note the outcome"), "matter_settle", row.id, row.version, icon=":material/gavel:",
                type="primary" if over else "secondary",
            )  # fmt: skip


def rest(me: Me, agenda: ForumAgenda) -> None:
    """Raise one; those of other meetings; what came of the earlier ones."""
    forum = agenda.view.code
    shown = {row.id for row in (*agenda.matters, *agenda.missed)}
    others = [row for row in queries.matters(me.store, me.viewer, forum) if row.id not in shown]
    coming = [row for row in others if row.settled_at is None]
    settled = [row for row in reversed(others) if row.settled_at is not None]
    reports = queries.raisable(me.store, me.viewer)
    st.header(t("Matters that are not acute"), anchor=False)
    if me.may(Verb.RAISE_MATTER):
        number = fora_forms.coded(me, forum, date.min)
        sheet.open_button(t("Raise a matter"), "matter_new", number, 0, icon=":material/add_comment:")
    _reports(me, reports)
    if coming:
        st.subheader(t("On later meetings"), anchor=False)
        _cards(me, coming)
    if settled:
        with st.expander(t("Settled matters ({n})", n=len(settled)), icon=":material/task_alt:", key="settled"):
            _cards(me, settled)
    if not (shown or others or reports):
        st.markdown(t("No matter has been raised."))


def _reports(me: Me, reports: Sequence[queries.IncidentRow]) -> None:
    """Reports that were judged not acute and that nobody has raised."""
    if not reports:
        return
    st.subheader(t("Reports that were judged not acute"), anchor=False)
    for row in reports:
        with st.container(
            border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute",
            key=f"report-{row.id}",
        ):  # fmt: skip
            st.markdown(f"**{plain(incident_map.name(me, row))}**  \n{quote(row.what)}")
            if me.may(Verb.RAISE_MATTER):
                sheet.open_button(
                    t("Raise it"), "matter_report", row.id, row.version, icon=":material/add_comment:"
                )  # fmt: skip
