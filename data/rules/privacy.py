"""Nothing about individuals: what stops a free text before it is stored (6.1, R46).

Numbers and addresses that point at one person. Names come with the people issue. Nothing here is ever logged: the
findings go back to the writer's own browser only.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Finding:
    """A stretch of the text that may not be stored: kind ("cpr", "phone", "email", "plate", "door"), [start, end)."""

    kind: str
    start: int
    end: int


_CPR: Final = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[\s./-]{0,3}(\d{4})(?!\d)")
_EMAIL: Final = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"(?<![\d.,:/-])(?:(?:\+|00)\s?45[\s.-]?)?\d(?:[\s.-]?\d){7}(?![\d]|[.,:/-]\d)")
_FOREIGN_PHONE: Final = re.compile(r"(?<!\d)(?:\+|00)\d(?:[\s.-]?\d){7,13}(?!\d)")
_PLATE: Final = re.compile(r"(?<![^\W\d_])[A-ZÆØÅ]{2}[\s-]?\d{2}[\s.-]?\d{3}(?!\d)", re.IGNORECASE)
_FLOOR: Final = r"(?:st|stuen|kl|kld|\d{1,2})"
_DOOR: Final = re.compile(
    rf"(?<!\w)(?:{_FLOOR}\s?[.,]?\s?(?:sal)?[.,]?\s?(?:tv|th|mf)(?!\w)|\d{{1,2}}\s?\.?\s?sal(?!\w)"
    rf"|{_FLOOR}\s?[.,]\s?(?:dør|lejl(?:ighed)?)\.?\s?\d+)",
    re.IGNORECASE,
)
_DATE_LIKE: Final = re.compile(r"^(?:19|20)\d{2}[\s.-]?(?:0[1-9]|1[0-2])[\s.-]?(?:0[1-9]|[12]\d|3[01])$")


def _is_date(day: str, month: str, year: str) -> bool:
    """A birth date in either century; the seventh digit decides which, so both are tried."""
    for century in (1900, 2000):
        try:
            date(century + int(year), int(month), int(day))
        except ValueError:
            continue
        return True
    return False


def _folded(text: str) -> str:
    """Full-width digits, odd blanks and look-alikes as their plain kin, one for one so that positions hold."""
    return (
        "".join(plain if len(plain := unicodedata.normalize("NFKC", letter)) == 1 else letter for letter in text)
        .replace("\u2011", "-")
        .replace("\u2013", "-")
        .replace("\u2212", "-")
    )


def findings(text: str) -> list[Finding]:
    """Every stretch that must not be stored, in order, none overlapping."""
    plain = _folded(text)
    found = [Finding("cpr", *m.span()) for m in _CPR.finditer(plain) if _is_date(*m.groups()[:3])]
    found += [Finding("email", *m.span()) for m in _EMAIL.finditer(plain)]
    found += [Finding("door", *m.span()) for m in _DOOR.finditer(plain)]
    found += [Finding("plate", *m.span()) for m in _PLATE.finditer(plain)]
    found += [Finding("phone", *m.span()) for m in _FOREIGN_PHONE.finditer(plain)]
    found += [Finding("phone", *m.span()) for m in _PHONE.finditer(plain) if not _DATE_LIKE.match(m.group())]
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept
