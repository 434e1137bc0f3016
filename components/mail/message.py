"""A mail as it goes over the wire.

The Message-ID of a summons is the same at every try, so that who gets it twice sees it once. A mail with a link that
works once has another one at each try: the link of the try before works no longer.
"""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from components.mail import account_words
from components.mail.calendar import calendar_file
from components.mail.words import Words, words_of
from data.plan import StandingPlan
from data.queries import AccountLetter, Letter


def compose_account(
    plan: StandingPlan, letter: AccountLetter, *, sender: str, site: str, token: str, now: datetime
) -> EmailMessage:
    """A mail about an account or a contact, with the link that was made for it just now."""
    words = account_words.words_of(plan, letter, account_words.link_to(site, letter.kind, token))
    return _addressed(plan, words, letter, sender=sender, now=now, urgent=False)


def _addressed(
    plan: StandingPlan, words: Words, letter: Letter | AccountLetter, *, sender: str, now: datetime, urgent: bool
) -> EmailMessage:
    name, _, domain = sender.partition("@")
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = words.subject
    mail["From"] = Address(plan.title, name, domain)
    mail["To"] = letter.address
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{letter.key}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    if urgent:
        mail["Importance"] = "high"
    mail.set_content(words.body)
    return mail


def compose(plan: StandingPlan, letter: Letter, *, sender: str, site: str, now: datetime) -> EmailMessage:
    """The mail with its calendar file, if it is about a meeting."""
    words = words_of(plan, letter.calling, letter.kind, site)
    mail = _addressed(plan, words, letter, sender=sender, now=now, urgent=True)
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
