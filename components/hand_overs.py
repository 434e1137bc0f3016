"""What stands on a forum's list: handed over, confirmed or not, until it is dealt with (R45)."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from components import feedback, hand_over_words, incidents, look, sheet, times
from components.documents.naming import capital
from components.plain import plain, quote, words
from components.session import Me
from components.texts import t
from data import commands, queries
from data.queries import HandOverRow
from data.rules import hand_overs
from data.storage import Seen
from data.vocabulary import Verb

FOREMOST: Final = 20
"""Of what is dealt with, as many are shown; the reviews hold them all."""


def section(me: Me, forum_code: str) -> None:
    """The forum's list: open ones with their buttons, then what is dealt with, folded away."""
    st.subheader(t("Handed over to the forum"), anchor=False)
    rows = queries.open_hand_overs(me.store, me.viewer, forum_code)
    for row in rows:
        _open(me, row)
    if not rows:
        st.caption(t("Nothing waits here."))
    with st.expander(
        t("Dealt with by the forum"),
        icon=":material/task_alt:",
        key=f"hand-overs-dealt-{forum_code}",
        on_change="rerun",
    ) as folded:
        if folded.open:
            _dealt(me, queries.dealt_hand_overs(me.store, me.viewer, forum_code))


def _open(me: Me, row: HandOverRow) -> None:
    with st.container(border=True, key=f"hand-over-{row.action}", gap="small"):
        _head(me, row)
        st.markdown(capital(hand_over_words.receives(row.handed, plain(feedback.role_title(me, row.handed.receiver)))))
        if row.note.id:
            st.markdown(quote(row.note))
        told = [t("handed over {time}", time=times.when(row.at, me.now))] if row.at else []
        if answer := _answer(me, row):
            told.append(answer)
        if told:
            st.caption(capital(" · ".join(told)))
        if me.may(Verb.CONFIRM_HAND_OVER, coordinator=row.coordinator) and hand_overs.may_answer(
            me.plan, me.viewer.role, row.forum
        ):
            with st.container(horizontal=True, gap="small"):
                _buttons(me, row)


def _head(me: Me, row: HandOverRow) -> None:
    """How it stands, what it is, and from which incident."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        marks = [(True, hand_over_words.state(row.handed)), (row.late, look.OVERDUE)]
        if row.exercise:
            st.badge(t("EXERCISE"), icon=":material/exercise:", color="orange")
        for how in (how for shown, how in marks if shown):
            st.badge(how.label, icon=how.icon, color=how.colour)
    st.markdown(f"**{words(row.what)}**")
    incident = (row.incident_id, row.incident_number, row.category, row.place)
    name = feedback.incident_name(me, row.standing_plan_id, row.exercise, incident)
    st.page_link(
        "haendelser.py", label=t("{incident}, action {n}", incident=plain(name), n=row.number),
        icon=":material/location_on:", query_params={incidents.PARAM: str(row.incident_id)},
    )  # fmt: skip


def _answer(me: Me, row: HandOverRow) -> str:
    """Who said that the forum has it, and when; for who does not answer for it, on which day it did."""
    if row.confirmed_at is None:
        return ""
    who, when = plain(feedback.role_title(me, row.confirmed_role)), times.when(row.confirmed_at, me.now)
    if row.answered_on is None:
        return t("confirmed {time} by {who}", time=when, who=who)
    day = times.whole_day(row.answered_on)
    return t("the forum answered on {day}, noted {time} by {who}", day=day, time=when, who=who)


def _buttons(me: Me, row: HandOverRow) -> None:
    """One obvious next step: register, confirm, or say what came of it."""
    if row.id is None:
        sheet.open_button(
            t("Register receiver and day"), "register_hand_over", row.action, row.action_version, type="primary",
            icon=":material/edit_calendar:",
        )  # fmt: skip
        return
    if row.confirmed_at is None and hand_overs.answers(me.plan, me.viewer.role, row.forum):
        st.button(
            t("Confirm"), type="primary", icon=":material/handshake:", key=f"save-confirm-hand-over-{row.id}",
            on_click=feedback.attempt, args=(me, commands.confirm_hand_over, f"confirm-hand-over-{row.id}"),
            kwargs={"seen": Seen(row.id, row.version), "said": t("Confirmed.")},
        )  # fmt: skip
    elif row.confirmed_at is None:
        sheet.open_button(
            t("The forum has answered"), "confirm_hand_over", row.id, row.version, type="primary",
            icon=":material/handshake:",
        )  # fmt: skip
    sheet.open_button(
        t("Dealt with"), "deal_with_hand_over", row.id, row.version, icon=":material/task_alt:",
        type="secondary" if row.confirmed_at is None else "primary",
    )  # fmt: skip


def _dealt(me: Me, rows: Sequence[HandOverRow]) -> None:
    if not rows:
        st.caption(t("Nothing yet."))
    for row in rows[:FOREMOST]:
        with st.container(border=True, key=f"hand-over-dealt-{row.id}", gap="small"):
            _head(me, row)
            if row.dealt_at is not None:
                st.caption(capital(t("dealt with {time}", time=times.when(row.dealt_at, me.now))))
            if row.outcome.id:
                st.markdown(quote(row.outcome))
    if len(rows) > FOREMOST:
        st.caption(t("The newest {n} of {total}.", n=FOREMOST, total=len(rows)))
