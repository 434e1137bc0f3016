"""Who holds the closed item, who stays and who leaves, as tables; and that nothing but coverage decides (R47-R49)."""

from collections.abc import Callable
from datetime import timedelta
from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import NotAllowed, RuleBroken
from data.plan import StandingPlan
from data.plan.parts import Party
from data.rules import closed_item
from data.rules.access import Viewer
from data.rules.closed_item import Parting, Sat, Seat
from data.rules.meetings import MeetingState
from data.vocabulary import SeatKind, Verb
from tests.conftest import BEGIN

HOLD = frozenset({Verb.HOLD_CLOSED_ITEM})
M, S, G = SeatKind.MEMBER, SeatKind.STAND_IN, SeatKind.GUEST
SEATS = st.lists(
    st.builds(Seat, st.sampled_from("abcdef"), st.sampled_from(SeatKind), st.booleans()),
    unique_by=lambda seat: seat.role,
)
ONLY = st.none() | st.frozensets(st.integers(1, 3))
VIEWERS = st.builds(
    Viewer, person=st.none(), role=st.just("x"), grants=st.frozensets(st.sampled_from(Verb)), covered_115=st.booleans(),
    only=ONLY,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "covered", "stays"),
    [(M, True, True), (S, True, True), (G, True, False), (M, False, False), (S, False, False), (G, False, False)],
)
def test_only_a_covered_member_or_their_stand_in_stays(kind: SeatKind, covered: bool, stays: bool) -> None:
    assert closed_item.stays_at(Seat("en", kind, covered)) is stays
    assert closed_item.part([Seat("en", kind, covered)]) == (Parting((), ("en",)) if stays else Parting(("en",), ()))


@given(SEATS)
def test_everybody_seated_either_stays_or_leaves(seats: list[Seat]) -> None:
    parting = closed_item.part(seats)
    assert sorted(parting.leaving + parting.staying) == sorted(seat.role for seat in seats)
    assert all(seat.covered and seat.kind is not G for seat in seats if seat.role in parting.staying)


@pytest.mark.parametrize(
    ("covered", "grants", "only", "entitled", "holds"),
    [
        (True, HOLD, None, True, True),
        (True, frozenset(), None, True, False),
        (True, HOLD, frozenset({1}), False, False),
        (False, HOLD, None, False, False),
        (False, frozenset(Verb), None, False, False),
        (False, frozenset(Verb), frozenset({1}), False, False),
    ],
)
def test_who_is_entitled_and_who_may_hold_it(
    covered: bool, grants: frozenset[Verb], only: frozenset[int] | None, entitled: bool, holds: bool
) -> None:
    viewer = Viewer(None, "x", "y", grants, covered, only=only)
    assert (closed_item.is_entitled(viewer), closed_item.may_hold(viewer)) == (entitled, holds)


@given(VIEWERS)
def test_no_grant_and_no_role_makes_up_for_coverage(viewer: Viewer) -> None:
    """R49: no override. Offered and enforced are the same."""
    holds = closed_item.may_hold(viewer)
    assert holds is (viewer.covered_115 and viewer.only is None and Verb.HOLD_CLOSED_ITEM in viewer.grants)
    if holds:
        closed_item.require_holder(viewer)
    else:
        with pytest.raises(NotAllowed):
            closed_item.require_holder(viewer)


def test_in_a_plan_file_no_flag_is_no_and_only_police_and_municipality_say_yes(plan: StandingPlan) -> None:
    assert {code for code, party in plan.parties.items() if party.covered_115} == {"politi", "kommune"}
    assert Party.model_fields["covered_115"].default is False


@pytest.mark.parametrize(
    ("state", "running", "code"),
    [
        (MeetingState.RUNNING, False, ""),
        (MeetingState.RUNNING, True, "closed-item-running"),
        (MeetingState.CALLED, False, "meeting-not-running"),
        (MeetingState.ENDED, False, "meeting-not-running"),
        (MeetingState.CANCELLED, False, "meeting-not-running"),
    ],
)
def test_it_starts_at_a_running_meeting_once(state: MeetingState, running: bool, code: str) -> None:
    assert _refused(lambda: closed_item.require_startable(state, running=running)) == code


@pytest.mark.parametrize(
    ("named", "leaving", "code"),
    [
        ((), (), ""),
        (("a", "b"), ("b", "a"), ""),
        ((), ("a",), "seats-changed"),
        (("a", "b"), ("a",), "seats-changed"),
    ],
)
def test_who_leaves_was_read_out_first(named: tuple[str, ...], leaving: tuple[str, ...], code: str) -> None:
    assert _refused(lambda: closed_item.require_named(named, leaving)) == code


def test_it_ends_once() -> None:
    assert not _refused(lambda: closed_item.require_running(None))
    assert _refused(lambda: closed_item.require_running(BEGIN)) == "closed-item-ended"


@given(VIEWERS, st.sampled_from(SeatKind), st.booleans(), st.sampled_from(["", "  ", "om en person"]))
def test_meanwhile_the_entitled_alone_come_and_go_and_without_a_word(
    viewer: Viewer, kind: SeatKind, covered: bool, limit: str
) -> None:
    seat = Seat("x", kind, covered)
    assert not _refused(lambda: closed_item.require_seating(viewer, seat, limit, running=False))
    let_in = not _refused(lambda: closed_item.require_seating(viewer, seat, limit, running=True))
    assert let_in is (viewer.covered_115 and viewer.only is None and covered and kind is not G and not limit.strip())


LATER, LAST = BEGIN + timedelta(minutes=5), BEGIN + timedelta(minutes=9)


@pytest.mark.parametrize(
    ("sat", "away"),
    [
        ([Sat("a", BEGIN)], ("a",)),
        ([Sat("a", None)], ()),
        ([Sat("a", LATER)], ()),
        ([Sat("a", BEGIN), Sat("a", None)], ()),
        ([Sat("a", BEGIN), Sat("a", LATER)], ()),
        ([Sat("a", LATER), Sat("a", BEGIN), Sat("b", LAST)], ("a", "b")),
        ([], ()),
    ],
)
def test_away_is_who_left_for_it_and_is_not_back(sat: list[Sat], away: tuple[str, ...]) -> None:
    assert closed_item.away(sat, {BEGIN, LAST}) == away


def test_no_rule_of_it_takes_a_text_that_is_kept() -> None:
    """The one text there is, is what must be empty."""
    taken = {
        name
        for rule in vars(closed_item).values()
        if callable(rule) and getattr(rule, "__module__", "") == closed_item.__name__ and not isinstance(rule, type)
        for name, given in signature(rule).parameters.items()
        if given.annotation is str
    }
    assert taken == {"limit"}


def _refused(rule: Callable[[], None]) -> str:
    try:
        rule()
    except RuleBroken as refusal:
        return refusal.code
    return ""
