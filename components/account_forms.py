"""One's own account: password, e-mail address, second factor, and where one is signed in."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import segno
import streamlit as st

from components import times
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet
from components.texts import t, tn
from components.web import limit, oidc
from data import commands, queries
from data.errors import RuleBroken
from data.queries import OwnAccount, SignInRow
from data.rules import second_factor as factor

QR_WIDTH = 220
"""Pixels; the picture of a secret is read from a hand's breadth."""


def password(me: Me, pin: Pin) -> None:
    """Change one's own password."""
    own, sheet = queries.own_account(me.store, me.viewer), Sheet(me, pin)
    with sheet.form(texts=False):
        st.text_input(t("Username"), own.username, key=sheet.name("username"), autocomplete="username", disabled=True)
        old = sheet.text("old", t("Current password"), type="password", autocomplete="current-password")
        new = sheet.text(
            "password", t("New password (at least 12 characters)"), type="password", autocomplete="new-password"
        )
        better = t("A sentence you can remember is better than special characters.")
        st.markdown(f":small[{better}]")
        pressed = sheet.save_button(t("Change the password"))
    if pressed:
        _try(sheet, t("The password is changed, and other sign-ins have ended."), commands.choose_password, old=old,
             new=new, here=me.signed_in.sign_in)  # fmt: skip


def _try(sheet: Sheet, said: str, command: Callable[..., int], **given: Any) -> None:
    """Send a form that asks for a password or a code: not without end, and a wrong one is counted."""
    person = sheet.me.signed_in.person
    if not limit.may_guess(person):
        sheet.refuse(RuleBroken("too-many-tries"))

    def counted(*args: object, **kwargs: object) -> int:
        try:
            return command(*args, **kwargs)
        except RuleBroken as broken:
            if broken.code in ("wrong-password", "wrong-code"):
                limit.guessed(person)
            raise

    sheet.send(said, counted, **given)


def address(me: Me, pin: Pin) -> None:
    """Where mails about one's own account go; empty is an answer."""
    own, sheet = queries.own_account(me.store, me.viewer), Sheet(me, pin)
    with sheet.form(texts=False):
        st.markdown(t("Links to choose a new password go here. Nobody but an administrator sees it."))
        if oidc.known():
            st.caption(
                t("Before you can sign in elsewhere with a new address, whoever keeps accounts must save it, too.")
            )
        email = sheet.text("email", t("E-mail address (may be empty)"), own.email or "", autocomplete="email")
        pressed = sheet.save_button(t("Save"))
    if pressed:
        said = t("The e-mail address is saved.") if email.strip() else t("The account has no e-mail address now.")
        sheet.send(said, commands.choose_address, email=email)


def second_factor(me: Me, pin: Pin) -> None:
    """Turn two-step sign-in on, or off again."""
    own, sheet = queries.own_account(me.store, me.viewer), Sheet(me, pin)
    if sheet.kept("on", lambda: own.second_factor):
        _end(sheet, own)
    else:
        _start(sheet, own)


def _start(sheet: Sheet, own: OwnAccount) -> None:
    """The secret as a picture and as text, ten recovery codes, and the first code, which proves that it works.

    Both are made when the form opens and kept in this tab alone; nothing of them is stored before the code is right.
    """
    me, secret = sheet.me, sheet.kept("secret", factor.fresh_secret)
    codes = sheet.kept("codes", factor.fresh_codes)
    st.markdown(t("Signing in will then take your password and a code from an authenticator app on your phone."))
    with st.container(border=True):
        st.markdown(t("**1. Scan this with the app**, or write the key into it"))
        issuer = " ".join((t("Emergency overview"), me.plan.area.name))
        where = factor.address(secret, username=own.username, issuer=issuer)
        st.image(_picture(where), width=QR_WIDTH, alt=t("QR code with the key of the second factor"))
        st.code(" ".join(secret[n : n + 4] for n in range(0, len(secret), 4)), language=None, wrap_lines=True)
    with st.container(border=True):
        st.markdown(t("**2. Keep the recovery codes** where the phone is not. Each lets you in once."))
        st.code("\n".join(codes), language=None)
        st.download_button(
            t("Save them as a file"), "\n".join((t("Emergency overview"), own.username, "", *codes, "")),
            t("recovery-codes.txt"), "text/plain", icon=":material/download:", key=sheet.name("file"),
            on_click="ignore",
        )  # fmt: skip
        once = t("They are shown here and never again.")
        st.markdown(f":small[{once}]")
    with sheet.form(texts=False):
        kept = st.checkbox(t("I have kept the recovery codes"), key=sheet.name("kept"))
        sheet.refusal_of("kept")
        code = sheet.text("code", t("3. The code that the app shows now"), autocomplete="one-time-code", max_chars=20)
        word = sheet.text("old", t("Current password"), type="password", autocomplete="current-password")
        pressed = sheet.save_button(t("Turn two-step sign-in on"))
    if pressed and not kept:
        sheet.refuse(RuleBroken("keep-codes", field="kept"))
    elif pressed:
        _try(
            sheet, t("Two-step sign-in is on. Other sign-ins of your account have ended."),
            commands.start_second_factor, secret=secret, code=code, codes=codes, password=word,
            here=me.signed_in.sign_in,
        )  # fmt: skip


def _end(sheet: Sheet, own: OwnAccount) -> None:
    left = tn("One recovery code is left.", "{n} recovery codes are left.", own.codes_left)
    is_on = t("Two-step sign-in is **on**.")
    st.markdown(f"{is_on} {left}")
    with sheet.form(texts=False):
        word = sheet.text("old", t("Current password"), type="password", autocomplete="current-password")
        code = sheet.text(
            "code", t("The code that the app shows now, or a recovery code"), autocomplete="one-time-code", max_chars=60
        )
        pressed = sheet.save_button(t("Turn two-step sign-in off"))
    if pressed:
        _try(sheet, t("Two-step sign-in is off."), commands.end_second_factor, password=word, code=code)


def _picture(text: str) -> str:
    """As a QR code, dark on white in either theme; made here, so that no other machine learns it."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=6, border=4, light="#fff", xmldecl=False)
    return out.getvalue().decode()


def sign_ins(me: Me, pin: Pin) -> None:
    """One's own live sign-ins, and the way to end them all."""
    sheet = Sheet(me, pin)
    rows = queries.own_sign_ins(me.store, me.viewer, me.signed_in.sign_in)
    for row in rows:
        line(me, row)
    unknown = t("Which machine it was is not kept. Do you not know one of them? End them, and change your password.")
    st.markdown(f":small[{unknown}]")
    with sheet.form(texts=False):
        pressed = sheet.save_button(t("Sign out here as well"), other=t("Sign out everywhere else"))
    if pressed:
        here = me.signed_in.sign_in if pressed == "other" else ""
        sheet.send(t("The sign-ins have ended."), commands.sign_out_everywhere, here=here)


def line(me: Me, row: SignInRow) -> None:
    """One sign-in: opened, and by whose word where there are several; last used, ended."""
    said = [t("Opened {time}", time=times.when(row.opened_at, me.now))]
    if row.provider or oidc.known():
        said.append(t("through {name}", name=oidc.name_of_provider(row.provider)))
    said.append(t("last used {time}", time=times.when(row.used_at, me.now)))
    if row.ended_at is not None:
        said.append(t("ended {time}", time=times.when(row.ended_at, me.now)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(" · ".join(said)))
        if row.here:
            st.badge(t("This one"), icon=":material/check:", color="blue")
        elif row.ended_at is None:
            st.badge(t("Open now"), icon=":material/lock_open:", color="green")
