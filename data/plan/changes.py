"""What differs between two versions of a plan file, part by part, as its readers would say it (R1).

Compared is what the files say, not their letters: comments, order of keys and line breaks are no change. Entries of a
list are known by what names them (the role of a contact, the party of a signature), so that one more moves no other.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from data.plan.problems import Lines, PlanRefused
from data.plan.yamltext import Tree, read_tree

NAMED_BY: Final = ("rolle", "part", "linje", "overskrift", "punkt")
"""The keys by which an entry of a list is known, the first that it has."""
OF_PEOPLE: Final = frozenset({"kontakter", "stedfortrædere", "underskrifter"})
"""Sections whose words name people: shown to those alone who may see contacts."""


class Difference(NamedTuple):
    """One thing that differs: the section, where in it, and what it said before and says now; "" for nothing."""

    section: str
    where: tuple[str, ...]
    before: str
    after: str

    @property
    def of_people(self) -> bool:
        """Whether its words may name somebody."""
        return self.section in OF_PEOPLE


@lru_cache(maxsize=64)
def differences(before: str, after: str) -> tuple[Difference, ...]:
    """What is said differently, in the order of the newer file, then what it says no more. Texts of two plan files."""
    old, new = _leaves(before), _leaves(after)
    paths = [*new, *(path for path in old if path not in new)]
    return tuple(
        Difference(path[0], path[1:], old.get(path, ""), new.get(path, ""))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    )


def area_of(text: str) -> tuple[str, str]:
    """Which area a plan file is of: its name and its municipality; "" for what cannot be read."""
    found = _leaves(text)
    return found.get(("område", "navn"), ""), found.get(("område", "kommune"), "")


def line_of(text: str, *path: str | int) -> int | None:
    """The line of a plan file where this part begins; the line of what should hold it where it is missing.

    The path is that of keys, with the names of entries as in `Difference.where`, or their places from 0.
    """
    tree, lines = _read(text)
    found: tuple[str | int, ...] = ()
    for part in path:
        if isinstance(tree, dict) and part in tree:
            found, tree = (*found, part), tree[part]
        elif isinstance(tree, list) and (number := part if isinstance(part, int) else _index(tree, part)) is not None:
            found, tree = (*found, number), tree[number]
        else:
            break
    return lines.at.get(found) if found else None


@lru_cache(maxsize=16)
def _read(text: str) -> tuple[Tree, Lines]:
    try:
        tree, lines, _ = read_tree(text)
    except PlanRefused:  # a stored version was read before it was stored; anything else has nothing to compare
        return None, Lines({})
    return tree, lines


def _leaves(text: str) -> dict[tuple[str, ...], str]:
    tree, _ = _read(text)
    return dict(_flat(tree, ())) if isinstance(tree, dict) else {}


def _flat(tree: Tree, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(tree, dict):
        for key, inside in tree.items():
            yield from _flat(inside, (*path, key))
    elif isinstance(tree, list):
        yield from _listed(tree, path)
    elif tree is not None and tree.strip():
        yield path, " ".join(tree.split())


def _listed(entries: Sequence[Tree], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Words of a list are each there or not; entries with keys are known by name."""
    for number, entry in enumerate(entries):
        if isinstance(entry, str):
            yield (*path, entry), entry
        else:
            yield from _flat(entry, (*path, _names(entries)[number]))


def _index(entries: Sequence[Tree], name: str) -> int | None:
    names = _names(entries)
    return names.index(name) if name in names else None


def _names(entries: Sequence[Tree]) -> list[str]:
    """The name of each entry; a second one of the same name says that it is the second."""
    names: list[str] = []
    for number, entry in enumerate(entries, 1):
        name = _name(entry) or str(number)
        same = sum(one == name or one.startswith(f"{name} (") for one in names)
        names.append(f"{name} ({same + 1})" if same else name)
    return names


def _name(entry: Tree) -> str:
    if isinstance(entry, Mapping):
        return next((str(entry[key]).strip() for key in NAMED_BY if isinstance(entry.get(key), str)), "")
    return ""
