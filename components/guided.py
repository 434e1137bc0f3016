"""A guided exercise, for the role that leads it: the next injects, whom they are told to, and good handling (6.13)."""

from typing import Any, Final

import streamlit as st

from components import feedback, incidents, look, times
from components.plain import plain
from components.session import Me
from components.texts import t, tn
from data import commands, queries
from data.plan import Inject, StandingPlan, script_of
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
    if view is None or view.stopped:
        if view is not None:
            told = t(
                "The injects are stopped. The exercise goes on until its plan is closed; then its review tells how."
            )
            st.info(told, icon=":material/flag:")
            _incident(view)
        _offer(me, view, real=real)
    else:
        _led(me, view, real=real)


def _offer(me: Me, before: LedView | None, *, real: bool) -> None:
    """What an hour holds, and the one press that begins it."""
    script = script_of(me.plan)
    st.markdown(
        t(
            "An exercise of about {n} minutes. You let the injects go at their minute. Each becomes a report, "
            "something told or a question, and is marked as an exercise. "
            "The others act as they would, and see no script.",
            n=-(-script[-1].minute // 10) * 10,
        )
    )
    st.markdown(t("Tell everybody first that it is an exercise, and that 112 and 114 are not called."))
    _button(
        me, t("Begin the exercise"), commands.lead_exercise, f"lead-exercise-{before.incident if before else 0}",
        t("The exercise has begun: the first report is sent."), icon=":material/play_arrow:", type="primary",
        disabled=real,
    )  # fmt: skip
    with st.expander(t("The script: only whoever leads needs to read it"), icon=":material/list:", key="script"):
        for number, inject in enumerate(script, 1):
            _inject(me, me.plan, number, inject)


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
        _incident(view)
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
                _inject(me, plan, row.number, row.inject)
    st.subheader(t("Let go and skipped"), anchor=False)
    for row in reversed([row for row in view.rows if not row.waits]):
        _gone(me, row)


def _steer(me: Me, view: LedView, *, real: bool) -> None:
    """Pause or go on; and stop, in two steps."""
    which = f"{view.incident}-{view.steps}"
    if view.paused:
        _button(me, t("Go on"), commands.resume_exercise, f"resume-exercise-{which}", t("The exercise goes on."),
                icon=":material/play_arrow:", disabled=real, incident=view.incident)  # fmt: skip
    else:
        _button(me, t("Pause"), commands.pause_exercise, f"pause-exercise-{which}", t("The exercise is paused."),
                icon=":material/pause:", incident=view.incident)  # fmt: skip
    with st.popover(t("Stop …"), icon=":material/stop:", key="stop-exercise"):
        st.markdown(t("No further inject is let go. What has begun goes on until its plan is closed."))
        _button(me, t("Stop the injects"), commands.stop_exercise, f"stop-exercise-{view.incident}",
                t("The injects are stopped."), incident=view.incident)  # fmt: skip


def _incident(view: LedView) -> None:
    st.page_link(
        incidents.PAGE, label=t("Incident {n}", n=t("E{n}", n=view.number)), icon=":material/exercise:",
        query_params={incidents.PARAM: str(view.here)},
    )  # fmt: skip


def _waiting(me: Me, view: LedView, plan: StandingPlan, row: InjectRow, *, foremost: bool, real: bool) -> None:
    with st.container(border=True, gap="small", key=f"inject-{row.number}"):
        _inject(me, plan, row.number, row.inject, late=row.late)
        asks = row.inject.kind is InjectKind.QUESTION and not view.has_plan
        early = row.inject.minute > view.minute
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with _before_its_minute(row.number) if early else st.container(width="content"):
                _button(
                    me, t("Let it go"), commands.release_inject, f"release-{view.incident}-{row.number}",
                    t("Let go, as an exercise."), icon=":material/send:", type="primary" if foremost else "secondary",
                    disabled=real or view.paused or asks, incident=view.incident, number=row.number,
                )  # fmt: skip
            _button(
                me, t("Skip"), commands.skip_inject, f"skip-{view.incident}-{row.number}", t("Skipped."),
                type="tertiary", disabled=view.paused, incident=view.incident, number=row.number,
            )  # fmt: skip
        if asks:
            st.caption(t("There is no action plan yet to ask about. Wait until the exercise is activated."))


def _before_its_minute(number: int) -> Any:
    """Two steps to what is not due: where one inject was let go, the next has its button."""
    return st.popover(t("Before its minute …"), icon=":material/fast_forward:", key=f"early-{number}")


def _inject(me: Me, plan: StandingPlan, number: int, inject: Inject, *, late: int = 0) -> None:
    """One inject: its minute, its words, whom to tell, and what handles it well."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        minute = t("Minute {n}", n=inject.minute)
        st.markdown(f"**{minute}** · {t(look.INJECT[inject.kind])}", width="content")
        if late:
            st.badge(tn("{n} minute late", "{n} minutes late", late), icon=":material/alarm:", color="red")
    told = plan.roles.get(inject.to)
    st.markdown(f"{number}\\. “{plain(inject.text)}”")
    title = told.title if told else feedback.role_title(me, inject.to)
    whom, well = t("Told to: **{role}**", role=plain(title)), t("Handled well: {good}", good=plain(inject.good))
    st.markdown(f":small[{whom}]  \n:small[{well}]")


def _gone(me: Me, row: InjectRow) -> None:
    said = f"{row.number}\\. {plain(row.inject.text)}"
    with st.container(gap="xsmall", key=f"gone-{row.number}"):
        st.markdown(said)
        st.caption(outcome(me, row))


def outcome(me: Me, row: InjectRow) -> str:
    """What has become of one that is let go or skipped."""
    if row.released_at is None:
        return t("skipped {time}", time=times.when(row.skipped_at, me.now)) if row.skipped_at else ""
    gone = t("let go {time}", time=times.when(row.released_at, me.now))
    dealt = t("dealt with after {span}", span=times.span(row.took)) if row.took else t("nobody has dealt with it yet")
    return f"{gone} · {dealt}"


LOOKS: Final = ("icon", "type", "disabled")


def _button(me: Me, label: str, command: Any, key: str, said: str, **rest: Any) -> None:
    """A command in one click; the rest is how the button looks, and what the command takes."""
    looks = {name: rest.pop(name) for name in LOOKS if name in rest}
    st.button(
        label, key=f"save-{key}", on_click=feedback.attempt, args=(me, command, f"save-{key}"),
        kwargs={**rest, "said": said}, **looks,
    )  # fmt: skip
