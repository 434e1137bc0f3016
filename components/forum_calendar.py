"""The calendar file of a forum's meeting (RFC 5545): a whole day while no clock time is known. It names nobody."""

from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from components.texts import t
from data.plan import StandingPlan
from data.rules.fora import ForumDate

LENGTH: Final = timedelta(hours=2)
"""How long a meeting is taken to be: the plan file does not say."""


def calendar_file(plan: StandingPlan, one: ForumDate, *, now: datetime, site: str = "") -> bytes:
    """Its bytes; the same meeting keeps its UID when it is moved, once it is kept here."""
    made = Calendar()
    made.add("prodid", "-//Beredskabsoverblik//DA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    event = Event()
    which = one.id if one.id is not None else one.day.isoformat()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"forum:{plan.area.name}:{one.forum}:{which}")))
    event.add("sequence", max(one.version - 1, 0))
    event.add("dtstamp", now)
    if one.starts_at is None:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
    else:
        event.add("dtstart", one.starts_at)
        event.add("dtend", one.starts_at + LENGTH)
    event.add("summary", t("{forum}: meeting", forum=plan.fora[one.forum].name))
    event.add("description", t("The agenda collects itself on the page Fora.") + (f"\n{site}/fora" if site else ""))
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    made.add_component(event)
    return bytes(made.to_ical())
