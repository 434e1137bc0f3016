"""The buttons that file a plan: nothing is made before one is pressed, and rights are asked when it is made."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from components.documents import made
from components.documents.made import MIME, Format, Made
from components.documents.naming import file_name
from components.session import Me
from components.texts import speaking, t
from data import queries
from data.queries import PictureRow, PlanView
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
            _button(me, view, label, word, one, partial(_plan, view.id))
        picture(me, view, queries.newest_picture(me.store, me.viewer, view.id))


def picture(me: Me, view: PlanView, approved: int | None) -> None:
    """A situation picture by its id, or a draft of what stands now, in both formats."""
    rows = queries.pictures(me.store, me.viewer, plan=view.id)
    number = next((row.number for row in rows if row.id == approved), 0) if approved else _next(rows)
    word = f"situationsbillede-{number}" + ("" if approved else "-udkast")
    for one in Format:
        label = t("Situation picture ({format})", format=one.upper())
        if not approved:
            label = t("Situation picture, draft ({format})", format=one.upper())
        _button(me, view, label, word, one, partial(_picture, view.id, approved))


def _next(rows: Sequence[PictureRow]) -> int:
    """The number of the working copy, or of the one that would be begun; the newest stands first."""
    if not rows:
        return 1
    return rows[0].number + (1 if rows[0].approved_at else 0)


def _button(me: Me, view: PlanView, label: str, word: str, one: Format, make: Making) -> None:
    with speaking(Language.DANISH):
        name = file_name(word, me.now, exercise=view.exercise)
    st.download_button(
        label, partial(_now, me.store, me.signed_in.sign_in, one, make), file_name=f"{name}.{one}", mime=MIME[one],
        on_click="ignore", type="tertiary", icon=ICONS[one], key=f"file-{view.id}-{word}-{one}",
    )  # fmt: skip


def _now(store: Store, sign_in: str, one: Format, make: Making) -> bytes:
    """Runs beside the script when the button is pressed: it holds no page, so it asks who is signed in by itself."""
    return make(store, made.reader(store, sign_in), one).content


def _plan(number: int, store: Store, viewer: Viewer, one: Format) -> Made:
    return made.plan_file(store, viewer, number, one)


def _picture(number: int, approved: int | None, store: Store, viewer: Viewer, one: Format) -> Made:
    return made.picture_file(store, viewer, number, one, approved=approved)
