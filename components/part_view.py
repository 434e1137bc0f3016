"""A part of the handlingsplan on the screen: how it stands, what it says, what is proposed for it (R30, R32-R35).

Filled in, not relevant and missing are told apart by colour, icon, word and weight: what is missing is loud, what is
not relevant is quiet.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

import streamlit as st

from components import (
    action_marks,
    communication,
    difference,
    feedback,
    look,
    pictures,
    presence,
    proportions,
    sheet,
    times,
)
from components.plain import bare, plain, quote, words
from components.session import Me
from components.texts import t, tn
from data import commands, queries
from data.queries import PartRow, PlanView, ProposalRow
from data.rules.parts import WRITTEN
from data.storage import Seen
from data.vocabulary import PartKind, PartState, PlanState, Verb

NEWS: Final = timedelta(hours=12)
ROWS: Final[Mapping[PartKind, Callable[[Me, PlanView], None]]] = {
    PartKind.ACTIONS: action_marks.below,
    PartKind.COMMUNICATION: communication.in_part,
}
"""What a part holds beside its text, wherever it is shown; what may be done with the text stands below."""


def overview(plan: PlanView) -> None:
    """The five parts and how each stands, in one line."""
    with st.container(horizontal=True, gap="small", key="five-parts"):
        for kind, found in plan.parts.items():
            how = look.PART_STATE[found.state]
            label = f"{t(look.PART[kind])}: {how.label.lower()}"
            st.badge(label, icon=how.icon, color=how.colour)


def part(me: Me, plan: PlanView, kind: PartKind) -> None:
    """One part: how it stands, what it says, who wrote it, what is proposed."""
    found = plan.parts[kind]
    how = look.PART_STATE[found.state]
    with st.container(border=True, key=f"part-{kind}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(t(look.PART[kind]), anchor=False, width="content")
            st.badge(how.label, icon=how.icon, color=how.colour)
        presence.writing_here(me, plan.id, kind)
        _contents(me, plan, found)
        if kind is PartKind.END_TIME and plan.ends_at:
            st.markdown(f"**{times.day_and_clock(plan.ends_at, me.now)}**")
        if kind in ROWS:
            ROWS[kind](me, plan)
        _changes(me, plan, found)
        if kind is PartKind.SITUATION:
            pictures.below(me, plan)


def _contents(me: Me, plan: PlanView, found: PartRow) -> None:
    if found.state is PartState.MISSING and not found.text.id:  # part 4 may have a text and still lack a sender
        missing = t("Nobody has written this part yet.")
        st.markdown(f":red[:material/error: **{missing}**]")
    elif found.state is PartState.NOT_RELEVANT:
        st.caption(t("Because: {why}", why=words(found.text)))
    else:
        if found.text.id:
            st.markdown(words(found.text))
        proportions.show(found.involved, found.risk, found.risk_reason)
        _target_groups(me, plan, found)
    if found.role and found.at:
        who, when = plain(feedback.role_title(me, found.role)), times.when(found.as_of or found.at, me.now)
        st.caption(t("As of {time} · {who} · revision {n}", time=when, who=who, n=found.revision))
    limit = me.plan_of(plan.standing_plan_id).limits.situation_characters
    if found.kind is PartKind.SITUATION and len(bare(found.text)) > limit:
        long = t("Long: {length} characters. Up to {n} are read in the room.", length=len(bare(found.text)), n=limit)
        st.markdown(f":orange[:material/short_text: {long}]")


def _target_groups(me: Me, plan: PlanView, found: PartRow) -> None:
    if not found.target_groups:
        return
    known = me.plan_of(plan.standing_plan_id).target_groups
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(t("Target groups"), width="content")
        for code in found.target_groups:
            st.badge(plain(known.get(code, code)), icon=":material/group:", color="blue")


def _changes(me: Me, plan: PlanView, found: PartRow) -> None:
    """What is proposed, and what may be done: write it, or propose other words (R30)."""
    kind, open_ = found.kind, plan.state is not PlanState.CLOSED
    asked = [p for p in queries.proposals(me.store, me.viewer, plan=plan.id) if p.kind is kind]
    writes = open_ and me.may(Verb.WRITE_PLAN, coordinator=plan.coordinator)
    for one in (p for p in asked if p.taken is None):
        with st.container(border=True, key=f"proposal-{one.id}", gap="small"):
            proposed(me, found, one)
            if writes:
                _answers(me, found, one)
    _own_answer(me, [p for p in asked if p.taken is not None and p.role == me.viewer.role])
    with st.container(horizontal=True):
        if writes and (kind in WRITTEN or found.state is not PartState.FILLED or found.text.id):
            sheet.open_button(t("Write"), f"part_{kind}", plan.id, found.revision, icon=":material/edit:")
        elif open_ and not writes and kind in WRITTEN and me.may(Verb.PROPOSE_CHANGE, coordinator=plan.coordinator):
            sheet.open_button(
                t("Propose a change"), f"propose_{kind}", plan.id, found.revision, icon=":material/rate_review:"
            )
        if found.revision > 1 or any(p.taken is not None for p in asked):
            sheet.open_button(
                t("Versions"), f"versions_{kind}", plan.id, found.revision, icon=":material/history:", type="tertiary"
            )


def proposed(me: Me, found: PartRow, one: ProposalRow) -> None:
    """A proposed change beside the text that stands: what would go struck through, what is new in bold."""
    who, when = plain(feedback.role_title(me, one.role)), times.when(one.at, me.now)
    told = t("{who} proposes ({time})", who=who, time=when)
    st.markdown(f":material/rate_review: **{told}**")
    stands = bare(found.text) if found.state is PartState.FILLED else ""
    st.markdown(difference.marked(stands, bare(one.text)))
    if one.reason.id:
        st.markdown(quote(one.reason))
    if one.revision != found.revision:
        moved = tn(
            "The part was written once more since it was proposed.",
            "The part was written {n} times since it was proposed.", found.revision - one.revision,
        )  # fmt: skip
        st.caption(f":orange[:material/difference: {moved}]")


def _answers(me: Me, found: PartRow, one: ProposalRow) -> None:
    """One click where the part still is what the proposal was written for; else a form that shows both."""
    with st.container(horizontal=True):
        if one.revision == found.revision and found.state is PartState.FILLED:
            st.button(
                t("Take it over"), icon=":material/check:", key=f"save-take-{one.id}", on_click=feedback.attempt,
                args=(me, commands.take_change, f"take-{one.id}-{found.revision}"),
                kwargs={"seen": Seen(one.id, one.version), "revision": found.revision, "said": t("Taken over.")},
            )  # fmt: skip
        else:
            sheet.open_button(t("Take it over …"), "take_change", one.id, found.revision, icon=":material/check:")
        sheet.open_button(t("Decline"), "decline_change", one.id, one.version, icon=":material/close:")


def _own_answer(me: Me, mine: Sequence[ProposalRow]) -> None:
    """The answer to what one's own role proposed last, while it is news; later it stands among the versions."""
    if mine and (at := mine[-1].answered_at) and me.now - at < NEWS:
        _answer(me, mine[-1])


def answered(me: Me, rows: Sequence[ProposalRow]) -> None:
    """What became of every proposed change, the newest first."""
    for one in sorted((p for p in rows if p.taken is not None), key=lambda p: p.id, reverse=True):
        with st.container(border=True, key=f"answered-{one.id}", gap="small"):
            _answer(me, one)
            st.markdown(quote(one.text))


def _answer(me: Me, one: ProposalRow) -> None:
    who = plain(feedback.role_title(me, one.role))
    by = plain(feedback.role_title(me, one.answered_role))
    when = times.when(one.answered_at, me.now) if one.answered_at else "–"
    if one.taken:
        told = t("The change proposed by {who} was taken over {time} by {by}", who=who, time=when, by=by)
        st.markdown(f":green[:material/check_circle: {told}]")
    else:
        told = t("The change proposed by {who} was declined {time} by {by}", who=who, time=when, by=by)
        st.markdown(f":orange[:material/cancel: {told}]")
    if one.answer.id:
        st.markdown(quote(one.answer))
