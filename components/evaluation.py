"""The evaluation of one ended incident, with its impressions and lessons, and what is still missing (3.8, 5.4)."""

import streamlit as st

from components import feedback, invitations, lessons, look, sheet, times
from components.plain import plain, words
from components.session import Me
from components.texts import t, tn
from data import queries
from data.queries import EvaluationView, IncidentRow
from data.rules.incidents import ALLOWED
from data.rules.lessons import QUESTIONS
from data.vocabulary import Verb


def section(me: Me, incident: int) -> None:
    """At the end of the review: what was learnt, by whom it was said, and the next step."""
    view = queries.evaluation(me.store, me.viewer, incident)
    if view is None:
        return
    title = t("Evaluation")
    st.header(f"{title} {lessons.exercise()}" if view.exercise else title, anchor=False)
    _answers(me, view)
    st.markdown(_impressions(me, view))
    st.header(t("Lessons ({n})", n=len(view.lessons)), anchor=False)
    if not view.lessons:
        st.markdown(t("No lesson is noted yet."))
    for row in view.lessons:
        lessons.card(me, row)
    _buttons(me, view)


def _answers(me: Me, view: EvaluationView) -> None:
    if not view.answers:
        st.markdown(t("Nobody has written the evaluation yet."))
        return
    for question in QUESTIONS:
        said, open_ = view.answers.get(question), t("not answered")
        answer = words(said) if said else f":gray[{open_}]"
        st.markdown(f"**{t(look.QUESTION[question])}**  \n{answer}")
    who = ", ".join(plain(feedback.role_title(me, role)) for role in view.writers)
    if view.written_at:
        told = t("Written by {who}, last {time}", who=who, time=times.when(view.written_at, me.now))
        st.markdown(f":small[{told}]")


def _impressions(me: Me, view: EvaluationView) -> str:
    """Whose first impression there is; the words stand in the review, and beside the questions in the form."""
    given = dict.fromkeys(feedback.party_name(me, row.party) for row in view.impressions)
    told = t("First impression from: {parties}.", parties=plain(", ".join(given))) if given else ""
    return f"{told} {_silent(me, view)}".strip() or t("No first impression is registered.")


def _silent(me: Me, view: EvaluationView) -> str:
    names = ", ".join(feedback.party_name(me, code) for code in view.silent)
    return t("None from: {parties}.", parties=plain(names)) if names else ""


def _buttons(me: Me, view: EvaluationView) -> None:
    """The next step first: the evaluation, then a lesson, then that it is given."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"evaluation-{view.incident_id}"):
        if me.may(Verb.EVALUATE, coordinator=view.coordinator):
            _write_button(view, where="-section", first=not view.answers)
            sheet.open_button(
                t("Note a lesson"), "lesson_new", view.incident_id, 0, icon=":material/school:", where="-section",
                type="primary" if view.answers and not view.lessons else "secondary",
            )  # fmt: skip
        found = queries.incident(me.store, me.viewer, view.incident_id)
        if found is not None:
            invitations.evaluation(me, found.row)


def _write_button(view: EvaluationView, *, where: str, first: bool) -> None:
    label = t("Write on in the evaluation") if view.answers else t("Write the evaluation")
    sheet.open_button(
        label, "evaluate", view.incident_id, view.version, icon=":material/edit_note:", where=where,
        type="primary" if first else "secondary",
    )  # fmt: skip


def offer(me: Me, row: IncidentRow) -> None:
    """On an incident that has ended, until its evaluation is given: the way to write it."""
    if row.state not in ALLOWED[Verb.EVALUATE] or row.evaluated_at is not None:
        return
    if me.may(Verb.EVALUATE, coordinator=row.coordinator) and row.activated_at is not None:
        view = queries.evaluation(me.store, me.viewer, row.id)
        if view is not None:
            _write_button(view, where="-offer", first=not view.answers)


def lacking(me: Me, incident: int) -> None:
    """Before it is noted that the evaluation is given: what it lacks. It never stops anybody."""
    view = queries.evaluation(me.store, me.viewer, incident)
    if view is None:
        return
    told = [t("Nobody has written the evaluation yet.")] if not view.answers else []
    if view.silent:
        names = ", ".join(feedback.party_name(me, code) for code in view.silent)
        told.append(t("No first impression from: {parties}.", parties=plain(names)))
    if not view.lessons:
        told.append(t("No lesson is noted yet."))
    if told:
        st.warning("  \n".join([*told, t("It can be given all the same.")]), icon=":material/rule:")


def waiting(me: Me) -> None:
    """A quiet line on the start page for those who evaluate: how much has ended and is not evaluated."""
    if not me.may(Verb.EVALUATE):
        return
    left = queries.unevaluated(me.store, me.viewer)
    real, practised = len(left[False]), len(left[True])
    told = []
    if real:
        told.append(tn("{n} incident waits for its evaluation", "{n} incidents wait for their evaluation", real))
    if practised:
        told.append(tn("{n} exercise waits for its evaluation", "{n} exercises wait for their evaluation", practised))
    if told:
        newest = (left[False] or left[True])[0]
        st.page_link(
            "gennemgang.py", label=" · ".join(told), icon=":material/rate_review:",
            query_params={"haendelse": str(newest)},
        )  # fmt: skip
