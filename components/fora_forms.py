"""The forms about the days of a forum: set one, move it, call it off (R16); and what a council decided of an incident.

A date of the plan file has no number of its own, so the pin holds the forum's place in the plan file and the day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from components import fora_words, incident_map, times
from components.plain import plain
from components.session import Me
from components.sheet import Given, Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.errors import RuleBroken
from data.rules import fora
from data.rules.fora import ForumDate

DAYS: Final = 10_000_000
"""More than any day's number: the rest of a pin's number is the forum's place."""
OFFERED: Final = 4
"""Meetings one chooses from."""


def coded(me: Me, forum: str, day: date) -> int:
    """The number of a forum's day in a pin."""
    return list(me.plan.fora).index(forum) * DAYS + day.toordinal()


def decoded(me: Me, sheet: Sheet) -> tuple[str, date]:
    """Forum and day of an open form; the forum as it was when it was opened, whatever plan is in use since."""
    place, day = divmod(sheet.pin.id, DAYS)
    codes = list(me.plan.fora)
    code = sheet.kept("forum", lambda: codes[place] if place < len(codes) else "")
    return still_there(code if code in me.plan.fora else None), date.fromordinal(max(day, 1))


@dataclass(frozen=True)
class Start:
    """A clock time on a day that is given beside it; None if none is written."""

    given: Given

    def moment(self) -> object:
        """UTC. Raises RuleBroken with the field."""
        return self.given.moment() if self.given.written.strip() else None


def _day_and_clock(sheet: Sheet, shown: ForumDate | None, day: date | None) -> tuple[date | None, Start]:
    """The day, and the clock time where it is known."""
    left, right = st.columns([3, 2], vertical_alignment="top")
    with left:
        chosen = sheet.day("day", t("Day"), day)
    with right:
        began = times.clock(shown.starts_at) if shown is not None and shown.starts_at else ""
        written = st.text_input(
            t("Time (if it is known)"), sheet.kept("clock", lambda: began), key=sheet.name("clock"),
            placeholder=t("14:00"), autocomplete="off",
        )  # fmt: skip
        sheet.refusal_of("clock")
    return chosen, Start(Given("clock", chosen, written or "", required=False, later=False, sure_of=None))


def set_date(me: Me, pin: Pin) -> None:
    """A new date; or the one that the pin holds: of the plan file, that gets its clock time, or called off before."""
    sheet = Sheet(me, pin)
    forum, day = decoded(me, sheet)
    with sheet.form(texts=False):
        st.markdown(f"**{plain(me.plan.fora[forum].name)}**")
        chosen, starts_at = _day_and_clock(sheet, None, None if day == date.min else day)
        pressed = sheet.save_button(t("Set the date"))
    if pressed and chosen is None:
        sheet.refuse(RuleBroken("choose-day", field="day"))
    elif pressed:
        sheet.send(
            t("The date is set. Everybody sees it now."), commands.set_forum_meeting, forum=forum, day=chosen,
            starts_at=starts_at,
        )  # fmt: skip


def move(me: Me, pin: Pin) -> None:
    """Another day or hour; matters go along."""
    sheet = Sheet(me, pin)
    forum, day = decoded(me, sheet)
    found = still_there(queries.forum_date(me.store, me.viewer, forum, day))
    with sheet.form(texts=False):
        _about(me, found)
        chosen, starts_at = _day_and_clock(sheet, found, day)
        st.caption(t("What is on its agenda goes along. Tell those who were invited."))
        pressed = sheet.save_button(t("Move the meeting"))
    if pressed and chosen is None:
        sheet.refuse(RuleBroken("choose-day", field="day"))
    elif pressed:
        sheet.send(
            t("The meeting is moved."), commands.move_forum_meeting, forum=forum, day=day, version=pin.version,
            to=chosen, starts_at=starts_at, latest=lambda: _stored(me, forum, day),
        )  # fmt: skip


def cancel(me: Me, pin: Pin) -> None:
    """Said once more: matters that are bound to it wait again."""
    sheet = Sheet(me, pin)
    forum, day = decoded(me, sheet)
    found = still_there(queries.forum_date(me.store, me.viewer, forum, day))
    bound = [row.number for row in queries.matters(me.store, me.viewer, forum)
             if row.meeting and row.meeting.day == day and row.settled_at is None]  # fmt: skip
    with sheet.form(texts=False):
        _about(me, found)
        if bound:
            numbers = ", ".join(map(str, bound))
            st.warning(t("Matters that wait for another meeting then: {numbers}. Tell those who were invited.",
                         numbers=numbers), icon=":material/event_busy:")  # fmt: skip
        pressed = sheet.save_button(t("Call the meeting off"))
    if pressed:
        sheet.send(
            t("The meeting is called off."), commands.cancel_forum_meeting, forum=forum, day=day, version=pin.version,
            latest=lambda: _stored(me, forum, day),
        )  # fmt: skip


def _about(me: Me, one: ForumDate) -> None:
    st.markdown(f"**{plain(me.plan.fora[one.forum].name)}** · {plain(fora_words.when(one))}")


def _stored(me: Me, forum: str, day: date) -> Latest:
    """What is stored of the date now."""
    found = still_there(queries.forum_date(me.store, me.viewer, forum, day))
    said = t("Meeting called off") if found.cancelled else fora_words.when(found)
    return Latest(found.version, [(t("Day"), said)])


def meeting_field(sheet: Sheet, label: str, dates: list[ForumDate], value: date | None) -> date | None:
    """One of the days that are set; a day of one's own while none is."""
    if not dates:
        return sheet.day("day", label, value)
    days = sheet.kept("days", lambda: [one.day for one in dates])
    return sheet.one("day", label, days, value if value in days else days[0], times.weekday_and_day)


def treat(me: Me, pin: Pin) -> None:
    """What the council decided of an ended incident, and at which of its meetings (T11)."""
    row = still_there(queries.incident(me.store, me.viewer, pin.id)).row
    council = still_there(fora.council(me.plan))
    view = still_there(
        next((one for one in queries.forum_views(me.store, me.viewer) if one.code == council.code), None)
    )
    sheet = Sheet(me, pin)
    today = times.local(me.now).date()
    with sheet.form():
        st.markdown(f"**{plain(incident_map.name(me, row))}**")
        ended = times.local(row.ended_at).date() if row.ended_at else None
        held = [one for one in reversed(view.dates) if since(ended, one, today)]
        day = meeting_field(
            sheet, t("At which meeting of {forum}?", forum=plain(council.definite)), held[:OFFERED], today
        )  # fmt: skip
        decision = sheet.text("decision", t("What was decided?"), lines=4)
        st.caption(t("Who does what, by when. “Taken note of” is a decision, too."))
        pressed = sheet.save_button(t("Save"))
    if pressed and day is None:
        sheet.refuse(RuleBroken("choose-day", field="day"))
    elif pressed:
        sheet.send(
            t("It is noted that {forum} has dealt with it.", forum=plain(council.definite)), commands.treat_incident,
            incident=pin.id, forum=council.code, day=day, decision=decision,
        )  # fmt: skip


def since(ended: date | None, one: ForumDate, today: date) -> bool:
    """Whether that meeting was held, and could deal with what had ended that day."""
    return not one.cancelled and (ended or today) <= one.day <= today
