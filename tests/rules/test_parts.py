"""What a part must hold, and how it stands (R32-R35)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import parts
from data.rules.parts import Involved, Proportions
from data.vocabulary import PartKind, PartState, Risk

NOW = datetime(2026, 10, 24, 19, 40, tzinfo=UTC)
GOOD = Proportions(Involved(15, 20), Risk.MEDIUM, "Flere er på vej.", NOW)
NUMBER = st.none() | st.integers(-5, 150_000)


@given(
    kind=st.sampled_from(PartKind), written=st.sampled_from(PartState), actions=st.integers(0, 3), ends=st.booleans()
)
def test_two_parts_fill_themselves_and_three_are_as_written(
    kind: PartKind, written: PartState, actions: int, ends: bool
) -> None:
    fills = (kind is PartKind.ACTIONS and actions > 0) or (kind is PartKind.END_TIME and ends)
    state = parts.part_state(kind, written, actions=actions, ends_at=NOW if ends else None)
    assert state is (PartState.FILLED if fills else written)


@given(kind=st.sampled_from(PartKind), state=st.sampled_from(PartState))
def test_every_state_says_what_it_takes_and_only_a_written_part_is_filled_by_hand(
    kind: PartKind, state: PartState
) -> None:
    needs = parts.NEEDS[state]
    assert needs.words is (state is not PartState.MISSING)
    assert needs.answers is (state is PartState.FILLED)
    if state is PartState.FILLED and kind not in parts.WRITTEN:
        with pytest.raises(RuleBroken, match="part-fills-itself"):
            parts.require_state(kind, state)
    else:
        parts.require_state(kind, state)


@given(low=NUMBER, high=NUMBER)
def test_a_number_an_interval_or_unknown_and_nothing_else(low: int | None, high: int | None) -> None:
    lawful = (low is None and high is None) or (low is not None and high is not None and 0 <= low <= high <= parts.MOST)
    if lawful:
        assert parts.require_involved(Involved(low, high)) == Involved(low, high)
        return
    with pytest.raises(RuleBroken) as caught:
        parts.require_involved(Involved(low, high))
    assert caught.value.details["field"] == "involved"


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (None, "say-involved"),
        (Involved(20, 15), "interval-reversed"),
        (Involved(-1, 3), "not-a-number"),
        (Involved(None, 3), "not-a-number"),
        (Involved(5, parts.MOST + 1), "too-many-involved"),
    ],
)
def test_what_is_no_number_of_people_is_refused(given_: Involved | None, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        parts.require_involved(given_)


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"involved": None}, "say-involved", "involved"),
        ({"risk": None}, "choose-risk", "risk"),
        ({"reason": " "}, "say-why", "risk_reason"),
        ({"as_of": None}, "no-time", "as_of"),
        ({"as_of": NOW + timedelta(hours=1)}, "time-ahead", "as_of"),
        ({"as_of": NOW - timedelta(days=2)}, "time-long-ago", "as_of"),
    ],
)
def test_unknown_is_an_answer_and_empty_is_none(other: dict[str, Any], code: str, field: str) -> None:
    """R34."""
    with pytest.raises(RuleBroken, match=code) as caught:
        parts.require_proportions(replace(GOOD, **other), NOW)
    assert caught.value.details["field"] == field
    with pytest.raises(RuleBroken, match="say-involved"):
        parts.require_proportions(None, NOW)
    nobody_knows = Proportions(parts.UNKNOWN, Risk.UNKNOWN, "", NOW)
    assert parts.require_proportions(nobody_knows, NOW) is nobody_knows


def test_an_odd_time_is_right_when_it_was_said_to_be() -> None:
    late = replace(GOOD, as_of=NOW - timedelta(days=2), time_confirmed=True)
    assert parts.require_proportions(late, NOW) is late


def test_target_groups_are_the_plan_files_own_and_at_least_one() -> None:
    """R35."""
    known = ("beboere", "unge", "foraeldre")
    assert parts.require_target_groups(("unge", "beboere"), known) == ["beboere", "unge"]
    with pytest.raises(RuleBroken, match="no-target-groups"):
        parts.require_target_groups((), known)
    with pytest.raises(RuleBroken, match="unknown-code"):
        parts.require_target_groups(("beboere", "naboer"), known)


@given(proposed_on=st.integers(0, 4), newest=st.integers(0, 4), rewritten=st.booleans())
def test_a_change_goes_as_it_stands_only_onto_the_text_it_was_written_for(
    proposed_on: int, newest: int, rewritten: bool
) -> None:
    """R30."""
    if rewritten or proposed_on == newest:
        parts.require_takeable(proposed_on=proposed_on, newest=newest, rewritten=rewritten)
        return
    with pytest.raises(RuleBroken, match="proposed-on-an-older-text"):
        parts.require_takeable(proposed_on=proposed_on, newest=newest, rewritten=rewritten)
