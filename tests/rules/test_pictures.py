"""What has changed between two situation pictures, and what locks one (domain.md 3.4)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import pictures
from data.vocabulary import ActionStatus, Certainty, PartState

NUMBERS = st.integers(1, 5)


def frozen(**other: Any) -> dict[str, Any]:
    held = {
        "revision": 1, "actions": [], "messages": [], "facts": [], "involved_from": 15, "involved_to": 20,
        "involved_unknown": False, "risk": "medium",
    }  # fmt: skip
    return held | other


def action(number: int, status: str) -> dict[str, Any]:
    return {"number": number, "party": "aab", "status": status}


STATES = st.dictionaries(NUMBERS, st.sampled_from([s.value for s in ActionStatus]))
KNOWN = st.dictionaries(NUMBERS, st.sampled_from([c.value for c in Certainty]))


@given(before=STATES, now=STATES, knew=KNOWN, knows=KNOWN)
def test_what_changed_is_what_stands_otherwise_and_nothing_else(
    before: dict[int, str], now: dict[int, str], knew: dict[int, str], knows: dict[int, str]
) -> None:
    def held(states: dict[int, str], facts: dict[int, str]) -> dict[str, Any]:
        return frozen(
            actions=[action(n, s) for n, s in states.items()],
            facts=[{"what": n, "certainty": c} for n, c in facts.items()],
        )

    found = pictures.changed(held(before, knew), held(now, knows))
    assert {m.number for m in found.actions} == {n for n in now if before.get(n) != now[n]}
    assert all(m.before == before.get(m.number) and m.after == now[m.number] for m in found.actions)
    assert dict(found.facts) == {n: c for n, c in knows.items() if knew.get(n) != c}
    assert found.any is bool(found.actions or found.facts)
    assert not pictures.changed(held(now, knows), held(now, knows)).any


def test_numbers_risk_text_and_messages_are_told_when_they_changed() -> None:
    unknown = {"involved_from": None, "involved_to": None, "involved_unknown": True}
    now = frozen(revision=2, risk="high", messages=[{"number": 1}], **unknown)
    found = pictures.changed(frozen(), now)
    assert (found.situation, found.involved, found.risk, found.messages) == (True, (None, None), "high", (1,))
    assert found.any
    back = pictures.changed(now, frozen(revision=2))
    assert (back.involved, back.messages) == ((15, 20), ())


@pytest.mark.parametrize("state", PartState)
@pytest.mark.parametrize("approved", [True, False])
def test_a_picture_is_locked_once_and_shows_a_written_situation(state: PartState, approved: bool) -> None:
    if state is PartState.FILLED and not approved:
        pictures.require_approvable(state, approved=approved)
        return
    with pytest.raises(RuleBroken, match="picture-approved" if approved else "situation-not-written"):
        pictures.require_approvable(state, approved=approved)


def test_a_working_copy_says_something() -> None:
    pictures.require_something(["", " Roligt."])
    with pytest.raises(RuleBroken, match="picture-empty"):
        pictures.require_something(["", "  "])
