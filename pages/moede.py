"""Møde: the meeting about a plan, before it, while it runs, and its minutes."""

import streamlit as st

from components import feedback, live, meetings, plan_view, session
from components.texts import t


@live.follows(key="meeting")
def meeting() -> None:
    """The meeting of the plan that is chosen in the address, else of the newest plan."""
    me = session.current()
    feedback.show()
    plan = plan_view.chosen(me)
    if plan is None:
        st.info(
            t("There is no plan to meet about yet. It is opened when an incident is activated to act."),
            icon=":material/groups:",
        )
        return
    meetings.page(me, plan)


meeting()
