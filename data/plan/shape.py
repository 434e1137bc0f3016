"""What every part of a plan file has in common: frozen, nothing unknown, an empty line is a missing one.

All values arrive as text (see yamltext.py), so that a telephone number stays a text and `nej` is no YAML guess.
The sentences raised here are Danish: they are read beside a Danish file, by the people who wrote it.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from data.plan import words
from data.plan.phones import parse_e_mail, parse_phone
from data.plan.problems import meant
from data.vocabulary import InjectKind, PartKind, PartyKind, Register, Room, Route, RuleTopic, Verb

CODE = "(kode)"
"""Under this name the key of a mapping reaches the model; the brackets keep it out of the file's own names."""

_T = TypeVar("_T")


class Shape(BaseModel):
    """One part of a plan file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_missing(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: content for key, content in value.items() if content is not None or key not in known}


def keyed(value: Any) -> Any:
    """Hand each entry of a mapping its own key as its code."""
    if not isinstance(value, dict):
        return value
    return {key: {**entry, CODE: key} if isinstance(entry, dict) else entry for key, entry in value.items()}


def meaning(table: Mapping[str, _T], former: Mapping[str, _T] | None = None) -> BeforeValidator:
    """A validator that reads a Danish word by `table`; `former` words are read as well, and never proposed."""
    known = {**table, **(former or {})}

    def read(word: Any) -> _T:
        if not isinstance(word, str):
            raise ValueError(f"Her mangler et ord. Mulige ord: {_either(tuple(table))}.")
        if word.strip().lower() not in known:
            raise ValueError(f"‘{word}’ kendes ikke.{meant(word, table)} Mulige ord: {_either(tuple(table))}.")
        return known[word.strip().lower()]

    return BeforeValidator(read)


def listed(kind: type[tuple[Any, ...]] | type[frozenset[Any]]) -> BeforeValidator:
    """A validator that also takes a single word where a list is meant."""
    return BeforeValidator(lambda value: kind((value,)) if isinstance(value, str) else value)


def _either(choices: tuple[str, ...]) -> str:
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} eller {choices[-1]}"


def _iso(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            said = "findes ikke i kalenderen" if re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()) else "er ikke en dato"
            raise ValueError(f"‘{value}’ {said}. Skriv år-måned-dag, for eksempel 2027-02-03.") from None
    return value


def _phone(value: Any) -> Any:
    if isinstance(value, str):
        try:
            parse_phone(value)
        except ValueError:
            rule = "Skriv otte cifre, hvor det første er 2-9, for eksempel 70 00 00 01, eller + og landekode."
            raise ValueError(f"‘{value}’ er ikke et telefonnummer. {rule}") from None
    return value


def _e_mail(value: Any) -> Any:
    if isinstance(value, str):
        try:
            parse_e_mail(value.strip())
        except ValueError:
            raise ValueError(f"‘{value}’ er ikke en e-mailadresse. Skriv for eksempel vagt@example.dk.") from None
    return value


Text = Annotated[str, Field(min_length=1)]
Short = Annotated[str, Field(min_length=1, max_length=12)]
Day = Annotated[date, BeforeValidator(_iso)]
Count = Annotated[int, Field(ge=1)]
YesNo = Annotated[bool, meaning(words.YES_NO)]
Kind = Annotated[PartyKind, meaning(words.PARTY_KINDS)]
Way = Annotated[Route, meaning(words.ROUTES, words.FORMER_ROUTES)]
Part = Annotated[PartKind, meaning(words.PARTS)]
Where = Annotated[Room, meaning(words.ROOMS)]
Shows = Annotated[Register, meaning(words.REGISTERS)]
Topic = Annotated[RuleTopic, meaning(words.TOPICS)]
Grant = Annotated[Verb, meaning(words.VERBS)]
Becomes = Annotated[InjectKind, meaning(words.INJECTS)]
Minute = Annotated[int, Field(ge=0, le=240)]
Phone = Annotated[str, BeforeValidator(_phone)]
EMail = Annotated[str, BeforeValidator(_e_mail)]
