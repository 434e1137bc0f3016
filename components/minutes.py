"""The decisions read back at the end of a meeting, and the minutes they make, ready at the last click.

Minutes are computed and say what was so when the meeting ended; a later correction stands beside what it corrects
(domain.md 3.5). The closed item is a number and a length, and nothing else (6.2).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from components import attendance, feedback, history, look, plan_view, questions, sheet, times
from components.plain import plain, unlisted, words
from components.session import Me
from components.texts import t, tn
from data import commands, queries
from data.queries import AgreedRow, DecisionRow, LineRow, MeetingView, PlanView
from data.rules import decisions
from data.storage import Seen
from data.vocabulary import DecisionKind, Mandate, Subject, Verb

PAPER: Final = timedelta(days=3650)


def read_back(me: Me, plan: PlanView, view: MeetingView) -> None:
    """All decisions, every action that nobody owns, open questions: what the chair reads aloud (6.3)."""
    _title(t("Decisions"))
    _bullets(_decided(me, view), t("No decisions yet."))
    if unowned := [row for row in queries.actions(me.store, me.viewer, plan=plan.id) if row.unowned]:
        title = tn("{n} action has nobody responsible", "{n} actions have nobody responsible", len(unowned))
        listed = "\n".join(f"- {row.number}\\. {words(row.what)}" for row in unowned)
        st.error(listed, icon=look.UNOWNED.icon, title=title)
    if waiting := [row for row in view.questions if row.answered_at is None]:
        st.warning("\n".join(f"- {questions.owed(me, row)}" for row in waiting), icon=":material/help:",
                   title=t("Unanswered questions"))  # fmt: skip


def takers(me: Me, view: MeetingView, row: DecisionRow) -> str:
    """Which parties took a decision, and which of them with a reservation."""
    plan = me.plan_of(view.standing_plan_id)
    then = [seat for seat in view.seats if seat.came_at <= row.at and (seat.left_at is None or seat.left_at > row.at)]
    named = [attendance.named_taker(me, plan, then, code) for code in row.takers]
    return plain(", ".join(named))


def spoken(me: Me, view: MeetingView, row: DecisionRow) -> str:
    """A decision in words, with its time and its takers, on one line."""
    kind = "" if row.kind is DecisionKind.OTHER else f"**{t(look.DECISION[row.kind])}** "
    became = " :material/add_task:" if row.action_id else ""
    who = f" :gray[· {takers(me, view, row)}]" if row.takers else ""
    return f"{_when(me, view, row.at)} · {kind}{words(row.text)}{became}{who}"


def _decided(me: Me, view: MeetingView) -> list[str]:
    """Decisions by click and in words in the order in which they were taken, up to the end of the meeting."""
    actions = {row.id: row for row in queries.agreed(me.store, me.viewer, meeting=view.row.id)}
    told: list[tuple[datetime, str]] = [
        (line.at, _clicked(me, view, line, actions.get(line.subject_id) if line.subject is Subject.ACTION else None))
        for line in queries.decided(me.store, me.viewer, meeting=view.row.id)
    ]
    end = view.row.ended_at
    replaced = {row.corrects for row in view.decisions}
    see = t("corrected, see the corrections")
    told += [
        (row.at, spoken(me, view, row) + (f" **({see})**" if row.id in replaced else ""))
        for row in view.decisions
        if end is None or row.at <= end
    ]
    return [line for _, line in sorted(told, key=lambda one: one[0])]


def _clicked(me: Me, view: MeetingView, line: LineRow, action: AgreedRow | None) -> str:
    """A decision that was taken with a click of its own; one about an action says which."""
    kind, plan = t(look.DECISION[decisions.clicked(line.verb, line.facts)]), me.plan_of(view.standing_plan_id)
    what = history.particulars(me, line, plan)
    if action:
        forum = plan.fora.get(str(line.facts.get("forum")))
        what = f"{action.number}. {words(action.what)} – {plain(feedback.party_name(me, action.party))}"
        what += f" → {plain(forum.definite)}" if forum else ""
        what += f" {look.reserved()}" if line.facts.get("reserved") else ""
    what += history.objections(me, line)
    who = plain(feedback.role_title(me, line.role))
    return f"{_when(me, view, line.at)} · **{kind}** {what} :gray[· {who}]"


def _when(me: Me, view: MeetingView, at: datetime) -> str:
    """The clock alone on the day of the meeting, else with the day."""
    same_day = times.local(at).date() == times.local(view.row.started_at or at).date()
    return times.clock(at) if same_day else times.when(at, me.now)


def on_paper(me: Me) -> Me:
    """The same reader in a time from which every day is told by its date: on paper no day is called today."""
    return replace(me, now=me.now + PAPER)


def _title(told: str) -> None:
    st.subheader(told, anchor=False)


def _bullets(lines: Iterable[str], none: str) -> None:
    found = list(lines)
    st.markdown("\n".join(f"- {unlisted(line)}" for line in found) if found else none)


def page(me: Me, view: MeetingView) -> None:
    """The minutes of a meeting that has ended."""
    with st.container(key="minutes"):
        _named(me, view)
        _approval(me, view)
        me = on_paper(me)
        _head(me, view)
        _attendance(me, view)
        _title(t("Decisions"))
        _bullets(_decided(me, view), t("No decisions."))
        _corrections(me, view)
        _agreed(me, view)
        _questions(me, view)
        _closed(view)
    _corrects(me, view)


def _named(me: Me, view: MeetingView) -> None:
    """What lies on the desk afterwards: that these are minutes, of which meeting, about which plan and incidents."""
    plan = queries.plan(me.store, me.viewer, view.row.plan_id)
    title = t("Minutes of meeting {n}", n=view.row.number)
    st.header(f"{t('EXERCISE')} · {title}" if plan and plan.exercise else title, anchor=False)
    if plan:
        st.markdown(f"**{plan_view.name(plan)}** · {plain(plan_view.covered(me, plan))}")


def _approval(me: Me, view: MeetingView) -> None:
    """Approved by whom and when, or the button that does."""
    row = view.row
    later = [d.at for d in view.decisions if row.approved_at and d.at > row.approved_at]
    if row.approved_at and row.approved_role:
        st.success(
            t("Approved {time} by {who}", time=times.when(row.approved_at, on_paper(me).now),
              who=feedback.role_title(me, row.approved_role)), icon=":material/verified:",
        )  # fmt: skip
    if later:
        st.warning(t("Corrected since; the correction is not approved yet."), icon=":material/edit_note:")
    if row.approved_at and not later:
        return
    chairs = me.viewer.role == row.chair and me.may(Verb.RUN_MEETING)
    if chairs or me.may(Verb.APPROVE_MINUTES, coordinator=view.coordinator):
        st.button(
            t("Approve the minutes"), type="primary", icon=":material/verified:", key=f"save-approve-{row.id}",
            on_click=feedback.attempt, args=(me, commands.approve_minutes, f"approve-{row.id}-{row.version}"),
            kwargs={"seen": Seen(row.id, row.version), "said": t("The minutes are approved.")},
        )  # fmt: skip
    elif not row.approved_at:
        st.info(t("Not approved yet; the chair approves."), icon=":material/pending:")


def _head(me: Me, view: MeetingView) -> None:
    row = view.row
    assert row.started_at is not None
    assert row.ended_at is not None
    facts = [
        t("From {start} to {end} ({span})", start=times.day_and_clock(row.started_at, me.now),
          end=times.clock(row.ended_at), span=times.span(row.ended_at - row.started_at)),
        t("Chair: {who}", who=plain(feedback.role_title(me, row.chair))),
    ]  # fmt: skip
    if row.recorder:
        facts.append(t("Recorder: {who}", who=plain(feedback.role_title(me, row.recorder))))
    if row.place.id:
        facts.append(words(row.place))
    st.markdown("  \n".join(facts))


def _attendance(me: Me, view: MeetingView) -> None:
    """Who took part for whom, with what mandate, from and until when; who was not represented."""
    plan = me.plan_of(view.standing_plan_id)
    _title(t("Took part"))
    lines = []
    for seat in view.seats:
        parts = [f"**{plain(feedback.role_title(me, seat.role))}**", t(look.SEAT[seat.kind]).lower(),
                 look.WAY[seat.way].label.lower(), t("came {time}", time=times.clock(seat.came_at))]  # fmt: skip
        if seat.left_at:
            parts.append(t("left {time}", time=times.clock(seat.left_at)))
        if seat.mandate is not Mandate.FULL:
            parts.append(attendance.cannot_commit(seat))
        lines.append(" · ".join(parts))
    _bullets(lines, t("Nobody was noted."))
    there = attendance.represented(plan, view.seats)
    if absent := [p.name for p in plan.parties.values() if p.permanent and p.code not in there]:
        st.markdown(t("Not represented: {parties}", parties=plain(", ".join(absent))))


def _corrections(me: Me, view: MeetingView) -> None:
    """What was corrected or added after the end: when, by whom, and what it replaces."""
    end = view.row.ended_at
    later = [row for row in view.decisions if end and row.at > end]
    if not later:
        return
    before = {row.id: row for row in view.decisions}
    _title(t("Corrections"))
    lines = []
    for row in later:
        who, when = plain(feedback.role_title(me, row.by)), times.when(row.at, me.now)
        old = before.get(row.corrects) if row.corrects else None
        told = t("instead of: {old}", old=words(old.text)) if old else t("added")
        lines.append(f"{when} · {who}: {words(row.text)} :gray[({told})]")
    _bullets(lines, "")


def _agreed(me: Me, view: MeetingView) -> None:
    """The actions as they stood at the end: party, deadline, and whether the party has taken them on."""
    rows = queries.agreed(me.store, me.viewer, meeting=view.row.id)
    _title(t("Actions"))
    lines = []
    for row in rows:
        due = t("deadline {time}", time=times.day_and_clock(row.deadline, me.now)) if row.deadline else t("no deadline")
        parts = [plain(feedback.party_name(me, row.party)), due, look.ACTION[row.status].label.lower()]
        parts += [look.reserved()] if row.reserved else []
        parts += [t("new")] if row.new and view.row.follow_up else []
        lines.append(f"**{row.number}.** {words(row.what)} · " + " · ".join(parts))
    _bullets(lines, t("No actions."))


def _questions(me: Me, view: MeetingView) -> None:
    """The questions of this meeting and those answered while it ran, with the answer if it was given before the end.

    One that was asked before and is still open is no matter of these minutes: it goes on to the next meeting.
    """
    end = view.row.ended_at
    ours = [row for row in view.questions if row.meeting_id == view.row.id or row.answered_at]
    if not ours:
        return
    _title(t("Questions"))
    lines = []
    for row in ours:
        in_time = row.answered_at and end and row.answered_at <= end
        told = words(row.answer) if in_time else t("not answered at the meeting")
        lines.append(f"{plain(feedback.party_name(me, row.asked))}: {words(row.text)} – {told}")
    _bullets(lines, "")


def _closed(view: MeetingView) -> None:
    """The closed items: how many and how long (6.2)."""
    for number, item in enumerate(view.closed, 1):
        end = item.ended_at or view.row.ended_at
        if end:
            length = times.span(end - item.started_at)
            st.markdown(t("Closed item {n}: {span}, from {start} to {end}", n=number, span=length,
                          start=times.clock(item.started_at), end=times.clock(end)))  # fmt: skip


def _corrects(me: Me, view: MeetingView) -> None:
    """Buttons that correct; left out on paper."""
    if not me.may(Verb.CORRECT_MINUTES, coordinator=view.coordinator):
        return
    replaced = {row.corrects for row in view.decisions}
    with st.expander(t("Correct the minutes"), key=f"correct-{view.row.id}", icon=":material/edit_note:"):
        for row in (row for row in view.decisions if row.id not in replaced):
            with st.container(horizontal=True, vertical_alignment="center", key=f"decision-{row.id}"):
                st.markdown(spoken(me, view, row))
                sheet.open_button(t("Correct"), "correct", row.id, 0, icon=":material/edit:")
        sheet.open_button(t("Add a decision that is missing"), "add_decision", view.row.id, 0, icon=":material/add:")
