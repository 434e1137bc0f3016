"""Calling the group in: a row a role, a click a try; who is next stands there with the number (R19, R21)."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from components import feedback, look, plan_view, times
from components.plain import plain
from components.session import Me
from components.standing_plan import spaced
from components.texts import t
from data import commands, queries
from data.queries import CalledRow, CallList, CallRow, LastTry, PlanView
from data.rules.calling import Person
from data.settings import settings
from data.vocabulary import CallResult, Channel, MailState, Mandate, Verb

PAGE: Final = "moede.py"
UNBROKEN: Final = "\u00a0"
"""A space at which no line is broken."""


def go_on(me: Me, incident: int) -> None:
    """From an activation to act, on to the call list."""
    view = queries.incident(me.store, me.viewer, incident)
    if view is not None and view.row.plan_id is not None:
        feedback.go_on(PAGE, plan=str(view.row.plan_id))


def call_list(me: Me, plan: PlanView) -> None:
    """Every fixed role, in the order of the plan file: rows stay where they are under a hurried hand."""
    called = queries.calls(me.store, me.viewer, [plan])[0]
    calls = called.incident is not None and me.may(Verb.RECORD_CALL, coordinator=called.coordinator)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(t("Call the group in"), anchor=False, width="content")
        waiting, total = len(called.unresolved), len(called.rows)
        st.badge(
            t("{n} of {total} reached", n=total - waiting, total=total),
            icon=":material/call:" if waiting else ":material/check_circle:", color="orange" if waiting else "green",
        )  # fmt: skip
    channel = _channel(f"channel-{plan.id}") if calls and waiting else Channel.PHONE
    grid = st.grid(2, min_column_width=400, gap="small")
    for row in called.rows:
        with grid.cell():
            _row(me, called, row, channel, calls=calls)


def _channel(key: str) -> Channel:
    """By what one tries; the telephone, unless another one is chosen for the clicks that follow."""
    chosen = st.segmented_control(
        t("By what do you try?"), list(Channel), default=Channel.PHONE, format_func=lambda c: t(look.CHANNEL[c]),
        key=key, wrap=True, required=True,
    )  # fmt: skip
    return chosen or Channel.PHONE


def _row(me: Me, called: CallList, row: CallRow, channel: Channel, *, calls: bool) -> None:
    how = look.REACH[row.standing.reach]
    with st.container(border=True, gap="xsmall", key=f"call-{row.role}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_named(me, row), width="content")
            st.badge(how.label, icon=how.icon, color=how.colour)
            mail(row.reached or row.next)
            if row.last:
                st.caption(_last(me, row, row.last), width="content")
        if row.standing.unresolved and calls:
            st.markdown(t("Try now: {who}", who=person(row.next)))
            if told := _warning(row.next):
                st.badge(told, icon=":material/warning:", color="orange")
            _buttons(me, called, row, channel)
        elif row.reached:
            _reached(me, called, row, row.reached, channel, calls=calls)


def _named(me: Me, row: CallRow) -> str:
    """The function, and its party unless the function says it."""
    title, party = feedback.role_title(me, row.role), me.plan.party_of(row.role)
    if party is None or title in (party.name, party.short):
        return f"**{plain(title)}**"
    return f"**{plain(title)}** · {plain(party.short)}"


def mail(row: CalledRow) -> None:
    """What became of the newest mail to somebody, if there is one."""
    if row.mail and (settings().sends_mail or row.mail is not MailState.WAITING):
        how = look.MAIL[row.mail]
        st.badge(how.label, icon=how.icon, color=how.colour)


def _last(me: Me, row: CallRow, last: LastTry) -> str:
    """The last try: when and by what, by whom; who it was, while nobody is reached."""
    told = [times.when(last.at, me.now), t(look.CHANNEL[last.channel]).lower()]
    if row.standing.unresolved:
        told.insert(0, t("the holder") if last.person is None else t("a stand-in"))
    if last.role != me.viewer.role:
        told.append(t("tried by {who}", who=feedback.role_title(me, last.role)))
    return plain(" · ".join(told))


def person(row: CalledRow) -> str:
    """Who it is, how far they may commit their organisation, and the number to ring, as far as it may be seen."""
    told = [f"**{plain(row.name)}**, {plain(row.function)}" if row.name else _function(row)]
    if row.phone:
        told.append(f":material/call: [**{spaced(row.phone).replace(' ', UNBROKEN)}**](tel:{row.phone})")
    if row.mandate is not None:
        limit = f" {plain(row.mandate_as_written)}" if row.mandate is Mandate.LIMITED else ""
        told.append(f"{look.MANDATE[row.mandate].label.lower()}{limit and ':'}{limit}")
    return " · ".join(told)


def _function(row: CalledRow) -> str:
    if row.person is None:
        return t("the holder")
    return t("a stand-in whom the plan file does not name") if row.missing else t("stand-in no. {n}", n=row.person + 1)


def _warning(row: CalledRow) -> str:
    """What makes a contact doubtful (6.28)."""
    if row.missing:
        return t("No contact in the plan file.")
    if row.dead:
        return t("A mail to this contact could not be delivered.")
    if row.stale and row.confirmed:
        return t("Contact not confirmed since {day}.", day=times.whole_day(row.confirmed))
    return ""


def _reached(me: Me, called: CallList, row: CallRow, found: CalledRow, channel: Channel, *, calls: bool) -> None:
    """Who of the role is in, and the way back from a wrong click."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(person(found), width="stretch")
        if calls:
            _button(
                me, called, row, t("Undo"), found.person, CallResult.NOT_REACHED, channel, type="tertiary",
                icon=":material/undo:",
            )  # fmt: skip


def _buttons(me: Me, called: CallList, row: CallRow, channel: Channel) -> None:
    """Three, always in the same place; the foremost step of the page is the meeting's."""
    with st.container(horizontal=True, gap="small"):
        _button(
            me, called, row, t("Reached"), None, CallResult.REACHED, channel, icon=":material/check:",
        )  # fmt: skip
        _button(
            me, called, row, t("Not reached"), row.next.person, CallResult.NOT_REACHED, channel,
            icon=":material/phone_missed:",
        )  # fmt: skip
        _button(
            me, called, row, t("Stand-in reached"), row.other, CallResult.REACHED, channel, icon=":material/check:",
        )  # fmt: skip


def _button(
    me: Me, called: CallList, row: CallRow, label: str, who: Person, result: CallResult, channel: Channel, **how: Any
) -> None:
    """A try in one click; its time is the click's own. After a try the row's buttons are new ones."""
    last = row.last.id if row.last else 0
    name = f"{row.role}-{last}-{who}-{result}"
    st.button(
        label, key=f"save-call-{name}", on_click=feedback.attempt,
        args=(me, commands.record_call, f"call-{called.incident}-{name}"),
        kwargs={
            "incident": called.incident, "role": row.role, "stand_in": who, "result": result, "channel": channel,
            "said": t("Noted."),
        },
        **how,
    )  # fmt: skip


def unresolved(me: Me, plans: Sequence[PlanView]) -> None:
    """The roles that nobody has reached yet, in a line that stays until they are (R19)."""
    place = st.container(key="unresolved-calls")  # also when empty: what stands below keeps its place
    asked = tuple((plan.id, plan.standing_plan_id) for plan in plans)
    for plan, called in zip(plans, queries.uncalled(me.store, me.viewer, plans=asked), strict=True):
        if called.incident is None or not called.roles:
            continue
        with place, st.container(horizontal=True, vertical_alignment="center", key=f"uncalled-{plan.id}"):
            roles = ", ".join(feedback.role_title(me, role) for role in called.roles)
            told = t("Not reached yet ({n} of {total}): {roles}", n=len(called.roles), total=called.total,
                     roles=plain(roles))  # fmt: skip
            mark = f"{t('EXERCISE')} · " if plan.exercise else ""
            about = f"**{mark}{plan_view.name(plan)}** ({plain(plan_view.covered(me, plan))})"
            st.warning(f"{about}  \n{told}", icon=":material/phone_missed:", width="stretch")
            st.page_link(PAGE, label=t("Call list"), icon=":material/call:", query_params={"plan": str(plan.id)})
