"""What a role could know of an incident at a moment, from the log up to it: the rules of reading, as they were then.

The same as data/storage/reading.py gives, told by lines instead of tables; a test holds the two against each other.
A guest's access is bounded by joining and by the end that the log of the incident knows: an account that was closed by
itself ended no invitation, so it says nothing here. Source: domain.md 1.1 (R22, R24), 6.2 (R48).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from data.rules.fold_lines import Line
from data.vocabulary import Subject, Verb


@dataclass(frozen=True)
class Reader:
    """A role in its own hat, or as a `guest` of the incidents it was invited to."""

    role: str
    party: str | None = None
    grants: frozenset[Verb] = field(default_factory=frozenset)
    covered_115: bool = False
    guest: bool = False


@dataclass(frozen=True)
class Known:
    """What could be read: incidents with all that belongs to each, and plans with all that belongs to each."""

    incidents: frozenset[int]
    plans: frozenset[int]
    meetings: bool
    """Whether a meeting could be looked at: during a closed item about the plan only by the entitled."""


class _Told:
    """What the log has said, line by line, of who may read what."""

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        """Number of an incident -> its id, out of one series."""
        self.reported_by: dict[int, str | None] = {}
        self.activated: set[int] = set()
        self.plans: dict[int, int] = {}
        self.merged: dict[int, int] = {}
        """Incident -> the one it is merged into."""
        self.guests: dict[int, tuple[str, int]] = {}
        """Invitation -> the role that has joined by it, and the incident, while its access stands."""
        self.closed: set[int] = set()
        """Plans about which a closed item runs."""

    def hear(self, line: Line) -> None:
        """One more line, in order."""
        incident = line.incident
        if line.verb in (Verb.START_CLOSED_ITEM, Verb.END_CLOSED_ITEM) and line.plan is not None:
            (self.closed.add if line.verb is Verb.START_CLOSED_ITEM else self.closed.discard)(line.plan)
        elif incident is None:
            return
        elif line.subject is Subject.INVITATION:
            self._invitation(line, incident)
        elif line.verb is Verb.REPORT:
            self.numbers[int(line.facts["number"])], self.reported_by[incident] = incident, line.party
        elif line.verb is Verb.MERGE and "into" in line.facts:
            self.merged[incident] = self.numbers.get(int(line.facts["into"]), 0)
        elif line.verb is Verb.UNMERGE and "into" in line.facts:
            self.merged.pop(incident, None)
        elif line.verb is Verb.MARK_EVALUATED:
            self.guests = {number: one for number, one in self.guests.items() if one[1] != incident}
        elif line.verb in (Verb.ACTIVATE, Verb.COVER_INCIDENT):
            self.activated.add(incident)
            if line.plan is not None:
                self.plans[incident] = line.plan

    def _invitation(self, line: Line, incident: int) -> None:
        if line.verb is Verb.JOIN:
            self.guests[line.subject_id] = (line.facts["invited"], incident)
        elif line.verb is Verb.END_INVITATION:
            self.guests.pop(line.subject_id, None)

    def known(self, reader: Reader) -> Known:
        """What the reader could read now."""
        seen = frozenset(one for one in self.reported_by if self._sees(reader, one))
        plans = frozenset(self.plans[one] for one in seen if one in self.plans)
        entitled = reader.covered_115 and not reader.guest
        return Known(seen, plans, meetings=bool(plans) and (entitled or plans.isdisjoint(self.closed)))

    def _sees(self, reader: Reader, incident: int) -> bool:
        into = self.merged.get(incident)
        if reader.guest:
            only = {one for role, one in self.guests.values() if role == reader.role}
            return Verb.READ in reader.grants and (incident in only or into in only)
        if Verb.READ_REPORTS in reader.grants:
            return True
        if Verb.READ not in reader.grants:
            return False
        return incident in self.activated or into in self.activated or self._reported(reader, incident)

    def _reported(self, reader: Reader, incident: int) -> bool:
        """Whether the reader's party reported it, or something that is merged into it; boards report nothing."""
        if Verb.REPORT not in reader.grants or reader.party is None:
            return False
        both = [incident, *(one for one, stays in self.merged.items() if stays == incident)]
        return any(self.reported_by.get(one) == reader.party for one in both)


def known(lines: Iterable[Line], reader: Reader) -> Known:
    """What the reader could read once these lines were written. `lines` are in order."""
    told = _Told()
    for line in lines:
        told.hear(line)
    return told.known(reader)


def invited(lines: Iterable[Line]) -> frozenset[str]:
    """The roles that were ever invited as guests."""
    return frozenset(
        line.facts["invited"] for line in lines if line.verb is Verb.INVITE and line.facts.get("invited")
    )  # fmt: skip
