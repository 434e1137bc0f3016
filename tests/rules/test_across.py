"""Numbers across incidents: they add up, say what they rest on, and never mistake what is missing for zero (5.4)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import across, periods
from data.rules.across import LessonTold, Told
from data.rules.fold import Point
from data.rules.fold_actions import FoldedAction
from data.rules.periods import Quarter, before, period, quarter_of, within
from data.rules.spreads import COMPARABLE, FEW, comparable, spread
from data.vocabulary import ActionStatus, IncidentState, LessonPlace, LessonState

AT = datetime(2026, 2, 1, 12, tzinfo=UTC)
NOW = Quarter(2026, 4)


def told(number: int, **other: object) -> Told:
    given = {
        "id": number, "number": number, "exercise": False, "happened_at": AT, "category": "brand", "zone": "A",
        "state": IncidentState.CLOSED, "points": {}, "boards": {}, "actions": (),
    }  # fmt: skip
    return Told(**(given | other))  # type: ignore[arg-type]  # whatever the test says


def an_action(number: int, party: str | None = "aab", **other: object) -> FoldedAction:
    made = {"id": number, "number": number, "plan": 1, "party": party, "status": ActionStatus.DONE, "proposed_at": AT}
    return FoldedAction(**(made | other))  # type: ignore[arg-type]  # whatever the test says


# -- periods


@pytest.mark.parametrize(
    ("at", "quarter"),
    [
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), Quarter(2025, 4)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), Quarter(2026, 1)),  # a new year on a Danish clock
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), Quarter(2026, 2)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), Quarter(2026, 3)),
    ],
)
def test_a_quarter_of_the_year_is_danish(at: datetime, quarter: Quarter) -> None:
    assert quarter_of(at) == quarter


@pytest.mark.parametrize(
    ("code", "asked", "compared"),
    [
        ("aar", ((2026, 1), (2026, 4)), ((2025, 1), (2025, 4))),
        ("fire", ((2026, 1), (2026, 4)), ((2025, 1), (2025, 4))),
        ("alle", (None, (2026, 4)), None),
        ("2026-1", ((2026, 1), (2026, 1)), ((2025, 4), (2025, 4))),
    ],
)
def test_periods_and_what_they_are_compared_with(code: str, asked: tuple[object, ...], compared: object) -> None:
    assert period(code, NOW) == asked
    assert before(code, NOW) == compared


def test_in_spring_the_last_four_quarters_are_more_than_this_year() -> None:
    spring = Quarter(2026, 1)
    assert period("aar", spring) == (spring, spring)
    assert period("fire", spring) == (Quarter(2025, 2), spring)


@pytest.mark.parametrize("code", ["2026-5", "2026-0", "x", "", "2026"])
def test_no_other_code_is_a_period(code: str) -> None:
    with pytest.raises(ValueError):
        period(code, NOW)


@given(st.integers(2000, 2100), st.integers(1, 4), st.integers(-50, 50))
def test_quarters_are_counted_on_and_back(year: int, number: int, moved: int) -> None:
    one = Quarter(year, number)
    assert one.moved(moved).moved(-moved) == one
    assert (one.moved(moved) > one) is (moved > 0)
    assert len(within(periods.Period(one, one.moved(abs(moved))), [])) == abs(moved) + 1


# -- spreads

lengths = st.lists(st.none() | st.timedeltas(timedelta(0), timedelta(days=30)), max_size=30)


@given(lengths)
def test_a_median_rests_on_what_is_registered_and_lies_where_half_of_it_is(values: list[timedelta | None]) -> None:
    found = spread(values)
    there = [one for one in values if one is not None]
    assert len(found.values) + found.lacking == len(values)
    assert list(found.values) == sorted(there)
    if len(there) < FEW:
        assert found.quartiles is None
        return
    assert found.quartiles is not None
    low, middle, high = found.quartiles
    slack = timedelta(microseconds=2)
    assert there
    assert min(there) - slack <= low <= middle + slack <= high + 2 * slack <= max(there) + 3 * slack
    assert 2 * sum(one <= middle + slack for one in there) >= len(there)
    assert 2 * sum(one >= middle - slack for one in there) >= len(there)


def test_nothing_registered_is_no_median_and_no_zero() -> None:
    found = spread([None, None, None])
    assert (found.median, found.values, found.lacking) == (None, (), 3)
    assert spread([timedelta(0)] * 3).median == timedelta(0)


def test_few_are_not_compared() -> None:
    assert comparable(COMPARABLE, COMPARABLE)
    assert not comparable(12, 3)
    assert not comparable(COMPARABLE - 1, 40)


# -- durations of one incident


def test_a_duration_is_told_only_between_two_moments_in_their_order() -> None:
    later = AT + timedelta(minutes=9)
    one = told(1, points={Point.REPORTED: AT, Point.ACTIVATED: later}, boards={"styregruppe": later})
    assert across.length(one, (Point.REPORTED, Point.ACTIVATED)) == timedelta(minutes=9)
    assert across.length(one, (Point.ACTIVATED, "styregruppe")) == timedelta(0)
    assert across.length(one, (Point.ACTIVATED, "bestyrelse")) is None
    assert across.length(one, (Point.ACTIVATED, Point.REPORTED)) is None
    assert across.length(one, (Point.ACTIVATED, Point.MEETING)) is None


def test_the_boards_stand_after_the_first_message() -> None:
    found = across.spans(["styregruppe", "bestyrelse"])
    at = found.index((Point.ACTIVATED, Point.TOLD))
    assert found[at + 1 : at + 3] == ((Point.ACTIVATED, "styregruppe"), (Point.ACTIVATED, "bestyrelse"))


# -- counts

states = st.sampled_from([IncidentState.CLOSED, IncidentState.CALLED_OFF, IncidentState.ACTIVE])
days = st.integers(0, 700).map(lambda number: AT - timedelta(days=number))
parties = st.sampled_from(["aab", "politi", None])
actions = st.lists(st.tuples(st.integers(1, 12), parties, st.sampled_from(list(ActionStatus))), max_size=6)


@st.composite
def incidents(draw: st.DrawFn) -> list[Told]:
    """Some incidents; an action has one party and one status however many of them tell of it."""
    of = {
        number: an_action(number, party, status=status, declined=("kommune",) if number % 5 == 0 else (),
                          accepted_at=AT if number % 2 else None)
        for number, party, status in draw(actions)
    }  # fmt: skip
    count = draw(st.integers(0, 14))
    return [
        told(
            number, happened_at=draw(days), state=draw(states), zone=draw(st.sampled_from(["A", "B", "C", None])),
            category=draw(st.sampled_from(["brand", "uro"])),
            actions=tuple(action for action in of.values() if draw(st.booleans())),
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


@given(incidents(), st.sampled_from(["aar", "fire", "alle", "2025-3"]), st.sets(st.integers(1, 12), max_size=3))
def test_every_grouping_adds_up_to_the_same(told: list[Told], code: str, individuals: set[int]) -> None:
    asked = period(code, NOW)
    found = across.counted(told, asked)
    assert {one.state for one in found} <= {IncidentState.CLOSED}
    for groups in (across.by_quarter(found, asked), across.by_category(found, ["brand", "tyveri"])):
        assert sum(len(group.incidents) for group in groups) == len(found)
        assert len({group.code for group in groups}) == len(groups)
    by_zone = across.by_zone([across.counted(told, period("alle", NOW)), found], ["A", "B", "C"])
    assert sum(len(of) for _, of in by_zone.named) + by_zone.withheld == len(found)
    distinct = {action.id for one in found for action in one.actions}
    rows = across.by_party(found, ["aab", "politi", "kommune"], individuals)
    assert sum(row.counted.proposed for row in rows) == len(distinct - individuals)
    assert sum(row.counted.individuals for row in rows) == len(distinct & individuals)
    for row in rows:
        one = row.counted
        assert one.proposed == one.done + one.cancelled + one.handed_over + one.left
        assert {told.id for told in row.incidents} <= {told.id for told in found}


def test_late_is_a_share_of_what_was_done_and_had_a_deadline() -> None:
    due = AT + timedelta(hours=1)
    done = {"deadline": due, "done": across.review.Moment(due + timedelta(minutes=1), due)}
    made = [
        an_action(1, **done), an_action(2, deadline=due, done=across.review.Moment(due, due)), an_action(3),
        an_action(4, status=ActionStatus.CANCELLED, deadline=due), an_action(5, **done),
    ]  # fmt: skip
    assert across.overdue(made, {5}) == across.Overdue(1, 2)


# -- lessons


def test_a_lesson_comes_again_when_two_incidents_taught_it() -> None:
    day = date(2026, 3, 1)

    def lesson(number: int, incident: int, place: LessonPlace, state: LessonState = LessonState.OPEN) -> LessonTold:
        return LessonTold(number, incident, place, state, day, number)

    lessons = [
        lesson(1, 1, LessonPlace.PLAN), lesson(2, 1, LessonPlace.PLAN, LessonState.DONE),
        lesson(3, 2, LessonPlace.CONTACTS), lesson(4, 1, LessonPlace.CONTACTS), lesson(5, 9, LessonPlace.PRACTICE),
    ]  # fmt: skip
    plan, contacts = across.by_place(lessons, {1, 2})
    assert (plan.place, plan.repeated, contacts.place, contacts.repeated) == (
        LessonPlace.PLAN, False, LessonPlace.CONTACTS, True,
    )  # fmt: skip
    assert (plan.stand(LessonState.OPEN), plan.stand(LessonState.DONE)) == (1, 1)
    assert (plan.late(day), plan.late(day + timedelta(days=1))) == (0, 1)
    assert contacts.incidents == (2, 1)
