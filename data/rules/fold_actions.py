"""The actions of a plan, folded out of the log: how each moved, when, and what became of it (3.5, 5.4, R29, R45).

What the log does not hold is not here: whether an action concerns individuals.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from data.rules import mandates, progress
from data.rules.fold_lines import Line, Moment, date_of, moment
from data.vocabulary import ActionStatus, Subject, Verb


@dataclass(frozen=True)
class FoldedAction:
    """An action as the lines leave it. Ids and codes; moments are UTC; `what` and `note` are ids of texts."""

    id: int
    number: int
    plan: int
    party: str | None
    status: ActionStatus
    proposed_at: datetime
    incident: int | None = None
    """The incident it was proposed for: whoever reads that reads the action."""
    what: int | None = None
    deadline: datetime | None = None
    moved: int = 0
    """How many times its deadline was put off: an action that is done in time may have had more of it."""
    accepted_at: datetime | None = None
    """When the party that has it took it on."""
    reserved: bool = False
    """Accepted without the mandate to, and not confirmed (6.10)."""
    begun: Moment | None = None
    done: Moment | None = None
    ended_at: datetime | None = None
    """When it was noted that it is done, cancelled or handed over."""
    declined: tuple[str, ...] = ()
    """The parties that could not."""
    forum: str | None = None
    note: int | None = None
    """What was said when it was handed over."""

    @property
    def late(self) -> bool:
        """Done, after its deadline."""
        return self.done is not None and self.deadline is not None and self.done.at > self.deadline

    @property
    def ended(self) -> bool:
        """Done, cancelled or handed over."""
        return self.status in progress.TERMINAL

    @property
    def unowned(self) -> bool:
        """Nobody has it, and it has not ended (6.3)."""
        return progress.is_unowned(self.status, self.party)


def actions(lines: Iterable[Line], plan: int | None) -> tuple[FoldedAction, ...]:
    """The actions that belong to the plan now, by number. `lines` are in order."""
    found: dict[int, FoldedAction] = {}
    for line in lines:
        if line.subject is Subject.ACTION:
            found[line.subject_id] = _told(line, found.get(line.subject_id))
        elif line.verb is Verb.COVER_INCIDENT and line.facts.get("left") is not None:
            _move(found, int(line.facts["left"]), line.subject_id)
    return tuple(sorted((one for one in found.values() if one.plan == plan), key=lambda one: one.number))


def _move(found: dict[int, FoldedAction], left: int, into: int) -> None:
    """A draft's actions go along and are numbered on (6.12)."""
    number = max((one.number for one in found.values() if one.plan == into), default=0)
    for one in sorted((one for one in found.values() if one.plan == left), key=lambda one: one.number):
        number += 1
        found[one.id] = replace(one, plan=into, number=number)


def _told(line: Line, before: FoldedAction | None) -> FoldedAction:
    facts = line.facts
    number, party, after = int(facts["number"]), facts.get("responsible"), facts.get("after")
    if before is None:
        before = FoldedAction(
            line.subject_id, number, line.plan or 0, party, ActionStatus.PROPOSED, line.at, line.incident
        )
    status = ActionStatus(after) if after else before.status
    became = replace(before, number=number, plan=line.plan or before.plan, party=party, status=status)
    return replace(became, **_particulars(line, before, status))


def _particulars(line: Line, before: FoldedAction, status: ActionStatus) -> dict[str, Any]:
    """What a line changes beside party and status."""
    facts = line.facts
    match line.verb:
        case Verb.PROPOSE_ACTION | Verb.DESCRIBE_ACTION:
            due = date_of(facts.get("deadline"))
            later = line.verb is Verb.DESCRIBE_ACTION and bool(due and before.deadline and due > before.deadline)
            return {
                "what": line.texts.get("what", before.what), "deadline": due, "moved": before.moved + later
            }  # fmt: skip
        case Verb.ACCEPT_ACTION:
            return {"accepted_at": line.at, "reserved": bool(facts.get("reserved"))}
        case Verb.CONFIRM_RESERVATION:
            return {"reserved": False}
        case Verb.UPDATE_PROGRESS if status is not before.status:
            return _went_on(line, before, status)
        case Verb.DECLINE_ACTION:
            return {"accepted_at": None, "reserved": False, "declined": (*before.declined, facts["declined"])}
        case Verb.CANCEL_ACTION:
            return {"ended_at": line.at}
        case Verb.HAND_OVER:
            return {"ended_at": line.at, "forum": facts["forum"], "note": line.texts.get("note")}
        case Verb.REOPEN_ACTION:
            return _reopened(before, status)
    return {}


def _went_on(line: Line, before: FoldedAction, status: ActionStatus) -> dict[str, Any]:
    begun = before.begun or moment(line)
    if status is ActionStatus.DONE:
        return {"begun": begun, "done": moment(line), "ended_at": line.at}
    return {"begun": begun}


def _reopened(before: FoldedAction, status: ActionStatus) -> dict[str, Any]:
    anew = status is ActionStatus.PROPOSED
    return {
        "done": None, "ended_at": None, "forum": None, "note": None,
        "accepted_at": None if anew else before.accepted_at,
        "reserved": mandates.awaits(status, reserved=before.reserved),
    }  # fmt: skip
