"""What is wrong with a plan file, so precisely that its author can put it right without help (6.27).

These sentences are Danish although `data` sends up codes elsewhere: they belong to the file, as its keys do.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from data.errors import Refusal

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One thing to put right: the line in the file (from 1), where in its structure, and what to do."""

    line: int | None
    where: str
    sentence: str
    blank: bool = False
    """Nothing is wrong there: it is a place of the template that nobody has filled in yet."""

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"linje {self.line}" if self.line else "", self.where) if part)
        return f"{place[:1].upper()}{place[1:]}: {self.sentence}" if place else self.sentence


class PlanRefused(Refusal):
    """The file is not taken; the plan in use stays. `problems` has all of them, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        super().__init__("plan-refused", problems=self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(frozen=True)
class Lines:
    """Where each part of the file begins."""

    at: Mapping[Path, int]

    def problem(self, path: Path, sentence: str) -> Problem:
        """A problem at a path; a part that is missing is reported at the line of what should hold it."""
        nearest = next((path[:end] for end in range(len(path), -1, -1) if path[:end] in self.at), ())
        return Problem(self.at.get(nearest), where(path), sentence)


def where(path: Path) -> str:
    """The path as a person reads it: `kontakter nr. 2 › telefon`."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int):
            words[-1:] = [f"{words[-1] if words else 'punkt'} nr. {part + 1}"]
        elif not part.startswith(("(", "[")):
            words.append(part)
    return " › ".join(words)


def meant(word: str, known: Iterable[str]) -> str:
    """`Mente du ‘x’?` with a space before it, or nothing when no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Mente du ‘{near[0]}’?" if near else ""


_SENTENCES: Mapping[str, str] = {
    "missing": "‘{name}’ mangler.",
    "string_type": "‘{name}’ skal være en tekst på samme linje, ikke en liste eller underpunkter.",
    "string_too_short": "‘{name}’ må ikke være tom.",
    "string_too_long": "‘{name}’ må højst fylde {max_length} tegn. Forkort den.",
    "int_type": "‘{name}’ skal være et helt tal. Skriv kun cifre.",
    "int_parsing": "‘{name}’ skal være et helt tal. Skriv kun cifre.",
    "int_parsing_size": "‘{name}’ er et alt for stort tal.",
    "int_from_float": "‘{name}’ skal være et helt tal. Skriv kun cifre.",
    "float_type": "‘{name}’ skal være et tal med punktum, for eksempel 56.2.",
    "float_parsing": "‘{name}’ skal være et tal med punktum, for eksempel 56.2.",
    "finite_number": "‘{name}’ skal være et tal med punktum, for eksempel 56.2.",
    "greater_than_equal": "‘{name}’ skal være mindst {ge:g}.",
    "less_than_equal": "‘{name}’ må højst være {le:g}.",
    "too_long": "‘{name}’ har for mange punkter: højst {max_length}.",
    "too_short": "‘{name}’ har for få punkter: mindst {min_length}.",
    "tuple_type": "‘{name}’ skal være en liste. Skriv [et, to], eller hvert punkt på sin linje med - foran.",
    "list_type": "‘{name}’ skal være en liste. Skriv [et, to], eller hvert punkt på sin linje med - foran.",
    "frozen_set_type": "‘{name}’ skal være en liste. Skriv [et, to], eller hvert punkt på sin linje med - foran.",
    "dict_type": "‘{name}’ skal have underpunkter, hver med sin kode, rykket ind på linjerne under.",
    "model_type": "‘{name}’ skal have underpunkter. Skriv dem som ‘nøgle: …’, rykket ind på linjerne under.",
    "date_type": "‘{name}’ skal være en dato, for eksempel 2027-02-03.",
}


def sentence(error: ErrorDetails, siblings: Iterable[str], meaning: str = "") -> str:
    """The Danish sentence for what pydantic found.

    `siblings` are the keys that are known at that place, `meaning` says what is to stand there.
    """
    kind, path = error["type"], error["loc"]
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "filen")
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "extra_forbidden":
        return f"‘{name}’ kendes ikke her.{meant(name, siblings) or ' Ret nøglen, eller fjern linjen.'}"
    context: dict[str, Any] = dict(error.get("ctx", {}))
    said = _SENTENCES.get(kind, "‘{name}’ kan ikke forstås.").format(name=name, **context)
    if kind != "missing":
        return said
    write = f"Skriv ‘{name}: …’" if path and path[-1] == name else f"Skriv alle tal i ‘{name}’"
    return f"{said} {write}{f': {meaning}' if meaning else ''}."
