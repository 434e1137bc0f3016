"""The versions of the plan file: what each changed, and taking a changed file into use without a restart (R1, 6.27)."""

from pathlib import Path
from typing import Final

import streamlit as st

from components import feedback, finding, live, session, sheet, times
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet
from components.texts import t, tn
from data import commands, queries
from data.errors import RuleBroken
from data.plan import Difference, PlanRefused, StandingPlan, load
from data.queries import PlanVersionRow
from data.rules.usable_plans import require_usable
from data.settings import settings
from data.vocabulary import Verb

MOST: Final = 40
"""Differences that are listed; the first plan file of a town against another town's has a thousand."""
PAPER: Final = "/beredskabsplan.pdf"


@live.follows(key="plan-version")
def renewed(digest: str) -> None:
    """Draw the page anew as soon as another version is in use."""
    if session.current().plan.digest != digest:
        feedback.redraw()


def ways(me: Me) -> None:
    """To the plan on paper, and to a changed plan file."""
    with st.container(horizontal=True):
        st.link_button(t("The plan as PDF"), PAPER, icon=":material/print:")
        if me.may(Verb.ADMINISTER):
            version = me.store.plan_version()
            sheet.open_button(t("Take a changed plan file into use"), "take_plan", 0, version, icon=":material/sync:")


def listed(me: Me) -> None:
    """Every version, newest first, with what it changed."""
    st.header(t("Versions of the plan file"), anchor=False)
    rows = queries.plan_versions(me.store, me.viewer)
    shown = finding.found(
        rows, lambda row: _told(me, row), key="versions-search", label=t("Search by date, or by what was changed")
    )
    for row in shown:
        said = t("In use since {time}", time=times.when(row.loaded_at, me.now))
        if row is not rows[0]:
            said = t("Taken into use {time}", time=times.when(row.loaded_at, me.now))
        if row.changes is None:
            st.markdown(f":material/draft: {plain(said)} · " + t("The first version."))
            continue
        count = tn("{n} change", "{n} changes", len(row.changes))
        with st.expander(f"{plain(said)} · {count}", icon=":material/difference:", key=f"version-{row.id}"):
            differences(row.changes)


def _told(me: Me, row: PlanVersionRow) -> str:
    """What a version says, to be searched: its day, and every difference."""
    changed = (" ".join((one.section, *one.where, one.before, one.after)) for one in row.changes or ())
    return " ".join((times.when(row.loaded_at, me.now), times.whole_day(times.local(row.loaded_at).date()), *changed))


def differences(changes: tuple[Difference, ...]) -> None:
    """What is said differently, by section."""
    if not changes:
        st.caption(t("Only comments or line breaks; nothing is said differently."))
    section = ""
    for one in changes[:MOST]:
        if one.section != section:
            section = one.section
            st.markdown(f"**{plain(section)}**")
        st.markdown("- " + plain(" › ".join(one.where)) + (": " if one.where else "") + _said(one))
    if len(changes) > MOST:
        st.caption(tn("… and {n} more.", "… and {n} more.", len(changes) - MOST))


def _said(one: Difference) -> str:
    before, after = plain(one.before), plain(one.after)
    if one.where and one.where[-1] in (one.before, one.after):  # a word of a list is its own name
        return t("**added**") if one.after else t("**removed**")
    if not one.before:
        return t("**added:** {after}", after=after)
    if not one.after:
        return t("**removed:** {before}", before=before)
    return t("**before:** {before} **now:** {after}", before=before, after=after)


def take(me: Me, pin: Pin) -> None:
    """Read the configured file, show what it would change, and take it into use when that is confirmed."""
    form = Sheet(me, pin)
    file = settings().plan
    plan = _read(file)
    new = plan is not None and plan.digest != me.plan.digest
    with form.form(texts=False):
        if plan is not None:
            _preview(me, file, plan)
        shown = form.kept("digest", lambda: plan.digest if plan else "")
        pressed = form.save_button(t("Take it into use") if new else t("Read the file again"))
    if not pressed:
        return
    if plan is None or not new:
        form.refuse(RuleBroken("plan-unchanged" if plan else "plan-file-wrong"))
    elif plan.digest != shown:
        st.session_state[form.name("shown-digest")] = plan.digest  # from now on this is what is shown
        form.refuse(RuleBroken("plan-file-changed"))
    else:
        form.send(t("The plan file is in use."), commands.take_plan, plan=plan, shown=shown, replaces=pin.version)


def _preview(me: Me, file: Path, plan: StandingPlan) -> None:
    st.markdown(t("The file **{file}** reads: {title}", file=plain(file.name), title=plain(plan.title)))
    if plan.digest == me.plan.digest:
        st.info(t("It is in use already. Change the file, then open this again."), icon=":material/check_circle:")
        return
    st.markdown(t("This changes:"))
    differences(queries.plan_changes(me.store, me.viewer, plan))
    st.caption(t("It holds at once, for everybody. Incidents that are open keep the version they began under."))


def _read(file: Path) -> StandingPlan | None:
    """The plan of the file, or None after its problems have been told; the plan in use stays."""
    try:
        plan = load(file)
        require_usable(plan)
    except PlanRefused as refused:
        st.error(
            t("The file {file} cannot be used. The plan in use stays.", file=plain(file.name)), icon=":material/error:"
        )
        for problem in refused.problems[:MOST]:
            st.markdown(f"- {plain(str(problem))}")
        return None
    return plan
