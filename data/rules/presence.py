"""Who is at the table: the parties that a proposed action may wait for. Source: plan lines 25, 47 (R22, R58), 6.4.

Pure: a table is read by data/storage/tables.py. A fixed member is there until a meeting is held without it; a guest is
there once it has joined. Whoever has left a meeting was there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from data.plan import Party
from data.vocabulary import ActionStatus


@dataclass(frozen=True)
class Table:
    """What is known of one incident: party codes."""

    seated: frozenset[str] | None = None
    """Who had a seat at the newest meeting at which anybody had; None before the first."""
    joined: frozenset[str] = frozenset()
    """Guests of the incident who are invited and have joined."""


BEFORE_ANY_MEETING = Table()


def is_present(party: Party, table: Table) -> bool:
    """Whether the party is at the table."""
    if party.code in table.joined:
        return True
    if table.seated is None:
        return party.permanent
    return party.code in table.seated


def is_waited_for(status: ActionStatus, party: Party | None, table: Table) -> bool:
    """Whether an action stays proposed because its party is not there; nobody waits for nobody (6.3, 6.4)."""
    return status is ActionStatus.PROPOSED and party is not None and not is_present(party, table)


def is_to_be_called(proposed_at: datetime, reached_at: Collection[datetime]) -> bool:
    """Whether the party of such an action is still to be called: nobody of it was reached since it was proposed."""
    return not any(at >= proposed_at for at in reached_at)
