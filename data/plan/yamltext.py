"""A plan file's text -> plain mappings, lists and strings, and the line of each.

Safe by being small: no tags, no anchors, no aliases, one document, bounded size and depth, and every value a text, so
that `nej`, `20930931` and `31/8` mean what is written. All problems of a readable file are collected.
"""

from collections.abc import Iterator
from typing import Final

import yaml

from data.plan.problems import Lines, Path, PlanRefused, Problem, where

MAX_CHARACTERS: Final = 500_000
MAX_DEPTH: Final = 12

Tree = dict[str, "Tree"] | list["Tree"] | str | None


def read_tree(text: str) -> tuple[Tree, Lines, list[Problem]]:
    """The tree, its lines, and what is wrong with it as YAML. Raises PlanRefused when it cannot be read at all."""
    if len(text) > MAX_CHARACTERS:
        raise PlanRefused([Problem(None, "", f"Filen er for stor: højst {MAX_CHARACTERS} tegn.")])
    reader = _Reader()
    try:
        tree = reader.document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        # What is never closed is found missing further down; the line to look at is where it was opened.
        opened = any(word in (error.context or "") for word in ("quoted scalar", "flow", "simple key"))
        mark = (opened and error.context_mark) or error.problem_mark
        problem = Problem(mark.line + 1 if mark else None, "", _syntax(error))
        raise PlanRefused([*reader.problems, problem]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise PlanRefused(
            [Problem(line, "", "Linjen indeholder et tegn, som ikke hører hjemme i en tekst.")]
        ) from error
    return tree, Lines(reader.lines), reader.problems


class _Reader:
    """Walks the events of the YAML parser once."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self.problems: list[Problem] = []

    def document(self, events: Iterator[yaml.Event]) -> Tree:
        tree: Tree = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._say(event, (), "Filen må kun rumme én plan; fjern linjen med ---.")
                    break
                tree = self._node(next(events), events, ())
        if documents == 0:
            raise PlanRefused([Problem(None, "", "Filen er tom.")])
        return tree

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Tree:
        self._refuse_cleverness(event, path)
        if len(path) > MAX_DEPTH:
            raise PlanRefused([*self.problems, Problem(_line(event), where(path[:3]), "Der er for mange niveauer.")])
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        if isinstance(event, yaml.ScalarEvent):
            return None if event.style is None and event.value in ("", "~", "null") else event.value
        return None

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> Tree:
        found: dict[str, Tree] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events, path)
            first = self.lines.get((*path, key))
            if first is not None:
                self._say(event, (*path, key), f"‘{key}’ står der to gange; første gang i linje {first}.")
            else:
                self.lines[(*path, key)] = _line(event)
            value = self._node(next(events), events, (*path, key))
            found.setdefault(key, value)
        return found

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_cleverness(event, path)
            return event.value
        self._say(event, path, "En nøgle skal være et ord.")
        self._node(event, events, (*path, "?"))
        return "?"

    def _list(self, events: Iterator[yaml.Event], path: Path) -> Tree:
        found: list[Tree] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*path, len(found))
            self.lines[here] = _line(event)
            found.append(self._node(event, events, here))
        return found

    def _refuse_cleverness(self, event: yaml.Event, path: Path) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._say(event, path, "Henvisninger med * bruges ikke her; skriv teksten ud.")
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            self._say(event, path, "Mærker med & bruges ikke her.")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            self._say(event, path, "Mærker med ! bruges ikke her; sæt teksten i anførselstegn.")

    def _say(self, event: yaml.Event, path: Path, sentence: str) -> None:
        self.problems.append(Problem(_line(event), where(path), sentence))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    if "'\\t'" in said:
        return "Linjen er rykket ind med tabulator; brug mellemrum."
    if "mapping values are not allowed" in said:
        return (
            "Et kolon passer ikke: der står et for meget i linjen, der mangler et i linjen over, eller indrykningen er "
            "forkert. Sæt tekst med kolon i anførselstegn."
        )
    if "expected ':'" in said:
        return "Der mangler et kolon efter nøglen, eller linjen er rykket forkert ind."
    if "quoted scalar" in said:
        return "Et anførselstegn bliver ikke lukket."
    if "expected <block end>" in said or "block mapping" in said or "block collection" in said:
        return "Indrykningen passer ikke med linjerne ovenfor, eller et anførselstegn dér bliver ikke lukket."
    if "flow" in said:
        return "En liste i klammer bliver ikke lukket, eller der mangler et komma."
    if "alias" in said or "anchor" in said:
        return "Linjen begynder med * eller &; sæt teksten i anførselstegn."
    return "Linjen kan ikke læses. Se efter indrykning, kolon og anførselstegn."
