"""The dates of the signed document, in the four spellings people signed with (R5), and counting in months.

The file keeps what the document says; the ISO date is worked out here.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

_NAMED = re.compile(r"(\d{1,2})\.?\s+([a-zæøå]{3,9})\.?\s+(\d{4})", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})\s*[-\s]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def parse_date(written: str) -> date:
    """The date of `31 AUG 2017`, `4/9 2017`, `1/9-2017` or `4/9 - 2017`; ISO dates are read too.

    Raises ValueError for anything else, and for days that do not exist. Source: plan lines 90-138 (R5).
    """
    text = written.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _SLASHED.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _NAMED.fullmatch(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        raise ValueError(written)
    return date(year, month, day)


def months_after(start: date, months: int) -> date:
    """The same day `months` later, or that month's last day if it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def days_held(planned: Iterable[date], stored: Mapping[date, bool]) -> tuple[date, ...]:
    """The days on which a forum meets: the plan file's and those kept here (False: called off), in order (R16)."""
    return tuple(sorted(day for day in {*planned, *stored} if stored.get(day, True)))


def _month(name: str) -> int:
    # "AUG", "august" and "sept" are all seen on paper: the first three letters tell them apart.
    return MONTHS.index(name.lower()[:3]) + 1
