"""A click is told once, and what a browser sends is not believed."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.map.clicks import Click, Told, read

HERE = {"frame": "a", "count": 1, "point": [55.61, 12.35]}


def test_a_repeated_report_is_swallowed() -> None:
    click, told = read(HERE, None, ())
    assert click == Click(point=(55.61, 12.35), mark=None)
    assert read(HERE, told, ()) == (None, told)


def test_the_same_place_clicked_again_is_a_new_click() -> None:
    _, told = read(HERE, None, ())
    click, _ = read({**HERE, "count": 2}, told, ())
    assert click == Click(point=(55.61, 12.35), mark=None)


def test_an_older_click_that_arrives_late_is_swallowed() -> None:
    _, told = read({**HERE, "count": 3}, None, ())
    assert read({**HERE, "count": 2}, told, ()) == (None, told)


def test_a_reloaded_map_starts_counting_afresh() -> None:
    _, told = read({**HERE, "count": 9}, None, ())
    click, _ = read({"frame": "b", "count": 1, "mark": 4}, told, {4})
    assert click == Click(point=None, mark=4)


def test_a_mark_that_is_gone_is_no_click_and_stays_told() -> None:
    click, told = read({"frame": "a", "count": 1, "mark": 4}, None, {5})
    assert click is None
    assert read({"frame": "a", "count": 1, "mark": 4}, told, {4}) == (None, told)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        [],
        "click",
        {"frame": 1, "count": 1, "mark": 4},
        {"frame": "x" * 65, "count": 1, "mark": 4},
        {"frame": "a", "count": True, "mark": 4},
        {"frame": "a", "count": 1, "mark": True},
        {"frame": "a", "count": 1, "point": [91, 0]},
        {"frame": "a", "count": 1, "point": [0, float("inf")]},
        {"frame": "a", "count": 1, "point": [10**400, 0]},
        {"frame": "a", "count": 1, "point": ["55", "12"]},
        {"frame": "a", "count": 1, "point": [1, 2, 3]},
    ],
)
def test_nonsense_is_no_click(value: object) -> None:
    assert read(value, None, {1, 4})[0] is None


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 5), st.integers(1, 3))))
def test_no_click_is_told_twice(reports: list[tuple[str, int, int]]) -> None:
    """Whatever a frame repeats; frames follow one another, they do not alternate."""
    told, clicks = None, []
    for frame, count, mark in sorted(reports, key=lambda report: report[0]):
        click, told = read({"frame": frame, "count": count, "mark": mark}, told, {1, 2, 3})
        if click:
            clicks.append((frame, count))
    assert len(clicks) == len(set(clicks))


def test_what_is_remembered_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Told("a", 1))) == Told("a", 1)  # noqa: S301  our own bytes
