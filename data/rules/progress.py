"""How an action moves: foreslået -> påtaget -> under udførelse -> gennemført, with two side exits.

Overdue and unowned are computed, never stored. Source: domain.md 3.5, plan line 65 (R36-R38), 6.29.
"""

from collections.abc import Mapping
from datetime import datetime

from data.errors import RuleBroken
from data.vocabulary import ActionStatus as S

NEXT: Mapping[S, frozenset[S]] = {
    S.PROPOSED: frozenset({S.ACCEPTED, S.CANCELLED, S.HANDED_OVER}),
    S.ACCEPTED: frozenset({S.IN_PROGRESS, S.DONE, S.CANCELLED, S.HANDED_OVER}),
    S.IN_PROGRESS: frozenset({S.DONE, S.CANCELLED, S.HANDED_OVER}),
    S.DONE: frozenset(),
    S.CANCELLED: frozenset(),
    S.HANDED_OVER: frozenset(),
}
TERMINAL = frozenset(status for status, following in NEXT.items() if not following)
DECLINABLE = frozenset({S.PROPOSED, S.ACCEPTED, S.IN_PROGRESS})
REOPENED: Mapping[S, S] = {S.DONE: S.IN_PROGRESS, S.CANCELLED: S.PROPOSED, S.HANDED_OVER: S.PROPOSED}
SAY_WHY = frozenset({S.CANCELLED})
TOLD = frozenset({S.IN_PROGRESS, S.DONE})
"""What a party tells; the other moves are intentions of their own, with their own rights and forms."""


def move(current: S, wanted: S, *, note: str = "", seen_by: str = "", person_related: bool = False) -> S:
    """The status after the move.

    `seen_by` tells how one can see that it is done; a person-related action (R56) takes no text at all.
    Raises RuleBroken: "no-such-move", "say-why" (field note), "say-how-seen" (field seen_by).
    """
    if wanted not in NEXT[current]:
        raise RuleBroken("no-such-move", current=current, wanted=wanted)
    if wanted in SAY_WHY and not person_related and not note.strip():
        raise RuleBroken("say-why", field="note")
    if wanted is S.DONE and not person_related and not seen_by.strip():
        raise RuleBroken("say-how-seen", field="seen_by")
    return wanted


def decline(current: S, *, note: str, person_related: bool = False) -> S:
    """The party cannot: the action is proposed again and owned by nobody (6.3). Raises RuleBroken."""
    if current not in DECLINABLE:
        raise RuleBroken("no-such-move", current=current, wanted=S.PROPOSED)
    if not person_related and not note.strip():
        raise RuleBroken("say-why", field="note")
    return S.PROPOSED


def reopen(current: S, *, note: str, person_related: bool = False) -> S:
    """Open an ended action again, only with a reason (6.29). Raises RuleBroken."""
    if current not in REOPENED:
        raise RuleBroken("no-such-move", current=current, wanted=S.PROPOSED)
    if not person_related and not note.strip():
        raise RuleBroken("say-why", field="note")
    return REOPENED[current]


def is_overdue(status: S, deadline: datetime | None, now: datetime) -> bool:
    """Past its deadline (UTC) and not ended."""
    return status not in TERMINAL and deadline is not None and deadline < now


def is_unowned(status: S, party: str | None) -> bool:
    """Nobody has it, and it is not ended (6.3)."""
    return party is None and status not in TERMINAL
