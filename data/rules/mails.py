"""What becomes of a mail after a try, and when it is no longer worth sending (R19, 6.14).

A summons that comes after its meeting has ended would call people together for nothing, so it is withdrawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from data.rules.meetings import MeetingState
from data.vocabulary import AccountMailKind, MailKind, MailState

WAITS: Final = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))
"""Before the second, third ... try; after the last one nothing more is tried."""
CLAIM_LASTS: Final = timedelta(minutes=5)
"""After which whoever claimed a mail is taken for dead; longer than a try can take."""
STALE_AFTER: Final = timedelta(hours=24)
"""A mail that could not be sent for so long surprises more than it helps."""

LINK_LIVES: Final[Mapping[AccountMailKind, timedelta]] = {
    AccountMailKind.INVITATION: timedelta(days=7),
    AccountMailKind.RESET: timedelta(hours=24),
    AccountMailKind.CONFIRM_CONTACT: timedelta(days=30),
}
"""How long the link in a mail works. An invitation lies over a weekend or a holiday until it is read; whoever asked for
a new password sits and waits for it; a contact answers when there is time."""


class Fate(Enum):
    """How a try ended."""

    SENT = "sent"
    NOT_NOW = "not_now"
    """The server could not be reached, or put it off: tried again."""
    REFUSED = "refused"
    """The server will never take it."""
    MOOT = "moot"
    """It was not tried: it tells of something that is over."""


@dataclass(frozen=True)
class Outcome:
    """How a try ended, and what the mail server said to it (or one of components/mail's words for silence)."""

    fate: Fate
    problem: str = ""


@dataclass(frozen=True)
class Next:
    """What a mail is now, and when it is tried again (UTC; only while it waits)."""

    state: MailState
    at: datetime | None = None


def after(outcome: Outcome, tries: int, now: datetime) -> Next:
    """What follows from the outcome of the try with this number, counted from 1."""
    if outcome.fate is Fate.SENT:
        return Next(MailState.SENT)
    if outcome.fate is Fate.MOOT:
        return Next(MailState.WITHDRAWN)
    if outcome.fate is Fate.REFUSED or tries > len(WAITS):
        return Next(MailState.FAILED)
    return Next(MailState.WAITING, now + WAITS[tries - 1])


def is_moot(kind: MailKind, meeting: MeetingState | None, *, incident_open: bool, age: timedelta) -> bool:
    """Whether a mail that waits is better not sent; `meeting` None for a mail that is about no meeting."""
    if age >= STALE_AFTER:
        return True
    if kind is not MailKind.SUMMONS:
        return False
    return not incident_open or meeting in (MeetingState.ENDED, MeetingState.CANCELLED)


def is_account_mail_moot(*, age: timedelta, closed: bool, followed: bool) -> bool:
    """Whether a mail about an account or a contact is better not sent.

    `closed` for an account that is closed, `followed` where a newer mail asks the same of the same.
    """
    return age >= STALE_AFTER or closed or followed
