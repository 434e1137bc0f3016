"""What a plan communicated, folded out of the log: messages, the audiences it added, who spoke to the press (R11, R42).

Which answers were taken out of a message again is said by lines since then; an older log keeps them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from data.rules.fold_lines import Line
from data.rules.messages import QUESTIONS
from data.vocabulary import MessageState, Subject, Verb


@dataclass(frozen=True)
class FoldedMessage:
    """A message as the lines leave it. `audiences` are codes of the plan file and `#id` of rows that it lacks."""

    id: int
    number: int
    plan: int
    state: MessageState
    audiences: tuple[str, ...]
    approved_at: datetime | None = None
    approved_role: str | None = None
    own: bool = False
    """Whoever approved it had written it."""
    sent_at: datetime | None = None
    sent_role: str | None = None
    sent_party: str | None = None
    channels: tuple[str, ...] = ()
    corrects: int | None = None
    """Id of the message that it puts right."""
    answers: Mapping[str, int] = field(default_factory=dict)
    """Question -> id of the text."""


@dataclass(frozen=True)
class FoldedSpeaker:
    """A function that spoke to the press; `topic` is the id of a text, None for everything."""

    id: int
    plan: int
    role: str
    topic: int | None


def messages(lines: Iterable[Line], plan: int | None) -> tuple[FoldedMessage, ...]:
    """The messages that belong to the plan now, by number. `lines` are in order."""
    found: dict[int, FoldedMessage] = {}
    for line in lines:
        if line.subject is Subject.MESSAGE:
            found[line.subject_id] = _told(line, found)
            if line.verb is Verb.SEND_MESSAGE and (old := found.get(found[line.subject_id].corrects or 0)):
                found[old.id] = replace(old, state=MessageState.CORRECTED)
        elif line.verb is Verb.COVER_INCIDENT and line.facts.get("left") is not None:
            _move(found, int(line.facts["left"]), line.subject_id)
    return tuple(sorted((one for one in found.values() if one.plan == plan), key=lambda one: one.number))


def _move(found: dict[int, FoldedMessage], left: int, into: int) -> None:
    """A draft's messages go along and are numbered on (6.12)."""
    number = max((one.number for one in found.values() if one.plan == into), default=0)
    for one in sorted((one for one in found.values() if one.plan == left), key=lambda one: one.number):
        number += 1
        found[one.id] = replace(one, plan=into, number=number)


def _told(line: Line, found: dict[int, FoldedMessage]) -> FoldedMessage:
    facts = line.facts
    state, audiences, plan = MessageState(facts["state"]), tuple(facts["audiences"]), line.plan or 0
    before = found.get(line.subject_id)
    if before is None:
        before = FoldedMessage(line.subject_id, int(facts["message"]), plan, state, audiences)
    changed: dict[str, Any] = {
        "number": int(facts["message"]), "plan": plan, "state": state, "audiences": audiences,
    }  # fmt: skip
    match line.verb:
        case Verb.WRITE_MESSAGE:
            if state is MessageState.DRAFT:
                changed |= {"approved_at": None, "approved_role": None, "own": False}
            if facts.get("corrects") is not None:
                changed["corrects"] = _by_number(found, plan, int(facts["corrects"]))
            emptied = facts.get("emptied") or ()
            answers = {**before.answers, **line.texts}
            changed["answers"] = {q: answers[q] for q in QUESTIONS if q in answers and q not in emptied}
        case Verb.APPROVE_MESSAGE:
            changed |= {"approved_at": line.at, "approved_role": line.role, "own": bool(facts.get("own"))}
        case Verb.SEND_MESSAGE:
            changed |= {
                "sent_at": line.at, "sent_role": line.role, "sent_party": line.party,
                "channels": tuple(facts.get("channels") or ()),
            }  # fmt: skip
    return replace(before, **changed)


def _by_number(found: dict[int, FoldedMessage], plan: int, number: int) -> int | None:
    return next((one.id for one in found.values() if (one.plan, one.number) == (plan, number)), None)


def added_audiences(lines: Iterable[Line]) -> dict[str, int]:
    """The audiences that a plan added itself, as messages name them, and the id of the name they have now."""
    named = {}
    for line in lines:
        if line.verb is Verb.PLAN_AUDIENCE and line.facts.get("audience") is None and "name" in line.texts:
            named[f"#{line.subject_id}"] = line.texts["name"]
    return named


def speakers(lines: Iterable[Line], plan: int | None) -> tuple[FoldedSpeaker, ...]:
    """Who spoke to the press at the end, in the order in which they were named."""
    found: dict[int, FoldedSpeaker] = {}
    for line in lines:
        if line.verb is Verb.NAME_SPOKESPERSON:
            _name(found, line)
        elif line.verb is Verb.COVER_INCIDENT and not any(one.plan == line.subject_id for one in found.values()):
            left = line.facts.get("left")
            for one in [one for one in found.values() if one.plan == left]:
                found[one.id] = replace(one, plan=line.subject_id)
    return tuple(one for one in found.values() if one.plan == plan)


def _name(found: dict[int, FoldedSpeaker], line: Line) -> None:
    if line.facts.get("ended"):
        found.pop(line.subject_id, None)
        return
    named = FoldedSpeaker(line.subject_id, line.plan or 0, line.facts["speaker"], line.texts.get("topic"))
    if named.topic is None:  # one speaks about everything: whoever did is followed
        for before in [one for one in found.values() if one.plan == named.plan and one.topic is None]:
            del found[before.id]
    found[named.id] = named
