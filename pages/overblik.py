"""Overblik: the map and the table of open incidents in one live part, the deadlines and the parties beside them."""

import streamlit as st

from components import actions, alerts, feedback, guided, incident_map, incidents, live, meanwhile, plan_view, session
from data import queries


@live.follows(key="overview")
def overview() -> None:
    """Everything here is read anew when the log has grown."""
    me = session.current()
    rows = queries.incidents(me.store, me.viewer)
    told = queries.actions(me.store, me.viewer, active_only=True)
    feedback.show()
    plans = queries.plans(me.store, me.viewer)
    alerts.show(me, rows, told, plans)
    guided.link(me)
    chosen = incidents.selected()
    left, right = st.columns([11, 10], gap="medium")
    with left:
        click = incident_map.draw(me, rows, key="overview-map", selected=chosen)
        if click and click.mark:
            incidents.select(click.mark)
            feedback.redraw_part()
    with right:
        incidents.table(me, rows)
        for row in (row for row in rows if row.id == chosen):
            incidents.card(me, row)
        plan_view.next_deadlines(me, plans, told)
    actions.matrix(me, told)


me = session.current()
meanwhile.above(me)
overview()
meanwhile.below(me)
