"""A part of the handlingsplan on the screen: how it stands, what it says, what stands under it (R32)."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from components import feedback, look, sheet, times
from components.plain import plain, words
from components.session import Me
from components.texts import t
from data.queries import PlanView
from data.vocabulary import PartKind, PartState, PlanState, Verb

BELOW: Final[Mapping[PartKind, Callable[[Me, PlanView], None]]] = {}
"""What stands under a part, inside its frame: wherever the part is shown."""


def part(me: Me, plan: PlanView, kind: PartKind) -> None:
    """One part: how it stands, what it says, who wrote it."""
    found = plan.parts[kind]
    how = look.PART_STATE[found.state]
    with st.container(border=True, key=f"part-{kind}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(t(look.PART[kind]), anchor=False, width="content")
            st.badge(how.label, icon=how.icon, color=how.colour)
        if found.text.id:
            st.markdown(words(found.text))
        if found.role and found.at:
            who, when = plain(feedback.role_title(me, found.role)), times.when(found.at, me.now)
            st.caption(t("As of {time} · {who} · revision {n}", time=when, who=who, n=found.revision))
        if kind is PartKind.END_TIME and plan.ends_at:
            st.markdown(f"**{times.day_and_clock(plan.ends_at, me.now)}**")
        open_ = plan.state is not PlanState.CLOSED
        writes = open_ and me.may(Verb.WRITE_PLAN, coordinator=plan.coordinator)
        if writes and not (found.state is PartState.FILLED and not found.text.id):
            sheet.open_button(t("Write"), f"part_{kind}", plan.id, found.revision, icon=":material/edit:")
        if kind in BELOW:
            BELOW[kind](me, plan)
