"""The forms about a handlingsplan: support, agreement, extension, impression, closing."""

from datetime import datetime
from functools import partial

import streamlit as st

from components import attendance, feedback, incident_map, look, plan_view, times
from components.plain import plain, short, words
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t, tn
from data import commands, queries
from data.errors import RuleBroken
from data.queries import PlanView
from data.vocabulary import Affected, IncidentState


def _plan(me: Me, pin: Pin) -> PlanView:
    return still_there(queries.plan(me.store, me.viewer, pin.id))


def _now(me: Me, pin: Pin) -> Latest:
    view = _plan(me, pin)
    end = times.day_and_clock(view.ends_at, me.now) if view.ends_at else "–"
    return Latest(view.version, [(t("State"), look.PLAN[view.state].label), (t("End time"), end)])


def support(about: Affected, me: Me, pin: Pin) -> None:
    """Support to residents or staff directly affected: what, or no need (R10)."""
    sheet = Sheet(me, pin)
    with sheet.form():
        st.markdown(f"**{t(look.AFFECTED[about])}**")
        needed = sheet.choice(
            "needed", t("Is support needed?"), [True, False], None, lambda yes: t("Needed") if yes else t("No need")
        )
        note = sheet.text("note", t("What support? (in general terms, no individuals)"), lines=2)
        pressed = sheet.save_button(t("Save"))
    if pressed and needed is None:
        sheet.refuse(RuleBroken("choose-support", field="needed"))
    elif pressed:
        sheet.send(t("Saved."), commands.answer_support, plan=pin.id, about=about, needed=bool(needed), note=note)


def _held(me: Me, plan: PlanView) -> tuple[datetime, tuple[str, ...]]:
    """When the last meeting about the plan began, and the parties that are represented at it: nobody types it again."""
    for row in queries.meetings(me.store, me.viewer, plan=plan.id):
        if row.started_at and (meeting := queries.meeting(me.store, me.viewer, row.id)):
            there = attendance.represented(me.plan_of(plan.standing_plan_id), meeting.present)
            return row.started_at, tuple(there) or plan.agreed
    return plan.meeting_at or me.now, plan.agreed


def put_in_force(me: Me, pin: Pin) -> None:
    """Agreed at a meeting, by whom, until when; every unowned action is confirmed one by one (R23, R31, R43, 6.3)."""
    view = _plan(me, pin)
    standing = me.plan_of(view.standing_plan_id)
    unowned = [row for row in queries.actions(me.store, me.viewer, plan=view.id) if row.unowned]
    sheet = Sheet(me, pin)
    held_at, there = _held(me, view)
    with sheet.form():
        st.markdown(f"**{plan_view.name(view)}**")
        meeting = sheet.when("meeting", t("The meeting was held"), held_at)
        members = [p.code for p in standing.parties.values() if p.permanent]
        parties = sheet.several(
            "parties", t("Parties that agreed"), members, there, lambda code: standing.parties[code].short
        )
        ends = sheet.when("ends_at", t("End time"), view.ends_at)
        plan_view.warn_of_missing_parts(view)
        confirmed = []
        for row in unowned:
            label = t("Agreed with nobody responsible: {n}. {what}", n=row.number, what=plain(short(row.what)))
            if st.checkbox(label, key=sheet.name(f"unowned-{row.id}")):
                confirmed.append(row.id)
        sheet.refusal_of("confirmed")
        pressed = sheet.save_button(t("Bring into force"))
    if pressed:
        sheet.send(
            t("The plan is in force."), commands.put_in_force, seen=pin.seen, meeting_at=meeting,
            parties=tuple(parties), ends_at=ends, confirmed_unowned=frozenset(confirmed), end_confirmed=ends.confirmed,
            latest=lambda: _now(me, pin),
        )  # fmt: skip


def extend(me: Me, pin: Pin) -> None:
    """A later end time with a reason; every extension is counted (6.5)."""
    view = _plan(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        if view.ends_at:
            st.markdown(t("End time now: **{time}**", time=times.day_and_clock(view.ends_at, me.now)))
        st.caption(tn("Extended {n} time so far.", "Extended {n} times so far.", view.extensions))
        later = times.in_hours(max(me.now, view.ends_at or me.now), 48)
        ends = sheet.when("ends_at", t("New end time"), later)
        reason = sheet.text("reason", t("Why?"), lines=2)
        pressed = sheet.save_button(t("Extend"))
    if pressed:
        sheet.send(
            t("The plan is extended."), commands.extend, seen=pin.seen, ends_at=ends, reason=reason,
            end_confirmed=ends.confirmed, latest=lambda: _now(me, pin),
        )  # fmt: skip


def reopen(me: Me, pin: Pin) -> None:
    """A closed plan goes on, with a reason and a new end time; its incidents are active again."""
    sheet = Sheet(me, pin)
    view = _plan(me, pin)
    with sheet.form():
        st.markdown(f"**{plan_view.name(view)}**")
        st.caption(t("It becomes a new edition, in force at once; the incidents that closed with it are active again."))
        ends = sheet.when("ends_at", t("New end time"), times.in_hours(me.now, 48))
        reason = sheet.text("reason", t("Why?"), lines=2)
        pressed = sheet.save_button(t("Open again"))
    if pressed:
        sheet.send(
            t("The plan is in force again."), commands.reopen, seen=pin.seen, ends_at=ends, reason=reason,
            end_confirmed=ends.confirmed, latest=lambda: _now(me, pin),
        )  # fmt: skip


def cover(me: Me, pin: Pin) -> None:
    """Let the plan cover a further active incident (6.12)."""
    view = _plan(me, pin)
    covered = {number for number, *_ in view.incidents}
    rows = {
        row.id: row
        for row in queries.incidents(me.store, me.viewer)
        if row.state is IncidentState.ACTIVE and row.id not in covered and row.exercise == view.exercise
    }
    sheet = Sheet(me, pin)
    with sheet.form():
        chosen = sheet.pick(
            "incident", t("Which incident?"), list(rows), None, lambda number: incident_map.name(me, rows[number])
        )
        st.caption(t("Actions in its own draft plan come with it."))
        pressed = sheet.save_button(t("Cover it"))
    if pressed and chosen is None:
        sheet.refuse(RuleBroken("choose-incident", field="incident"))
    elif pressed:
        sheet.send(
            t("The plan covers it now."), commands.cover_incident, seen=pin.seen, incident=chosen,
            latest=lambda: _now(me, pin),
        )  # fmt: skip


def impression(me: Me, pin: Pin) -> None:
    """A party's first impression: one good, one to do better."""
    sheet = Sheet(me, pin)
    with sheet.form():
        good = sheet.text("good", t("One thing that worked well"), lines=2)
        better = sheet.text("better", t("One thing that could be done better"), lines=2)
        pressed = sheet.save_button(t("Save"))
    if pressed:
        sheet.send(t("Thank you. Saved."), commands.give_impression, plan=pin.id, good=good, better=better)


def close_plan(me: Me, pin: Pin) -> None:
    """Close the plan; what is still missing is listed, and refused until it is there."""
    view = _plan(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        st.markdown(f"**{plan_view.name(view)}**")
        for missing in view.missing:
            st.markdown(f":red[:material/cancel:] {plan_view.missing_word(me, missing)}")
        if view.missing:
            st.caption(t("Each is one click away on the plan’s page, under “Ready to close?”."))
        else:
            st.success(t("Everything is in place."), icon=":material/check_circle:")
        plan_view.warn_of_missing_parts(view)
        for row in view.impressions:
            st.caption(f"{feedback.party_name(me, row.party)}: {words(row.good)}")
        st.markdown(t("Once it is closed, everything can be read and nothing can be changed."))
        pressed = sheet.save_button(t("Close the plan"))
    if pressed:
        sheet.send(t("The plan is closed."), commands.close, seen=pin.seen, latest=lambda: _now(me, pin))


SUPPORT = {f"support_{about}": partial(support, about) for about in Affected}
