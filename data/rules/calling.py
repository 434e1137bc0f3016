"""Calling the group in: who is reached, who is tried next, whom to tell that it is off. Source: plan line 47 (R19).

Pure: tries come in the order they were made, the day is an argument. A person is a role's holder (None) or a place
among its stand-ins in the plan file; the place after the last is somebody whom the plan file does not name (R21).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from data.errors import RuleBroken
from data.plan import StandingPlan
from data.vocabulary import CallResult

MOMENT = timedelta(seconds=2)
"""Two clicks within it are one: nobody lets a telephone ring for less."""
Person = int | None


class Reach(Enum):
    """How far the calling in of a role has come."""

    REACHED = "reached"
    STAND_IN = "stand_in"
    TAKES_PART = "takes_part"
    """Nobody has to be called: the role has activated or calls the others in, or is here itself."""
    NOT_REACHED = "not_reached"
    NOT_TRIED = "not_tried"


UNRESOLVED = frozenset({Reach.NOT_REACHED, Reach.NOT_TRIED})


@dataclass(frozen=True)
class Try:
    """Somebody was tried."""

    person: Person
    result: CallResult
    at: datetime


@dataclass(frozen=True)
class Standing:
    """Where a role stands: who of it is reached (the last one, if several), and who is tried next."""

    reach: Reach
    reached: Person
    next: Person

    @property
    def unresolved(self) -> bool:
        """Whether the role waits to be reached."""
        return self.reach in UNRESOLVED


def people(plan: StandingPlan, role: str, today: date) -> tuple[Person, ...]:
    """Who is tried for a role, in order: its holder, then the stand-ins of that day.

    A holder without a contact is passed over when there is a stand-in.
    """
    others = tuple(i for i, other in enumerate(plan.stand_ins_of(role)) if other.valid_on(today))
    return (None, *others) if plan.contact_of(role) or not others else others


def unnamed(plan: StandingPlan, role: str) -> int:
    """The place of a stand-in whom the plan file does not name: whoever picked the telephone up."""
    return len(plan.stand_ins_of(role))


def require_known(plan: StandingPlan, role: str, person: Person) -> None:
    """Raise RuleBroken "unknown-role" or "unknown-stand-in". Whom one has reached is noted, valid that day or not."""
    if role not in plan.roles:
        raise RuleBroken("unknown-role", field="role")
    if person is not None and not 0 <= person <= unnamed(plan, role):
        raise RuleBroken("unknown-stand-in", field="stand_in")


def standing(
    tries: Sequence[Try], order: Sequence[Person], *, takes_part: bool = False, here: bool = False
) -> Standing:
    """Where a role stands after these tries.

    The last try of each person counts, so that a wrong click is corrected by a new one. Next is who was tried least,
    the first of them in order: everybody once, then again from the start. Who is `here` is in, whatever a try has said.
    """
    last = {one.person: one.result for one in tries}
    reached = [one.person for one in tries if last[one.person] is CallResult.REACHED]
    counts = [sum(one.person == person for one in tries) for person in order]
    return Standing(
        _reach(bool(tries), reached, takes_part=takes_part, here=here),
        reached[-1] if reached else None,
        order[counts.index(min(counts))],
    )


def _reach(tried: bool, reached: Sequence[Person], *, takes_part: bool, here: bool) -> Reach:
    if reached:
        return Reach.REACHED if reached[-1] is None else Reach.STAND_IN
    if here:
        return Reach.TAKES_PART
    if tried:
        return Reach.NOT_REACHED
    return Reach.TAKES_PART if takes_part else Reach.NOT_TRIED


def is_echo(last: Try | None, result: CallResult, now: datetime) -> bool:
    """Whether a try comes so soon after the last one for the same role that it is the same click.

    Not reached, and then somebody is, is no double click: the button for the next person stands elsewhere.
    """
    if last is None or now - last.at >= MOMENT:
        return False
    return not (last.result is CallResult.NOT_REACHED and result is CallResult.REACHED)


def to_tell(
    tries: Mapping[str, Sequence[Try]], takes_part: Collection[str], ended_at: datetime
) -> dict[tuple[str, Person], bool]:
    """Who was in when it was called off, and whether they have been told since (6.14): (role, person) -> told.

    `takes_part` are the roles that had activated or called others in, and did not call it off themselves.
    """
    told: dict[tuple[str, Person], bool] = {}
    for role in dict.fromkeys([*tries, *takes_part]):
        made = tries.get(role, ())
        before = {one.person: one.result for one in made if one.at <= ended_at}
        reached = [person for person, result in before.items() if result is CallResult.REACHED]
        for person in reached or ([None] if role in takes_part else []):
            after = [one.result for one in made if one.at > ended_at and one.person == person]
            told[role, person] = CallResult.REACHED in after
    return told
