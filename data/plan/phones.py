"""Telephone numbers and e-mail addresses as the document writes them (R17).

The file keeps the spelling of the document; E.164 is what a link dials.
"""

import re

_DANISH = re.compile(r"(?:(?:\+|00)45)?([2-9]\d{7})")
_FOREIGN = re.compile(r"(?:\+|00)([1-9]\d{7,14})")
_E_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")


def parse_phone(written: str) -> str:
    """E.164 of `7258 7474`, `20930931` or `33 76 01 08`: "+45" and eight digits; a foreign number keeps its country.

    Raises ValueError if it is no telephone number. Source: plan lines 33-41 (R17).
    """
    digits = re.sub(r"[\s.()\-]", "", written)
    if found := _DANISH.fullmatch(digits):
        return f"+45{found[1]}"
    if (found := _FOREIGN.fullmatch(digits)) and not found[1].startswith("45"):
        return f"+{found[1]}"
    raise ValueError(written)


def parse_e_mail(written: str) -> str:
    """The address as written; a local part of digits or initials (37315@, tlf@) is as good as any other.

    Raises ValueError if it is no e-mail address. Source: plan lines 35-41 (R17).
    """
    if not _E_MAIL.fullmatch(written) or ".." in written or written.startswith("."):
        raise ValueError(written)
    return written
