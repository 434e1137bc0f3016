"""The calendar file of a summons (RFC 5545, 5546), as every calendar reads it.

Times are in UTC: a clock time of Copenhagen says nothing in the hour that comes twice, and every calendar shows UTC on
its owner's own clock. The same meeting keeps its UID; its sequence number grows with every change, so that an older
mail that comes late moves nothing back.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vCalAddress

from components.mail.words import title, words_of
from components.plain import bare
from data.plan import StandingPlan
from data.queries import CalledMeeting, Calling
from data.vocabulary import MailKind

LENGTH: Final = 45
"""Minutes of a meeting whose agenda in the plan file gives none."""
METHODS: Final = {MailKind.SUMMONS: "REQUEST", MailKind.STAND_DOWN: "CANCEL"}


def calendar_file(
    plan: StandingPlan, calling: Calling, kind: MailKind, *, now: datetime, organizer: str = "",
    attendee: tuple[str, str] | None = None, site: str = "",
) -> tuple[str, bytes]:  # fmt: skip
    """Its method and its bytes. `attendee` is (address, role code) of who gets it by mail; None is for downloading.

    A downloaded one asks for no answer, so it is published, and names no address at all.
    """
    meeting = calling.meeting
    assert meeting is not None
    method = METHODS[kind] if attendee or kind is MailKind.STAND_DOWN else "PUBLISH"
    made = Calendar()
    made.add("prodid", "-//Beredskabsoverblik//DA")
    made.add("version", "2.0")
    made.add("method", method)
    event = _event(plan, calling, meeting, kind, now, site)
    if organizer:
        event["organizer"] = _address(organizer, plan.title)
    if attendee:
        address, role = attendee
        invited = _address(address, title(plan, role))
        invited.params.update({"PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})  # one answers by phone
        event.add("attendee", invited, encode=False)
    made.add_component(event)
    return method, bytes(made.to_ical())


def _event(
    plan: StandingPlan, calling: Calling, meeting: CalledMeeting, kind: MailKind, now: datetime, site: str
) -> Event:
    words = words_of(plan, calling, kind, site)
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"meeting:{plan.digest}:{meeting.id}:{meeting.called_at.isoformat()}")))
    event.add("sequence", meeting.version - 1)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.planned_at)
    event.add("dtend", meeting.planned_at + _length(plan, meeting))
    event.add("summary", words.subject)
    event.add("description", words.body)
    event.add("location", " ".join((bare(meeting.place) or bare(meeting.link)).split()))
    if link := bare(meeting.link):
        event.add("url", link)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if kind is MailKind.STAND_DOWN else "CONFIRMED")
    return event


def _length(plan: StandingPlan, meeting: CalledMeeting) -> timedelta:
    agenda = plan.follow_up_agenda if meeting.follow_up else plan.agenda
    return timedelta(minutes=sum(item.minutes or 0 for item in agenda) or LENGTH)


def _address(address: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{address}")
    found.params["CN"] = name
    return found
