"""The review of one ended incident on the screen: what happened, what must be decided, and how it went (5.4, R6)."""

from typing import Final

import pandas as pd
import streamlit as st

from components import (
    address,
    archives,
    evaluation,
    incidents,
    look,
    review_afterwards,
    review_chart,
    review_replay,
    review_words,
    screens,
    times,
)  # fmt: skip
from components.documents import review_buttons
from components.documents.blocks import Strong
from components.documents.naming import Naming
from components.plain import plain
from components.review_words import Rows
from components.session import Me
from components.texts import t
from data import queries
from data.queries import IncidentRow, Review

PAGE: Final = "gennemgang.py"


def link(me: Me, row: IncidentRow) -> None:
    """From an incident to its review, once it has ended; for those who may read it."""
    if queries.is_reviewed(row) and queries.may_review(me.viewer):
        st.page_link(
            PAGE, label=t("Review"), icon=":material/rate_review:", query_params={incidents.PARAM: str(row.id)}
        )


def page(me: Me) -> None:
    """Choose an ended incident, the one that ended last first, and read its review."""
    asked = incidents.selected()
    rows = {str(row.id): row for row in queries.reviewable(me.store, me.viewer, named=asked)}
    if not rows:
        st.info(t("No incident has been activated and ended yet."), icon=":material/info:")
        return
    unknown = asked is not None and str(asked) not in rows
    chosen = address.pick(
        t("Incident"), incidents.PARAM, list(rows), lambda i: _named(me, rows[i]),
        default=None if unknown else next(iter(rows)),
    )  # fmt: skip
    if len(rows) >= queries.LISTED:
        incidents.older()
    if chosen is None:
        told = t("This incident has not ended, was never activated, or your role may not read it.")
        st.warning(told, icon=":material/search_off:")
        return
    view = queries.review(me.store, me.viewer, int(chosen))
    if view is not None:
        _show(me, view, rows[chosen])


def _named(me: Me, row: IncidentRow) -> str:
    """An incident in the list: by number, kind and quarter, and when it ended."""
    known = me.plan_of(row.standing_plan_id).categories.get(row.category)
    number = t("E{n}", n=row.number) if row.exercise else str(row.number)
    ended = times.dated(row.ended_at) if row.ended_at else ""
    marked = f"{t('EXERCISE')} · " if row.exercise else ""
    return f"{marked}{number} · {known.name if known else row.category} · {look.INCIDENT[row.state].label} {ended}"


def _show(me: Me, view: Review, row: IncidentRow) -> None:
    naming = Naming(me.plan_of(view.standing_plan_id), view.exercise)
    _head(me, view, row, naming)
    left, right = st.columns(2, gap="medium")
    with left:
        _facts(view, naming)
        _decide(view, naming)
    with right:
        st.subheader(t("Course"), anchor=False)
        review_chart.show(view)
        _table(review_words.spans(view, naming), t("How long each stretch took"))
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader(t("Moments"), anchor=False)
        _table(review_words.timeline(view, naming), t("When each moment was"))
    with right:
        st.subheader(t("Who was represented"), anchor=False)
        st.markdown(plain(review_words.meetings(view)) + "  \n" + plain(review_words.closed_items(view)))
        _table(review_words.represented(view, naming), t("Which parties were represented"))
    st.subheader(t("Actions by party"), anchor=False)
    _table(review_words.counted_briefly(view, naming), t("What became of each party’s actions"), t("No actions."))
    st.subheader(t("Messages"), anchor=False)
    _table(review_words.messages(view, naming), t("To whom each message went, and when"), t("No messages."))
    st.markdown(plain(review_words.press(view, naming)))
    st.subheader(t("Handed over"), anchor=False)
    _lines(review_afterwards.handed_over(view, naming), t("Nothing was handed over."))
    st.subheader(t("First impressions"), anchor=False)
    _table(review_words.impressions(view, naming), t("The first impression of each party"),
           t("No first impression is registered."))  # fmt: skip
    st.subheader(t("Lessons from earlier incidents"), anchor=False)
    _lines(review_afterwards.earlier(view, naming), t("No lesson of an earlier incident is open."))
    if view.injects:
        st.subheader(t("Injects of the exercise"), anchor=False)
        _lines(review_afterwards.injects(view, naming), "")
    if view.decided:
        council = review_words.the_council(naming)
        st.subheader(t("Decided by {council}", council=plain(council)), anchor=False)
        _table(review_afterwards.decided(view, naming), t("What {council} decided, and when", council=plain(council)))
    with st.expander(t("All actions"), key=f"all-actions-{view.id}", icon=":material/checklist:"):
        _lines(review_words.all_actions(view, naming), t("No actions."))
    evaluation.section(me, view.id)
    review_replay.section(view.id)


def _head(me: Me, view: Review, row: IncidentRow, naming: Naming) -> None:
    """What it was, that it was an exercise, and the same on paper."""
    st.header(plain(review_words.title(view, naming)), anchor=False)
    incidents.badges(me, row)
    with st.container(horizontal=True, key=f"review-{view.id}", vertical_alignment="center"):
        review_buttons.offer(me, view)
        incidents.links(row)
        archives.link(me, row)
        screens.show_review(me, view.id)


def _facts(view: Review, naming: Naming) -> None:
    rows = [(f"**{label}**", plain(said)) for label, said in review_words.facts(view, naming)]
    st.table(pd.DataFrame(rows, columns=["a", "b"]), hide_header=True, hide_index=True, border="horizontal",
             alt=t("What happened, where and when, and how large it was"))  # fmt: skip


def _decide(view: Review, naming: Naming) -> None:
    """What is left open, before everything else: the reviewer has ten minutes."""
    with st.container(border=True, key=f"decide-{view.id}"):
        st.subheader(t("To decide"), anchor=False)
        if not view.to_decide:
            st.success(t("The log leaves nothing open."), icon=":material/check_circle:")
        for number, one in enumerate(view.to_decide, 1):
            st.markdown(f"{number}\\. {plain(review_words.matter(one, naming))}")
    told = t("Read from the log alone. “Not registered” means that nobody noted it, not that it was not done.")
    st.markdown(f":small[{told}]")


def _table(rows: Rows, alt: str, none: str = "") -> None:
    """A table of what a row says as it is; what must be seen is bold."""
    if not rows.rows:
        st.markdown(none)
        return
    cells = [[_cell(cell) for cell in row] for row in rows.rows]
    st.table(pd.DataFrame(cells, columns=[plain(name) for name in rows.head]), hide_index=True,
             border="horizontal", alt=alt)  # fmt: skip


def _lines(rows: Rows, none: str) -> None:
    """A row a paragraph, which fits a phone: number and words first, the other columns under their names."""
    for number, words, *others in rows.rows:
        told = " · ".join(f"{name}: {_cell(cell)}" for name, cell in zip(rows.head[2:], others, strict=True))
        st.markdown(f"**{plain(number)}.** {_cell(words)}  \n:small[{told}]")
    if not rows.rows:
        st.markdown(none)


def _cell(text: str) -> str:
    return f"**{plain(text)}**" if isinstance(text, Strong) and text else plain(text)
