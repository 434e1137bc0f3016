"""The agenda on paper: the same words in both formats, exercises marked; the meeting as a calendar file (R16, B7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from components.documents import forum_agenda
from components.documents.blocks import Sheet, Table, texts
from components.documents.forum_buttons import agenda_file
from components.documents.made import WRITERS, Format
from components.documents.naming import in_a_name
from components.forum_calendar import calendar_file
from components.texts import t
from data import commands, queries
from data.entities import Incident, Matter
from data.errors import NotAllowed
from data.rules.fora import ForumDate
from data.storage import Store
from tests import builders as b
from tests.documents.read import docx_text, pdf_text, whole

COUNCIL = "lokalraad"


def an_agenda(store: Store) -> Sheet:
    """One of everything that this branch of the product brings onto an agenda."""
    chief = b.hat(store, "projektchef")
    for exercise in (False, True):
        incident = b.an_active_incident(store, exercise=exercise)
        b.an_action(store, incident)
        commands.call_off(store, chief, seen=b.seen(store, Incident, incident), reason="Det løste sig.")
    day = store.clock().date() + timedelta(days=30)
    commands.set_forum_meeting(store, chief, forum=COUNCIL, day=day)
    for what in ("Belysningen på <stien> er for svag.", "Hærværk i kældrene."):
        matter = commands.raise_matter(store, chief, forum=COUNCIL, what=what)
    commands.bind_matter(
        store, b.hat(store, "stabsenhed"), seen=b.seen(store, Matter, matter), day=day, invited=("aab",)
    )
    viewer = b.hat(store, "lokalraad-medlem-politi")
    account = queries.forum_agenda(store, viewer, COUNCIL)
    assert account is not None
    reviews = {one.about.id: queries.review(store, viewer, one.about.id) for one in account.reviews}
    return forum_agenda.sheet(account, {number: one for number, one in reviews.items() if one}, store.plan)


def test_both_formats_say_the_same_words(lite: Store) -> None:
    sheet = an_agenda(lite)
    assert docx_text(WRITERS[Format.DOCX](sheet)) == whole(sheet)
    assert pdf_text(WRITERS[Format.PDF](sheet), sheet) == whole(sheet, pdf=True)


def test_everything_that_waits_stands_on_it_with_room_for_what_is_decided(lite: Store) -> None:
    sheet = an_agenda(lite)
    said = list(texts(sheet))
    review = t("Incidents to review")
    plan = t("The preparedness plan: what to look after")
    headings = [review, t("Matters that are not acute"), plan, f"{t('EXERCISE')} – {review}"]
    assert [one for one in said if one in headings] == headings
    tables = [block for block in sheet.blocks if isinstance(block, Table) and len(block.head) == 3]
    assert {block.head[-1] for block in tables} == {t("Decision, who and by when")}
    assert {row[-1] for block in tables for row in block.rows} == {""}
    real, _, exercise = tables
    assert all(t("EXERCISE") in row[0] for row in exercise.rows)
    assert not any(t("EXERCISE") in cell for row in real.rows for cell in row)
    assert "ikke" in real.rows[0][1], "what the review leaves open"


def test_nobody_prints_what_they_may_not_read_and_the_name_says_the_day(lite: Store) -> None:
    an_agenda(lite)
    for viewer in (b.hat(lite, "administrator"), b.a_guest(lite)[1]):
        with pytest.raises(NotAllowed):
            agenda_file(lite, viewer, COUNCIL, Format.PDF)
    with pytest.raises(NotAllowed):
        agenda_file(lite, b.hat(lite, "aab"), "intet", Format.PDF)
    day = lite.clock().date() + timedelta(days=30)
    named = agenda_file(lite, b.hat(lite, "aab"), COUNCIL, Format.DOCX).name
    assert named.startswith(f"dagsorden-{in_a_name(lite.plan().fora[COUNCIL].name)}-{day}-")
    assert agenda_file(lite, b.hat(lite, "bestyrelse"), "bestyrelse", Format.PDF).name.startswith(
        "dagsorden-helhedsplanens-bestyrelse-2"
    )


@pytest.mark.parametrize(
    ("said", "written"),
    [("Rådet for Ærø & Øst", "raadet-for-aeroe-oest"), ("Følgegruppe", "foelgegruppe"), ("Café 2. sal", "cafe-2-sal")],
)
def test_a_name_of_the_plan_is_spelled_in_a_file_name(said: str, written: str) -> None:
    assert in_a_name(said) == written


def test_a_calendar_reads_the_day_or_the_hour_and_the_same_meeting_again(lite: Store) -> None:
    now = datetime(2026, 11, 27, 9, tzinfo=UTC)

    def event(one: ForumDate):  # type: ignore[no-untyped-def]  # icalendar's own
        (found,) = Calendar.from_ical(calendar_file(lite.plan(), one, now=now, site="https://x.dk")).walk("VEVENT")
        return found

    day = date(2027, 2, 3)
    whole_day = event(ForumDate(COUNCIL, day))
    assert (whole_day["dtstart"].dt, whole_day["dtend"].dt) == (day, date(2027, 2, 4))
    starts = datetime(2027, 2, 3, 13, tzinfo=UTC)
    kept = event(ForumDate(COUNCIL, day, 7, 1, starts))
    moved = event(ForumDate(COUNCIL, date(2027, 2, 10), 7, 2))
    assert kept["dtstart"].dt == starts
    assert (kept["uid"], kept["sequence"], moved["sequence"]) == (moved["uid"], 0, 1)
    assert "https://x.dk/fora" in str(kept["description"])
