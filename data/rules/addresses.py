"""The mail address of an account: one plain address, or none."""

import re
from typing import Final

from data.errors import RuleBroken

LONGEST: Final = 254
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
    r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
"""What a form of HTML takes for an address, with a dot in the domain: no names, no lists, no line breaks."""


def mail_address(written: str) -> str | None:
    """The address as it is kept, None for none. Raises RuleBroken("bad-address") with the field "email"."""
    clean = written.strip()
    if not clean:
        return None
    local = clean.partition("@")[0]
    if len(clean) > LONGEST or len(local) > 64 or not _ADDRESS.fullmatch(clean):
        raise RuleBroken("bad-address", field="email")
    return clean
