"""Handlingsplan: the five parts, the agreement, support, and what still stops the closing."""

import streamlit as st

from components import actions, agreeing, call_tasks, calls, feedback, live, notices, plan_view, questions, session
from components.documents import buttons
from components.texts import t
from data import queries


@live.follows(key="plan")
def plan() -> None:
    """The plan that is chosen in the address, else the newest."""
    me = session.current()
    feedback.show()
    view = plan_view.chosen(me)
    if view is None:
        st.info(t("No plan yet. It is opened when an incident is activated to act."), icon=":material/assignment:")
        return
    plan_view.alarms(me, [view])
    calls.unresolved(me, [view])
    questions.waiting(me, view)
    call_tasks.show(me, view.id)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        plan_view.parts(me, view)
    with right:
        agreeing.head(me, view)
        buttons.offer(me, view)
        questions.told(me, view)
        plan_view.support(me, view)
        notices.duties(me, plan=view.id)
        plan_view.readiness(me, view)
        plan_view.impressions(me, view)
    actions.cards(me, queries.actions(me.store, me.viewer, plan=view.id))


plan()
