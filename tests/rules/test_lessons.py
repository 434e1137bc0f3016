"""What an evaluation and a lesson must say, how a lesson moves, and which come back."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import plan as plan_files
from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import lessons
from data.rules.lessons import Followed
from data.vocabulary import LessonPlace, LessonState

TODAY = date(2026, 10, 24)
OPEN, DONE, DROPPED = LessonState.OPEN, LessonState.DONE, LessonState.DROPPED
PLACE = LessonPlace.CATALOGUE
ANOTHER = plan_files.load(Path(__file__).parents[1] / "plan" / "eksempelparken.yaml")
DAYS = st.dates(date(2025, 1, 1), date(2028, 1, 1))


def refused(code: str, field: str, broken: pytest.ExceptionInfo[RuleBroken]) -> bool:
    return broken.value.code == code and broken.value.details.get("field", "") == field


def test_an_evaluation_may_leave_each_question_open_and_not_all() -> None:
    assert lessons.written(worked=" Tempo. ") == {
        "goal": "", "happened": "", "worked": "Tempo.", "worse": "", "why": "",
    }  # fmt: skip
    lessons.require_written(lessons.written(why="Regn.").values())
    with pytest.raises(RuleBroken) as broken:
        lessons.require_written(lessons.written(goal=" \n").values())
    assert refused("nothing-answered", "goal", broken)


def test_a_lesson_belongs_to_a_function_of_a_fixed_party_that_reads(plan: StandingPlan) -> None:
    assert lessons.owners(plan)[:3] == ("projektchef", "lokalraad-politi", "lokalraad-kommune")
    assert not {"administrator", "brandvaesen"} & set(lessons.owners(plan))
    assert {"styregruppe", "bestyrelse"} <= set(lessons.owners(plan))
    assert "klubleder" not in lessons.owners(ANOTHER)
    assert lessons.owners(ANOTHER)


@pytest.mark.parametrize(
    ("sentence", "owner", "place", "code", "field"),
    [
        (" ", "aab", PLACE, "text-missing", "sentence"),
        ("x" * 301, "aab", PLACE, "text-too-long", "sentence"),
        ("Lygter.", None, PLACE, "choose-owner", "owner"),
        ("Lygter.", "brandvaesen", PLACE, "choose-owner", "owner"),
        ("Lygter.", "aab", None, "choose-place", "place"),
    ],
)
def test_what_a_lesson_lacks_is_said_beside_its_field(
    plan: StandingPlan, sentence: str, owner: str | None, place: LessonPlace | None, code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        lessons.require_lesson(plan, sentence, owner, place)
    assert refused(code, field, broken)


def test_an_owner_that_a_lesson_has_already_may_be_of_an_older_plan(plan: StandingPlan) -> None:
    lessons.require_lesson(plan, "Lygter.", "nedlagt-rolle", PLACE, before="nedlagt-rolle")
    with pytest.raises(RuleBroken):
        lessons.require_lesson(plan, "Lygter.", "nedlagt-rolle", PLACE, before="aab")


@given(due=st.none() | DAYS, before=st.none() | DAYS, today=DAYS)
def test_a_day_is_today_or_later_or_the_one_it_had(due: date | None, before: date | None, today: date) -> None:
    if due is not None and (due >= today or due == before):
        lessons.require_due(due, today, before=before)
        return
    with pytest.raises(RuleBroken) as broken:
        lessons.require_due(due, today, before=before)
    assert refused("no-due" if due is None else "due-in-the-past", "due", broken)


@given(
    before=st.sampled_from(LessonState), after=st.none() | st.sampled_from(LessonState),
    note=st.sampled_from(["", "  ", "Lampen hænger."]), met=st.booleans(),
)  # fmt: skip
def test_what_ends_a_lesson_or_opens_it_again_says_why(
    before: LessonState, after: LessonState | None, note: str, met: bool
) -> None:
    allowed = after is not None and (before is OPEN or after is OPEN)
    said = bool(note.strip()) or (before is OPEN and after is OPEN and met)
    if allowed and said:
        assert lessons.move(before, after, note=note, met=met) is after
        return
    with pytest.raises(RuleBroken) as broken:
        lessons.move(before, after, note=note, met=met)
    assert broken.value.code == ("choose-state" if after is None else "say-why" if allowed else "lesson-ended")


def test_late_is_open_with_a_day_that_is_over() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert lessons.is_late(OPEN, yesterday, TODAY)
    assert not lessons.is_late(OPEN, TODAY, TODAY)
    assert not lessons.is_late(DONE, yesterday, TODAY)


@pytest.mark.parametrize(
    ("made", "followed", "then"),
    [
        (-10, [], True),
        (0, [], False),
        (5, [], False),
        (-10, [Followed(TODAY - timedelta(days=3), DONE)], False),
        (-10, [Followed(TODAY - timedelta(days=3), OPEN)], True),
        (-10, [Followed(TODAY, DONE, meeting=7)], True),
        (-10, [Followed(TODAY + timedelta(days=9), DONE)], True),
        (-10, [Followed(TODAY - timedelta(days=4), DONE), Followed(TODAY - timedelta(days=3), OPEN)], True),
        (0, [Followed(TODAY + timedelta(days=1), DONE, meeting=7)], True),
        (0, [Followed(TODAY + timedelta(days=1), DONE, meeting=8)], False),
    ],
)
def test_those_of_the_last_meeting_were_open_then_or_followed_up_at_it(
    made: int, followed: list[Followed], then: bool
) -> None:
    assert lessons.of_last_time(TODAY + timedelta(days=made), followed, TODAY, 7) is then


@dataclass(frozen=True)
class One:
    incident_id: int
    exercise: bool
    place: LessonPlace
    owner: str


@given(
    st.lists(
        st.builds(
            One, st.integers(1, 4), st.booleans(), st.sampled_from(LessonPlace), st.sampled_from(["aab", "politi"])
        )
    )
)
def test_groups_hold_every_lesson_once_and_never_mix_exercise_and_real(some: list[One]) -> None:
    groups = lessons.grouped(some)
    assert sum(len(group) for group in groups.values()) == len(some)
    for (exercise, place, owner), group in groups.items():
        assert {(one.exercise, one.place, one.owner) for one in group} == {(exercise, place, owner)}
        assert lessons.incidents_of(group) == len({one.incident_id for one in group})
    assert [exercise for exercise, _, _ in groups] == sorted(exercise for exercise, _, _ in groups)
