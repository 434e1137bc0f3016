"""When two reports may be the same, and which one stays (6.11)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import duplicates, incidents
from data.vocabulary import IncidentState

AT = datetime(2026, 9, 12, 19, 40, tzinfo=UTC)
S = IncidentState
METRE = 1 / 111_195
"""A metre northwards, in degrees."""


@dataclass(frozen=True)
class Told:
    id: int
    exercise: bool = False
    state: IncidentState = S.RECEIVED
    lat: float = 55.61
    lon: float = 12.35
    happened_at: datetime = AT


def likely(one: Told, other: Told) -> bool:
    return duplicates.is_likely(one, other, metres=300, hours=2)


@pytest.mark.parametrize(("metres", "expected"), [(0, True), (299, True), (301, False)])
def test_the_limit_in_place(metres: int, expected: bool) -> None:
    assert likely(Told(1), Told(2, lat=55.61 + metres * METRE)) is expected


@pytest.mark.parametrize(("minutes", "expected"), [(0, True), (120, True), (121, False), (-120, True), (-121, False)])
def test_the_limit_in_time(minutes: int, expected: bool) -> None:
    assert likely(Told(1), Told(2, happened_at=AT + timedelta(minutes=minutes))) is expected


@pytest.mark.parametrize("limits", [{"metres": None, "hours": 2}, {"metres": 300, "hours": None}])
def test_without_limits_nothing_is_suggested(limits: dict[str, int | None]) -> None:
    assert not duplicates.is_likely(Told(1), Told(2), **limits)


def test_exercise_and_real_are_never_the_same() -> None:
    assert not likely(Told(1, exercise=True), Told(2))
    assert likely(Told(1, exercise=True), Told(2, exercise=True))


@given(one=st.sampled_from(S), other=st.sampled_from(S), near=st.floats(0, 0.01))
def test_it_is_mutual_and_what_is_suggested_can_be_done(one: S, other: S, near: float) -> None:
    a, b = Told(1, state=one), Told(2, state=other, lon=12.35 + near)
    assert likely(a, b) is likely(b, a)
    if likely(a, b):
        stays = duplicates.stays(a, b)
        duplicates.require_mergeable(b if stays is a else a, stays)


@pytest.mark.parametrize(("one", "other"), list(product(incidents.OPEN, incidents.OPEN)))
def test_the_one_that_has_come_furthest_stays_else_the_first(one: S, other: S) -> None:
    a, b = Told(1, state=one), Told(2, state=other)
    rank = duplicates.RANK.index
    expected = b if rank(other) < rank(one) else a
    assert duplicates.stays(a, b) is duplicates.stays(b, a) is expected


@pytest.mark.parametrize(
    ("merged", "into", "code"),
    [
        (Told(1), Told(1), "same-incident"),
        (Told(1), Told(2, exercise=True), "exercise-and-real"),
        (Told(1, state=S.ACTIVE), Told(2), "not-mergeable"),
        (Told(1), Told(2, state=S.CLOSED), "not-mergeable"),
        (Told(1, state=S.MERGED), Told(2), "not-mergeable"),
    ],
)
def test_what_cannot_be_merged(merged: Told, into: Told, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        duplicates.require_mergeable(merged, into)
    assert caught.value.code == code


def test_the_distance_is_that_over_ground() -> None:
    """A minute of latitude is a nautical mile everywhere; one of longitude at 60 degrees north is half of one."""
    assert duplicates.metres_between(Told(1, lat=55), Told(2, lat=55 + 1 / 60)) == pytest.approx(1852, rel=0.002)
    assert duplicates.metres_between(Told(1, lat=60, lon=12), Told(2, lat=60, lon=12 + 1 / 60)) == pytest.approx(
        1852 / 2, rel=0.002
    )
