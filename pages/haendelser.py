"""Hændelser: one incident with all that is known of it, or the list of those that are open and ended."""

import streamlit as st

from components import (
    actions,
    archives,
    duplicates,
    facts,
    feedback,
    incident_map,
    incidents,
    live,
    notices,
    plan_view,
    review,
    session,
    stand_down,
)
from data import queries


@live.follows(key="incidents")
def incident() -> None:
    """The incident that the address names, else both lists."""
    me = session.current()
    feedback.show()
    chosen = incidents.selected()
    view = queries.incident(me.store, me.viewer, chosen) if chosen else None
    if view is None:
        incidents.lists(me, asked=chosen)
        return
    incidents.back()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        duplicates.belongs(me, view)
        incidents.card(me, view.row)
        stand_down.to_tell(me, view)
        facts.known(me, view.row, view.facts)
        incidents.course(me, view)
        incidents.links(view.row)
        review.link(me, view.row)
        archives.link(me, view.row)
    with right:
        incident_map.draw(me, [view.row], key="incident-map", selected=view.row.id, height=360)
        notices.duties(me, incident=view.row.id)
        if view.row.plan_id:
            plan_view.next_deadlines(me, [p] if (p := queries.plan(me.store, me.viewer, view.row.plan_id)) else [], [])
    if view.row.plan_id:
        actions.cards(me, queries.actions(me.store, me.viewer, plan=view.row.plan_id))


incident()
