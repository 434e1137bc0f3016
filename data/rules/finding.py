"""How a word is searched for in everything that was ever written: whatever its letters' case, accents or spelling.

Finding too much is better than missing a name: å, aa and a are the same, and so are ø, oe and o, æ and ae; blanks and
hyphens do not count, a name written in one word is found in two, and a telephone number with or without its country.
Source: domain.md 6.25.
"""

import re
import unicodedata
from collections import defaultdict
from typing import Final

from data.errors import RuleBroken

SHORTEST: Final = 2
AROUND: Final = 40
"""Characters on each side of a hit that are shown as its surroundings."""
LITTLE: Final = 12
"""The same for whoever does not read what it stands in: enough to tell a name from a word, and no sentence."""
BETWEEN: Final = re.compile(r"(?<=\d)[\s.\-]+(?=\d)")
"""What stands between figures that belong together."""
COUNTRY: Final = re.compile(r"^(?:\+|00)45(?=[\s.\-]*(?:\d[\s.\-]*){8}$)")
"""Denmark's number before eight others: people write a telephone number without it."""
LONG: Final = 6
"""Letters from which on a word is also found in two: in shorter ones the end of one word and the next would be it."""
MARKS: Final = "[\u0300-\u036f]*"
ALIKE: Final = {"a": ("aåæ", "ae"), "o": ("oøö", "e"), "æ": ("æäa", "e"), "ø": ("øöo", "e"), "å": ("åa", "a"),
                "ä": ("äæa", "e"), "ö": ("öøo", "e"), "ü": ("üuy", "e")}  # fmt: skip
"""Letter -> what stands for it, and what may follow it when it is written as two (aa, oe, ae, ue)."""


def _spelled() -> dict[str, str]:
    """Each plain letter -> all that look like it, in both cases."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0].lower()
        if letter.isalpha() and len(base) == 1:
            found[base].add(letter)
    for own in "æøåäöü":
        found[own] = {own, own.upper(), *found[own]}
    found["o"] |= {"ø", "Ø"}
    found["d"] |= {"đ", "Đ", "ð", "Ð"}
    found["l"] |= {"ł", "Ł"}
    return {base: "".join(sorted(letters)) for base, letters in found.items()}


SPELLED: Final = _spelled()


def pattern(word: str) -> re.Pattern[str]:
    """What finds the word. Raises RuleBroken "word-short" with the field `word`."""
    lower = unicodedata.normalize("NFC", word).lower()
    clean = " ".join("".join(letter for letter in lower if not unicodedata.combining(letter)).split())
    if len(clean.replace(" ", "")) < SHORTEST:
        raise RuleBroken("word-short", field="word", minimum=SHORTEST)
    clean = BETWEEN.sub("", COUNTRY.sub("", clean).strip()).replace("aa", "å").replace("oe", "ø").replace("ae", "æ")
    letters = clean.translate(str.maketrans("", "", " -"))
    in_two = r"[\s\-]*" if len(letters) >= LONG else ""
    parts, before = [], ""
    for letter in clean:
        if letter in " -":
            parts.append(r"[\s\-]*")
            before = ""
            continue
        parts += [r"[\s.\-]*" if letter.isdigit() and before.isdigit() else in_two if before else "", _letter(letter)]
        before = letter
    return re.compile("".join(parts))


def _letter(letter: str) -> str:
    """Everything that one letter may have been written as: one class, which the search can begin with."""
    if letter in ALIKE:
        first, second = ALIKE[letter]
        return f"{_class(first)}(?:{_class(second)})?"
    return _class(unicodedata.normalize("NFD", letter)[0]) if letter.isalpha() else re.escape(letter)


def _class(letters: str) -> str:
    spelled = "".join(SPELLED.get(letter, letter) for letter in letters)
    return f"[{re.escape(spelled)}]{MARKS}"


def surroundings(body: str, found: re.Match[str], room: int = AROUND) -> str:
    """The hit with a little on each side (`room` characters), on one line."""
    start, end = max(0, found.start() - room), min(len(body), found.end() + room)
    line = " ".join(body[start:end].split())
    return f"{'… ' if start else ''}{line}{' …' if end < len(body) else ''}"
