"""What a writer says is no person, on the way to the one door of free text (6.1).

It travels with one submission and no command knows of it: kind and words as they stand in the text, and why. It is kept
nowhere; the log counts how often which reason was given, and never holds the words. A CPR number is never overruled.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from data.rules.privacy import Finding
from data.vocabulary import NotAPerson

NEVER: Final = frozenset({"cpr"})
"""Kinds of findings that nobody overrules."""
Words = tuple[str, str]
"""(kind, words) of a finding."""
_cleared: ContextVar[Mapping[Words, NotAPerson]] = ContextVar("cleared", default={})  # noqa: B039  never written to


@contextmanager
def overruling(cleared: Mapping[Words, NotAPerson]) -> Iterator[None]:
    """What is stored inside may hold these words."""
    before = _cleared.set({words: why for words, why in cleared.items() if words[0] not in NEVER})
    try:
        yield
    finally:
        _cleared.reset(before)


def words_of(text: str, finding: Finding) -> Words:
    """A finding as it can be overruled, wherever in a text it stands."""
    return finding.kind, " ".join(text[finding.start : finding.end].casefold().split())


def judged(text: str, found: Iterable[Finding]) -> tuple[list[Finding], list[NotAPerson]]:
    """The findings that still stop the text, and the reasons for those that do not."""
    cleared, left, reasons = _cleared.get(), list[Finding](), list[NotAPerson]()
    for finding in found:
        why = cleared.get(words_of(text, finding))
        if why is None or finding.kind in NEVER:
            left.append(finding)
        else:
            reasons.append(why)
    return left, reasons
