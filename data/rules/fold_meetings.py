"""Calls and meetings, folded out of the log: who was reached, who sat for whom, and how long closed items took.

Of a closed item there is a number and a length, and nothing else (R48, 6.2).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.rules.fold_lines import Line, Scope
from data.vocabulary import CallResult, Mandate, SeatKind, Subject, Verb, Way


@dataclass(frozen=True)
class FoldedSeat:
    """Somebody at a meeting, by role."""

    role: str
    kind: SeatKind
    mandate: Mandate
    way: Way
    came_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True)
class FoldedMeeting:
    """A meeting about the plan. Moments are UTC; `closed` are the lengths of its closed items."""

    id: int
    number: int
    called_at: datetime
    planned_at: str
    """ISO 8601, UTC."""
    chair: str
    started_at: datetime | None = None
    ended_at: datetime | None = None
    cancelled: bool = False
    seats: tuple[FoldedSeat, ...] = ()
    closed: tuple[timedelta, ...] = ()
    running_item: datetime | None = None


def meetings(lines: Iterable[Line], scope: Scope) -> tuple[FoldedMeeting, ...]:
    """Every meeting about a plan that the incident has been under, in the order in which they were called."""
    found: dict[int, FoldedMeeting] = {}
    for line in lines:
        if line.subject is not Subject.MEETING or line.plan not in scope.plans:
            continue
        if line.verb is Verb.CALL_MEETING:
            found[line.subject_id] = FoldedMeeting(
                line.subject_id, int(line.facts["meeting"]), line.at, line.facts["planned_at"], line.facts["chair"]
            )
        elif before := found.get(line.subject_id):
            found[line.subject_id] = _told(line, before)
    return tuple(found.values())


def _told(line: Line, before: FoldedMeeting) -> FoldedMeeting:
    match line.verb:
        case Verb.CHANGE_MEETING:
            return replace(before, planned_at=line.facts["planned_at"], chair=line.facts["chair"])
        case Verb.CANCEL_MEETING:
            return replace(before, cancelled=True)
        case Verb.START_MEETING:
            return replace(before, started_at=line.at)
        case Verb.END_MEETING:
            return replace(before, ended_at=line.at)
        case Verb.SEAT | Verb.ATTEND:
            return _sat_down(line, before)
        case Verb.LEAVE_SEAT:
            return _left(before, {line.facts["seated"]}, line.at)
        case Verb.START_CLOSED_ITEM:
            return replace(_left(before, set(line.facts["left"]), line.at), running_item=line.at)
        case Verb.END_CLOSED_ITEM if before.running_item:
            return replace(before, closed=(*before.closed, line.at - before.running_item), running_item=None)
    return before


def _sat_down(line: Line, before: FoldedMeeting) -> FoldedMeeting:
    """Whoever sat for the role already is relieved."""
    facts = line.facts
    seat = FoldedSeat(
        facts["seated"], SeatKind(facts["seat"]), Mandate(facts["mandate"]), Way(facts["way"]), line.at
    )  # fmt: skip
    relieved = _left(before, {seat.role}, line.at)
    return replace(relieved, seats=(*relieved.seats, seat))


def _left(before: FoldedMeeting, roles: Collection[str], at: datetime) -> FoldedMeeting:
    return replace(
        before,
        seats=tuple(
            replace(seat, left_at=at) if seat.role in roles and seat.left_at is None else seat for seat in before.seats
        ),
    )


@dataclass(frozen=True)
class FoldedCall:
    """How far the calling in of a role came: since when it was in; `stand_in` when the holder was not the one."""

    tried: int
    reached_at: datetime | None
    stand_in: bool


def calls(lines: Iterable[Line], scope: Scope) -> dict[str, FoldedCall]:
    """Role -> how its calling in went, for every role that was tried or took part by itself (R19).

    The last try of each person counts, so that a wrong click is corrected by a new one. Whoever activated or called
    others in was there from then on, and whoever sat down at a meeting from then on.
    """
    tries: dict[str, dict[int | None, tuple[CallResult, datetime]]] = {}
    counts: dict[str, int] = {}
    there: dict[str, datetime] = {}
    for line in lines:
        if line.verb is Verb.RECORD_CALL and line.incident in scope.together and not line.facts.get("after_end"):
            role, person = line.facts["called"], line.facts["stand_in"]
            counts[role] = counts.get(role, 0) + 1
            result = CallResult(line.facts["result"])
            before = tries.setdefault(role, {}).get(person)
            tries[role][person] = before if before and before[0] is result else (result, line.at)
            there.setdefault(line.role, line.at)
        elif line.verb is Verb.ACTIVATE and line.incident in scope.together:
            there.setdefault(line.role, line.at)
        elif line.verb in (Verb.SEAT, Verb.ATTEND) and line.plan in scope.plans:
            there.setdefault(line.facts["seated"], line.at)
    return {role: _call(tries.get(role, {}), counts.get(role, 0), there.get(role)) for role in {**tries, **there}}


def _call(
    tries: dict[int | None, tuple[CallResult, datetime]], count: int, there: datetime | None
) -> FoldedCall:  # fmt: skip
    reached = {person: at for person, (result, at) in tries.items() if result is CallResult.REACHED}
    moments = [*reached.values(), *([there] if there else [])]
    return FoldedCall(count, min(moments, default=None), bool(reached) and None not in reached and there is None)
