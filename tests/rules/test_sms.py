"""Text messages: counted as the net counts them, shortened without cutting a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import sms

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)


@pytest.mark.parametrize(
    ("text", "used", "segments", "room"),
    [
        ("", 0, 0, 160),
        ("a" * 160, 160, 1, 160),
        ("a" * 161, 161, 2, 153),
        ("a" * 306, 306, 2, 153),
        ("a" * 307, 307, 3, 153),
        ("æøåÆØÅ é" * 20, 160, 1, 160),
        ("€" * 80, 160, 1, 160),
        ("a" * 152 + "€" * 5, 162, 2, 153),  # the first € does not fit and starts the second segment
        ("ж" * 70, 70, 1, 70),
        ("ж" * 71, 71, 2, 67),
        ("😀" * 35, 70, 1, 70),
        ("😀" * 36, 72, 2, 67),  # 33 whole ones in each: the 67th place stays empty
        ("😀" * 67, 134, 3, 67),
        ("a" * 69 + "–", 70, 1, 70),
    ],
)  # fmt: skip
def test_it_is_counted_as_the_net_counts(text: str, used: int, segments: int, room: int) -> None:
    assert sms.length(text) == sms.Length(used, segments, room)


def test_dashes_and_quotes_of_a_keyboard_cost_nothing() -> None:
    said = sms.plainer("“Ro” – sagde  politiet …\n\n kl.\u00a022’")
    assert said == '"Ro" - sagde politiet ...\nkl. 22\''
    assert sms.length(said).room == 160


@given(pieces=st.lists(TEXTS, min_size=1, max_size=5), segments=st.integers(1, 2), exercise=st.booleans())
def test_what_is_shortened_fits_and_holds_whole_words_alone(pieces: list[str], segments: int, exercise: bool) -> None:
    order = list(range(len(pieces)))
    made = sms.shortened(pieces, order, segments, lambda said: f"ØVELSE. {said} ØVELSE" if exercise else said)
    if not made:
        return
    assert sms.length(made).segments <= segments
    if exercise:
        assert made.startswith("ØVELSE. ")
        assert made.endswith(" ØVELSE")
        made = made.removeprefix("ØVELSE. ").removesuffix(" ØVELSE")
    words = {word for piece in pieces for word in piece.split()}
    assert all(word in words or word.removesuffix(sms.CUT) in words for word in made.split())


def test_the_most_important_comes_in_first_and_the_order_stays() -> None:
    happened = "Der er brand. " + "Mange folk er på stedet. " * 8
    made = sms.shortened([happened, "Hold vinduerne lukkede."], [1, 0], 1, str)
    assert made.startswith("Der er brand. Mange folk")
    assert made.endswith("Hold vinduerne lukkede.")


def test_a_sentence_that_is_too_long_is_cut_at_a_word_and_says_so() -> None:
    made = sms.shortened(["ord " * 100], [0], 1, str)
    assert made.endswith("ord...")
    assert sms.shortened(["x" * 500], [0], 1, str) == ""
