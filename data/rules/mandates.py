"""Who may commit a party, and what becomes of what is accepted without a mandate. Source: plan line 47 (R21), 6.10.

Only a full mandate commits. What is accepted or agreed without one is a reservation: it stands, it is worked on, and it
waits until somebody of the party who has a full mandate confirms it.
"""

from collections.abc import Mapping, Sequence

from data.errors import RuleBroken
from data.vocabulary import ActionStatus, Mandate

STRENGTH: Mapping[Mandate, int] = {Mandate.UNKNOWN: 0, Mandate.LIMITED: 1, Mandate.FULL: 2}
CONFIRMABLE = frozenset({ActionStatus.ACCEPTED, ActionStatus.IN_PROGRESS, ActionStatus.DONE})
"""Statuses in which a party has bound itself, or only seems to have."""
Seats = Mapping[str, Mandate]
"""Role -> the mandate of whoever is seated for it, of one party's roles."""


def strongest(mandates: Sequence[Mandate]) -> Mandate | None:
    """The strongest of several; None of none."""
    return max(mandates, key=STRENGTH.__getitem__, default=None)


def up_to(own: Mandate) -> tuple[Mandate, ...]:
    """The mandates that somebody may say of themselves: none that is stronger than the one they were given."""
    return tuple(mandate for mandate in Mandate if STRENGTH[mandate] <= STRENGTH[own])


def require_own(said: Mandate, own: Mandate) -> None:
    """Raise RuleBroken "no-mandate" for a mandate at the table that is stronger than the person's own (R21)."""
    if said not in up_to(own):
        raise RuleBroken("no-mandate", field="mandate")


def at_the_table(seats: Seats, role: str | None = None) -> Mandate | None:
    """With what mandate a party sits at the meeting: that of its seat for this role, else its strongest, if any."""
    return seats.get(role or "") or strongest(list(seats.values()))


def effective(own: Mandate, role: str, seats: Seats) -> Mandate:
    """The mandate that counts: the weaker one of the person's own and that of the seat, if the party has one."""
    seat = at_the_table(seats, role)
    return own if seat is None else min(own, seat, key=STRENGTH.__getitem__)


def commits(own: Mandate, role: str, seats: Seats) -> bool:
    """Whether what this person accepts in this role binds the party."""
    return effective(own, role, seats) is Mandate.FULL


def agrees(seats: Seats) -> bool:
    """Whether a party that is noted as agreeing is bound: by its seats, and without one by its word."""
    return at_the_table(seats) in (None, Mandate.FULL)


def awaits(status: ActionStatus, *, reserved: bool) -> bool:
    """Whether an action waits for its party's confirmation; what was given back or ended otherwise does not."""
    return reserved and status in CONFIRMABLE


def may_confirm(own: Mandate) -> bool:
    """Whether this person may confirm a reservation of their party: with a mandate of their own, whoever is seated."""
    return own is Mandate.FULL


def is_own(person: int | None, made_by: int | None) -> bool:
    """Whether this account made the reservation itself; nobody known is nobody's equal."""
    return person is not None and person == made_by


def require_confirmable(own: Mandate, *, reserved: bool, by_itself: bool = False) -> None:
    """Raise RuleBroken "no-mandate", or "nothing-reserved" when it is confirmed already.

    `by_itself`: the account that made the reservation may not lift it, whatever mandate it has of its own.
    """
    if not may_confirm(own) or (reserved and by_itself):
        raise RuleBroken("no-mandate")
    if not reserved:
        raise RuleBroken("nothing-reserved")


def require_stand_in(mandate: Mandate | None, limit: str) -> None:
    """A limited mandate says to what, and nothing else does. Raises RuleBroken "say-limit" or "not-limited".

    None is whoever holds the role in their own right.
    """
    if mandate is Mandate.LIMITED and not limit.strip():
        raise RuleBroken("say-limit", field="limit")
    if mandate is not Mandate.LIMITED and limit.strip():
        raise RuleBroken("not-limited", field="limit")
