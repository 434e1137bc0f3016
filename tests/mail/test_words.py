"""What a mail says and what it never says: by function, in Danish, ØVELSE first and last (R19, R20, 6.13, 6.14)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from components.mail import Words, calendar_file, compose, short_words, words_of
from components.mail.words import SMS
from components.texts import speaking
from data import commands, queries
from data.entities import Incident, Mail, Meeting, Text
from data.queries import Letter
from data.storage import Store
from data.storage.outbox import queue
from data.vocabulary import Language, MailKind, Subject, Verb
from tests import builders as b
from tests.conftest import Clock
from tests.mail.office import SENDER
from tests.pages.test_pages import SHIPPED_WORDS, settled

SITE = "https://beredskab.example.dk"
MARK = "ØVELSE ØVELSE"
NASTY = [
    "{{7*7}}", "{% raise %}", "{place}", "=HYPERLINK(\"https://x.dk\")", "Brohuset\r\nBcc: alle",
    "Brohuset\nX-Evil: 1\n\nny krop", "END:VEVENT\nEND:VCALENDAR", "a;b,c:d\\n\"e\"", "<img src=x onerror=alert(1)>",
    "\u202eesrever", "ℹ️ 北京", "x" * 1500, "DTSTART:2026",
]  # fmt: skip


def letters(store: Store) -> list[Letter]:
    with store.whole() as session:
        return [queries.letter(store, number) for number in session.scalars(select(Mail.id).order_by(Mail.id))]


def composed(store: Store, letter: Letter) -> EmailMessage:
    return compose(store.plan(), letter, sender=SENDER, site=SITE, now=store.clock())


def files(mail: EmailMessage) -> list[Any]:
    """Its calendar files, as a calendar reads them."""
    found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return [Calendar.from_ical(part.get_payload(decode=True)) for part in found]


def said(store: Store, letter: Letter, kind: MailKind = MailKind.SUMMONS) -> Words:
    return words_of(store.plan(), letter.calling, kind, SITE)


def test_a_summons_says_what_when_where_who_and_what_about(lite: Store) -> None:
    link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_12345678/0"
    b.a_called_meeting(lite, link=link)
    words = said(lite, letters(lite)[0])
    for line in (
        "Hastemøde", "lørdag 24. oktober 2026 kl. 22.00", "Hvor: Brohuset", f"Online: {link}",
        "Indkaldt af: Projektchef",
        "Ordstyrer: Projektchef", "Referent: Stabsenhed", "Hændelse 1: Ildspåsættelse, ", "Dagsorden",
        "2. Skal andre inviteres?", "Meld tilbage på telefon til Projektchef", f"{SITE}/moede?plan=1",
    ):  # fmt: skip
        assert line in words.body, line
    assert words.subject == "Hastemøde lørdag 24. oktober 2026 kl. 22.00 · Vejleåparken"
    assert MARK not in words.subject + words.body


def test_an_exercise_begins_and_ends_with_its_mark_everywhere(lite: Store) -> None:
    meeting = b.a_called_meeting(lite, b.an_active_incident(lite, exercise=True))
    commands.cancel_meeting(
        lite, b.hat(lite, "projektchef"), seen=b.seen(lite, Meeting, meeting), reason="Det er prøvet."
    )
    letter = letters(lite)[0]
    for kind in MailKind:
        words = said(lite, letter, kind)
        for text in (*words, short_words(lite.plan(), letter.calling, kind)):
            assert text.startswith(MARK), text
            assert text.strip().endswith(MARK), text
    for letter in letters(lite):
        mail = composed(lite, letter)
        assert str(mail["Subject"]).startswith(MARK)
        assert str(mail["Subject"]).endswith(MARK)
        for file in files(mail):
            assert str(file.walk("VEVENT")[0]["SUMMARY"]).startswith(MARK)


def test_a_mail_is_danish_whatever_the_screen_is_read_in(lite: Store) -> None:
    b.a_called_meeting(lite)
    letter = letters(lite)[0]
    danish = said(lite, letter), short_words(lite.plan(), letter.calling, MailKind.SUMMONS)
    with speaking(Language.ENGLISH):
        assert (said(lite, letter), short_words(lite.plan(), letter.calling, MailKind.SUMMONS)) == danish


def test_no_mail_tells_what_was_reported_nor_names_a_person(lite: Store) -> None:
    """Every free text of the database but the place and the link, and every name and number of the plan file."""
    meeting = b.a_called_meeting(lite, b.an_active_incident(lite, what="Stenkast mod brandvæsenet ved porten"))
    commands.cancel_meeting(
        lite, b.hat(lite, "projektchef"), seen=b.seen(lite, Meeting, meeting), reason="Politiet har ro på det."
    )
    plan = lite.plan()
    with lite.whole() as session:
        texts = [body for body in session.scalars(select(Text.body)) if body and body != "Brohuset"]
    personal = [word for contact in plan.contacts for word in (*contact.name.split(), contact.phone_as_written)]
    assert len(texts) >= 3
    for letter in letters(lite):
        mail = composed(lite, letter)
        told = "\n".join([str(mail["Subject"]), str(mail["From"]), *_parts(mail)])
        assert not [text for text in texts if text in told]
        assert not [word for word in personal if word in told]
        others = {contact.email for contact in plan.contacts} - {letter.address}
        assert not [address for address in others if address in mail.as_string()]


def _parts(mail: EmailMessage) -> list[str]:
    return [
        part.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]  # a leaf has bytes
        for part in mail.walk()
        if not part.is_multipart()
    ]


@pytest.mark.parametrize("place", NASTY)
def test_nasty_text_stays_text(lite: Store, place: str) -> None:
    b.a_called_meeting(lite, place=place)
    letter = letters(lite)[0]
    mail = composed(lite, letter)
    assert mail.keys() == [
        "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Importance", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert mail["To"] == letter.address
    (first,) = {file.to_ical() for file in files(mail)}
    events = Calendar.from_ical(first).walk("VEVENT")
    assert len(events) == 1
    stored = letter.calling.meeting.place.body if letter.calling.meeting else ""
    assert str(events[0]["LOCATION"]) == " ".join((stored or "").split())
    assert events[0].decoded("DTSTART") == datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    assert f"Hvor: {' '.join((stored or '').split())}" in said(lite, letter).body
    assert "49" not in short_words(lite.plan(), letter.calling, MailKind.SUMMONS)


def test_a_text_message_is_one_and_cuts_the_place_first(lite: Store) -> None:
    b.a_called_meeting(lite, b.an_active_incident(lite, exercise=True), place="mødelokalet ved siden af salen " * 12)
    words = short_words(lite.plan(), letters(lite)[0].calling, MailKind.SUMMONS)
    assert len(words) <= SMS
    assert "24.10 kl. 22.00" in words
    assert "…" in words


def test_the_link_of_a_text_message_is_whole(lite: Store) -> None:
    link = "https://teams.microsoft.com/l/meetup-join/" + "a" * 200
    b.a_called_meeting(lite, link=link)
    assert link in short_words(lite.plan(), letters(lite)[0].calling, MailKind.SUMMONS)


def test_the_same_meeting_moves_in_every_calendar_and_leaves_it(lite: Store, clock: Clock) -> None:
    """One UID; the sequence number grows with every change; called off is METHOD:CANCEL."""
    meeting = b.a_called_meeting(lite)
    chief, seen_files = b.hat(lite, "projektchef"), []

    def now() -> None:
        mail = composed(lite, letters(lite)[-1])
        seen_files.append(files(mail)[0])
        clock.turn(minutes=1)

    now()
    commands.change_meeting(
        lite, chief, seen=b.seen(lite, Meeting, meeting), planned_at=b.ahead(lite, hours=2), chair="projektchef",
        place="Rådhuset",
    )  # fmt: skip
    now()
    commands.cancel_meeting(lite, chief, seen=b.seen(lite, Meeting, meeting), reason="Ro igen.")
    now()
    events = [file.walk("VEVENT")[0] for file in seen_files]
    assert [str(file["METHOD"]) for file in seen_files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["UID"]) for event in events}) == 1
    first, second, third = (int(event["SEQUENCE"]) for event in events)
    assert 0 == first < second < third
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert str(events[1]["LOCATION"]) == "Rådhuset"
    assert events[0]["ORGANIZER"] == f"mailto:{SENDER}"
    assert events[0]["ATTENDEE"].params["CN"] in {role.title for role in lite.plan().roles.values()}


@pytest.mark.parametrize(
    ("hours", "clock_said", "which"),
    [(4.5, "02.10", "før uret stilles"), (5.5, "02.10", "efter uret stilles"), (7.0, "03.40", "")],
)
def test_the_hour_that_comes_twice_is_told_apart(lite: Store, hours: float, clock_said: str, which: str) -> None:
    """Saturday 21.40 summer time; the clock is put back at three."""
    planned = b.ahead(lite, hours=hours)
    b.a_called_meeting(lite, planned_at=planned)
    letter = letters(lite)[0]
    event = files(composed(lite, letter))[0].walk("VEVENT")[0]
    assert event.decoded("DTSTART") == planned
    assert event.decoded("DTSTART").utcoffset() == timedelta(0)
    assert event.decoded("DTEND") - planned == timedelta(minutes=36)
    body = said(lite, letter).body
    assert f"søndag 25. oktober 2026 kl. {clock_said}" in body
    assert which in body


def test_a_file_for_downloading_asks_for_no_answer_and_names_no_address(lite: Store) -> None:
    b.a_called_meeting(lite)
    method, file = calendar_file(lite.plan(), letters(lite)[0].calling, MailKind.SUMMONS, now=lite.clock())
    assert method == "PUBLISH"
    assert b"@" not in file
    assert file.count(b"\r\n") == file.count(b"\n")


def test_a_removed_place_is_in_no_mail_that_is_sent_later(lite: Store) -> None:
    meeting = b.a_called_meeting(lite, place="Hos familien på hjørnet")
    number = b.row_of(lite, Meeting, meeting).place_id
    commands.redact(lite, b.hat(lite, "projektchef"), text=number)
    assert "familien" not in said(lite, letters(lite)[0]).body


def test_calling_an_activation_off_needs_no_meeting(lite: Store) -> None:
    """6.14: who was reached is told; the mail has no calendar file."""
    incident = b.an_active_incident(lite)
    with lite.changing(b.hat(lite, "projektchef")) as change:
        found = change.get(Incident, incident)
        queue(change, MailKind.STAND_DOWN, found, [("aab", None)])
        change.log(Verb.CALL_OFF, Subject.INCIDENT, incident, incident=found)
    mail = composed(lite, letters(lite)[0])
    assert mail["Subject"] == "Afblæst: Hændelse 1 · Vejleåparken"
    assert not files(mail)
    (text,) = _parts(mail)
    assert "Aktiveringen af beredskabet i Vejleåparken er afblæst." in text
    assert "Du skal ikke møde op." in text


def test_another_town_is_summoned_in_its_own_words(tmp_path: Path) -> None:
    with settled("another", tmp_path) as town:
        store, plan = town.house.store, town.plan
        chief = b.hat(store, plan.coordinator.code)
        number = queries.plans(store, chief)[0].id
        commands.call_meeting(
            store, chief, plan=number, planned_at=b.ahead(store, hours=1), chair=chief.role, place="Rådhuset"
        )
        words = words_of(plan, letters(store)[0].calling, MailKind.SUMMONS)
        assert plan.area.name in words.body
        assert plan.coordinator.title in words.body
        assert not [word for word in SHIPPED_WORDS if word in "\n".join(words).lower()]
