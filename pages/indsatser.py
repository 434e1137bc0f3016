"""Indsatser: the list by responsible party and status; the filter stands in the address."""

import streamlit as st

from components import action_files, actions, feedback, live, session
from components.texts import t
from data import queries


@live.follows(key="actions")
def action_list() -> None:
    """Unowned and overdue on top."""
    me = session.current()
    feedback.show()
    rows = queries.actions(me.store, me.viewer, active_only=True)
    shown = actions.filtered(me, rows)
    if not rows:
        said = t("Nothing that is active has actions. Those of a closed plan stand on its page.")
        st.info(said, icon=":material/info:")
        st.page_link("handlingsplan.py", label=t("Action plan"), icon=":material/assignment:")
    elif not shown:
        st.info(t("No actions match the filter."), icon=":material/filter_alt_off:")
    with st.container(horizontal=True, key="action-files"):
        action_files.offer(me, shown)
    actions.cards(me, shown)


action_list()
