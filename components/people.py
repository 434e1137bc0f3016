"""Accounts by function as whoever keeps them sees them, found by a search; and the offer of an exercise."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import streamlit as st

from components import account_links, account_log, account_sign_ins, feedback, invitations, mandates, sheet, times
from components.finding import holds
from components.plain import plain
from components.session import Me
from components.texts import mark, t, tn
from data import exercise, queries
from data.queries import AccountRow, GuestRow
from data.rules import access
from data.vocabulary import Verb

AT_ONCE: Final = 20
"""Cards that are drawn; more on request, because each redraw draws them all."""
SEARCH, FILTER, MORE = "people-search", "people-kind", "people-more"


class Kind(StrEnum):
    """Which accounts are looked at."""

    ACTIVE = "active"
    GUESTS = "guests"
    CLOSED = "closed"


def kept(me: Me) -> None:
    """Every account that the person keeps, found by a search; a page of them at a time."""
    rows = account_links.opened_first(queries.accounts(me.store, me.viewer))
    _new(me)
    found = _found(me, rows)
    shown = AT_ONCE + int(st.session_state.get(MORE, 0))
    for row in found[:shown]:
        card(me, row)
    if len(found) > shown:
        left = len(found) - shown
        st.button(tn("Show {n} more", "Show {n} more", min(left, AT_ONCE)), key="people-show-more",
                  icon=":material/expand_more:", on_click=_show_more)  # fmt: skip


def _show_more() -> None:
    st.session_state[MORE] = int(st.session_state.get(MORE, 0)) + AT_ONCE


def _new(me: Me) -> None:
    """Open a further account."""
    with st.container(horizontal=True):
        sheet.open_button(t("Open an account"), "account", 0, 0, icon=":material/person_add:", type="primary")
    if not me.may(Verb.ADMINISTER):
        party = plain(feedback.party_in_full(me, me.viewer.party))
        st.caption(t("You keep the accounts of {party}. An administrator keeps the others.", party=party))
    account_links.why_no_mail()


def _found(me: Me, rows: Sequence[AccountRow]) -> list[AccountRow]:
    """What the search and the filter let through; both keep what was chosen while the page is redrawn."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        words = st.text_input(
            t("Search by function, username, role or party"), key=SEARCH, type="search", live=True,
            placeholder=t("A few letters are enough"), on_change=_from_the_top,
        )  # fmt: skip
    found = [row for row in rows if matches(me, row, words or "")]
    of_kind = {kind: [row for row in found if kind_of(row) is kind] for kind in Kind}
    kinds = [kind for kind in Kind if kind is not Kind.GUESTS or me.may(Verb.ADMINISTER)]
    with right:
        chosen = st.segmented_control(
            t("Show"), kinds, default=Kind.ACTIVE, key=FILTER, required=True, on_change=_from_the_top,
            format_func=lambda kind: f"{t(KIND[kind])} ({len(of_kind[kind])})",
        )  # fmt: skip
    shown = of_kind[chosen or Kind.ACTIVE]
    if words:
        st.caption(tn("{n} account found", "{n} accounts found", len(shown)))
    elif not shown:
        st.caption(t("No accounts here yet."))
    return shown


def _from_the_top() -> None:
    st.session_state.pop(MORE, None)


KIND: Final = {Kind.ACTIVE: mark("In use"), Kind.GUESTS: mark("Guests"), Kind.CLOSED: mark("Closed accounts")}


def kind_of(row: AccountRow) -> Kind:
    """Where an account is looked for; a guest whose access has ended among the closed ones."""
    if row.disabled or (row.guest and row.guest.ended_at):
        return Kind.CLOSED
    return Kind.GUESTS if row.guest else Kind.ACTIVE


def matches(me: Me, row: AccountRow, words: str) -> bool:
    """Whether every word stands somewhere in the account's function, username, roles or parties."""
    roles = [held.role for held in row.roles] + ([row.guest.role] if row.guest else [])
    told = [row.display, row.username]
    for role in roles:
        known, party = me.plan.roles.get(role), me.plan.party_of(role)
        told += [role, known.title if known else "", party.name if party else "", party.short if party else ""]
    return holds(" ".join(told), words)


def exercise_offer(me: Me) -> None:
    """On a new installation: load an exercise to try everything with."""
    if not me.may(Verb.ADMINISTER) or not exercise.is_offered(me.store):
        return
    with st.container(border=True, key="exercise-offer"):
        st.markdown(
            t("**Try it first?** Load an exercise: two incidents and a plan in force, marked EXERCISE everywhere.")
        )
        st.button(t("Load the exercise"), icon=":material/exercise:", key="save-exercise", on_click=_load, args=(me,))


def _load(me: Me) -> None:
    access.require(me.viewer, Verb.ADMINISTER)
    exercise.load(me.store, person=me.signed_in.person)
    feedback.tell(t("The exercise is loaded. Give yourself a role, or open accounts, to follow it."))


def card(me: Me, row: AccountRow) -> None:
    """One account: its roles, its link, and what may be done with it."""
    with st.container(border=True, key=f"account-{row.person}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(row.display)}** · {plain(row.username)}", width="content")
            _badge(row)
        if row.guest:
            _guest(me, row.guest)
        for held in () if row.guest else row.roles:
            st.caption(mandates.held(me, held))
        if not row.guest:
            account_links.told(me, row)
        if not row.disabled:
            _buttons(me, row)
            account_links.shown(row)
        account_sign_ins.about(me, row)
        account_log.history(me, row)


def _badge(row: AccountRow) -> None:
    if row.disabled:
        st.badge(t("Closed"), icon=":material/block:", color="gray")
    elif row.guest:
        st.badge(t("Guest"), icon=":material/badge:", color="blue")
    elif not row.has_password and not row.demo:
        st.badge(t("No password chosen yet"), icon=":material/key_off:", color="orange")


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
        own = row.person == me.viewer.person and not me.may(Verb.ADMINISTER)
        if not own:
            account_links.buttons(me, row)
        sheet.open_button(t("Give a role"), "role", row.person, 0, icon=":material/badge:")
        offered = {form: (label, icon) for form, label, icon, may in _further(row, own=own) if may}
        chosen = st.menu_button(
            t("More"), list(offered), key=f"more-account-{row.person}", icon=":material/more_horiz:",
            format_func=lambda form: " ".join(reversed(offered[form])),
        )  # fmt: skip
        if chosen:
            sheet.open_form(chosen, row.person, 0)
            feedback.redraw()


def _further(row: AccountRow, *, own: bool) -> list[tuple[str, str, str, bool]]:
    """(form, label, icon) and whether it is offered; nobody but an administrator ends what is their `own`."""
    return [
        ("address", t("Change the e-mail address"), ":material/alternate_email:", True),
        ("withdraw_link", t("Stop the link"), ":material/link_off:", row.link_until is not None),
        ("end_role", t("End a role"), ":material/person_remove:", bool(row.roles) and not own),
        ("disable", t("Close the account"), ":material/block:", not own),
    ]
