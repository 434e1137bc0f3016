"""A guided exercise, for the role that leads it: the next injects, whom they are told to, and good handling (6.13)."""

from typing import Any, Final

import streamlit as st

from components import guided_start, injects
from components.plain import plain
from components.session import Me
from components.texts import t, tn
from data import commands, queries
from data.plan import StandingPlan
from data.queries import InjectRow, LedView
from data.vocabulary import InjectKind, Verb

PAGE: Final = "oevelse.py"
SOON: Final = 3
"""Injects that stand there in full; those that come later are folded away."""


def link(me: Me) -> None:
    """For whoever leads an exercise: how many injects wait, and the way there; for nobody else."""
    if not (me.running.exercise and me.may(Verb.LEAD_EXERCISE)):
        return
    view = queries.guided(me.store, me.viewer)
    if view is None or view.stopped:
        return
    waits = tn("{n} inject is late", "{n} injects are late", view.late) if view.late else t("no inject is late")
    st.page_link(PAGE, label=t("You lead the exercise: {waits}", waits=waits), icon=":material/sports:")


def page(me: Me) -> None:
    """What is led, or the script of what would be."""
    view = queries.guided(me.store, me.viewer)
    real = queries.real_is_open(me.store)
    if real:
        st.error(t("Something real is open, and it comes first. The injects wait until it is over."),
                 icon=":material/warning:")  # fmt: skip
    if view is not None and not view.stopped:
        _led(me, view, real=real)
        return
    before = queries.prepared(me.store, me.viewer)
    if before.last is not None:
        guided_start.afterwards(me, before.last)
    guided_start.offer(me, before, real=real)


def _led(me: Me, view: LedView, *, real: bool) -> None:
    plan, waiting = me.plan_of(view.standing_plan_id), [row for row in view.rows if row.waits]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(t("EXERCISE · minute {n}", n=view.minute), anchor=False, width="content")
        if view.paused:
            st.badge(t("Paused"), icon=":material/pause:", color="orange")
        if view.late:
            st.badge(tn("{n} inject is late", "{n} injects are late", view.late), icon=":material/alarm:", color="red")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _steer(me, view, real=real)
        injects.incident_link(view)
    if not waiting:
        st.success(t("Every inject is let go or skipped. Stop here, or let the plan run to its end."),
                   icon=":material/check_circle:")  # fmt: skip
    else:
        st.subheader(t("Next"), anchor=False)
    for row in waiting[:SOON]:
        _waiting(me, view, plan, row, foremost=row is waiting[0], real=real)
    if waiting[SOON:]:
        with st.expander(t("Later"), key="injects-later"):
            for row in waiting[SOON:]:
                injects.inject(me, plan, row.number, row.inject)
    st.subheader(t("Let go and skipped"), anchor=False)
    for row in reversed([row for row in view.rows if not row.waits]):
        _gone(me, row)


def _steer(me: Me, view: LedView, *, real: bool) -> None:
    """Pause or go on; and stop, in two steps."""
    which = f"{view.incident}-{view.steps}"
    if view.paused:
        injects.button(me, t("Go on"), commands.resume_exercise, f"resume-exercise-{which}", t("The exercise goes on."),
                icon=":material/play_arrow:", disabled=real, incident=view.incident)  # fmt: skip
    else:
        injects.button(me, t("Pause"), commands.pause_exercise, f"pause-exercise-{which}", t("The exercise is paused."),
                icon=":material/pause:", incident=view.incident)  # fmt: skip
    with st.popover(t("Stop …"), icon=":material/stop:", key="stop-exercise"):
        st.markdown(t("No further inject is let go. What has begun goes on until its plan is closed."))
        injects.button(me, t("Stop the injects"), commands.stop_exercise, f"stop-exercise-{view.incident}",
                t("The injects are stopped."), incident=view.incident)  # fmt: skip


def _waiting(me: Me, view: LedView, plan: StandingPlan, row: InjectRow, *, foremost: bool, real: bool) -> None:
    with st.container(border=True, gap="small", key=f"inject-{row.number}"):
        injects.inject(me, plan, row.number, row.inject, late=row.late)
        asks = row.inject.kind is InjectKind.QUESTION and not view.has_plan
        early = row.inject.minute > view.minute
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with _before_its_minute(row.number) if early else st.container(width="content"):
                injects.button(
                    me, t("Let it go"), commands.release_inject, f"release-{view.incident}-{row.number}",
                    t("Let go, as an exercise."), icon=":material/send:", type="primary" if foremost else "secondary",
                    disabled=real or view.paused or asks, incident=view.incident, number=row.number,
                )  # fmt: skip
            injects.button(
                me, t("Skip"), commands.skip_inject, f"skip-{view.incident}-{row.number}", t("Skipped."),
                type="tertiary", disabled=view.paused, incident=view.incident, number=row.number,
            )  # fmt: skip
        if asks:
            st.caption(t("There is no action plan yet to ask about. Wait until the exercise is activated."))


def _before_its_minute(number: int) -> Any:
    """Two steps to what is not due: where one inject was let go, the next has its button."""
    return st.popover(t("Before its minute …"), icon=":material/fast_forward:", key=f"early-{number}")


def _gone(me: Me, row: InjectRow) -> None:
    said = f"{row.number}\\. {plain(row.inject.text)}"
    with st.container(gap="xsmall", key=f"gone-{row.number}"):
        st.markdown(said)
        st.caption(injects.outcome(me, row))
