"""The text of a message ready to copy: text messages, plain, print, and the poster; in Danish, whoever reads (R11)."""

from functools import partial

import streamlit as st

from components import message_texts
from components.documents import poster
from components.plain import plain
from components.texts import speaking, t, tn
from data.plan import StandingPlan
from data.queries import CommunicationView, MessageRow
from data.rules import sms
from data.vocabulary import Language


def copies(view: CommunicationView, one: MessageRow, file: StandingPlan) -> None:
    """The text in every form it leaves the house in; in Danish, whatever the screen is read in."""
    with st.expander(t("Copy or print the text"), icon=":material/content_copy:", key=f"forms-{one.id}"):
        whole = message_texts.text_message(view, one)
        for n, short in message_texts.short_messages(view, one).items():
            st.caption(_short_word(n, short))
            st.code(short.text, language=None, wrap_lines=True)
        st.caption(length_word(sms.length(whole)))
        st.code(whole, language=None, wrap_lines=True)
        st.caption(t("For a mail, a web page or a post"))
        st.code(message_texts.plain_text(view, one, file), language=None, wrap_lines=True)
        st.caption(t("For print"))
        st.code(message_texts.printed_text(view, one, file), language=None, wrap_lines=True)
        _posters(view, one, file)


def shown(view: CommunicationView, one: MessageRow) -> None:
    """The text messages it would make, to read before it is approved; nothing to copy yet."""
    with st.expander(t("As a text message"), icon=":material/sms:", key=f"sms-{one.id}"):
        for n, short in message_texts.short_messages(view, one).items():
            st.caption(_short_word(n, short))
            st.markdown(plain(short.text))
        whole = message_texts.text_message(view, one)
        st.caption(length_word(sms.length(whole)))
        st.markdown(plain(whole))


def _short_word(n: int, short: message_texts.ShortForm) -> str:
    """For how many it is, how long, and what it leaves unsaid."""
    said = [
        tn("Short version for {n} text message", "Short version for {n} text messages", n),
        t("{n} characters", n=sms.length(short.text).used),
    ]
    if short.left_out:
        named = ", ".join(t(message_texts.HEADINGS[q]) for q in short.left_out)
        left_out = t("Left out: {questions}", questions=named)
        said.append(f":orange[{left_out}]")
    return " · ".join(said)


def _posters(view: CommunicationView, one: MessageRow, file: StandingPlan) -> None:
    account = message_texts.poster_of(view, one, file)
    if missing := poster.unknown("".join(head + body for head, body in account.blocks) + account.title):
        st.warning(t("The poster has no letters for {letters}; they are left out.", letters=plain(missing[:20])),
                   icon=":material/font_download_off:")  # fmt: skip
    with speaking(Language.DANISH):
        name = message_texts.file_name(view, one, ".pdf")
    pages = 1 + sum(not poster.unknown(language + text) for language, text in account.translations)
    st.download_button(
        tn("Poster for the stairwells (PDF, {n} language)", "Poster for the stairwells (PDF, {n} languages)", pages),
        partial(poster.poster, account), file_name=name, mime="application/pdf", on_click="ignore",
        icon=":material/print:", key=f"poster-{one.id}",
    )  # fmt: skip


def length_word(found: sms.Length) -> str:
    """How long it is as a text message."""
    many = tn("{n} text message", "{n} text messages", found.segments)
    return t("As a text message: {n} characters, {many}", n=found.used, many=many)
