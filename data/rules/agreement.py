"""How a handlingsplan is agreed, comes into force, is extended and opened again (R23, R31, R43, R44, 6.3, 6.5).

STOPS is an extensible list: a later rule is one more line. What must be answered before the plan closes (R10) stands in
it, too, so that nobody forgets it at the meeting; it stops neither the agreement nor the coming into force, because the
plan document asks for it and an acute plan does not wait for it (closing does: data/rules/plans.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from data.errors import RuleBroken
from data.rules.plans import is_long
from data.vocabulary import Affected, PartKind, PlanState, Stance

Position = tuple[Stance, str]
"""How a party stands, and its reservation in its own words (empty for the other stances)."""
Contents = Mapping[str, Any]
"""What an edition holds, by version: see data/storage/contents.py."""


@dataclass(frozen=True)
class Horizon:
    """How many days ahead an end time may lie before it is asked about (plan line 69, R44), and the answer."""

    days: int | None
    confirmed: bool = False


ANY_HORIZON = Horizon(None)


@dataclass(frozen=True)
class Prepared:
    """What is looked at before a plan is agreed, and before it comes into force."""

    held: bool
    """Whether a meeting about it has begun."""
    parties: int
    """How many parties are represented there; once it is noted, how many agree."""
    missing: tuple[PartKind, ...] = ()
    """Parts that the plan file wants and nobody has written; part 5 is asked about as the end time."""
    unowned: tuple[int, ...] = ()
    """Ids of actions that nobody owns and the chair has not confirmed."""
    ends: bool = False
    answered: frozenset[Affected] = frozenset()
    """Of whom it is answered whether they need support."""


@dataclass(frozen=True)
class Stop:
    """What is missing, what it keeps the plan from becoming, how many things it concerns, and the part if it is one."""

    code: str
    until: PlanState
    count: int = 1
    part: PartKind | None = None


@dataclass(frozen=True)
class _Rule:
    code: str
    until: PlanState
    field: str
    """The form field to blame."""
    count: Callable[[Prepared], int]


def _support(who: Affected) -> Callable[[Prepared], int]:
    return lambda prepared: int(who not in prepared.answered)


STOPS: Final[Sequence[_Rule]] = (
    _Rule("no-meeting", PlanState.AGREED, "meeting", lambda prepared: int(not prepared.held)),
    _Rule("nobody-agreed", PlanState.AGREED, "stances", lambda prepared: int(not prepared.parties)),
    _Rule("part-missing", PlanState.AGREED, "", lambda prepared: len(written(prepared))),
    _Rule("unowned-actions", PlanState.AGREED, "confirmed", lambda prepared: len(prepared.unowned)),
    _Rule("no-end-time", PlanState.IN_FORCE, "ends_at", lambda prepared: int(not prepared.ends)),
    _Rule("support-residents", PlanState.CLOSED, "", _support(Affected.RESIDENTS)),
    _Rule("support-staff", PlanState.CLOSED, "", _support(Affected.STAFF)),
)
"""Code, the state that is not reached without it, the field, and how many things are missing (0: it holds)."""
REACHED: Final[Sequence[PlanState]] = (PlanState.AGREED, PlanState.IN_FORCE, PlanState.CLOSED)
"""The states in the order in which a plan reaches them; each needs what the ones before it need."""


def written(prepared: Prepared) -> tuple[PartKind, ...]:
    """The missing parts that somebody writes: the end time is given."""
    return tuple(kind for kind in prepared.missing if kind is not PartKind.END_TIME)


def stops(prepared: Prepared, until: PlanState = PlanState.CLOSED) -> list[Stop]:
    """Everything that keeps the plan from a state, each missing part by itself; empty when nothing does."""
    found: list[Stop] = []
    for rule in STOPS:
        if REACHED.index(rule.until) > REACHED.index(until) or not (count := rule.count(prepared)):
            continue
        if rule.code == "part-missing":
            found += [Stop(rule.code, rule.until, part=kind) for kind in written(prepared)]
        else:
            found.append(Stop(rule.code, rule.until, count))
    return found


def require_ready(prepared: Prepared, until: PlanState) -> None:
    """Raise RuleBroken with the first thing that keeps the plan from the state, and the field to blame."""
    if not (found := stops(prepared, until)):
        return
    first = found[0]
    field = next(rule.field for rule in STOPS if rule.code == first.code)
    details: Mapping[str, Mapping[str, Any]] = {
        "unowned-actions": {"actions": sorted(prepared.unowned)},
        "part-missing": {"parts": written(prepared)},
    }
    raise RuleBroken(first.code, field=field, **details.get(first.code, {}))


def require_agreed(
    state: PlanState,
    prepared: Prepared,
    *,
    now: datetime,
    meeting_at: datetime | None,
    ends_at: datetime | None,
    changed: bool,
    horizon: Horizon = ANY_HORIZON,
) -> PlanState:
    """What a new edition needs: a held meeting, somebody who agrees, and something that nobody has agreed to yet.

    Returns what the plan becomes: with an end time it is in force, without one agreed; a plan in force has an end time
    and keeps one. Times are UTC. Raises RuleBroken with the form field to blame. Source: R23, R31, R43, 6.3.
    """
    if state is PlanState.CLOSED:
        raise RuleBroken("closed")
    if meeting_at is not None and meeting_at > now:
        raise RuleBroken("meeting-not-held", field="meeting")
    becomes = PlanState.IN_FORCE if ends_at is not None or state is PlanState.IN_FORCE else PlanState.AGREED
    require_ready(prepared, becomes)
    if becomes is PlanState.IN_FORCE:
        require_end(now, ends_at, horizon)
    if not changed:
        raise RuleBroken("edition-unchanged")
    return becomes


def require_force(
    state: PlanState, prepared: Prepared, *, now: datetime, ends_at: datetime | None, horizon: Horizon = ANY_HORIZON
) -> None:
    """An agreed plan comes into force with a concrete end (R43). Raises RuleBroken with the form field to blame."""
    if state is not PlanState.AGREED:
        raise RuleBroken("closed" if state is PlanState.CLOSED else "plan-not-agreed", state=state)
    require_ready(prepared, PlanState.IN_FORCE)
    require_end(now, ends_at, horizon)


def require_end(now: datetime, ends_at: datetime | None, horizon: Horizon = ANY_HORIZON) -> None:
    """Raise RuleBroken unless the end is a moment that lies ahead (R43), and not far ahead without a word (R44)."""
    if ends_at is None:
        raise RuleBroken("no-end-time", field="ends_at")
    if ends_at <= now:
        raise RuleBroken("end-in-the-past", field="ends_at")
    if horizon.days and not horizon.confirmed and is_long(ends_at, now, horizon.days):
        raise RuleBroken("far-ahead", field="ends_at", days=horizon.days, at=ends_at)


def require_extension(
    state: PlanState, *, now: datetime, meeting_at: datetime | None, old_end: datetime | None,
    ends_at: datetime | None, reason: str, horizon: Horizon = ANY_HORIZON,
) -> None:  # fmt: skip
    """An extension is agreed at a meeting, later than both now and the old end, and says why (6.5, domain.md 1.4).

    Raises RuleBroken.
    """
    if state is not PlanState.IN_FORCE:
        raise RuleBroken("plan-not-in-force", state=state)
    require_end(now, ends_at, horizon)
    assert ends_at is not None
    if old_end is not None and ends_at <= old_end:
        raise RuleBroken("end-not-later", field="ends_at")
    if not reason.strip():
        raise RuleBroken("say-why", field="reason")
    if meeting_at is None:
        raise RuleBroken("no-meeting", field="meeting")
    if meeting_at > now:
        raise RuleBroken("meeting-not-held", field="meeting")


def require_reopening(
    state: PlanState, *, now: datetime, closed_with_it: int, ends_at: datetime | None, reason: str,
    horizon: Horizon = ANY_HORIZON,
) -> None:  # fmt: skip
    """A closed plan goes on with a reason and a new end, if incidents were closed with it. Raises RuleBroken."""
    if state is not PlanState.CLOSED:
        raise RuleBroken("plan-not-closed", state=state)
    if not closed_with_it:
        raise RuleBroken("nothing-to-reopen")
    require_end(now, ends_at, horizon)
    if not reason.strip():
        raise RuleBroken("say-why", field="reason")


# -- how each party stands


def agreeing(stances: Mapping[str, Position]) -> tuple[str, ...]:
    """The parties that agree, in the order in which they were asked."""
    return tuple(party for party, (stance, _) in stances.items() if stance is Stance.AGREES)


def require_stance(state: PlanState, wanted: Stance, before: Stance | None) -> None:
    """A party takes a stance on what is agreed: it agrees, or with a reservation. Raises RuleBroken.

    "closed", "plan-not-agreed"; "choose-stance", because who answers is represented; "already-so" for agreeing twice.
    """
    if state is PlanState.CLOSED:
        raise RuleBroken("closed")
    if state is PlanState.DRAFT:
        raise RuleBroken("plan-not-agreed", state=state)
    if wanted is Stance.NOT_REPRESENTED:
        raise RuleBroken("choose-stance", field="stance")
    if wanted is before is Stance.AGREES:
        raise RuleBroken("already-so")


# -- what has changed since


@dataclass(frozen=True)
class Changes:
    """What stands now and is not what was agreed: what the parties are asked about anew (R31)."""

    parts: tuple[PartKind, ...] = ()
    added: tuple[int, ...] = ()
    """Ids of actions."""
    changed: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    incidents: tuple[int, ...] = ()
    """Ids of incidents that the plan covers, or no longer covers."""
    communication: bool = False
    end_time: bool = False

    def __bool__(self) -> bool:
        return self != Changes()


def changes(agreed: Contents, now: Contents) -> Changes | None:
    """What has changed since something was agreed; None when it is not known what was (editions of older versions)."""
    if not agreed:
        return None
    before, after = agreed["actions"], now["actions"]
    return Changes(
        parts=tuple(kind for kind in PartKind if agreed["parts"].get(kind.value, 0) != now["parts"].get(kind.value, 0)),
        added=_ids(after.keys() - before.keys()),
        changed=_ids(key for key in after.keys() & before.keys() if after[key] != before[key]),
        gone=_ids(before.keys() - after.keys()),
        incidents=tuple(sorted(set(agreed["incidents"]) ^ set(now["incidents"]))),
        communication=agreed["communication"] != now["communication"],
        end_time=agreed["ends_at"] != now["ends_at"],
    )


def _ids(keys: Any) -> tuple[int, ...]:
    return tuple(sorted(int(key) for key in keys))
