"""What a password must be (NIST SP 800-63B): long, of any letters, and none that others would try first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import passwords

HOUSE = ("Beredskabsplan for Eksempelparken", "Eksempelparken", "vagt.nord", "Vagthavende, nord")


def refused(password: str, house: tuple[str, ...] = HOUSE) -> str:
    """The code of the refusal, "" for a good one."""
    try:
        passwords.require_good(password, house=house)
    except RuleBroken as broken:
        return broken.code if broken.details["field"] == "password" else "beside the wrong field"
    return ""


@pytest.mark.parametrize(
    "password",
    ["en lang adgangssætning", "fire små grå kanoner", "correct horse battery staple", "bKq7!zVw92.r",
     "тихая ночь дома",
     "夜は静かに更けてゆく公園にて", "🦊🌲🚲🏡🌙🧭🎈🧺🪁🌻🥾🎻", "Vagten i Eksempelparken drikker te"],
)  # fmt: skip
def test_a_sentence_is_good_whatever_its_letters(password: str) -> None:
    assert refused(password) == ""


@pytest.mark.parametrize(
    "password",
    ["password1234", "PassWord 1234", "p@ssw0rd2026!", "Qwerty123456", "qwertyuiopåas", "1234567890123", "098765432109",
     "abcdefghijklmn", "sommer2026!!!", "Adgangskode1!", "hemmelighemmelig", "123456sommer", "dragondragondragon",
     "1qaz2wsx3edc", "iloveyou 2026", "football-1999"],
)  # fmt: skip
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert refused(password) == "password-known"


@pytest.mark.parametrize(
    "password",
    ["Eksempelparken", "eksempelparken2026", "2026-Eksempelparken!", "beredskabsplan1", "Beredskabsoverblik",
     "vagt.nord.2026",
     "VagthavendeNord1", "eksempelparken-sommer", "beredskab eksempelparken"],
)  # fmt: skip
def test_words_of_the_house_are_refused_with_digits_around(password: str) -> None:
    assert refused(password) == "password-of-house"


@pytest.mark.parametrize("password", ["Ågårdenparken2026", "aagaardenparken", "AAGAARDENPARKEN!", "roedgroedmedfloede"])
def test_danish_letters_are_known_however_they_are_spelt(password: str) -> None:
    assert refused(password, ("Ågårdenparken",)) in {"password-of-house", "password-known"}


def test_length_is_counted_in_characters_as_they_are_made_alike() -> None:
    decomposed = unicodedata.normalize("NFD", "åæøåéüåæøåé")
    assert len(decomposed) > passwords.SHORTEST > len(unicodedata.normalize("NFKC", decomposed))
    assert refused(decomposed) == "password-short"
    assert refused("en lang sætning " * 16) == ""
    assert refused("en lang sætning " * 16 + "!") == "password-long"
    assert refused("aaaabbbbccccdddd") == "password-monotonous"


@given(st.text(max_size=300))
def test_whatever_is_typed_gets_an_answer(password: str) -> None:
    assert refused(password) in {
        "", "password-short", "password-long", "password-monotonous", "password-known", "password-of-house",
    }  # fmt: skip
    assert passwords.octets(passwords.alike(password)) or not password


@given(st.sampled_from(sorted(passwords.known())), st.integers(0, 99999))
def test_a_known_password_with_figures_is_still_known(word: str, figures: int) -> None:
    assert refused(f"{word}{figures}") in {"password-known", "password-short", "password-monotonous"}
