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
        problem = Problem(mark.line + 1 if mark else None, "", _syntax(error, text))
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


def _syntax(error: yaml.MarkedYAMLError, text: str) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark
    if "'\\t'" in said:
        before = "".join(text.splitlines()[mark.line : mark.line + 1])[: mark.column] if mark else ""
        if before.strip():
            return "Der står en tabulator i linjen; brug mellemrum."
        return "Linjen er rykket ind med tabulator; brug mellemrum."
    return next((sentence for words, sentence in _SYNTAX if any(word in said for word in words)), _ANY)


_ANY: Final = "Linjen kan ikke læses. Se efter indrykning, kolon og anførselstegn."
_SYNTAX: Final = (
    (
        ("mapping values are not allowed",),
        "Et kolon passer ikke: der står et for meget i linjen, der mangler et i linjen over, eller indrykningen er "
        "forkert. Sæt tekst med kolon i anførselstegn.",
    ),
    (("expected ':'",), "Der mangler et kolon efter nøglen, eller linjen er rykket forkert ind."),
    (
        ("unknown escape", "escape sequence"),
        "En skråstreg \\ kan ikke stå i \"…\"; sæt teksten i enkelte anførselstegn '…'.",
    ),
    (("quoted scalar",), "Et anførselstegn bliver ikke lukket."),
    (("block scalar",), "Efter > eller | står intet mere i linjen; skriv teksten på de næste linjer, rykket ind."),
    (
        ("expected <block end>", "block mapping", "block collection", "block sequence", "block entry"),
        "Indrykningen passer ikke med linjerne ovenfor, eller et anførselstegn dér bliver ikke lukket.",
    ),
    (("flow",), "En liste i klammer bliver ikke lukket, eller der mangler et komma."),
    (("alias", "anchor"), "Linjen begynder med * eller &; sæt teksten i anførselstegn."),
    (
        ("cannot start any token", "directive"),
        "En tekst kan ikke begynde med tegnet @, % eller `; sæt den i anførselstegn.",
    ),
    (("sequence entries",), "Et punkt med - skal stå på sin egen linje under nøglen."),
    (("node content",), "En tekst kan ikke begynde med komma eller klamme; sæt den i anførselstegn."),
    (("tag",), "En tekst kan ikke begynde med !; sæt den i anførselstegn."),
    (
        ("document start", "block end"),
        "Linjen hører ikke til nogen nøgle. Ryk den ind, eller skriv en nøgle med kolon.",
    ),
)
"""Words of the parser, and what they mean to whoever wrote the line; the first that fits."""
