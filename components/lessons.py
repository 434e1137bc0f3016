"""The lessons of all incidents: who sees to what by when, what came of those of last time, what comes back (5.4)."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from components import address, feedback, invitations, look, sheet, times
from components.evaluation_forms import met
from components.plain import plain, short, words
from components.session import Me
from components.texts import t, tn
from data import queries
from data.queries import LessonRow
from data.rules.lessons import Group, grouped, incidents_of
from data.vocabulary import LessonPlace, LessonState, Verb

MOST: Final = 40
"""Lessons on a page; the filter finds the others."""
ALL: Final = "alle"


def section(me: Me, forum: str | None = None) -> None:
    """All lessons: those of the last meeting first (of `forum`, else of the council), then what is open, grouped."""
    rows = queries.lessons(me.store, me.viewer)
    st.header(t("Lessons"), anchor=False)
    if not rows:
        st.info(t("No lessons yet. They are noted in the review of an incident that has ended."),
                icon=":material/school:")  # fmt: skip
        return
    st.markdown(_counts(rows))
    _last_time(me, rows, forum)
    shown = _filtered(rows)
    if not shown:
        st.markdown(t("No lesson fits the choice."))
    whole, left = grouped(rows), MOST
    for group, some in grouped(shown).items():
        if left > 0:
            _group(me, group, some[:left], whole[group])
        left -= len(some)
    if left < 0:
        st.caption(t("Only the first {n} are shown. Choose a state or a place.", n=MOST))


def _counts(rows: Sequence[LessonRow]) -> str:
    """How many are open and late, what is real and what was practised apart (6.13)."""
    return "  \n".join(
        _count([row for row in rows if row.exercise is practised], practised=practised)
        for practised in (False, True)
        if any(row.exercise is practised for row in rows)
    )


def _count(rows: Sequence[LessonRow], *, practised: bool) -> str:
    going, late = sum(row.state is LessonState.OPEN for row in rows), sum(row.late for row in rows)
    told = [tn("{n} open lesson", "{n} open lessons", going)]
    if late:
        overdue = t("{n} of them overdue", n=late)
        told.append(f":red[{look.OVERDUE.icon} {overdue}]")
    told += [
        f"{n} {look.LESSON[state].label.lower()}"
        for state in (LessonState.DONE, LessonState.DROPPED)
        if (n := sum(row.state is state for row in rows))
    ]
    name = t("From exercises") if practised else t("From incidents")
    return f"{exercise() + ' ' if practised else ''}**{name}:** {' · '.join(told)}"


def exercise() -> str:
    """The mark of an exercise, for Markdown (6.13)."""
    said = t("EXERCISE")
    return f":orange-badge[:material/exercise: {said}]"


def _last_time(me: Me, rows: Sequence[LessonRow], forum: str | None) -> None:
    """What was agreed the last time, and how it stands now."""
    last = next(iter(queries.met_before(me.store, me.viewer, forum=forum or _council(me))), None)
    if last is None:
        return
    then = [row for row in rows if row.was_before(last)]
    with st.container(border=True, key="lessons-last-time"):
        title = t("From the last meeting: {meeting}", meeting=plain(met(me, last)))
        st.markdown(f"**{title}**")
        if not then:
            st.markdown(t("No lesson was open then."))
        for row in then[:MOST]:
            st.markdown(f"{_state(row)} {_mark(row)}{plain(short(row.sentence, 160))}  \n:small[{_who(me, row)}]")


def _council(me: Me) -> str | None:
    """Code of the forum that deals with incidents: its roles may, by the plan file (R16)."""
    plan = me.plan
    treats = {role.code for role in plan.roles_with(Verb.TREAT_AT_COUNCIL)}
    return next((forum.code for forum in plan.fora.values() if treats & set(forum.answering)), None)


def _filtered(rows: Sequence[LessonRow]) -> list[LessonRow]:
    states, places = [*(s.value for s in LessonState), ALL], [ALL, *(p.value for p in LessonPlace)]
    left, right = st.columns(2)
    with left:
        state = address.pick(t("State"), "tilstand", states, _state_word, default=LessonState.OPEN.value)
    with right:
        place = address.pick(t("Belongs to"), "hoerer", places, _place_word, default=ALL)
    return [row for row in rows if state in (row.state.value, ALL, None) and place in (row.place.value, ALL, None)]


def _state_word(code: str) -> str:
    return t("All states") if code == ALL else look.LESSON[LessonState(code)].label


def _place_word(code: str) -> str:
    return t("All places") if code == ALL else t(look.LESSON_PLACE[LessonPlace(code)])


def _group(me: Me, group: Group, shown: Sequence[LessonRow], whole: Sequence[LessonRow]) -> None:
    """Lessons of one place and owner; the same place and owner after several incidents is a repetition."""
    practised, place, owner = group
    times_over = incidents_of(whole)
    name = f"{t(look.LESSON_PLACE[place])} · {plain(feedback.role_title(me, owner))}"
    with st.container(key=f"lessons-{'e-' if practised else ''}{place}-{owner}", gap="small"):
        st.markdown(f"{exercise() + ' ' if practised else ''}**{name}**")
        if times_over > 1:
            going = sum(row.state is LessonState.OPEN for row in whole)
            said = (
                t("Comes back: {all} lessons after {n} exercises, {open} of them open.", all=len(whole), n=times_over,
                  open=going)
                if practised
                else t("Comes back: {all} lessons after {n} incidents, {open} of them open.", all=len(whole),
                       n=times_over, open=going)
            )  # fmt: skip
            st.markdown(f":orange[:material/repeat: {said}]")
        for row in shown:
            card(me, row, in_group=True)


def card(me: Me, row: LessonRow, *, in_group: bool = False) -> None:
    """One lesson with how it was followed up, and what may be done with it; in a group it leads to its incident."""
    with st.container(border=True, key=f"lesson-{row.id}", gap="small"):
        st.markdown(f"{_state(row)} {_mark(row)}{words(row.sentence)}  \n:small[{_who(me, row, in_group=in_group)}]")
        for one in row.followed:
            at = f" ({plain(met(me, one.met))})" if one.met else ""
            who = t("{time} by {who}", time=times.when(one.at, me.now), who=plain(feedback.role_title(me, one.role)))
            note = f" – {words(one.note)}" if one.note.id else ""
            st.markdown(f":small[{look.LESSON[one.state].icon} {_stands(one.state)}, {who}{at}{note}]")
        with st.container(horizontal=True, vertical_alignment="center"):
            if me.may(Verb.EVALUATE, coordinator=row.coordinator):
                _buttons(row)
            if in_group:
                st.page_link(
                    "gennemgang.py", label=invitations.number_word(row.incident_number, exercise=row.exercise),
                    icon=":material/rate_review:", query_params={"haendelse": str(row.incident_id)},
                )  # fmt: skip


def _buttons(row: LessonRow) -> None:
    if row.state is LessonState.OPEN:
        sheet.open_button(t("Follow up"), "lesson_follow", row.id, row.version, icon=":material/event_repeat:")
        sheet.open_button(t("Change"), "lesson_change", row.id, row.version, icon=":material/edit:", type="tertiary")
    else:
        sheet.open_button(t("Open it again"), "lesson_follow", row.id, row.version, icon=":material/undo:")


def _stands(state: LessonState) -> str:
    return t("Still open") if state is LessonState.OPEN else look.LESSON[state].label


def _state(row: LessonRow) -> str:
    how = look.OVERDUE if row.late else look.LESSON[row.state]
    return f":{how.colour}-badge[{how.icon} {how.label}]"


def _mark(row: LessonRow) -> str:
    return f"{exercise()} " if row.exercise else ""


def _who(me: Me, row: LessonRow, *, in_group: bool = False) -> str:
    """Who sees to it, by when, and where it belongs; a group has said so already."""
    owner, day = plain(feedback.role_title(me, row.owner)), times.whole_day(row.due)
    by = t("by {day}", day=day)
    due = f":red[{by}]" if row.late else by
    return due if in_group else f"{owner}, {due} · {t(look.LESSON_PLACE[row.place])}"
