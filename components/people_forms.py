"""The forms about accounts, and the removal of a text."""

import streamlit as st

from components import account_links, feedback, look
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.errors import RuleBroken
from data.queries import AccountRow
from data.rules import access
from data.vocabulary import Mandate, Verb


def account(me: Me, pin: Pin) -> None:
    """Open an account named by function; the one-time link is made on the list."""
    sheet = Sheet(me, pin)
    stands_in = _stands_in(sheet)
    with sheet.form():
        username = sheet.text("username", t("Username"), placeholder=me.plan.coordinator.code)
        display = sheet.text("display", t("Function, e.g. “Duty, weekend”; not a person’s name"))
        role = sheet.pick("role", t("Role"), _roles(me), None, lambda code: feedback.role_title(me, code))
        mandate, limit = _mandate(sheet, asked=stands_in)
        email = _email(sheet, "")
        pressed = sheet.save_button(t("Open the account"))
    if pressed:
        opened = sheet.carry_out(
            commands.open_account, username=username, display=display, role=role or "", stand_in=mandate, limit=limit,
            email=email,
        )  # fmt: skip
        account_links.hand_over_next(opened)
        label = account_links.first_way(mailed=bool(email), has_password=False)
        sheet.done(t("The account is open, and stands first: choose “{button}” on its card.", button=label))


def _roles(me: Me) -> list[str]:
    """The roles that the person may give: a leader those of the own party."""
    return [
        code
        for code, role in me.plan.roles.items()
        if access.may_keep(me.viewer, owner=role.party, administers=role.may(Verb.ADMINISTER))
    ]


def _email(sheet: Sheet, now: str) -> str:
    """Where links are sent; no address is an answer, too."""
    return sheet.text(
        "email", t("E-mail address of the function (may be empty)"), now, placeholder=t("name@example.dk")
    )


def address(me: Me, pin: Pin) -> None:
    """Change where links of the account are sent."""
    row = _account(me, pin)
    sheet = Sheet(me, pin)
    st.markdown(f"**{plain(row.display)}** · {plain(row.username)}")
    with sheet.form(texts=False):
        email = _email(sheet, row.email or "")
        st.caption(t("Links that were not used stop working, and mails that have not gone do not go."))
        pressed = sheet.save_button(t("Change the e-mail address"))
    if pressed:
        sheet.send(t("The e-mail address is changed."), commands.change_address, person=pin.id, email=email)


def send_link(me: Me, pin: Pin) -> None:
    """See the mail with the link before it goes."""
    account_links.send(me, pin, _account(me, pin))


def withdraw_link(me: Me, pin: Pin) -> None:
    """Stop a link that was not used; said once more, because whoever has it stands outside then."""
    row = _account(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        st.markdown(f"**{plain(row.display)}** · {plain(row.username)}")
        st.caption(t("Whoever has the link cannot use it any more, and a mail that waits does not go."))
        pressed = sheet.save_button(t("Stop the link"))
    if pressed:
        sheet.send(t("The link is stopped."), commands.withdraw_link, person=pin.id)


def role(me: Me, pin: Pin) -> None:
    """Give a person a further role, in their own right or as a stand-in with a mandate, for good or until a moment."""
    row = _account(me, pin)
    sheet = Sheet(me, pin)
    st.markdown(f"**{plain(row.display)}**")
    stands_in = _stands_in(sheet)
    with sheet.form(texts=stands_in):
        chosen = sheet.pick("role", t("Role"), _roles(me), None, lambda code: feedback.role_title(me, code))
        mandate, limit = _mandate(sheet, asked=stands_in)
        until = sheet.when("until", t("Until (empty: until ended)"), None, required=False)
        pressed = sheet.save_button(t("Give the role"))
    if pressed:
        sheet.send(
            t("The role is given."), commands.grant_role, person=pin.id, role=chosen or "", until=until,
            stand_in=mandate, limit=limit,
        )  # fmt: skip


def _stands_in(sheet: Sheet) -> bool:
    """In their own right, or for somebody else? Above the form, because the answer changes it."""
    return bool(sheet.choice("as", t("Holds the role"), [False, True], False, _as_word))


def _mandate(sheet: Sheet, *, asked: bool) -> tuple[Mandate | None, str]:
    """With what mandate somebody stands in, and what it is limited to (R21); it is unknown until somebody says."""
    if not asked:
        return None, ""
    chosen = sheet.one("mandate", t("Mandate"), list(Mandate), Mandate.UNKNOWN, _mandate_word)
    limit = sheet.text("limit", t("If it is limited: to what?"))
    st.caption(t("Only a full mandate commits the party; what is accepted without one must be confirmed."))
    return chosen or Mandate.UNKNOWN, limit


def _as_word(stands_in: object) -> str:
    return t("As a stand-in") if stands_in else t("In their own right")


def _mandate_word(mandate: Mandate) -> str:
    return look.MANDATE[mandate].label


def end_role(me: Me, pin: Pin) -> None:
    """End a role that a person holds; said once more, because it holds at once on their open pages."""
    row = _account(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        st.markdown(f"**{plain(row.display)}**")
        held = list(dict.fromkeys(one.role for one in row.roles))
        chosen = sheet.one("role", t("Role"), held, held[0] if len(held) == 1 else None, lambda r: _title(me, r))
        st.caption(t("It holds at once, also on pages that are open."))
        pressed = sheet.save_button(t("End the role"))
    if pressed and chosen is None:
        sheet.refuse(RuleBroken("choose-role", field="role"))
    elif pressed:
        sheet.send(t("The role is ended."), commands.end_role, person=pin.id, role=chosen)


def disable(me: Me, pin: Pin) -> None:
    """Close an account for good; said once more, because nobody opens it again."""
    row = _account(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        st.markdown(f"**{plain(row.display)}** · {plain(row.username)}")
        st.caption(t("Whoever uses it is signed out at once. A closed account is not opened again; its lines stay."))
        pressed = sheet.save_button(t("Close the account"))
    if pressed:
        sheet.send(t("The account is closed."), commands.disable_account, person=pin.id)


def _account(me: Me, pin: Pin) -> AccountRow:
    return still_there(next((row for row in queries.accounts(me.store, me.viewer) if row.person == pin.id), None))


def _title(me: Me, role: str) -> str:
    return feedback.role_title(me, role)
