"""The closed item on the screen: a notice and a clock, for everybody; who has left and a stop, for the entitled.

There is no field in it for anybody: no text, no file, no choice. Source: plan line 73 (R47-R49), domain.md 6.2.
"""

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st
from babel.lists import format_list

from components import feedback, live, plan_view, sheet, times
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet, close_form, still_there
from components.texts import t
from data import commands, queries
from data.queries import Leaving, RunningItem
from data.rules import closed_item
from data.vocabulary import Verb

PAGE: Final = "moede.py"
"""The meeting's page: a closed item fills it."""
FORM: Final = "closed_item"
DRAWN: Final = "closed-item-drawn"
"""Key of the closed item that fills this tab's page."""


def blanks(me: Me, plan: int | None, *, shared: bool = False) -> bool:
    """Whether a closed item runs and fills the page: draws it, and nothing else may be drawn, for anybody.

    Asked before anything of the page is drawn. `plan` None is any plan; on a `shared` screen nobody is entitled,
    whoever has signed in on it.
    """
    running = queries.running_item(me.store, me.viewer, plan)
    if not shared:
        _put_forms_aside(running)
    if running is None:
        return False
    with st.container(key=f"closed-item-{running.id}"):
        _notice(me, running)
        if not shared:
            if running.left is not None:
                _entitled(me, running)
            _ways_out(me)
    return True


def fills_page(me: Me) -> bool:
    """Whether this tab shows the page of a meeting whose closed item runs: no form opens over it."""
    file, _ = st.session_state.get(live.HERE, ("", {}))
    return file == PAGE and queries.running_item(me.store, me.viewer, plan_view.named(me)) is not None


def part(me: Me, meeting: int) -> None:
    """At a running meeting without a closed item: the way to one."""
    if closed_item.may_hold(me.viewer):
        sheet.open_button(t("Closed item …"), FORM, meeting, 0, icon=":material/lock:")


def start(me: Me, pin: Pin) -> None:
    """The one step before: everybody who must leave is named, by function. No field, no reason."""
    form = Sheet(me, pin)
    now = still_there(_asked(me, pin))
    shown = form.kept("leaving", lambda: now)
    with form.form(texts=False):
        _who_leaves(me, shown)
        pressed = form.save_button(t("They have left – start the closed item"))
    if pressed:
        st.session_state.pop(form.name("shown-leaving"), None)  # refused, the list is shown as it is then
        form.send(
            t("The closed item is running."), commands.start_closed_item, meeting=pin.id, named=shown.parting.leaving
        )


def _asked(me: Me, pin: Pin) -> Leaving | None:
    return queries.leaving_for_item(me.store, me.viewer, pin.id) if closed_item.may_hold(me.viewer) else None


def _who_leaves(me: Me, leaving: Leaving) -> None:
    for role in leaving.parting.leaving:
        st.markdown(f":material/logout: **{plain(feedback.role_title(me, role))}**")
    if not leaving.parting.leaving:
        st.markdown(t("Nobody who is noted as present has to leave."))
    if leaving.online:
        st.warning(
            t("Takes part online – end the connection: {roles}", roles=plain(_titles(me, leaving.online))),
            icon=":material/videocam_off:",
        )
    if leaving.parting.staying:
        st.markdown(t("Stay: {roles}", roles=plain(_titles(me, leaving.parting.staying))))
    covered = [party.name for party in me.plan.parties.values() if party.covered_115]
    parties = format_list(covered, locale=times.writing().locale)
    st.caption(
        t(
            "Only {parties} may be present. Guests leave, and so does anybody in the room who is not noted. There are "
            "no exceptions, and nothing about the item can be written.",
            parties=plain(parties),
        )
    )


def _notice(me: Me, running: RunningItem) -> None:
    named = t("Closed item (section 115 of the Administration of Justice Act)")
    since = t("Since {time}", time=times.when(running.started_at, me.now))
    st.header(f":material/lock: {named}", anchor=False)
    st.subheader(f"{since} · {times.ago(running.started_at, me.now)}", anchor=False)


def _entitled(me: Me, running: RunningItem) -> None:
    """Who has left, and the stop: whoever is entitled may press it, so that nobody has to wait for who started."""
    if running.left:
        told = t("Have left the meeting")
        st.markdown(f"**{told}**")
        for role in running.left:
            st.markdown(f":material/logout: {plain(feedback.role_title(me, role))}")
    if closed_item.may_hold(me.viewer):
        st.button(
            t("End the closed item"), type="primary", icon=":material/lock_open:", key=f"save-end-item-{running.id}",
            on_click=feedback.attempt, args=(me, commands.end_closed_item, f"end-item-{running.id}"),
            kwargs={"item": running.id, "said": t("The closed item has ended.")},
        )  # fmt: skip


def _ways_out(me: Me) -> None:
    """Reporting something new and telling of one's own actions stay within reach, for everybody."""
    with st.container(horizontal=True, key="ways-out"):
        if me.may(Verb.REPORT):
            st.page_link("melding.py", label=t("New report"), icon=":material/add_alert:")
        if me.viewer.party and me.may(Verb.UPDATE_PROGRESS, owner=me.viewer.party):
            own = {"part": me.viewer.party}
            st.page_link("indsatser.py", label=t("Our own actions"), icon=":material/checklist:", query_params=own)


def back(me: Me, meeting: int, away: Sequence[str]) -> bool:
    """Those who left are back in one click, on the seats they had: all of them, one by one, or oneself.

    `away` is who has not come back. Returns whether this is the person's foremost step.
    """
    keeps, own = me.may(Verb.SEAT), me.viewer.role in away and me.may(Verb.ATTEND)
    if not away:
        return False
    with st.container(border=True, key=f"away-{meeting}"):
        st.markdown(t("Left for the closed item and not back yet: {roles}", roles=plain(_titles(me, away))))
        with st.container(horizontal=True):
            if keeps:
                _back_button(me, meeting, t("All are back"), away, "primary")
                for role in away if len(away) > 1 else ():
                    _back_button(me, meeting, feedback.role_title(me, role), [role], "secondary")
            elif own:
                _back_button(me, meeting, t("I am back"), [me.viewer.role], "primary")
    return keeps or own


def back_one(me: Me, meeting: int, role: str) -> None:
    """In the list of attendance: somebody who left for a closed item is back, as they sat."""
    _back_button(me, meeting, t("Back"), [role], "secondary", where="-list")


def _back_button(
    me: Me, meeting: int, label: str, roles: Sequence[str], kind: Literal["primary", "secondary"], *, where: str = ""
) -> None:
    """The key counts the closed items: for each of them one comes back once."""
    count = len(queries.lengths_of_items(me.store, me.viewer, meeting))
    named = "-".join(roles)
    st.button(
        label, type=kind, icon=":material/login:", key=f"save-back-{meeting}-{named}{where}",
        on_click=feedback.attempt,
        args=(me, commands.come_back, f"back-{meeting}-{count}-{named}"),
        kwargs={"meeting": meeting, "roles": tuple(roles), "said": t("Noted as back at the meeting.")},
    )  # fmt: skip


def _titles(me: Me, roles: Sequence[str]) -> str:
    return ", ".join(feedback.role_title(me, role) for role in roles)


def _put_forms_aside(running: RunningItem | None) -> None:
    """A form that stands open over the page goes when a closed item begins, and is there again when it has ended.

    What was typed waits in its own browser alone (components/drafts.js).
    """
    before, now = st.session_state.get(DRAWN), running.id if running else None
    if before == now:
        return
    st.session_state[DRAWN] = now
    pin = sheet.opened()
    if pin is None:
        return
    if pin.what == FORM:  # what it would start has been started, or has changed
        close_form()
    feedback.redraw()
