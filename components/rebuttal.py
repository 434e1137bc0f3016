"""From a refuted rumour to a message that puts it right: one click makes the draft, its ready text can be edited."""

from functools import partial
from typing import Any

import streamlit as st

from components import feedback
from components.communication import PAGE
from components.session import Me
from components.texts import speaking, t
from data import commands
from data.commands import Wording
from data.queries import FactRow, IncidentRow
from data.rules.incidents import OPEN
from data.vocabulary import Language, Verb


def offer(me: Me, row: IncidentRow, fact: FactRow, told: tuple[int, int] | None) -> None:
    """The click, or the way to the message (plan, number) that puts the rumour right already."""
    if told is not None:
        plan, number = told
        st.page_link(
            PAGE, label=t("Put right by message {n}", n=number), icon=":material/forum:",
            query_params={"plan": str(plan)},
        )  # fmt: skip
    elif row.plan_id and row.state in OPEN and fact.what.body and _may(me, row):
        st.button(
            t("Make a message of it"), icon=":material/forum:", key=f"save-rebut-{fact.id}", on_click=feedback.attempt,
            args=(me, commands.write_message, f"rebut-{fact.id}-{fact.version}"),
            kwargs={
                "plan": row.plan_id, "rebuts": fact.id, "wording": ready(me, row, fact),
                "said": t("The draft is made. Read it, and have it approved."), "then": partial(_go_on, row.plan_id),
            },
        )  # fmt: skip


def _may(me: Me, row: IncidentRow) -> bool:
    return me.may(Verb.WRITE_MESSAGE, coordinator=row.coordinator)


def ready(me: Me, row: IncidentRow, fact: FactRow) -> Wording:
    """The text, in Danish as every message: what is told, that it is wrong, and what is true instead."""
    audiences = tuple(one.code for one in me.plan_of(row.standing_plan_id).audiences if one.mandatory)
    with speaking(Language.DANISH):
        said = t("There is a rumour: “{what}”. That is not true.", what=(fact.what.body or "").strip().rstrip("."))
    return Wording(audiences=audiences, happened=said, latest=fact.reason.body or "")


def _go_on(plan: int, _me: Me, _made: Any) -> None:
    feedback.go_on(PAGE, plan=str(plan))
