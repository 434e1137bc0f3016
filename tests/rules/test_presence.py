"""Who is at the table, and who is called because something waits for them (R58, 6.4)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.plan import StandingPlan
from data.rules import presence
from data.rules.presence import Table
from data.vocabulary import ActionStatus

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
FIXED, GUEST = "aab", "beredskab-4k"


@pytest.mark.parametrize(
    ("party", "seated", "joined", "there"),
    [
        (FIXED, None, (), True),
        (FIXED, ("politi", FIXED), (), True),
        (FIXED, ("politi",), (), False),
        (GUEST, None, (), False),
        (GUEST, ("politi",), (), False),
        (GUEST, ("politi", GUEST), (), True),
        (GUEST, None, (GUEST,), True),
        (GUEST, ("politi",), (GUEST,), True),
    ],
)
def test_a_fixed_member_is_there_until_a_meeting_without_it_and_a_guest_once_it_has_come(
    plan: StandingPlan, party: str, seated: tuple[str, ...] | None, joined: tuple[str, ...], there: bool
) -> None:
    table = Table(None if seated is None else frozenset(seated), frozenset(joined))
    assert presence.is_present(plan.parties[party], table) is there


CODES = st.frozensets(st.sampled_from(["politi", "kommune", FIXED, GUEST]))


@given(status=st.sampled_from(ActionStatus), party=st.sampled_from([None, FIXED, GUEST]), seated=st.none() | CODES,
       joined=CODES)  # fmt: skip
def test_only_a_proposal_of_somebody_who_is_not_there_is_waited_for(
    plan: StandingPlan, status: ActionStatus, party: str | None, seated: frozenset[str] | None, joined: frozenset[str]
) -> None:
    known = plan.parties[party] if party else None
    waits = presence.is_waited_for(status, known, Table(seated, joined))
    if waits:
        assert known is not None
        assert status is ActionStatus.PROPOSED
        assert not presence.is_present(known, Table(seated, joined))
    elif known is not None and status is ActionStatus.PROPOSED:
        assert presence.is_present(known, Table(seated, joined))
    more = Table((seated or frozenset()) | {FIXED, GUEST}, joined)
    assert not presence.is_waited_for(status, known, more), "whoever comes is waited for no more"


@pytest.mark.parametrize(
    ("reached", "to_be_called"), [((), True), ((-30,), True), ((0,), False), ((5,), False), ((-30, 5), False)]
)
def test_who_was_reached_before_it_was_proposed_has_not_heard_of_it(
    reached: tuple[int, ...], to_be_called: bool
) -> None:
    told = [NOON + timedelta(minutes=minutes) for minutes in reached]
    assert presence.is_to_be_called(NOON, told) is to_be_called
