"""A plan file -> StandingPlan, or every problem it has, with its line, in Danish (6.27).

The same text gives the same plan object: parsing happens once per version.
"""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from data.plan import opening, references, sections
from data.plan.blanks import blanks, without
from data.plan.model import DIGEST, FOLDER, SOURCE, StandingPlan
from data.plan.problems import Lines, PlanRefused, Problem, sentence, where
from data.plan.problems import Path as Where
from data.plan.yamltext import Tree

REFERRED_TO: Final = frozenset({"parter", "roller", "katalog", "målgrupper", "netværk"})
"""Sections that others name something of: unread, they would make every one of those names a wrong one."""


def load(path: Path) -> StandingPlan:
    """The plan in that file; its map files are looked for beside it first. Raises PlanRefused."""
    return parse(opening.read_text(path), path.parent)


def parse(text: str, folder: Path | None = None) -> StandingPlan:
    """The plan of that text; `folder` is where its own map files lie, if any. Raises PlanRefused."""
    return _parsed(text, folder.resolve() if folder else None)


def digest_of(text: str) -> str:
    """SHA-256 of the text, as hex: the name of a version."""
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def _parsed(text: str, folder: Path | None) -> StandingPlan:
    tree, lines, problems, unread = sections.read(text)
    if not isinstance(tree, dict):
        raise PlanRefused([*problems, Problem(1, "", "Filen skal bestå af nøgler med kolon, for eksempel ‘titel: …’.")])
    asked = dict(blanks(tree))
    problems += [Problem(lines.problem(path, said).line, where(path), said, blank=True) for path, said in asked.items()]
    filled = without(tree, frozenset(asked))
    assert isinstance(filled, dict)
    if not unread & REFERRED_TO:
        problems += references.check(filled, lines, folder)
    own = {DIGEST: digest_of(text), SOURCE: text, FOLDER: folder}
    plan, wrong = _judged(filled, own)
    problems += [_told(one, lines) for one in wrong if not _follows(one, asked, unread)]
    if plan is None or problems:
        raise PlanRefused(problems)
    return plan


def _judged(tree: dict[str, Tree], own: Mapping[str, object]) -> tuple[StandingPlan | None, list[ErrorDetails]]:
    try:
        return StandingPlan.model_validate({**tree, **own}), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_input=False)


def _follows(error: ErrorDetails, asked: Mapping[Where, str], unread: frozenset[str]) -> bool:
    """Whether it is only said because a place is not filled in yet, or because a section could not be read."""
    path = error["loc"]
    if path[:1] and path[0] in unread:
        return True
    if error["type"] == "value_error":  # what a whole entry must be is asked again when it is filled in
        return any(place[: len(path)] == path for place in asked)
    return path in asked and error["type"] != "extra_forbidden"


def _told(error: ErrorDetails, lines: Lines) -> Problem:
    path = error["loc"]
    known = _fields_at(path[:-1])
    meant = known.get(path[-1]) if path else None
    if meant is None and path and isinstance(path[-1], int):  # one of several in a place
        meant = _fields_at(path[:-2]).get(path[-2]) if len(path) > 1 else None
    meaning = meant.description or "" if meant else ""
    return lines.problem(path, sentence(error, [str(key) for key in known], meaning))


def _fields_at(path: Where) -> dict[str | int, FieldInfo]:
    """What the model knows at a path, by key: to guess what a misspelt one meant, and to say what a missing one is."""
    shape: Any = StandingPlan
    for part in path:
        if _is_shape(shape):
            field = next((f for f in shape.model_fields.values() if f.alias == part), None)
            shape = field.annotation if field else None
        else:  # one entry of tuple[Model, ...] or dict[str, Model]
            shape = next((inside for inside in getattr(shape, "__args__", ()) if _is_shape(inside)), None)
    known = shape.model_fields.values() if _is_shape(shape) else ()
    return {field.alias: field for field in known if field.alias and not field.alias.startswith("(")}


def _is_shape(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
