"""Møde: the meeting about a plan, from the summons on. While its closed item runs, the page shows that alone."""

import streamlit as st

from components import calls, closed_item, feedback, invitations, live, plan_view, session, summons
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
    if plan is None:
        st.info(t("No plan yet. It is opened when an incident is activated to act."), icon=":material/assignment:")
        return
    summons.summons(me, plan)
    calls.call_list(me, plan)
    invitations.question(me, plan)
    held = queries.running_meeting(me.store, me.viewer, plan.id)
    if held is not None:
        closed_item.part(me, held)


meeting()
