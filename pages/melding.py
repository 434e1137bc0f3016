"""Melding: report that something happens, in under a minute."""

import streamlit as st

from components import place_field, report_form, session
from components.texts import t
from data import queries

report_form.go_on()
st.error(t("In danger: call 112 first."), icon=":material/call:")


@st.fragment
def report() -> None:
    """The list, the map and the form: redrawn together, and by nobody else."""
    me = session.current()
    exercise, _ = queries.exercise_running(me.store)
    form, area = st.columns([2, 3], gap="medium")
    with form:
        place = place_field.draw(me)
        report_form.draw(me, place, exercise)
    with area:
        place_field.on_map(me, place)


report()
