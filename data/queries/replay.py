"""An ended incident as it stood, minute by minute, and what a role could know then: all of it from the log (5.4, R6).

The lines are read once, and every minute is folded when somebody looks at it, once. Who looks reads no line that they
may not read; a role that is chosen takes away from that, and never adds. From the tables come what no line holds: where
on the map an incident lies, which never changes, and whether an action concerns individuals: of those only the words
that stand now are shown, at whatever minute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from data.entities import Action, Incident
from data.plan import StandingPlan
from data.queries.document import Named
from data.queries.history import LineRow
from data.queries.review import ReviewMessage, is_reviewed, lines_of, may_review
from data.queries.wording import NOTHING, Said, said
from data.rules import knowledge
from data.rules import replay as rules
from data.rules.access import Viewer
from data.rules.fold import Folded, fold
from data.rules.fold_actions import FoldedAction
from data.rules.fold_course import Course
from data.rules.fold_lines import Line
from data.rules.fold_meetings import FoldedMeeting
from data.rules.fold_plan import FoldedPart, FoldedPlan
from data.rules.incidents import OPEN
from data.rules.knowledge import Known, Reader
from data.rules.replay import Stand, Step
from data.storage import Store
from data.storage.reading import rights
from data.vocabulary import IncidentState, PartKind, PartState, Risk, Subject, Verb

OF_MEETINGS: Final = frozenset({Subject.MEETING, Subject.SEAT, Subject.DECISION, Subject.QUESTION})
ITEMS: Final = frozenset({Verb.START_CLOSED_ITEM, Verb.END_CLOSED_ITEM})


@dataclass(frozen=True)
class ReplayMark:
    """An incident that was open: where it is, and how it stood."""

    id: int
    number: int
    category: str
    place: str
    lat: float
    lon: float
    happened_at: datetime
    what: Said
    state: IncidentState
    risk: Risk


@dataclass(frozen=True)
class ReplayAction:
    """An action as it stood; of one that concerns `individuals` only its entry and whether it had begun or ended."""

    told: FoldedAction
    what: Said
    individuals: bool
    overdue: bool


@dataclass(frozen=True)
class ReplayPart:
    """A part as it stood: the revision that held, with its words; `told` None where nobody had written in it."""

    kind: PartKind
    state: PartState
    told: FoldedPart | None
    text: Said
    risk_reason: Said


@dataclass(frozen=True)
class ReplayView:
    """One minute as somebody could know it. What they could not know is not in it."""

    step: Step
    known: bool
    """Whether the incident, or what became part of it, could be known at all."""
    state: IncidentState | None
    """Where the incident stood; None while only what became part of it was reported."""
    marks: tuple[ReplayMark, ...]
    happened: tuple[LineRow, ...]
    """What was written in that minute."""
    plan: FoldedPlan | None
    parts: tuple[ReplayPart, ...]
    actions: tuple[ReplayAction, ...]
    messages: tuple[ReviewMessage, ...]
    meeting: FoldedMeeting | None
    """The one that was being held."""
    closed_since: datetime | None
    """Since when a closed item ran: nothing else is told of a meeting meanwhile, not even who sat there (R48)."""


class Replay:
    """The log of one incident, read once; each minute is folded when it is first looked at."""

    def __init__(
        self, incident: Incident, standing: StandingPlan, lines: Sequence[Line],
        places: Mapping[int, tuple[float, float]], texts: Mapping[int | None, Said], individuals: frozenset[int],
    ) -> None:  # fmt: skip
        self.id, self.number, self.exercise = incident.id, incident.number, incident.exercise
        self.standing_plan_id = incident.standing_plan_id
        self.steps = rules.steps(lines, incident.id)
        self._mandatory = [audience.code for audience in standing.audiences if audience.mandatory]
        self.lines, self._places, self._texts = lines, places, texts
        self._reports = {line.incident: line for line in lines if line.verb is Verb.REPORT}
        self._individuals, self._last = individuals, fold(lines, incident.id)
        self._stands: dict[int, Stand] = {}
        self.readers = _readers(standing, lines)
        """Whose eyes one may look through: the plan file's roles that read, and those invited as guests."""

    def view(self, number: int, reader: Reader | None = None) -> ReplayView:
        """The minute with this place in `steps`, with everything, or as far as a reader could know it."""
        step = self.steps[number]
        stand, told = self._stand(number), self.lines[: step.told]
        known = knowledge.known(told, reader) if reader else None
        folded = stand.folded
        seen = frozenset(stand.incidents) if known is None else known.incidents
        ours = seen & ({self.id} | (folded.scope.reports if folded else self._last.scope.reports))
        plan = folded.plan if folded and folded.plan and (known is None or folded.plan.id in known.plans) else None
        meeting = _held(folded) if plan else None
        closed = meeting.running_item if meeting else None
        return ReplayView(
            step=step, known=bool(ours), state=stand.incidents[self.id].state if folded and self.id in seen else None,
            marks=self._marks(stand, seen), happened=self._happened(step, seen, known),
            plan=plan, parts=self._parts(folded, plan), actions=self._actions(folded, seen, step.at),
            messages=self._messages(folded) if folded and plan else (), meeting=None if closed else meeting,
            closed_since=closed,
        )  # fmt: skip

    def _stand(self, number: int) -> Stand:
        if number not in self._stands:
            self._stands[number] = rules.stand(self.lines[: self.steps[number].told], self.id)
        return self._stands[number]

    def _marks(self, stand: Stand, seen: frozenset[int]) -> tuple[ReplayMark, ...]:
        return tuple(
            self._mark(self._reports[number], one)
            for number, one in stand.incidents.items()
            if number in seen and number in self._places and one.state in OPEN
        )

    def _mark(self, line: Line, stood: Course) -> ReplayMark:
        lat, lon = self._places[stood.incident]
        facts = line.facts
        return ReplayMark(
            stood.incident, int(facts["number"]), facts["category"], facts["place"], lat, lon,
            line.happened_at or line.at, self._texts[line.texts["what"]], stood.state, stood.risk,
        )  # fmt: skip

    def _happened(self, step: Step, seen: frozenset[int], known: Known | None) -> tuple[LineRow, ...]:
        """Nothing of a meeting for whoever could not look at it, but that a closed item began or ended."""
        return tuple(
            self._line(line)
            for line in step.lines
            if line.incident in seen
            and (known is None or known.meetings or line.subject not in OF_MEETINGS or line.verb in ITEMS)
        )

    def _line(self, line: Line) -> LineRow:
        secret = line.subject is Subject.ACTION and line.subject_id in self._individuals
        texts = {} if secret else {field: self._texts[number] for field, number in line.texts.items()}
        return LineRow(
            line.seq, line.at, line.happened_at, line.role, line.party, line.verb, line.subject, line.subject_id,
            line.facts, texts,
        )  # fmt: skip

    def _parts(self, folded: Folded | None, plan: FoldedPlan | None) -> tuple[ReplayPart, ...]:
        if folded is None or plan is None:
            return ()
        states = rules.part_states(folded, self._mandatory)
        return tuple(self._part(kind, state, plan.parts.get(kind)) for kind, state in states.items())

    def _part(self, kind: PartKind, state: PartState, told: FoldedPart | None) -> ReplayPart:
        text, reason = (told.text, told.risk_reason) if told else (None, None)
        return ReplayPart(kind, state, told, self._texts[text], self._texts[reason])

    def _actions(self, folded: Folded | None, seen: frozenset[int], at: datetime) -> tuple[ReplayAction, ...]:
        now = {one.id: one.what for one in self._last.actions}
        return tuple(
            ReplayAction(
                one, self._texts[now.get(one.id) if one.id in self._individuals else one.what],
                one.id in self._individuals, not one.ended and one.deadline is not None and one.deadline < at,
            )
            for one in (folded.actions if folded else ())
            if one.incident in seen
        )  # fmt: skip

    def _messages(self, folded: Folded) -> tuple[ReviewMessage, ...]:
        def named(code: str) -> Named:
            added = code.startswith("#")
            return Named(None, self._texts[folded.audiences.get(code)]) if added else Named(code, NOTHING)

        return tuple(
            ReviewMessage(
                one, tuple(map(named, one.audiences)), tuple(self._texts[number] for number in one.answers.values())
            )
            for one in folded.messages
        )


def _held(folded: Folded | None) -> FoldedMeeting | None:
    """The meeting that was going on."""
    held = (one for one in (folded.meetings if folded else ()) if one.started_at and not one.ended_at)
    return next((one for one in held if not one.cancelled), None)


def _readers(standing: StandingPlan, lines: Sequence[Line]) -> tuple[Reader, ...]:
    reads = [role for role in standing.roles.values() if role.grants & {Verb.READ, Verb.READ_REPORTS}]
    guests = knowledge.invited(lines)
    found = []
    for role in reads:
        party = standing.party_of(role.code)
        own = Reader(role.code, role.party, role.grants, bool(party and party.covered_115))
        found += [own, replace(own, guest=True)] if role.code in guests else [own]
    return tuple(found)


def replay(store: Store, viewer: Viewer, incident: int) -> Replay | None:
    """The incident's replay; None for whoever may not review it. Shared for a moment by those who may read the same."""
    if not may_review(viewer):
        return None
    asked = ("replay", rights(viewer), incident)
    return store.recent.share(
        asked, store.revision_seen(), store.clock(), lambda: _read(store, viewer, incident)
    )  # fmt: skip


def _read(store: Store, viewer: Viewer, incident: int) -> Replay | None:
    with store.reading(viewer) as session:
        found = session.get(Incident, incident)
        if found is None or not is_reviewed(found):
            return None
        lines = lines_of(session, found)
        told = sorted({line.incident for line in lines if line.incident is not None})
        places = {
            row.id: (row.lat, row.lon)
            for row in session.execute(select(Incident.id, Incident.lat, Incident.lon).where(Incident.id.in_(told)))
        }
        texts = said(session, (number for line in lines for number in line.texts.values()))
        plans = {line.plan for line in lines if line.plan is not None}
        secret = select(Action.id).where(Action.plan_id.in_(plans), Action.person_related.is_(True))
        individuals = frozenset(session.scalars(secret))
    return Replay(found, store.plan(found.standing_plan_id), lines, places, texts, individuals)
