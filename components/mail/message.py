"""A mail as it goes over the wire. Its Message-ID is the same at every try, so that who gets it twice sees it once."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from components.mail.calendar import calendar_file
from components.mail.words import words_of
from data.plan import StandingPlan
from data.queries import Letter


def compose(plan: StandingPlan, letter: Letter, *, sender: str, site: str, now: datetime) -> EmailMessage:
    """The mail with its calendar file, if it is about a meeting."""
    words = words_of(plan, letter.calling, letter.kind, site)
    name, _, domain = sender.partition("@")
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = words.subject
    mail["From"] = Address(plan.title, name, domain)
    mail["To"] = letter.address
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{letter.key}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Importance"] = "high"
    mail.set_content(words.body)
    if letter.calling.meeting is not None:
        method, file = calendar_file(
            plan, letter.calling, letter.kind, now=now, organizer=sender, attendee=(letter.address, letter.recipient),
            site=site,
        )  # fmt: skip
        how: dict[str, Any] = {
            "maintype": "text", "subtype": "calendar", "cte": "base64",  # bytes: its lines keep their CRLF
            "params": {"method": method, "charset": "utf-8"},
        }  # fmt: skip
        mail.add_alternative(file, **how)  # what a mail program acts on
        mail.add_attachment(file, filename="moede.ics", **how)
    return mail
