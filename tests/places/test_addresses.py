"""House numbers of OpenStreetMap in a few words, and nothing finer than a house number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.places.importing.addresses import LONGEST_STREET, Number, numbers_of, span, street_of
from tests.places.town import NASTY

READ = {
    "7": [(7, "")],
    "12 b": [(12, "B")],
    "007A": [(7, "A")],
    "1-9": [(1, ""), (9, "")],
    "1;3;5": [(1, ""), (3, ""), (5, "")],
    "2,4,6": [(2, ""), (4, ""), (6, "")],
    "12A–12D": [(12, "A"), (12, "D")],
    "12, 2. tv": [(12, "")],
    "12 2. tv": [(12, "")],
    "12 st": [(12, "")],
    "12-2": [(12, "")],
    "2635": [],
    "0": [],
    "st. th": [],
    "": [],
    NASTY: [],
}


@pytest.mark.parametrize("said", READ)
def test_a_house_number_is_read_without_floor_door_or_postcode(said: str) -> None:
    assert sorted(numbers_of({"addr:housenumber": said})) == READ[said]


@given(st.text(max_size=40))
def test_whatever_stands_there_a_number_has_three_figures_and_a_letter_at_most(said: str) -> None:
    for figure, letter in numbers_of({"addr:housenumber": said}):
        assert 0 < figure < 1000
        assert len(letter) <= 1


@given(st.text(max_size=200))
def test_a_street_is_a_short_line_of_printable_text(said: str) -> None:
    street = street_of({"addr:street": said})
    assert len(street) <= LONGEST_STREET
    assert street.isprintable()
    assert "," not in street


def test_a_street_ends_before_a_comma() -> None:
    assert street_of({"addr:street": " Nord\x1b[2J vej\u202e, 2. tv"}) == "Nord [2J vej"


def numbers(said: str) -> set[Number]:
    return {number for word in said.split() for number in numbers_of({"addr:housenumber": word})}


@pytest.mark.parametrize(("own", "others", "words"), [
    ("7", "", "7"),
    ("1 3 5 7 9", "2 4 11", "1-9"),
    ("1 9", "", "1-9"),
    ("1 3 9", "5 7", "1-3 og 9"),
    ("1 2 3 4", "", "1-4"),
    ("1 3 5 10 12", "2 4", "1-5 og 10-12"),
    ("2 4 1", "3", "1 og 2-4"),
    ("12A 12B 12C", "12D", "12A-12C"),
    ("12A 12C", "12B", "12A og 12C"),
    ("1 5 9 13 17", "3 7 11 15", "1 og 5 og 9 m.fl."),
])  # fmt: skip
def test_the_numbers_of_a_block_become_a_span(own: str, others: str, words: str) -> None:
    assert span(numbers(own), numbers(others)) == words


@given(
    st.sets(st.tuples(st.integers(1, 40), st.sampled_from(["", "A", "B"])), min_size=1, max_size=8),
    st.sets(st.tuples(st.integers(1, 40), st.sampled_from(["", "A", "B"])), max_size=8),
)
def test_no_span_goes_over_a_number_of_another_building(own: set[Number], others: set[Number]) -> None:
    others -= own
    runs = [run.removesuffix(" m.fl.").split("-") for run in span(own, others).split(" og ")]
    sides = {figure % 2 for figure, _ in own}
    whole = len({figure for figure, _ in own}) == max(own)[0] - min(own)[0] + 1
    for run in runs:
        first, last = (min(numbers(end)) for end in (run[0], run[-1]))
        assert {first, last} <= own
        within = {
            one for one in others if first < one < last and (one[0] % 2 == first[0] % 2 or (whole and len(sides) == 2))
        }
        assert not within
