"""A handlingsplan folded out of the log: its state, its edition, its end, and the revision of each part that held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from data.rules.communication import Planned
from data.rules.fold_course import CALLED_OFF, Course, hear
from data.rules.fold_lines import Line, date_of
from data.rules.parts import Involved
from data.vocabulary import IncidentState, PartKind, PartState, PlanState, Risk, Subject, Verb

EDITIONS: Final = frozenset({Verb.AGREE, Verb.PUT_IN_FORCE, Verb.EXTEND, Verb.REOPEN})
"""Each sets the plan's end time, or takes it away."""
BECOMES: Final[Mapping[Verb, PlanState]] = {
    Verb.AGREE: PlanState.AGREED,
    Verb.PUT_IN_FORCE: PlanState.IN_FORCE,
    Verb.EXTEND: PlanState.IN_FORCE,
    Verb.REOPEN: PlanState.IN_FORCE,
    Verb.CLOSE: PlanState.CLOSED,
}


@dataclass(frozen=True)
class FoldedPart:
    """A revision of a part; `text` and `risk_reason` are ids of texts, moments are UTC."""

    kind: PartKind
    revision: int
    state: PartState
    text: int | None
    role: str
    at: datetime
    involved: Involved | None = None
    risk: Risk | None = None
    risk_reason: int | None = None
    as_of: datetime | None = None
    target_groups: tuple[str, ...] = ()


@dataclass
class FoldedPlan:
    """A plan as the lines leave it."""

    id: int
    state: PlanState = PlanState.DRAFT
    edition: int = 0
    extensions: int = 0
    ends_at: datetime | None = None
    """The end time that held last (T8)."""
    parts: dict[PartKind, FoldedPart] = field(default_factory=dict)
    """Only those that somebody has written in: the newest revision."""
    planned: dict[str, Planned] = field(default_factory=dict)
    """Audience of the plan file -> what is planned for it."""


def plan(lines: Iterable[Line], number: int | None) -> FoldedPlan | None:
    """The plan with this id at the end; None for none. `lines` are in order."""
    if number is None:
        return None
    found, courses, proposed = FoldedPlan(number), dict[int, Course](), dict[int, int]()
    audiences: dict[int | None, dict[str, Planned]] = {}
    for line in lines:
        hear(courses, line)
        _audience(audiences, line)
        if line.plan == number:
            _own(found, line, proposed)
        if line.verb is Verb.COVER_INCIDENT and line.facts.get("left") == number:
            found.state = PlanState.CLOSED  # the draft that it leaves is given up
        elif line.verb in CALLED_OFF and line.incident in courses and courses[line.incident].plan == number:
            lonely = not any(one.plan == number and one.state is IncidentState.ACTIVE for one in courses.values())
            found.state = PlanState.CLOSED if lonely else found.state
    found.planned = audiences.get(number, {})
    return found


def _audience(found: dict[int | None, dict[str, Planned]], line: Line) -> None:
    """What is planned for an audience; what a draft had planned goes along, where the other plan has not (6.12)."""
    if line.verb is Verb.PLAN_AUDIENCE and line.facts.get("audience") is not None:
        planned = Planned(bool(line.facts["relevant"]), line.facts.get("informs"))
        found.setdefault(line.plan, {})[line.facts["audience"]] = planned
    elif line.verb is Verb.COVER_INCIDENT and (left := found.pop(line.facts.get("left"), None)):
        found[line.plan] = left | found.get(line.plan, {})


def _own(found: FoldedPlan, line: Line, proposed: dict[int, int]) -> None:
    if line.subject is Subject.CHANGE_PROPOSAL:
        if line.verb is Verb.PROPOSE_CHANGE:
            proposed[line.subject_id] = line.texts["text"]
        elif line.facts.get("taken"):
            _revised(found, line, proposed.get(line.subject_id))
    elif line.subject is Subject.PLAN:
        if line.verb is Verb.WRITE_PLAN:
            _revised(found, line, None)
        found.state = BECOMES.get(line.verb, found.state)
        if line.verb in EDITIONS:
            found.ends_at = date_of(line.facts.get("ends_at"))
            found.edition = max(found.edition, int(line.facts["edition"]))
            found.extensions += line.verb is Verb.EXTEND


def _revised(found: FoldedPlan, line: Line, proposed: int | None) -> None:
    """One more revision; taken over as it was proposed, it keeps the answers of the one before."""
    facts, kind = line.facts, PartKind(line.facts["part"])
    before = found.parts.get(kind)
    why = line.texts.get("risk_reason")
    if why is None and "text" not in line.texts and before is not None and before.state is PartState.FILLED:
        why = before.risk_reason
    involved, risk = facts.get("involved"), facts.get("risk")
    found.parts[kind] = FoldedPart(
        kind, int(facts["revision"]), PartState(facts["state"]), line.texts.get("text", proposed), line.role, line.at,
        Involved(*involved) if involved is not None else None, Risk(risk) if risk else None,
        why if involved is not None else None, date_of(facts.get("as_of")), tuple(facts.get("target_groups") or ()),
    )  # fmt: skip
