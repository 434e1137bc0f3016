"""Kommunikation: the messages of a plan, who is told by whom, and who speaks to the press (part 4)."""

import streamlit as st

from components import communication, feedback, live, messages, plan_view, session
from components.texts import t
from data import queries


@live.follows(key="communication")
def told() -> None:
    """The communication of the plan that is chosen in the address, else of the newest."""
    me = session.current()
    feedback.show()
    plan = plan_view.chosen(me)
    view = queries.communication(me.store, me.viewer, plan.id) if plan else None
    if plan is None or view is None:
        st.info(t("No plan yet. It is opened when an incident is activated to act."), icon=":material/forum:")
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        messages.section(me, plan)
    with right:
        st.header(t("Who speaks to the press?"), anchor=False)
        communication.press(me, plan)
        st.header(t("Who is told?"), anchor=False)
        communication.lacking(view, plan)
        communication.rows(me, plan, view)


told()
