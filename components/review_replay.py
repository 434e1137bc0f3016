"""The replay of one incident: drag along its minutes, and see it as it stood, or as a role could know it (5.4, R6).

A part of the page of its own: a step redraws nothing else. Whose eyes one looks through only ever takes away.
"""

from collections.abc import Iterator
from typing import Final

import streamlit as st

from components import history, incident_map, live, look, message_texts, proportions, session, times
from components.documents.naming import Naming
from components.documents.plan_actions import owner, status
from components.map import Mark, area_map
from components.plain import plain, short, words
from components.session import Me
from components.texts import t, tn
from data import queries
from data.plan import StandingPlan
from data.queries import LineRow, Replay, ReplayAction, ReplayMark, ReplayPart, ReplayView, ReviewMessage
from data.rules.knowledge import Reader
from data.rules.messages import QUESTIONS
from data.vocabulary import MessageState, PartState, Verb

EVERYTHING: Final = ""
HEIGHT: Final = 380
FEW: Final = 6
"""Lines of a minute that are shown at once: the map and what stood come first."""
LONG: Final = 160
"""Letters of what was written in a minute; whole it stands in the plan, the messages or the history."""
ITEMS: Final = frozenset({Verb.START_CLOSED_ITEM, Verb.END_CLOSED_ITEM})


@live.follows(key="replay")
def section(incident: int) -> None:
    """The replay of the incident with this id; nothing for whoever may not review it."""
    me = session.current()
    told = queries.replay(me.store, me.viewer, incident)
    if told is None:
        return
    st.subheader(t("Replay"), anchor=False)
    how = t("Drag to a minute, or go step by step. All of it is read from the log as it was then.")
    st.markdown(f":small[{how}]")
    step = _step(told)
    view = told.view(step, _reader(me, told))
    naming = Naming(me.plan_of(told.standing_plan_id), told.exercise)
    with st.container(key=f"replay-{incident}"):
        _stood(me, told, view, naming)


def _step(told: Replay) -> int:
    """Which minute is looked at: a slider for the hand and the arrow keys, and two buttons beside it."""
    key, last = f"replay-at-{told.id}", len(told.steps) - 1
    st.session_state[key] = min(st.session_state.get(key, 0), last)
    if last:
        # Streamlit writes the chosen one in the primary colour, which by night is made for what is white upon it.
        labels = [f":blue[{times.brief(step.at)}]" for step in told.steps]
        st.select_slider(t("Minute"), list(range(last + 1)), key=key, format_func=lambda n: labels[n])
    step = int(st.session_state[key])
    with st.container(horizontal=True, vertical_alignment="center", key=f"replay-steps-{told.id}"):
        for label, icon, by, end in (
            (t("One step back"), ":material/chevron_left:", -1, 0),
            (t("One step forward"), ":material/chevron_right:", 1, last),
        ):
            st.button(
                label, icon=icon, key=f"replay-by-{by}", disabled=step == end, on_click=_move, args=(key, by, last)
            )  # fmt: skip
        st.markdown(t("Step {n} of {total}", n=step + 1, total=last + 1), width="content")
    return step


def _move(key: str, by: int, last: int) -> None:
    st.session_state[key] = min(max(int(st.session_state.get(key, 0)) + by, 0), last)


def _reader(me: Me, told: Replay) -> Reader | None:
    """Through whose eyes; None with everything that whoever looks may read."""
    naming = Naming(me.plan_of(told.standing_plan_id), told.exercise)
    readers = {f"{'*' if one.guest else ''}{one.role}": one for one in told.readers}

    def named(code: str) -> str:
        if code == EVERYTHING:
            return t("Everything in the log")
        role = naming.role(readers[code].role)
        return t("{role}, as a guest", role=role) if readers[code].guest else role

    key = f"replay-eyes-{told.id}"
    chosen = st.selectbox(t("What could they know?"), [EVERYTHING, *readers], format_func=named, key=key)
    return readers.get(chosen or EVERYTHING)


def _stood(me: Me, told: Replay, view: ReplayView, naming: Naming) -> None:
    st.markdown(f"**{plain(times.dated(view.step.at))}**")
    if not view.known:
        st.info(t("Nothing of the incident could be known with this role yet, or any longer."),
                icon=":material/visibility_off:")  # fmt: skip
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _state(view, naming)
        _happened(me, view, naming.plan)
    with right:
        _map(me, told, view, naming)
    _actions(view, naming)
    _plan(view, naming)
    _messages(view, naming)


def _state(view: ReplayView, naming: Naming) -> None:
    """Incident, plan and meeting in a line of badges each."""
    with st.container(horizontal=True, gap="small", key="replay-state"):
        if view.state is None:
            st.badge(t("Not reported as an incident of its own yet"), icon=":material/hourglass_empty:", color="gray")
        else:
            _badge(look.INCIDENT[view.state])
        if view.plan is None:
            st.badge(t("No plan yet"), icon=":material/edit_note:", color="gray")
        else:
            how = look.PLAN[view.plan.state]
            st.badge(t("Plan: {state}", state=how.label.lower()), icon=how.icon, color=how.colour)
            if view.plan.edition:
                st.badge(t("Edition {n}", n=view.plan.edition), icon=":material/layers:", color="blue")
        if view.closed_since:
            since = t("Closed item since {time}", time=times.clock(view.closed_since))
            st.badge(since, icon=":material/lock:", color="gray")
        elif view.meeting:
            st.badge(t("Meeting {n} is held", n=view.meeting.number), icon=":material/groups:", color="blue")
    if view.plan and view.plan.ends_at:
        st.markdown(t("End time: {time}", time=plain(times.dated(view.plan.ends_at))))
    if view.meeting:
        seated = [naming.role(one.role) for one in view.meeting.seats if one.left_at is None]
        st.markdown(t("At the table: {roles}", roles=plain(", ".join(dict.fromkeys(seated)) or "–")))


def _badge(how: look.Look) -> None:
    st.badge(how.label, icon=how.icon, color=how.colour)


def _happened(me: Me, view: ReplayView, plan: StandingPlan) -> None:
    """What was written in this minute, the first lines at once. Of a closed item only that it began, or ended."""
    name = t("In this minute")
    st.markdown(f"**{name}**")
    if not view.happened:
        st.markdown(t("Nothing that this role could read."))
    for row in view.happened[:FEW]:
        st.markdown(_line(me, row, plan))
    if further := view.happened[FEW:]:
        label = tn("{n} more line", "{n} more lines", len(further))
        with st.expander(label, icon=":material/more_horiz:", key="replay-further"):
            for row in further:
                st.markdown(_line(me, row, plan))


def _line(me: Me, row: LineRow, plan: StandingPlan) -> str:
    """Who did what, and the beginning of what was written with it."""
    said = t(look.VERB[row.verb]) if row.verb in ITEMS else history.sentence(me, row, plan)
    who = plain(Naming(plan, exercise=False).role(row.role))
    written = (words(text) if text.body is None else plain(short(text, LONG)) for text in row.texts.values())
    return "  \n".join([f"{times.clock(row.at)} · {who} {said}", *(f":small[{text}]" for text in written)])


def _map(me: Me, told: Replay, view: ReplayView, naming: Naming) -> None:
    """What was open then; the map is the same one throughout, only its marks move."""
    area_map(
        me.places.base_text, [_mark(one, told, naming) for one in view.marks], revision=me.store.revision_seen(),
        selected=told.id, picking=False, pin=None, height=HEIGHT, key=f"map-replay-{told.id}",
        words=incident_map.words(), pin_metres=me.plan.area.near_metres,
    )  # fmt: skip
    where = "; ".join(f"{_number(one.number, told)} {one.place}" for one in view.marks)
    said = t("On the map: {places}", places=plain(where)) if where else t("Nothing was open on the map.")
    st.markdown(f":small[{said}]")


def _number(number: int, told: Replay) -> str:
    return t("E{n}", n=number) if told.exercise else str(number)


def _mark(one: ReplayMark, told: Replay, naming: Naming) -> Mark:
    category = naming.plan.categories.get(one.category)
    return Mark(
        id=one.id, number=one.number, lat=one.lat, lon=one.lon, risk=one.risk, state=one.state,
        exercise=told.exercise, title=category.name if category else one.category, place=one.place,
        meta=f"{times.dated(one.happened_at)} · {short(one.what, 120)}",
    )  # fmt: skip


def _actions(view: ReplayView, naming: Naming) -> None:
    name = t("Actions as they stood ({n})", n=len(view.actions))
    st.markdown(f"**{name}**")
    for one in view.actions:
        st.markdown(f"{one.told.number}\\. {words(one.what)}  \n:small[{_action(one, naming)}]")
    if not view.actions:
        st.markdown(t("No actions."))


def _action(one: ReplayAction, naming: Naming) -> str:
    """Who had it, until when, and how it went; of those about individuals only whether it had begun or ended."""
    told = one.told
    whose = plain(owner(told.party, naming, unowned=told.unowned))
    parts = [f"**{whose}**" if told.unowned else whose]
    if told.deadline and not one.individuals:
        parts.append(t("deadline {time}", time=plain(times.dated(told.deadline))))
    said = plain(status(told.status, person_related=one.individuals, overdue=one.overdue))
    parts.append(f"**{said}**" if one.overdue and not one.individuals else said)
    if told.reserved and not one.individuals:
        parts.append(plain(look.RESERVED.label.lower()))
    return " · ".join(parts)


def _plan(view: ReplayView, naming: Naming) -> None:
    if view.plan is None:
        return
    name = t("The plan as it stood")
    st.markdown(f"**{name}**")
    for part in view.parts:
        how = look.PART_STATE[part.state]
        label = f"{t(look.PART[part.kind])}: {how.label.lower()}"
        if part.told is None or (part.state is PartState.MISSING and not part.text.id):
            st.markdown(f"{how.icon} {plain(label)}")
            continue
        with st.expander(plain(label), icon=how.icon, key=f"replay-part-{part.kind}"):
            _part(part, naming)


def _part(part: ReplayPart, naming: Naming) -> None:
    told = part.told
    assert told is not None
    if part.text.id:
        st.markdown(words(part.text))
    proportions.show(told.involved, told.risk, part.risk_reason)
    if told.target_groups:
        st.markdown(t("Target groups: {groups}", groups=plain(naming.groups(told.target_groups))))
    who, when = plain(naming.role(told.role)), plain(times.dated(told.as_of or told.at))
    said = t("As of {time} · {who} · revision {n}", time=when, who=who, n=told.revision)
    st.markdown(f":small[{said}]")


def _messages(view: ReplayView, naming: Naming) -> None:
    shown = [one for one in view.messages if one.told.state is not MessageState.DISCARDED]
    name = t("Messages as they stood ({n})", n=len(shown))
    st.markdown(f"**{name}**")
    if not shown:
        st.markdown(t("No messages."))
    for one in shown:
        how = look.MESSAGE[one.told.state]
        to = ", ".join(map(naming.audience, one.audiences))
        title = t("Message {n} to {whom}: {state}", n=one.told.number, whom=to, state=how.label.lower())
        with st.expander(plain(title), icon=how.icon, key=f"replay-message-{one.told.id}"):
            for line in _message(one, naming):
                st.markdown(line)


def _message(one: ReviewMessage, naming: Naming) -> Iterator[str]:
    told = one.told
    for question, said in zip((q for q in QUESTIONS if q in told.answers), one.answers, strict=True):
        yield f"**{t(message_texts.HEADINGS[question])}**  \n{words(said)}"
    if told.sent_at:
        when, who = plain(times.dated(told.sent_at)), plain(naming.role(told.sent_role))
        told_how = t("Sent {time} by {who}", time=when, who=who)
        yield f":small[{told_how}]"
