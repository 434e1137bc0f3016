"""The forms of a meeting: seats, decisions in words, questions and their answers, its end, its corrections."""

import streamlit as st

from components import attendance, feedback, incident_map, look, times
from components.description_fields import NOBODY, Drafted, horizon, party_word
from components.plain import bare, plain, quote, short
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.commands.meetings import seats_for
from data.errors import RuleBroken
from data.plan import StandingPlan
from data.queries import MeetingView, QuestionRow
from data.rules import agenda, mandates
from data.rules.decisions import SPOKEN
from data.rules.meetings import own_seats
from data.vocabulary import DecisionKind, Mandate, Room, SeatKind, Way

MOST_USED_HOURS = 24
"""Hours until the deadline that a decided action begins with."""


def _view(me: Me, pin: Pin) -> tuple[MeetingView, StandingPlan]:
    view = still_there(queries.meeting(me.store, me.viewer, pin.id))
    return view, me.plan_of(view.standing_plan_id)


def seat(me: Me, pin: Pin) -> None:
    """Who sits for a role: `pin.version` is the role's place in the plan file."""
    _, plan = _view(me, pin)
    roles = list(plan.roles)
    _seat(me, pin, plan, still_there(roles[pin.version] if pin.version < len(roles) else None))


def attend(me: Me, pin: Pin) -> None:
    """One's own seat, other than as the role's holder in the room."""
    _, plan = _view(me, pin)
    _seat(me, pin, plan, still_there(me.viewer.role if me.viewer.role in plan.roles else None))


def _seat(me: Me, pin: Pin, plan: StandingPlan, role: str) -> None:
    """A stand-in's mandate is asked for and never taken for granted: nothing is chosen before somebody says it."""
    most = me.viewer.mandate if role == me.viewer.role else Mandate.FULL
    kinds = own_seats(seats_for(plan.roles[role]), most)
    stands_in = SeatKind.STAND_IN if SeatKind.STAND_IN in kinds else kinds[0]
    own = attendance.usual(plan.roles[role])[1]
    usual = most if most is not Mandate.FULL else None if stands_in is SeatKind.STAND_IN or own is not most else own
    sheet = Sheet(me, pin)
    with sheet.form():
        st.markdown(f"**{plain(plan.roles[role].title)}**")
        kind = sheet.choice("seat", t("Takes part as"), kinds, stands_in, lambda k: t(look.SEAT[k]))
        given = sheet.choice("mandate", t("Mandate"), mandates.up_to(most), usual, lambda m: look.MANDATE[m].label)
        limit = sheet.text("limit", t("If limited: to what?"))
        way = sheet.choice("way", t("How?"), list(Way), Way.ROOM, lambda w: look.WAY[w].label)
        pressed = sheet.save_button(t("Save"))
    if pressed and given is None and kind is not SeatKind.MEMBER:
        sheet.refuse(RuleBroken("say-mandate", field="mandate"))
    elif pressed:
        sheet.send(
            t("Noted."), commands.seat, meeting=pin.id, role=role, kind=kind or stands_in,
            mandate=given or own, way=way or Way.ROOM, limit=limit,
        )  # fmt: skip


def _takers(sheet: Sheet, plan: StandingPlan, view: MeetingView) -> tuple[str, ...]:
    """Which of the represented parties take the decision: all of them, unless said otherwise."""
    there = attendance.represented(plan, view.present)
    if not there:
        st.warning(t("Nobody has taken a seat yet. Note who takes part first, under the first item of the agenda."))
    takers = sheet.several("takers", t("Decided by"), there, there, lambda code: plan.parties[code].short)
    without = [plan.parties[code].short for code in there if attendance.reserved(plan, view.present, code)]
    if without:
        st.caption(t("With a reservation, for want of a full mandate: {parties}", parties=plain(", ".join(without))))
    return takers


def _item(pin: Pin) -> int | None:
    """The item that ran when the form was opened: `pin.version` counts them from 1."""
    return pin.version - 1 if pin.version else None


def decide(me: Me, pin: Pin) -> None:
    """A decision in words, and who took it (domain.md 1.3)."""
    view, plan = _view(me, pin)
    points = agenda.agenda_of(plan, follow_up=view.row.follow_up)
    item = _item(pin)
    speaks = item is not None and item < len(points) and points[item].room is Room.COMMUNICATION
    usual = DecisionKind.SPOKESPERSON if speaks else DecisionKind.OTHER
    sheet = Sheet(me, pin)
    with sheet.form():
        kind = sheet.one("kind", t("What kind of decision?"), SPOKEN, usual, lambda k: t(look.DECISION[k]))
        text = sheet.text("text", t("What is decided?"), lines=3)
        takers = _takers(sheet, plan, view)
        pressed = sheet.save_button(t("Note the decision"))
    if pressed:
        sheet.send(
            t("Noted. Everybody sees it now."), commands.decide, meeting=pin.id, kind=kind or usual, text=text,
            takers=takers, item=item,
        )  # fmt: skip


def decide_action(me: Me, pin: Pin) -> None:
    """A decision that becomes an action while it is being spoken: what, who, by when."""
    view, plan = _view(me, pin)
    rows = {number: view_.row for number in view.incidents
            if (view_ := queries.incident(me.store, me.viewer, number))}  # fmt: skip
    there = attendance.represented(plan, view.present)
    valid = [p.code for p in plan.parties.values() if p.valid_on(times.today())]
    parties = [*there, *(code for code in valid if code not in there), NOBODY]
    sheet = Sheet(me, pin)
    with sheet.form():
        incident = next(iter(rows), None)
        if len(rows) > 1:
            incident = sheet.pick(
                "incident", t("Which incident?"), list(rows), incident,
                lambda number: incident_map.name(me, rows[number]),
            )  # fmt: skip
        what = sheet.text("what", t("What? Detailed, concrete and clear"), lines=3)
        party = sheet.pick("party", t("Responsible party"), parties, None, lambda c: party_word(plan, c))
        deadline = sheet.when("deadline", t("Deadline"), times.in_hours(me.now, MOST_USED_HOURS), required=False)
        takers = _takers(sheet, plan, view)
        pressed = sheet.save_button(t("Decide it"))
    if pressed:
        sheet.send(
            t("Decided and proposed. Its party accepts it."), commands.decide_action, meeting=pin.id,
            incident=incident or 0, takers=takers, item=_item(pin),
            described=Drafted(
                deadline, unchosen=party is None, asks=horizon(me, plan), what=what,
                party=None if party == NOBODY else party,
            ),
        )  # fmt: skip


def ask(me: Me, pin: Pin) -> None:
    """A question that a party owes an answer to; its clock runs from now."""
    view = still_there(queries.plan(me.store, me.viewer, pin.id))
    plan = me.plan_of(view.standing_plan_id)
    parties = [p.code for p in plan.parties.values() if p.valid_on(times.today())]
    sheet = Sheet(me, pin)
    with sheet.form():
        asked = sheet.pick("asked", t("Who is to answer?"), parties, None, lambda code: plan.parties[code].name)
        text = sheet.text("text", t("About what?"), lines=2)
        pressed = sheet.save_button(t("Ask"))
    if pressed:
        sheet.send(t("Asked. The clock runs."), commands.ask_party, plan=pin.id, asked=asked, text=text)


def _question(me: Me, pin: Pin) -> QuestionRow:
    return still_there(queries.question(me.store, me.viewer, pin.id))


def _answered(me: Me, pin: Pin) -> Latest:
    row = _question(me, pin)
    return Latest(row.version, [(t("The answer"), bare(row.answer))])


def _answer(me: Me, pin: Pin, command: object, said: str) -> None:
    row = _question(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        st.markdown(f"**{plain(feedback.party_name(me, row.asked))}**")
        st.markdown(quote(row.text))
        text = sheet.text("text", t("The answer"), lines=3)
        pressed = sheet.save_button(t("Save"))
    if pressed:
        assert callable(command)
        sheet.send(said, command, seen=pin.seen, text=text, latest=lambda: _answered(me, pin))


def answer(me: Me, pin: Pin) -> None:
    """One's own party answers."""
    _answer(me, pin, commands.answer_party, t("Answered. Everybody sees it now."))


def note_answer(me: Me, pin: Pin) -> None:
    """What a party answered aloud, noted by who keeps the decisions."""
    _answer(me, pin, commands.note_answer, t("Noted. Everybody sees it now."))


def end(me: Me, pin: Pin) -> None:
    """The meeting ends once its summary was read back and every unowned action was confirmed (6.3)."""
    view, _ = _view(me, pin)
    unowned = [row for row in queries.actions(me.store, me.viewer, plan=view.row.plan_id) if row.unowned]
    waiting = sum(question.answered_at is None for question in view.questions)
    sheet = Sheet(me, pin)
    with sheet.form(texts=False):
        if waiting:
            st.caption(t("Unanswered questions: {n}. They go on to the next meeting.", n=waiting))
        confirmed = []
        for row in unowned:
            label = t("Nobody responsible, and we know it: {n}. {what}", n=row.number, what=plain(short(row.what)))
            if st.checkbox(label, key=sheet.name(f"unowned-{row.id}")):
                confirmed.append(row.id)
        sheet.refusal_of("confirmed")
        read = st.checkbox(t("The decisions have been read back"), key=sheet.name("read"))
        sheet.refusal_of("read_back")
        pressed = sheet.save_button(t("End the meeting"))
    if pressed:
        sheet.send(
            t("The meeting has ended. The minutes are ready."), commands.end_meeting, seen=pin.seen, read_back=read,
            confirmed_unowned=frozenset(confirmed), latest=lambda: _now(me, pin),
        )  # fmt: skip


def _now(me: Me, pin: Pin) -> Latest:
    view, plan = _view(me, pin)
    points = agenda.agenda_of(plan, follow_up=view.row.follow_up)
    item = view.row.item
    told = points[item].text if item is not None and item < len(points) else "–"
    return Latest(view.row.version, [(t("The running item"), told)])


def correct(me: Me, pin: Pin) -> None:
    """A decision is corrected by a new one; the old one stays."""
    row = still_there(queries.decision(me.store, me.viewer, pin.id))
    meeting = still_there(row.meeting_id)
    sheet = Sheet(me, pin)
    with sheet.form():
        st.markdown(quote(row.text))
        text = sheet.text("text", t("What is right instead?"), bare(row.text), lines=3)
        st.caption(t("The old text stays in the minutes, marked as corrected."))
        pressed = sheet.save_button(t("Correct"))
    if pressed:
        sheet.send(t("Corrected."), commands.correct_minutes, meeting=meeting, corrects=pin.id, text=text)


def add_decision(me: Me, pin: Pin) -> None:
    """A decision that was taken and forgotten, added with the time of its adding."""
    _view(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        text = sheet.text("text", t("What was decided, and is missing?"), lines=3)
        pressed = sheet.save_button(t("Add"))
    if pressed:
        sheet.send(t("Added."), commands.correct_minutes, meeting=pin.id, text=text)
