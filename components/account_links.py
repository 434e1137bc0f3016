"""The one-time link of an account: shown to whoever made it, sent by mail, stopped again; what became of a mail."""

from collections.abc import Sequence

import streamlit as st

from components import feedback, look, sheet, times
from components.invitation_forms import QR_WIDTH, picture
from components.mail.account_words import WELCOME, words_of
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet
from components.summons import particulars
from components.texts import t
from components.web import oidc
from data import commands
from data.errors import RuleBroken
from data.queries import AccountLetter, AccountRow
from data.settings import settings
from data.vocabulary import AccountMailKind

OPENED = "account-opened"
"""Key of the account that was opened last in this tab."""
LINK = "made-link"
"""Key of the link that was made last in this tab: (person, address). Nobody else gets to see it."""


def told(me: Me, row: AccountRow) -> None:
    """Where links go, when it was last used, until when a link works, and what became of the newest mail."""
    known = [t("E-mail: {address}", address=plain(row.email)) if row.email else t("No e-mail address")]
    if row.email and not row.email_vouched and oidc.known():
        known.append(t("Opens nothing through {names} until you have saved the address.", names=_others()))
    if row.last_used:
        known.append(t("Last used {time}", time=times.when(row.last_used, me.now)))
    if row.link_until is not None and not row.disabled:
        known.append(t("A link that was not used works until {time}.", time=times.when(row.link_until, me.now)))
    st.caption(" · ".join(known))
    if row.mail is not None:
        how = look.MAIL[row.mail.state]
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"account-mail-{row.person}"):
            st.markdown(f":small[{t(look.ACCOUNT_MAIL[row.mail.kind])}]", width="content")
            st.badge(how.label, icon=how.icon, color=how.colour)
            if said := particulars(me, row.mail, instead=t("Show the link as a QR code instead.")):
                st.caption(said)


def _others() -> str:
    return ", ".join(plain(one.provider.name) for one in oidc.known().values())


def hand_over_next(person: int) -> None:
    """The account that was opened last in this tab: its link is what one looks for next."""
    st.session_state[OPENED] = person


def opened_first(rows: Sequence[AccountRow]) -> list[AccountRow]:
    """The account that was opened last in this tab before all others, for as long as nobody has used its link."""
    return sorted(rows, key=lambda row: row.person != st.session_state.get(OPENED) or row.has_password)


def first_way(*, mailed: bool, has_password: bool) -> str:
    """What the button is called that hands the link over: by mail where that can be, else shown here."""
    if mailed and settings().sends_links:
        return t("Send a new password link") if has_password else t("Send the invitation")
    return t("Show as QR code")


def buttons(me: Me, row: AccountRow) -> None:
    """Send it, or show it."""
    if row.email and settings().sends_links:
        label = first_way(mailed=True, has_password=row.has_password)
        sheet.open_button(label, "send_link", row.person, 0, icon=":material/forward_to_inbox:")
    who = row.person
    st.button(t("Show as QR code"), key=f"link-{who}", icon=":material/qr_code_2:", on_click=_make, args=(me, who))


def why_no_mail() -> None:
    """Above the list, for whoever would like to send: what is missing in the installation."""
    if not settings().sends_mail:
        st.caption(t("Mail is not set up here. Show links as QR codes, or hand them over."))
    elif not settings().public_url:
        st.caption(
            t("This installation does not know its own address, so no link can be sent by mail (BEREDSKAB_PUBLIC_URL).")
        )


def _make(me: Me, person: int) -> None:
    st.session_state.pop(LINK, None)
    feedback.attempt(
        me, _fresh, person=person, said=t("The link is made. Older links of the account no longer work."), then=_keep
    )


def _fresh(*args: object, person: int) -> tuple[int, str]:
    return person, commands.invite_again(*args, person=person)  # type: ignore[arg-type]  # handed on as it is


def _keep(_me: Me, made: tuple[int, str]) -> None:
    root = settings().public_url or "/".join((st.context.url or "").split("/")[:3])
    st.session_state[LINK] = (made[0], root.rstrip("/") + WELCOME + made[1])


def shown(row: AccountRow) -> None:
    """The link that was made in this tab, as a picture and as text, until it is put away."""
    made = st.session_state.get(LINK)
    if not made or made[0] != row.person:
        return
    st.image(picture(made[1]), width=QR_WIDTH, alt=t("QR code of the link"))
    st.code(made[1], language=None, wrap_lines=True)
    st.caption(t("Shown only here. The link works once, within 24 hours; hand it over in person."))
    st.button(t("Put the link away"), key=f"hide-link-{row.person}", icon=":material/visibility_off:", on_click=_hide)


def _hide() -> None:
    st.session_state.pop(LINK, None)


def send(me: Me, pin: Pin, row: AccountRow) -> None:
    """The mail as it will go: address, subject, text; the link's place is marked, because it is made when it goes."""
    form = Sheet(me, pin)
    kind = AccountMailKind.RESET if row.has_password else AccountMailKind.INVITATION
    letter = AccountLetter(
        key="", kind=kind, address=row.email or "", username=row.username, display=row.display, recipient=None,
        stand_in=None, role=me.viewer.role, exercise=me.running.demo, moot=False,
    )  # fmt: skip
    mail = words_of(me.plan, letter, t("[the link: it is made when the mail is sent]"))
    with form.form(texts=False):
        st.markdown(f"**{plain(row.display)}** · {plain(row.username)}")
        st.markdown(t("To: {address}", address=plain(letter.address)) if row.email else t("No e-mail address"))
        st.code(f"{mail.subject}\n\n{mail.body}", language=None, wrap_lines=True)
        st.caption(t("Older links of the account stop working when the mail goes. The mail is in Danish."))
        pressed = form.save_button(t("Send the mail"))
    if pressed and not settings().sends_links:
        form.refuse(RuleBroken("no-mail"))
    elif pressed:
        form.send(t("The mail is on its way. What becomes of it stands on the card."), commands.send_link,
                  person=pin.id)  # fmt: skip
