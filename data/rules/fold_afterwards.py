"""What followed an incident, folded out of the log: hand-overs, evaluation, lessons, the council (3.8, 5.4, R45)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from data.rules.fold_lines import Line, Moment
from data.rules.times import COPENHAGEN, day_of
from data.vocabulary import LessonPlace, LessonState, Subject, Verb


@dataclass(frozen=True)
class FoldedHandOver:
    """How a forum stands to an action that was handed over to it; `outcome` is the id of a text."""

    forum: str
    at: datetime
    receiver: str | None = None
    """Role code; None, like `due`, for what was handed over before that was asked."""
    due: date | None = None
    confirmed_at: datetime | None = None
    confirmed_role: str | None = None
    answered_on: date | None = None
    """The day of the forum's answer, where somebody else than its own role noted it."""
    dealt_at: datetime | None = None
    outcome: int | None = None

    def late(self, today: date) -> bool:
        """Its day has passed, and it is not dealt with."""
        return self.dealt_at is None and self.due is not None and self.due < today


@dataclass(frozen=True)
class FoldedEvaluation:
    """The evaluation as it was written last: question -> id of a text."""

    role: str
    at: datetime
    answers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FoldedFollowUp:
    """How a lesson stood when it was followed up; `note` is the id of a text, `meeting` that of a forum's meeting."""

    at: datetime
    role: str
    state: LessonState
    note: int | None
    meeting: int | None


@dataclass(frozen=True)
class FoldedLesson:
    """What is to be changed, who sees to it and by when; `sentence` is the id of a text."""

    id: int
    sentence: int | None
    owner: str
    due: date
    place: LessonPlace
    state: LessonState = LessonState.OPEN
    followed: tuple[FoldedFollowUp, ...] = ()

    def late(self, today: date) -> bool:
        """Open, and its day has passed."""
        return self.state is LessonState.OPEN and self.due < today


@dataclass(frozen=True)
class FoldedTreatment:
    """A council dealt with the incident at its meeting of that day; `decision` is the id of a text."""

    forum: str
    meeting: int
    day: date
    at: datetime
    decision: int | None

    @property
    def moment(self) -> Moment:
        """T11: the day of the meeting; what was noted on that very day happened when it was noted."""
        if self.day >= day_of(self.at):
            return Moment(self.at, self.at)
        return Moment(datetime(self.day.year, self.day.month, self.day.day, tzinfo=COPENHAGEN), self.at)


def hand_overs(lines: Iterable[Line]) -> dict[int, FoldedHandOver]:
    """Action id -> its hand-over, for what is handed over at the end: what is opened again is no longer the forum's."""
    found: dict[int, FoldedHandOver] = {}
    for line in lines:
        facts = line.facts
        if line.verb is Verb.HAND_OVER:
            action = line.subject_id if line.subject is Subject.ACTION else int(facts["action"])
            found[action] = FoldedHandOver(facts["forum"], line.at, facts.get("receiver"), _day(facts.get("due")))
        elif line.verb is Verb.REOPEN_ACTION:
            found.pop(line.subject_id, None)
        elif line.verb in FORUMS and (before := found.get(int(facts["action"]))):
            found[int(facts["action"])] = _told(line, before)
    return found


FORUMS: Final = frozenset({Verb.CONFIRM_HAND_OVER, Verb.DEAL_WITH_HAND_OVER})


def _told(line: Line, before: FoldedHandOver) -> FoldedHandOver:
    if line.verb is Verb.DEAL_WITH_HAND_OVER:
        return replace(before, dealt_at=line.at, outcome=line.texts.get("outcome"))
    answered = _day(line.facts.get("answered_on"))
    return replace(before, confirmed_at=line.at, confirmed_role=line.role, answered_on=answered)


def evaluation(lines: Iterable[Line], incident: int) -> FoldedEvaluation | None:
    """The evaluation as it stands at the end; None when nobody has written in it."""
    found: FoldedEvaluation | None = None
    for line in lines:
        if line.verb is Verb.EVALUATE and line.incident == incident:
            answers = {**(found.answers if found else {}), **line.texts}
            for question in line.facts.get("emptied") or ():
                answers.pop(question, None)
            found = FoldedEvaluation(line.role, line.at, answers)
    return found


def lessons(lines: Iterable[Line], incident: int) -> tuple[FoldedLesson, ...]:
    """The incident's lessons in the order in which they were noted."""
    found: dict[int, FoldedLesson] = {}
    for line in lines:
        if line.subject is not Subject.LESSON or line.incident != incident:
            continue
        facts, before = line.facts, found.get(line.subject_id)
        if line.verb is Verb.FOLLOW_UP_LESSON and before is not None:
            told = FoldedFollowUp(
                line.at, line.role, LessonState(facts["state"]), line.texts.get("note"), facts.get("meeting")
            )
            found[before.id] = replace(before, state=told.state, followed=(*before.followed, told))
        elif line.verb in (Verb.ADD_LESSON, Verb.CHANGE_LESSON):
            sentence = line.texts.get("sentence", before.sentence if before else None)
            due, place = date.fromisoformat(facts["due"]), LessonPlace(facts["place"])
            made = FoldedLesson(line.subject_id, sentence, facts["owner"], due, place)
            found[made.id] = replace(made, state=before.state, followed=before.followed) if before else made
    return tuple(found.values())


def treatments(lines: Iterable[Line], incident: int) -> tuple[FoldedTreatment, ...]:
    """Every time a council dealt with the incident, in the order in which it was noted."""
    return tuple(
        FoldedTreatment(
            line.facts["forum"], int(line.facts["meeting"]), date.fromisoformat(line.facts["day"]), line.at,
            line.texts.get("decision"),
        )
        for line in lines
        if line.verb is Verb.TREAT_INCIDENT and line.incident == incident
    )  # fmt: skip


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
