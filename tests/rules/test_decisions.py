"""Who takes a decision, what must be before a meeting ends, and actions as they stood, as tables (1.3, 6.3, R21)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import decisions
from data.rules.decisions import ActionThen, Told
from data.vocabulary import ActionStatus, DecisionKind, Mandate, Verb
from tests.conftest import BEGIN

PARTIES = ("politi", "kommune", "aab")
READY: dict[str, Any] = {
    "summary_opened": True, "read_back": True, "unowned": frozenset({3, 4}), "confirmed": frozenset({3, 4}),
    "closed_item": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("takers", "present", "code"),
    [
        (("politi",), ("politi", "aab"), ""),
        (("politi", "aab"), ("politi", "aab"), ""),
        ((), PARTIES, "no-takers"),
        (("ingen",), PARTIES, "unknown-party"),
        (("kommune",), ("politi",), "party-not-present"),
    ],
)
def test_a_decision_is_taken_by_parties_that_are_there(
    takers: tuple[str, ...], present: tuple[str, ...], code: str
) -> None:
    if not code:
        decisions.require_takers(takers, known=PARTIES, present=present)
        return
    with pytest.raises(RuleBroken) as caught:
        decisions.require_takers(takers, known=PARTIES, present=present)
    assert (caught.value.code, caught.value.details["field"]) == (code, "takers")


@given(st.lists(st.sampled_from(Mandate), max_size=4))
def test_only_a_full_mandate_commits(mandates: list[Mandate]) -> None:
    assert decisions.commits(mandates) is (Mandate.FULL in mandates)


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({}, ""),
        ({"closed_item": True}, "closed-item-running"),
        ({"summary_opened": False}, "summary-not-opened"),
        ({"read_back": False}, "not-read-back"),
        ({"confirmed": frozenset({3})}, "unowned-actions"),
        ({"confirmed": frozenset()}, "unowned-actions"),
        ({"unowned": frozenset(), "confirmed": frozenset()}, ""),
    ],
)
def test_a_meeting_ends_only_when_everything_was_read_back(missing: dict[str, Any], code: str) -> None:
    if not code:
        decisions.require_end(**(READY | missing))
        return
    with pytest.raises(RuleBroken) as caught:
        decisions.require_end(**(READY | missing))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("approved", "corrections", "refused"),
    [(None, [], False), (None, [1], False), (5, [], True), (5, [3], True), (5, [3, 7], False)],
)
def test_minutes_are_approved_again_only_after_a_correction(
    approved: int | None, corrections: list[int], refused: bool
) -> None:
    at = None if approved is None else BEGIN + timedelta(minutes=approved)
    later = [BEGIN + timedelta(minutes=n) for n in corrections]
    if not refused:
        decisions.require_approvable(at, later)
        return
    with pytest.raises(RuleBroken) as caught:
        decisions.require_approvable(at, later)
    assert caught.value.code == "already-approved"


def test_every_decision_of_the_plan_has_a_place() -> None:
    """D1-D12: a click of its own, or words; D1-D3 and D8 come with the assessment and the agreement."""
    within = {DecisionKind.UNREST, DecisionKind.ACT_OR_INFORM}
    assert set(decisions.TAKEN_BY_CLICK.values()) | set(decisions.SPOKEN) | within == set(DecisionKind)


def test_actions_stand_as_the_lines_left_them() -> None:
    lines = [
        Told(1, Verb.PROPOSE_ACTION, {"number": 1, "responsible": "aab", "deadline": "2026-10-25T10:00:00+00:00"}, 10),
        Told(2, Verb.PROPOSE_ACTION, {"number": 2, "responsible": None, "deadline": None}, 11),
        Told(1, Verb.ACCEPT_ACTION, {"number": 1, "responsible": "aab", "after": "accepted"}, None),
        Told(2, Verb.DESCRIBE_ACTION, {"number": 2, "responsible": "politi", "deadline": None}, 12),
        Told(1, Verb.DECLINE_ACTION, {"number": 1, "responsible": None, "after": "proposed"}, None),
    ]
    stood = decisions.as_of(lines)
    assert list(stood) == [1, 2]
    assert stood[1] == ActionThen(1, None, ActionStatus.PROPOSED, 10, "2026-10-25T10:00:00+00:00")
    assert stood[2] == ActionThen(2, "politi", ActionStatus.PROPOSED, 12, None)
    assert decisions.as_of(lines[:3])[1].status is ActionStatus.ACCEPTED
