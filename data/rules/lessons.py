"""Evaluation and lessons: what each must say, how a lesson moves, which of them come back. Source: domain.md 3.8."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeVar

from data.errors import RuleBroken
from data.plan import StandingPlan
from data.vocabulary import LessonPlace, LessonState, Verb

QUESTIONS: Final = ("goal", "happened", "worked", "worse", "why")
"""What an evaluation asks, in its order; the course of events is not among them, it comes from the log."""
LONGEST: Final = 300
"""Characters of a lesson: a sentence that is read aloud at a meeting, not a paragraph."""
MOVES: Final[Mapping[LessonState, frozenset[LessonState]]] = {
    LessonState.OPEN: frozenset(LessonState),
    LessonState.DONE: frozenset({LessonState.OPEN}),
    LessonState.DROPPED: frozenset({LessonState.OPEN}),
}
"""Where a lesson can go when it is followed up; one that has ended is opened again first."""


def written(**answers: str) -> dict[str, str]:
    """The answers by question, without blanks around; a question that is not answered is empty."""
    return {question: answers.get(question, "").strip() for question in QUESTIONS}


def require_written(answers: Iterable[str]) -> None:
    """Each question may stay open, all of them may not. Raises RuleBroken "nothing-answered"."""
    if not any(answers):
        raise RuleBroken("nothing-answered", field=QUESTIONS[0])


def owners(plan: StandingPlan) -> tuple[str, ...]:
    """Codes of the roles that can see to a lesson, in the order of the file: those of a fixed party that read."""
    return tuple(
        role.code
        for role in plan.roles.values()
        if role.may(Verb.READ) and (party := plan.party_of(role.code)) is not None and party.permanent
    )


def require_lesson(
    plan: StandingPlan, sentence: str, owner: str | None, place: LessonPlace | None, *, before: str | None = None
) -> None:
    """What a lesson must say; an owner that it has already (`before`) may be of an older plan file.

    Raises RuleBroken "text-missing", "text-too-long", "choose-owner" or "choose-place".
    """
    if not sentence.strip():
        raise RuleBroken("text-missing", field="sentence")
    if len(sentence.strip()) > LONGEST:
        raise RuleBroken("text-too-long", field="sentence", limit=LONGEST, length=len(sentence.strip()))
    if owner not in owners(plan) and (owner is None or owner != before):
        raise RuleBroken("choose-owner", field="owner")
    if place is None:
        raise RuleBroken("choose-place", field="place")


def require_due(due: date | None, today: date, *, before: date | None = None) -> None:
    """A lesson has a day, and not one that is over; the day it has already (`before`) may have passed.

    Raises RuleBroken "no-due" or "due-in-the-past".
    """
    if due is None:
        raise RuleBroken("no-due", field="due")
    if due < today and due != before:
        raise RuleBroken("due-in-the-past", field="due")


def require_open(state: LessonState) -> None:
    """Raise RuleBroken "lesson-ended" for a lesson that is done or dropped."""
    if state is not LessonState.OPEN:
        raise RuleBroken("lesson-ended")


def move(before: LessonState, after: LessonState | None, *, note: str, met: bool) -> LessonState:
    """How a lesson stands once it is followed up. What ends it, or opens it again, says why.

    Still open is worth a line when somebody says something, or when it was taken up at a meeting (`met`).
    Raises RuleBroken "choose-state", "lesson-ended" or "say-why".
    """
    if after is None:
        raise RuleBroken("choose-state", field="state")
    if after not in MOVES[before]:
        raise RuleBroken("lesson-ended")
    if not note.strip() and not (before is after is LessonState.OPEN and met):
        raise RuleBroken("say-why", field="note")
    return after


def is_late(state: LessonState, due: date, today: date) -> bool:
    """Open, and its day is over."""
    return state is LessonState.OPEN and due < today


@dataclass(frozen=True)
class Followed:
    """A lesson was followed up: the day, how it stood then, and the meeting if it was at one."""

    day: date
    state: LessonState
    meeting: int | None = None


def of_last_time(made_on: date, followed: Sequence[Followed], last: date, meeting: int) -> bool:
    """Whether a lesson was before the meeting of that day: it was there and open then, or was followed up at it.

    `followed` in the order in which it was done.
    """
    if any(one.meeting == meeting for one in followed):
        return True
    if made_on >= last:
        return False
    before = [one.state for one in followed if one.day < last]
    return not before or before[-1] is LessonState.OPEN


class Placed(Protocol):
    """A lesson, as far as repeating goes."""

    @property
    def incident_id(self) -> int: ...
    @property
    def exercise(self) -> bool: ...
    @property
    def place(self) -> LessonPlace: ...
    @property
    def owner(self) -> str: ...


L = TypeVar("L", bound=Placed)
Group = tuple[bool, LessonPlace, str]
"""Exercise or real, place, owner: never mixed (6.13)."""


def grouped(lessons: Iterable[L]) -> dict[Group, list[L]]:
    """Lessons that belong in the same place and to the same owner; what is real first, then by place and owner."""
    found: defaultdict[Group, list[L]] = defaultdict(list)
    for one in lessons:
        found[(one.exercise, one.place, one.owner)].append(one)
    places = list(LessonPlace)
    return {group: found[group] for group in sorted(found, key=lambda g: (g[0], places.index(g[1]), g[2]))}


def incidents_of(lessons: Iterable[Placed]) -> int:
    """How many incidents the lessons come from: more than one is a repetition."""
    return len({one.incident_id for one in lessons})
