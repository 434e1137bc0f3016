"""How long an incident is kept, and what stops its deletion."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.plan import Retention, StandingPlan
from data.rules.retention import Archived, Kept, Obstacle, months_later, names_until, obstacle, until
from data.vocabulary import IncidentState

ENDED = datetime(2024, 2, 29, 12, tzinfo=UTC)
NOW = datetime(2031, 1, 1, tzinfo=UTC)
GOOD = Archived(revision=50, received=True, proposed=True)


def rules(plan: StandingPlan, **other: object) -> Retention:
    return plan.retention.model_copy(update=other)


def kept(**other: object) -> Kept:
    given = {"state": IncidentState.CLOSED, "exercise": False, "ended_at": ENDED, "evaluated_at": None}
    return Kept(**(given | other))  # type: ignore[arg-type]  # whatever the case is about


def test_a_real_incident_is_kept_for_the_years_of_the_plan_file(plan: StandingPlan) -> None:
    assert until(kept(), rules(plan)) == datetime(2029, 2, 28, 12, tzinfo=UTC)
    assert until(kept(), rules(plan, years_after_closing=4)) == datetime(2028, 2, 29, 12, tzinfo=UTC)


def test_an_exercise_is_kept_until_its_evaluation_where_the_file_says_so(plan: StandingPlan) -> None:
    exercise = {"exercise": True}
    assert until(kept(**exercise), rules(plan)) is None
    assert until(kept(evaluated_at=NOW, **exercise), rules(plan)) == NOW
    assert until(kept(state=IncidentState.REJECTED, **exercise), rules(plan)) == ENDED
    kept_on = rules(plan, exercises_until_evaluated=False)
    assert until(kept(evaluated_at=ENDED, **exercise), kept_on) == datetime(2029, 2, 28, 12, tzinfo=UTC)


def test_what_is_open_has_no_end(plan: StandingPlan) -> None:
    assert until(kept(state=IncidentState.ACTIVE, ended_at=None), rules(plan)) is None


CASES: list[tuple[list[tuple[Kept, Archived | None, bool]], Obstacle | None]] = [
    ([(kept(), GOOD, True)], None),
    ([(kept(), GOOD, True), (kept(state=IncidentState.MERGED), None, False)], None),
    ([(kept(), GOOD, True), (kept(state=IncidentState.ACTIVE, ended_at=None), GOOD, True)], Obstacle.OPEN),
    ([(kept(exercise=True), GOOD, True)], Obstacle.NOT_EVALUATED),
    ([(kept(), GOOD, True), (kept(ended_at=NOW - timedelta(days=9)), GOOD, True)], Obstacle.KEPT),
    ([(kept(), None, True)], Obstacle.NO_ARCHIVE),
    ([(kept(), GOOD, True), (kept(), None, True)], Obstacle.NO_ARCHIVE),
    ([(kept(), Archived(49, received=True, proposed=True), True)], Obstacle.OLD_ARCHIVE),
    ([(kept(), Archived(50, received=False, proposed=True), True)], Obstacle.NOT_RECEIVED),
    ([(kept(), Archived(50, received=True, proposed=False), True)], Obstacle.NOT_PROPOSED),
]


@pytest.mark.parametrize(("group", "expected"), CASES)
def test_what_stops_a_deletion(
    plan: StandingPlan, group: list[tuple[Kept, Archived | None, bool]], expected: Obstacle | None
) -> None:
    assert obstacle(group, rules(plan), last_line=50, now=NOW) is expected


def test_names_become_functions_only_where_it_is_agreed(plan: StandingPlan) -> None:
    assert names_until(rules(plan), NOW) is None
    assert names_until(rules(plan, functions_after_months=6), NOW) == datetime(2030, 7, 1, tzinfo=UTC)


@given(some.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), some.integers(-400, 400))  # noqa: DTZ001  UTC below
def test_months_go_forth_and_back_within_a_few_days(moment: datetime, months: int) -> None:
    at = moment.replace(tzinfo=UTC)
    there = months_later(at, months)
    assert (there.year - at.year) * 12 + there.month - at.month == months
    assert there.day <= at.day
    assert abs(months_later(there, -months) - at) <= timedelta(days=3)
