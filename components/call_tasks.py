"""Whom to call because actions wait for them: a line a party, until it is reached, is there, or nothing waits (6.4)."""

import streamlit as st

from components import feedback, invitations, look, times
from components.plain import plain
from components.session import Me
from components.standing_plan import spaced
from components.texts import t
from data import commands, queries
from data.queries import CallTask
from data.vocabulary import CallResult, Verb


def show(me: Me, plan: int | None = None) -> None:
    """The tasks of one plan, or of all that is active."""
    place = st.container(key="call-tasks")  # also when empty: what stands below keeps its place
    for task in queries.call_tasks(me.store, me.viewer, plan=plan):
        with place, st.container(border=True, gap="xsmall", key=f"task-{task.incident}-{task.party}"):
            _task(me, task)


def _task(me: Me, task: CallTask) -> None:
    incident = t("E{n}", n=task.incident_number) if task.exercise else str(task.incident_number)
    numbers = ", ".join(f"{incident}/{number}" for number in task.actions)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(look.ABSENT.label, icon=look.ABSENT.icon, color=look.ABSENT.colour)
        party = plain(feedback.party_in_full(me, task.party))
        st.markdown(t("**Call {party}**: action {numbers} waits for them", party=party, numbers=numbers))
    if number := _number(me, task):
        st.markdown(number)
    if task.tried_at is not None:
        st.caption(t("Tried {time}, not reached.", time=times.when(task.tried_at, me.now)))
    with st.container(horizontal=True, gap="small"):
        if task.role is not None and me.may(Verb.RECORD_CALL, coordinator=task.coordinator):
            _call(me, task, t("Reached"), CallResult.REACHED, ":material/check:")
            _call(me, task, t("Not reached"), CallResult.NOT_REACHED, ":material/phone_missed:")
        if role := invitations.uninvited(me, task.standing_plan_id, task.incident, task.party):
            invitations.invite_absent(me, role, task.plan, task.incident, where="-task")


def _number(me: Me, task: CallTask) -> str:
    """Whom one rings, for whoever may see contacts."""
    contact = me.plan_of(task.standing_plan_id).contact_of(task.role or "")
    if contact is None or not me.may(Verb.SEE_CONTACTS):
        return ""
    return f"{plain(contact.function)} · :material/call: [**{spaced(contact.phone)}**](tel:{contact.phone})"


def _call(me: Me, task: CallTask, label: str, result: CallResult, icon: str) -> None:
    """One click; after a try the buttons are new ones."""
    name = f"{task.incident}-{task.role}-{task.last}-{result}"
    st.button(
        label, icon=icon, key=f"save-task-{name}", on_click=feedback.attempt,
        args=(me, commands.record_call, f"task-{name}"),
        kwargs={"incident": task.incident, "role": task.role, "result": result, "said": t("Noted.")},
    )  # fmt: skip
