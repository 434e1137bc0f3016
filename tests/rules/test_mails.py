"""When a mail is tried again, when it is given up, and when it is better not sent: as tables (R19, 6.14)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.mails import (
    CLAIM_LASTS,
    LINK_LIVES,
    STALE_AFTER,
    WAITS,
    Fate,
    Next,
    Outcome,
    after,
    is_account_mail_moot,
    is_moot,
)
from data.rules.meetings import MeetingState
from data.vocabulary import AccountMailKind, MailKind, MailState
from tests.conftest import BEGIN


@pytest.mark.parametrize(("tries", "minutes"), [(1, 0.5), (2, 2), (3, 10), (4, 30)])
def test_what_is_put_off_waits_longer_each_time(tries: int, minutes: float) -> None:
    assert after(Outcome(Fate.NOT_NOW), tries, BEGIN) == Next(MailState.WAITING, BEGIN + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("fate", "tries", "state"),
    [
        (Fate.SENT, 1, MailState.SENT),
        (Fate.SENT, 5, MailState.SENT),
        (Fate.REFUSED, 1, MailState.FAILED),
        (Fate.NOT_NOW, 5, MailState.FAILED),
        (Fate.MOOT, 0, MailState.WITHDRAWN),
    ],
)
def test_what_is_decided_waits_no_longer(fate: Fate, tries: int, state: MailState) -> None:
    assert after(Outcome(fate), tries, BEGIN) == Next(state)


@given(st.sampled_from(Fate), st.integers(1, 20))
def test_only_what_waits_has_a_next_try_and_it_ends(fate: Fate, tries: int) -> None:
    found = after(Outcome(fate), tries, BEGIN)
    assert (found.at is not None) is (found.state is MailState.WAITING)
    assert found.state is not MailState.WAITING or tries <= len(WAITS)
    assert found.at is None or found.at > BEGIN


@pytest.mark.parametrize(
    ("kind", "meeting", "incident_open", "hours", "moot"),
    [
        (MailKind.SUMMONS, MeetingState.CALLED, True, 0, False),
        (MailKind.SUMMONS, MeetingState.RUNNING, True, 1, False),
        (MailKind.SUMMONS, MeetingState.ENDED, True, 1, True),
        (MailKind.SUMMONS, MeetingState.CANCELLED, True, 0, True),
        (MailKind.SUMMONS, MeetingState.CALLED, False, 0, True),
        (MailKind.SUMMONS, MeetingState.CALLED, True, 24, True),
        (MailKind.STAND_DOWN, MeetingState.CANCELLED, True, 1, False),
        (MailKind.STAND_DOWN, None, False, 1, False),
        (MailKind.STAND_DOWN, None, False, 25, True),
    ],
)
def test_a_mail_about_what_is_over_is_not_sent(
    kind: MailKind, meeting: MeetingState | None, incident_open: bool, hours: int, moot: bool
) -> None:
    assert is_moot(kind, meeting, incident_open=incident_open, age=timedelta(hours=hours)) is moot


def test_a_claim_outlives_a_try_and_the_mail_outlives_its_tries() -> None:
    assert timedelta(minutes=3) < CLAIM_LASTS
    assert sum(WAITS, timedelta()) < STALE_AFTER


@pytest.mark.parametrize(
    ("hours", "closed", "followed", "moot"),
    [(0, False, False, False), (23, False, False, False), (24, False, False, True), (0, True, False, True),
     (0, False, True, True)],
)  # fmt: skip
def test_a_mail_about_an_account_is_not_let_loose_late_or_twice(
    hours: int, closed: bool, followed: bool, moot: bool
) -> None:
    assert is_account_mail_moot(age=timedelta(hours=hours), closed=closed, followed=followed) is moot


def test_the_link_of_every_kind_of_mail_has_its_time_and_outlives_the_tries() -> None:
    assert set(LINK_LIVES) == set(AccountMailKind)
    assert min(LINK_LIVES.values()) > sum(WAITS, timedelta())
