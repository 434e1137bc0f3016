"""The rooms of the agenda: where the result of the running item is entered. Source: domain.md 3.3.

What stands in a room is what the rest of the product has for it; nothing is entered twice. No button here is the
foremost one, except a participant's own next answer: the next step of whoever leads stands above the room.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import streamlit as st

from components import (
    action_marks,
    agreeing,
    attendance,
    facts,
    feedback,
    first_impressions,
    history,
    invitations,
    look,
    mandates,
    messages,
    minutes,
    part_view,
    plan_view,
    sheet,
    times,
)
from components.plain import plain, words
from components.session import Me
from components.texts import t, tn
from data import commands, queries
from data.queries import ActionRow, MeetingView, PlanView
from data.rules import progress
from data.storage import Seen
from data.vocabulary import ActionStatus, PartKind, Room, Subject, Verb

MOST = 60
"""Lines of what has changed; the rest is in the history."""


class Here(NamedTuple):
    """What a room is drawn from."""

    me: Me
    plan: PlanView
    view: MeetingView
    leads: bool
    """Whether the person leads the meeting and nothing comes first: the next item is their foremost step."""
    free: bool
    """Whether nothing else on the page is this person's foremost step."""


def draw(room: Room, here: Here) -> None:
    """A room."""
    ROOMS[room](here)


def _attendance(here: Here) -> None:
    attendance.room(here.me, here.view)


def _invitation(here: Here) -> None:
    """*Skal andre inviteres?* (R22)."""
    invitations.question(here.me, here.plan)


def _situation(here: Here) -> None:
    """Part 1; everybody tells what they know, from their own place at the table (R33, R34)."""
    part_view.part(here.me, here.plan, PartKind.SITUATION)
    for number in here.view.incidents[:1]:
        facts.briefly(here.me, queries.facts(here.me.store, here.me.viewer, incident=number))
        with st.container(horizontal=True):
            if here.me.may(Verb.TELL_FACT):
                sheet.open_button(t("Tell something new"), "fact", number, 0, icon=":material/add_comment:")
            st.page_link(
                "haendelser.py", label=t("What we know"), icon=":material/campaign:",
                query_params={"haendelse": str(number)},
            )  # fmt: skip


def _support(here: Here) -> None:
    plan_view.support(here.me, here.plan)


def _purpose(here: Here) -> None:
    part_view.part(here.me, here.plan, PartKind.PURPOSE)


def _communication(here: Here) -> None:
    """Part 4 and the messages: who tells whom, who speaks, what is said (R39-R42)."""
    part_view.part(here.me, here.plan, PartKind.COMMUNICATION)
    messages.section(here.me, here.plan, foremost=False)


def _end_time(here: Here) -> None:
    """Hold, extend or close; what lasts longer is handed over (R43-R45, 6.5)."""
    me, plan = here.me, here.plan
    part_view.part(me, plan, PartKind.END_TIME)
    plan_view.warn_of_missing_parts(plan)
    agreeing.room(me, plan)
    first_impressions.ask(me, plan, where="-room")


def _actions(here: Here) -> None:
    """The round: party by party, each with its actions; only the party itself accepts, in its own browser (R29)."""
    me, view = here.me, here.view
    plan = me.plan_of(view.standing_plan_id)
    rows = queries.actions(me.store, me.viewer, plan=here.plan.id)
    if unowned := [row for row in rows if row.unowned]:
        _unowned(me, unowned)
    _undone(me, view)
    there = attendance.represented(plan, view.present)
    owners = {row.party for row in rows}
    free = here.free
    for code in (code for code in plan.parties if code in owners or code in there):
        free = _party(me, code, [row for row in rows if row.party == code], present=code in there, free=free)
    with st.container(horizontal=True):
        action_marks.propose(me, here.plan)


def _unowned(me: Me, rows: Sequence[ActionRow]) -> None:
    st.error(tn("{n} action has nobody responsible", "{n} actions have nobody responsible", len(rows)),
             icon=look.UNOWNED.icon)  # fmt: skip
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center", key=f"nobody-{row.id}"):
            st.markdown(_line(me, row))
            if me.may(Verb.DESCRIBE_ACTION):
                sheet.open_button(t("Assign it to a party"), "describe", row.id, row.version, where="-room")


def _undone(me: Me, view: MeetingView) -> None:
    """What was decided at an earlier meeting and became no action."""
    if view.undone:
        st.caption(t("Decided earlier, and no action has come of it:"))
        st.markdown("\n".join(f"- {words(row.text)} :gray[· {times.when(row.at, me.now)}]" for row in view.undone))


def _party(me: Me, code: str, rows: Sequence[ActionRow], *, present: bool, free: bool) -> bool:
    """A party with its actions; whether the foremost step is still free."""
    waiting = [row for row in rows if row.status is ActionStatus.PROPOSED]
    with st.container(border=True, key=f"round-{code}", gap="xsmall"):
        st.markdown(f"**{plain(feedback.party_name(me, code))}** {_stand(rows, waiting, present=present)}")
        for row in rows:
            st.markdown(_line(me, row))
            if row in waiting and me.may(Verb.ACCEPT_ACTION, owner=row.party):
                _answer(me, row, primary=free)
                free = False
    return free


def _stand(rows: Sequence[ActionRow], waiting: Sequence[ActionRow], *, present: bool) -> str:
    if waiting and not present:
        told = t("not represented: its actions stay proposed")
        return f":orange[:material/person_off: {told}]"
    if waiting:
        told = tn("{n} still to be accepted", "{n} still to be accepted", len(waiting))
        return f":orange[:material/hourglass_top: {told}]"
    told = t("has answered all") if rows else t("no actions")
    return f":green[:material/check_circle: {told}]" if rows else f":gray[{told}]"


def _line(me: Me, row: ActionRow) -> str:
    how = look.action(row.status, person_related=row.person_related)
    late = f" :red[{look.OVERDUE.icon} {look.OVERDUE.label}]" if row.overdue else ""
    waits = f" {look.reserved()}" if row.reserved else ""
    ended = row.status in progress.TERMINAL
    colour = "gray" if ended else how.colour
    due, missing = action_marks.span(me, row), "" if ended else action_marks.mark(row)
    told = f"{action_marks.number(row)} · {words(row.what)} · {due}"
    return f"{told} :{colour}[{how.icon} {how.label}]{late}{waits} {missing}"


def _answer(me: Me, row: ActionRow, *, primary: bool) -> None:
    mandates.warn_of_own(me)
    with st.container(horizontal=True):
        st.button(
            t("Accept"), type="primary" if primary else "secondary", icon=":material/handshake:",
            key=f"save-accept-{row.id}", on_click=feedback.attempt,
            args=(me, commands.accept_action, f"accept-{row.id}-{row.version}"),
            kwargs={"seen": Seen(row.id, row.version), "said": t("Accepted."), "then": mandates.tell_accepted},
        )  # fmt: skip
        sheet.open_button(t("We cannot"), "decline", row.id, row.version, where="-room")


def _changes(here: Here) -> None:
    """What has happened since the meeting before: how much of each kind, and line by line."""
    me, view = here.me, here.view
    lines = queries.changes(me.store, me.viewer, meeting=view.row.id)
    if view.since:
        st.caption(t("Since the last meeting ended, {time}", time=times.day_and_clock(view.since, me.now)))
    if not lines:
        st.info(t("Nothing has changed."), icon=":material/horizontal_rule:")
        return
    counted = {subject: sum(line.subject is subject for line in lines) for subject in KINDS}
    if any(counted.values()):
        st.markdown(" · ".join(f"**{n}** {KINDS[subject](n)}" for subject, n in counted.items() if n))
    plan = me.plan_of(view.standing_plan_id)
    st.markdown("\n".join(
        f"- {times.when(line.at, me.now)} · {plain(feedback.role_title(me, line.role))} "
        f"{history.sentence(me, line, plan)}" for line in reversed(lines[-MOST:])
    ))  # fmt: skip
    if len(lines) > MOST:
        st.caption(t("Only the newest {n} are shown.", n=MOST))


KINDS: Final[Mapping[Subject, Callable[[int], str]]] = {
    Subject.INCIDENT: lambda n: tn("change to the incident", "changes to the incident", n),
    Subject.FACT: lambda n: tn("piece of information", "pieces of information", n),
    Subject.ACTION: lambda n: tn("step of an action", "steps of actions", n),
    Subject.PLAN: lambda n: tn("change to the plan", "changes to the plan", n),
    Subject.QUESTION: lambda n: tn("question or answer", "questions or answers", n),
    Subject.NOTICE: lambda n: tn("notice to a board", "notices to boards", n),
    Subject.MESSAGE: lambda n: tn("step of a message", "steps of messages", n),
}
"""What changes are counted as; others are told line by line alone."""


def _summary(here: Here) -> None:
    """Everything read back before the meeting can end, and the next meeting (6.3)."""
    agreeing.reminder(here.me, here.plan)
    minutes.read_back(here.me, here.plan, here.view)


ROOMS: Final[Mapping[Room, Callable[[Here], None]]] = {
    Room.ATTENDANCE: _attendance,
    Room.INVITATION: _invitation,
    Room.SITUATION: _situation,
    Room.SUPPORT: _support,
    Room.PURPOSE: _purpose,
    Room.ACTIONS: _actions,
    Room.COMMUNICATION: _communication,
    Room.END_TIME: _end_time,
    Room.CHANGES: _changes,
    Room.SUMMARY: _summary,
}
