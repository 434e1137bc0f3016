"""What numbers across incidents are made of: every activated incident, boiled down from its log (domain.md 5.4).

The log may be long: only the verbs that a number rests on are read, as columns. What was folded is kept in memory for
those who may read the same, and after a change only the incidents that it touches are folded again. No words are read.
The lines are read past the narrowing and kept when their incident may be read: narrowed, a database looks each of half
a million lines up by its incident, which takes six times as long as going through all of them once.
An incident that was deleted is in no number: nothing is left of it to count.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from data.entities import Action, Incident, Lesson, LogLine, Merge
from data.queries.review import may_review
from data.queries.wording import Said, said
from data.rules.access import Viewer
from data.rules.across import LessonTold, Told, boiled_down
from data.rules.fold import fold
from data.rules.fold_lines import Line
from data.storage import Store
from data.storage.reading import rights, whole
from data.vocabulary import IncidentState, Subject, Verb

REARRANGING: Final = (Verb.MERGE, Verb.UNMERGE, Verb.COVER_INCIDENT)
"""What changes which lines tell of which incident: everything is folded anew."""
VERBS: Final = (
    Verb.REPORT, Verb.MARK_READ, Verb.ASSESS, Verb.ACTIVATE, Verb.REJECT, Verb.CALL_OFF, Verb.BREAK_EXERCISE,
    Verb.CLOSE_INFORMED, *REARRANGING, Verb.CALL_MEETING, Verb.START_MEETING, Verb.AGREE, Verb.PUT_IN_FORCE,
    Verb.SEND_MESSAGE, Verb.INFORM, Verb.CLOSE, Verb.REOPEN, Verb.MARK_EVALUATED, Verb.PROPOSE_ACTION,
    Verb.DESCRIBE_ACTION, Verb.ACCEPT_ACTION, Verb.DECLINE_ACTION, Verb.UPDATE_PROGRESS, Verb.CANCEL_ACTION,
    Verb.HAND_OVER, Verb.REOPEN_ACTION,
)  # fmt: skip
"""What the numbers rest on; of what was told about actions only that they are done."""
COUNTS: Final = or_(LogLine.verb != Verb.UPDATE_PROGRESS, LogLine.facts.contains('"after":"done"'))
COLUMNS: Final = (
    LogLine.seq, LogLine.at, LogLine.happened_at, LogLine.role, LogLine.party, LogLine.verb, LogLine.subject,
    LogLine.subject_id, LogLine.incident_id, LogLine.plan_id, LogLine.exercise, LogLine.facts, LogLine.texts,
)  # fmt: skip
MANY: Final = 40
"""When more incidents than this are to be folded, the log is read from end to end."""
ALWAYS: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing here grows older by itself: what was read at a revision holds as long as the revision does."""


@dataclass(frozen=True)
class Merged:
    """An incident that was reported once more: it is counted as the one that it is merged into."""

    id: int
    number: int
    exercise: bool
    happened_at: datetime


@dataclass(frozen=True)
class Across:
    """Everything that numbers are made of, real and exercises, each marked."""

    incidents: tuple[Told, ...]
    """Activated: closed, called off, or still going on; the one that happened last first."""
    merged: tuple[Merged, ...]
    """Those merged into one of them."""
    individuals: frozenset[int]
    """Ids of the actions that concern individuals (R56)."""
    lessons: tuple[LessonTold, ...]


NOTHING_TO_COUNT: Final = Across((), (), frozenset(), ())


def across(store: Store, viewer: Viewer) -> Across:
    """What numbers are made of, for those who may review; nothing at all for others. Shared by revision and rights."""
    if not may_review(viewer):
        return NOTHING_TO_COUNT
    asked = ("across", rights(viewer))
    return store.recent.share(asked, store.revision_seen(), ALWAYS, lambda: _read(store, viewer))


def lesson_sentences(store: Store, viewer: Viewer, lessons: Collection[int]) -> Mapping[int, Said]:
    """The sentences of these lessons by the lesson's id, those of incidents that may be read."""
    with store.reading(viewer) as session:
        rows = session.execute(select(Lesson.id, Lesson.sentence_id).where(Lesson.id.in_(list(lessons)))).all()
        texts = said(session, (row.sentence_id for row in rows))
        return {row.id: texts[row.sentence_id] for row in rows}


class _Kept:
    """What was folded so far: up to which line, and the incidents by id."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.upto = 0
        self.told: dict[int, Told] = {}


def _read(store: Store, viewer: Viewer) -> Across:
    kept = store.recent.share(("across kept", rights(viewer)), 0, ALWAYS, _Kept)
    with kept.lock, store.reading(viewer) as session:
        upto = whole(session, select(func.max(LogLine.seq)))[0][0] or 0  # first: nothing folded is older than it says
        seen = frozenset(session.scalars(select(Incident.id)))
        rows = session.scalars(select(Incident).where(Incident.activated_at.is_not(None))).all()
        here = {row.id: row for row in rows if row.state is not IncidentState.MERGED}
        stale = _stale(session, kept, here, upto)
        told = _folded(session, store, [here[number] for number in stale], seen)
        kept.told = {number: told.get(number) or kept.told[number] for number in here}
        kept.upto = upto
        latest = sorted(kept.told.values(), key=lambda one: (one.happened_at, one.id), reverse=True)
        person_related = select(Action.id).where(Action.person_related.is_(True))
        return Across(
            tuple(latest), _merged(session, here), frozenset(session.scalars(person_related)), _lessons(session)
        )


def _stale(session: Session, kept: _Kept, here: Mapping[int, Incident], upto: int) -> set[int]:
    """Which incidents are to be folded: all at first and when lines may have gone or moved, else the touched ones."""
    if not kept.upto or not kept.told.keys() <= here.keys():
        return set(here)
    since = select(LogLine.incident_id, LogLine.plan_id, LogLine.verb).where(
        LogLine.seq > kept.upto, LogLine.seq <= upto, LogLine.verb.in_(VERBS)
    )
    lines = whole(session, since.distinct())
    if any(line.verb in REARRANGING for line in lines):
        return set(here)
    incidents, plans = {line.incident_id for line in lines}, {line.plan_id for line in lines} - {None}
    return {
        number for number, row in here.items()
        if number in incidents or row.plan_id in plans or number not in kept.told
    }  # fmt: skip


def _folded(session: Session, store: Store, rows: Sequence[Incident], seen: Collection[int]) -> dict[int, Told]:
    """These incidents, boiled down from the lines about incidents that are `seen`."""
    if not rows:
        return {}
    asked = select(*COLUMNS).where(LogLine.verb.in_(VERBS), COUNTS)
    if len(rows) <= MANY:
        asked = asked.where(_concerning(session, rows))
    log = _Log()
    for row in whole(session, asked.order_by(LogLine.seq)):
        if row.incident_id in seen:
            log.hear(_line(row), exercise=row.exercise)
    return {row.id: _told(row, log.of(row), store.plan(row.standing_plan_id).residents) for row in rows}


def _told(row: Incident, lines: Sequence[Line], residents: Collection[str]) -> Told:
    folded = fold(lines, row.id, residents=residents)
    points, boards = boiled_down(folded)
    return Told(
        row.id, row.number, row.exercise, row.happened_at, row.category, row.zone, row.state, points, boards,
        folded.actions,
    )  # fmt: skip


def _concerning(session: Session, rows: Sequence[Incident]) -> ColumnElement[bool]:
    """The lines of some incidents, of those that share a plan with them, and of those merged into them."""
    ids = {row.id for row in rows}
    of_plans = select(LogLine.plan_id).where(LogLine.incident_id.in_(ids), LogLine.plan_id.is_not(None)).distinct()
    plans = set(session.scalars(of_plans))
    led = select(Incident.id).where(Incident.plan_id.in_(plans))
    into = select(Merge.incident_id).where(Merge.into_id.in_(ids))
    together = {*ids, *session.scalars(led), *session.scalars(into)}
    return or_(LogLine.incident_id.in_(together), LogLine.plan_id.in_(plans))


def _line(row: Any) -> Line:
    """Of what was written only the report is asked for, by the fold alone."""
    texts = {field: one["id"] for field, one in json.loads(row.texts).items()} if row.verb == Verb.REPORT else {}
    return Line(
        row.seq, row.at, row.happened_at, row.role, row.party, Verb(row.verb), Subject(row.subject), row.subject_id,
        row.incident_id, row.plan_id, json.loads(row.facts), texts,
    )  # fmt: skip


class _Log:
    """Lines by incident and by plan, so that each incident finds those that tell of it without looking at all."""

    def __init__(self) -> None:
        self.incidents: dict[int, list[Line]] = defaultdict(list)
        self.plans: dict[int, list[Line]] = defaultdict(list)
        self.merged: dict[tuple[bool | None, int], set[int]] = defaultdict(set)
        """Series and number of the one that stays -> those that were ever merged into it."""

    def hear(self, line: Line, *, exercise: bool | None) -> None:
        """One more line, in order."""
        if line.incident is not None:
            self.incidents[line.incident].append(line)
        if line.plan is not None:
            self.plans[line.plan].append(line)
        if line.verb is Verb.MERGE and line.incident is not None and "into" in line.facts:
            self.merged[exercise, int(line.facts["into"])].add(line.incident)

    def of(self, row: Incident) -> list[Line]:
        """Every line that tells of the incident, as `lines_of` of data/queries/review.py finds them."""
        plans = {line.plan for line in self.incidents[row.id] if line.plan is not None}
        led = {
            line.incident for plan in plans for line in self.plans[plan]
            if line.verb in (Verb.ACTIVATE, Verb.COVER_INCIDENT) and line.incident is not None
        }  # fmt: skip
        together = {row.id, *led, *self.merged[row.exercise, row.number]}
        found = {line.seq: line for number in together for line in self.incidents[number]}
        found |= {line.seq: line for plan in plans for line in self.plans[plan]}
        return [found[seq] for seq in sorted(found)]


def _merged(session: Session, here: Collection[int]) -> tuple[Merged, ...]:
    """Those that are merged into one that is counted: what is merged into a mere report is in no number at all."""
    into = select(Merge.incident_id).where(Merge.undone_at.is_(None), Merge.into_id.in_(list(here)))
    asked = select(Incident.id, Incident.number, Incident.exercise, Incident.happened_at)
    rows = session.execute(asked.where(Incident.id.in_(into)).order_by(Incident.happened_at.desc(), Incident.id.desc()))
    return tuple(Merged(*row) for row in rows)


def _lessons(session: Session) -> tuple[LessonTold, ...]:
    asked = select(Lesson.id, Lesson.incident_id, Lesson.place, Lesson.state, Lesson.due, Lesson.sentence_id)
    return tuple(LessonTold(*row) for row in session.execute(asked.order_by(Lesson.id)))
