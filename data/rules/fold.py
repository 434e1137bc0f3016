"""The log of one incident and its plan, folded into what a reviewer asks for (domain.md 5.4, R6).

Pure: the lines are all it knows. What no line holds is None, shown as *not registered*, and never zero. The log does
not say: in which quarter it happened (the label of the place may be finer), whether an action concerns individuals,
whether a forum confirmed a hand-over, and whether the council has dealt with the incident (T11).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final

from data.rules.fold_actions import FoldedAction, actions
from data.rules.fold_lines import Line, Moment, Scope, date_of, first, moment, scope
from data.rules.fold_meetings import FoldedCall, FoldedMeeting, calls, meetings
from data.rules.fold_messages import (
    FoldedMessage,
    FoldedSpeaker,
    added_audiences,
    messages,
    speakers,
)
from data.rules.parts import Involved
from data.vocabulary import Affected, IncidentState, Response, Risk, Route, Verb


class Point(Enum):
    """The moments of domain.md 5.4 in their order, and those between them that the log knows as well."""

    HAPPENED = "happened"
    REPORTED = "reported"
    READ = "read"
    ASSESSED = "assessed"
    ACTIVATED = "activated"
    CALLED = "called"
    REACHED = "reached"
    """The last of the fixed members was reached, or was there by itself."""
    MEETING = "meeting"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    BEGUN = "begun"
    DONE = "done"
    TOLD = "told"
    """The first message went out."""
    CLOSED = "closed"
    """Closed or called off; the state says which."""
    EVALUATED = "evaluated"
    REVIEWED = "reviewed"
    """The council has dealt with it: nothing in the log says so yet, so it is never there."""


@dataclass(frozen=True)
class FoldedNotice:
    """A board: when it was first told, how often, and whether it got its last notice (R25, R26)."""

    first: Moment
    count: int
    final: bool


@dataclass(frozen=True)
class FoldedImpression:
    """A party's first impression; `good` and `better` are ids of texts."""

    party: str | None
    role: str
    at: datetime
    good: int
    better: int


@dataclass(frozen=True)
class Folded:
    """One incident as its log tells it. Ids and codes; moments are UTC."""

    scope: Scope
    state: IncidentState
    category: str
    what: int
    """Id of the text it was reported with."""
    reported_by: str
    route: Route | None
    """By which road it was activated (R24)."""
    response: Response | None
    activated_by: str | None
    risk: Risk | None
    involved: Involved | None
    """How many were involved, as part 1 said last (R34)."""
    moments: Mapping[Point, Moment]
    """Only those that are registered."""
    ends_at: datetime | None
    """The end time that held last (T8)."""
    extensions: int
    edition: int
    actions: tuple[FoldedAction, ...]
    messages: tuple[FoldedMessage, ...]
    audiences: Mapping[str, int]
    """Audiences that the plan added itself: `#id` -> id of its name."""
    speakers: tuple[FoldedSpeaker, ...]
    meetings: tuple[FoldedMeeting, ...]
    calls: Mapping[str, FoldedCall]
    notices: Mapping[str, FoldedNotice]
    """Board -> how it was informed."""
    support: Mapping[Affected, bool]
    """Whether support was needed, as answered last (R10)."""
    impressions: tuple[FoldedImpression, ...]

    def at(self, point: Point) -> datetime | None:
        """When it happened; None when it is not registered."""
        found = self.moments.get(point)
        return found.at if found else None


def fold(lines: Sequence[Line], incident: int, members: Collection[str] = ()) -> Folded:
    """Fold the log of an incident.

    `lines` are in order, and all those of the incident, of what its plan covers, and of what is merged into it, out
    of one series of numbers (real or exercise). `members` are the fixed roles of the plan file (R14), who must all be
    reached.
    """
    told = scope(lines, incident)
    own = [line for line in lines if line.incident == incident]
    ours = [line for line in lines if told.plan is not None and line.plan == told.plan]
    report = next(line for line in own if line.verb is Verb.REPORT)
    activated = next((line for line in own if line.verb is Verb.ACTIVATE), None)
    part = next((line for line in reversed(ours) if "involved" in line.facts), None)
    assessed = next((line for line in reversed(own) if line.verb is Verb.ASSESS), None)
    found = actions(lines, told.plan)
    sent, called = messages(lines, told.plan), calls(lines, told)
    held = meetings(lines, told)
    return Folded(
        scope=told, state=_state(lines, incident)[0], category=str(report.facts["category"]),
        what=report.texts["what"], reported_by=report.role,
        route=Route(activated.facts["route"]) if activated and activated.facts.get("route") else None,
        response=Response(activated.facts["response"]) if activated else None,
        activated_by=activated.role if activated else None,
        risk=Risk(assessed.facts["risk"]) if assessed else None,
        involved=Involved(*part.facts["involved"]) if part else None,
        moments=_moments(lines, told, found, sent, called, held, members),
        ends_at=_end(ours), extensions=sum(line.verb is Verb.EXTEND for line in ours),
        edition=max((int(line.facts["edition"]) for line in ours if line.verb in EDITIONS), default=0),
        actions=found, messages=sent, audiences=added_audiences(lines), speakers=speakers(lines, told.plan),
        meetings=held, calls=called, notices=_notices(lines, told),
        support={
            Affected(line.facts["about"]): bool(line.facts["needed"])
            for line in ours
            if line.verb is Verb.ANSWER_SUPPORT
        },
        impressions=tuple(
            FoldedImpression(line.party, line.role, line.at, line.texts["good"], line.texts["better"])
            for line in ours
            if line.verb is Verb.GIVE_IMPRESSION
        ),
    )  # fmt: skip


EDITIONS: Final = frozenset({Verb.AGREE, Verb.PUT_IN_FORCE, Verb.EXTEND, Verb.REOPEN})
"""Each sets the plan's end time, or takes it away."""
CALLED_OFF: Final = frozenset({Verb.CALL_OFF, Verb.BREAK_EXERCISE})


def _end(ours: Iterable[Line]) -> datetime | None:
    ends = None
    for line in ours:
        if line.verb in EDITIONS:
            ends = date_of(line.facts.get("ends_at"))
    return ends


def _notices(lines: Iterable[Line], told: Scope) -> dict[str, FoldedNotice]:
    given: dict[str, list[Line]] = {}
    for line in lines:
        if line.verb is Verb.INFORM and line.incident in told.together:
            given.setdefault(line.facts["body"], []).append(line)
    found = {}
    for body, made in given.items():
        earliest = first(moment(line) for line in made)
        assert earliest is not None
        found[body] = FoldedNotice(earliest, len(made), any(line.facts["final"] for line in made))
    return found


def _moments(
    lines: Sequence[Line], told: Scope, found: Sequence[FoldedAction], sent: Sequence[FoldedMessage],
    called: Mapping[str, FoldedCall], held: Sequence[FoldedMeeting], members: Collection[str],
) -> dict[Point, Moment]:  # fmt: skip
    own = [line for line in lines if line.incident == told.incident]
    reports = [line for line in lines if line.incident in told.reports]
    ours = [line for line in lines if told.plan is not None and line.plan == told.plan]
    reported = [line for line in reports if line.verb is Verb.REPORT]
    calling = [
        line for line in lines
        if (line.verb is Verb.RECORD_CALL and line.incident in told.together and not line.facts.get("after_end"))
        or (line.verb is Verb.CALL_MEETING and line.plan in told.plans)
    ]  # fmt: skip
    agreed = [line for line in ours if line.verb in (Verb.AGREE, Verb.PUT_IN_FORCE) and "parties" in line.facts]
    points = {
        Point.HAPPENED: first(moment(line) for line in reported),
        Point.REPORTED: first(_noted(line.at) for line in reported),
        Point.READ: first(_noted(line.at) for line in reports if _reads(line)),
        Point.ASSESSED: first(_noted(line.at) for line in own if line.verb is Verb.ASSESS),
        Point.ACTIVATED: first(_noted(line.at) for line in own if line.verb is Verb.ACTIVATE),
        Point.CALLED: first(_noted(line.at) for line in calling),
        Point.REACHED: _all_reached(called, members),
        Point.MEETING: first(_noted(one.started_at) for one in held if one.started_at) or first(_met(agreed)),
        Point.AGREED: first(_noted(line.at) for line in agreed),
        Point.IN_FORCE: first(_noted(line.at) for line in ours if line.verb is Verb.PUT_IN_FORCE),
        Point.BEGUN: first(one.begun for one in found if one.begun),
        Point.DONE: first(one.done for one in found if one.done),
        Point.TOLD: first(_noted(one.sent_at) for one in sent if one.sent_at),
        **_state(lines, told.incident)[1],
    }
    return {point: at for point, at in points.items() if at is not None}


def _met(agreed: Iterable[Line]) -> Iterator[Moment]:
    """A meeting that nobody ran in the product is known by the plan that was agreed at it."""
    for line in agreed:
        if (held := date_of(line.facts.get("meeting_at"))) is not None:
            yield Moment(held, line.at)


def _noted(at: datetime) -> Moment:
    return Moment(at, at)


def _reads(line: Line) -> bool:
    """Assessing and merging count as reading, and so does reporting what an exercise was interrupted for."""
    seen = line.verb in (Verb.MARK_READ, Verb.ASSESS, Verb.MERGE)
    return seen or (line.verb is Verb.REPORT and "broken_from" in line.facts)


def _all_reached(called: Mapping[str, FoldedCall], members: Collection[str]) -> Moment | None:
    """When the last of the members was in; None while one of them is not."""
    since = [called[role].reached_at if role in called else None for role in members]
    known = [at for at in since if at is not None]
    return _noted(max(known)) if known and len(known) == len(since) else None


def _state(lines: Iterable[Line], incident: int) -> tuple[IncidentState, dict[Point, Moment | None]]:
    """Where the incident stands at the end, and when it ended and was evaluated."""
    told = _Course(incident)
    for line in lines:
        told.hear(line)
    return told.state, {
        Point.CLOSED: _noted(told.ended_at) if told.ended_at else None,
        Point.EVALUATED: _noted(told.evaluated_at) if told.evaluated_at else None,
    }


class _Course:
    """The life of one incident, line by line: its own lines, and those that close or reopen the plan that covers it."""

    def __init__(self, incident: int) -> None:
        self.incident = incident
        self.state = IncidentState.RECEIVED
        self.assessed = False
        self.plan: int | None = None
        self.with_plan = False
        """It closed together with its plan."""
        self.ended_at: datetime | None = None
        self.evaluated_at: datetime | None = None

    def hear(self, line: Line) -> None:
        """One more line, in order."""
        if self.plan is not None and line.plan == self.plan and line.verb in (Verb.CLOSE, Verb.REOPEN):
            self._of_the_plan(line)
        elif line.incident == self.incident:
            self._own(line.verb, line)

    def _of_the_plan(self, line: Line) -> None:
        if line.verb is Verb.CLOSE and self.state is IncidentState.ACTIVE:
            self._end(IncidentState.CLOSED, line.at)
            self.with_plan = True
        elif line.verb is Verb.REOPEN and self.with_plan:
            self.state, self.ended_at, self.evaluated_at, self.with_plan = IncidentState.ACTIVE, None, None, False

    def _end(self, state: IncidentState, at: datetime) -> None:
        self.state, self.ended_at = state, at

    def _own(self, verb: Verb, line: Line) -> None:
        facts: Mapping[str, Any] = line.facts
        if verb is Verb.ASSESS:
            self.assessed = True
            if self.state is IncidentState.RECEIVED:
                self.state = IncidentState.ASSESSED
        elif verb is Verb.ACTIVATE:
            self.state, self.plan = IncidentState.ACTIVE, line.plan
        elif verb is Verb.COVER_INCIDENT:
            self.plan = line.plan
        elif verb is Verb.REJECT:
            self._end(IncidentState(facts["state"]), line.at)
        elif verb in CALLED_OFF:
            self._end(IncidentState.CALLED_OFF, line.at)
        elif verb is Verb.CLOSE_INFORMED:
            self._end(IncidentState.CLOSED, line.at)
        elif verb is Verb.MERGE and "into" in facts:
            self._end(IncidentState.MERGED, line.at)
        elif verb is Verb.UNMERGE and "into" in facts:
            self.state = IncidentState.ASSESSED if self.assessed else IncidentState.RECEIVED
            self.ended_at = None
        elif verb is Verb.MARK_EVALUATED:
            self.evaluated_at = line.at
