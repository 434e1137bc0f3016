"""What an action's description lacks, where it lies too far ahead, and for which incident it is: said, never refused.

Source: plan lines 63, 65, 69 (R35-R38, R44), 6.12.
"""

from collections.abc import Sequence

import streamlit as st

from components import feedback, hand_over_words, look, sheet, times
from components.plain import plain, short
from components.session import Me
from components.texts import t, tn
from data import queries
from data.queries import ActionRow, PlanView
from data.rules import plans, progress
from data.vocabulary import PlanState, Verb

FOREMOST = 12
"""Actions that are listed at part 3; the cards mark them all."""


def number(row: ActionRow) -> str:
    """An action's number, with that of its incident: 3/8."""
    incident = t("E{n}", n=row.incident_number) if row.exercise else str(row.incident_number)
    return f"{incident}/{row.number}"


def lacking(row: ActionRow) -> str:
    """*Mangler: målgruppe, frist*; empty for one that lacks nothing, or can be changed no more."""
    if row.closed or not row.lacks:
        return ""
    return t("Missing: {what}", what=", ".join(t(look.LACK[lack]) for lack in row.lacks))


def mark(row: ActionRow) -> str:
    """The same as a mark for Markdown, in a shape of its own."""
    told = lacking(row)
    return f":orange[:material/rule: {told}]" if told else ""


def below(me: Me, plan: PlanView) -> None:
    """Under part 3 of the plan: what is missing in which action, and the way to a new one."""
    at_part(me, plan.id)
    propose(me, plan)


def propose(me: Me, plan: PlanView) -> None:
    """The way to a new action; a plan of several incidents asks for which (6.12)."""
    if plan.state is not PlanState.CLOSED and me.may(Verb.PROPOSE_ACTION):
        sheet.open_button(t("Propose an action"), "propose_in_plan", plan.id, 0, icon=":material/add_task:")


def at_part(me: Me, plan: int) -> None:
    """How many actions there are, and what is missing in which of them."""
    every = queries.actions(me.store, me.viewer, plan=plan)
    _handed(me, every)
    rows = [r for r in every if r.status not in progress.TERMINAL]
    if not rows:
        return
    bare = [row for row in rows if lacking(row)]
    waiting = [row for row in rows if row.absent]
    st.caption(tn("{n} action that has not ended", "{n} actions that have not ended", len(rows)))
    lines = [f"- {number(row)} · {plain(short(row.what, 60))} {mark(row)}" for row in bare[:FOREMOST]]
    if len(bare) > FOREMOST:
        more = tn("and {n} more", "and {n} more", len(bare) - FOREMOST)
        lines.append(f"- {more}")
    if waiting:
        numbers = ", ".join(number(row) for row in waiting)
        told = t("{mark}: no. {numbers}", mark=look.ABSENT.label, numbers=numbers)
        lines.append(f"- :orange[{look.ABSENT.icon} {told}]")
    if lines:
        st.markdown("\n".join(lines))


def _handed(me: Me, rows: Sequence[ActionRow]) -> None:
    """What has gone to a forum: who has it there, by when, and whether the forum said so (R45)."""
    for row in rows:
        if row.forum is None or row.handed is None:
            continue
        forum = plain(feedback.body_name(me, row.forum))
        told = t("{number} · {what} – handed over to {forum}", number=number(row), what=plain(short(row.what, 60)),
                 forum=forum)  # fmt: skip
        receiver = plain(feedback.role_title(me, row.handed.receiver))
        st.caption(f":material/forward: {told}, {hand_over_words.standing(row.handed, receiver)}")


def too_long(me: Me, row: ActionRow) -> None:
    """A deadline beyond the acute phase: said on the card, with the hand-over in one click (R44, R45)."""
    limit = me.plan_of(row.standing_plan_id).limits.short_horizon_days
    if row.closed or row.status in progress.TERMINAL or not plans.is_long(row.deadline, me.now, limit):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = t("long horizon: hand it over to a forum?")
        st.markdown(f":orange[:material/event_repeat: {told}]", width="content")
        if me.may(Verb.HAND_OVER, owner=row.party, coordinator=row.coordinator):
            sheet.open_button(
                t("Hand over"), "hand_over", row.id, row.version, where="-long", icon=":material/forward:"
            )


def span(me: Me, row: ActionRow) -> str:
    """From and until; what is not said is not guessed."""
    until = t("deadline {time}", time=times.day_and_clock(row.deadline, me.now)) if row.deadline else t("no deadline")
    if row.starts_at is None:
        return until
    since = t("from {time}", time=times.day_and_clock(row.starts_at, me.now))
    return f"{since} · {until}"


def incident(me: Me, row: ActionRow) -> str:
    """Which incident it is for: its kind and place."""
    told = (row.incident_id, row.incident_number, row.category, row.place)
    return feedback.incident_name(me, row.standing_plan_id, row.exercise, told)


def several(rows: Sequence[ActionRow]) -> bool:
    """Whether the actions are of several incidents, so that each must say of which (6.12)."""
    return len({row.incident_id for row in rows}) > 1
