"""The life of an incident, folded line by line out of the log: where it stands, under which plan (domain.md 7)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from data.rules.fold_lines import Line
from data.vocabulary import IncidentState, Risk, Verb

CALLED_OFF: Final = frozenset({Verb.CALL_OFF, Verb.BREAK_EXERCISE})


def courses(lines: Iterable[Line]) -> dict[int, "Course"]:
    """Incident -> how far it came, for every one whose report is among the lines. `lines` are in order."""
    found: dict[int, Course] = {}
    for line in lines:
        hear(found, line)
    return found


def hear(found: dict[int, "Course"], line: Line) -> None:
    """One more line, for all that have been reported; a report is a new one."""
    if line.verb is Verb.REPORT and line.incident is not None:
        found[line.incident] = Course(line.incident)
    for one in found.values():
        one.hear(line)


class Course:
    """The life of one incident, line by line: its own lines, and those that close or reopen the plan that covers it."""

    def __init__(self, incident: int) -> None:
        self.incident = incident
        self.state = IncidentState.RECEIVED
        self.assessed = False
        self.risk = Risk.UNKNOWN
        self.plan: int | None = None
        self.with_plan = False
        """It closed together with its plan."""
        self.ended_at: datetime | None = None
        self.evaluated_at: datetime | None = None

    def hear(self, line: Line) -> None:
        """One more line, in order."""
        if self.plan is not None and line.plan == self.plan and line.verb in (Verb.CLOSE, Verb.REOPEN):
            self._of_the_plan(line)
        elif line.incident == self.incident:
            self._own(line.verb, line)

    def _of_the_plan(self, line: Line) -> None:
        if line.verb is Verb.CLOSE and self.state is IncidentState.ACTIVE:
            self._end(IncidentState.CLOSED, line.at)
            self.with_plan = True
        elif line.verb is Verb.REOPEN and self.with_plan:
            self.state, self.ended_at, self.evaluated_at, self.with_plan = IncidentState.ACTIVE, None, None, False

    def _end(self, state: IncidentState, at: datetime) -> None:
        self.state, self.ended_at = state, at

    def _own(self, verb: Verb, line: Line) -> None:
        facts: Mapping[str, Any] = line.facts
        if verb is Verb.ASSESS:
            self.assessed, self.risk = True, Risk(facts["risk"])
            if self.state is IncidentState.RECEIVED:
                self.state = IncidentState.ASSESSED
        elif verb is Verb.ACTIVATE:
            self.state, self.plan = IncidentState.ACTIVE, line.plan
        elif verb is Verb.COVER_INCIDENT:
            self.plan = line.plan
        elif verb is Verb.REJECT:
            self._end(IncidentState(facts["state"]), line.at)
        elif verb in CALLED_OFF:
            self._end(IncidentState.CALLED_OFF, line.at)
        elif verb is Verb.CLOSE_INFORMED:
            self._end(IncidentState.CLOSED, line.at)
        elif verb is Verb.MERGE and "into" in facts:
            self._end(IncidentState.MERGED, line.at)
        elif verb is Verb.UNMERGE and "into" in facts:
            self.state = IncidentState.ASSESSED if self.assessed else IncidentState.RECEIVED
            self.ended_at = None
        elif verb is Verb.MARK_EVALUATED:
            self.evaluated_at = line.at
