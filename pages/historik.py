"""Historik: the log of one incident, read back in plain words."""

import streamlit as st

from components import across, archives, feedback, history, incidents, live, removal, review, session


@live.follows(key="history")
def log() -> None:
    """The incident that the address names; else one is chosen."""
    me = session.current()
    feedback.show()
    across.link(me)
    row = incidents.choose(me)
    if row is not None:
        with st.container(horizontal=True):
            review.link(me, row)
            archives.link(me, row)
            removal.link(me)
        history.page(me, row)


log()
