"""When a plan is agreed, in force and extended, what stops it, and what has changed since (R23, R31, R43, 6.3, 6.5)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import agreement
from data.rules.agreement import Changes, Horizon, Prepared, Stop
from data.vocabulary import Affected, PartKind, PlanState, Stance

P = PlanState
NOW = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
BOTH = frozenset(Affected)
READY = Prepared(held=True, parties=3, ends=True, answered=BOTH)
PREPARED = st.builds(
    Prepared, held=st.booleans(), parties=st.integers(0, 2),
    missing=st.lists(st.sampled_from(PartKind), unique=True).map(tuple),
    unowned=st.lists(st.integers(1, 9), unique=True).map(tuple), ends=st.booleans(),
    answered=st.frozensets(st.sampled_from(Affected)),
)  # fmt: skip
OPEN = (P.DRAFT, P.AGREED, P.IN_FORCE)


def without(**other: Any) -> Prepared:
    return Prepared(**{**vars(READY), **other})


@pytest.mark.parametrize(
    ("prepared", "found"),
    [
        (READY, []),
        (without(held=False), [Stop("no-meeting", P.AGREED)]),
        (without(parties=0), [Stop("nobody-agreed", P.AGREED)]),
        (
            without(missing=(PartKind.SITUATION, PartKind.END_TIME, PartKind.PURPOSE)),
            [Stop("part-missing", P.AGREED, part=kind) for kind in (PartKind.SITUATION, PartKind.PURPOSE)],
        ),
        (without(unowned=(4, 2)), [Stop("unowned-actions", P.AGREED, 2)]),
        (without(ends=False), [Stop("no-end-time", P.IN_FORCE)]),
        (
            without(answered=frozenset()),
            [Stop("support-residents", P.CLOSED), Stop("support-staff", P.CLOSED)],
        ),
        (
            Prepared(held=False, parties=0),
            [
                Stop("no-meeting", P.AGREED), Stop("nobody-agreed", P.AGREED), Stop("no-end-time", P.IN_FORCE),
                Stop("support-residents", P.CLOSED), Stop("support-staff", P.CLOSED),
            ],
        ),
    ],
)  # fmt: skip
def test_the_list_says_everything_that_stops_it(prepared: Prepared, found: list[Stop]) -> None:
    assert agreement.stops(prepared) == found


@given(prepared=PREPARED)
def test_each_state_needs_what_the_ones_before_it_need(prepared: Prepared) -> None:
    agreed, in_force, closed = (agreement.stops(prepared, state) for state in agreement.REACHED)
    assert in_force[: len(agreed)] == agreed
    assert closed[: len(in_force)] == in_force
    assert all(stop.count > 0 for stop in closed)
    assert {stop.until for stop in agreed} <= {P.AGREED}
    assert {stop.until for stop in in_force} <= {P.AGREED, P.IN_FORCE}


def complete(prepared: Prepared, *, ends: bool) -> bool:
    """Written down a second time, as a sentence."""
    parts = set(prepared.missing) <= {PartKind.END_TIME}
    return prepared.held and prepared.parties > 0 and parts and not prepared.unowned and (not ends or prepared.ends)


@given(
    prepared=PREPARED, state=st.sampled_from(P), ends=st.sampled_from([None, -1, 0, 1]), changed=st.booleans(),
    meeting=st.sampled_from([-1, 0, 1]),
)  # fmt: skip
def test_nothing_is_agreed_with_something_missing(
    prepared: Prepared, state: P, ends: int | None, changed: bool, meeting: int
) -> None:
    ends_at = None if ends is None else NOW + timedelta(hours=ends)
    prepared = Prepared(**{**vars(prepared), "ends": ends_at is not None})
    needs_end = ends_at is not None or state is P.IN_FORCE
    good = (
        state in OPEN and complete(prepared, ends=needs_end) and changed and meeting <= 0
        and (not needs_end or ends == 1)
    )  # fmt: skip
    try:
        becomes = agreement.require_agreed(
            state, prepared, now=NOW, meeting_at=NOW + timedelta(hours=meeting) if prepared.held else None,
            ends_at=ends_at, changed=changed,
        )  # fmt: skip
    except RuleBroken:
        assert not good or (meeting == 1 and prepared.held)
    else:
        assert complete(prepared, ends=needs_end)
        assert changed
        assert becomes is (P.IN_FORCE if needs_end else P.AGREED)


@given(prepared=PREPARED, state=st.sampled_from(P), ends=st.sampled_from([None, -1, 0, 1]))
def test_only_what_is_agreed_comes_into_force_and_only_with_an_end(
    prepared: Prepared, state: P, ends: int | None
) -> None:
    ends_at = None if ends is None else NOW + timedelta(hours=ends)
    prepared = Prepared(**{**vars(prepared), "ends": ends_at is not None})
    good = state is P.AGREED and complete(prepared, ends=True) and ends == 1
    try:
        agreement.require_force(state, prepared, now=NOW, ends_at=ends_at)
    except RuleBroken:
        assert not good
    else:
        assert good


@pytest.mark.parametrize(
    ("prepared", "other", "code", "field"),
    [
        (without(held=False), {"meeting_at": None}, "no-meeting", "meeting"),
        (READY, {"meeting_at": NOW + timedelta(seconds=1)}, "meeting-not-held", "meeting"),
        (without(parties=0), {}, "nobody-agreed", "stances"),
        (without(missing=(PartKind.PURPOSE,)), {}, "part-missing", ""),
        (READY, {"ends_at": NOW}, "end-in-the-past", "ends_at"),
        (READY, {"ends_at": NOW - timedelta(days=1)}, "end-in-the-past", "ends_at"),
        (READY, {"ends_at": NOW + timedelta(days=15), "horizon": Horizon(14)}, "far-ahead", "ends_at"),
        (without(unowned=(4, 2)), {}, "unowned-actions", "confirmed"),
    ],
)
@pytest.mark.parametrize("state", OPEN)
def test_what_a_plan_needs_to_be_agreed(
    state: P, prepared: Prepared, other: Mapping[str, Any], code: str, field: str
) -> None:
    with pytest.raises(RuleBroken, match=code) as caught:
        agreed(state, prepared, **other)
    assert caught.value.details["field"] == field


def agreed(state: P, prepared: Prepared = READY, **other: Any) -> P:
    given_values: Mapping[str, Any] = {"now": NOW, "meeting_at": NOW, "ends_at": LATER, "changed": True}
    return agreement.require_agreed(state, prepared, **{**given_values, **other})


def test_with_all_that_it_is_agreed_and_with_an_end_in_force() -> None:
    for state in OPEN:
        assert agreed(state) is P.IN_FORCE
    for state in (P.DRAFT, P.AGREED):
        assert agreed(state, without(ends=False), ends_at=None) is P.AGREED
    with pytest.raises(RuleBroken, match="no-end-time"):
        agreed(P.IN_FORCE, without(ends=False), ends_at=None)
    assert agreed(P.DRAFT, ends_at=NOW + timedelta(days=15), horizon=Horizon(14, confirmed=True)) is P.IN_FORCE


def test_a_closed_plan_is_not_agreed_again_nor_one_that_has_not_changed() -> None:
    with pytest.raises(RuleBroken, match="closed"):
        agreed(P.CLOSED)
    with pytest.raises(RuleBroken, match="edition-unchanged"):
        agreed(P.IN_FORCE, changed=False)


def test_the_unowned_that_nobody_confirmed_and_the_parts_that_are_missing_are_named() -> None:
    with pytest.raises(RuleBroken) as caught:
        agreed(P.DRAFT, without(unowned=(7, 3)))
    assert caught.value.details["actions"] == [3, 7]
    with pytest.raises(RuleBroken) as caught:
        agreed(P.DRAFT, without(missing=(PartKind.PURPOSE, PartKind.END_TIME)))
    assert caught.value.details["parts"] == (PartKind.PURPOSE,)


@pytest.mark.parametrize(
    ("state", "wanted", "before", "code"),
    [
        (P.AGREED, Stance.AGREES, None, ""),
        (P.IN_FORCE, Stance.RESERVES, None, ""),
        (P.IN_FORCE, Stance.RESERVES, Stance.RESERVES, ""),
        (P.IN_FORCE, Stance.AGREES, Stance.RESERVES, ""),
        (P.IN_FORCE, Stance.AGREES, Stance.NOT_REPRESENTED, ""),
        (P.IN_FORCE, Stance.AGREES, Stance.AGREES, "already-so"),
        (P.IN_FORCE, Stance.NOT_REPRESENTED, None, "choose-stance"),
        (P.DRAFT, Stance.AGREES, None, "plan-not-agreed"),
        (P.CLOSED, Stance.AGREES, None, "closed"),
    ],
)
def test_a_party_answers_what_is_agreed(state: P, wanted: Stance, before: Stance | None, code: str) -> None:
    if not code:
        agreement.require_stance(state, wanted, before)
        return
    with pytest.raises(RuleBroken, match=code):
        agreement.require_stance(state, wanted, before)


def test_who_reserves_or_is_absent_does_not_agree() -> None:
    stances = {"b": (Stance.AGREES, ""), "c": (Stance.RESERVES, "nej"), "d": (Stance.NOT_REPRESENTED, ""),
               "a": (Stance.AGREES, "")}  # fmt: skip
    assert agreement.agreeing(stances) == ("b", "a")


def holding(**other: Any) -> dict[str, Any]:
    given_values = {
        "parts": {"situation": 2}, "actions": {"3": "abc", "7": "def"}, "incidents": [1],
        "communication": {"audiences": {}, "speakers": []}, "ends_at": "2026-10-26T20:00:00+00:00",
    }  # fmt: skip
    return given_values | other


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ({}, Changes()),
        ({"parts": {"situation": 3, "end_time": 1}}, Changes(parts=(PartKind.SITUATION, PartKind.END_TIME))),
        ({"parts": {}}, Changes(parts=(PartKind.SITUATION,))),
        ({"actions": {"3": "abc", "12": "x", "9": "y"}}, Changes(added=(9, 12), gone=(7,))),
        ({"actions": {"3": "abd", "7": "def"}}, Changes(changed=(3,))),
        ({"incidents": [1, 4]}, Changes(incidents=(4,))),
        ({"communication": {"audiences": {"1": 1}, "speakers": []}}, Changes(communication=True)),
        ({"ends_at": None}, Changes(end_time=True)),
    ],
)
def test_what_has_changed_since_is_told_thing_by_thing(now: Mapping[str, Any], found: Changes) -> None:
    assert agreement.changes(holding(), holding(**now)) == found
    assert bool(found) is bool(now)


def test_of_an_edition_from_before_nobody_knows_what_it_held() -> None:
    assert agreement.changes({}, holding()) is None


CONTENTS = st.builds(
    holding, parts=st.dictionaries(st.sampled_from([k.value for k in PartKind]), st.integers(1, 3)),
    actions=st.dictionaries(st.integers(1, 9).map(str), st.sampled_from(["a", "b"])),
    incidents=st.lists(st.integers(1, 3), unique=True).map(sorted), ends_at=st.sampled_from([None, "x", "y"]),
)  # fmt: skip


@given(before=CONTENTS, after=CONTENTS)
def test_nothing_has_changed_exactly_when_all_is_as_it_was(before: dict[str, Any], after: dict[str, Any]) -> None:
    found, back = agreement.changes(before, after), agreement.changes(after, before)
    assert found is not None
    assert back is not None
    assert bool(found) is (before != after)
    assert (found.added, found.gone, found.changed) == (back.gone, back.added, back.changed)


@pytest.mark.parametrize(
    ("state", "old", "new", "reason", "code"),
    [
        (PlanState.DRAFT, 1, 2, "uro", "plan-not-in-force"),
        (PlanState.CLOSED, 1, 2, "uro", "plan-not-in-force"),
        (PlanState.IN_FORCE, 1, None, "uro", "no-end-time"),
        (PlanState.IN_FORCE, -2, -1, "uro", "end-in-the-past"),
        (PlanState.IN_FORCE, 2, 2, "uro", "end-not-later"),
        (PlanState.IN_FORCE, 2, 1, "uro", "end-not-later"),
        (PlanState.IN_FORCE, 1, 2, " ", "say-why"),
        (PlanState.IN_FORCE, 1, 2, "uro", ""),
        (PlanState.IN_FORCE, -5, 1, "uro", ""),
    ],
)
def test_an_extension_is_later_and_says_why(
    state: PlanState, old: int, new: int | None, reason: str, code: str
) -> None:
    ends_at = None if new is None else NOW + timedelta(hours=new)
    given_values: dict[str, Any] = {
        "now": NOW,
        "meeting_at": NOW,
        "old_end": NOW + timedelta(hours=old),
        "ends_at": ends_at,
    }
    if not code:
        agreement.require_extension(state, reason=reason, **given_values)
        return
    with pytest.raises(RuleBroken, match=code):
        agreement.require_extension(state, reason=reason, **given_values)


@pytest.mark.parametrize(("meeting", "code"), [(None, "no-meeting"), (1, "meeting-not-held")])
def test_an_extension_is_agreed_at_a_meeting(meeting: int | None, code: str) -> None:
    meeting_at = None if meeting is None else NOW + timedelta(hours=meeting)
    with pytest.raises(RuleBroken, match=code):
        agreement.require_extension(
            P.IN_FORCE, now=NOW, meeting_at=meeting_at, old_end=NOW, ends_at=LATER, reason="uro"
        )
