"""The agenda of a forum's next meeting on the screen: each line leads to its thing, exercises apart (B7, 6.13)."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from components import fora_words, hygiene, incidents, matters, review, sheet, times
from components.fora_forms import since
from components.plain import plain, quote
from components.session import Me
from components.texts import t, tn
from data.queries import ForumAgenda, Said, ToReview
from data.queries.forum_agenda import AboutIncident
from data.vocabulary import Verb

MOST: Final = 12
"""Lines of one kind; all of them stand on the printed agenda."""


def show(me: Me, agenda: ForumAgenda) -> None:
    """What must be decided; what was an exercise comes last, by itself.

    What was handed over and what is to be learnt stand below, where they are answered (components/fora.py).
    """
    st.header(t("To take up at the next meeting"), anchor=False)
    if agenda.empty:
        st.success(t("Nothing waits for {forum}.", forum=plain(_definite(me, agenda))), icon=":material/check_circle:")
        return
    if not (agenda.missed or agenda.reviews or agenda.matters or agenda.aged):
        st.markdown(t("What waits for {forum} stands below.", forum=plain(_definite(me, agenda))))
        return
    matters.missed(me, agenda)
    _reviews(me, agenda, [one for one in agenda.reviews if not one.about.exercise])
    matters.on_agenda(me, agenda)
    _aged(me, agenda)
    _exercises(me, agenda)


def _definite(me: Me, agenda: ForumAgenda) -> str:
    return me.plan.fora[agenda.view.code].definite


def _exercises(me: Me, agenda: ForumAgenda) -> None:
    reviews = [one for one in agenda.reviews if one.about.exercise]
    if not reviews:
        return
    with st.container(border=True, key="agenda-exercises"):
        st.badge(t("EXERCISE"), icon=":material/exercise:", color="orange")
        st.caption(t("Exercises stand apart: nothing here has happened."))
        _reviews(me, agenda, reviews)


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
