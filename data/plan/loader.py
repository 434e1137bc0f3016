"""A plan file -> StandingPlan, or every problem it has, with its line, in Danish (6.27).

The same text gives the same plan object: parsing happens once per version.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from data.plan import references
from data.plan.model import DIGEST, FOLDER, SOURCE, StandingPlan
from data.plan.problems import Lines, PlanRefused, Problem, sentence
from data.plan.yamltext import read_tree


def load(path: Path) -> StandingPlan:
    """The plan in that file; its map files are looked for beside it first. Raises PlanRefused."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise PlanRefused([Problem(None, path.name, "Filen kan ikke åbnes.")]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise PlanRefused([Problem(line, "", "Filen er ikke gemt som UTF-8. Gem den igen med den kodning.")]) from None
    return parse(text, path.parent)


def parse(text: str, folder: Path | None = None) -> StandingPlan:
    """The plan of that text; `folder` is where its own map files lie, if any. Raises PlanRefused."""
    return _parsed(text, folder.resolve() if folder else None)


def digest_of(text: str) -> str:
    """SHA-256 of the text, as hex: the name of a version."""
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def _parsed(text: str, folder: Path | None) -> StandingPlan:
    tree, lines, problems = read_tree(text)
    if not isinstance(tree, dict):
        raise PlanRefused([*problems, Problem(1, "", "Filen skal bestå af nøgler med kolon, for eksempel ‘titel: …’.")])
    problems += references.check(tree, lines, folder)
    try:
        plan = StandingPlan.model_validate({**tree, DIGEST: digest_of(text), SOURCE: text, FOLDER: folder})
    except ValidationError as error:
        problems += _told(error, lines)
        raise PlanRefused(problems) from None
    if problems:
        raise PlanRefused(problems)
    return plan


def _told(error: ValidationError, lines: Lines) -> list[Problem]:
    found = error.errors(include_url=False, include_input=False)
    return [lines.problem(detail["loc"], sentence(detail, _keys_at(detail["loc"][:-1]))) for detail in found]


def _keys_at(path: tuple[str | int, ...]) -> list[str]:
    """The keys the model knows at a path, to guess what a misspelt one meant."""
    shape: Any = StandingPlan
    for part in path:
        if _is_shape(shape):
            field = next((f for f in shape.model_fields.values() if f.alias == part), None)
            shape = field.annotation if field else None
        else:  # one entry of tuple[Model, ...] or dict[str, Model]
            shape = next((inside for inside in getattr(shape, "__args__", ()) if _is_shape(inside)), None)
    known = shape.model_fields.values() if _is_shape(shape) else ()
    return [field.alias for field in known if field.alias and not field.alias.startswith("(")]


def _is_shape(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
