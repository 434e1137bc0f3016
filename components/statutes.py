"""A statute text of the plan file, with the day it held and what has not been verified (R51).

What carries a reservation is never called law: the badge stands beside its title and the reservation below its text.
"""

import streamlit as st

from components import times
from components.plain import plain
from components.session import Me
from components.texts import t
from data.plan import Statute


def card(me: Me, statute: Statute) -> None:
    """The text, its day, its source and its reservation."""
    with st.container(border=True, key=f"statute-{statute.code}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(statute.title)}**", width="content")
            if statute.note:
                st.badge(t("Not verified in full"), icon=":material/help:", color="orange")
        st.markdown(plain(statute.text))
        if statute.note:
            reservation = t("Reservation: {note}", note=statute.note)
            st.markdown(f":material/help: *{plain(reservation)}*")
        st.caption(plain(stamp(me, statute)))


def stamp(me: Me, statute: Statute) -> str:
    """In force as of when, for whom, and where it was read; plain text."""
    told = [t("In force as of {day}", day=times.whole_day(statute.in_force_as_of))]
    if statute.applies_to:
        named = [party.short for kind in statute.applies_to for party in me.plan.parties_of_kind(kind, times.today())]
        told.append(t("Applies to {parties}", parties=", ".join(named)))
    if statute.source:
        told.append(t("Source: {source}", source=statute.source))
    return " · ".join(told)


def ours(me: Me, statute: Statute) -> bool:
    """Whether it applies to the viewer's own party: what names nobody applies to all, all to who has no party."""
    party = me.plan.party_of(me.viewer.role)
    return party is None or not statute.applies_to or party.kind in statute.applies_to
