"""Beredskabsplan: the standing plan as it is in use, and how its people are reached."""

import streamlit as st

from components import session, standing_plan
from components.plain import plain

me = session.current()
st.title(plain(me.plan.title), anchor=False)
standing_plan.about(me)
standing_plan.contacts(me)
standing_plan.catalogue(me)
standing_plan.statutes(me)
