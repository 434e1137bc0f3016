"""A page with everything a push must leave alone: two following parts, forms inside and outside, a dialog."""

import time
from datetime import UTC, datetime

import streamlit as st

from components import live, session
from components.web.leave import sign_out_button
from data import commands, queries
from data.vocabulary import Route

st.set_page_config(page_title="Scene", layout="wide")


def report(what: str) -> None:
    """A real report, as any page would send it."""
    me = session.current()
    time.sleep(float(st.query_params.get("slow", "0")))
    place, category = me.places.outdoors(), next(iter(me.plan.categories))
    now = datetime.now(UTC)
    commands.report(
        me.store, me.viewer, what=what, category=category, place=place, happened_at=now, route=Route.COUNCIL,
        exercise=True,
    )  # fmt: skip


@st.dialog("Dialog")
def dialog() -> None:
    """Stands open while others save."""
    st.text_area("I dialog")


@live.follows(key="first")
def first() -> None:
    """The newest reports, and a form among them."""
    me = session.current()
    with st.container():
        for row in sorted(queries.incidents(me.store, me.viewer), key=lambda row: -row.number)[:3]:
            st.text(f"nr. {row.number}")
    st.text(f"første del {me.store.revision()}")
    with st.form("inner", clear_on_submit=True):
        st.text_input("I delen", key="inner-text")
        st.form_submit_button("Gem i delen", on_click=lambda: report(st.session_state["inner-text"]))


@live.follows(key="second")
def second() -> None:
    """A second following part, which opens a dialog."""
    st.text(f"anden del {session.current().store.revision()}")
    if st.button("Åbn"):
        dialog()


live.watch()
st.title("Scene")
st.text_input("Uden for", key="outside")
first()
second()
with st.form("outer"):
    st.text_input("I siden", key="outer-text")
    st.form_submit_button("Gem på siden", on_click=lambda: report(st.session_state["outer-text"]))
st.text(f"hele siden {session.current().store.revision()}")
sign_out_button()
