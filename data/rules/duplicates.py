"""When two reports may be about the same thing, and which of the two stays. Source: domain.md 6.11.

The limits stand in the plan file; without them nothing is ever suggested. Nothing merges by itself.
"""

from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Protocol

from data.errors import RuleBroken
from data.rules.incidents import OPEN, WAITING
from data.vocabulary import IncidentState

EARTH = 6_371_000.0
"""Radius in metres."""
RANK = (IncidentState.ACTIVE, IncidentState.ASSESSED, IncidentState.RECEIVED)
"""The one that the group has come furthest with stays."""


class Told(Protocol):
    """What is known of an incident from its report. Degrees (WGS 84), UTC."""

    @property
    def id(self) -> int:
        """Its number in the database: reported earlier is lower."""

    @property
    def exercise(self) -> bool:
        """Exercise or real."""

    @property
    def state(self) -> IncidentState:
        """Where it stands."""

    @property
    def lat(self) -> float:
        """North."""

    @property
    def lon(self) -> float:
        """East."""

    @property
    def happened_at(self) -> datetime:
        """When it happened."""


def metres_between(one: Told, other: Told) -> float:
    """The distance over ground, in metres."""
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    inner = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(inner))


def may_merge(one: Told, other: Told) -> bool:
    """Whether one of the two can be merged into the other: both open, one not yet active, and of one kind (6.13)."""
    states = {one.state, other.state}
    return one.id != other.id and one.exercise == other.exercise and states <= OPEN and bool(states & WAITING)


def is_likely(one: Told, other: Told, *, metres: int | None, hours: int | None) -> bool:
    """Whether the two lie so near each other, in place and time, that they may be the same."""
    if metres is None or hours is None or not may_merge(one, other):
        return False
    near = metres_between(one, other) <= metres
    return near and abs(one.happened_at - other.happened_at) <= timedelta(hours=hours)


def stays(one: Told, other: Told) -> Told:
    """Which of the two stays: the one that has come furthest, else the one that was reported first."""
    return min(one, other, key=lambda told: (RANK.index(told.state), told.id))


def require_mergeable(merged: Told, into: Told) -> None:
    """Raise RuleBroken: "same-incident", "exercise-and-real" (6.13), or "not-mergeable" with the state."""
    if merged.id == into.id:
        raise RuleBroken("same-incident", field="into")
    if merged.exercise != into.exercise:
        raise RuleBroken("exercise-and-real", field="into")
    if merged.state not in WAITING:
        raise RuleBroken("not-mergeable", field="into", state=merged.state)
    if into.state not in OPEN:
        raise RuleBroken("not-mergeable", field="into", state=into.state)
