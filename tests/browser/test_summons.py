"""A meeting is called in a browser: the mail arrives at a real mail server, and its fate on every screen (R19, R20)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.conftest import Comes, furnish
from tests.browser.person import beginning, t
from tests.mail.office import SENDER, Office, office
from tests.web.served import PRODUCT, Served, serve

pytestmark = pytest.mark.browser
LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_12345678%40thread.v2/0"
MARK = "ØVELSE ØVELSE"
MAILS = "[class*=st-key-mails-]"
"""Where the fate of each mail stands; the call list marks it, too."""


@pytest.fixture(scope="module")
def there() -> Iterator[Office]:
    """The mail server; it knows nobody at first."""
    with office("refuses") as opened:
        yield opened


@pytest.fixture(scope="module")
def served(home: Path, there: Office) -> Iterator[Served]:
    """The product with its demo, and a mail server named in its settings."""
    furnish(home, demo=True)
    named = {
        "BEREDSKAB_SMTP_HOST": "127.0.0.1", "BEREDSKAB_SMTP_PORT": str(there.port), "BEREDSKAB_SMTP_SECURITY": "none",
        "BEREDSKAB_MAIL_FROM": SENDER,
    }  # fmt: skip
    with serve(home, PRODUCT, **named) as running:
        yield running


def test_a_meeting_is_called_moved_and_called_off_and_every_mail_goes(comes: Comes, there: Office) -> None:
    chief, other = comes("projektchef").opens("/moede"), comes("aab", width=390, height=800).opens("/moede")
    chief.press("Call a meeting")
    chief.writes("Place", "Brohuset", inside=chief.form)
    chief.writes("Link, if one can take part online", "ring 12345678", inside=chief.form)
    chief.press("Call the meeting", inside=chief.form)
    chief.sees(
        t("Paste the address of the online meeting alone, as it begins: https://…, without blanks or other words.")
    )
    expect(chief.field("Place", inside=chief.form)).to_have_value("Brohuset")
    chief.writes("Link, if one can take part online", LINK, inside=chief.form)
    chief.press("Call the meeting", inside=chief.form)
    for person in (chief, other):
        person.sees("Brohuset")
        expect(person.page.locator(MAILS).get_by_text(t("Mail not delivered"))).to_have_count(5)
        person.sees(beginning("No mail address in the plan file: {who}. Ring instead."))
    there.mood = "takes"

    chief.press("Change the meeting")
    chief.writes("Place", "Rådhuset", inside=chief.form)
    chief.press("Change the meeting", inside=chief.form)
    for person in (chief, other):
        person.sees("Rådhuset")
        expect(person.page.locator(MAILS).get_by_text(t("Mail sent"))).to_have_count(5)
    assert len(there.got) == 5
    for _, mail in there.got:
        assert str(mail["Subject"]).startswith(MARK)
        assert str(mail["Subject"]).endswith(MARK)
        part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
        event = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]  # type: ignore[arg-type]  # bytes
        assert (str(event["LOCATION"]), str(event["URL"])) == ("Rådhuset", LINK)

    other.page.get_by_text(t("Copy the summons")).click()
    expect(other.page.locator("code").filter(has_text="Rådhuset")).to_have_count(2)
    with other.page.expect_download() as got:
        other.press("Download for the calendar")
    assert b"METHOD:PUBLISH" in Path(got.value.path()).read_bytes()

    chief.press("Call the meeting off")
    chief.writes("Why?", "Det løste sig.", inside=chief.form)
    chief.press("Call the meeting off", inside=chief.form)
    other.sees(t("Mail sent"))
    chief.until(lambda: len(there.got) == 10)
    assert {str(mail["Subject"]).split(" · ")[1].partition(" ")[0] for _, mail in there.got[5:]} == {"Aflyst:"}
    assert not [raw for raw in there.raw if "løste sig".encode() in raw or b"l=C3=B8ste" in raw]
    other.sees(t("Copy the message that it is called off"))
