"""The log of an incident, moment by moment: where everything stood, by the lines up to then (domain.md 5.4, R6)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.rules import communication, parts
from data.rules.fold import Folded, fold
from data.rules.fold_course import Course, courses
from data.rules.fold_lines import Line, scope
from data.vocabulary import PartKind, PartState, Verb


@dataclass(frozen=True)
class Step:
    """A minute in which something happened: `told` lines had been written when it was over, `lines` of them in it."""

    at: datetime
    told: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Stand:
    """How everything stood. `folded` is None while only what was merged into the incident later was reported."""

    folded: Folded | None
    incidents: Mapping[int, Course]


def steps(lines: Sequence[Line], incident: int) -> tuple[Step, ...]:
    """The minutes since the first report of it, in order; `lines` are all that tell of it."""
    reports = scope(lines, incident).reports
    begun = next(n for n, line in enumerate(lines) if line.verb is Verb.REPORT and line.incident in reports)
    found: list[Step] = []
    for told, line in enumerate(lines[begun:], begun + 1):
        if line.verb is Verb.PIN_BOARD:  # what a screen shows is nothing that happened
            continue
        if found and _minute(found[-1].at) == _minute(line.at):
            found[-1] = Step(line.at, told, (*found[-1].lines, line))
        else:
            found.append(Step(line.at, told, (line,)))
    return tuple(found)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def part_states(folded: Folded, mandatory: Sequence[str]) -> dict[PartKind, PartState]:
    """How each part of the plan stood; `mandatory` are the audiences that every plan must tell (R13, R32)."""
    plan = folded.plan
    if plan is None:
        return {}
    written = {kind: plan.parts[kind].state if kind in plan.parts else PartState.MISSING for kind in PartKind}
    count, ends_at = len(folded.actions), plan.ends_at
    found = {kind: parts.part_state(kind, state, actions=count, ends_at=ends_at) for kind, state in written.items()}
    told = written[PartKind.COMMUNICATION]
    spoken = any(one.topic is None for one in folded.speakers)
    lacking = communication.gaps(mandatory, plan.planned, spoken=spoken, explained=told is PartState.FILLED)
    return found | {PartKind.COMMUNICATION: communication.part_state(told, lacking)}


def stand(
    lines: Sequence[Line], incident: int, members: Collection[str] = (), residents: Collection[str] = ()
) -> Stand:
    """How everything stands after these lines."""
    told = courses(lines)
    return Stand(fold(lines, incident, members, residents) if incident in told else None, told)
