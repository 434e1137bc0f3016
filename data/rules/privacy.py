"""Nothing about individuals: what stops a free text before it is stored (6.1, R46).

Numbers and addresses that point at one person, and likely names (data/rules/person_names.py). Nothing here is ever
logged: the findings go back to the writer's own browser only. The method and its figures: docs/privacy-stop.md.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from data.rules import person_names
from data.rules.known_words import NOTHING, Known


@dataclass(frozen=True)
class Finding:
    """A stretch of the text that may not be stored, [start, end): a cpr, phone, email, plate, door or name."""

    kind: str
    start: int
    end: int


FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2039
_SEP: Final = r"(?: {1,2}|[.-])"
_CPR: Final = re.compile(
    r"(?<!\d)(?:(?P<d>\d{2})(?P<m>\d{2})(?:19|20)?(?P<y>\d{2})[\s./-]{0,3}"
    r"|(?P<d2>\d{2})(?P<s>[ ./-])(?P<m2>\d{2})(?P=s)(?:19|20)?(?P<y2>\d{2})(?:(?P=s)| ?- ?))\d{4}(?!\d)"
)
_EMAIL: Final = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(
    r"(?<!\d)(?<!\d[.,:/-])(?:(?:\+|00) ?45[ .-]{0,2})?"
    rf"(?P<number>\d{{8}}|\d{{4}}{_SEP}\d{{4}}|\d\d(?P<s>{_SEP})\d\d(?P=s)\d\d(?P=s)\d\d"
    r"|\d\d \d{6}|\d\d \d{3} \d{3}|\d{3} \d\d \d{3}|\d\d \d\d \d{4}|\d{4} \d\d \d\d)"
    r"(?!\d|[.,:/-]\d)"
)
"""Eight digits as people group them; other groupings are times, spans, amounts and house numbers."""
_FOREIGN_PHONE: Final = re.compile(r"(?<!\d)(?:\+|00)\d(?:[ .-]?\d){7,13}(?!\d)")
_PLATE: Final = re.compile(r"(?<![^\W\d_])([A-ZÆØÅ]{2})[\s-]?\d{2}[\s.-]?\d{3}(?!\d)", re.IGNORECASE)
_SHORT_WORDS: Final = frozenset({
    "ad", "af", "at", "ca", "da", "de", "du", "el", "en", "er", "et", "få", "gå", "ja", "jo", "kl", "km", "kr",
    "lå", "må", "ni", "nr", "nu", "nå", "og", "om", "op", "os", "på", "pr", "se", "så", "st", "ti", "to", "ud",
    "vi", "år",
})  # fmt: skip
"""Words that stand before an amount ("på 12.500 kr."); a number plate of these letters is caught in capitals."""
_FLOOR: Final = r"(?:st|stuen|kl|kld|1?\d)"
_DOOR: Final = re.compile(
    rf"(?<!\w)(?:{_FLOOR}\s?[.,]?\s?(?:sal)?[.,]?\s?(?:tv(?!\s?2(?!\d))|th|mf)(?!\w|-\w)|1?\d\s?\.?\s?sal(?!\w)"
    rf"|{_FLOOR}\s?[.,]{{1,2}}\s?(?:dør|lejl(?:ighed)?)\.?\s?\d+)",
    re.IGNORECASE,
)
_DATES: Final = ("%Y%m%d", "%Y %m %d", "%d %m %Y")
_YEARS: Final = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")


def _is_date(day: str, month: str, year: str) -> bool:
    """A birth date in either century; the seventh digit decides which, so both are tried."""
    for century in (1900, 2000):
        try:
            date(century + int(year), int(month), int(day))
        except ValueError:
            continue
        return True
    return False


def _says_when(number: str) -> bool:
    """A date of our time in one piece or with blanks, or a span of years: no telephone number."""
    if _YEARS.fullmatch(number):
        return True
    for form in _DATES:
        try:
            day = datetime.strptime(number, form)  # noqa: DTZ007  a date has no zone
        except ValueError:
            continue
        return FIRST_YEAR <= day.year <= LAST_YEAR
    return False


def _is_word(letters: str) -> bool:
    return not letters.isupper() and letters.lower() in _SHORT_WORDS


def _folded(text: str) -> str:
    """Full-width digits, odd blanks and look-alikes as their plain kin, one for one so that positions hold."""
    return (
        "".join(plain if len(plain := unicodedata.normalize("NFKC", letter)) == 1 else letter for letter in text)
        .replace("\u2011", "-")
        .replace("\u2013", "-")
        .replace("\u2212", "-")
    )


def cpr_numbers(text: str) -> list[Finding]:
    """The CPR numbers alone: for what is full of other digits, such as the address of an online meeting."""
    return [
        Finding("cpr", *m.span())
        for m in _CPR.finditer(_folded(text))
        if _is_date(m["d"] or m["d2"], m["m"] or m["m2"], m["y"] or m["y2"])
    ]


def findings(text: str, known: Known = NOTHING) -> list[Finding]:
    """Every stretch that must not be stored, in order, none overlapping. `known` is what the plan file explains."""
    plain = _folded(text)
    found = cpr_numbers(text)
    found += [Finding("email", *m.span()) for m in _EMAIL.finditer(plain)]
    found += [Finding("door", *m.span()) for m in _DOOR.finditer(plain)]
    found += [Finding("plate", *m.span()) for m in _PLATE.finditer(plain) if not _is_word(m[1])]
    found += [Finding("phone", *m.span()) for m in _FOREIGN_PHONE.finditer(plain)]
    found += [Finding("phone", *m.span()) for m in _PHONE.finditer(plain) if not _says_when(m["number"])]
    found += [Finding("name", *span) for span in person_names.spans(plain, known)]
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept
