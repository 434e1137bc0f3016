"""What counts as a decision, who can take one, and what must be read back before a meeting ends.

Source: domain.md 1.3 (D1-D12), 3.5, 6.3; plan lines 47, 57 (R21, R23, R29). There is no quorum (1.4).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from data.errors import RuleBroken
from data.vocabulary import ActionStatus, DecisionKind, Mandate, Verb

TAKEN_BY_CLICK: Final[Mapping[Verb, DecisionKind]] = {
    Verb.ASSESS: DecisionKind.ACUTE,
    Verb.ACTIVATE: DecisionKind.ACTIVATE,
    Verb.INVITE: DecisionKind.INVITE,
    Verb.AGREE: DecisionKind.AGREE_PLAN,
    Verb.PUT_IN_FORCE: DecisionKind.AGREE_PLAN,
    Verb.TAKE_STANCE: DecisionKind.STANCE,
    Verb.ACCEPT_ACTION: DecisionKind.ACCEPT_ACTION,
    Verb.EXTEND: DecisionKind.END_TIME,
    Verb.START_CLOSED_ITEM: DecisionKind.CLOSED_ITEM,
    Verb.HAND_OVER: DecisionKind.HAND_OVER,
    Verb.CLOSE: DecisionKind.CLOSE,
    Verb.REOPEN: DecisionKind.END_TIME,
}
"""Decisions that somebody took with a click of its own: read from the log, written nowhere twice."""
SPOKEN: Final = (DecisionKind.OTHER, DecisionKind.SPOKESPERSON)
"""Decisions that have no click of their own: noted in words."""


def clicked(verb: Verb, facts: Mapping[str, Any]) -> DecisionKind:
    """What a click decided: what is agreed already comes into force with its end time alone (R43)."""
    if verb is Verb.PUT_IN_FORCE and "parties" not in facts:
        return DecisionKind.END_TIME
    return TAKEN_BY_CLICK[verb]


def require_takers(takers: Sequence[str], *, known: Collection[str], present: Collection[str]) -> None:
    """A decision is taken by parties that are represented. Raises RuleBroken with the field `takers`:

    "no-takers", "unknown-party", "party-not-present".
    """
    if not takers:
        raise RuleBroken("no-takers", field="takers")
    if set(takers) - set(known):
        raise RuleBroken("unknown-party", field="takers")
    if set(takers) - set(present):
        raise RuleBroken("party-not-present", field="takers")


def commits(mandates: Iterable[Mandate]) -> bool:
    """Whether a party with these seats is committed by what it decides: somebody there has a full mandate (R21)."""
    return Mandate.FULL in set(mandates)


def require_end(
    *, summary_opened: bool, read_back: bool, unowned: frozenset[int], confirmed: frozenset[int], closed_item: bool
) -> None:
    """What must be before a meeting ends: the summary was reached, read back, and nobody overlooks the unowned (6.3).

    Raises RuleBroken "closed-item-running", "summary-not-opened", "not-read-back", "unowned-actions".
    """
    if closed_item:
        raise RuleBroken("closed-item-running")
    if not summary_opened:
        raise RuleBroken("summary-not-opened")
    if left := unowned - confirmed:
        raise RuleBroken("unowned-actions", field="confirmed", actions=sorted(left))
    if not read_back:
        raise RuleBroken("not-read-back", field="read_back")


def require_approvable(approved_at: datetime | None, corrections: Iterable[datetime]) -> None:
    """Minutes are approved once, and again after a correction. Raises RuleBroken "already-approved"."""
    if approved_at is not None and all(at <= approved_at for at in corrections):
        raise RuleBroken("already-approved")


class Told(NamedTuple):
    """A log line about an action: its id, the line's facts, and the id of the text it says the action with."""

    action: int
    verb: Verb
    facts: Mapping[str, Any]
    what: int | None


@dataclass(frozen=True)
class ActionThen:
    """An action as it stood at a moment: what minutes hold, whatever becomes of it later."""

    number: int
    party: str | None
    status: ActionStatus
    what: int | None
    deadline: str | None
    """ISO 8601, UTC."""
    reserved: bool = False
    """Accepted by somebody who could not commit the party, and not confirmed then."""


def as_of(lines: Iterable[Told]) -> dict[int, ActionThen]:
    """The actions as these lines of the log leave them, in the order in which they were proposed."""
    found: dict[int, ActionThen] = {}
    for line in lines:
        before = found.get(line.action)
        describes = line.verb in (Verb.PROPOSE_ACTION, Verb.DESCRIBE_ACTION)
        after = line.facts.get("after") if not describes else None
        found[line.action] = ActionThen(
            number=int(line.facts.get("number", before.number if before else 0)),
            party=line.facts.get("responsible"),
            status=ActionStatus(after) if after else before.status if before else ActionStatus.PROPOSED,
            what=line.what if describes and line.what is not None else before.what if before else None,
            deadline=line.facts.get("deadline") if describes else before.deadline if before else None,
            reserved=_reserved(line, before),
        )
    return found


def _reserved(line: Told, before: ActionThen | None) -> bool:
    """An acceptance says whether it is a reservation; a confirmation lifts it, and so does giving the action back."""
    if line.verb is Verb.ACCEPT_ACTION:
        return bool(line.facts.get("reserved"))
    lifts = line.verb in (Verb.CONFIRM_RESERVATION, Verb.DECLINE_ACTION)
    return before is not None and before.reserved and not lifts
