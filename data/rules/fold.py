"""The log of one incident and its plan, folded into what a reviewer asks for (domain.md 5.4, R6).

Pure: the lines are all it knows. What no line holds is None, shown as *not registered*, and never zero. The log does
not say: in which quarter it happened (the label of the place may be finer), and whether an action concerns individuals.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from data.rules.fold_actions import FoldedAction, actions
from data.rules.fold_afterwards import (
    FoldedEvaluation,
    FoldedHandOver,
    FoldedLesson,
    FoldedTreatment,
    evaluation,
    hand_overs,
    lessons,
    treatments,
)
from data.rules.fold_course import Course
from data.rules.fold_lines import Line, Moment, Scope, date_of, first, moment, scope
from data.rules.fold_meetings import FoldedCall, FoldedMeeting, calls, meetings
from data.rules.fold_messages import (
    FoldedMessage,
    FoldedSpeaker,
    added_audiences,
    messages,
    speakers,
)
from data.rules.fold_plan import FoldedPlan, plan
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
    """The first message to residents went out; to anybody, where the plan file does not say who is a resident."""
    CLOSED = "closed"
    """Closed or called off; the state says which."""
    EVALUATED = "evaluated"
    REVIEWED = "reviewed"
    """The council has dealt with it for the first time."""


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
    plan: FoldedPlan | None
    """The plan that covers it now, as it stands."""
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
    hand_overs: Mapping[int, FoldedHandOver]
    """Action id -> how the forum stands to it, for what is handed over (R45)."""
    evaluation: FoldedEvaluation | None
    lessons: tuple[FoldedLesson, ...]
    treatments: tuple[FoldedTreatment, ...]

    @property
    def ends_at(self) -> datetime | None:
        """The end time that held last (T8)."""
        return self.plan.ends_at if self.plan else None

    @property
    def extensions(self) -> int:
        """How often the end was put off."""
        return self.plan.extensions if self.plan else 0

    @property
    def edition(self) -> int:
        """The newest edition of the plan; 0 before the first."""
        return self.plan.edition if self.plan else 0

    def at(self, point: Point) -> datetime | None:
        """When it happened; None when it is not registered."""
        found = self.moments.get(point)
        return found.at if found else None


def fold(
    lines: Sequence[Line], incident: int, members: Collection[str] = (), residents: Collection[str] = ()
) -> Folded:  # fmt: skip
    """Fold the log of an incident.

    `lines` are in order, and all those of the incident, of what its plan covers, and of what is merged into it, out
    of one series of numbers (real or exercise). `members` are the fixed roles of the plan file (R14), who must all be
    reached; `residents` the codes of its audiences that are residents (T7), none where it does not say.
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
    held, over = meetings(lines, told), hand_overs(lines)
    return Folded(
        scope=told, state=_state(lines, incident)[0], category=str(report.facts["category"]),
        what=report.texts["what"], reported_by=report.role,
        route=Route(activated.facts["route"]) if activated and activated.facts.get("route") else None,
        response=Response(activated.facts["response"]) if activated else None,
        activated_by=activated.role if activated else None,
        risk=Risk(assessed.facts["risk"]) if assessed else None,
        involved=Involved(*part.facts["involved"]) if part else None,
        moments=_moments(lines, told, found, sent, called, held, members, residents),
        plan=plan(lines, told.plan), actions=found, messages=sent,
        audiences=added_audiences(lines), speakers=speakers(lines, told.plan),
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
        hand_overs={one.id: over[one.id] for one in found if one.id in over},
        evaluation=evaluation(lines, incident), lessons=lessons(lines, incident),
        treatments=treatments(lines, incident),
    )  # fmt: skip


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
    residents: Collection[str],
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
        Point.TOLD: first(_noted(one.sent_at) for one in sent if one.sent_at and _is_for(one, residents)),
        Point.REVIEWED: first(one.moment for one in treatments(lines, told.incident)),
        **_state(lines, told.incident)[1],
    }
    return {point: at for point, at in points.items() if at is not None}


def _is_for(message: FoldedMessage, residents: Collection[str]) -> bool:
    """Whether residents were told; without knowing who they are, whether anybody was."""
    return not residents or not set(residents).isdisjoint(message.audiences)


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
    told = Course(incident)
    for line in lines:
        told.hear(line)
    return told.state, {
        Point.CLOSED: _noted(told.ended_at) if told.ended_at else None,
        Point.EVALUATED: _noted(told.evaluated_at) if told.evaluated_at else None,
    }
