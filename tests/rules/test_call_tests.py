"""Whom a call test rings, what counts of each, and how long a mail's link asks: pure (R17, R19)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.plan import StandingPlan
from data.rules import call_tests, contacts
from data.rules.call_tests import Tried
from data.rules.contacts import LINK_LASTS, Asking
from data.vocabulary import CallResult

NOW = datetime(2026, 10, 24, 19, 40, tzinfo=UTC)
TODAY = date(2026, 10, 24)
PLACES = st.sampled_from([("aab", None), ("aab", 0), ("boligselskab", None), ("projektchef", None)])
TRIES = st.lists(
    st.builds(Tried, PLACES, st.sampled_from(CallResult), st.just(NOW), st.sampled_from(["projektchef", "aab"]))
)


@given(TRIES)
def test_the_newest_try_of_each_counts(tries: list[Tried]) -> None:
    found = call_tests.newest(tries)
    for place, counted in found.items():
        assert counted is [one for one in tries if one.place == place][-1]
    assert call_tests.reached(tries) <= len(found)


@given(TRIES)
def test_nobody_who_was_rung_is_left_out_and_no_stand_in_either(tries: list[Tried]) -> None:
    places = (("aab", None), ("aab", 0), ("boligselskab", None), ("projektchef", None))
    by = call_tests.ringing("projektchef", tries)
    left_out = set(places) - set(call_tests.rung(places, tries, by))
    assert all(person is None and role in by for role, person in left_out)
    assert not left_out & {one.place for one in tries}


def test_a_role_that_neither_rings_nor_is_rung_is_missing(plan: StandingPlan) -> None:
    tries = [Tried(("aab", None), CallResult.NOT_REACHED, NOW, "lokalraad-politi")]
    by = call_tests.ringing("projektchef", tries)
    assert call_tests.untried(plan, TODAY, tries, by) == ("lokalraad-kommune", "boligselskab")
    assert call_tests.unlisted(plan, TODAY) == ()


@pytest.mark.parametrize(
    ("last", "again", "same"),
    [
        (None, CallResult.REACHED, False),
        (CallResult.NOT_REACHED, CallResult.NOT_REACHED, False),
        (CallResult.NOT_REACHED, CallResult.REACHED, False),
        (CallResult.REACHED, CallResult.NOT_REACHED, False),
        (CallResult.REACHED, CallResult.REACHED, True),
    ],
)
def test_that_somebody_was_reached_is_said_once(last: CallResult | None, again: CallResult, *, same: bool) -> None:
    before = Tried(("aab", None), last, NOW, "aab") if last else None
    assert call_tests.is_said_already(before, again) is same


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("sent", "confirmed", "same_address", "later", "asking"),
    [
        (NOW, None, True, DAY, Asking.OPEN),
        (None, None, True, DAY, Asking.OPEN),
        (NOW, None, False, DAY, Asking.CHANGED),
        (NOW, None, True, LINK_LASTS, Asking.EXPIRED),
        (NOW + DAY, None, True, LINK_LASTS, Asking.OPEN),
        (NOW, NOW - DAY, True, DAY, Asking.OPEN),
        (NOW, NOW + DAY, True, DAY, Asking.CONFIRMED),
        (NOW, NOW + DAY, False, LINK_LASTS, Asking.CONFIRMED),
    ],
)
def test_what_a_link_still_does(
    sent: datetime | None, confirmed: datetime | None, later: timedelta, asking: Asking, *, same_address: bool
) -> None:
    found = contacts.asking(
        asked_at=NOW, sent_at=sent, confirmed_at=confirmed, same_address=same_address, now=NOW + later
    )  # fmt: skip
    assert found is asking


def test_nobody_is_asked_by_mail_more_often_than_once_a_day() -> None:
    assert contacts.may_ask_again(None, NOW)
    assert not contacts.may_ask_again(NOW, NOW + DAY - timedelta(seconds=1))
    assert contacts.may_ask_again(NOW, NOW + DAY)
