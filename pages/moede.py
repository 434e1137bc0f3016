"""Møde: the meeting about a plan. While its closed item runs, the page shows that and nothing else."""

import streamlit as st

from components import closed_item, feedback, live, plan_view, session
from components.texts import t
from data import queries


@live.follows(key="meeting")
def meeting() -> None:
    """Everything here is read anew when the log has grown; whether the item runs, before anything is drawn."""
    me = session.current()
    feedback.show()
    if closed_item.blanks(me, plan_view.named(me)):
        return
    plan = plan_view.chosen(me)
    held = queries.running_meeting(me.store, me.viewer, plan.id) if plan else None
    if held is None:
        st.info(t("No meeting is running."), icon=":material/groups:")
        return
    closed_item.part(me, held)


meeting()
