"""Møde: the group is called in and meets about the plan that is chosen in the address, else the newest."""

import streamlit as st

from components import calls, feedback, live, plan_view, session
from components.texts import t


@live.follows(key="meeting")
def meeting() -> None:
    """Who is called in."""
    me = session.current()
    feedback.show()
    view = plan_view.chosen(me)
    if view is None:
        st.info(t("No plan yet. It is opened when an incident is activated to act."), icon=":material/groups:")
        return
    calls.call_list(me, view)


meeting()
