"""How a meeting goes through the agenda of the plan file. Source: domain.md 3.3, plan lines 47, 73 (R20, R23, R48).

The closed item is timed and nothing else (6.2): it is on the agenda and is never a step.
"""

from collections.abc import Collection, Sequence

from data.errors import RuleBroken
from data.plan import AgendaItem, StandingPlan
from data.vocabulary import Room

Agenda = Sequence[AgendaItem]


def agenda_of(plan: StandingPlan, *, follow_up: bool) -> Agenda:
    """The agenda of a meeting; a plan file without one for follow-ups uses the first meeting's."""
    return (plan.follow_up_agenda if follow_up else ()) or plan.agenda


def steps(agenda: Agenda) -> list[int]:
    """The items that a meeting goes through, from 0."""
    return [number for number, item in enumerate(agenda) if not item.closed]


def require_step(agenda: Agenda, item: int) -> None:
    """Raise RuleBroken "no-such-item" for an item that is not on the agenda, or that is no step."""
    if item not in steps(agenda):
        raise RuleBroken("no-such-item", field="item")


def summary_of(agenda: Agenda) -> int | None:
    """The item that reads the decisions back (6.3): the plan file's, else the last one; None without any item."""
    open_ones = steps(agenda)
    return next((n for n in open_ones if agenda[n].room is Room.SUMMARY), open_ones[-1] if open_ones else None)


def rooms_of(agenda: Agenda, item: int) -> tuple[Room, ...]:
    """Where the result of an item is entered.

    Who takes part and what was decided are always asked: where the plan file gives them no item, the first and the last
    one have them as well.
    """
    open_ones = steps(agenda)
    given = {agenda[n].room for n in open_ones}
    own = agenda[item].room
    found = [own] if own else []
    if open_ones and item == open_ones[0] and Room.ATTENDANCE not in given:
        found.insert(0, Room.ATTENDANCE)
    if item == summary_of(agenda) and own is not Room.SUMMARY:
        found.append(Room.SUMMARY)
    return tuple(found)


def next_of(agenda: Agenda, item: int | None, visited: Collection[int]) -> int | None:
    """The one obvious next item; None when all that is left is to end the meeting.

    `item` None: between two items, as after the closed one; `visited` are the items that have run or run now.
    """
    at = max(visited, default=-1) if item is None else item
    later = next((number for number in steps(agenda) if number > at), None)
    summary = summary_of(agenda)
    if later is None and summary is not None and summary not in visited:
        return summary
    return later
