"""What the privacy stop shows to the writer alone, and the two answers that send the form again in one click (6.1)."""

from collections.abc import Callable, Mapping
from typing import Final, cast

import streamlit as st

from components import feedback
from components.plain import plain
from components.session import Me
from components.texts import mark, t
from data.errors import Refusal
from data.rules import privacy
from data.rules.known_words import known_words
from data.rules.privacy import Finding
from data.storage.overruling import NEVER, Words, words_of
from data.vocabulary import NotAPerson

KEEP: Final = {
    NotAPerson.PLACE: mark("It is a place – save"),
    NotAPerson.ORGANISATION: mark("An organisation – save"),
    NotAPerson.OTHER: mark("No person – save"),
}


def draw(
    refusal: Refusal,
    name: Callable[[str], str],
    *,
    keep: Callable[[Refusal, NotAPerson], None],
    remove: Callable[[Refusal], None],
) -> None:
    """The text with what must go marked, and the answers; inside a form."""
    text, found = _of(refusal)
    _show(text, found)
    with st.container(horizontal=True, key=name("answers")):
        st.form_submit_button(
            t("Remove what is marked, and save"), key=name("remove"), icon=":material/ink_eraser:", on_click=remove,
            args=(refusal,),
        )  # fmt: skip
        if any(finding.kind in NEVER for finding in found):
            st.caption(t("A CPR number is never saved."))
            return
        for why, label in KEEP.items():
            st.form_submit_button(t(label), key=name(f"keep-{why}"), on_click=keep, args=(refusal, why))


def marked(refusal: Refusal) -> list[Words]:
    """What the writer was shown, as it can be overruled."""
    text, found = _of(refusal)
    return [words_of(text, finding) for finding in found]


def without(me: Me, text: str, cleared: Mapping[Words, NotAPerson]) -> str:
    """The text with everything marked taken out; the whole name of a person of the plan file becomes their function."""
    known = known_words(me.plan)
    for finding in reversed(privacy.findings(text, known)):
        if words_of(text, finding) not in cleared:
            instead = known.function(text[finding.start : finding.end]) or t("[removed]")
            text = text[: finding.start] + instead + text[finding.end :]
    return text


def _of(refusal: Refusal) -> tuple[str, list[Finding]]:
    return str(refusal.details["text"]), cast("list[Finding]", refusal.details["findings"])


def _show(text: str, found: list[Finding]) -> None:
    shown, at = [], 0
    for finding in found:
        shown.append(plain(text[at : finding.start]))
        kind = t(feedback.FOUND[finding.kind])
        shown.append(f":red-background[{plain(text[finding.start : finding.end]).strip()}] *({kind})* ")
        at = finding.end
    shown.append(plain(text[at:]))
    st.markdown("".join(shown))
