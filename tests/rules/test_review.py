"""What a reviewer reads of a folded log: stretches, numbers by party, and what is left to decide (5.4)."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import review
from data.rules.fold import Point
from data.rules.fold_actions import FoldedAction
from data.rules.fold_lines import Moment
from data.rules.review import COURSE, Matter, Open
from data.vocabulary import ActionStatus, Subject, Verb
from tests.conftest import BEGIN
from tests.rules.test_fold import PLAN, Log, minute


def action(
    number: int, party: str | None = "aab", status: ActionStatus = ActionStatus.DONE, **more: Any
) -> FoldedAction:
    given: dict[str, Any] = {"proposed_at": BEGIN, "accepted_at": BEGIN if party else None}
    return FoldedAction(number, number, 7, party, status, **(given | more))


@given(st.dictionaries(st.sampled_from(COURSE), st.integers(0, 5000)))
def test_stretches_follow_each_other_without_a_gap_and_are_never_zero(at: dict[Point, int]) -> None:
    found = review.stretches({point: Moment(minute(m), minute(m)) for point, m in at.items()})
    for before, after in pairwise(found):
        assert before.end_at == after.start_at
        assert COURSE.index(before.end) <= COURSE.index(after.start)
    assert all(one.length > timedelta() for one in found)
    if found:
        assert sum((one.length for one in found), timedelta()) == found[-1].end_at - found[0].start_at


def test_a_moment_that_is_not_registered_makes_a_longer_stretch() -> None:
    at = {Point.REPORTED: 0, Point.ACTIVATED: 10, Point.CLOSED: 90}
    found = review.stretches({point: Moment(minute(m), minute(m)) for point, m in at.items()})
    assert [(one.start, one.end, one.length) for one in found] == [
        (Point.REPORTED, Point.ACTIVATED, timedelta(minutes=10)),
        (Point.ACTIVATED, Point.CLOSED, timedelta(minutes=80)),
    ]


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [(0, 10, timedelta(minutes=10)), (0, 0, timedelta()), (10, 0, None), (None, 0, None), (0, None, None)],
)
def test_a_span_with_an_end_that_is_missing_or_lies_before_is_none(
    start: int | None, end: int | None, length: timedelta | None
) -> None:
    moments = [None if at is None else minute(at) for at in (start, end)]
    assert review.span(*moments) == length


def test_each_party_is_counted_in_the_plan_files_order_and_nobody_last() -> None:
    late = Moment(minute(60), minute(60))
    rows = review.count(
        [
            action(1, None, ActionStatus.PROPOSED, declined=("politi",)),
            action(2, "aab", done=late, deadline=minute(30)), action(3, "aab", done=late, deadline=minute(90)),
            action(4, "kommune", ActionStatus.HANDED_OVER, accepted_at=None),
            action(5, "kommune", ActionStatus.CANCELLED),
            action(6, "politi", done=late, deadline=minute(30)),
        ],
        ("politi", "kommune", "aab", "boligselskab"), individuals={6},
    )  # fmt: skip
    assert [row.party for row in rows] == ["politi", "kommune", "aab", None]
    politi, kommune, aab, nobody = rows
    assert (politi.proposed, politi.done, politi.late, politi.individuals, politi.given_back) == (0, 0, 0, 1, 1)
    assert (kommune.proposed, kommune.accepted, kommune.handed_over, kommune.cancelled) == (2, 1, 1, 1)
    assert (aab.proposed, aab.accepted, aab.done, aab.late, aab.left) == (2, 2, 2, 1, 0)
    assert (nobody.proposed, nobody.left, nobody.accepted) == (1, 1, 0)


GIVEN: dict[str, Any] = {
    "individuals": set(), "parties": ("politi", "aab"), "present": {"politi", "aab"}, "bodies": ("styregruppe",),
}  # fmt: skip


def a_log() -> Log:
    log = Log().reported().activated().of_plan(Verb.PUT_IN_FORCE, edition=1, parties=["aab"], ends_at=None)
    log.met(Verb.CALL_MEETING, planned_at=minute(9).isoformat(), chair="projektchef").met(Verb.START_MEETING)
    return log.tell(Verb.INFORM, body="styregruppe", channel="phone", final=True, happened=9)


def test_nothing_is_left_open_when_everything_was_noted() -> None:
    log = a_log().of_plan(Verb.GIVE_IMPRESSION, texts={"good": 1, "better": 2})
    log.lines[-1] = log.lines[-1]._replace(party="aab")
    log.of_plan(Verb.GIVE_IMPRESSION, texts={"good": 1, "better": 2})
    log.lines[-1] = log.lines[-1]._replace(party="politi")
    log.action(Verb.PROPOSE_ACTION, deadline=None)
    log.action(
        Verb.HAND_OVER, before="proposed", after="handed_over", forum="lokalraad", receiver="aab", due="2026-12-01"
    )
    log.tell(Verb.CONFIRM_HAND_OVER, Subject.HAND_OVER, 3, action=1, forum="lokalraad", answered_on=None, plan=PLAN)
    log.of_plan(Verb.CLOSE).tell(Verb.MARK_EVALUATED, guests=[]).treated()
    assert review.to_decide(log.fold(), **GIVEN) == ()


def test_everything_that_is_left_open_is_asked_about_the_most_pressing_first() -> None:
    log = a_log()
    log.lines.pop()
    log.action(Verb.PROPOSE_ACTION, 1, responsible=None, deadline=None)
    log.action(Verb.PROPOSE_ACTION, 2, deadline=minute(1).isoformat())
    log.action(Verb.UPDATE_PROGRESS, 2, happened=9, before="accepted", after="done")
    log.action(Verb.PROPOSE_ACTION, 3, deadline=None)
    log.action(Verb.HAND_OVER, 3, before="proposed", after="handed_over", forum="lokalraad")
    log.action(Verb.PROPOSE_ACTION, 4, deadline=None)
    log.of_plan(Verb.CLOSE)
    late = {"late_lessons": ("projektchef", "aab", "projektchef")}
    assert review.to_decide(log.fold(), **(GIVEN | {"present": {"politi"}} | late)) == (
        Matter(Open.UNOWNED, (1,)), Matter(Open.UNFINISHED, (4,)), Matter(Open.HANDED_OVER, (3,), ("lokalraad",)),
        Matter(Open.LATE, (2,)), Matter(Open.NOT_INFORMED, codes=("styregruppe",)),
        Matter(Open.NOT_REPRESENTED, codes=("aab",)), Matter(Open.NO_IMPRESSION, codes=("politi", "aab")),
        Matter(Open.LESSON_LATE, codes=("projektchef", "aab")), Matter(Open.NOT_TREATED), Matter(Open.NOT_EVALUATED),
    )  # fmt: skip
    secret = review.to_decide(log.fold(), **(GIVEN | {"individuals": {2}}))
    assert Open.LATE not in {one.kind for one in secret}


def test_what_was_called_off_lacks_no_impression_and_no_last_notice() -> None:
    log = a_log().tell(Verb.CALL_OFF, mails=0)
    assert {one.kind for one in review.to_decide(log.fold(), **GIVEN)} == {Open.NOT_TREATED, Open.NOT_EVALUATED}
