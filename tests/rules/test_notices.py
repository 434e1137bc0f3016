"""The two duties to inform, as tables: open, told, overdue by the plan file's rhythm, ended (R25, R26)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import notices
from data.rules.notices import Duty, Told
from data.vocabulary import Channel
from tests.conftest import BEGIN


def at(**after: float) -> datetime:
    return BEGIN + timedelta(**after)


def duty(*told: Told, opened: datetime = BEGIN, every: int | None = None) -> Duty:
    return notices.duty("raad", told, since=BEGIN, opened=opened, every_hours=every)


@pytest.mark.parametrize(
    ("found", "is_open", "late", "age", "ended"),
    [
        # Nothing told: open from the activation on, late only by a rhythm of the plan file.
        (duty(), True, False, 5, False),
        (duty(every=6), True, False, 5, False),
        (duty(every=4), True, True, 5, False),
        # Told: the age counts from the last one, whichever was registered last.
        (duty(Told("raad", at(hours=1))), False, False, 4, False),
        (duty(Told("raad", at(hours=3)), Told("raad", at(hours=1))), False, False, 2, False),
        (duty(Told("raad", at(hours=1)), every=4), False, False, 4, False),
        (duty(Told("raad", at(minutes=59)), every=4), False, True, 4 + 1 / 60, False),
        # Another board's notice does nothing for this one.
        (duty(Told("direktion", at(hours=1), final=True)), True, False, 5, False),
        # The last one ends it, and is late no more; before a reopening it was not the last.
        (duty(Told("raad", at(hours=1), final=True), every=1), False, False, 4, True),
        (duty(Told("raad", at(hours=1), final=True), opened=at(hours=2)), False, False, 4, False),
        (duty(Told("raad", at(hours=1), final=True), opened=at(hours=2), every=1), False, True, 4, False),
        (duty(Told("raad", at(hours=1), final=True), Told("raad", at(hours=2))), False, False, 3, True),
        # Times are given in minutes: the minute of the opening counts.
        (duty(Told("raad", at(hours=2), final=True), opened=at(hours=2, seconds=40)), False, False, 3, True),
    ],
)
def test_how_a_duty_stands_five_hours_after_the_activation(
    found: Duty, is_open: bool, late: bool, age: float, ended: bool
) -> None:
    now = at(hours=5)
    assert (found.open, found.overdue(now), found.ended) == (is_open, late, ended)
    assert found.age(now) == timedelta(hours=age)


TOLD = st.builds(
    Told, st.sampled_from(["raad", "direktion"]), st.integers(-60, 600).map(lambda m: at(minutes=m)), st.booleans()
)


@given(
    told=st.lists(TOLD, max_size=6), reopened=st.integers(0, 600), every=st.none() | st.integers(1, 48),
    now=st.integers(0, 2000),
)  # fmt: skip
def test_the_order_of_notices_is_nothing_and_without_a_rhythm_nothing_is_late(
    told: list[Told], reopened: int, every: int | None, now: int
) -> None:
    found = duty(*told, opened=at(minutes=reopened), every=every)
    assert found == duty(*reversed(told), opened=at(minutes=reopened), every=every)
    mine = [one for one in told if one.body == "raad"]
    assert found.open is (not mine)
    assert found.told_at == max((one.told_at for one in mine), default=None)
    assert found.age(at(minutes=now)) >= timedelta()
    assert not (found.overdue(at(minutes=now)) and (found.ended or every is None))
    assert not found.ended or any(one.final for one in mine)
    once_more = duty(*told, Told("raad", at(minutes=now)), opened=at(minutes=reopened), every=every)
    assert once_more.age(at(minutes=now)) <= found.age(at(minutes=now))
    assert not once_more.overdue(at(minutes=now))


@pytest.mark.parametrize(
    ("channel", "told_at", "code", "field"),
    [
        (None, BEGIN, "say-how-told", "channel"),
        (Channel.PHONE, None, "no-time", "told_at"),
        (Channel.PHONE, at(minutes=3), "not-told-yet", "told_at"),
    ],
)
def test_a_duty_is_done_only_with_a_channel_and_a_time_that_has_come(
    channel: Channel | None, told_at: datetime | None, code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as caught:
        notices.require_told(channel, told_at, BEGIN)
    assert (caught.value.code, caught.value.details["field"]) == (code, field)


def test_clocks_differ_by_a_minute() -> None:
    notices.require_told(Channel.PHONE, at(minutes=1), BEGIN)
    notices.require_told(Channel.PHONE, at(days=-3), BEGIN)
