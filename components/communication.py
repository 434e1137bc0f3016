"""Part 4: who is told, by whom, through what and by when, and who speaks to the press (R13, R39, R41, R42)."""

import streamlit as st

from components import feedback, look, sheet, times
from components.plain import plain, words
from components.session import Me
from components.texts import t
from data import queries
from data.queries import AudienceView, CommunicationView, MessageRow, PlanView, PressRow
from data.rules import communication as rules
from data.rules.communication import Gap
from data.vocabulary import MessageState, PartKind, PartState, PlanState, Verb

PAGE = "kommunikation.py"
PLACES = 100
"""Audiences of a plan file that can be planned: what a form is pinned by says the plan and the row's place."""


def press_line(me: Me, plan: PlanView) -> None:
    """Presse: who speaks, by function and topic; or nobody, loudly (R42)."""
    named = plan.communicating
    said = "; ".join(_speaks(me, one) for one in named.press)
    if named.unspoken and plan.state is not PlanState.CLOSED:
        nobody = f":red[:material/mic_off: {t('Press')}: **{t('NOT NAMED')}**]"
        st.markdown(f"{nobody}; {said}" if said else nobody)
    elif said:
        st.markdown(f":material/mic: {t('Press')}: {said}")


def _speaks(me: Me, one: PressRow) -> str:
    who = f"**{plain(feedback.role_title(me, one.speaker))}**"
    return f"{words(one.topic)}: {who}" if one.topic.id else who


def in_part(me: Me, plan: PlanView) -> None:
    """What part 4 holds beside its text: what it lacks, who speaks, who is told, and how the messages stand."""
    view = queries.communication(me.store, me.viewer, plan.id)
    if view is None:
        return
    lacking(view, plan)
    press(me, plan, where="-part")
    rows(me, plan, view, where="-part")
    for one in view.messages:
        if one.state is not MessageState.DISCARDED:
            how = look.MESSAGE[one.state]
            st.markdown(f"{how.icon} {headline(view, one)} :{how.colour}[{how.label.lower()}]")
    st.page_link(
        PAGE, label=t("Messages and who is told"), icon=":material/forum:", query_params={"plan": str(plan.id)}
    )


def headline(view: CommunicationView, one: MessageRow) -> str:
    """A message by its number and whom it is for; safe for Markdown."""
    names = ", ".join(words(view.name_of(key)) for key in one.audiences)
    return t("Message {n} to {names}", n=one.number, names=names)


def lacking(view: CommunicationView, plan: PlanView) -> None:
    """What keeps the part from being filled in, unless it is not relevant."""
    if plan.state is PlanState.CLOSED or plan.parts[PartKind.COMMUNICATION].state is PartState.NOT_RELEVANT:
        return
    for gap in plan.lacking:
        st.markdown(f":red[:material/error: {gap_word(view, gap)}]")


def gap_word(view: CommunicationView, gap: Gap) -> str:
    """What is missing."""
    if gap.audience is None:
        return t("Nobody is named to speak to the press, and the part’s text does not say why")
    return t("Nobody tells: {name}", name=words(view.name_of(gap.audience)))


def press(me: Me, plan: PlanView, *, where: str = "") -> None:
    """Who speaks to the press, and the way to name or end somebody."""
    press_line(me, plan)
    named = plan.communicating.press
    if plan.state is PlanState.CLOSED or not me.may(Verb.NAME_SPOKESPERSON, coordinator=plan.coordinator):
        return
    general = next((one.id for one in named if not one.topic.id), 0)
    with st.container(horizontal=True):
        label = t("Name who speaks") if not named else t("Change who speaks")
        sheet.open_button(label, "speaker", plan.id, general, where=where, icon=":material/mic:")
        for one in named:
            who = feedback.role_title(me, one.speaker)
            sheet.open_button(
                t("End {who}", who=plain(who)), "end_speaker", one.id, 0, where=where, icon=":material/mic_off:",
                type="tertiary",
            )  # fmt: skip


def rows(me: Me, plan: PlanView, view: CommunicationView, *, where: str = "") -> None:
    """Every audience with who tells it; a row without a sender is marked (R41)."""
    plans = plan.state is not PlanState.CLOSED and me.may(Verb.PLAN_AUDIENCE, coordinator=plan.coordinator)
    for row in view.rows:
        with st.container(key=f"audience-{row.key.strip('#')}{where}"):
            told, change = st.columns([5, 2], wrap=False, vertical_alignment="center")
            word = f"  \n:small[:gray[{_told_word(me, row)}]]" if row.relevant or row.told_at else ""
            told.markdown(f"{_row_word(me, row)}{word}")
            if plans:
                what, number = form_of(plan.id, row)
                with change:
                    sheet.open_button(
                        t("Change") if row.id else t("Plan it"), what, number, row.version, where=where,
                        icon=":material/edit:", type="tertiary",
                    )  # fmt: skip
    if plans:
        sheet.open_button(t("Add an audience"), "audience_new", plan.id, 0, where=where, icon=":material/group_add:")


def form_of(plan: int, row: AudienceView) -> tuple[str, int]:
    """The form of a row and the number it is pinned by: a row of the plan file has none of its own until it is kept."""
    return ("audience_own", row.id) if row.index is None else ("audience", plan * PLACES + row.index)


def _row_word(me: Me, row: AudienceView) -> str:
    kind = t("internal") if row.internal else t("external")
    name = f"**{words(row.name)}** :gray[{kind}]"
    if not row.relevant:
        how = look.PART_STATE[PartState.NOT_RELEVANT]
        return f"{name} · :gray[{how.icon} {how.label}: {words(row.reason)}]"
    who = (
        t("{party} tells them", party=plain(feedback.party_name(me, row.informs)))
        if row.informs
        else f":red[:material/person_off: {t('nobody tells them')}]"
    )
    told = [name, who]
    if row.channels:
        told.append(plain(", ".join(row.channels)))
    if row.due:
        due = t("by {time}", time=times.day_and_clock(row.due, me.now))
        late = rules.is_late(row.due, row.told_at, me.now)
        told.append(f":red[{look.OVERDUE.icon} {due}, {look.OVERDUE.label.lower()}]" if late else due)
    return " · ".join(told)


def _told_word(me: Me, row: AudienceView) -> str:
    if row.told_at is None:
        return t("Not told yet")
    return t("Last told {time}, message {n}", time=times.when(row.told_at, me.now), n=row.told_by)
