"""The forms about screens on the wall: pairing one, and ending one."""

import streamlit as st

from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet, still_there
from components.texts import t
from data import commands, queries

CODE = "kode"
"""The six figures in the address that the screen's QR code leads to."""


def pair(me: Me, pin: Pin) -> None:
    """Confirm the six figures that a machine shows, and name its room."""
    sheet = Sheet(me, pin)
    with sheet.form():
        st.caption(
            t(
                "Confirm only a screen that you can see. Everybody in the room will read the board on it until it is "
                "ended."
            )
        )
        figures = st.query_params.get(CODE, "")
        code = sheet.text("code", t("Six figures on the screen"), figures[:6] if figures.isdigit() else "")
        room = sheet.text("room", t("The room, e.g. “Meeting room 2”; not a person’s name"))
        pressed = sheet.save_button(t("Pair a screen"))
    if pressed:
        st.query_params.pop(CODE, None)
        sheet.send(t("The screen shows the board now."), commands.pair_screen, code=code, room=room)


def end(me: Me, pin: Pin) -> None:
    """End a screen; said once more, because the room would lose its board."""
    row = still_there(next((row for row in queries.screens(me.store, me.viewer) if row.id == pin.id), None))
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        st.markdown(f"**{plain(row.room)}**")
        st.caption(t("It shows a new code at once, and can be paired again."))
        pressed = sheet.save_button(t("End this screen"))
    if pressed:
        sheet.send(t("The screen is ended; it shows nothing within seconds."), commands.end_screen, screen=pin.id)
