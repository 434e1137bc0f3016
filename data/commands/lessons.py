"""The evaluation of what has ended, and its lessons until they are done. Source: domain.md 3.8, 5.4 (7)."""

from datetime import date
from typing import Any

from sqlalchemy import select

from data.entities import Evaluation, ForumMeeting, Incident, Lesson, LessonFollowUp, Text
from data.errors import RuleBroken
from data.rules import incidents, lessons
from data.rules.access import Viewer
from data.rules.times import day_of
from data.storage import Change, Seen, Store, intention
from data.vocabulary import LessonPlace, LessonState, Subject, Verb


@intention
def evaluate(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen | None = None, incident: int | None = None,
    goal: str = "", happened: str = "", worked: str = "", worse: str = "", why: str = "",
) -> int:  # fmt: skip
    """Begin the evaluation of an ended `incident`, or write on in the one that was `seen`. Returns its id.

    Several write in turn: a late save, and a second beginning, raise Stale. What stands unchanged keeps its text; an
    answer that is taken out is named in the line. Raises RuleBroken "not-in-this-state", "nothing-answered" or
    "nothing-changed".
    """
    said = lessons.written(goal=goal, happened=happened, worked=worked, worse=worse, why=why)
    with store.changing(by, key) as change:
        about = change.get(Incident, change.get(Evaluation, seen.id).incident_id if seen else incident or 0)
        change.require(Verb.EVALUATE, about)
        incidents.require_state(Verb.EVALUATE, about.state)
        if seen is None:
            found = _begun(change, about, said)
            change.log(Verb.EVALUATE, Subject.EVALUATION, found.id, incident=about)
        else:
            found = change.again(Evaluation, seen)
            emptied = _write_on(change, found, said)
            change.log(Verb.EVALUATE, Subject.EVALUATION, found.id, incident=about, emptied=emptied)
    return found.id


def _begun(change: Change, about: Incident, said: dict[str, str]) -> Evaluation:
    already = change.session.scalar(select(Evaluation.id).where(Evaluation.incident_id == about.id))
    if already is not None:
        raise change.stale(Subject.EVALUATION, already)
    lessons.require_written(said.values())
    by = change.by
    texts: dict[str, Any] = {f"{question}_id": change.maybe_text(question, body) for question, body in said.items()}
    return change.add(
        Evaluation(
            incident_id=about.id, at=change.now, person_id=by.person, role=by.role, party=by.party, **texts,
        )
    )  # fmt: skip


def _write_on(change: Change, found: Evaluation, said: dict[str, str]) -> list[str]:
    """Take in what is written anew; returns the questions whose answer was taken out.

    A text that was removed for good stays removed, and where it stood, until somebody writes there.
    """
    ids = {question: getattr(found, f"{question}_id") for question in lessons.QUESTIONS}
    rows = change.session.execute(select(Text.id, Text.body).where(Text.id.in_([i for i in ids.values() if i])))
    stood = {row.id: row.body for row in rows}
    other = [q for q in lessons.QUESTIONS if said[q] != (stood[ids[q]] or "" if ids[q] else "")]
    if not other:
        raise RuleBroken("nothing-changed", field=lessons.QUESTIONS[0])
    lessons.require_written(said.values())
    for question in other:
        setattr(found, f"{question}_id", change.maybe_text(question, said[question]))
    return [question for question in other if not said[question]]


@intention
def add_lesson(
    store: Store, by: Viewer, key: str | None = None, *, incident: int, sentence: str, owner: str | None,
    due: date | None, place: LessonPlace | None,
) -> int:  # fmt: skip
    """What is to be changed because of an ended incident: a sentence, who sees to it, by when, where it belongs.

    Raises RuleBroken "not-in-this-state", "choose-owner", "choose-place", "no-due", "due-in-the-past", and what
    `Change.text` refuses.
    """
    with store.changing(by, key) as change:
        about = change.get(Incident, incident)
        change.require(Verb.EVALUATE, about)
        incidents.require_state(Verb.ADD_LESSON, about.state)
        lessons.require_lesson(change.plan, sentence, owner, place)
        lessons.require_due(due, day_of(change.now))
        assert owner is not None and due is not None and place is not None  # noqa: PT018  the rules have said so
        made = change.add(
            Lesson(
                incident_id=about.id, sentence_id=change.text("sentence", sentence), owner=owner, due=due, place=place,
                state=LessonState.OPEN, at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        _log(change, Verb.ADD_LESSON, made, about)
    return made.id


@intention
def change_lesson(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, sentence: str, owner: str | None,
    due: date | None, place: LessonPlace | None,
) -> int:  # fmt: skip
    """Say a lesson better, give it another owner, day or place; one that has ended is opened again first.

    The day that it had may be over. Raises Stale, RuleBroken "lesson-ended", "nothing-changed", or as `add_lesson`.
    """
    with store.changing(by, key) as change:
        lesson, about = _seen(change, seen)
        lessons.require_open(lesson.state)
        lessons.require_lesson(change.plan, sentence, owner, place, before=lesson.owner)
        lessons.require_due(due, day_of(change.now), before=lesson.due)
        assert owner is not None and due is not None and place is not None  # noqa: PT018  the rules have said so
        stood = change.get(Text, lesson.sentence_id).body
        if (sentence.strip(), owner, due, place) == (stood, lesson.owner, lesson.due, lesson.place):
            raise RuleBroken("nothing-changed", field="sentence")
        if sentence.strip() != stood:
            lesson.sentence_id = change.text("sentence", sentence)
        lesson.owner, lesson.due, lesson.place = owner, due, place
        _log(change, Verb.CHANGE_LESSON, lesson, about)
    return lesson.id


@intention
def follow_up_lesson(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, state: LessonState | None, note: str = "",
    meeting: int | None = None,
) -> int:  # fmt: skip
    """Say how a lesson stands, at a meeting of a forum (`meeting`) or between two. Done, dropped or open again: why.

    Raises Stale, RuleBroken "choose-state", "lesson-ended", "say-why", or "unknown-code" for a meeting that was called
    off or has not come yet.
    """
    with store.changing(by, key) as change:
        lesson, about = _seen(change, seen)
        _require_held(change, meeting)
        lesson.state = lessons.move(lesson.state, state, note=note, met=meeting is not None)
        change.add(
            LessonFollowUp(
                incident_id=about.id, lesson_id=lesson.id, state=lesson.state, note_id=change.maybe_text("note", note),
                forum_meeting_id=meeting, at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.log(
            Verb.FOLLOW_UP_LESSON, Subject.LESSON, lesson.id, incident=about, state=lesson.state, meeting=meeting,
        )  # fmt: skip
    return lesson.id


def _seen(change: Change, seen: Seen) -> tuple[Lesson, Incident]:
    """The lesson as it was looked at, and its incident, for those who may."""
    about = change.get(Incident, change.get(Lesson, seen.id).incident_id)
    change.require(Verb.EVALUATE, about)
    return change.again(Lesson, seen), about


def _require_held(change: Change, meeting: int | None) -> None:
    if meeting is None:
        return
    found = change.get(ForumMeeting, meeting)
    if found.cancelled_at is not None or found.day > day_of(change.now):
        raise RuleBroken("unknown-code", field="meeting")


def _log(change: Change, verb: Verb, lesson: Lesson, about: Incident) -> None:
    change.log(
        verb, Subject.LESSON, lesson.id, incident=about, owner=lesson.owner, due=lesson.due.isoformat(),
        place=lesson.place,
    )  # fmt: skip
