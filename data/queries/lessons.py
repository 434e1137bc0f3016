"""The evaluation of an ended incident, and its lessons with how they were followed up. Source: domain.md 3.8, 5.4 (7).

Guests evaluate nothing: they read one incident while it lasts (R22).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from data.entities import Evaluation, ForumMeeting, Impression, Incident, Lesson, LessonFollowUp, LogLine
from data.queries.plans import ImpressionRow
from data.queries.review import may_review
from data.queries.wording import Said, said
from data.rules import lessons as rules
from data.rules.access import Viewer
from data.rules.incidents import REVIEWED
from data.rules.lessons import Followed
from data.rules.times import day_of
from data.storage import Store
from data.vocabulary import IncidentState, LessonPlace, LessonState, Verb


@dataclass(frozen=True)
class MetRow:
    """A meeting of a forum that was held: its forum's code and the day."""

    id: int
    forum: str
    day: date


@dataclass(frozen=True)
class FollowUpRow:
    """How a lesson stood when it was followed up, by whom, and at which meeting if it was at one."""

    state: LessonState
    note: Said
    role: str
    at: datetime
    met: MetRow | None


@dataclass(frozen=True)
class LessonRow:
    """A lesson with its incident; `followed` is how it was followed up, oldest first."""

    id: int
    incident_id: int
    incident_number: int
    exercise: bool
    category: str
    standing_plan_id: int
    coordinator: str
    sentence: Said
    owner: str
    due: date
    place: LessonPlace
    state: LessonState
    late: bool
    role: str
    at: datetime
    followed: tuple[FollowUpRow, ...]
    version: int

    def was_before(self, last: MetRow) -> bool:
        """Whether it was before that meeting: open then, or followed up at it."""
        told = [Followed(day_of(one.at), one.state, one.met.id if one.met else None) for one in self.followed]
        return rules.of_last_time(day_of(self.at), told, last.day, last.id)


@dataclass(frozen=True)
class EvaluationView:
    """What is evaluated of one incident; `id` and `version` are 0 while nobody has begun."""

    incident_id: int
    number: int
    exercise: bool
    state: IncidentState
    standing_plan_id: int
    coordinator: str
    given_at: datetime | None
    """When somebody noted that the evaluation is given (T10)."""
    id: int
    version: int
    answers: Mapping[str, Said]
    """By question, in the order of the template; what nobody answered is not there."""
    writers: tuple[str, ...]
    """Roles that have written in it, the first first."""
    written_at: datetime | None
    impressions: tuple[ImpressionRow, ...]
    silent: tuple[str, ...]
    """Codes of the fixed parties without a first impression; none where nobody asked for one."""
    lessons: tuple[LessonRow, ...]


def evaluation(store: Store, viewer: Viewer, incident: int) -> EvaluationView | None:
    """The evaluation of an incident that has ended; None for another one, and for who may not review."""
    if not may_review(viewer):
        return None
    with store.reading(viewer) as session:
        found = session.get(Incident, incident)
        if found is None or found.state not in REVIEWED:
            return None
        made = session.scalar(select(Evaluation).where(Evaluation.incident_id == incident))
        ids = {q: getattr(made, f"{q}_id") for q in rules.QUESTIONS} if made else {}
        texts = said(session, ids.values())
        impressions = _impressions(session, found)
        given = {row.party for row in impressions}
        fixed = [party.code for party in store.plan(found.standing_plan_id).parties.values() if party.permanent]
        asked = found.state is IncidentState.CLOSED and found.plan_id is not None
        lines = _lines(session, incident)
        return EvaluationView(
            incident_id=incident, number=found.number, exercise=found.exercise, state=found.state,
            standing_plan_id=found.standing_plan_id, coordinator=found.coordinator, given_at=found.evaluated_at,
            id=made.id if made else 0, version=made.version if made else 0,
            answers={question: texts[number] for question, number in ids.items() if number is not None},
            writers=tuple(dict.fromkeys(role for role, _ in lines)), written_at=lines[-1][1] if lines else None,
            impressions=impressions, silent=tuple(code for code in fixed if code not in given) if asked else (),
            lessons=tuple(_lessons(store, session, Lesson.incident_id == incident)),
        )  # fmt: skip


def _lines(session: Session, incident: int) -> list[tuple[str, datetime]]:
    """Who wrote in the evaluation, and when, in order: a line each time."""
    told = select(LogLine.role, LogLine.at).where(LogLine.incident_id == incident, LogLine.verb == Verb.EVALUATE)
    return [(row.role, row.at) for row in session.execute(told.order_by(LogLine.seq))]


def _impressions(session: Session, incident: Incident) -> tuple[ImpressionRow, ...]:
    if incident.plan_id is None:
        return ()
    given = select(Impression).where(Impression.plan_id == incident.plan_id).order_by(Impression.id)
    rows = session.scalars(given).all()
    texts = said(session, (number for row in rows for number in (row.good_id, row.better_id)))
    return tuple(ImpressionRow(row.party, row.role, texts[row.good_id], texts[row.better_id]) for row in rows)


def lessons(store: Store, viewer: Viewer) -> list[LessonRow]:
    """Every lesson of every incident that may be read, what is due first on top."""
    if not may_review(viewer):
        return []
    with store.reading(viewer) as session:
        return _lessons(store, session)


def lesson(store: Store, viewer: Viewer, number: int) -> LessonRow | None:
    """The lesson with this id, or None when there is none that the viewer may read."""
    if not may_review(viewer):
        return None
    with store.reading(viewer) as session:
        return next(iter(_lessons(store, session, Lesson.id == number)), None)


def _lessons(store: Store, session: Session, *wanted: ColumnElement[bool]) -> list[LessonRow]:
    told = select(Lesson, Incident).join(Incident, Incident.id == Lesson.incident_id)
    found = [(row[0], row[1]) for row in session.execute(told.where(*wanted).order_by(Lesson.due, Lesson.id))]
    texts = said(session, (one.sentence_id for one, _ in found))
    followed = _followed(session, [one.id for one, _ in found])
    today = day_of(store.clock())
    return [
        LessonRow(
            id=one.id, incident_id=of.id, incident_number=of.number, exercise=of.exercise, category=of.category,
            standing_plan_id=of.standing_plan_id, coordinator=of.coordinator, sentence=texts[one.sentence_id],
            owner=one.owner, due=one.due, place=one.place, state=one.state,
            late=rules.is_late(one.state, one.due, today), role=one.role, at=one.at,
            followed=tuple(followed.get(one.id, ())), version=one.version,
        )
        for one, of in found
    ]  # fmt: skip


def _followed(session: Session, ids: Sequence[int]) -> dict[int, list[FollowUpRow]]:
    rows = session.scalars(
        select(LessonFollowUp).where(LessonFollowUp.lesson_id.in_(ids)).order_by(LessonFollowUp.id)
    ).all()
    texts = said(session, (row.note_id for row in rows))
    at = {row.forum_meeting_id for row in rows if row.forum_meeting_id is not None}
    met = {row.id: _met(row) for row in session.scalars(select(ForumMeeting).where(ForumMeeting.id.in_(at)))}
    found: defaultdict[int, list[FollowUpRow]] = defaultdict(list)
    for row in rows:
        found[row.lesson_id].append(
            FollowUpRow(row.state, texts[row.note_id], row.role, row.at, met.get(row.forum_meeting_id or 0))
        )
    return found


def met_before(store: Store, viewer: Viewer, *, forum: str | None = None, today: bool = False) -> list[MetRow]:
    """The meetings of the fora (or of one) that were held, the last one first; with `today` also that of today."""
    if not may_review(viewer):
        return []
    now = day_of(store.clock())
    held = ForumMeeting.day <= now if today else ForumMeeting.day < now
    wanted = select(ForumMeeting).where(held, ForumMeeting.cancelled_at.is_(None))
    if forum is not None:
        wanted = wanted.where(ForumMeeting.forum == forum)
    with store.reading(viewer) as session:
        rows = session.scalars(wanted.order_by(ForumMeeting.day.desc(), ForumMeeting.id.desc()).limit(MEETINGS))
        return [_met(row) for row in rows]


MEETINGS = 12
"""Meetings that are offered: three years of a forum that meets each quarter."""


def _met(row: ForumMeeting) -> MetRow:
    return MetRow(row.id, row.forum, row.day)


def unevaluated(store: Store, viewer: Viewer) -> dict[bool, list[int]]:
    """Ids of what has ended and is not evaluated, the last one first: False -> what was real, True -> exercises."""
    if not may_review(viewer):
        return {False: [], True: []}
    waiting = select(Incident.id, Incident.exercise).where(
        Incident.state.in_(REVIEWED), Incident.activated_at.is_not(None), Incident.evaluated_at.is_(None)
    )
    with store.reading(viewer) as session:
        rows = session.execute(waiting.order_by(func.coalesce(Incident.ended_at, Incident.reported_at).desc())).all()
    return {kind: [row.id for row in rows if row.exercise is kind] for kind in (False, True)}
