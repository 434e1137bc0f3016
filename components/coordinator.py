"""Who coordinates: always exactly one, shown where it matters, passed on in a form. Source: plan line 45 (R18)."""

import streamlit as st

from components import feedback, sheet
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.vocabulary import Verb


def line(me: Me, incident: int, role: str, *, changes: bool, where: str = "") -> None:
    """Who coordinates now, by function; `changes` unless it is all over."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        who = plain(feedback.role_title(me, role))
        st.markdown(t(":material/star: Coordinator: **{who}**", who=who), width="content")
        if changes and me.may(Verb.CHANGE_COORDINATOR, coordinator=role):
            sheet.open_button(t("Pass on"), "pass_on", incident, 0, where=where, type="tertiary")


def pass_on(me: Me, pin: Pin) -> None:
    """To which fixed member of management, and whether it was handed over or nobody answered."""
    view = still_there(queries.incident(me.store, me.viewer, pin.id))
    plan = me.plan_of(view.row.standing_plan_id)
    form = Sheet(me, pin)
    before = form.kept("before", lambda: view.row.coordinator)
    roles = [r.code for r in plan.permanent_roles if r.level_management and r.code != before]
    mine = me.viewer.role
    st.markdown(t("Coordinator now: **{who}**", who=plain(feedback.role_title(me, before))))
    with form.form(texts=False):
        role = form.one(
            "role", t("Who coordinates from now on?"), roles, mine if mine in roles else None,
            lambda code: plan.roles[code].title,
        )  # fmt: skip
        unreachable = form.choice(
            "unreachable", t("Why?"), [False, True], mine != before,
            lambda gone: t("Cannot be reached") if gone else t("Handed over"),
        )  # fmt: skip
        st.caption(t("What the coordinator may do for this incident and its plan follows. Nobody loses rights by it."))
        pressed = form.save_button(t("Pass on"))
    if pressed:
        form.send(
            t("The coordination is passed on."), commands.change_coordinator, incident=pin.id, before=before, role=role,
            unreachable=unreachable is True,
        )  # fmt: skip
