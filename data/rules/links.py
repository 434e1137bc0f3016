"""The address of an online meeting: one well-formed https address, and nothing beside it (6.1).

Such an address is full of digits that read like telephone numbers, so it comes in by a door of its own. What looks
like a CPR number is stopped here too.
"""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from data.errors import RuleBroken
from data.rules import privacy

LONGEST: Final = 1000
"""Characters; those of the common meeting services are a few hundred."""
_SHAPE: Final = re.compile(r"https://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_HOST: Final = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


def is_link(address: str) -> bool:
    """Whether it is one https address of a named host: no blanks, no sign-in in it, not too long."""
    if len(address) > LONGEST or not _SHAPE.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    return "@" not in parts.netloc and port != 0 and _HOST.fullmatch(host) is not None


def require_link(address: str, *, field: str) -> None:
    """Raise RuleBroken "not-a-link", or "personal-text" for a CPR number in it.

    It is looked for in what the address says, not in how it is encoded: %22 before a number is no part of it.
    """
    if not is_link(address):
        raise RuleBroken("not-a-link", field=field)
    if found := privacy.cpr_numbers(meant := unquote(address)):
        raise RuleBroken("personal-text", field=field, findings=found, text=meant)
