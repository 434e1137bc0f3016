"""Contacts are kept true by whom they are about: one press at sign-in, or the link of a mail (R17).

A no is not written down here: it says who mends the plan file, and what to tell them.
"""

from typing import Final

import streamlit as st

from components import feedback, sheet, times
from components.mail.account_words import words_of
from components.mail.contact_words import who_is_told
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet
from components.standing_plan import spaced
from components.texts import t, tn
from data import commands, queries
from data.queries import AccountLetter, AskedContact, ShownContact
from data.settings import settings
from data.vocabulary import AccountMailKind, Verb

UNBROKEN: Final = "\u00a0"
"""A space at which no line is broken."""


def own(me: Me) -> None:
    """Whether the reader's own contact is still right: one calm row, while it is too old."""
    shown = queries.own_contact(me.store, me.viewer, me.signed_in)
    if shown is None:
        return
    with st.container(border=True, key="own-contact", gap="xsmall"):
        st.markdown(t("**Are your contact details still right?**"))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_line(shown), width="content")
            st.button(
                t("Yes, they are right"), icon=":material/check:", key="save-own-contact", on_click=feedback.attempt,
                args=(me, commands.confirm_contact, f"contact-{shown.digest[:12]}-{shown.confirmed}"),
                kwargs={
                    "role": shown.role, "digest": shown.digest, "said": t("Thank you. Your contact is confirmed."),
                },
            )  # fmt: skip
            with st.popover(t("No – tell it"), icon=":material/edit:", key="own-contact-wrong"):
                _wrong(me)


def _line(shown: ShownContact) -> str:
    """Name, function, number and address, as the plan file has them."""
    number = plain(spaced(shown.phone)).replace(" ", UNBROKEN)
    told = [f"**{plain(shown.name)}**, {plain(shown.function)}", f":material/call:{UNBROKEN}{number}"]
    if shown.email:
        told.append(f":material/mail:{UNBROKEN}{plain(shown.email)}")
    return " · ".join(told)


def _wrong(me: Me) -> None:
    """Whom to tell, and what."""
    st.markdown(t("Tell **{who}** what is to be changed.", who=plain(who_is_told(me.plan, me.viewer.role))))
    st.markdown(t("Say it by phone or mail: name, function, telephone number and e-mail as they are now."))
    st.caption(t("It is corrected in the plan file, which holds for everybody at once. Nothing is stored here."))


def asks(me: Me) -> None:
    """The way to ask by mail, for who may; where no mail is sent, what to do instead."""
    if not me.may(Verb.TEST_CALLS):
        return
    old = queries.contacts_to_ask(me.store, me.viewer)
    if not old:
        return
    if not settings().sends_links:
        st.caption(t("Mail is not set up here. Ring them instead: a call test is a good occasion."))
        return
    ready = [one for one in old if one.askable]
    if ready:
        sheet.open_button(
            tn("Ask {n} by mail to confirm", "Ask {n} by mail to confirm", len(ready)), "ask_contacts", 0, 0,
            icon=":material/outgoing_mail:",
        )  # fmt: skip
    if waits := [one for one in old if one.asked_at and not one.askable and one.has_address]:
        who = ", ".join(dict.fromkeys(_who(me, one) for one in waits))
        st.caption(t("Asked by mail, and not confirmed yet: {who}.", who=plain(who)))
    if nowhere := [one for one in old if not one.has_address]:
        who = ", ".join(_who(me, one) for one in nowhere)
        st.caption(t("No mail address in the plan file: {who}. Ring instead.", who=plain(who)))


def ask(me: Me, pin: Pin) -> None:
    """Whom the mail goes to, and its words, before it goes."""
    form = Sheet(me, pin)
    ready = [one for one in queries.contacts_to_ask(me.store, me.viewer) if one.askable]
    shown = form.kept("asked", lambda: tuple((one.role, one.stand_in) for one in ready))
    with form.form(texts=False):
        st.markdown(t("A mail goes to each of them, at the address in the plan file:"))
        still = [one for one in ready if (one.role, one.stand_in) in shown]
        st.markdown("\n".join(f"- {plain(_who(me, one))} :gray[· {plain(_since(one))}]" for one in still))
        if still:
            _preview(me, still[0])
        pressed = form.save_button(t("Send the mails"))
    if pressed:
        form.send(t("The mails are on their way."), commands.ask_contacts, asked=shown)


def _preview(me: Me, one: AskedContact) -> None:
    """The words of the first; the others’ say another function. In Danish, as the mail is."""
    letter = AccountLetter(
        key="", kind=AccountMailKind.CONFIRM_CONTACT, address="", username="", display="", recipient=one.role,
        stand_in=one.stand_in, role=me.viewer.role, exercise=me.running.demo, moot=False,
    )  # fmt: skip
    made = words_of(me.plan, letter, t("[the link: it is made when the mail is sent]"))
    st.caption(t("The mail to {who}:", who=plain(_who(me, one))))
    st.code(f"{made.subject}\n\n{made.body}", language=None, wrap_lines=True)


def _who(me: Me, one: AskedContact) -> str:
    title = feedback.role_title(me, one.role)
    return title if one.stand_in is None else t("{role} (stand-in)", role=title)


def _since(one: AskedContact) -> str:
    return t("Last confirmed {day}", day=times.whole_day(one.confirmed))
