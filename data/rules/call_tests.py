"""A call test: can everybody on the call list be reached, and how fast? Source: plan lines 29-41, 47 (R17, R19, R21).

Pure. The newest try of a person counts; everybody whom the plan file names is tried, a stand-in beside its holder.
Nobody rings themselves: the holder of a role that rings the others is left out, unless somebody rings it all the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.plan import Place, StandingPlan, contacts_on
from data.vocabulary import CallResult


@dataclass(frozen=True)
class Tried:
    """Somebody was rung in a test (UTC); `by` is the role that rang."""

    place: Place
    result: CallResult
    at: datetime
    by: str


def listed(plan: StandingPlan, today: date) -> tuple[Place, ...]:
    """Whom a test of that day rings, in order: those whom the plan file gives a number."""
    return tuple(place for place, _ in contacts_on(plan, today))


def unlisted(plan: StandingPlan, today: date) -> tuple[str, ...]:
    """The fixed roles for which there is nobody to ring: a test shows them, and cannot reach them."""
    found = {role for role, _ in listed(plan, today)}
    return tuple(role.code for role in plan.permanent_roles if role.code not in found)


def ringing(began_by: str, tries: Sequence[Tried]) -> frozenset[str]:
    """The roles that ring the others: whoever began the test, and whoever noted a call in it."""
    return frozenset({began_by, *(one.by for one in tries)})


def rung(places: Sequence[Place], tries: Sequence[Tried], by: Collection[str]) -> tuple[Place, ...]:
    """Of everybody listed those who are to be reached; `by` are the roles that ring."""
    done = newest(tries)
    return tuple(place for place in places if place in done or place[1] is not None or place[0] not in by)


def newest(tries: Sequence[Tried]) -> Mapping[Place, Tried]:
    """What counts of each person, of tries in the order they were made."""
    return {one.place: one for one in tries}


def reached(tries: Sequence[Tried]) -> int:
    """How many people were reached."""
    return sum(one.result is CallResult.REACHED for one in newest(tries).values())


def untried(plan: StandingPlan, today: date, tries: Sequence[Tried], by: Collection[str]) -> tuple[str, ...]:
    """The fixed roles of which nobody was rung though the plan file has a number, and which do not ring themselves.

    A test that leaves some out is no test of the list: it does not count as one (6.29).
    """
    done = {one.place[0] for one in tries} | set(by)
    there = {role for role, _ in listed(plan, today)}
    return tuple(role.code for role in plan.permanent_roles if role.code in there - done)


def is_said_already(last: Tried | None, result: CallResult) -> bool:
    """Whether another hand has noted the same of that person: one call, noted twice, is one."""
    return last is not None and last.result is result and result is CallResult.REACHED
