"""Fjern tekst: search through everything and remove; what is kept no longer; names that become functions (6.1, 2.8)."""

import streamlit as st

from components import removal, retention, session
from components.texts import t
from data import queries
from data.vocabulary import Verb

me = session.current()
parts = [
    (me.may(Verb.REDACT), t("Find and remove"), removal.search),
    (queries.may_see_retention(me.viewer), t("Keeping"), retention.kept),
    (me.may(Verb.ADMINISTER), t("Names"), retention.names),
]
offered = {name: draw for may, name, draw in parts if may}
chosen = st.segmented_control(
    t("What is it about?"), list(offered), default=next(iter(offered)), key="removal-part", required=True,
    label_visibility="collapsed",
)  # fmt: skip
offered.get(chosen, removal.search)()
