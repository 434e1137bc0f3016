"""The buttons that file a review: made when they are pressed, and rights are asked then (see made.py)."""

from functools import partial

import streamlit as st

from components.documents import made, review
from components.documents.buttons import ICONS
from components.documents.made import MIME, WRITERS, Format, Made
from components.documents.naming import file_name
from components.session import Me
from components.texts import speaking, t
from data import queries
from data.errors import NotAllowed, RuleBroken
from data.queries import Review
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Language


def offer(me: Me, view: Review) -> None:
    """The review in both formats."""
    with speaking(Language.DANISH):
        name = file_name(review.word(view.number), me.now, exercise=view.exercise)
    for one in Format:
        st.download_button(
            t("Review ({format})", format=one.upper()), partial(_now, me.store, me.signed_in.sign_in, view.id, one),
            file_name=f"{name}.{one}", mime=MIME[one], on_click="ignore", type="tertiary", icon=ICONS[one],
            key=f"file-review-{view.id}-{one}",
        )  # fmt: skip


def _now(store: Store, sign_in: str, number: int, one: Format) -> bytes:
    """Runs beside the script when the button is pressed: it asks who is signed in by itself."""
    return review_file(store, made.reader(store, sign_in), number, one).content


def review_file(store: Store, viewer: Viewer, number: int, format: Format) -> Made:
    """The review of the incident with this id. Raises NotAllowed for whoever may not read it, and while it is open.

    Its plan may go on for another incident: during a closed item RuleBroken("closed-item-running"), as for the plan's.
    """
    account = queries.review(store, viewer, number)
    if account is None:
        raise NotAllowed("unknown")
    plan = account.folded.scope.plan
    if plan is not None and made.is_closed_to(store, viewer, plan):
        raise RuleBroken("closed-item-running")
    sheet = review.sheet(account, store.plan(account.standing_plan_id))
    return Made(f"{review.name(account)}.{format}", WRITERS[format](sheet))
