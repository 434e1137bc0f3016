"""A plan file section by section, where it cannot be read as a whole: one wrong line hides no other (6.27).

Nothing stands to the left of a section's name but other sections' names; so what is wrong in one ends with it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from data.plan.problems import Lines, Path, PlanRefused, Problem
from data.plan.yamltext import MAX_CHARACTERS, Tree, read_tree

MOST: Final = 200
"""Sections that are read one by one; what has more is no plan."""
INDENTED: Final = "Linjen er rykket ind med tabulator; brug mellemrum."

_NAME: Final = re.compile(r"([^\s#\-\[\]{}'\",&*!|>%@`?:][^:#]*?)\s*:(\s|$)")


class Read(NamedTuple):
    """What was read, what is wrong with it as YAML, and the sections that could not be read at all."""

    tree: Tree
    lines: Lines
    problems: list[Problem]
    unread: frozenset[str] = frozenset()


def read(text: str) -> Read:
    """The whole file, or as much of it as can be read. Raises PlanRefused when that is nothing."""
    try:
        return Read(*read_tree(text))
    except PlanRefused as refused:
        sections = list(_sections(text)) if len(text) <= MAX_CHARACTERS else []
        if not 1 < len(sections) <= MOST:
            raise
        found = _one_by_one(sections)
        if not found.unread:
            raise
        return found._replace(problems=[*found.problems, *_tabs(text, found, refused)])


def _one_by_one(sections: list[tuple[str, str]]) -> Read:
    tree: dict[str, Tree] = {}
    at: dict[Path, int] = {(): 1}
    problems: list[Problem] = []
    unread: set[str] = set()
    for name, text in sections:
        try:
            part, lines, wrong = read_tree(text)
        except PlanRefused as refused:
            problems += refused.problems
            unread.add(name)
            continue
        problems += wrong
        for key, inside in part.items() if isinstance(part, dict) else ():
            if key in tree:
                said = f"‘{key}’ står der to gange; første gang i linje {at[key,]}."
                problems.append(lines.problem((key,), said))
                continue
            tree[key] = inside
            at |= {path: line for path, line in lines.at.items() if path[:1] == (key,)}
    return Read(tree, Lines(at), problems, frozenset(unread))


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """The name and the text of each, with as many empty lines before it as there were lines."""
    name, begun, gathered = "", 0, list[str]()
    for number, line in enumerate(text.splitlines(keepends=True)):
        if found := _NAME.match(line):
            if name:
                yield name, "\n" * begun + "".join(gathered)
                begun, gathered = number, []
            name = found[1].strip("'\"")
        gathered.append(line)
    if name:
        yield name, "\n" * begun + "".join(gathered)


def _tabs(text: str, found: Read, refused: PlanRefused) -> Iterator[Problem]:
    """Every line that begins with a tab, when one of them is why the file cannot be read: they come in dozens."""
    told = {problem.line for problem in found.problems}
    if all("tabulator" not in problem.sentence for problem in (*found.problems, *refused.problems)):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r" *\t\s*\S", line) and number not in told:
            yield Problem(number, "", INDENTED)
