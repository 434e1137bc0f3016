"""One good and one bad from each party while everybody still sits there: who has said it, and who has not (3.8)."""

import streamlit as st

from components import feedback, sheet
from components.plain import plain
from components.session import Me
from components.texts import t
from data.queries import PlanView
from data.vocabulary import PlanState, Verb


def ask(me: Me, plan: PlanView, *, where: str = "") -> None:
    """Where a plan closes: whose first impression is missing is seen at once, and one's own is a click away.

    It is the foremost step once nothing else stops the closing; until then the plan may as well be extended.
    """
    if plan.state is not PlanState.IN_FORCE:
        return
    foremost = all(missing.code == "first-impression" for missing in plan.missing)
    with st.container(key=f"impressions-{plan.id}{where}", gap="small"):
        told(me, plan, "orange" if foremost else "gray")
        if not me.may(Verb.GIVE_IMPRESSION):
            return
        first = me.viewer.party not in given(plan)
        sheet.open_button(
            t("Give a first impression") if first else t("Give one more first impression"), "impression", plan.id, 0,
            icon=":material/rate_review:", where=where, type="primary" if first and foremost else "secondary",
        )  # fmt: skip


def given(plan: PlanView) -> list[str | None]:
    """Codes of the parties that have given theirs, each once."""
    return list(dict.fromkeys(row.party for row in plan.impressions))


def told(me: Me, plan: PlanView, missing: str) -> None:
    """Each fixed party, and others that have said something; `missing` is the colour of those that have not."""
    there = given(plan)
    fixed = [party.code for party in me.plan_of(plan.standing_plan_id).parties.values() if party.permanent]
    parties = [*fixed, *(code for code in there if code not in fixed)]
    marks = [
        f":green-badge[:material/check: {plain(feedback.party_name(me, code))}]"
        if code in there
        else f":{missing}-badge[:material/hourglass_empty: {plain(feedback.party_name(me, code))}]"
        for code in parties
    ]
    title = t("First impression")
    st.markdown(f"**{title}**  \n{' '.join(marks)}")
