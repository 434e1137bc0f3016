"""What a password must be: long, and nothing that anybody would try first (NIST SP 800-63B, 5.1.1.2).

No composition rules. Refused are the passwords of a published list, what is made of them by digits around, doubling
and the usual figures for letters, rows of the keyboard, and words that whoever knows the house would try: its name, the
plan's, the account's own. The list is Django's (common_passwords.txt, BSD; 5.2.19), kept as it came; it holds hardly
any Danish, so a few words stand here.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from data.errors import RuleBroken

SHORTEST: Final = 12
"""Characters of a password, after it is made alike (`alike`)."""
LONGEST: Final = 256
VARIETY: Final = 5
"""Different characters at least."""
OWN: Final = 5
"""Letters that must be left when the words of the house are taken out."""
WORD: Final = 4
"""Letters of the shortest word of the house that is looked for."""
DANISH: Final = frozenset(
    (
        "adgangskode", "kodeord", "hemmelig", "hemmeligt", "hemmelighed", "velkommen", "velkommentil", "sommer",
        "sommerferie", "vinter", "efterår", "forår", "fodbold", "danmark", "kommune", "login", "logind", "logmigind",
        "bruger", "brugernavn", "ændremig", "skiftmig", "skiftkode", "nytkodeord", "minkode", "mitkodeord",
        "minadgangskode", "nyadgangskode", "jegelskerdig", "rødgrødmedfløde", "detteerenkode", "detteermitkodeord",
    )
)  # fmt: skip
HOUSE: Final = ("Beredskabsoverblik", "Beredskabsplan", "Beredskab", "Emergency overview")
"""What the product calls itself."""
LETTERS: Final = str.maketrans("@4301!5$7", "aaeoiisst")
"""Figures that are written for letters, and which."""
SPELT: Final = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe"})
"""How Danish letters are written where there are none."""
KEYS: Final = ("1234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm")
ROWS: Final = tuple(
    row
    for together in ("".join(KEYS), "".join(key[:10] for key in KEYS), "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p")
    for row in (together * 2, together[::-1] * 2)
)


def alike(password: str) -> str:
    """The same password however a keyboard or a telephone makes its letters: NFKC."""
    return unicodedata.normalize("NFKC", password)


def octets(password: str) -> bytes:
    """What is hashed; half characters, which are no UTF-8, are taken as they come."""
    return password.encode("utf-8", "surrogatepass")


def require_good(password: str, *, house: Iterable[str] = ()) -> None:
    """Refuse a bad one, with the field "password"; `house` are words and names that others would try first.

    Raises RuleBroken: "password-short" (minimum), "password-long" (maximum), "password-monotonous", "password-known",
    "password-of-house".
    """
    chosen = alike(password)
    if len(chosen) < SHORTEST:
        raise RuleBroken("password-short", field="password", minimum=SHORTEST)
    if len(chosen) > LONGEST:
        raise RuleBroken("password-long", field="password", maximum=LONGEST)
    if len(set(chosen)) < VARIETY:
        raise RuleBroken("password-monotonous", field="password")
    if _is_known(chosen):
        raise RuleBroken("password-known", field="password")
    if _is_of_house(chosen, (*HOUSE, *house)):
        raise RuleBroken("password-of-house", field="password")


@cache
def known() -> frozenset[str]:
    """The published list in small letters, and the Danish words."""
    listed = (Path(__file__).parent / "common_passwords.txt").read_text("utf-8").splitlines()
    danish = {word.translate(SPELT) for word in DANISH}
    return frozenset(word.casefold() for word in listed) | DANISH | danish


def _is_known(chosen: str) -> bool:
    small = chosen.casefold()
    tight = _tight(small)
    if 2 * len(tight) > len(small) and (any(tight in row for row in ROWS) or _runs(tight)):
        return True
    forms = {small.strip(" "), *_shorter(small), *_shorter(tight)}
    forms |= {form.translate(LETTERS) for form in forms} | {_tight(form.translate(LETTERS)) for form in forms}
    forms |= {_once(form) for form in forms}
    return not known().isdisjoint(forms - {""})


def _is_of_house(chosen: str, house: Iterable[str]) -> bool:
    """Whether little is left without the words of the house, or nothing but what everybody knows."""
    tight = _tight(alike(chosen).casefold()).translate(SPELT)
    words = {
        _tight(part).translate(SPELT) for phrase in house for part in (phrase.casefold(), *_parts(phrase.casefold()))
    }
    left = tight
    for word in sorted((word for word in words if len(word) >= WORD), key=len, reverse=True):
        left = left.replace(word, "")
    if left == tight:
        return False
    return sum(c.isalpha() for c in left) < OWN or not known().isdisjoint({left, _inner(left)})


def _parts(phrase: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in alike(phrase)).split()


def _tight(text: str) -> str:
    """Letters and digits alone."""
    return "".join(c for c in text if c.isalnum())


def _inner(text: str) -> str:
    """Without what is no letter at both ends."""
    letters = [place for place, c in enumerate(text) if c.isalpha()]
    return text[letters[0] : letters[-1] + 1] if letters else ""


def _shorter(text: str) -> set[str]:
    """With less and less of what is no letter at its end, with and without what is none at its beginning."""
    inner = _inner(text)
    first = text.find(inner) if inner else 0
    ends = range(first + len(inner), len(text) + 1)
    return {text[begin:end] for begin in (0, first) for end in ends}


def _once(text: str) -> str:
    """What is said several times over, once."""
    period = (text + text).find(text, 1) if text else 0
    return text[:period] if 0 < period < len(text) else text


def _runs(text: str) -> bool:
    """Whether each character is the next one, or the one before: abcdef, 987654 (9 is followed by 0)."""
    digits = text.isdecimal()
    steps = {(ord(b) - ord(a)) % 10 if digits else ord(b) - ord(a) for a, b in pairwise(text)}
    return steps in ({1}, {9} if digits else {-1})
