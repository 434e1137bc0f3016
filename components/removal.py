"""A word searched for in everything that was written, and the way from each hit to its removal (6.1, 6.25)."""

from typing import Final

import streamlit as st

from components import feedback, look, removal_words, session, sheet, times
from components.plain import plain, quote
from components.session import Me
from components.texts import t, tn
from data import queries
from data.errors import RuleBroken
from data.queries import Hit, NameHit
from data.rules.access import Viewer
from data.vocabulary import Verb

PAGE: Final = "fjernelse.py"
WORD: Final = "removal-word"
OPENS: Final = frozenset({Verb.REDACT, Verb.DELETE_INCIDENT, Verb.ADMINISTER})


def may_open(viewer: Viewer) -> bool:
    """Who finds the page: whoever removes texts, deletes incidents or keeps accounts; no guest."""
    return viewer.only is None and bool(viewer.grants & OPENS)


def link(me: Me) -> None:
    """The way to the page from the history."""
    if may_open(me.viewer):
        st.page_link(PAGE, label=t("Remove a text, keep and delete"), icon=":material/ink_eraser:")


@st.fragment
def search() -> None:
    """The word and what it finds. It stays in this page: no address, log or table holds it, for it may be a name."""
    me = session.current()
    feedback.show()
    if not me.may(Verb.REDACT):  # lost the right while the page was open
        feedback.redraw()
    with st.form("removal-search", border=False):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        with left:
            word = st.text_input(t("A word, a name or a number"), key=WORD, autocomplete="off", max_chars=80)
        with right:
            st.form_submit_button(t("Search"), icon=":material/search:", type="primary", width="stretch")
    st.caption(
        t("Everything that was ever written is searched: drafts, proposals, corrections and earlier wordings too. The "
          "word is kept nowhere, and accents, capitals and spaces between figures do not count.")
    )  # fmt: skip
    if word.strip():
        _found(me, word)


def _found(me: Me, word: str) -> None:
    try:
        found = queries.find(me.store, me.viewer, word)
    except RuleBroken as refusal:
        st.error(feedback.sentence(me, refusal), icon=":material/error:")
        return
    if not found.hits and not found.names:
        st.success(t("Not found anywhere that your role may search."), icon=":material/search_check:")
    if found.hits:
        said = tn("Found in {n} text", "Found in {n} texts", len(found.hits))
        more = t("Only the newest {n} are shown: search for a longer word.", n=len(found.hits))
        st.markdown(f"**{said}**" + (f" · {more}" if found.more else ""))
    if any(hit.said is None for hit in found.hits):
        st.caption(t("Your role does not read these incidents: only what stands around the word is shown."))
    for hit in found.hits:
        card(me, hit)
    if found.names:
        heading = t("Names that are no texts")
        st.markdown(f"**{heading}**")
    for number, name in enumerate(found.names):
        _name(name, number)
    if not me.may(Verb.ADMINISTER):
        st.caption(t("Names of accounts, addresses and the plan file are searched by an administrator."))


def card(me: Me, hit: Hit) -> None:
    """One hit: what it is, which incident, when, by which function, and where it is shown."""
    with st.container(border=True, key=f"hit-{hit.text}", gap="xsmall"):
        told(me, hit)
        sheet.open_button(t("See where it stands, and remove it"), "redact", hit.text, hit.seq,
                          icon=":material/ink_eraser:")  # fmt: skip


def told(me: Me, hit: Hit) -> None:
    """The same without its button, also in the form that removes it."""
    st.markdown(f"**{plain(removal_words.what(hit))}** · {plain(removal_words.incident(hit.incident))}")
    if hit.said is not None:
        st.markdown(quote(hit.said))
    else:
        st.markdown(f":material/format_quote: {plain(hit.around)}")
    who = plain(feedback.role_title(me, hit.role))
    done = t(look.VERB[hit.verb]) if hit.verb in look.VERB else hit.verb.value
    number = t("No. {n}", n=hit.seq)
    st.markdown(f":small[{times.when(hit.at, me.now)} · {who} {done} · {number}]")
    if places := removal_words.places(hit):
        st.caption(t("Shown in: {places}", places=plain(places)))


def _name(hit: NameHit, number: int) -> None:
    kind, todo = removal_words.name(hit)
    with st.container(border=True, key=f"name-{number}", gap="xsmall"):
        count = tn("{n} row", "{n} rows", hit.count)
        st.markdown(f"**{plain(kind)}**" + (f" · {count}" if hit.count > 1 else ""))
        st.markdown(f":material/format_quote: {plain(hit.around)}")
        st.caption(todo)
