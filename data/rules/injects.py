"""A guided exercise as its log tells it: where it stands, which injects are due, let go, skipped, and how late (6.13).

Pure. The clock of an exercise stands still while it is paused. Nothing of it is stored beside the log.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from data.errors import NotAllowed, RuleBroken
from data.plan import Inject
from data.vocabulary import Subject, Verb


class Step(StrEnum):
    """What a line of the exercise says; a release has a verb of its own."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    RELEASED = "released"


HANDLED_BY: Final[Mapping[Subject, frozenset[Verb]]] = {
    Subject.INCIDENT: frozenset({Verb.MARK_READ, Verb.ASSESS, Verb.ACTIVATE, Verb.REJECT, Verb.MERGE}),
    Subject.FACT: frozenset({Verb.JUDGE_FACT}),
    Subject.QUESTION: frozenset({Verb.ANSWER_PARTY}),
}
"""What is the first sign that somebody has dealt with what an inject became."""


class Told(NamedTuple):
    """One line of the exercise, in the order of the log (UTC). `number` is that of the inject, from 1."""

    step: Step
    at: datetime
    role: str
    number: int = 0
    subject: Subject = Subject.INCIDENT
    subject_id: int = 0


class Release(NamedTuple):
    """An inject that was let go: when, and what it became."""

    at: datetime
    subject: Subject
    subject_id: int


@dataclass
class Led:
    """Where a guided exercise stands."""

    leader: str
    started_at: datetime
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    rested: timedelta = timedelta()
    """How long it has been paused, up to now or the pause that lasts."""
    released: dict[int, Release] = field(default_factory=dict)
    skipped: dict[int, datetime] = field(default_factory=dict)

    def minute(self, at: datetime) -> int:
        """The minute of the exercise at a moment, as its own clock has it."""
        until = self.stopped_at or self.paused_at or at
        return int((until - self.started_at - self.rested) / timedelta(minutes=1))

    def late(self, number: int, inject: Inject, at: datetime) -> int:
        """Minutes by which an inject waits beyond its own; 0 for one that is released, skipped or not due."""
        if number in self.released or number in self.skipped or self.stopped_at is not None:
            return 0
        return max(0, self.minute(at) - inject.minute)


def led(lines: Iterable[Told]) -> Led | None:
    """The exercise that these lines tell; None when nobody has begun to lead it."""
    found: Led | None = None
    for line in lines:
        if line.step is Step.STARTED:
            found = Led(line.role, line.at)
        if found is None:
            continue
        if line.step is Step.PAUSED:
            found.paused_at = line.at
        elif line.step is Step.RESUMED and found.paused_at is not None:
            found.rested, found.paused_at = found.rested + (line.at - found.paused_at), None
        elif line.step is Step.STOPPED:
            found.stopped_at = found.paused_at or line.at
        elif line.step is Step.RELEASED:
            found.released[line.number] = Release(line.at, line.subject, line.subject_id)
        elif line.step is Step.SKIPPED:
            found.skipped[line.number] = line.at
    return found


def require_step(exercise: Led | None, step: Step, by: str, *, number: int = 0, script: int = 0) -> Led:
    """Whether the role may take this step now. Raises NotAllowed for whoever does not lead it.

    Raises RuleBroken "exercise-not-led", "exercise-stopped", "exercise-paused" (releasing, skipping or pausing),
    "exercise-not-paused", "unknown-inject", "inject-released", "inject-skipped".
    """
    if exercise is None:
        raise RuleBroken("exercise-not-led")
    if exercise.leader != by:
        raise NotAllowed("not-allowed", verb=Verb.LEAD_EXERCISE)
    if exercise.stopped_at is not None:
        raise RuleBroken("exercise-stopped")
    paused = exercise.paused_at is not None
    if step is Step.RESUMED and not paused:
        raise RuleBroken("exercise-not-paused")
    if step in (Step.RELEASED, Step.SKIPPED, Step.PAUSED) and paused:
        raise RuleBroken("exercise-paused")
    if step in (Step.RELEASED, Step.SKIPPED):
        _require_waiting(exercise, number, script)
    return exercise


def _require_waiting(exercise: Led, number: int, script: int) -> None:
    if not 1 <= number <= script:
        raise RuleBroken("unknown-inject")
    if number in exercise.released:
        raise RuleBroken("inject-released")
    if number in exercise.skipped:
        raise RuleBroken("inject-skipped")
