"""Møde: what the group decides about one plan."""

import streamlit as st

from components import feedback, invitations, live, plan_view, session
from components.texts import t


@live.follows(key="meeting")
def meeting() -> None:
    """The plan that the address names, else the newest."""
    me = session.current()
    feedback.show()
    view = plan_view.chosen(me)
    if view is None:
        st.info(t("No plan yet. It is opened when an incident is activated to act."), icon=":material/assignment:")
        return
    invitations.question(me, view)


meeting()
