"""Accounts by function as an administrator sees them, and the offer of an exercise on a new installation."""

import streamlit as st

from components import account_sign_ins, feedback, invitations, mandates, sheet, times
from components.plain import plain
from components.session import Me
from components.texts import t
from data import commands, exercise
from data.queries import AccountRow, GuestRow

LINK = "made-link"


def new() -> None:
    """Open a further account."""
    with st.container(horizontal=True):
        sheet.open_button(t("Open an account"), "account", 0, 0, icon=":material/person_add:", type="primary")


def exercise_offer(me: Me) -> None:
    """On a new installation: load an exercise to try everything with."""
    if not exercise.is_offered(me.store):
        return
    with st.container(border=True, key="exercise-offer"):
        st.markdown(
            t("**Try it first?** Load an exercise: two incidents and a plan in force, marked EXERCISE everywhere.")
        )
        st.button(t("Load the exercise"), icon=":material/exercise:", key="save-exercise", on_click=_load, args=(me,))


def _load(me: Me) -> None:
    exercise.load(me.store, person=me.signed_in.person)
    feedback.tell(t("The exercise is loaded. Give yourself a role, or open accounts, to follow it."))


def card(me: Me, row: AccountRow) -> None:
    """One account: its roles, and what may be done with it."""
    with st.container(border=True, key=f"account-{row.person}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(row.display)}** · {plain(row.username)}")
            if row.disabled:
                st.badge(t("Closed"), icon=":material/block:", color="gray")
            elif row.guest:
                st.badge(t("Guest"), icon=":material/badge:", color="blue")
            elif not row.has_password and not row.demo:
                st.badge(t("No password chosen yet"), icon=":material/key_off:", color="orange")
        if row.guest:
            _guest(me, row.guest)
        for held in () if row.guest else row.roles:
            st.caption(mandates.held(me, held))
        if row.last_used:
            st.caption(t("Last used {time}", time=times.when(row.last_used, me.now)))
        if not row.disabled:
            _buttons(me, row)
        account_sign_ins.about(me, row)
        made = st.session_state.get(LINK)
        if made and made[0] == row.person:
            st.code(made[1], language=None)
            st.caption(t("Shown only here. The link works once, within 24 hours; hand it over in person."))


def _guest(me: Me, guest: GuestRow) -> None:
    """Of which incident, and until when."""
    incident = invitations.number_word(guest.number, exercise=guest.exercise)
    until = (
        t("ended {time}", time=times.when(guest.ended_at, me.now))
        if guest.ended_at
        else t("until the evaluation is given")
    )
    st.caption(f"{plain(feedback.role_title(me, guest.role))} · {incident} · {until}")


def _buttons(me: Me, row: AccountRow) -> None:
    if row.guest:  # let in, and in again, by whoever invited; here only out
        if row.guest.ended_at is None:
            sheet.open_button(t("End the access"), "end_role", row.person, 0, icon=":material/person_remove:")
        return
    with st.container(horizontal=True):
        st.button(
            t("Make a link"), key=f"link-{row.person}", icon=":material/link:", on_click=_link, args=(me, row.person)
        )
        sheet.open_button(t("Give a role"), "role", row.person, 0, icon=":material/badge:")
        if row.roles:
            sheet.open_button(t("End a role"), "end_role", row.person, 0, icon=":material/person_remove:")
        sheet.open_button(t("Close the account"), "disable", row.person, 0, icon=":material/block:")


def _link(me: Me, person: int) -> None:
    token = commands.invite_again(me.store, me.viewer, person=person)
    address = st.context.url or ""
    root = "/".join(address.split("/")[:3])
    st.session_state[LINK] = (person, f"{root}/velkommen?noegle={token}")
