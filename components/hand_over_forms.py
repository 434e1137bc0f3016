"""The forms of a hand-over: to which forum, who receives it and by when; its answer; what came of it (R44, R45)."""

from datetime import date

import streamlit as st

from components import feedback, hand_over_words, times
from components.action_forms import action_of, stored_now
from components.plain import bare, plain, words
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.plan import StandingPlan
from data.queries import ActionRow, HandOverRow
from data.rules import hand_overs


def hand_over(me: Me, pin: Pin) -> None:
    """To an ordinary forum: what lasts longer than the acute phase. The forum says who receives it, and when it meets.

    So it stands above the form and answers at once.
    """
    row = action_of(me, pin)
    plan = me.plan_of(row.standing_plan_id)
    fora = {code: forum for code, forum in plan.fora.items() if forum.receives_handover}
    sheet = Sheet(me, pin)
    _title(row)
    only = next(iter(fora)) if len(fora) == 1 else None
    forum = sheet.pick("forum", t("To which forum?"), list(fora), only, lambda code: fora[code].name)
    with sheet.form(texts=not row.person_related):
        receiver, due = _who_and_when(me, sheet, plan, forum)
        note = "" if row.person_related else sheet.text("note", t("What should the forum know?"), lines=2)
        pressed = sheet.save_button(t("Hand over"))
    if pressed:
        sheet.send(
            t("Handed over to {forum}.", forum=plain(fora[forum].definite) if forum in fora else "?"),
            commands.hand_over, seen=pin.seen, forum=forum or "", receiver=receiver, due=due, note=note,
            latest=lambda: stored_now(me, pin),
        )  # fmt: skip


def _title(row: ActionRow | HandOverRow) -> None:
    st.markdown(f"**{row.number}. {words(row.what)}**")


def _who_and_when(me: Me, sheet: Sheet, plan: StandingPlan, forum: str | None) -> tuple[str | None, date | None]:
    """The forum's own role and its next day, unless somebody says otherwise."""
    with st.container():  # always there: what comes with the forum must move nothing that somebody types in
        if forum is None:
            st.caption(t("Choose the forum first: then who receives it, and by when, stand here."))
            return None, None
        able = hand_overs.receivers(plan, forum)
        first = next(iter(plan.fora[forum].answering), None)
        receiver = sheet.pick(
            f"receiver~{forum}", t("Who receives it?"), able, first, lambda code: plan.roles[code].title
        )
        meets = queries.next_forum_day(me.store, me.viewer, forum)
        name = plain(plan.fora[forum].definite)
        if meets is None:
            told = t("No date of {forum} is known. Say by which day.", forum=name)
        else:
            told = t("{forum} meets next on {day}.", forum=name, day=times.whole_day(meets))
        st.markdown(f":small[{told}]")
        return receiver, sheet.day(f"due~{forum}", t("By which day is it to be taken up?"), meets)


def register(me: Me, pin: Pin) -> None:
    """Who receives, and by when, what was handed over before that was kept."""
    row = action_of(me, pin)
    plan = me.plan_of(row.standing_plan_id)
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        _title(row)
        name = plan.fora[row.forum].definite if row.forum in plan.fora else "?"
        st.markdown(t("Handed over to {forum}.", forum=plain(name)))
        receiver, due = _who_and_when(me, sheet, plan, row.forum if row.forum in plan.fora else None)
        pressed = sheet.save_button(t("Save"))
    if pressed:
        sheet.send(
            t("Saved."), commands.register_hand_over, seen=pin.seen, receiver=receiver, due=due,
            latest=lambda: stored_now(me, pin),
        )  # fmt: skip


def confirm(me: Me, pin: Pin) -> None:
    """The forum's answer, by somebody who does not answer for it: only with its day."""
    row = _row(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        _title(row)
        forum = plain(feedback.body_name(me, row.forum))
        answered = sheet.day("answered_on", t("On which day did {forum} answer?", forum=forum), None)
        pressed = sheet.save_button(t("Confirm"))
    if pressed:
        sheet.send(
            t("Confirmed."), commands.confirm_hand_over, seen=pin.seen, answered_on=answered,
            latest=lambda: _stored(me, pin),
        )  # fmt: skip


def deal(me: Me, pin: Pin) -> None:
    """What came of it; then it leaves the forum's list."""
    row = _row(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form(texts=not row.person_related):
        _title(row)
        outcome = "" if row.person_related else sheet.text("outcome", t("What came of it?"), lines=3)
        pressed = sheet.save_button(t("It is dealt with"))
    if pressed:
        sheet.send(
            t("Dealt with."), commands.deal_with_hand_over, seen=pin.seen, outcome=outcome,
            latest=lambda: _stored(me, pin),
        )  # fmt: skip


def _row(me: Me, pin: Pin) -> HandOverRow:
    return still_there(queries.hand_over_row(me.store, me.viewer, pin.id))


def _stored(me: Me, pin: Pin) -> Latest:
    """What is stored now: for the one who comes late."""
    row = _row(me, pin)
    receiver = feedback.role_title(me, row.handed.receiver)
    return Latest(
        row.version,
        [(t("Status"), hand_over_words.standing(row.handed, receiver)), (t("What came of it?"), bare(row.outcome))],
    )
