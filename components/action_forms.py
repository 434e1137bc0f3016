"""The forms about an action that stands: tell progress, finish, give back, cancel, open again.

What it is stands in proposal_forms; handing it over in hand_over_forms.
"""

from collections.abc import Callable

import streamlit as st

from components import feedback, look
from components.plain import bare, words
from components.session import Me
from components.sheet import Given, Latest, Pin, Sheet, still_there
from components.texts import mark, t
from data import commands, queries
from data.queries import ActionRow
from data.vocabulary import ActionStatus


def action_of(me: Me, pin: Pin) -> ActionRow:
    """The action that the form is about."""
    return still_there(queries.action(me.store, me.viewer, pin.id))


def _title(row: ActionRow) -> None:
    st.markdown(f"**{row.number}. {words(row.what)}**")


def stored_now(me: Me, pin: Pin) -> Latest:
    """What is stored now: for the one who comes late."""
    row = action_of(me, pin)
    fields = [
        (t("Status"), look.ACTION[row.status].label),
        (t("Responsible"), feedback.party_name(me, row.party)),
        (t("What"), bare(row.what)),
        (t("Where"), bare(row.where)),
        (t("How will one see that it is done?"), bare(row.evidence)),
        (t("Who helps"), ", ".join(feedback.party_name(me, code) for code in row.helpers)),
        (t("What was done"), bare(row.note)),
    ]
    return Latest(row.version, fields)


def progress(me: Me, pin: Pin) -> None:
    """The full form: status, what was done, when it happened, and for *gennemført* how one can see it."""
    row = action_of(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        _title(row)
        steps = [row.status, *(s for s in (ActionStatus.IN_PROGRESS, ActionStatus.DONE) if s is not row.status)]
        status = sheet.choice("status", t("Status"), steps, sheet.kept("status-now", lambda: row.status), _status)
        note = "" if row.person_related else sheet.text("note", t("What was done?"), lines=3)
        _planned(row)
        seen_by = "" if row.person_related else sheet.text("seen_by", t("If it is done: how can one tell?"))
        when = sheet.when("when", t("When did it happen?"), me.now)
        pressed = sheet.save_button(t("Save"))
    if pressed:
        _tell(me, sheet, status or row.status, note, seen_by, when)


def _status(status: ActionStatus) -> str:
    return look.ACTION[status].label


def _planned(row: ActionRow) -> None:
    """How one was to see it, for who says that it is done; what was seen is written anew (6.29)."""
    if row.evidence.id:
        planned = t("To be seen by: {said}", said=words(row.evidence))
        st.markdown(f":material/visibility: {planned}")


def finish(me: Me, pin: Pin) -> None:
    """*Færdig*: how one can see it, and when."""
    row = action_of(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        _title(row)
        _planned(row)
        seen_by = "" if row.person_related else sheet.text("seen_by", t("How can one tell that it is done?"), lines=2)
        note = "" if row.person_related else sheet.text("note", t("What was done? (may be left empty)"), lines=2)
        when = sheet.when("when", t("When was it done?"), me.now)
        pressed = sheet.save_button(t("Done"))
    if pressed:
        _tell(me, sheet, ActionStatus.DONE, note, seen_by, when)


def _tell(me: Me, sheet: Sheet, status: ActionStatus, note: str, seen_by: str, when: Given) -> None:
    sheet.send(
        t("Saved."), commands.update_progress, seen=sheet.pin.seen, status=status, note=note, seen_by=seen_by,
        happened_at=when, time_confirmed=when.confirmed, latest=lambda: stored_now(me, sheet.pin),
    )  # fmt: skip


def _with_note(command: Callable[..., int], label: str, said: str) -> Callable[[Me, Pin], None]:
    def draw(me: Me, pin: Pin) -> None:
        row = action_of(me, pin)
        sheet = Sheet(me, pin)
        with sheet.form():
            _title(row)
            note = "" if row.person_related else sheet.text("note", t(label), lines=2)
            pressed = sheet.save_button(t("Save"))
        if pressed:
            sheet.send(t(said), command, seen=pin.seen, note=note, latest=lambda: stored_now(me, pin))

    return draw


decline = _with_note(
    commands.decline_action, mark("Why can you not?"), mark("Handed back. It now needs somebody responsible.")
)
cancel_action = _with_note(commands.cancel_action, mark("Why is it cancelled?"), mark("The action is cancelled."))
reopen_action = _with_note(commands.reopen_action, mark("Why is it opened again?"), mark("The action is open again."))
