"""Møde: the meeting about a plan, from the summons on."""

import streamlit as st

from components import feedback, live, plan_view, session, summons
from components.texts import t


@live.follows(key="meeting")
def meeting() -> None:
    """The meeting about the plan that is chosen in the address, else about the newest."""
    me = session.current()
    feedback.show()
    view = plan_view.chosen(me)
    if view is None:
        st.info(t("No plan yet. It is opened when an incident is activated to act."), icon=":material/assignment:")
        return
    summons.summons(me, view)


meeting()
