"""The forms about a handlingsplan: support, agreement, extension, impression, closing."""

from functools import partial

import streamlit as st

from components import feedback, incident_map, look, plan_view, times
from components.plain import plain, words
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t
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
    """A party's first impression: one good, one to do better, in a minute; who still misses theirs is seen."""
    sheet = Sheet(me, pin)
    st.markdown(t("From **{party}**. One sentence each is enough; there is more room afterwards.",
                  party=plain(feedback.party_in_full(me, me.viewer.party))))  # fmt: skip
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
            st.success(t("Nothing stops the closing."), icon=":material/check_circle:")
        plan_view.warn_of_missing_parts(view, closing=True)
        plan_view.warn_of_unconfirmed(me, view)
        for row in view.impressions:
            st.caption(f"{feedback.party_name(me, row.party)}: {words(row.good)}")
        st.markdown(t("Once it is closed, everything can be read and nothing can be changed."))
        pressed = sheet.save_button(t("Close the plan"))
    if pressed:
        sheet.send(t("The plan is closed."), commands.close, seen=pin.seen, latest=lambda: _now(me, pin))


SUPPORT = {f"support_{about}": partial(support, about) for about in Affected}
