"""Indsatser: the list by responsible party and status; the filter stands in the address."""

import streamlit as st

from components import actions, feedback, live, session
from components.texts import t
from data import queries


@live.follows(key="actions")
def action_list() -> None:
    """Unowned and overdue on top."""
    me = session.current()
    feedback.show()
    rows = queries.actions(me.store, me.viewer, active_only=True)
    shown = actions.filtered(me, rows)
    if not shown:
        st.info(t("No actions match."), icon=":material/filter_alt_off:")
    for row in shown:
        actions.card(me, row)
        if row.status.value != "proposed":
            with st.expander(t("What was told about it"), key=f"told-{row.id}", on_change="rerun") as told:
                if told.open:
                    actions.told(me, queries.progress_of(me.store, me.viewer, row.id))


action_list()
