"""What a line of the log says, for whoever folds it; and which lines one incident and its plan are told by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from data.vocabulary import Subject, Verb


class Line(NamedTuple):
    """One line of the log: ids and codes, moments in UTC. `texts` maps a field to the id of what was written."""

    seq: int
    at: datetime
    happened_at: datetime | None
    role: str
    party: str | None
    verb: Verb
    subject: Subject
    subject_id: int
    incident: int | None
    plan: int | None
    facts: Mapping[str, Any]
    texts: Mapping[str, int]


@dataclass(frozen=True)
class Moment:
    """When something happened, and when it was registered (UTC; 6.9, 6.30)."""

    at: datetime
    registered: datetime


@dataclass(frozen=True)
class Scope:
    """What an incident is told by, as ids: its reports, and what shares its plan."""

    incident: int
    number: int
    reports: frozenset[int]
    """The incident itself, and those merged into it now (6.11)."""
    plan: int | None
    """The plan that covers it now; None where it was only informed about."""
    plans: frozenset[int]
    """Every plan it has been under: a draft is given up when another plan covers the incident (6.12)."""
    together: frozenset[int]
    """The incidents that its plan covers now, itself among them."""


def moment(line: Line) -> Moment:
    """When what a line tells happened."""
    return Moment(line.happened_at or line.at, line.at)


def first(found: Iterable[Moment]) -> Moment | None:
    """The earliest; None when there is none, which is *not registered* and never zero."""
    return min(found, key=lambda one: (one.at, one.registered), default=None)


def date_of(written: str | None) -> datetime | None:
    """A moment as facts hold it: ISO 8601, UTC, to the second."""
    return datetime.fromisoformat(written) if written else None


def scope(lines: Sequence[Line], incident: int) -> Scope:
    """What the incident is told by. `lines` are in order, and hold its REPORT line."""
    number = next(int(one.facts["number"]) for one in lines if one.verb is Verb.REPORT and one.incident == incident)
    reports, plans = {incident}, set()
    led: dict[int, int | None] = {}
    for line in lines:
        if line.incident is None:
            continue
        if line.verb is Verb.MERGE and line.facts.get("into") == number:
            reports.add(line.incident)
        elif line.verb is Verb.UNMERGE and line.facts.get("into") == number:
            reports.discard(line.incident)
        elif line.verb in (Verb.ACTIVATE, Verb.COVER_INCIDENT):
            led[line.incident] = line.plan
            if line.incident == incident and line.plan is not None:
                plans.add(line.plan)
    plan = led.get(incident)
    together = {one for one, of in led.items() if plan is not None and of == plan} | {incident}
    return Scope(incident, number, frozenset(reports), plan, frozenset(plans), frozenset(together))
