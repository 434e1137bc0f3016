"""The agenda of a forum's next meeting on the screen: each line leads to its thing, exercises apart (B7, 6.13)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from components import fora_words, hygiene, incidents, look, matters, review, sheet, times
from components.fora_forms import since
from components.plain import plain, quote, words
from components.session import Me
from components.texts import t, tn
from data.queries import ForumAgenda, OnTheList, Said, ToFollowUp, ToReview
from data.queries.forum_agenda import AboutIncident
from data.vocabulary import Verb

MOST: Final = 12
"""Lines of one kind; all of them stand on the printed agenda."""


def show(me: Me, agenda: ForumAgenda) -> None:
    """What must be decided, then what is told; what was an exercise comes last, by itself."""
    st.header(t("To take up at the next meeting"), anchor=False)
    if agenda.empty:
        st.success(t("Nothing waits for {forum}.", forum=plain(_definite(me, agenda))), icon=":material/check_circle:")
        return
    matters.missed(me, agenda)
    _reviews(me, agenda, [one for one in agenda.reviews if not one.about.exercise])
    matters.on_agenda(me, agenda)
    _hand_overs(me, [one for one in agenda.hand_overs if not one.about.exercise])
    _lessons(me, [one for one in agenda.lessons if not one.about.exercise])
    _aged(me, agenda)
    _exercises(me, agenda)


def _definite(me: Me, agenda: ForumAgenda) -> str:
    return me.plan.fora[agenda.view.code].definite


def _exercises(me: Me, agenda: ForumAgenda) -> None:
    reviews = [one for one in agenda.reviews if one.about.exercise]
    handed = [one for one in agenda.hand_overs if one.about.exercise]
    lessons = [one for one in agenda.lessons if one.about.exercise]
    if not (reviews or handed or lessons):
        return
    with st.container(border=True, key="agenda-exercises"):
        st.badge(t("EXERCISE"), icon=":material/exercise:", color="orange")
        st.caption(t("Exercises stand apart: nothing here has happened."))
        _reviews(me, agenda, reviews)
        _hand_overs(me, handed)
        _lessons(me, lessons)


def _reviews(me: Me, agenda: ForumAgenda, rows: Sequence[ToReview]) -> None:
    """Incidents that the council has not dealt with; its decision is noted from the day on which it meets."""
    if not rows:
        return
    st.subheader(tn("{n} incident to review", "{n} incidents to review", len(rows)), anchor=False)
    for one in rows[:MOST]:
        with _line(f"review-{one.about.id}"):
            st.markdown(f"**{plain(fora_words.incident(one.about, me.plan_of))}**  \n"
                        f":small[{plain(fora_words.ended(one))}]")  # fmt: skip
            with st.container(horizontal=True, width="content", vertical_alignment="center"):
                _to(review.PAGE, t("Review"), ":material/rate_review:", one.about)
                if me.may(Verb.TREAT_AT_COUNCIL) and _can_be_noted(agenda, one):
                    sheet.open_button(
                        t("Note what was decided"), "treat", one.about.id, 0, icon=":material/gavel:"
                    )  # fmt: skip
    _more(len(rows))
    if me.may(Verb.TREAT_AT_COUNCIL) and agenda.meeting and not all(_can_be_noted(agenda, one) for one in rows[:MOST]):
        day = times.weekday_and_day(agenda.meeting.day)
        st.caption(t("What is decided is noted here from the day of the meeting on: {day}.", day=day))


def _can_be_noted(agenda: ForumAgenda, one: ToReview) -> bool:
    """A meeting was held since it ended, or none is set, so that one may have been."""
    today = times.local(agenda.at).date()
    ended = times.local(one.ended_at).date() if one.ended_at else None
    return agenda.meeting is None or any(since(ended, day, today) for day in agenda.view.dates)


def _hand_overs(me: Me, rows: Sequence[OnTheList]) -> None:
    if not rows:
        return
    st.subheader(tn("{n} action on the list", "{n} actions on the list", len(rows)), anchor=False)
    for number, one in enumerate(rows[:MOST]):
        with _line(f"handed-{one.about.id}-{one.number}-{number}"):
            told = _told(me, one.due, fora_words.handed_over(one, me.plan_of), one.about)
            st.markdown(f"**{plain(fora_words.action(one, me.plan_of))}**  \n{told}")
            _to(incidents.PAGE, t("Incident"), ":material/campaign:", one.about)
    _more(len(rows))


def _lessons(me: Me, rows: Sequence[ToFollowUp]) -> None:
    if not rows:
        return
    st.subheader(tn("{n} lesson to follow up", "{n} lessons to follow up", len(rows)), anchor=False)
    for number, one in enumerate(rows[:MOST]):
        with _line(f"lesson-{one.about.id}-{number}"):
            told = _told(me, one.due, fora_words.lesson(one, me.plan_of), one.about)
            st.markdown(f"**{words(one.sentence)}**  \n{told}")
            _to(review.PAGE, t("Review"), ":material/rate_review:", one.about)
    _more(len(rows))


def _aged(me: Me, agenda: ForumAgenda) -> None:
    """The hygiene of the plan: short here, in full on the plan's own page."""
    if not agenda.aged:
        return
    said = tn("The preparedness plan: {n} thing to look after", "The preparedness plan: {n} things to look after",
              len(agenda.aged))  # fmt: skip
    today = times.local(agenda.at).date()
    told = [hygiene.tell(me.plan, line, today) for line in agenda.aged]
    with st.expander(said, icon=":material/fact_check:", key="agenda-hygiene"):
        st.markdown("\n".join(f"- {plain(one.what)}" for one in told))
        st.page_link(hygiene.PAGE, label=t("Open the preparedness plan"), icon=":material/menu_book:")


def _told(me: Me, due: date, said: str, about: AboutIncident) -> str:
    """The small print of a line; what is late has its word, and its colour."""
    late = due < times.local(me.now).date()
    told = f":red[{look.OVERDUE.icon} {look.OVERDUE.label} · {plain(said)}]" if late else plain(said)
    return f":small[{told} · {plain(fora_words.incident(about, me.plan_of))}]"


def _line(key: str) -> st.delta_generator.DeltaGenerator:
    """The room of one line: its words on the left, what leads on from it on the right."""
    return st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key=f"agenda-{key}",
    )


def _to(page: str, label: str, icon: str, about: AboutIncident) -> None:
    st.page_link(page, label=label, icon=icon, query_params={incidents.PARAM: str(about.id)}, width="content")


def _more(count: int) -> None:
    if count > MOST:
        st.caption(tn("{n} more stands on the printed agenda.", "{n} more stand on the printed agenda.", count - MOST))


def decided(said: Said) -> None:
    """What was decided, as somebody's words."""
    st.markdown(quote(said))
