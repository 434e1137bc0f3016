"""The forms about a handlingsplan: its parts, support, agreement, extension, impression, closing."""

from functools import partial

import streamlit as st

from components import feedback, incident_map, look, plan_view, times
from components.plain import bare, words
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.errors import RuleBroken
from data.queries import PlanView
from data.vocabulary import Affected, IncidentState, PartKind, PartState

SOFT_LIMIT = 600
"""Characters of a situation that is "kort og præcist" (R33)."""


def _plan(me: Me, pin: Pin) -> PlanView:
    return still_there(queries.plan(me.store, me.viewer, pin.id))


def _now(me: Me, pin: Pin) -> Latest:
    view = _plan(me, pin)
    end = times.day_and_clock(view.ends_at, me.now) if view.ends_at else "–"
    return Latest(view.version, [(t("State"), look.PLAN[view.state].label), (t("End time"), end)])


def part(kind: PartKind, me: Me, pin: Pin) -> None:
    """One of the five parts: filled in, or not relevant with a reason (R32)."""
    view = _plan(me, pin)
    found = view.parts[kind]
    fills = kind in (PartKind.ACTIONS, PartKind.END_TIME)
    states = [PartState.NOT_RELEVANT] if fills else [PartState.FILLED, PartState.NOT_RELEVANT]
    sheet = Sheet(me, pin)
    st.markdown(f"**{t(look.PART[kind])}** · {plan_view.name(view)}")
    with sheet.form():
        start = found.state if found.state in states else states[0]
        state = sheet.choice("state", t("This part is"), states, start, lambda s: look.PART_STATE[s].label)
        text = sheet.text("text", _label(kind), bare(found.text), lines=7, placeholder=_hint(kind))
        pressed = sheet.save_button(t("Save"))
    if kind is PartKind.SITUATION and len(text) > SOFT_LIMIT:
        st.caption(t("Short and precise: more than {n} characters are hard to read in the room.", n=SOFT_LIMIT))
    if pressed:
        sheet.send(
            t("Saved."), commands.write_part, plan=pin.id, kind=kind, revision=pin.version, state=state or states[0],
            text=text, latest=lambda: _part_now(me, pin, kind),
        )  # fmt: skip


def _label(kind: PartKind) -> str:
    return t("The text, or why it is not relevant") if kind not in (PartKind.ACTIONS, PartKind.END_TIME) else t("Why?")


def _hint(kind: PartKind) -> str:
    return {
        PartKind.SITUATION: t(
            "What happened, where, how many are involved (number, interval or unknown), what is not known"
        ),
        PartKind.PURPOSE: t("What is to be achieved, and for which target groups"),
        PartKind.COMMUNICATION: t("Who must be told, the key messages, who informs whom, who speaks to the press"),
    }.get(kind, "")


def _part_now(me: Me, pin: Pin, kind: PartKind) -> Latest:
    found = queries.part(me.store, me.viewer, pin.id, kind)
    return Latest(found.revision, [(_label(kind), bare(found.text))], {"text": bare(found.text)})


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


PARTS = {f"part_{kind}": partial(part, kind) for kind in PartKind}
SUPPORT = {f"support_{about}": partial(support, about) for about in Affected}
