"""Which of several the board shows, and how far a word counts on it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.board import Turn, shortened, turns

BEGAN = datetime(2026, 10, 24, 19, 40, tzinfo=UTC)


def turn(number: int, *, exercise: bool = False, meeting: bool = False) -> Turn:
    return Turn(frozenset({number}), exercise, meeting, BEGAN + timedelta(minutes=number))


@pytest.mark.parametrize(
    ("found", "pinned", "shown"),
    [
        ([], None, ()),
        ([turn(1)], None, (0,)),
        ([turn(2), turn(1)], None, (1, 0)),
        ([turn(1, exercise=True), turn(2)], None, (1, 0)),
        ([turn(1), turn(2)], 2, (1,)),
        ([turn(1), turn(2)], 9, (0, 1)),
        ([turn(1), turn(2, meeting=True)], None, (1,)),
        ([turn(1, exercise=True, meeting=True), turn(2, meeting=True)], None, (1,)),
        ([turn(1, meeting=True), turn(2)], 2, (1,)),
    ],
)
def test_one_of_several_is_shown_when_it_is_held_or_meets(
    found: list[Turn], pinned: int | None, shown: tuple[int, ...]
) -> None:
    assert turns(found, pinned) == shown


@given(st.lists(st.builds(turn, st.integers(1, 9), exercise=st.booleans(), meeting=st.booleans())), st.integers(0, 9))
def test_something_is_shown_whenever_something_runs(found: list[Turn], pinned: int) -> None:
    shown = turns(found, pinned)
    assert bool(shown) is bool(found)
    assert set(shown) <= set(range(len(found)))


@pytest.mark.parametrize(
    ("text", "limit", "said"),
    [
        ("Tre  containere\nbrænder.", 40, "Tre containere brænder."),
        ("Brand i tre containere. Unge kaster sten mod brandvæsenet.", 40, "Brand i tre containere."),
        ("Brand. Unge kaster sten mod brandvæsenet ved centret.", 40, "Brand. Unge kaster sten mod…"),
        ("Brand i tre containere, og mere", 24, "Brand i tre containere…"),
    ],
)
def test_a_text_is_cut_where_a_sentence_ends_or_a_word(text: str, limit: int, said: str) -> None:
    assert shortened(text, limit) == said


@given(st.text(max_size=200), st.integers(5, 90))
def test_no_text_gets_longer_than_its_place(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit
