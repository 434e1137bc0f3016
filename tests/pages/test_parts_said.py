"""How a number of people is read and said, and how two texts are compared."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import difference, proportions
from components.plain import plain
from components.texts import speaking
from data.errors import RuleBroken
from data.rules.parts import UNKNOWN, Involved
from data.vocabulary import Language


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("15", Involved(15, 15)), ("15-20", Involved(15, 20)), (" 15 – 20 ", Involved(15, 20)),
        ("ca. 15-20", Involved(15, 20)), ("Cirka 15 til 20", Involved(15, 20)), ("1.200", Involved(1200, 1200)),
        ("ukendt", UNKNOWN), ("Unknown", UNKNOWN), ("20-15", Involved(20, 15)), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(written: str, means: Involved | None) -> None:
    assert proportions.read(written) == means


@pytest.mark.parametrize("written", ["-5", "mange", "15-", "15-20-25", "1,5", "15 eller 20"])
def test_anything_else_is_refused_beside_the_field(written: str) -> None:
    with pytest.raises(RuleBroken, match="not-a-number") as caught:
        proportions.read(written)
    assert caught.value.details["field"] == "involved"


@given(low=st.integers(0, 9000), more=st.integers(0, 9000))
def test_what_is_shown_reads_as_what_it_was(low: int, more: int) -> None:
    for involved in (Involved(low, low + more), UNKNOWN):
        assert proportions.read(proportions.number(involved)) == involved


def test_it_is_said_in_danish_and_in_the_right_number() -> None:
    with speaking(Language.DANISH):
        said = [proportions.involved_word(one) for one in (Involved(15, 20), Involved(1, 1), Involved(0, 0), UNKNOWN)]
    assert said == ["15–20 involverede", "1 involveret", "0 involverede", "antal involverede ukendt"]


def test_what_has_gone_is_struck_through_and_what_is_new_is_bold() -> None:
    assert difference.marked("Tre containere brænder", "Fire containere brænder") == (
        ":red-background[~~Tre~~] :green-background[**Fire**] containere brænder"
    )
    assert difference.marked("", "Nyt") == ":green-background[**Nyt**]"
    assert difference.marked("Ens tekst", "Ens tekst") == "Ens tekst"


TEXT = st.text("ab #*_`[]<>~-:\n$é", max_size=60)
MARKS = re.compile(r":(?:red|green)-background\[(~~|\*\*)(.*?)\1\]", re.DOTALL)


@given(before=TEXT, after=TEXT)
def test_no_word_of_the_new_text_is_lost_or_becomes_markup(before: str, after: str) -> None:
    shown = difference.marked(before, after)
    kept = MARKS.sub(lambda found: found[2] if found[1] == "**" else "", shown)
    assert kept.split() == plain(after).split()
