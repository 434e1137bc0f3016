"""The buttons that file a plan: nothing is made before one is pressed, and rights are asked when it is made."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from components.documents import made
from components.documents.made import MIME, Format, Made
from components.documents.naming import file_name
from components.session import Me
from components.texts import speaking, t
from data import queries
from data.queries import PlanView
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Language, Verb

ICONS = {Format.DOCX: ":material/description:", Format.PDF: ":material/picture_as_pdf:"}
Making = Callable[[Store, Viewer, Format], Made]


def offer(me: Me, view: PlanView) -> None:
    """The handlingsplan and its situation picture: the one approved last, else a draft of what stands now."""
    if not me.may(Verb.READ):
        return
    if made.is_closed_to(me.store, me.viewer, view.id):
        st.caption(t("The documents can be made again when the closed item has ended."))
        return
    with st.container(horizontal=True, key=f"documents-{view.id}"):
        word = f"handlingsplan-{view.number}-udgave-{view.edition}"
        for one in Format:
            label = t("Action plan ({format})", format=one.upper())
            _button(me, label, word, one, partial(_plan, view.id), view.exercise)
        picture(me, view, queries.newest_picture(me.store, me.viewer, view.id))


def picture(me: Me, view: PlanView, approved: int | None) -> None:
    """A situation picture by its id, or a draft of what stands now, in both formats."""
    word = f"situationsbillede-{view.number}" + ("" if approved else "-udkast")
    for one in Format:
        label = t("Situation picture ({format})", format=one.upper())
        if not approved:
            label = t("Situation picture, draft ({format})", format=one.upper())
        _button(me, label, f"{word}-{approved}" if approved else word, one, partial(_picture, view.id, approved),
                view.exercise)  # fmt: skip


def _button(me: Me, label: str, word: str, one: Format, make: Making, exercise: bool) -> None:
    with speaking(Language.DANISH):
        name = file_name(word, me.now, exercise=exercise)
    st.download_button(
        label, partial(_now, me.store, me.signed_in.sign_in, one, make), file_name=f"{name}.{one}", mime=MIME[one],
        on_click="ignore", type="tertiary", icon=ICONS[one], key=f"file-{word}-{one}",
    )  # fmt: skip


def _now(store: Store, sign_in: str, one: Format, make: Making) -> bytes:
    """Runs beside the script when the button is pressed: it holds no page, so it asks who is signed in by itself."""
    return make(store, made.reader(store, sign_in), one).content


def _plan(number: int, store: Store, viewer: Viewer, one: Format) -> Made:
    return made.plan_file(store, viewer, number, one)


def _picture(number: int, approved: int | None, store: Store, viewer: Viewer, one: Format) -> Made:
    return made.picture_file(store, viewer, number, one, approved=approved)
