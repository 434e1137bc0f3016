"""Melding: report that something happens, in under a minute; then follow who has seen it."""

import streamlit as st

from components import feedback, live, place_field, report_form, session
from components.texts import t
from data import queries


@st.fragment
def report() -> None:
    """The list, the map and the form: redrawn together, and by nobody else."""
    me = session.current()
    form, area = st.columns([2, 3], gap="medium")
    with form:
        place = report_form.place(me)
        report_form.draw(me, place)
    with area:
        place_field.on_map(me, place)


@live.follows(key="sent")
def receipt(number: int) -> None:
    """What has become of the report."""
    me = session.current()
    feedback.show()
    view = queries.incident(me.store, me.viewer, number)
    if view is None:
        st.info(t("The report is sent, but the role you act as may not read it."), icon=":material/check_circle:")
    else:
        report_form.receipt(me, view)


st.error(t("In danger: call 112 first."), icon=":material/call:")
if (number := report_form.sent()) is None:
    report()
else:
    receipt(number)
