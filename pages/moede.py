"""Møde: the meeting about a plan, before it, while it runs, and its minutes; while its closed item runs, that alone."""

import streamlit as st

from components import closed_item, feedback, live, meetings, plan_view, session
from components.texts import t


@live.follows(key="meeting")
def meeting() -> None:
    """The meeting of the plan that the address names, else of the newest; first, whether the closed item runs."""
    me = session.current()
    feedback.show()
    if closed_item.blanks(me, plan_view.named(me)):
        return
    plan = plan_view.chosen(me)
    if plan is None:
        st.info(
            t("There is no plan to meet about yet. It is opened when an incident is activated to act."),
            icon=":material/groups:",
        )
        return
    meetings.page(me, plan)


meeting()
