"""The states of a meeting and who may sit as what, as tables (R14, R15, R20, R21)."""

from datetime import timedelta

import pytest

from data.errors import RuleBroken
from data.rules import meetings
from data.rules.meetings import MeetingState, Times
from data.vocabulary import Mandate, PlanState, SeatKind
from tests.conftest import BEGIN

LATER = BEGIN + timedelta(hours=1)


@pytest.mark.parametrize(
    ("times", "state"),
    [
        (Times(None, None, None), MeetingState.CALLED),
        (Times(BEGIN, None, None), MeetingState.RUNNING),
        (Times(BEGIN, LATER, None), MeetingState.ENDED),
        (Times(None, None, LATER), MeetingState.CANCELLED),
    ],
)
def test_the_state_follows_from_the_times(times: Times, state: MeetingState) -> None:
    assert meetings.state_of(times) is state
    for wanted in MeetingState:
        if wanted is state:
            meetings.require(wanted, state)
        else:
            with pytest.raises(RuleBroken) as caught:
                meetings.require(wanted, state)
            assert caught.value.code == f"meeting-not-{wanted.value}"


def test_one_meeting_at_a_time_about_an_open_plan() -> None:
    meetings.require_callable(PlanState.DRAFT, unfinished=0)
    meetings.require_callable(PlanState.IN_FORCE, unfinished=0)
    for plan, unfinished, code in ((PlanState.CLOSED, 0, "closed"), (PlanState.DRAFT, 1, "meeting-unfinished")):
        with pytest.raises(RuleBroken) as caught:
            meetings.require_callable(plan, unfinished=unfinished)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("minutes", "before", "code"),
    [
        (30, None, ""),
        (0, None, ""),
        (-5, None, ""),
        (-6, None, "meeting-in-the-past"),
        (-20, -20, ""),
        (-20, -30, "meeting-in-the-past"),
        (None, None, "no-time"),
    ],
)
def test_a_meeting_is_called_for_a_time_that_comes(minutes: int | None, before: int | None, code: str) -> None:
    """One that begins late may get another room, and need not get another time."""
    planned = None if minutes is None else BEGIN + timedelta(minutes=minutes)
    old = None if before is None else BEGIN + timedelta(minutes=before, seconds=20)
    if not code:
        meetings.require_time(planned, BEGIN, before=old)
        return
    with pytest.raises(RuleBroken) as caught:
        meetings.require_time(planned, BEGIN, before=old)
    assert (caught.value.code, caught.value.details["field"]) == (code, "planned_at")


@pytest.mark.parametrize(
    ("member", "management", "seats"),
    [
        (True, True, (SeatKind.MEMBER, SeatKind.STAND_IN)),
        (True, False, (SeatKind.STAND_IN,)),
        (False, True, (SeatKind.GUEST,)),
        (False, False, (SeatKind.GUEST,)),
    ],
)
def test_who_is_no_management_sits_as_stand_in_or_guest(
    member: bool, management: bool, seats: tuple[SeatKind, ...]
) -> None:
    assert meetings.seats_for(member=member, management=management) == seats


@pytest.mark.parametrize("own", list(Mandate))
@pytest.mark.parametrize("allowed", [(SeatKind.MEMBER, SeatKind.STAND_IN), (SeatKind.STAND_IN,), (SeatKind.GUEST,)])
def test_a_stand_in_without_a_full_mandate_never_sits_down_as_a_member(
    own: Mandate, allowed: tuple[SeatKind, ...]
) -> None:
    offered = meetings.own_seats(allowed, own)
    assert set(allowed) - set(offered) == (set() if own is Mandate.FULL else set(allowed) & {SeatKind.MEMBER})
    assert offered


def test_a_limited_mandate_says_to_what() -> None:
    allowed = (SeatKind.STAND_IN,)
    meetings.require_seat(SeatKind.STAND_IN, Mandate.LIMITED, "drift", allowed=allowed)
    meetings.require_seat(SeatKind.STAND_IN, Mandate.UNKNOWN, "", allowed=allowed)
    for seat, mandate, code in (
        (SeatKind.STAND_IN, Mandate.LIMITED, "say-limit"),
        (SeatKind.MEMBER, Mandate.FULL, "seat-not-allowed"),
    ):
        with pytest.raises(RuleBroken) as caught:
            meetings.require_seat(seat, mandate, " ", allowed=allowed)
        assert caught.value.code == code
