"""The page of the fora: when each meets, what it has before it then, and its matters (R16, R27, R28, domain.md 5.4).

For somebody with ten minutes: first the next meeting, then what must be decided at it, then the rest.
"""

from datetime import date
from typing import Final

import streamlit as st

from components import (
    address,
    feedback,
    fora_agenda,
    fora_forms,
    fora_words,
    hand_overs,
    lessons,
    matters,
    sheet,
    times,
)  # fmt: skip
from components.documents import forum_buttons
from components.plain import plain
from components.session import Me
from components.texts import t
from data import queries
from data.queries import ForumAgenda, ForumView
from data.rules.fora import ForumDate, Rhythm
from data.vocabulary import Verb

PAGE: Final = "fora.py"
PARAM: Final = "forum"
PAST: Final = 4
"""Days that have been, in the calendar."""


def page(me: Me) -> None:
    """The forum that the address names, else the one that the reader answers for, else the council."""
    views = {view.code: view for view in queries.forum_views(me.store, me.viewer)}
    if not views:
        st.info(t("The plan file names no forum."), icon=":material/event_busy:")
        return
    agenda = queries.forum_agenda(me.store, me.viewer, _chosen(me, views))
    if agenda is None:  # gone from the plan file meanwhile
        return
    _next(me, agenda)
    fora_agenda.show(me, agenda)
    hand_overs.section(me, agenda.view.code)
    if agenda.view.council:
        lessons.section(me, agenda.view.code)
        matters.rest(me, agenda)
        _treated(me, agenda.view)
    _calendar(me, agenda.view)


def _chosen(me: Me, views: dict[str, ForumView]) -> str:
    """One forum at a time; the choice stands in the address."""
    codes = list(views)
    own = (code for code in codes if me.viewer.role in me.plan.fora[code].answering)
    first = next(own, next((code for code in codes if views[code].council), codes[0]))
    named = st.query_params.get(PARAM)
    key = f"address-{PARAM}"
    st.session_state[key] = named if named in codes else first
    st.segmented_control(
        t("Forum"), codes, key=key, format_func=lambda code: plain(me.plan.fora[code].name), required=True,
        width="stretch", wrap=True, label_visibility="collapsed",
        on_change=lambda: address.name(PARAM, st.session_state[key], first),
    )  # fmt: skip
    return str(st.session_state[key])


def _next(me: Me, agenda: ForumAgenda) -> None:
    """When it meets next, said first; and what the plan file says where nothing is set in time."""
    view, forum = agenda.view, me.plan.fora[agenda.view.code]
    with st.container(border=True, key=f"next-{view.code}"):
        if view.following is not None:
            ahead = fora_words.days_to(view.following.day, times.local(me.now).date())
            said = t("Next meeting: {when}", when=fora_words.when(view.following))
            st.subheader(f"{plain(said)} · {plain(ahead)}", anchor=False)
        else:
            st.subheader(t("No date is set for the next meeting"), anchor=False)
        late = fora_words.rhythm(me.plan, view.code, view.rhythm)
        if late:
            st.warning(plain(late), icon=":material/event_busy:")
        elif forum.rhythm:
            st.caption(plain(f"{forum.definite} {forum.rhythm}."))
        with st.container(horizontal=True, key=f"next-buttons-{view.code}"):
            if me.may(Verb.KEEP_FORA):
                _date_buttons(me, view)
            forum_buttons.offer(me, agenda)


def _date_buttons(me: Me, view: ForumView) -> None:
    sheet.open_button(
        t("Set a date"), "forum_set", fora_forms.coded(me, view.code, date.min), 0, icon=":material/event_available:",
        type="primary" if view.rhythm in (Rhythm.MISSING, Rhythm.LATE) else "secondary",
    )  # fmt: skip
    if view.following is not None:
        _change(me, view.following, where="-next")


def _change(me: Me, one: ForumDate, where: str = "") -> None:
    number = fora_forms.coded(me, one.forum, one.day)
    sheet.open_button(
        t("Move the meeting"), "forum_move", number, one.version, icon=":material/edit_calendar:", where=where
    )
    sheet.open_button(
        t("Call the meeting off"), "forum_cancel", number, one.version, icon=":material/event_busy:", where=where
    )


def _again(me: Me, one: ForumDate) -> None:
    number = fora_forms.coded(me, one.forum, one.day)
    sheet.open_button(t("Set the date again"), "forum_set", number, one.version, icon=":material/event_available:")


def _calendar(me: Me, view: ForumView) -> None:
    """All days that are to come, and the last that have been."""
    today = times.local(me.now).date()
    past = [one for one in view.dates if one.day < today][-PAST:]
    shown = [*past, *(one for one in view.dates if one.day >= today)]
    with st.expander(t("Calendar"), icon=":material/calendar_month:", key=f"calendar-{view.code}"):
        if not shown:
            st.markdown(t("No dates are set."))
        for one in shown:
            with st.container(horizontal=True, vertical_alignment="center", key=f"day-{view.code}-{one.day:%Y%m%d}"):
                st.markdown(plain(fora_words.when(one)), width="content")
                _state(one, over=one.day < today)
                if one.day >= today and one != view.following and not one.cancelled:
                    forum_buttons.of_later(me, one)
                if one.day >= today and me.may(Verb.KEEP_FORA):
                    _again(me, one) if one.cancelled else _change(me, one)


def _state(one: ForumDate, *, over: bool) -> None:
    """What is to be known of a day beside when it is."""
    if one.cancelled:
        st.badge(t("Meeting called off"), icon=":material/event_busy:", color="gray")
    elif over:
        st.badge(t("Over"), icon=":material/history:", color="gray")
    elif one.id is None:
        st.badge(t("From the plan file"), icon=":material/menu_book:", color="gray")


def _treated(me: Me, view: ForumView) -> None:
    """What the council has dealt with lately, so that nobody asks twice."""
    rows = queries.treated(me.store, me.viewer, view.code, most=fora_agenda.MOST)
    if not rows:
        return
    with st.expander(t("Dealt with at earlier meetings"), icon=":material/task_alt:", key=f"treated-{view.code}"):
        for row in rows:
            name = fora_words.incident(row.about, me.plan_of)
            who = feedback.role_title(me, row.role)
            told = t("{day}, noted by {who}", day=times.whole_day(row.day), who=who)
            st.markdown(f"**{plain(name)}** · :small[{plain(told)}]")
            fora_agenda.decided(row.decision)


def next_line(me: Me) -> None:
    """One quiet line of the start page: when the council meets next; nothing for a guest."""
    view = next((one for one in queries.forum_views(me.store, me.viewer) if one.council), None)
    if view is None:
        return
    forum = me.plan.fora[view.code].definite
    said = t("Next meeting of {forum}: {when}", forum=forum,
             when=fora_words.when(view.following) if view.following else t("no date set"))  # fmt: skip
    st.page_link(PAGE, label=plain(said), icon=":material/event:")
