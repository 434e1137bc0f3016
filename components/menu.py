"""Which pages there are for somebody: those of an emergency first, the others behind them, some in no menu.

Side by side and not in sections: on a phone Streamlit draws sections as a list that screen readers cannot tell. Without
icons, so that the thirteen words of a leader fit a laptop; what does not fit folds away under a word of English.
"""

from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import Page

from components import across, archives, closed_item, fora, guided, page_help, removal, review
from components.session import Me
from components.texts import t
from data import queries
from data.rules import access
from data.vocabulary import Verb


class Entry(NamedTuple):
    """A page that this person may open."""

    file: str
    title: str


def _foremost(me: Me) -> list[Entry]:
    """What an emergency is run by, its history, and where it is looked back at."""
    reads = me.may(Verb.READ)
    offered = [
        (reads, "overblik.py", t("Overview")),
        (me.may(Verb.REPORT), "melding.py", t("New report")),
        (reads, "haendelser.py", t("Incidents")),
        (reads, "indsatser.py", t("Actions")),
        (reads, "handlingsplan.py", t("Action plan")),
        (reads, "kommunikation.py", t("Communication")),
        (reads, closed_item.PAGE, t("Meeting")),
        (reads, "historik.py", t("History")),
        (queries.may_see_fora(me.viewer), fora.PAGE, t("Fora")),
    ]
    return [Entry(file, title) for may, file, title in offered if may]


def _others(me: Me) -> list[Entry]:
    """What is there between emergencies, and beside them."""
    screens = (me.may(Verb.READ) and me.viewer.only is None) or me.may(Verb.PAIR_SCREEN)
    offered = [
        (access.keeps_people(me.viewer), "personer.py", t("People")),
        (screens, "skaerme.py", t("Board and screens")),
        (me.may(Verb.ADMINISTER), removal.PAGE, t("Remove a text")),
        (True, "beredskabsplan.py", t("Preparedness plan")),
        (True, "vejledning.py", t("What to write")),
    ]
    return [Entry(file, title) for may, file, title in offered if may]


def _hidden(me: Me) -> list[Entry]:
    """Pages that are opened from what they are about."""
    reviews = queries.may_review(me.viewer)
    offered = [
        (True, page_help.GUIDE, t("Help")),
        (me.may(Verb.LEAD_EXERCISE), guided.PAGE, t("Guided exercise")),
        (reviews, review.PAGE, t("Review")),
        (reviews, across.PAGE, t("Numbers across incidents")),
        (queries.may_archive(me.viewer), archives.PAGE, t("Archive")),
        (removal.may_open(me.viewer) and not me.may(Verb.ADMINISTER), removal.PAGE, t("Remove a text")),
    ]
    return [Entry(file, title) for may, file, title in offered if may]


def entries(me: Me) -> list[Entry]:
    """Every page that this person may open, in whatever way."""
    return [*_foremost(me), *_others(me), *_hidden(me)]


def chosen(me: Me) -> tuple[Page, str]:
    """Draw the menu; the page that the person is on, and its file."""
    foremost, others, hidden = _foremost(me), _others(me), _hidden(me)
    seen = [st.Page(one.file, title=one.title) for one in (*foremost, *others)]
    unseen = [st.Page(one.file, title=one.title, visibility="hidden") for one in hidden]
    page = st.navigation([*seen, *unseen], position="top")
    return page, next(one.file for one in (*foremost, *others, *hidden) if one.title == page.title)
