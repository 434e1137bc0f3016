"""When the receipt of an underretning is due: counted here, stored nowhere (R53; domain.md 2.12).

It takes a day and gives a day. There is no field for a child, a place or a word, and the file for a calendar holds
the day alone.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import uuid4

import streamlit as st
from icalendar import Calendar, Event

from components import times
from components.plain import plain
from components.session import Me
from components.texts import mark, t, tn
from data.plan import Notification
from data.rules.working_days import Counted, Off, count, often_closed

EARLIEST: Final = date(2000, 1, 1)
WORDS: Final[Mapping[Off, str]] = {
    Off.WEEKEND: mark("weekend"),
    Off.NEW_YEAR: mark("New Year’s Day"),
    Off.MAUNDY_THURSDAY: mark("Maundy Thursday"),
    Off.GOOD_FRIDAY: mark("Good Friday"),
    Off.EASTER_SUNDAY: mark("Easter Sunday"),
    Off.EASTER_MONDAY: mark("Easter Monday"),
    Off.PRAYER_DAY: mark("Great Prayer Day"),
    Off.ASCENSION: mark("Ascension Day"),
    Off.WHIT_SUNDAY: mark("Whit Sunday"),
    Off.WHIT_MONDAY: mark("Whit Monday"),
    Off.CHRISTMAS: mark("Christmas Day"),
    Off.SECOND_CHRISTMAS: mark("Second day of Christmas"),
    Off.CONSTITUTION: mark("Constitution Day"),
    Off.CHRISTMAS_EVE: mark("Christmas Eve"),
    Off.NEW_YEARS_EVE: mark("New Year’s Eve"),
}


def calculator(me: Me) -> None:
    """A day in, a day out, and every day on the way."""
    rule = me.plan.notification
    st.subheader(t("When is the receipt due?"), anchor=False)
    chosen = st.date_input(
        t("The notification was made on"), times.today(), EARLIEST, times.today() + timedelta(days=400),
        format="DD.MM.YYYY", key="notified-on",
    )  # fmt: skip
    if not isinstance(chosen, date):
        return
    found = count(chosen, rule.receipt_days, saturday=rule.saturday_counts)
    due = times.weekday_and_day(found.due)
    st.success(t("Receipt expected at the latest **{day}**", day=due), icon=":material/event_available:")
    st.caption(" ".join([_how(rule), t("It is a reminder to ring, not a breach.")]))
    if closed := often_closed(found.due):
        told = t(
            "{day} is {name}: no public holiday, so it counts, but many offices are closed. Ring {next} instead.",
            day=due, name=t(WORDS[closed]), next=times.weekday_and_day(count(found.due, 1, closed=True).due),
        )  # fmt: skip
        st.info(plain(told), icon=":material/info:")
    _way(found)
    st.download_button(
        t("Put the day into my calendar"), partial(calendar_file, found.due, me.now), file_name="paamindelse.ics",
        mime="text/calendar", on_click="ignore", icon=":material/calendar_add_on:", key="reminder",
    )  # fmt: skip
    st.caption(t("The file holds the day and the word “Reminder”, nothing else. Nothing is kept here."))


def _how(rule: Notification) -> str:
    if rule.saturday_counts:
        return tn(
            "{n} working day, Monday to Saturday; the day of the notification is not counted.",
            "{n} working days, Monday to Saturday; the day of the notification is not counted.", rule.receipt_days,
        )  # fmt: skip
    return tn(
        "{n} working day, Monday to Friday; the day of the notification is not counted.",
        "{n} working days, Monday to Friday; the day of the notification is not counted.", rule.receipt_days,
    )  # fmt: skip


def _way(found: Counted) -> None:
    """Every day with its number, or why it is not counted."""
    skipped = found.skipped_holidays
    if skipped:
        names = ", ".join(f"{t(WORDS[one.off])} ({times.whole_day(one.day)})" for one in skipped if one.off)
        st.markdown(t("**Holidays left out:** {names}", names=plain(names)))
    else:
        st.markdown(t("**Holidays left out:** none"))
    with st.expander(t("Every day, counted"), icon=":material/format_list_numbered:", key="counted"):
        for one in found.passed:
            day = plain(times.weekday_and_day(one.day))
            st.markdown(
                f"**{one.number}** · {day}"
                if one.number
                else f":gray[– {day} · {t(WORDS[one.off])}]"
                if one.off
                else day
            )


def calendar_file(due: date, now: datetime) -> bytes:
    """A whole day with the word "Reminder"; no subject, no place, no person."""
    made, event = Calendar(), Event()
    made.add("prodid", "-//Beredskabsoverblik//DA")
    made.add("version", "2.0")
    event.add("uid", str(uuid4()))
    event.add("dtstamp", now)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", t("Reminder"))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    made.add_component(event)
    return bytes(made.to_ical())
