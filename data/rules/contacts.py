"""Who is asked whether a contact is right, and how long a mail's link asks (R17).

Pure: days and moments are arguments.
"""

from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from data.rules.mails import LINK_LIVES
from data.vocabulary import AccountMailKind

LINK_LASTS: Final = LINK_LIVES[AccountMailKind.CONFIRM_CONTACT]
"""How long the link of a mail confirms a contact."""
AGAIN_AFTER: Final = timedelta(days=1)
"""Nobody is asked by mail more often."""


class Asking(Enum):
    """What a link that was sent to a contact still does."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    """The contact was confirmed by a link since: there is nothing more to do."""
    EXPIRED = "expired"
    CHANGED = "changed"
    """The address in the plan file is another one now: the link shows nobody's contact."""


def asking(
    *, asked_at: datetime, sent_at: datetime | None, confirmed_at: datetime | None, same_address: bool, now: datetime
) -> Asking:
    """What a link still does. `confirmed_at` is when this contact was confirmed by a link last."""
    if confirmed_at is not None and confirmed_at >= asked_at:
        return Asking.CONFIRMED
    if now - (sent_at or asked_at) >= LINK_LASTS:
        return Asking.EXPIRED
    return Asking.OPEN if same_address else Asking.CHANGED


def may_ask_again(last: datetime | None, now: datetime) -> bool:
    """Whether somebody who was asked by mail then may be asked now."""
    return last is None or now - last >= AGAIN_AFTER
