"""What whoever keeps an account sees and does about its sign-ins; placed on its card by components/people.py."""

import streamlit as st

from components import account_forms, sheet
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet, still_there
from components.texts import t, tn
from data import commands, queries
from data.queries import AccountRow


def about(me: Me, row: AccountRow) -> None:
    """The buttons for one account, and whether it signs in by two steps."""
    with st.container(horizontal=True, vertical_alignment="center"):
        sheet.open_button(t("Sign-ins"), "account_sign_ins", row.person, 0, icon=":material/history:")
        if row.second_factor:
            st.badge(t("Two-step sign-in"), icon=":material/security:", color="green")
            if row.person != me.signed_in.person and not row.disabled:
                sheet.open_button(t("Turn it off"), "drop_factor", row.person, 0, icon=":material/no_encryption:")


def newest(me: Me, pin: Pin) -> None:
    """Who signed in when, and the way to end it on every machine."""
    row, form = _account(me, pin), Sheet(me, pin)
    rows = queries.sign_ins_of(me.store, me.viewer, row.person)
    st.markdown(f"**{plain(row.display)}** · {plain(row.username)}")
    if not rows:
        st.markdown(t("Nobody has signed in with this account within a quarter of a year."))
    for one in rows:
        account_forms.line(me, one)
    open_now = sum(one.ended_at is None for one in rows)
    kept = t("The newest are shown. They are kept for 90 days; a wrong password is noted nowhere.")
    st.markdown(f":small[{kept}]")
    if not open_now:
        st.button(t("Close"), key=form.name("close"), on_click=sheet.close_form)
        return
    with form.form(texts=False):
        st.markdown(tn("One sign-in is open.", "{n} sign-ins are open.", open_now))
        pressed = form.save_button(t("Sign the account out everywhere"))
    if pressed:
        form.send(t("The account is signed out everywhere."), commands.sign_out_account, person=pin.id)


def drop_factor(me: Me, pin: Pin) -> None:
    """For somebody who has lost phone and codes; said once more, because the account is weaker afterwards."""
    row, form = _account(me, pin), Sheet(me, pin)
    with form.form(texts=False):
        st.markdown(f"**{plain(row.display)}** · {plain(row.username)}")
        st.warning(
            t("Be sure who asks: afterwards the password alone lets people in. Open sign-ins end at once."),
            icon=":material/warning:",
        )
        pressed = form.save_button(t("Turn two-step sign-in off"))
    if pressed:
        form.send(t("Two-step sign-in is off for the account."), commands.drop_second_factor, person=pin.id)


def _account(me: Me, pin: Pin) -> AccountRow:
    return still_there(next((row for row in queries.accounts(me.store, me.viewer) if row.person == pin.id), None))
