"""Whom to tell that an activation is off, with the number to ring, until each has been told (6.14)."""

import streamlit as st

from components import calls, feedback
from components.plain import plain
from components.session import Me
from components.texts import t
from data import commands, queries
from data.queries import IncidentView, ToldRow
from data.vocabulary import CallResult, Verb


def to_tell(me: Me, view: IncidentView) -> None:
    """Whom to tell that the activation is off; a mail alone is not enough for somebody on the way (6.14)."""
    rows = queries.stand_down(me.store, me.viewer, view)
    if not rows:
        return
    waiting = sum(not row.told for row in rows)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(t("Tell them that it is called off"), anchor=False, width="content")
        st.badge(
            t("{n} of {total} told", n=len(rows) - waiting, total=len(rows)), color="red" if waiting else "green",
            icon=":material/call:" if waiting else ":material/check_circle:",
        )  # fmt: skip
    for row in rows:
        _told(me, view, row)


def _told(me: Me, view: IncidentView, row: ToldRow) -> None:
    called = row.person
    with (
        st.container(border=True, key=f"tell-{row.role}-{called.person}"),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        st.markdown(f"**{plain(feedback.role_title(me, row.role))}** · {calls.person(called)}", width="content")
        calls.mail(called)
        if row.told:
            st.badge(t("Told"), icon=":material/check_circle:", color="green")
        elif me.may(Verb.RECORD_CALL, coordinator=view.row.coordinator):
            name = f"tell-{view.row.id}-{row.role}-{called.person}"
            st.button(
                t("Told"), key=f"save-{name}", icon=":material/check:", on_click=feedback.attempt,
                args=(me, commands.record_call, name),
                kwargs={
                    "incident": view.row.id, "role": row.role, "stand_in": called.person,
                    "result": CallResult.REACHED, "said": t("Noted."),
                },
            )  # fmt: skip
