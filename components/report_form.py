"""One form, under a minute, one hand on a phone: what, where, when, who, kind (R7, R24)."""

import secrets

import streamlit as st

from components import address, feedback, incidents, look, place_field
from components.plain import plain
from components.session import Me
from components.sheet import PARAM, Pin, Sheet, close_form, opened
from components.texts import t
from data import commands
from data.errors import RuleBroken
from data.places import Place
from data.queries import IncidentView
from data.vocabulary import Precision, Route

WHAT = "report"
SENT = "sendt"
"""Names the incident of the report just sent, in the address."""
KEPT = "report-pin"
PLACE = "report-place"
"""What a tab remembers of the report it is writing while it looks at other pages; its texts are kept by drafts.js."""


def pin(me: Me) -> Pin:
    """This page's form is open as long as the page is; its key is minted once, when the page opens."""
    found = opened()
    if found is None or found.what != WHAT:
        found = st.session_state.setdefault(KEPT, _fresh())
    if answer := me.store.answer_to(me.viewer, found.key):  # the back button, or an answer that never arrived
        _sent(answer.outcome, t("This form was saved already."))
    if found != opened():
        st.query_params[PARAM] = str(found)
    st.session_state[KEPT] = found
    return found


def place(me: Me) -> Place | None:
    """Where it happened; who comes back from another page finds the place that was chosen."""
    if opened() is None and place_field.PARAM not in st.query_params:
        address.name(place_field.PARAM, st.session_state.get(PLACE))
    chosen = place_field.draw(me)
    st.session_state[PLACE] = st.query_params.get(place_field.PARAM)
    return chosen


def _fresh() -> Pin:
    return Pin(WHAT, 0, 0, secrets.token_urlsafe(9))


def draw(me: Me, place: Place | None) -> None:
    """The form; `place` comes from the list or the map above it.

    While an exercise runs nothing says beforehand whether this report belongs to it: whoever has something real to
    report must not have to notice a wrong choice.
    """
    first = True if me.running.demo else None if me.running.exercise else False
    sheet = Sheet(me, pin(me))
    plan = me.plan
    outside = ""
    with sheet.form():
        category = sheet.one(
            "category", t("What kind?"), list(plan.categories), None, lambda code: plan.categories[code].name
        )
        what = sheet.text(
            "what",
            t("What is happening, briefly"),
            lines=3,
            placeholder=t("E.g. fire in three containers, windows broken"),
        )
        if place is not None and place.precision is Precision.OUTSIDE:
            st.warning(t("The place lies outside the area."), icon=":material/wrong_location:")
            outside = sheet.text("outside_reason", t("Why does it still concern us?"))
        happened = sheet.when("when", t("When did it happen?"), sheet.kept("opened", lambda: me.now))
        route = sheet.choice("route", t("To whom?"), list(Route), _nearest(me), lambda way: _way(me, way))
        exercise = sheet.choice(
            "exercise", t("Exercise or real?"), [False, True], first,
            lambda yes: t("EXERCISE") if yes else t("Real incident"),
        )  # fmt: skip
        st.caption(t("Reported by {role}", role=plain(feedback.role_title(me, me.viewer.role))))
        sheet.refusal_of("")
        pressed = st.form_submit_button(
            t("Send the report"), type="primary", icon=":material/send:", key=sheet.name("save"), width="stretch"
        )
    if not (sheet.forced() or pressed):
        return
    if place is None:
        sheet.refuse(RuleBroken("no-place"))
        return
    if exercise is None:
        sheet.refuse(RuleBroken("choose-kind", field="exercise"))
        return
    number = sheet.carry_out(
        commands.report, what=what, category=category or "", place=place, happened_at=happened,
        route=route or _nearest(me), exercise=exercise, outside_reason=outside,
        time_confirmed=happened.confirmed,
    )  # fmt: skip
    _sent(number, t("The report is sent."))


def _nearest(me: Me) -> Route:
    """The project chief by default; whoever is that tells the council."""
    own = me.plan.roles[me.viewer.role].receives if me.viewer.role in me.plan.roles else None
    return Route.COUNCIL if own is Route.PROJECT_CHIEF else Route.PROJECT_CHIEF


def _way(me: Me, way: Route) -> str:
    terms = me.plan.terms
    return look.route(way, me.plan.coordinator.title, terms["council"].base if "council" in terms else t("Council"))


def _sent(number: int | None, told: str) -> None:
    close_form()
    for name in (KEPT, PLACE):
        st.session_state.pop(name, None)
    address.name(place_field.PARAM, None)
    address.name(SENT, str(number) if number else None)
    feedback.tell(told)
    feedback.redraw()


def sent() -> int | None:
    """The incident whose report was just sent from here."""
    written = st.query_params.get(SENT, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def receipt(me: Me, view: IncidentView) -> None:
    """What the reporter needs to know: that it arrived, who has seen it, and what becomes of it."""
    st.success(t("The report is sent. Those who receive reports see it now."), icon=":material/check_circle:")
    incidents.card(me, view.row)
    incidents.course(me, view)
    if st.button(t("New report"), icon=":material/add_alert:", on_click=address.name, args=(SENT, None)):
        feedback.redraw()
