"""What a party was asked and owes an answer to, with its clock; what it answered. Source: domain.md 3.5, 6.30.

A question needs no meeting: an exercise or the call before the summons asks, too. So whoever answers for the party sees
it on the overview at once, everybody on the plan's page, and the meeting goes on with what is still open.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import feedback, plan_view, sheet, times
from components.plain import plain, words
from components.session import Me
from components.texts import t
from data import queries
from data.queries import PlanView, QuestionRow
from data.vocabulary import PlanState, Verb

ICON = ":material/help:"


def owed(me: Me, row: QuestionRow) -> str:
    """*Politi skylder svar: X · spurgt 14.02, 12 min*: a question with its clock."""
    return t(
        "{party} owes an answer: “{what}” · asked {time}, {span}", party=plain(feedback.party_name(me, row.asked)),
        what=words(row.text), time=times.when(row.at, me.now), span=times.ago(row.at, me.now),
    )  # fmt: skip


def answered(me: Me, row: QuestionRow) -> str:
    """A question and what was answered, on one line."""
    return f"{plain(feedback.party_name(me, row.asked))}: {words(row.text)} – {words(row.answer)}"


def cards(me: Me, rows: Sequence[QuestionRow], *, coordinator: str, noted: bool) -> None:
    """Those that are open, each with the way to answer; `noted` where a meeting runs that can note what was said."""
    for row in (row for row in rows if row.answered_at is None):
        with st.container(border=True, key=f"question-{row.id}", gap="xsmall"):
            st.markdown(f"{ICON} {owed(me, row)}")
            if me.may(Verb.ANSWER_PARTY, owner=row.asked):
                _answer(row)
            elif noted and me.may(Verb.DECIDE, coordinator=coordinator):
                sheet.open_button(t("Note the answer"), "note_answer", row.id, row.version, icon=":material/reply:")


def _answer(row: QuestionRow, **more: Any) -> None:
    sheet.open_button(t("Answer"), "answer", row.id, row.version, icon=":material/reply:", **more)


def tasks(me: Me, plans: Sequence[PlanView]) -> None:
    """On the overview: what the own party is asked, one click from its answer."""
    place = st.container(key="questions")  # also when empty: what stands below keeps its place
    named = {plan.id: plan for plan in plans}
    ours = [row for row in queries.open_questions(me.store, me.viewer) if row.plan_id in named]
    for row in [row for row in ours if me.may(Verb.ANSWER_PARTY, owner=row.asked)][: plan_view.FOREMOST]:
        with place, st.container(horizontal=True, vertical_alignment="center", key=f"task-question-{row.id}"):
            st.info(f"{plan_view.name(named[row.plan_id])} · **{owed(me, row)}**", icon=ICON, width="stretch")
            _answer(row, where="-task", type="primary")
            st.page_link(
                "handlingsplan.py", label=t("See the plan"), icon=":material/assignment:",
                query_params={"plan": str(row.plan_id)},
            )  # fmt: skip


def waiting(me: Me, plan: PlanView) -> None:
    """On top of the plan's page and of a meeting's that does not run: what is asked and not answered."""
    with st.container(key="questions", gap="small"):  # also when empty: what stands below keeps its place
        if plan.state is not PlanState.CLOSED:
            rows = queries.questions(me.store, me.viewer, plan=plan.id)
            cards(me, rows, coordinator=plan.coordinator, noted=False)


def told(me: Me, plan: PlanView) -> None:
    """Every question that was answered, at a meeting or outside one; of a closed plan those that never were, too."""
    rows = queries.questions(me.store, me.viewer, plan=plan.id)
    lines = [_answered_when(me, row) for row in rows if row.answered_at]
    if plan.state is PlanState.CLOSED:
        lines += [_never(me, row) for row in rows if not row.answered_at]
    if lines:
        st.header(t("Questions and answers"), anchor=False)
        st.markdown("\n".join(f"- {line}" for line in lines))


def _answered_when(me: Me, row: QuestionRow) -> str:
    """The same with when it was answered and by whom."""
    assert row.answered_at is not None
    who = plain(feedback.role_title(me, row.answered_role or ""))
    return f"{answered(me, row)} :gray[· {times.when(row.answered_at, me.now)}, {who}]"


def _never(me: Me, row: QuestionRow) -> str:
    """A question that nobody answered before the plan was closed."""
    return f"{plain(feedback.party_name(me, row.asked))}: {words(row.text)} – {t('not answered')}"
