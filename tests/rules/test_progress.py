"""How an action moves: the table, what must be said, and that nothing else is possible (domain.md 3.5, 6.29)."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import progress
from data.vocabulary import ActionStatus as S

ALLOWED = {
    (S.PROPOSED, S.ACCEPTED), (S.PROPOSED, S.CANCELLED), (S.PROPOSED, S.HANDED_OVER),
    (S.ACCEPTED, S.IN_PROGRESS), (S.ACCEPTED, S.DONE), (S.ACCEPTED, S.CANCELLED), (S.ACCEPTED, S.HANDED_OVER),
    (S.IN_PROGRESS, S.DONE), (S.IN_PROGRESS, S.CANCELLED), (S.IN_PROGRESS, S.HANDED_OVER),
}  # fmt: skip
STATUSES = st.sampled_from(S)
WORDS = st.text(alphabet="ab \n\t", max_size=6)
NOW = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("current", "wanted"), list(product(S, S)))
def test_only_these_moves_are_possible(current: S, wanted: S) -> None:
    if (current, wanted) in ALLOWED:
        assert progress.move(current, wanted, note="derfor", seen_by="man kan se det") is wanted
        return
    with pytest.raises(RuleBroken) as caught:
        progress.move(current, wanted, note="derfor", seen_by="man kan se det")
    assert (caught.value.code, caught.value.details) == ("no-such-move", {"current": current, "wanted": wanted})


@given(current=STATUSES, wanted=STATUSES, note=WORDS, seen_by=WORDS, person_related=st.booleans())
def test_a_move_ends_where_it_was_wanted_or_breaks_a_rule(
    current: S, wanted: S, note: str, seen_by: str, person_related: bool
) -> None:
    silent = wanted is S.CANCELLED and not note.strip() and not person_related
    unseen = wanted is S.DONE and not seen_by.strip() and not person_related
    expected = "no-such-move" if (current, wanted) not in ALLOWED else "say-why" if silent else "say-how-seen"
    if (current, wanted) in ALLOWED and not silent and not unseen:
        assert progress.move(current, wanted, note=note, seen_by=seen_by, person_related=person_related) is wanted
        return
    with pytest.raises(RuleBroken, match=expected):
        progress.move(current, wanted, note=note, seen_by=seen_by, person_related=person_related)


def test_done_asks_how_one_can_see_it() -> None:
    with pytest.raises(RuleBroken, match="say-how-seen") as caught:
        progress.move(S.IN_PROGRESS, S.DONE, note="er gjort", seen_by=" \n")
    assert caught.value.details == {"field": "seen_by"}


def test_a_cancelled_action_says_why() -> None:
    with pytest.raises(RuleBroken, match="say-why") as caught:
        progress.move(S.PROPOSED, S.CANCELLED, note="  ")
    assert caught.value.details == {"field": "note"}


@pytest.mark.parametrize("wanted", [S.DONE, S.CANCELLED])
def test_a_person_related_action_ends_without_a_word(wanted: S) -> None:
    assert progress.move(S.ACCEPTED, wanted, person_related=True) is wanted


@pytest.mark.parametrize("current", S)
def test_declining_gives_a_running_action_back(current: S) -> None:
    if current in progress.TERMINAL:
        with pytest.raises(RuleBroken, match="no-such-move"):
            progress.decline(current, note="vi har ingen folk")
        return
    assert progress.decline(current, note="vi har ingen folk") is S.PROPOSED
    assert progress.decline(current, note="", person_related=True) is S.PROPOSED
    with pytest.raises(RuleBroken, match="say-why"):
        progress.decline(current, note=" ")


@pytest.mark.parametrize(
    ("current", "after"),
    [(S.DONE, S.IN_PROGRESS), (S.CANCELLED, S.PROPOSED), (S.HANDED_OVER, S.PROPOSED), (S.PROPOSED, None),
     (S.ACCEPTED, None), (S.IN_PROGRESS, None)],
)  # fmt: skip
def test_only_an_ended_action_is_opened_again(current: S, after: S | None) -> None:
    if after is None:
        with pytest.raises(RuleBroken, match="no-such-move"):
            progress.reopen(current, note="den blussede op igen")
        return
    assert progress.reopen(current, note="den blussede op igen") is after
    assert progress.reopen(current, note="", person_related=True) is after
    with pytest.raises(RuleBroken, match="say-why"):
        progress.reopen(current, note="\t")


def test_the_ends_are_the_three_that_lead_nowhere() -> None:
    assert {S.DONE, S.CANCELLED, S.HANDED_OVER} == progress.TERMINAL
    assert set(progress.REOPENED) == progress.TERMINAL
    assert not progress.DECLINABLE & progress.TERMINAL


@given(status=STATUSES, minutes=st.none() | st.integers(-10_000, 10_000))
def test_overdue_is_past_the_deadline_and_not_ended(status: S, minutes: int | None) -> None:
    deadline = None if minutes is None else NOW + timedelta(minutes=minutes)
    late = minutes is not None and minutes < 0 and status not in (S.DONE, S.CANCELLED, S.HANDED_OVER)
    assert progress.is_overdue(status, deadline, NOW) is late


def test_the_moment_of_the_deadline_itself_is_not_late() -> None:
    assert not progress.is_overdue(S.ACCEPTED, NOW, NOW)


@given(status=STATUSES, party=st.none() | st.just("aab"))
def test_unowned_is_nobody_and_not_ended(status: S, party: str | None) -> None:
    ended = status in (S.DONE, S.CANCELLED, S.HANDED_OVER)
    assert progress.is_unowned(status, party) is (party is None and not ended)
