"""The forms about the agreement of a handlingsplan: agree, bring into force, take a stance, extend, open again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import streamlit as st

from components import agreeing, feedback, look, plan_view, stances, times
from components.plain import bare, plain, short
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t, tn
from data import commands, queries
from data.queries import AgreementView, PlanView
from data.rules.agreement import Position
from data.vocabulary import PlanState, Stance

UNANSWERED: Final = "-"
"""What stands where a party has no stance yet: it is chosen like one, because an answer is not pressed away."""


def _plan(me: Me, pin: Pin) -> PlanView:
    return still_there(queries.plan(me.store, me.viewer, pin.id))


def _view(me: Me, pin: Pin) -> AgreementView:
    return still_there(queries.agreement(me.store, me.viewer, plan=pin.id))


def _now(me: Me, pin: Pin) -> Latest:
    view = _plan(me, pin)
    end = times.day_and_clock(view.ends_at, me.now) if view.ends_at else "–"
    return Latest(view.version, [(t("State"), look.PLAN[view.state].label), (t("End time"), end)])


def agree(me: Me, pin: Pin) -> None:
    """Agreed at a meeting: how each party stands, until when; every unowned action confirmed (R23, R31, R43, 6.3).

    With an end time it is in force with this one click; without, it is agreed and waits for one.
    """
    plan, view = _plan(me, pin), _view(me, pin)
    sheet = Sheet(me, pin)
    st.markdown(f"**{plan_view.name(plan)}**")
    _asked_about(view)
    chosen = _choices(me, sheet, plan, view)
    with sheet.form():
        given = _with_notes(me, sheet, plan, chosen)
        meeting = sheet.when("meeting", t("The meeting was held"), _held(me, plan, view))
        ends = sheet.when("ends_at", t("End time"), plan.ends_at)
        plan_view.warn_of_missing_parts(plan)
        _hand_over(me, plan)
        confirmed = _confirmed(me, sheet, plan)
        if plan.state is PlanState.IN_FORCE:
            pressed = "other" if sheet.save_button(t("Agree the new edition")) else ""
        else:
            pressed = sheet.save_button(t("Agree without an end time"), other=t("Bring into force"))
    if not pressed:
        return
    in_force = pressed == "other"
    sheet.send(
        t("The plan is in force.") if in_force else t("The plan is agreed. It is in force once it has an end time."),
        commands.agree, seen=pin.seen, meeting_at=meeting, stances=given, ends_at=ends if in_force else None,
        confirmed_unowned=frozenset(confirmed), end_confirmed=ends.confirmed if in_force else False,
        latest=lambda: _now(me, pin),
    )  # fmt: skip


def _asked_about(view: AgreementView) -> None:
    """The parties are asked about what has changed, and about nothing else."""
    if view.changes is None:
        return
    if view.changes:
        told = t("The parties are asked about what has changed since edition {n}: {what}", n=view.edition,
                 what=stances.what_changed(view.changes, view))  # fmt: skip
        st.info(told, icon=":material/published_with_changes:")
    else:
        st.caption(t("Nothing has changed since edition {n}; give a new end time, or let the parties answer to it.",
                     n=view.edition))  # fmt: skip


def _choices(me: Me, sheet: Sheet, plan: PlanView, view: AgreementView) -> dict[str, Stance]:
    """How each party stands, as the seats say it until somebody says otherwise; outside the form, so that a reservation
    gets its field at once.
    """
    chosen: dict[str, Stance] = {}
    newest = plan.editions[-1] if plan.editions else None
    for code in stances.asked(me, plan, newest, *view.represented):
        preset = str(_preset(code, plan, view) or UNANSWERED)
        offered, name = [*map(str, Stance), UNANSWERED], feedback.party_name(me, code)
        stance = sheet.choice(f"stance-{code}", name, offered, preset, _stance)
        if stance not in (None, UNANSWERED):
            chosen[code] = Stance(str(stance))
    sheet.refusal_of("stances")
    return chosen


def _stance(said: str) -> str:
    return look.NO_STANCE.label if said == UNANSWERED else look.STANCE[Stance(said)].label


def _new_meeting(plan: PlanView, view: AgreementView) -> bool:
    """Whether the newest meeting is one that the last edition was not agreed at."""
    return view.held_at is not None and (
        view.running or not plan.editions or view.held_at >= plan.editions[-1].at
    )  # fmt: skip


def _held(me: Me, plan: PlanView, view: AgreementView) -> datetime:
    """When the meeting began, if the product knows of one that is not over and done with; else this moment."""
    return view.held_at if view.held_at and _new_meeting(plan, view) else me.now


def _preset(code: str, plan: PlanView, view: AgreementView) -> Stance | None:
    """Who sits at the meeting agrees until said otherwise, or reserves what it reserved before (R31).

    Nobody is presumed by a meeting that was over before the last edition was noted, or that kept no list.
    """
    if not view.represented or not _new_meeting(plan, view):
        return None
    if code not in view.represented:
        return Stance.NOT_REPRESENTED
    return Stance.RESERVES if _reserved(code, plan) else Stance.AGREES


def _reserved(code: str, plan: PlanView) -> str:
    """The words of the party's reservation to the newest edition; empty without one."""
    row = plan.editions[-1].stances.get(code) if plan.editions else None
    return bare(row.note) if row and row.stance is Stance.RESERVES else ""


def _with_notes(me: Me, sheet: Sheet, plan: PlanView, chosen: Mapping[str, Stance]) -> dict[str, Position]:
    """A field for the words of each reservation."""
    return {
        code: (
            stance,
            sheet.text(
                f"note-{code}",
                t("The reservation of {party}", party=feedback.party_name(me, code)),
                _reserved(code, plan),
                lines=2,
            )
            if stance is Stance.RESERVES
            else "",
        )
        for code, stance in chosen.items()
    }


def _confirmed(me: Me, sheet: Sheet, plan: PlanView) -> Sequence[int]:
    """Actions that nobody owns, each confirmed by itself (6.3)."""
    confirmed = []
    for row in queries.actions(me.store, me.viewer, plan=plan.id):
        label = t("Agreed with nobody responsible: {n}. {what}", n=row.number, what=plain(short(row.what)))
        if row.unowned and st.checkbox(label, key=sheet.name(f"unowned-{row.id}")):
            confirmed.append(row.id)
    sheet.refusal_of("confirmed")
    return confirmed


def _hand_over(me: Me, plan: PlanView) -> None:
    """What goes on beyond the short horizon is better handed over than carried along (R44)."""
    if rows := agreeing.long_rows(me, plan):
        numbers = ", ".join(str(row.number) for row in rows)
        st.caption(t("Long-running: actions {n}. They can be handed over to a forum on the plan’s page.", n=numbers))


def put_in_force(me: Me, pin: Pin) -> None:
    """What is agreed comes into force with a concrete end time (R43)."""
    plan = _plan(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        st.markdown(f"**{plan_view.name(plan)}**")
        ends = sheet.when("ends_at", t("End time"), plan.ends_at)
        _hand_over(me, plan)
        pressed = sheet.save_button(t("Bring into force"))
    if pressed:
        sheet.send(
            t("The plan is in force."), commands.put_in_force, seen=pin.seen, ends_at=ends,
            end_confirmed=ends.confirmed, latest=lambda: _now(me, pin),
        )  # fmt: skip


def stance(me: Me, pin: Pin) -> None:
    """A party's reservation in its own words; `pin.version` is the edition it is about (R31)."""
    plan, party = _plan(me, pin), me.viewer.party or ""
    row = plan.editions[-1].stances.get(party) if plan.editions else None
    sheet = Sheet(me, pin)
    with sheet.form():
        st.markdown(f"**{plan_view.name(plan)}** · {plain(feedback.party_name(me, party))}")
        before = bare(row.note) if row and row.stance is Stance.RESERVES else ""
        note = sheet.text("note", t("What is the reservation?"), before, lines=3)
        st.caption(t("It stands beside your mark, for everybody. The plan goes on."))
        pressed = sheet.save_button(t("Save"))
    if pressed:
        sheet.send(
            t("Noted."), commands.take_stance, plan=pin.id, edition=pin.version, party=party, stance=Stance.RESERVES,
            note=note,
        )  # fmt: skip


def extend(me: Me, pin: Pin) -> None:
    """A later end time with a reason, agreed at a meeting; every extension is counted (6.5, domain.md 1.4)."""
    plan, view = _plan(me, pin), _view(me, pin)
    sheet = Sheet(me, pin)
    if plan.ends_at:
        st.markdown(t("End time now: **{time}**", time=times.day_and_clock(plan.ends_at, me.now)))
    st.caption(tn("Extended {n} time so far.", "Extended {n} times so far.", plan.extensions))
    chosen = _choices(me, sheet, plan, view)
    with sheet.form():
        given = _with_notes(me, sheet, plan, chosen)
        later = times.in_hours(max(me.now, plan.ends_at or me.now), 48)
        ends = sheet.when("ends_at", t("New end time"), later)
        reason = sheet.text("reason", t("Why?"), lines=2)
        meeting = sheet.when("meeting", t("The meeting was held"), _held(me, plan, view))
        _hand_over(me, plan)
        st.caption(t("It becomes a new edition; the parties are asked about the later end time alone."))
        pressed = sheet.save_button(t("Extend"))
    if pressed:
        sheet.send(
            t("The plan is extended."), commands.extend, seen=pin.seen, meeting_at=meeting, ends_at=ends, reason=reason,
            stances=given, end_confirmed=ends.confirmed, latest=lambda: _now(me, pin),
        )  # fmt: skip


def reopen(me: Me, pin: Pin) -> None:
    """A closed plan goes on, with a reason and a new end time; its incidents are active again."""
    sheet = Sheet(me, pin)
    plan = _plan(me, pin)
    with sheet.form():
        st.markdown(f"**{plan_view.name(plan)}**")
        st.caption(t("It becomes a new edition, in force at once; the incidents that closed with it are active again."))
        ends = sheet.when("ends_at", t("New end time"), times.in_hours(me.now, 48))
        reason = sheet.text("reason", t("Why?"), lines=2)
        pressed = sheet.save_button(t("Open again"))
    if pressed:
        sheet.send(
            t("The plan is in force again."), commands.reopen, seen=pin.seen, ends_at=ends, reason=reason,
            end_confirmed=ends.confirmed, latest=lambda: _now(me, pin),
        )  # fmt: skip
