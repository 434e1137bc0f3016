"""The two steps of a deletion, and of names that become functions. Each says first what goes and what stays (2.8)."""

import re
from typing import Final

import streamlit as st

from components import retention, times
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.errors import RuleBroken
from data.queries import KeptRow

NUMBER: Final = re.compile(r"\s*[^\W\d_]?\s*([0-9]{1,9})\s*")
"""A number as it is shown: with one letter before it where it was an exercise, in whatever language."""


def _row(me: Me, pin: Pin) -> KeptRow:
    row = still_there(queries.kept_one(me.store, me.viewer, pin.id))
    st.markdown(f"**{plain(retention.word(row))}** · {plain(row.place)}")
    if row.archive:
        st.caption(retention.archive_word(me, row.archive))
    retention.goes_with(row)
    return row


def propose(me: Me, pin: Pin) -> None:
    """The first step: proposed by a named account, carried out by nobody yet."""
    sheet = Sheet(me, pin)
    _row(me, pin)
    with sheet.form(texts=False):
        st.markdown(t("Nothing is deleted yet. The proposal stands in the log, and may be withdrawn."))
        pressed = sheet.save_button(t("Propose to delete it"))
    if pressed:
        sheet.send(t("The deletion is proposed."), commands.propose_deletion, seen=pin.seen)


def delete(me: Me, pin: Pin) -> None:
    """The second step: the number is typed, so that it is this incident that goes."""
    row = _row(me, pin)
    sheet = Sheet(me, pin)
    st.warning(
        t("Everything about the incident is removed for good: reports, plan, actions, meetings, messages and every "
          "text. Each line of the log becomes a stub with number, time and hash, so that the log still verifies; "
          "your function and account stand as those that deleted it.")
    )  # fmt: skip
    st.caption(t("Backups from before hold it until they expire; putting one back brings it back."))
    with sheet.form(texts=False):
        shown = t("E{n}", n=row.number) if row.exercise else str(row.number)
        typed = sheet.text("number", t("Type the number of the incident: {number}", number=shown))
        pressed = sheet.save_button(t("Delete it for good"))
    if pressed:
        found = NUMBER.fullmatch(typed)
        number = int(found[1]) if found else None
        sheet.send(t("The incident is deleted."), commands.delete_incident, seen=pin.seen, number=number)


def retire(me: Me, pin: Pin) -> None:
    """Closed accounts become functions, as they were shown; old rows forget who made them."""
    sheet = Sheet(me, pin)
    view = sheet.kept("names", lambda: queries.names_kept(me.store, me.viewer))
    st.markdown(retention.names_word(len(view.accounts), view.rows))
    for _, username, display in view.accounts:
        st.markdown(f"- {plain(display)} · {plain(username)}")
    with sheet.form(texts=False):
        st.warning(t("Names, user names and addresses are removed for good, and so are these accounts’ sign-ins."))
        if view.before:
            st.caption(t("Only what is older than {day}.", day=times.dated(view.before)))
        sure = st.checkbox(t("Yes, let them become functions"), key=sheet.name("sure"))
        sheet.refusal_of("sure")
        pressed = sheet.save_button(t("Let them become functions"))
    if not pressed:
        return
    if not sure:
        sheet.refuse(RuleBroken("say-yes", field="sure"))
    if view.before is None:
        sheet.refuse(RuleBroken("names-not-agreed"))
        return
    people = tuple(number for number, _, _ in view.accounts)
    sheet.send(t("The names have become functions."), commands.retire_names, people=people, before=view.before)
