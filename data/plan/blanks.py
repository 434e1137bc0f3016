"""The places of a plan file that are still to be filled in: where the template says UDFYLD, and what it asks for."""

import re
from collections.abc import Iterator
from typing import Final

from data.plan.problems import Path
from data.plan.yamltext import Tree

WORD: Final = "UDFYLD"

_BLANK: Final = re.compile(rf"\b{WORD}\b")
_ASKED: Final = re.compile(rf"{WORD}\s*\((.+)\)", re.DOTALL)


def blanks(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Where each is, and what to write there; a text that was filled in by half is one, too."""
    if isinstance(tree, dict):
        for key, inside in tree.items():
            yield from blanks(inside, (*path, key))
    elif isinstance(tree, list):
        for number, inside in enumerate(tree):
            yield from blanks(inside, (*path, number))
    elif tree is not None and _BLANK.search(tree):
        asked = _ASKED.fullmatch(tree.strip())
        yield path, f"Udfyld: {asked[1]}." if asked else f"Skriv det, der skal stå, i stedet for {WORD}."


def without(tree: Tree, places: frozenset[Path], path: Path = ()) -> Tree:
    """The tree with nothing at these places."""
    if path in places:
        return None
    if isinstance(tree, dict):
        return {key: without(inside, places, (*path, key)) for key, inside in tree.items()}
    if isinstance(tree, list):
        return [without(inside, places, (*path, number)) for number, inside in enumerate(tree)]
    return tree
