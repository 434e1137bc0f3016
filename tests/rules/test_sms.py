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
def test_what_is_shortened_fits_and_no_piece_is_cut(pieces: list[str], segments: int, exercise: bool) -> None:
    order = list(range(len(pieces)))
    made = sms.shortened(pieces, order, segments, lambda said: f"ØVELSE. {said} ØVELSE" if exercise else said)
    if not made.text:
        assert made.left_out == tuple(order)
        return
    assert sms.length(made.text).segments <= segments
    kept = " ".join(piece for n, piece in enumerate(pieces) if n not in made.left_out)
    assert made.text == (f"ØVELSE. {kept} ØVELSE" if exercise else kept)


def test_the_most_important_comes_in_first_and_the_order_stays() -> None:
    happened, advice, more = "Der er brand.", "Hold vinduerne lukkede.", "Mange folk er på stedet. " * 8
    made = sms.shortened([happened, more, advice], [0, 2, 1], 1, str)
    assert made == sms.Shortened(f"{happened} {advice}", (1,))


@pytest.mark.parametrize(
    "said", ["Kl. 06.00 i morgen.", "St. Torv, bl.a. nr. 4, ca. kl. 7.", "F.eks. hos H.C. Ørsted."]
)
def test_an_abbreviation_ends_no_answer(said: str) -> None:
    assert sms.shortened(["Der er brand.", said, "Mere. " * 40], [0, 1, 2], 1, str).text == f"Der er brand. {said}"


def test_what_holds_nothing_of_the_foremost_is_no_short_version() -> None:
    assert sms.shortened(["x" * 200, "Kontoret."], [0, 1], 1, str) == sms.Shortened("", (0, 1))
    assert sms.shortened(["x" * 200, "Kontoret."], [0, 1], 1, str, leads=2).text == "Kontoret."
