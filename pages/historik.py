"""Historik: the log of one incident, read back in plain words."""

import streamlit as st

from components import feedback, history, incidents, live, removal, review, session
from data import queries


@live.follows(key="history")
def log() -> None:
    """The incident that the address names; else one is chosen."""
    me = session.current()
    feedback.show()
    row = incidents.choose(me)
    if row is not None:
        with st.container(horizontal=True):
            review.link(me, row)
            removal.link(me)
        history.lines(me, queries.history(me.store, me.viewer, row.id), me.plan_of(row.standing_plan_id))


log()
