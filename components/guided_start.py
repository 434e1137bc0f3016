"""Before a guided exercise, and after it: what must be ready, and the way to what is learnt (6.13)."""

from collections.abc import Iterable

import streamlit as st

from components import feedback, incidents, injects, review
from components.plain import plain
from components.session import Me
from components.texts import t
from data import commands
from data.plan import script_of
from data.queries import LedView, Prepared
from data.vocabulary import Verb


def afterwards(me: Me, last: LedView) -> None:
    """Where the last exercise stands, and the way to what is learnt of it."""
    if last.open:
        told = t("The injects are stopped. The exercise goes on until its plan is closed; then its review tells how.")
        st.info(told, icon=":material/flag:")
        injects.incident_link(last)
        return
    number = t("E{n}", n=last.number)
    ends = ", ".join(role.title for role in me.plan_of(last.standing_plan_id).roles_with(Verb.MARK_EVALUATED))
    told = t("Exercise {n} is over. Its review says when each inject was let go, and how long it took.", n=number)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="exercise-over"):
        st.success(f"{told} " + t("The evaluation is ended by: {roles}.", roles=plain(ends)), icon=":material/flag:")
        st.page_link(
            review.PAGE, label=t("Review of {n}", n=number), icon=":material/rate_review:",
            query_params={incidents.PARAM: str(last.here)},
        )  # fmt: skip


def offer(me: Me, before: Prepared, *, real: bool) -> None:
    """What an hour holds, what must be ready, and the one press that begins it."""
    script = script_of(me.plan)
    st.markdown(
        t(
            "An exercise of about {n} minutes. You let the injects go at their minute. Each becomes a report, "
            "something told or a question, and is marked as an exercise. "
            "The others act as they would, and see no script.",
            n=-(-script[-1].minute // 10) * 10,
        )
    )
    st.markdown(
        t(
            "Before you begin: tell everybody that it is an exercise, and that 112 and 114 are not called. "
            "You lead and are not exercised yourself. The script speaks to {roles}: each of them is signed in on a "
            "screen of their own. What you let go you also say aloud to whoever stands beside it.",
            roles=plain(_titles(me, before.told)),
        )
    )
    if before.nobody:
        st.warning(t("No open account holds: {roles}. An account is opened on the page People.",
                     roles=plain(_titles(me, before.nobody))), icon=":material/person_off:")  # fmt: skip
    injects.button(
        me, t("Begin the exercise"), commands.lead_exercise, f"lead-exercise-{before.led}",
        t("The exercise has begun: the first report is sent."), icon=":material/play_arrow:", type="primary",
        disabled=real,
    )  # fmt: skip
    with st.expander(t("The script: only whoever leads needs to read it"), icon=":material/list:", key="script"):
        for number, inject in enumerate(script, 1):
            injects.inject(me, me.plan, number, inject)


def _titles(me: Me, roles: Iterable[str]) -> str:
    return ", ".join(feedback.role_title(me, role) for role in roles)
