"""When a forum meets, and what may be bound to a meeting, said as tables (R16, R27, R28)."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.plan import NOTHING_KEPT, Aged, StandingPlan, load, remarks
from data.plan.dates import days_held
from data.rules import fora
from data.rules.fora import ForumDate, Rhythm
from data.vocabulary import IncidentState

TODAY = date(2027, 1, 10)
OTHER = load(Path(__file__).parents[1] / "plan" / "eksempelparken.yaml")
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))


def test_the_council_is_the_forum_with_a_rhythm_in_either_plan(plan: StandingPlan) -> None:
    found = [fora.council(plan), fora.council(OTHER)]
    assert [forum.code for forum in found if forum] == ["lokalraad", "samraad"]


@given(st.sets(DAYS, max_size=6), st.dictionaries(DAYS, st.booleans(), max_size=6), DAYS)
def test_calendar_and_days_held_say_the_same(planned: set[date], stored: dict[date, bool], today: date) -> None:
    """What is kept here comes before the plan file, and the next meeting is the first that is held from today on."""
    forum = OTHER.fora["samraad"].model_copy(update={"meetings": tuple(planned)})
    rows = {day: ForumDate("samraad", day, 1, 1, None, not held) for day, held in stored.items()}
    dates = fora.calendar(forum, rows)
    assert [one.day for one in dates] == sorted({*planned, *stored})
    held = days_held(planned, stored)
    assert tuple(one.day for one in dates if not one.cancelled) == held
    following, last = fora.next_of(dates, today), fora.last_of(dates, today)
    assert (following and following.day) == min((day for day in held if day >= today), default=None)
    assert (last and last.day) == max((day for day in held if day <= today), default=None)


@pytest.mark.parametrize(
    ("months", "following", "said"),
    [
        (None, None, Rhythm.FREE),
        (None, date(2029, 1, 1), Rhythm.FREE),
        (3, None, Rhythm.MISSING),
        (3, date(2027, 1, 10), Rhythm.SET),
        (3, date(2027, 4, 10), Rhythm.SET),
        (3, date(2027, 4, 11), Rhythm.LATE),
    ],
)
def test_whether_a_date_is_set_in_time(months: int | None, following: date | None, said: Rhythm) -> None:
    assert fora.rhythm(months, following, TODAY) is said


def test_hygiene_reads_the_dates_that_are_kept_here(plan: StandingPlan) -> None:
    def misses(kept: dict[str, dict[date, bool]], of: StandingPlan = plan, today: date = TODAY) -> bool:
        found = remarks(of, today, NOTHING_KEPT._replace(meetings=kept))
        return any(one.aged is Aged.NO_NEXT_MEETING for one in found)

    assert misses({})
    assert not misses({"lokalraad": {date(2027, 2, 3): True}})
    assert misses({"lokalraad": {date(2027, 2, 3): False}})
    assert misses({"lokalraad": {date(2027, 1, 9): True}})
    assert misses({"bestyrelse": {date(2027, 2, 3): True}})
    late = date(2027, 6, 1)
    assert not misses({}, OTHER, late)
    assert misses({"samraad": {date(2027, 7, 1): False}}, OTHER, late), "the plan file's own date is called off"


@pytest.mark.parametrize(
    ("day", "starts_at", "code"),
    [
        (TODAY, None, None),
        (TODAY + timedelta(days=1098), None, None),
        (TODAY + timedelta(days=1099), None, "forum-day-far"),
        (date(1927, 1, 10), None, "forum-day-far"),
        (TODAY, datetime(2027, 1, 10, 12, tzinfo=UTC), None),
        (TODAY, datetime(2027, 1, 9, 23, 30, tzinfo=UTC), None),
        (TODAY, datetime(2027, 1, 10, 23, 30, tzinfo=UTC), "forum-other-day"),
    ],
)
def test_a_day_that_can_be_meant(day: date, starts_at: datetime | None, code: str | None) -> None:
    if code is None:
        fora.require_day(day, starts_at, TODAY)
    else:
        with pytest.raises(RuleBroken) as caught:
            fora.require_day(day, starts_at, TODAY)
        assert (caught.value.code, caught.value.details["field"]) == (code, "day")


def test_the_housing_organisations_are_invited_by_default(plan: StandingPlan) -> None:
    assert [party.code for party in fora.invited_by_default(plan, TODAY)] == ["aab", "boligselskab"]
    fora.require_bindable(plan, TODAY, TODAY, ["aab", "politi"])
    for invited, day, code in (
        ([], TODAY, "nobody-invited"),
        (["aab", "ingen"], TODAY, "unknown-party"),
        (["aab"], TODAY - timedelta(days=1), "forum-meeting-over"),
    ):
        with pytest.raises(RuleBroken, match=code):
            fora.require_bindable(plan, day, TODAY, invited)


@pytest.mark.parametrize("state", IncidentState)
def test_only_a_real_report_that_is_not_acute_is_raised_and_only_once(state: IncidentState) -> None:
    for exercise in (False, True):
        for raised in (False, True):
            if state is IncidentState.NON_ACUTE and not exercise and not raised:
                fora.require_raisable(state, exercise=exercise, raised=raised)
                continue
            with pytest.raises(RuleBroken):
                fora.require_raisable(state, exercise=exercise, raised=raised)


def test_what_has_ended_is_dealt_with_at_a_meeting_that_has_been_held() -> None:
    ended = datetime(2027, 1, 4, 23, 30, tzinfo=UTC)  # past midnight in Denmark
    fora.require_treatable(ended, reviewed=True, day=date(2027, 1, 5), today=TODAY)
    fora.require_treatable(ended, reviewed=True, day=TODAY, today=TODAY)
    for given_day, reviewed, code in (
        (date(2027, 1, 4), True, "met-before-it-ended"),
        (TODAY + timedelta(days=1), True, "forum-not-met-yet"),
        (TODAY, False, "not-reviewable"),
    ):
        with pytest.raises(RuleBroken, match=code):
            fora.require_treatable(ended, reviewed=reviewed, day=given_day, today=TODAY)
    with pytest.raises(RuleBroken, match="not-reviewable"):
        fora.require_treatable(None, reviewed=True, day=TODAY, today=TODAY)
