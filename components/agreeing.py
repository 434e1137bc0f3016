"""The agreement of a handlingsplan on the screen: how it stands, what stops it, what lasts too long, what may be done.

How each party stands: components/stances.py. Source: R23, R31, R43, R44.
"""

import streamlit as st

from components import coordinator, look, plan_view, sheet, stances, times
from components.plain import plain, short
from components.session import Me
from components.texts import t, tn
from data import queries
from data.queries import ActionRow, AgreementView, PlanView
from data.rules import plans, progress
from data.rules.agreement import Stop
from data.vocabulary import Affected, PartKind, PlanState, Verb

FOREMOST = 3
"""Unowned and long-running actions with a button of their own; the page of the actions holds them all."""


def head(me: Me, plan: PlanView) -> None:
    """A plan's state, what it covers, how each party stands, what has changed since, and what may be done with it."""
    view = queries.agreement(me.store, me.viewer, plan=plan.id)
    with st.container(border=True, key="plan-head"):
        plan_view.summary(me, plan)
        if plan.incidents:
            goes_on = plan.state is not PlanState.CLOSED
            coordinator.line(me, plan.incidents[0][0], plan.coordinator, changes=goes_on, where="-plan")
        stances.agreed(me, plan, view)
        if view:
            stances.changed(plan, view)
        stances.ask(me, plan, where="-head")
        _buttons(me, plan)
        stances.earlier(me, plan)
    if view:
        stops(me, plan, view)
    _long(me, plan)


def room(me: Me, plan: PlanView) -> None:
    """At the meeting: how the parties stand, what has changed, what stops the agreement, and the buttons."""
    view = queries.agreement(me.store, me.viewer, plan=plan.id)
    stances.agreed(me, plan, view)
    if view:
        stances.changed(plan, view)
    stances.ask(me, plan, where="-room")
    if view:
        stops(me, plan, view)
    with st.container(horizontal=True):
        if plan.state is not PlanState.CLOSED:
            _open_buttons(me, plan, foremost=False)
        st.page_link("indsatser.py", label=t("Hand actions over"), icon=":material/forward:")
    _long(me, plan)


def reminder(me: Me, plan: PlanView) -> None:
    """At the end of a meeting: nobody ends it without seeing that the plan is not agreed (R23)."""
    if plan.state is PlanState.DRAFT:
        with st.container(horizontal=True, vertical_alignment="center", key="not-agreed"):
            st.warning(t("The plan is not agreed yet."), icon=look.PLAN[PlanState.DRAFT].icon, width="stretch")
            if me.may(Verb.PUT_IN_FORCE, coordinator=plan.coordinator):
                sheet.open_button(t("Agree the plan"), "agree", plan.id, plan.version, where="-summary")


# -- what stops it


def stops(me: Me, plan: PlanView, view: AgreementView) -> None:
    """What still keeps the plan from being agreed and in force, each thing one click from its remedy."""
    if plan.state not in (PlanState.DRAFT, PlanState.AGREED):
        return
    with st.container(key="stops", gap="xsmall"):
        hinders = [stop for stop in view.stops if stop.until is not PlanState.CLOSED]
        title = t("Before it is agreed and in force") if plan.state is PlanState.DRAFT else t("Before it is in force")
        st.header(title, anchor=False)
        if not hinders:
            st.success(t("Nothing stands in its way."), icon=":material/check_circle:")
        for stop in view.stops:
            if stop.code == "nobody-agreed" and view.held_at is None:
                continue  # without a meeting nobody can be represented: said once
            with st.container(horizontal=True, vertical_alignment="center", key=f"stop-{stop.code}-{stop.part or ''}"):
                st.markdown(stop_word(stop))
                _remedy(me, plan, stop)
            if stop.code == "unowned-actions":
                _unowned(me, plan)


def stop_word(stop: Stop) -> str:
    """What is missing, and what for; what only the closing needs is no hindrance, and looks like none."""
    said = {
        "no-meeting": t("No meeting about it has been held"),
        "nobody-agreed": t("Nobody is noted as taking part in the meeting"),
        "part-missing": t("{part} is missing", part=t(look.PART[stop.part or PartKind.SITUATION])),
        "unowned-actions": tn(
            "{n} action has nobody responsible", "{n} actions have nobody responsible", stop.count
        ),
        "no-end-time": t("A concrete end time is missing"),
        "support-residents": t("Support for residents is not answered"),
        "support-staff": t("Support for staff is not answered"),
    }[stop.code]  # fmt: skip
    if stop.until is PlanState.CLOSED:
        until = t("must be answered before the plan closes")
        return f":orange[:material/help:] {said} :gray[· {until}]"
    until = t("needed to be in force")
    return f":red[:material/cancel:] {said}" + (f" :gray[· {until}]" if stop.until is PlanState.IN_FORCE else "")


def _remedy(me: Me, plan: PlanView, stop: Stop) -> None:
    """The page or the form that mends it, for whoever may."""
    if stop.code in ("no-meeting", "nobody-agreed"):
        label = t("To the meeting") if stop.code == "no-meeting" else t("Note who takes part")
        st.page_link("moede.py", label=label, icon=":material/groups:", query_params={"plan": str(plan.id)})
    elif stop.code == "unowned-actions":
        st.page_link("indsatser.py", label=t("See the actions"), icon=":material/checklist:")
    elif stop.part is PartKind.ACTIONS:
        for number, *_ in plan.incidents[:1]:
            if me.may(Verb.PROPOSE_ACTION, coordinator=plan.coordinator):
                sheet.open_button(t("Propose an action"), "propose", number, 0, where="-stop")
    elif stop.part is not None:
        if me.may(Verb.WRITE_PLAN, coordinator=plan.coordinator):
            sheet.open_button(t("Write"), f"part_{stop.part}", plan.id, plan.parts[stop.part].revision, where="-stop")
    elif stop.code == "no-end-time":
        if plan.state is PlanState.AGREED and me.may(Verb.PUT_IN_FORCE, coordinator=plan.coordinator):
            sheet.open_button(t("Give it"), "put_in_force", plan.id, plan.version, where="-stop")
    elif me.may(Verb.ANSWER_SUPPORT, coordinator=plan.coordinator):
        about = Affected.RESIDENTS if stop.code == "support-residents" else Affected.STAFF
        sheet.open_button(t("Answer now"), f"support_{about}", plan.id, 0, where="-stop")


def _unowned(me: Me, plan: PlanView) -> None:
    """Each of them to be given to a party; those that stay are confirmed one by one in the agreement's form (6.3)."""
    rows = [row for row in queries.actions(me.store, me.viewer, plan=plan.id) if row.unowned]
    for row in rows[:FOREMOST]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"stop-action-{row.id}"):
            st.markdown(f"{row.number}\\. {plain(short(row.what, 60))}")
            if me.may(Verb.DESCRIBE_ACTION):
                sheet.open_button(t("Assign it to a party"), "describe", row.id, row.version, where="-stop")
    if me.may(Verb.PUT_IN_FORCE, coordinator=plan.coordinator):
        st.caption(t("What stays with nobody is confirmed one by one when the plan is agreed."))


# -- what lasts longer than the acute phase


def long_rows(me: Me, plan: PlanView) -> list[ActionRow]:
    """Actions that go on beyond the plan file's short horizon (R44)."""
    days = me.plan_of(plan.standing_plan_id).limits.short_horizon_days
    rows = queries.actions(me.store, me.viewer, plan=plan.id)
    return [
        row for row in rows
        if days and row.status not in progress.TERMINAL and plans.is_long(row.deadline, me.now, days)
    ]  # fmt: skip


def _long(me: Me, plan: PlanView) -> None:
    """The warning that proposes a hand-over, each action one click from it (R44, R45)."""
    rows = long_rows(me, plan) if plan.state is not PlanState.CLOSED else []
    if not rows:
        return
    days = me.plan_of(plan.standing_plan_id).limits.short_horizon_days
    with st.container(key="long-running", gap="xsmall"):
        st.warning(
            tn("{n} action goes on for more than {days} days. Hand it over to a forum?",
               "{n} actions go on for more than {days} days. Hand them over to a forum?", len(rows), days=days),
            icon=":material/forward:",
        )  # fmt: skip
        for row in rows[:FOREMOST]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"long-{row.id}"):
                due = times.day_and_clock(row.deadline, me.now) if row.deadline else ""
                st.markdown(f"{row.number}\\. {plain(short(row.what, 60))} :gray[· {due}]")
                if me.may(Verb.HAND_OVER, owner=row.party, coordinator=plan.coordinator):
                    sheet.open_button(t("Hand over"), "hand_over", row.id, row.version, where="-horizon")
        if len(rows) > FOREMOST:
            st.page_link("indsatser.py", label=t("See the actions"), icon=":material/checklist:")


# -- what may be done with it


def _buttons(me: Me, plan: PlanView) -> None:
    if plan.state is PlanState.CLOSED:
        st.info(t("The plan is closed; everything can be read and nothing can be changed."), icon=":material/lock:")
        if me.may(Verb.REOPEN, coordinator=plan.coordinator):
            sheet.open_button(t("Open again"), "reopen", plan.id, plan.version, icon=":material/lock_open:")
        return
    with st.container(horizontal=True):
        _open_buttons(me, plan, foremost=True)
        if me.may(Verb.COVER_INCIDENT, coordinator=plan.coordinator):
            sheet.open_button(t("Cover another incident"), "cover", plan.id, plan.version, icon=":material/add_link:")


def _open_buttons(me: Me, plan: PlanView, *, foremost: bool) -> None:
    """Agree, bring into force, extend, close: the next step of this state foremost, if the page has none yet."""
    draft, in_force = plan.state is PlanState.DRAFT, plan.state is PlanState.IN_FORCE
    if me.may(Verb.PUT_IN_FORCE, coordinator=plan.coordinator):
        if plan.state is PlanState.AGREED:
            sheet.open_button(
                t("Bring into force"), "put_in_force", plan.id, plan.version, icon=look.PLAN[PlanState.IN_FORCE].icon,
                type="primary" if foremost else "secondary",
            )  # fmt: skip
        sheet.open_button(
            t("Agree the plan") if draft else t("Agree a new edition"), "agree", plan.id, plan.version,
            icon=look.PLAN[PlanState.AGREED].icon, type="primary" if draft and foremost else "secondary",
        )  # fmt: skip
    if in_force and me.may(Verb.EXTEND, coordinator=plan.coordinator):
        sheet.open_button(t("Extend"), "extend", plan.id, plan.version, icon=":material/more_time:")
    if in_force and me.may(Verb.CLOSE, coordinator=plan.coordinator):
        sheet.open_button(
            t("Close the plan"), "close_plan", plan.id, plan.version, icon=":material/task_alt:",
            type="secondary" if plan.missing or not foremost else "primary",
        )  # fmt: skip
