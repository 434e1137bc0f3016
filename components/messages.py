"""Messages on the screen: each with how it stands, its words, its next step, and its text ready to copy (R11, R40)."""

from datetime import datetime
from functools import partial
from typing import Literal

import streamlit as st

from components import communication, feedback, look, message_copies, message_texts, sheet, times
from components.documents import poster
from components.plain import bare, plain, words
from components.session import Me
from components.texts import mark, t
from data import commands, queries
from data.queries import CommunicationView, MessageRow, PlanView
from data.rules import messages as rules
from data.rules import sms
from data.storage import Seen
from data.vocabulary import MessageState, PlanState, Verb


def section(me: Me, plan: PlanView, *, foremost: bool = True) -> None:
    """All messages of a plan, the newest first; `foremost` if writing one may be the page's first step."""
    view = queries.communication(me.store, me.viewer, plan.id)
    if view is None:
        return
    open_ = plan.state is not PlanState.CLOSED
    st.header(t("Messages"), anchor=False)
    if open_ and me.may(Verb.WRITE_MESSAGE, coordinator=plan.coordinator):
        first = foremost and not any(one.state in rules.EDITABLE for one in view.messages)
        sheet.open_button(
            t("Write a message"), "message_new", plan.id, 0, icon=":material/edit_square:",
            type="primary" if first else "secondary",
        )  # fmt: skip
    shown = [one for one in view.messages if one.state is not MessageState.DISCARDED]
    if not shown:
        st.info(t("No message yet. The first one tells what has happened and what people should do."),
                icon=":material/forum:")  # fmt: skip
    lead = next((one.id for one in shown if one.state in rules.EDITABLE), None) if foremost else None
    for one in shown:
        card(me, plan, view, one, foremost=one.id == lead)
    if discarded := [one for one in view.messages if one.state is MessageState.DISCARDED]:
        with st.expander(t("Discarded ({n})", n=len(discarded)), key=f"discarded-{plan.id}"):
            for one in discarded:
                card(me, plan, view, one)


def card(me: Me, plan: PlanView, view: CommunicationView, one: MessageRow, *, foremost: bool = False) -> None:
    """One message with its course and what may be done with it; `foremost` if its next step is the page's."""
    how = look.MESSAGE[one.state]
    file = me.plan_of(view.standing_plan_id)
    with st.container(border=True, key=f"message-{one.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{communication.headline(view, one)}**")
            st.badge(how.label, icon=how.icon, color=how.colour)
            if view.exercise:
                st.badge(t("EXERCISE"), icon=":material/exercise:", color="orange")
        _links(one)
        st.markdown(
            "\n\n".join(f"**{t(message_texts.HEADINGS[q])}**  \n{words(said)}" for q, said in one.answers.items())
        )
        _course(me, one)
        if one.state in rules.EDITABLE:
            _before(view, one)
        if plan.state is not PlanState.CLOSED:
            _buttons(me, plan, one, foremost=foremost)
        _languages(me, plan, one)
        if one.state in rules.PUBLIC:
            message_copies.copies(view, one, file)


def _links(one: MessageRow) -> None:
    """What it puts right, and what puts it right (6.20)."""
    if one.corrects:
        st.caption(t(":material/edit_note: Corrects message {n}", n=one.corrects[0]))
    if one.corrected_by:
        said = (
            t("Corrected by message {n}", n=one.corrected_by)
            if one.state is MessageState.CORRECTED
            else t("Message {n} is being written to correct it", n=one.corrected_by)
        )
        st.caption(f":material/published_with_changes: {said}")
    if one.rebuts:
        st.caption(t(":material/hearing: Puts a rumour right"))


def _course(me: Me, one: MessageRow) -> None:
    """Written, approved and sent: when, and by which function (R11)."""

    def at(source: str, moment: datetime, role: str | None) -> str:
        return t(source, time=times.when(moment, me.now), who=plain(feedback.role_title(me, role)))

    told = [at(mark("Written {time} by {who}"), one.at, one.role)]
    if one.approved_at:
        told.append(at(mark("approved {time} by {who}"), one.approved_at, one.approved_role))
        if one.own_approval:
            told.append(t("the same function wrote it"))
    if one.sent_at:
        told.append(at(mark("sent {time} by {who}"), one.sent_at, one.sent_role))
    if one.channels:
        told.append(plain(", ".join(one.channels)))
    st.caption(" · ".join(told))


def _before(view: CommunicationView, one: MessageRow) -> None:
    """What to look at before it is approved: what it does not answer, and how long it is."""
    open_ = [q for q in rules.QUESTIONS if q not in one.answers]
    if open_:
        st.caption(t("Not answered: {questions}", questions=", ".join(t(message_texts.HEADINGS[q]) for q in open_)))
    st.caption(message_copies.length_word(sms.length(message_texts.text_message(view, one))))
    if missing := _untranslated(view, one):
        reminder = t("Remember the languages: {languages}", languages=missing)
        st.caption(f":orange[:material/translate: {reminder}]")
    if one.state is MessageState.DRAFT:
        message_copies.shown(view, one)


def _untranslated(view: CommunicationView, one: MessageRow) -> str:
    """The languages in which people have read what this one corrects, and cannot read the correction yet (6.20)."""
    old = next((row for row in view.messages if one.corrects and row.number == one.corrects[0]), None)
    done = {row.language.body for row in one.translations if not row.stale}
    told = [row.language for row in old.translations if row.language.body not in done] if old else []
    return ", ".join(words(language) for language in told)


def _buttons(me: Me, plan: PlanView, one: MessageRow, *, foremost: bool) -> None:
    """The next step first; then what else may be done."""
    writes = me.may(Verb.WRITE_MESSAGE, coordinator=plan.coordinator)
    step = partial(_step, me, one, "primary" if foremost else "secondary")
    with st.container(horizontal=True):
        if one.state is MessageState.DRAFT and me.may(Verb.APPROVE_MESSAGE, coordinator=plan.coordinator):
            step("approve", t("Approve"), commands.approve_message, t("Approved. It can be sent now."))
        if one.state is MessageState.APPROVED and me.may(Verb.SEND_MESSAGE, coordinator=plan.coordinator):
            step("sent", t("Note that it is sent"), commands.send_message, t("Noted as sent."))
        if writes and one.state in rules.EDITABLE:
            label = t("Edit") if one.state is MessageState.DRAFT else t("Edit (a draft again)")
            sheet.open_button(label, "message_edit", one.id, one.version, icon=":material/edit:")
        if one.state in rules.EDITABLE and me.may(rules.discarded_by(one.state), coordinator=plan.coordinator):
            _discard(one)
        if writes and one.state is MessageState.SENT and not one.corrected_by:
            label, icon = t("Correct it by a new one"), ":material/published_with_changes:"
            sheet.open_button(label, "message_correct", one.id, one.version, icon=icon)
    if one.state is MessageState.DRAFT and not me.may(Verb.APPROVE_MESSAGE, coordinator=plan.coordinator):
        roles = [r.title for r in me.plan_of(plan.standing_plan_id).roles_with(Verb.APPROVE_MESSAGE)]
        st.caption(t("Waits for approval by: {roles}", roles=plain(", ".join(roles))))


def _discard(one: MessageRow) -> None:
    """Asked about once more; what somebody approved, of those alone who approve."""
    what = "message_discard" if one.state is MessageState.APPROVED else "message_discard_draft"
    icon = look.MESSAGE[MessageState.DISCARDED].icon
    sheet.open_button(t("Discard"), what, one.id, one.version, icon=icon, type="tertiary")


def _step(
    me: Me, one: MessageRow, weight: Literal["primary", "secondary"], what: str, label: str, command: object, said: str
) -> None:
    how = look.MESSAGE[MessageState.APPROVED if what == "approve" else MessageState.SENT]
    st.button(
        label, key=f"save-{what}-{one.id}", type=weight, icon=how.icon, on_click=feedback.attempt,
        args=(me, command, f"{what}-{one.id}-{one.version}"),
        kwargs={"seen": Seen(one.id, one.version), "said": said},
    )  # fmt: skip


def _languages(me: Me, plan: PlanView, one: MessageRow) -> None:
    """What stands in other languages, which of it is older than the message, and what the poster cannot show."""
    for row in one.translations:
        name = words(row.language)
        missing = poster.unknown(bare(row.language) + bare(row.text))
        if row.stale:
            said = t("{language}: older than the message; type it anew", language=name)
        elif missing:
            said = t("{language}: not on the poster, which has no letters for {letters}", language=name,
                     letters=plain(missing[:20]))  # fmt: skip
        else:
            said = t("{language}: on the poster", language=name)
        st.caption(f":orange[:material/warning: {said}]" if row.stale or missing else f":material/translate: {said}")
        st.markdown(words(row.text))
    if plan.state is PlanState.CLOSED or one.state not in rules.EDITABLE | {MessageState.SENT}:
        return
    if me.may(rules.translated_by(one.state), coordinator=plan.coordinator):
        sheet.open_button(
            t("Add a language"), "translate", one.id, one.version, icon=":material/translate:", type="tertiary"
        )
