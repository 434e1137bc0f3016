"""One ended incident as the council reviews it: its log folded (data/rules/fold.py), with what people wrote beside it.

Four things are read from the tables, because no line of the log holds them: the quarter it happened in, whether an
action concerns individuals, the answers of a message as they stand, and the incident's row in the list. No moment is.
Guests review nothing: they read one incident while it lasts (R22). Source: domain.md 3.8, 5.4 (R6, R45).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.entities import Action, Incident, Lesson, LessonFollowUp, LogLine, Message
from data.plan import StandingPlan
from data.queries.document import Named
from data.queries.endings import ended
from data.queries.guided import InjectRow, rows_of
from data.queries.incidents import IncidentRow
from data.queries.wording import NOTHING, Said, said
from data.rules import access
from data.rules import review as rules
from data.rules.access import Viewer
from data.rules.fold import Folded, fold
from data.rules.fold_actions import FoldedAction
from data.rules.fold_afterwards import FoldedHandOver, FoldedLesson
from data.rules.fold_lines import Line
from data.rules.fold_meetings import FoldedSeat
from data.rules.fold_messages import FoldedMessage
from data.rules.incidents import REVIEWED
from data.rules.messages import QUESTIONS
from data.rules.review import Counted, Matter
from data.rules.times import day_of
from data.storage import Store
from data.vocabulary import LessonPlace, LessonState, SeatKind, Verb

EVALUATED: Final = ("goal", "happened", "worked", "worse", "why")
"""What an evaluation asks, in its order (domain.md 3.8)."""


@dataclass(frozen=True)
class ReviewAction:
    """An action with its words; of one that concerns `individuals` there are its entry's (R56)."""

    told: FoldedAction
    what: Said
    note: Said
    """What was said when it was handed over."""
    individuals: bool
    over: FoldedHandOver | None
    """How the forum stands to it, if it is handed over."""
    outcome: Said
    """What came of it there."""


@dataclass(frozen=True)
class ReviewMessage:
    """A message with its audiences, and its seven answers in their order."""

    told: FoldedMessage
    audiences: tuple[Named, ...]
    answers: tuple[Said, ...]


@dataclass(frozen=True)
class ReviewImpression:
    """What a party would keep, and what it would do better."""

    party: str | None
    role: str
    at: datetime
    good: Said
    better: Said


@dataclass(frozen=True)
class ReviewLesson:
    """What is to be changed, how it stands, and what was said of it last; `incident` is the number of whose it is."""

    incident: int
    sentence: Said
    owner: str
    due: date
    place: LessonPlace
    state: LessonState
    late: bool
    note: Said


@dataclass(frozen=True)
class ReviewDecision:
    """What a council decided about the incident, at its meeting of that day."""

    forum: str
    day: date
    decision: Said


@dataclass(frozen=True)
class ReviewParty:
    """Whether a party was represented at a meeting: as what its seats were taken, in the order they were."""

    party: str
    permanent: bool
    seats: tuple[FoldedSeat, ...]

    @property
    def stand_in_alone(self) -> bool:
        """Nobody but stand-ins sat for it."""
        return bool(self.seats) and all(seat.kind is SeatKind.STAND_IN for seat in self.seats)


@dataclass(frozen=True)
class Review:
    """One incident, folded and worded. Codes are those of its standing plan; moments are UTC."""

    at: datetime
    """When it was read."""
    id: int
    number: int
    exercise: bool
    zone: str | None
    """Code of the quarter: a reviewer needs no finer place (6.22)."""
    standing_plan_id: int
    folded: Folded
    what: Said
    others: tuple[int, ...]
    """Numbers of the other incidents that the plan covers: their actions and messages are counted, too."""
    counted: tuple[Counted, ...]
    actions: tuple[ReviewAction, ...]
    messages: tuple[ReviewMessage, ...]
    topics: Mapping[int | None, Said]
    """What each spokesperson spoke about, by the topic's id."""
    parties: tuple[ReviewParty, ...]
    impressions: tuple[ReviewImpression, ...]
    evaluation: Mapping[str, Said]
    """What was answered, by question, in the order of the template."""
    lessons: tuple[ReviewLesson, ...]
    earlier: tuple[ReviewLesson, ...]
    """Lessons of earlier incidents that are still open, what is due first first."""
    decided: tuple[ReviewDecision, ...]
    to_residents: bool
    """Whether the plan file says who is a resident: T7 is the first message to them, else to anybody."""
    to_decide: tuple[Matter, ...]
    injects: tuple[InjectRow, ...]
    """What a guided exercise let happen; none of anything else (6.13)."""


def may_review(viewer: Viewer) -> bool:
    """Whether this viewer reads reviews at all: whoever reads incidents, and is no guest of one."""
    return viewer.only is None and access.may(viewer, Verb.READ)


def is_reviewed(row: IncidentRow | Incident) -> bool:
    """Whether it was activated, and has ended: an exercise may be interrupted before it comes so far."""
    return row.state in REVIEWED and row.activated_at is not None


def reviewable(store: Store, viewer: Viewer, *, named: int | None = None) -> list[IncidentRow]:
    """The newest of the incidents that were activated and have ended, the one that ended last first; and `named`."""
    return list(ended(store, viewer, named=named, reviewed=True).rows) if may_review(viewer) else []


def review(store: Store, viewer: Viewer, incident: int) -> Review | None:
    """The incident's review; None when it has not ended, was never activated, or the viewer may not read it."""
    if not may_review(viewer):
        return None
    now = store.clock()
    with store.reading(viewer) as session:
        found = session.get(Incident, incident)
        if found is None or not is_reviewed(found):
            return None
        standing = store.plan(found.standing_plan_id)
        members = [role.code for role in standing.permanent_roles]
        folded = fold(lines_of(session, found), incident, members, standing.residents)
        return _review(session, found, folded, standing, now)


def lines_of(session: Session, incident: Incident) -> list[Line]:
    """Every line that tells of the incident, of what its plans cover, and of what is merged into it, in order.

    Which those are is told by the log itself: by who was activated under a plan or came under it, and who was merged,
    which both sides tell.
    """
    own = session.scalars(select(LogLine).where(LogLine.incident_id == incident.id)).all()
    plans = {line.plan_id for line in own if line.plan_id is not None}
    led = select(LogLine.incident_id).where(
        LogLine.plan_id.in_(plans), LogLine.verb.in_((Verb.ACTIVATE, Verb.COVER_INCIDENT))
    )
    numbers = {json.loads(line.facts).get("merged") for line in own if line.verb == Verb.MERGE} - {None}
    merged = session.scalars(
        select(Incident.id).where(Incident.exercise.is_(incident.exercise), Incident.number.in_(numbers))
    )
    together = {incident.id, *merged, *(number for number in session.scalars(led) if number is not None)}
    concerns = or_(LogLine.incident_id.in_(together), LogLine.plan_id.in_(plans))
    return [_line(one) for one in session.scalars(select(LogLine).where(concerns).order_by(LogLine.seq))]


def _line(line: LogLine) -> Line:
    texts = {field: reference["id"] for field, reference in json.loads(line.texts).items()}
    return Line(
        line.seq, line.at, line.happened_at, line.role, line.party, line.word, line.about, line.subject_id,
        line.incident_id, line.plan_id, json.loads(line.facts), texts,
    )  # fmt: skip


def _review(
    session: Session, incident: Incident, folded: Folded, standing: StandingPlan, now: datetime
) -> Review:  # fmt: skip
    ours = Action.plan_id == folded.scope.plan
    individuals = set(session.scalars(select(Action.id).where(ours, Action.person_related.is_(True))))
    answers = _answers(session, folded.messages)
    texts = said(session, _texts(folded, answers))
    parties, today = _parties(standing, folded), day_of(now)
    lessons, earlier = _lessons(incident, folded, texts, today), _earlier(session, incident, today)
    others = select(Incident.number).where(Incident.id.in_(folded.scope.together - {incident.id}))
    return Review(
        injects=rows_of(session, incident, now) if incident.exercise else (),
        at=now, id=incident.id, number=incident.number, exercise=incident.exercise, zone=incident.zone,
        standing_plan_id=incident.standing_plan_id, folded=folded, what=texts[folded.what],
        others=tuple(session.scalars(others.order_by(Incident.number))),
        counted=rules.count(folded.actions, standing.parties, individuals),
        actions=tuple(
            ReviewAction(
                one, texts[one.what], texts[one.note], one.id in individuals, over := folded.hand_overs.get(one.id),
                texts[over.outcome if over else None],
            )
            for one in folded.actions
        ),
        messages=tuple(
            ReviewMessage(
                one,
                tuple(
                    Named(None, texts[folded.audiences.get(code)]) if code.startswith("#") else Named(code, NOTHING)
                    for code in one.audiences
                ),
                tuple(texts[number] for number in answers.get(one.id, ())),
            )
            for one in folded.messages
        ),
        topics={one.topic: texts[one.topic] for one in folded.speakers},
        parties=parties,
        impressions=tuple(
            ReviewImpression(one.party, one.role, one.at, texts[one.good], texts[one.better])
            for one in folded.impressions
        ),
        evaluation={
            question: texts[folded.evaluation.answers[question]]
            for question in EVALUATED
            if folded.evaluation and question in folded.evaluation.answers
        },
        lessons=lessons, earlier=earlier,
        decided=tuple(ReviewDecision(one.forum, one.day, texts[one.decision]) for one in folded.treatments),
        to_residents=bool(standing.residents),
        to_decide=rules.to_decide(
            folded, individuals=individuals, parties=[one.party for one in parties if one.permanent],
            present={one.party for one in parties if one.seats},
            bodies=[forum.code for forum in standing.informed_bodies],
            late_lessons=[one.owner for one in (*lessons, *earlier) if one.late],
        ),
    )  # fmt: skip


def _lessons(
    incident: Incident, folded: Folded, texts: Mapping[int | None, Said], today: date
) -> tuple[ReviewLesson, ...]:  # fmt: skip
    return tuple(
        ReviewLesson(
            incident.number, texts[one.sentence], one.owner, one.due, one.place, one.state, one.late(today),
            texts[_last_note(one)],
        )
        for one in folded.lessons
    )  # fmt: skip


def _last_note(lesson: FoldedLesson) -> int | None:
    return next((one.note for one in reversed(lesson.followed) if one.note is not None), None)


def _earlier(session: Session, incident: Incident, today: date) -> tuple[ReviewLesson, ...]:
    """What was to be learned of what was reported before this, and still is; exercises among themselves (6.13)."""
    before = select(Lesson, Incident.number).join(Incident, Incident.id == Lesson.incident_id)
    wanted = before.where(
        Lesson.state == LessonState.OPEN, Incident.exercise.is_(incident.exercise), Incident.id != incident.id,
        Incident.reported_at < incident.reported_at,
    )  # fmt: skip
    rows = session.execute(wanted.order_by(Lesson.due, Lesson.id)).all()
    numbers = [lesson.id for lesson, _ in rows]
    followed = select(LessonFollowUp.lesson_id, LessonFollowUp.note_id).where(
        LessonFollowUp.lesson_id.in_(numbers), LessonFollowUp.note_id.is_not(None)
    )
    notes = dict(session.execute(followed.order_by(LessonFollowUp.id)).all())
    texts = said(session, [*(lesson.sentence_id for lesson, _ in rows), *notes.values()])
    return tuple(
        ReviewLesson(
            number, texts[one.sentence_id], one.owner, one.due, one.place, one.state, one.due < today,
            texts[notes.get(one.id)],
        )
        for one, number in rows
    )  # fmt: skip


def _answers(session: Session, messages: Sequence[FoldedMessage]) -> dict[int, tuple[int | None, ...]]:
    """The ids of what each message says, as it stands now: the log does not say which answers were taken out again."""
    rows = session.scalars(select(Message).where(Message.id.in_([one.id for one in messages])))
    return {row.id: tuple(getattr(row, f"{question}_id") for question in QUESTIONS) for row in rows}


def _texts(folded: Folded, answers: Mapping[int, tuple[int | None, ...]]) -> list[int | None]:
    return [
        folded.what, *folded.audiences.values(), *(one.topic for one in folded.speakers),
        *(number for one in folded.actions for number in (one.what, one.note)),
        *(one.outcome for one in folded.hand_overs.values()), *(one.decision for one in folded.treatments),
        *(number for one in folded.lessons for number in (one.sentence, _last_note(one))),
        *(folded.evaluation.answers.values() if folded.evaluation else ()),
        *(number for one in folded.impressions for number in (one.good, one.better)),
        *(number for all_of_it in answers.values() for number in all_of_it),
    ]  # fmt: skip


def _parties(standing: StandingPlan, folded: Folded) -> tuple[ReviewParty, ...]:
    """The permanent parties, and others that sat at a meeting, in the order of the plan file."""
    seats = [seat for one in folded.meetings if one.started_at for seat in one.seats]
    of = {seat.role: party.code for seat in seats if (party := standing.party_of(seat.role))}
    return tuple(
        ReviewParty(code, party.permanent, tuple(seat for seat in seats if of.get(seat.role) == code))
        for code, party in standing.parties.items()
        if party.permanent or code in of.values()
    )
