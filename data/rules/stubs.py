"""What stays in the log of a deleted incident: stubs, and the line that accounts for exactly them (2.8, 6.26).

A stub says which number, when, what kind of thing was done, and the two hashes that hold the chain together; nothing
else. What it said is gone, so its own hash proves nothing any more: the line that removed it does, by a count and a
digest over all that it removed. A stub that no later line accounts for is a line that somebody wiped.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from data.vocabulary import Verb

BLANK: Final[dict[str, Any]] = {
    "happened_at": None, "person_id": None, "role": "", "party": None, "subject_id": 0, "incident_id": None,
    "plan_id": None, "exercise": None, "facts": "{}", "texts": "{}",
}  # fmt: skip
"""What every stub has in these columns."""


class Line(Protocol):
    """A line of the log, or a stub."""

    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def verb(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def facts(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def removed_by(self) -> int | None: ...


@dataclass
class Sum:
    """The lines that one line removed: how many, the first, and a digest over what stays of them."""

    lines: int = 0
    first: int = 0
    _sum: Any = field(default_factory=hashlib.sha256)

    def add(self, line: Line) -> None:
        """One more, in the order of the log."""
        stays = [line.seq, line.at.isoformat(timespec="microseconds"), line.verb, line.subject, line.hash]
        self._sum.update(json.dumps(stays, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        self.first = self.first or line.seq
        self.lines += 1

    @property
    def digest(self) -> str:
        """SHA-256, hex."""
        found: str = self._sum.hexdigest()
        return found


class Ledger:
    """Goes through the log from its beginning, and tells which stub or which removal is not as it must be."""

    def __init__(self) -> None:
        self._open: dict[int, Sum] = {}
        self.removals: dict[int, int] = {}
        """Number of each line that deleted an incident -> how many texts it says it removed."""

    def stub(self, line: Line) -> str:
        """Take note of a stub: why it is broken, or nothing."""
        if any(getattr(line, name) != value for name, value in BLANK.items()):
            return "stub-changed"
        self._open.setdefault(line.removed_by or 0, Sum()).add(line)
        return ""

    def line(self, line: Line) -> str:
        """Take note of a whole line, which may account for stubs before it: why it does not, or nothing."""
        if line.verb != Verb.DELETE_INCIDENT:
            return ""
        said, found = json.loads(line.facts), self._open.pop(line.seq, Sum())
        if (said.get("lines"), said.get("stubs")) != (found.lines, found.digest):
            return "stubs-differ"
        self.removals[line.seq] = said.get("texts", 0)
        return ""

    def unaccounted(self) -> int | None:
        """At the end of the log: the first stub that no line accounts for."""
        return min((kept.first for kept in self._open.values()), default=None)
