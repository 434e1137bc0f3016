"""Whether an archive is what its manifest says, and its log lines what they were when they were written.

Over files in memory alone: no database, no clock. It is known which lines could be proven and which could not: an
incident's lines do not follow one another in the log of everything, so a link is proven where both ends are there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from data.rules.chain import FIELDS, digest, hash_of
from data.vocabulary import ArchiveEdition

MANIFEST: Final = "manifest.json"
FORM: Final = 1
"""Of the manifest and the log file; counted up when their keys change."""
WRONG: Final = (ValueError, KeyError, TypeError, AttributeError)
"""What reading something raises that is not in the shape of an archive."""


@dataclass(frozen=True)
class Fault:
    """Something that does not hold: its code, and which file, line or text it is about."""

    code: str
    file: str = ""
    line: int = 0
    text: int = 0


@dataclass
class Proof:
    """What was found. `digest` is that of the manifest itself: the log of the incident says the same."""

    digest: str = ""
    manifest: Mapping[str, Any] = field(default_factory=dict)
    files: int = 0
    lines: int = 0
    proven: int = 0
    """Lines whose hash was computed again."""
    links: int = 0
    """Lines whose link to the line before was compared."""
    texts: int = 0
    removed: int = 0
    left_out: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Nothing is broken."""
        return not self.faults


def prove(files: Mapping[str, bytes], expected: str | None = None) -> Proof:
    """Compare everything with everything. `expected` is the manifest's digest as somebody read it in the log."""
    found = Proof()
    if MANIFEST not in files:
        found.faults.append(Fault("no-manifest"))
        return found
    found.digest = hashlib.sha256(files[MANIFEST]).hexdigest()
    if expected is not None and expected.strip().lower() != found.digest:
        found.faults.append(Fault("other-manifest", MANIFEST))
    try:
        said = json.loads(files[MANIFEST])
        listed = {str(name): (int(one["size"]), str(one["sha256"])) for name, one in said["files"].items()}
        log, edition = str(said["log"]), ArchiveEdition(said["edition"])
        counted, newest = int(said["lines"]), str(said["newest_line"])
    except WRONG:
        found.faults.append(Fault("bad-manifest", MANIFEST))
        return found
    found.manifest, found.files = said, len(listed)
    _files(found, files, listed)
    if log in files:
        _log(found, log, files[log], counted, newest, full=edition is not ArchiveEdition.ACCESS)
    return found


def _files(found: Proof, files: Mapping[str, bytes], listed: Mapping[str, tuple[int, str]]) -> None:
    for name, (size, summed) in listed.items():
        if name not in files:
            found.faults.append(Fault("file-missing", name))
        elif len(files[name]) != size or hashlib.sha256(files[name]).hexdigest() != summed:
            found.faults.append(Fault("file-changed", name))
    found.faults += [Fault("file-added", name) for name in files if name not in listed and name != MANIFEST]


def _log(found: Proof, name: str, file: bytes, counted: int, newest: str, *, full: bool) -> None:
    try:
        said = json.loads(file)
        lines, texts = list(said["lines"]), {int(one["id"]): one for one in said["texts"]}
        numbers = [int(line["seq"]) for line in lines]
    except WRONG:
        found.faults.append(Fault("log-unreadable", name))
        return
    found.lines = len(lines)
    if len(lines) != counted or (lines and f"{lines[-1]['seq']}:{lines[-1].get('hash')}" != newest):
        found.faults.append(Fault("lines-missing", name))
    if numbers != sorted(set(numbers)):
        found.faults.append(Fault("lines-out-of-order", name))
    before: Mapping[str, Any] = {}
    known: set[int] = set()
    for line in lines:
        try:
            _line(found, line, before, full=full)
            _texts(found, line, texts, known, numbers=frozenset(numbers), full=full)
        except WRONG:
            found.faults.append(Fault("line-unreadable", name, line=int(line["seq"])))
        before = line
    found.faults += [Fault("text-without-line", name, text=text) for text in texts if text not in known]


def _line(found: Proof, line: Mapping[str, Any], before: Mapping[str, Any], *, full: bool) -> None:
    number = int(line["seq"])
    if line.get("left_out"):
        found.left_out += 1
        if full:
            found.faults.append(Fault("left-out-of-all", line=number))
    elif line.get("removed_by") is None:
        found.proven += 1
        if hash_of({name: line[name] for name in FIELDS}) != line["hash"]:
            found.faults.append(Fault("line-changed", line=number))
    if before and int(before["seq"]) == number - 1:
        found.links += 1
        if before["hash"] != line["previous"]:
            found.faults.append(Fault("chain-broken", line=number))


def _texts(
    found: Proof, line: Mapping[str, Any], texts: Mapping[int, Mapping[str, Any]], known: set[int], *,
    numbers: frozenset[int], full: bool,
) -> None:  # fmt: skip
    """The texts of a line, each against the salted digest that the line holds."""
    if line.get("removed_by") is not None:
        return
    number = int(line["seq"])
    for reference in json.loads(line["texts"]).values():
        text = int(reference["id"])
        known.add(text)
        one = texts.get(text)
        if one is None:
            found.faults.append(Fault("text-missing", line=number, text=text))
        elif one.get("removed_by") is not None:
            found.removed += 1
            if one.get("body") is not None or int(one["removed_by"]) not in numbers:
                found.faults.append(Fault("text-changed", line=number, text=text))
        elif one.get("left_out"):
            found.left_out += 1
            if full:
                found.faults.append(Fault("left-out-of-all", line=number, text=text))
        else:
            found.texts += 1
            if digest(one["body"], bytes.fromhex(one["salt"])) != reference["digest"]:
                found.faults.append(Fault("text-changed", line=number, text=text))
