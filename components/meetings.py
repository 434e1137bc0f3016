"""The meeting on its page: before it, while it runs, and when it has ended. Source: plan line 47 (R20, R23), 5.3.

Read by a stressed chair on a laptop that is on the wall: one foremost button at a time, and any item can be gone to.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import streamlit as st

from components import (
    address,
    attendance,
    calls,
    closed_item,
    feedback,
    invitations,
    look,
    meeting_rooms,
    minutes,
    notices,
    plan_view,
    questions,
    session,
    sheet,
    summons,
    times,
)
from components.meeting_rooms import Here
from components.plain import plain, words
from components.session import Me
from components.texts import t
from data import commands, queries
from data.plan import AgendaItem
from data.queries import MeetingRow, MeetingView, PlanView
from data.rules import agenda
from data.rules.meetings import MeetingState
from data.storage import Seen
from data.vocabulary import IncidentState, PlanState, Verb

PARAM: Final = "moede"
TWICE: Final = timedelta(seconds=1)
"""An item that has run for less than this was reached by the first press of a double click."""
FOREMOST: Final = 12
"""Decisions beside the running item, the newest first; all of them are read back at the end."""


def page(me: Me, plan: PlanView) -> None:
    """The meeting that the address names, else the one that is called or runs, else the last one."""
    rows = queries.meetings(me.store, me.viewer, plan=plan.id)
    here, below = st.container(), st.container()
    with below:  # chosen first and shown last: what runs stands on top
        row = _chosen(rows)
    view = queries.meeting(me.store, me.viewer, row.id) if row else None
    with here:
        _show(me, plan, rows, view)


def _show(me: Me, plan: PlanView, rows: Sequence[MeetingRow], view: MeetingView | None) -> None:
    if plan.state is PlanState.CLOSED:
        _over(me, plan)
    if view is None:
        _none(me, plan)
        return
    _newer(rows, view.row)
    if view.row.state is not MeetingState.CALLED:  # the summons is the head of one that is called
        _head(me, plan, view)
    if view.row.state is MeetingState.RUNNING:
        _running(me, plan, view)
    elif view.row.state is MeetingState.ENDED:
        _ended(me, plan, view, newest=view.row.id == rows[0].id)
    else:
        _called(me, plan, view)


def _over(me: Me, plan: PlanView) -> None:
    """On top: that it is over or called off, and the way to who must be told (6.14)."""
    found = [queries.incident(me.store, me.viewer, number) for number, *_ in plan.incidents]
    off = all(one is not None and one.row.state is IncidentState.CALLED_OFF for one in found)
    with st.container(horizontal=True, vertical_alignment="center", key="plan-over"):
        told = t("Who was called in must be told so.") if off else t("There is nothing more to meet about.")
        st.info(
            told, icon=look.INCIDENT[IncidentState.CALLED_OFF].icon if off else ":material/lock:", width="stretch",
            title=look.INCIDENT[IncidentState.CALLED_OFF].label if off else t("The plan is closed"),
        )  # fmt: skip
        for number, shown, *_ in plan.incidents:
            label = t("To incident {n}", n=t("E{n}", n=shown) if plan.exercise else shown)
            st.page_link(
                "haendelser.py", label=label, icon=":material/arrow_forward:", query_params={"haendelse": str(number)}
            )


def _chosen(rows: Sequence[MeetingRow]) -> MeetingRow | None:
    """One of several by its number in the address; without one the page follows the newest."""
    named = {str(row.number): row for row in rows}
    if len(rows) < 2:
        return rows[0] if rows else None
    newest = str(rows[0].number)
    number = address.pick(t("Meeting"), PARAM, list(named), lambda n: t("Meeting {n}", n=n), default=newest)
    return named[number or newest]


def _newer(rows: Sequence[MeetingRow], shown: MeetingRow) -> None:
    """Whoever reads old minutes is told that a meeting runs."""
    running = next((row for row in rows if row.state is MeetingState.RUNNING and row.id != shown.id), None)
    if running:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(t("Meeting {n} is running.", n=running.number), icon=":material/groups:", width="stretch")
            st.button(t("To the meeting"), on_click=address.name, args=(PARAM, None), key="to-running", type="primary")


def _head(me: Me, plan: PlanView, view: MeetingView) -> None:
    """Which meeting, how it stands, who leads and keeps the record, and the way to it."""
    row = view.row
    with st.container(border=True, key="meeting-head"):
        with st.container(horizontal=True, vertical_alignment="center"):
            which = t("Meeting {n}", n=row.number)
            st.header(f"{which} · {plan_view.name(plan)}", anchor=False, width="content")
            _clock(me, row)
            _link(row)
        people = [t("Chair: {who}", who=plain(feedback.role_title(me, row.chair)))]
        if row.recorder:
            people.append(t("Recorder: {who}", who=plain(feedback.role_title(me, row.recorder))))
        if row.place.id:
            people.append(words(row.place))
        st.caption(" · ".join(people))


def _clock(me: Me, row: MeetingRow) -> None:
    """A clock during, the end after; the countdown before stands in the summons."""
    if row.state is MeetingState.RUNNING and row.started_at:
        span = times.ago(row.started_at, me.now)
        st.badge(t("Running for {span}", span=span), icon=":material/play_circle:", color="green")
    elif row.ended_at:
        told = t("Ended {time}", time=times.when(row.ended_at, minutes.on_paper(me).now))
        st.badge(told, icon=":material/task_alt:", color="gray")


def _link(row: MeetingRow) -> None:
    """The link for those who are not in the room: a button if it is an address, else as it was written."""
    link = row.link.body or ""
    if row.state is MeetingState.ENDED or not row.link.id:
        return
    if link.startswith("https://") and not any(sign.isspace() for sign in link):
        st.link_button(t("Take part online"), link, icon=":material/videocam:")
    else:
        st.markdown(words(row.link))


def _none(me: Me, plan: PlanView) -> None:
    """No meeting yet: to call one comes next."""
    _calling_in(me, plan, foremost=True)


def _calling_in(me: Me, plan: PlanView, *, foremost: bool = False) -> None:
    """Before a meeting and after one: the summons, the call list, whether others are invited, who was informed.

    Of a plan that is closed only the summons is left: nobody is called in and nobody waits to be informed.
    """
    summons.summons(me, plan, foremost=foremost)
    if plan.state is PlanState.CLOSED:
        return
    questions.waiting(me, plan)
    calls.call_list(me, plan)
    invitations.question(me, plan)
    notices.duties(me, plan=plan.id)


def _called(me: Me, plan: PlanView, view: MeetingView) -> None:
    """Called: the one who leads opens it; the others see when."""
    row = view.row
    if me.may(Verb.RUN_MEETING, coordinator=view.coordinator):
        st.button(
            t("Open the meeting"), type="primary", icon=":material/play_arrow:", key=f"save-start-meeting-{row.id}",
            on_click=feedback.attempt, args=(me, commands.start_meeting, f"start-meeting-{row.id}-{row.version}"),
            kwargs={"seen": Seen(row.id, row.version), "said": t("The meeting is open.")},
        )  # fmt: skip
    else:
        who = feedback.role_title(me, row.chair)
        st.info(t("The meeting has not begun. {who} opens it; this page follows by itself.", who=who))
    _calling_in(me, plan)
    _agenda(me, view)


def _running(me: Me, plan: PlanView, view: MeetingView) -> None:
    """The running item first, on a phone too; beside it the agenda, who is there, what is owed and decided."""
    may_lead = me.may(Verb.RUN_MEETING, coordinator=view.coordinator)
    leads = may_lead and me.viewer.role in (view.row.chair, view.row.recorder)
    away = queries.away_for_item(me.store, me.viewer, view.row.id) if view.closed else ()
    back = closed_item.back(me, view.row.id, away)  # on top: what was interrupted is taken up again first
    asked = attendance.myself(me, view, primary=not leads and not back, away=away) or back
    here = Here(me, plan, view, leads=leads and not back, free=not leads and not asked)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _item(here)
        _words(here)
    with right:
        _agenda(me, view)
        _go_to(me, view)
        attendance.present(me, view)
        _owed(me, view)
        _decisions(me, view)
        closed_item.part(me, view.row.id)


def _points(me: Me, view: MeetingView) -> agenda.Agenda:
    return agenda.agenda_of(me.plan_of(view.standing_plan_id), follow_up=view.row.follow_up)


def _item(here: Here) -> None:
    """The running item: how long it is meant to take and has taken, the next step, and its room."""
    me, view = here.me, here.view
    points, item = _points(me, view), view.row.item
    with st.container(border=True, key="running-item"):
        if item is None or item >= len(points):
            st.markdown(t("No item is running."))
            _next(here, points, None)
            return
        st.subheader(f"{item + 1}. {plain(points[item].text)}", anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            _taken(me, view, points[item])
            _next(here, points, item)
        for room in agenda.rooms_of(points, item):
            meeting_rooms.draw(room, here)


def _taken(me: Me, view: MeetingView, point: AgendaItem) -> None:
    """Planned minutes, and how long it has run: told, not coloured red (domain.md 0, 9)."""
    told = [t("planned {n} min", n=point.minutes)] if point.minutes else []
    if view.step:
        told.append(t("running for {span}", span=times.ago(view.step.started_at, me.now)))
    st.caption(" · ".join(told))


def _next(here: Here, points: agenda.Agenda, item: int | None) -> None:
    """The one foremost step of whoever leads: the next item, and at last the end."""
    me, view = here.me, here.view
    if not me.may(Verb.RUN_MEETING, coordinator=view.coordinator):
        return
    row, kind = view.row, "primary" if here.leads else "secondary"
    following = agenda.next_of(points, item, {step.item for step in view.steps})
    if following is None:
        sheet.open_button(t("End the meeting"), "end_meeting", row.id, row.version, type=kind, icon=":material/stop:")
        return
    st.button(
        t("Next item"), type=kind, icon=":material/skip_next:", key=f"save-next-{row.id}-{row.version}",  # type: ignore[arg-type]  # one of Streamlit's words
        on_click=_go, args=(me, view, following), help=f"{following + 1}\\. {plain(points[following].text)}",
    )  # fmt: skip


def _go(me: Me, view: MeetingView, item: int) -> None:
    """Go to an item; the second press of a double click, which lands on the next button, goes nowhere."""
    if view.step and session.current().now - view.step.started_at < TWICE:
        return
    row = view.row
    feedback.attempt(
        me, commands.next_item, f"next-{row.id}-{row.version}-{item}", seen=Seen(row.id, row.version), item=item,
        said=f"{item + 1}. {_points(me, view)[item].text}",
    )  # fmt: skip


def _words(here: Here) -> None:
    """What is spoken is noted from any item: a decision, an action, a question."""
    me, view = here.me, here.view
    item = (view.row.item + 1) if view.row.item is not None else 0
    with st.container(horizontal=True, key="spoken"):
        if me.may(Verb.DECIDE, coordinator=view.coordinator):
            sheet.open_button(t("Note a decision"), "decide", view.row.id, item, icon=":material/gavel:")
            if me.may(Verb.PROPOSE_ACTION, coordinator=view.coordinator) and view.incidents:
                label = t("Decide an action")
                sheet.open_button(label, "decide_action", view.row.id, item, icon=":material/add_task:")
        if me.may(Verb.ASK_PARTY, coordinator=view.coordinator):
            sheet.open_button(t("Ask a party"), "ask", here.plan.id, 0, icon=":material/help:")


def _agenda(me: Me, view: MeetingView) -> None:
    """The whole agenda: what has run, what runs, what is left."""
    visited = {step.item for step in view.steps}
    with st.container(border=True, key="agenda", gap="xsmall"):
        _heading(t("Agenda"))
        st.markdown("  \n".join(
            _point(number, point, running=number == view.row.item, visited=number in visited)
            for number, point in enumerate(_points(me, view))
        ))  # fmt: skip


def _heading(told: str) -> None:
    st.markdown(f"**{told}**")


def _point(number: int, point: AgendaItem, *, running: bool, visited: bool) -> str:
    planned = f" :gray[· {times.span(timedelta(minutes=point.minutes))}]" if point.minutes else ""
    told = f"{number + 1}\\. {plain(point.text)}{planned}"
    if running:
        return f":blue[:material/play_arrow:] **{told}**"
    if point.closed:
        return f":gray[:material/lock: {told}]"
    return f":green[:material/check:] {told}" if visited else f":gray[:material/radio_button_unchecked:] {told}"


def _go_to(me: Me, view: MeetingView) -> None:
    """Any item can be gone to."""
    if not me.may(Verb.RUN_MEETING, coordinator=view.coordinator):
        return
    points = _points(me, view)
    others = [number for number in agenda.steps(points) if number != view.row.item]
    chosen = st.menu_button(
        t("Go to an item"), others, key=f"go-{view.row.id}-{view.row.version}", icon=":material/low_priority:",
        format_func=lambda number: f"{number + 1}. {points[number].text}",
    )  # fmt: skip
    if chosen is not None:
        _go(me, view, chosen)
        feedback.redraw()


def _owed(me: Me, view: MeetingView) -> None:
    """Questions that somebody owes an answer to, each with its clock."""
    questions.cards(me, view.questions, coordinator=view.coordinator, noted=True)
    if answered := [row for row in view.questions if row.answered_at]:
        st.markdown("\n".join(f"- {questions.answered(me, row)}" for row in answered))


def _decisions(me: Me, view: MeetingView) -> None:
    """What was decided in words, the newest first."""
    _heading(t("Decisions so far: {n}", n=len(view.decisions)))
    newest = list(reversed(view.decisions))[:FOREMOST]
    if newest:
        st.markdown("\n".join(f"- {minutes.spoken(me, view, row)}" for row in newest))


def _ended(me: Me, plan: PlanView, view: MeetingView, *, newest: bool) -> None:
    """The minutes, and the way to the next meeting."""
    minutes.page(me, view)
    if newest:
        _calling_in(me, plan)


def running(me: Me) -> None:
    """On the overview: a meeting that runs, with the way to it."""
    place = st.container(key="meetings-running")  # also when empty: what stands below keeps its place
    for row in queries.running_meetings(me.store, me.viewer):
        with place, st.container(horizontal=True, vertical_alignment="center"):
            assert row.started_at is not None
            told = t("A meeting is running ({span})", span=times.ago(row.started_at, me.now))
            st.markdown(f":material/groups: **{told}**")
            st.page_link(
                "moede.py", label=t("To the meeting"), icon=":material/arrow_forward:",
                query_params={"plan": str(row.plan_id)},
            )  # fmt: skip
