"""The forms of a message: the seven questions, a correction, another language."""

import streamlit as st

from components import communication, look
from components.message_texts import ASKED, HEADINGS
from components.plain import bare, plain, words
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import speaking, t
from data import commands, queries
from data.commands import Wording
from data.queries import CommunicationView, MessageRow
from data.rules.messages import QUESTIONS
from data.vocabulary import Language, MessageState

LINES = {"happened": 3, "advice": 3, "latest": 2}
"""Lines of a field; others have one and grow."""


def new(me: Me, pin: Pin) -> None:
    """A first draft, to nobody until somebody is chosen."""
    view = still_there(queries.communication(me.store, me.viewer, pin.id))
    form = Sheet(me, pin)
    wording, pressed = _fields(form, me, view, None)
    if pressed:
        form.send(t("The draft is saved."), commands.write_message, plan=pin.id, wording=wording)


def edit(me: Me, pin: Pin) -> None:
    """Write on in a draft; what was approved is a draft again."""
    one, view = _message(me, pin)
    form = Sheet(me, pin)
    if one.state is MessageState.APPROVED:
        st.warning(t("It is approved. Once you save, it is a draft again and must be approved anew."),
                   icon=look.MESSAGE[MessageState.DRAFT].icon)  # fmt: skip
    wording, pressed = _fields(form, me, view, one)
    if pressed:
        form.send(
            t("The draft is saved."), commands.write_message, plan=one.plan_id, seen=pin.seen, wording=wording,
            latest=lambda: _now(me, pin),
        )  # fmt: skip


def correct(me: Me, pin: Pin) -> None:
    """A new message that names the one it puts right; that one stands as it was sent."""
    one, view = _message(me, pin)
    form = Sheet(me, pin)
    st.info(t("What was sent stays as it was. This becomes a new message that says it corrects no. {n}.", n=one.number),
            icon=look.MESSAGE[MessageState.CORRECTED].icon)  # fmt: skip
    wording, pressed = _fields(form, me, view, one)
    if pressed:
        form.send(
            t("The draft of the correction is saved."), commands.correct_message, seen=pin.seen, wording=wording,
            latest=lambda: _now(me, pin),
        )  # fmt: skip


def discard(me: Me, pin: Pin) -> None:
    """Give up a draft, or what was approved: asked once more, and the latter only of those who approve."""
    one, view = _message(me, pin)
    form = Sheet(me, pin)
    st.markdown(f"**{communication.headline(view, one)}**")
    icon = look.MESSAGE[MessageState.DISCARDED].icon
    if one.state is MessageState.APPROVED:
        st.warning(t("It is approved and has not been sent. Once discarded it cannot be sent; it stays readable."),
                   icon=icon)  # fmt: skip
    else:
        st.caption(t("It is a draft. Once discarded it cannot be sent; it stays readable."))
    with form.form():
        pressed = form.save_button(t("Discard it"))
    if pressed:
        form.send(t("Discarded."), commands.discard_message, seen=pin.seen, latest=lambda: _now(me, pin))


def translate(me: Me, pin: Pin) -> None:
    """The message as it reads in another language."""
    one, _ = _message(me, pin)
    form = Sheet(me, pin)
    with form.form():
        with speaking(Language.DANISH):  # as it is sent: the headings are translated with the text
            headed = [f"**{t(HEADINGS[q])}**  \n{words(said)}" for q, said in one.answers.items()]
        st.markdown("\n\n".join(headed))
        language = form.text(
            "language", t("The language, as it calls itself"), placeholder="العربية · Türkçe · Soomaali · Polski"
        )
        text = form.text("text", t("The message in that language"), lines=7)
        st.caption(t("It becomes a page of the poster. Write the same as the Danish text, and nothing more."))
        pressed = form.save_button(t("Save"))
    if pressed:
        form.send(
            t("Saved."), commands.translate_message, seen=pin.seen, language=language, text=text,
            latest=lambda: _now(me, pin),
        )  # fmt: skip


def _message(me: Me, pin: Pin) -> tuple[MessageRow, CommunicationView]:
    one = still_there(queries.message(me.store, me.viewer, pin.id))
    return one, still_there(queries.communication(me.store, me.viewer, one.plan_id))


def _fields(form: Sheet, me: Me, view: CommunicationView, one: MessageRow | None) -> tuple[Wording, str]:
    """To whom, through what, and the seven questions; no answer is demanded, what has none is simply left out."""
    plan = me.plan_of(view.standing_plan_id)
    rows = {row.key: row for row in view.rows if row.relevant or (one and row.key in one.audiences)}
    start, ways = (one.audiences, one.channels) if one else ((), ())  # chosen, never taken for granted
    with form.form():
        audiences = form.several("audiences", t("To whom?"), list(rows), start, lambda key: plain(bare(rows[key].name)))
        channels = form.several("channels", t("Through what?"), list(plan.channels), ways, lambda way: way)
        said = {q: form.text(q, t(ASKED[q]), _stood(one, q), lines=LINES.get(q, 2)) for q in QUESTIONS}
        st.caption(t("Name an office or a function to contact. A number may be a person’s: saving asks, and one click "
                     "keeps an office’s."))  # fmt: skip
        pressed = form.save_button(t("Save the draft"))
    return Wording(audiences=audiences, channels=channels, **said), pressed


def _stood(one: MessageRow | None, question: str) -> str:
    """What it says now; a text that was removed is written anew."""
    return (one.answers[question].body or "") if one and question in one.answers else ""


def _now(me: Me, pin: Pin) -> Latest:
    one, _ = _message(me, pin)
    texts = {q: said.body or "" for q, said in one.answers.items()}
    fields = [(t("State"), look.MESSAGE[one.state].label), *((t(ASKED[q]), text) for q, text in texts.items())]
    return Latest(one.version, fields, texts)
