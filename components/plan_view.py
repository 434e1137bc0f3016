"""The handlingsplan on the screen: alarms, deadlines, five parts, readiness."""

from collections.abc import Sequence

import streamlit as st

from components import address, communication, feedback, first_impressions, look, notices, part_view, sheet, times
from components.plain import plain, quote, short, words
from components.session import Me
from components.texts import mark, t, tn
from data import queries
from data.queries import ActionRow, PlanName, PlanView
from data.rules import progress
from data.rules.plans import Missing
from data.vocabulary import Affected, PartKind, PartState, PlanState, Verb

FOREMOST = 5
"""Plans beside the map; the plan's page holds them all."""


def name(plan: PlanView | PlanName) -> str:
    """What a plan is called."""
    number = t("Exercise plan {n}", n=plan.number) if plan.exercise else t("Plan {n}", n=plan.number)
    edition = t("edition {n}", n=plan.edition)
    return f"{number} · {edition}" if plan.edition else number


def covered(me: Me, plan: PlanView) -> str:
    """What a plan covers: each incident by its number, category and place."""
    return ", ".join(feedback.incident_name(me, plan.standing_plan_id, plan.exercise, one) for one in plan.incidents)


def alarms(me: Me, plans: Sequence[PlanView]) -> None:
    """A plan past its end time, said loudly; nothing closes by itself (6.5)."""
    place = st.container(key="alarms")  # also when empty: what stands below keeps its place
    for plan in (plan for plan in plans if plan.overrun and plan.ends_at):
        assert plan.ends_at is not None
        with place, st.container(key=f"alarm-{plan.id}"):
            st.error(
                t("{plan}: the end time was {time}, {span} ago. {coordinator} closes, extends or hands over.",
                  plan=name(plan), time=times.day_and_clock(plan.ends_at, me.now),
                  span=times.ago(plan.ends_at, me.now), coordinator=feedback.role_title(me, plan.coordinator)),
                title=t("END TIME PASSED"), icon=":material/alarm:",
            )  # fmt: skip
            _three_choices(me, plan)


def _three_choices(me: Me, plan: PlanView) -> None:
    """Close, extend or hand over: for whoever may (6.5)."""
    with st.container(horizontal=True):
        if me.may(Verb.CLOSE, coordinator=plan.coordinator):
            sheet.open_button(t("Close the plan"), "close_plan", plan.id, plan.version, where="-late")
        if me.may(Verb.EXTEND, coordinator=plan.coordinator):
            sheet.open_button(t("Extend"), "extend", plan.id, plan.version, where="-late")
        if me.may(Verb.HAND_OVER, owner=me.viewer.party, coordinator=plan.coordinator):
            st.page_link("indsatser.py", label=t("Hand actions over"), icon=":material/forward:")


def next_deadlines(me: Me, plans: Sequence[PlanView], rows: Sequence[ActionRow]) -> None:
    """The end of each plan with its countdown, and the next three deadlines."""
    for plan in plans[:FOREMOST]:
        with st.container(border=True):
            summary(me, plan)
            due = [r for r in rows if r.plan_id == plan.id and r.deadline and r.status not in progress.TERMINAL]
            for row in sorted(due, key=lambda r: r.deadline or me.now)[:3]:
                assert row.deadline is not None
                when = times.when(row.deadline, me.now)
                line = f"**{when}** · {plain(feedback.party_name(me, row.party))} · {plain(short(row.what, 60))}"
                st.markdown(f":red[{look.OVERDUE.icon} {look.OVERDUE.label}] {line}" if row.overdue else line)


def summary(me: Me, plan: PlanView) -> None:
    """What the plan is called, how it stands, what it covers, and when it ends."""
    how = look.PLAN[plan.state]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name(plan)}**")
        st.badge(how.label, icon=how.icon, color=how.colour)
    st.caption(plain(", ".join(f"{n} · {place}" for _, n, _, place in plan.incidents)))
    if plan.ends_at and plan.state is PlanState.IN_FORCE:
        left = (
            t("ended {span} ago", span=times.ago(plan.ends_at, me.now))
            if plan.overrun
            else t("{span} left", span=times.span(plan.ends_at - me.now))
        )
        st.markdown(t("End time **{time}** · {left}", time=times.day_and_clock(plan.ends_at, me.now), left=left))
        if plan.extensions:
            st.caption(tn("Extended {n} time", "Extended {n} times", plan.extensions))
    elif plan.state is PlanState.DRAFT:
        st.markdown(t("No end time yet: the plan is agreed at a meeting."))
    elif plan.state is PlanState.AGREED:
        st.markdown(t("Agreed, not in force: the end time is missing."))
    communication.press_line(me, plan)


def parts(me: Me, plan: PlanView) -> None:
    """The five parts; filled, not relevant and missing look different (R32)."""
    part_view.overview(plan)
    for kind in plan.parts:
        part_view.part(me, plan, kind)


def support(me: Me, plan: PlanView) -> None:
    """Support to those directly affected: residents *and* staff must be answered (R10)."""
    st.header(t("Support for those directly affected?"), anchor=False)
    for about in Affected:
        answer = plan.support.get(about)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{t(look.AFFECTED[about])}**")
            if answer is None:
                st.badge(t("Not answered"), icon=":material/help:", color="red")
            else:
                said = t("Needed") if answer.needed else t("No need")
                st.badge(said, icon=":material/check_circle:", color="green")
                st.caption(f"{times.when(answer.at, me.now)} · {plain(feedback.role_title(me, answer.role))}")
            if plan.state is not PlanState.CLOSED and me.may(Verb.ANSWER_SUPPORT, coordinator=plan.coordinator):
                label = t("Change the answer") if answer else t("Answer")
                sheet.open_button(label, f"support_{about}", plan.id, 0, icon=":material/edit:")
            if answer and answer.needed and plan.state is not PlanState.CLOSED and me.may(Verb.PROPOSE_ACTION):
                sheet.open_button(
                    t("Propose an action"), f"propose_{about}", plan.id, 0, icon=":material/add_task:", type="tertiary"
                )
        if answer and answer.note.id:
            st.markdown(quote(answer.note))


def warn_of_missing_parts(plan: PlanView, *, closing: bool = False) -> None:
    """Parts that nobody has written: no hindrance, but nobody agrees to them or closes over them unseen (R32)."""
    missing = [
        t(look.PART[kind])
        for kind, part in plan.parts.items()
        if part.state is PartState.MISSING and kind is not PartKind.END_TIME
    ]
    if missing:
        told = mark("Not written: {parts}. That does not stop the closing, and it stays so in the closed plan.")
        told = told if closing else mark("Still missing in the plan: {parts}")
        st.warning(t(told, parts=", ".join(missing)), icon=":material/error:")


def warn_of_unconfirmed(me: Me, plan: PlanView) -> None:
    """What a forum has been handed and not confirmed: no hindrance, it stands on that forum's list (R45)."""
    waiting: dict[str, list[str]] = {}
    for number, forum in plan.unconfirmed:
        waiting.setdefault(forum, []).append(str(number))
    for forum, numbers in waiting.items():
        said = tn(
            "{forum} has not confirmed action {numbers} yet. It stays on its list.",
            "{forum} has not confirmed actions {numbers} yet. They stay on its list.", len(numbers),
            forum=plain(feedback.body_name(me, forum)), numbers=", ".join(numbers),
        )  # fmt: skip
        st.warning(said, icon=":material/hourglass_top:")


def _register(me: Me, plan: PlanView) -> None:
    """One click for each of those that were handed over before receiver and day were kept."""
    if not me.may(Verb.CONFIRM_HAND_OVER, coordinator=plan.coordinator):
        return
    for row in queries.actions(me.store, me.viewer, plan=plan.id):
        if row.id in plan.unregistered:
            label = t("Receiver and day of action {n}", n=row.number)
            sheet.open_button(label, "register_hand_over", row.id, row.version, where="-closing")


REMEDIES = {
    "actions-not-ended": "indsatser.py",
    "support-residents": f"support_{Affected.RESIDENTS}",
    "support-staff": f"support_{Affected.STAFF}",
    "hand-overs": "register_hand_over",
    "first-impression": "impression",
    "last-notice": "inform_last",
}
"""How each missing thing is mended: a page, or a form."""


def missing_word(me: Me, missing: Missing) -> str:
    """What is still missing before the plan can close."""
    if missing.body is not None:
        return t("The last notice to {body} is not given", body=plain(feedback.body_name(me, missing.body)))
    return {
        "actions-not-ended": tn("{n} action has not ended", "{n} actions have not ended", missing.count),
        "support-residents": t("Support for residents is not answered"),
        "support-staff": t("Support for staff is not answered"),
        "hand-overs": tn(
            "{n} action is handed over without a receiver and a day",
            "{n} actions are handed over without a receiver and a day",
            missing.count,
        ),
        "first-impression": t("Nobody has given a first impression"),
    }[missing.code]


def readiness(me: Me, plan: PlanView) -> None:
    """What still stops the closing, each one click from its remedy."""
    if plan.state is not PlanState.IN_FORCE:
        return
    st.header(t("Ready to close?"), anchor=False)
    if not plan.missing:
        st.success(t("Nothing stops the closing."), icon=":material/check_circle:")
        warn_of_missing_parts(plan, closing=True)
    for missing in plan.missing:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":red[:material/cancel:] {missing_word(me, missing)}")
            remedy = REMEDIES[missing.code]
            if missing.body is not None:
                notices.last_button(me, plan, missing.body)
            elif missing.code == "hand-overs":
                _register(me, plan)
            elif remedy.endswith(".py"):
                st.page_link(remedy, label=t("See the actions"), icon=":material/checklist:")
            elif remedy != "impression" and me.may(Verb.ANSWER_SUPPORT, coordinator=plan.coordinator):
                sheet.open_button(t("Answer now"), remedy, plan.id, 0, where="-now")
    warn_of_unconfirmed(me, plan)
    first_impressions.ask(me, plan)


def impressions(me: Me, plan: PlanView) -> None:
    """What each party found good, and what could be better."""
    for row in plan.impressions:
        st.markdown(f"**{plain(feedback.party_name(me, row.party))}**")
        st.markdown(f":material/thumb_up: {words(row.good)}")
        st.markdown(f":material/build: {words(row.better)}")


def chosen(me: Me) -> PlanView | None:
    """The plan that the address names (`?plan=`), chosen from those that may be read; the newest open one if none is.

    Of those that are closed the newest alone are offered; an older one is named by the page of its incident.
    """
    opened = {str(plan.id): plan for plan in queries.plans(me.store, me.viewer)}
    closed = {str(plan.id): plan for plan in queries.closed_plans(me.store, me.viewer, named=_asked())}
    offered: dict[str, PlanView | PlanName] = {**opened, **closed}
    if not offered:
        return None
    first = next(iter(offered))
    missing = _asked() is not None and st.query_params["plan"] not in offered
    if missing:
        st.warning(
            t("The plan that the address names cannot be found, or your role may not read it. This is the newest one."),
            icon=":material/search_off:",
        )
    elif st.query_params.get("plan") not in offered:
        address.name("plan", first)  # named from now on: a plan that opens or closes moves nobody to another one
    code = first
    if len(offered) > 1:
        code = address.pick(
            t("Plan"), "plan", list(offered), lambda c: _chosen_word(offered[c]), default=first if missing else None
        ) or first  # fmt: skip
    return opened.get(code) or queries.plan(me.store, me.viewer, int(code))


def named(me: Me) -> int | None:
    """The id of the plan that `chosen` would show, before anything is drawn: its chooser is a field, too."""
    asked = _asked()
    found = [plan.id for plan in queries.plans(me.store, me.viewer)]
    found += [plan.id for plan in queries.closed_plans(me.store, me.viewer, named=asked)]
    return asked if asked in found else next(iter(found), None)


def _asked() -> int | None:
    """The plan that the address names, if it is a number."""
    written = st.query_params.get("plan", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def _chosen_word(plan: PlanView | PlanName) -> str:
    places = plan.places if isinstance(plan, PlanName) else tuple(place for *_, place in plan.incidents)
    return f"{name(plan)} · {', '.join(places)}"
