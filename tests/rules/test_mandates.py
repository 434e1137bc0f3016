"""Who may commit a party, as tables: one's own mandate and the seat's, the weaker of the two (R21, 6.10)."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import mandates
from data.rules.mandates import STRENGTH
from data.vocabulary import ActionStatus as S
from data.vocabulary import Mandate as M

ROLES = st.sampled_from(["formand", "enhed", "vagt"])
SEATS = st.dictionaries(ROLES, st.sampled_from(M))


@pytest.mark.parametrize(
    ("own", "seats", "counts"),
    [
        (M.FULL, {}, M.FULL),
        (M.LIMITED, {}, M.LIMITED),
        (M.UNKNOWN, {}, M.UNKNOWN),
        (M.FULL, {"formand": M.FULL}, M.FULL),
        (M.FULL, {"formand": M.LIMITED}, M.LIMITED),
        (M.FULL, {"formand": M.UNKNOWN}, M.UNKNOWN),
        (M.LIMITED, {"formand": M.FULL}, M.LIMITED),
        (M.UNKNOWN, {"formand": M.FULL}, M.UNKNOWN),
        (M.LIMITED, {"formand": M.UNKNOWN}, M.UNKNOWN),
        # One's own seat before that of the party's other roles; without one, the strongest that the party has.
        (M.FULL, {"formand": M.UNKNOWN, "enhed": M.FULL}, M.UNKNOWN),
        (M.FULL, {"vagt": M.LIMITED, "enhed": M.FULL}, M.FULL),
        (M.FULL, {"vagt": M.LIMITED, "enhed": M.UNKNOWN}, M.LIMITED),
    ],
)
def test_the_weaker_of_the_person_and_the_seat_counts(own: M, seats: Mapping[str, M], counts: M) -> None:
    assert mandates.effective(own, "formand", seats) is counts
    assert mandates.commits(own, "formand", seats) is (counts is M.FULL)


@given(own=st.sampled_from(M), role=ROLES, seats=SEATS)
def test_no_seat_makes_a_mandate_stronger_and_only_a_full_one_commits(own: M, role: str, seats: dict[str, M]) -> None:
    counts = mandates.effective(own, role, seats)
    assert STRENGTH[counts] <= STRENGTH[own]
    assert mandates.commits(own, role, seats) is (counts is M.FULL)
    assert not seats or STRENGTH[counts] <= max(STRENGTH[m] for m in seats.values())
    if mandates.commits(own, role, seats):
        assert own is M.FULL
        assert not seats or M.FULL in seats.values()


@pytest.mark.parametrize(
    ("seats", "bound"),
    [
        ({}, True),
        ({"formand": M.FULL}, True),
        ({"formand": M.LIMITED}, False),
        ({"formand": M.UNKNOWN}, False),
        ({"formand": M.UNKNOWN, "enhed": M.FULL}, True),
    ],
)
def test_a_party_agrees_by_its_strongest_seat(seats: Mapping[str, M], bound: bool) -> None:
    assert mandates.agrees(seats) is bound


@pytest.mark.parametrize("status", list(S))
def test_what_was_given_back_or_ended_otherwise_waits_for_nobody(status: S) -> None:
    assert mandates.awaits(status, reserved=True) is (status in {S.ACCEPTED, S.IN_PROGRESS, S.DONE})
    assert not mandates.awaits(status, reserved=False)


@pytest.mark.parametrize("own", list(M))
def test_only_a_full_mandate_confirms_and_only_what_waits(own: M) -> None:
    expected = {True: "", False: "nothing-reserved"} if own is M.FULL else dict.fromkeys((True, False), "no-mandate")
    for reserved, code in expected.items():
        if code:
            with pytest.raises(RuleBroken) as caught:
                mandates.require_confirmable(own, reserved=reserved)
            assert caught.value.code == code
        else:
            mandates.require_confirmable(own, reserved=reserved)
    assert mandates.may_confirm(own) is (own is M.FULL)


@pytest.mark.parametrize(
    ("person", "made_by", "own"), [(None, None, False), (None, 1, False), (1, None, False), (1, 2, False), (1, 1, True)]
)
def test_nobody_lifts_their_own_reservation(person: int | None, made_by: int | None, own: bool) -> None:
    assert mandates.is_own(person, made_by) is own
    if own:
        with pytest.raises(RuleBroken, match="no-mandate"):
            mandates.require_confirmable(M.FULL, reserved=True, by_itself=own)
    else:
        mandates.require_confirmable(M.FULL, reserved=True, by_itself=own)


def test_a_limited_mandate_says_to_what() -> None:
    for mandate, limit in ((None, ""), (M.FULL, ""), (M.UNKNOWN, " "), (M.LIMITED, "drift")):
        mandates.require_stand_in(mandate, limit)
    refused = ((M.LIMITED, " ", "say-limit"), (M.UNKNOWN, "drift", "not-limited"), (None, "drift", "not-limited"))
    for mandate, limit, code in refused:
        with pytest.raises(RuleBroken) as caught:
            mandates.require_stand_in(mandate, limit)
        assert (caught.value.code, caught.value.details["field"]) == (code, "limit")
