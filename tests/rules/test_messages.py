"""The life of a message: never sent unapproved, never changed once sent, corrected by another (R11, R40, 6.20)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import messages
from data.rules.messages import EDITABLE, NEXT, TOLD
from data.vocabulary import Certainty, MessageState, Verb

S = MessageState
STATES = st.sampled_from(list(S))


@pytest.mark.parametrize(
    ("current", "wanted", "code"),
    [
        (S.DRAFT, S.SENT, "not-approved"), (S.APPROVED, S.APPROVED, "message-approved"),
        (S.SENT, S.DRAFT, "message-sent"), (S.SENT, S.SENT, "message-sent"), (S.SENT, S.DISCARDED, "message-sent"),
        (S.CORRECTED, S.CORRECTED, "already-corrected"), (S.CORRECTED, S.DRAFT, "already-corrected"),
        (S.DISCARDED, S.APPROVED, "message-discarded"), (S.DISCARDED, S.SENT, "message-discarded"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_said(current: S, wanted: S, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        messages.move(current, wanted)
    assert refused.value.code == code


@given(st.lists(STATES, max_size=12))
def test_on_whatever_way_nothing_is_sent_unapproved_and_nothing_sent_changes(wishes: list[S]) -> None:
    state, course = S.DRAFT, [S.DRAFT]
    for wish in wishes:
        try:
            state = messages.move(state, wish)
        except RuleBroken:
            continue
        course.append(state)
    if S.SENT in course:
        sent = course.index(S.SENT)
        assert course[sent - 1] is S.APPROVED
        assert set(course[sent:]) <= TOLD
    assert not (set(course) & TOLD and S.DISCARDED in course)


@given(STATES)
def test_an_edit_makes_a_draft_or_is_refused(state: S) -> None:
    if state in EDITABLE:
        assert messages.edited(state) is S.DRAFT
    else:
        with pytest.raises(RuleBroken):
            messages.edited(state)


def test_every_state_has_its_ways_and_ends_are_ends() -> None:
    assert set(NEXT) == set(S)
    assert not NEXT[S.CORRECTED] | NEXT[S.DISCARDED]


@pytest.mark.parametrize(
    ("state", "begun", "code"),
    [
        (S.SENT, False, ""), (S.SENT, True, "correction-begun"), (S.CORRECTED, False, "already-corrected"),
        (S.DRAFT, False, "not-sent-yet"), (S.APPROVED, False, "not-sent-yet"), (S.DISCARDED, False, "not-sent-yet"),
    ],
)  # fmt: skip
def test_only_what_was_sent_is_corrected_and_by_one_alone(state: S, begun: bool, code: str) -> None:
    if not code:
        messages.require_correctable(state, begun=begun)
        return
    with pytest.raises(RuleBroken) as refused:
        messages.require_correctable(state, begun=begun)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("audiences", "answered", "field"), [((), ("happened",), "audiences"), (("beboere",), (), "happened")]
)
def test_a_message_says_something_to_somebody(audiences: tuple[str], answered: tuple[str], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        messages.require_whole(audiences, answered)
    assert refused.value.details["field"] == field


def test_what_is_approved_is_translated_by_those_who_approve() -> None:
    assert messages.translated_by(S.DRAFT) is Verb.WRITE_MESSAGE
    assert messages.translated_by(S.APPROVED) is messages.translated_by(S.SENT) is Verb.APPROVE_MESSAGE
    for ended in (S.CORRECTED, S.DISCARDED):
        with pytest.raises(RuleBroken):
            messages.translated_by(ended)


def test_only_what_was_refuted_is_rebutted() -> None:
    messages.require_refuted(Certainty.REFUTED)
    for other in set(Certainty) - {Certainty.REFUTED}:
        with pytest.raises(RuleBroken, match="not-refuted"):
            messages.require_refuted(other)
