"""A word is found however it was spelt; a word that is not there is not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.errors import RuleBroken
from data.rules.finding import pattern, surroundings

FOUND = [
    ("åse", "Aase så det"), ("Aase", "åse"), ("ÅSE", "A\u030ase"), ("Ase", "Åse"), ("søren", "SOEREN"),
    ("Soeren", "Søren"), ("soren", "Sören"), ("José", "jose"), ("jose", "JOSÉ"), ("Mueller", "mueller"),
    ("müller", "Mueller"), ("Læssøe", "laessoe"), ("Testesen", "kim TESTESENS bil"), ("Kim Testesen", "Kim\nTestesen"),
    ("Kim Testesen", "kim-testesen"), ("20304050", "tlf. 20 30 40 50"), ("20 30 40 50", "20304050"),
    ("010199-1234", "0101991234"), ("+45 20 30 40 50", "tlf. 20304050"), ("0045 20304050", "2030 4050"),
    ("+4520304050", "+45 20 30 40 50"),
    ("KimTestesen", "Kim Testesen"), ("Kim Testesen", "@kimtestesen"), ("Testesen", "Test-esen"),
    ("a.b", "A.B"), ("50%", "50% af dem"),
]  # fmt: skip
MISSED = [
    ("Testesen", "Testersen"), ("a.b", "axb"), ("kim", "kl. im"),
    ("12", "1 og 2"), ("ib", "i byen"), ("+45 12", "12"), ("%%", "noget andet"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "body"), FOUND)
def test_a_word_is_found_however_it_is_spelt(word: str, body: str) -> None:
    assert pattern(word).search(body)


@pytest.mark.parametrize(("word", "body"), MISSED)
def test_another_word_is_not(word: str, body: str) -> None:
    assert not pattern(word).search(body)


@pytest.mark.parametrize("word", ["", " ", "a", " a "])
def test_a_single_letter_is_no_word(word: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        pattern(word)
    assert refused.value.details["field"] == "word"


@given(some.text(some.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x17F), min_size=2, max_size=12))
def test_a_word_finds_itself_in_any_case_and_form(word: str) -> None:
    found = pattern(word)
    for spelt in (word, unicodedata.normalize("NFD", word)):
        assert found.search(f"før {spelt} efter"), spelt


def test_the_surroundings_are_short_and_on_one_line() -> None:
    body = "x" * 100 + "\nKim Testesen\n" + "y" * 100
    found = pattern("kim testesen").search(body)
    assert found
    told = surroundings(body, found)
    assert "Kim Testesen" in told
    assert told.startswith("… ")
    assert len(told) < 110
    assert "\n" not in told
