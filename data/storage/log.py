"""The hash chain of the log, and its proof.

A line's hash covers everything it says and the hash before it; texts enter as salted digests, so that a redaction
leaves the chain whole. A chain cannot see its own tail cut off: `verify` also compares with a head kept outside.
Lines of a deleted incident are stubs, proven by the line that deleted it (data/rules/stubs.py).
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from data.entities import LogLine, Text
from data.rules.chain import FIELDS, hash_of, stamp
from data.rules.chain import canonical as canonical
from data.rules.chain import digest as digest
from data.rules.stubs import Ledger
from data.storage.reading import WHOLE
from data.vocabulary import Verb

GENESIS: Final = "0" * 64
SALT_BYTES: Final = 16
CHUNK: Final = 500
UNREADABLE: Final = (ValueError, TypeError, DBAPIError)
"""What reading a row raises whose values somebody has put out of shape."""


class Head(NamedTuple):
    """The newest line's number and hash; written `seq:hash` where it is kept outside."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def parse(cls, written: str) -> "Head":
        """Read `seq:hash`. Raises ValueError."""
        seq, _, digest = written.strip().partition(":")
        if len(digest) != len(GENESIS):
            raise ValueError(written)
        return cls(int(seq), digest)


@dataclass(frozen=True)
class Verdict:
    """What the proof found: how many lines, the head, and the first broken line with the reason's code."""

    lines: int
    head: Head
    broken: int | None = None
    why: str = ""

    @property
    def whole(self) -> bool:
        """Nothing is broken."""
        return self.broken is None


def salt() -> bytes:
    """A fresh salt for a text."""
    return secrets.token_bytes(SALT_BYTES)


def line_hash(line: LogLine) -> str:
    """The hash of a line as it stands now, hex."""
    return hash_of({field: stamp(getattr(line, field)) for field in FIELDS})


def head(session: Session) -> Head:
    """The newest line of the log."""
    row = session.execute(select(LogLine.seq, LogLine.hash).order_by(LogLine.seq.desc()).limit(1)).first()
    return Head(row.seq, row.hash) if row else Head(0, GENESIS)


def line_of(session: Session, text: int) -> LogLine | None:
    """The line that a text came with, whoever asks. Texts and lines are numbered in the same order, so it is halved."""
    everything = {WHOLE: True}
    low, high = 1, session.scalar(select(func.max(LogLine.seq)).execution_options(**everything)) or 0
    while low <= high:
        middle = (low + high) // 2
        holding = select(LogLine).where(LogLine.seq >= middle, LogLine.texts != "{}").order_by(LogLine.seq).limit(1)
        line = session.scalar(holding.execution_options(**everything))
        ids = [reference["id"] for reference in json.loads(line.texts).values()] if line else []
        if line is not None and text in ids:
            return line
        if line is None or text < min(ids):
            high = middle - 1
        else:
            low = line.seq + 1
    return None


def verify(session: Session, kept: Head | None = None) -> Verdict:
    """Prove the chain from the first line to the last, every text against its digest, and the kept head.

    `session` must be a whole one (not narrowed to a viewer). Names the first broken line.
    """
    newest_text = session.scalar(select(func.max(Text.id))) or 0
    known: set[int] = set()
    ledger = Ledger()
    previous, count = GENESIS, 0
    for seq, line in _lines(session):
        count += 1
        why = _fault(session, seq, line, count, previous, known, ledger, kept)
        if line is None or why:
            return Verdict(count, Head(count - 1, previous), count, why)
        previous = line.hash
    now = Head(count, previous)
    if kept is not None and kept.seq > count:
        return Verdict(count, now, count + 1, "tail-cut-off")
    if (stub := ledger.unaccounted()) is not None:
        return Verdict(count, now, stub, "stub-without-line")
    if stray := _stray_text(session, known, newest_text):
        return Verdict(count, now, count, f"text-without-line:{stray}")
    if lost := _removal_without_texts(session, ledger):
        return Verdict(count, now, lost, "texts-differ")
    return Verdict(count, now)


def _lines(session: Session) -> Iterator[tuple[int, LogLine | None]]:
    """Every line with its number, in order; None for one that somebody changed so that it cannot even be read."""
    numbers = session.scalars(select(LogLine.seq).order_by(LogLine.seq)).all()
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        wanted = select(LogLine).where(LogLine.seq.between(chunk[0], chunk[-1])).order_by(LogLine.seq)
        try:
            found: list[tuple[int, LogLine | None]] = [(line.seq, line) for line in session.scalars(wanted)]
        except UNREADABLE:
            found = [(seq, _line(session, seq)) for seq in chunk]
        beside = _texts_beside(session, found)  # held while its lines are proven: each text is then there when asked
        yield from found
        del beside


def _texts_beside(session: Session, lines: Sequence[tuple[int, LogLine | None]]) -> list[Text]:
    """The texts of some lines in one select, as long as nobody has put one of them out of shape: then none."""
    try:
        said = [json.loads(line.texts).values() for _, line in lines if line is not None]
        ids = [reference["id"] for references in said for reference in references]
        return list(session.scalars(select(Text).where(Text.id.in_(ids))))
    except (*UNREADABLE, AttributeError, KeyError):
        return []


def _line(session: Session, seq: int) -> LogLine | None:
    try:
        return session.get(LogLine, seq)
    except UNREADABLE:
        return None


def _fault(
    session: Session, seq: int, line: LogLine | None, number: int, previous: str, known: set[int], ledger: Ledger,
    kept: Head | None,
) -> str:  # fmt: skip
    """Why this line is broken, or nothing."""
    if seq != number:
        return "line-missing"
    if line is None:
        return "line-unreadable"
    if line.previous != previous:
        return "chain-broken"
    if line.removed_by is None and line_hash(line) != line.hash:
        return "line-changed"
    if kept is not None and kept.seq == line.seq and kept.hash != line.hash:
        return "other-than-kept-head"
    if why := ledger.line(line) if line.removed_by is None else ledger.stub(line):
        return why
    for reference in json.loads(line.texts).values():
        known.add(reference["id"])
        if not _text_holds(session, reference):
            return f"text-changed:{reference['id']}"
    return ""


def _text_holds(session: Session, reference: dict[str, Any]) -> bool:
    """As it was written, or removed by a line that says so; that line is proven in its own turn."""
    try:
        text = session.get(Text, reference["id"])
        if text is None:
            return False
        if text.body is None or text.salt is None:
            return text.body is None and text.salt is None and _removed_by(session, text)
        return text.redacted_by is None and digest(text.body, text.salt) == reference["digest"]
    except UNREADABLE:
        return False


def _removed_by(session: Session, text: Text) -> bool:
    line = session.get(LogLine, text.redacted_by or 0)
    said = json.loads(line.facts) if line is not None and line.verb == Verb.REDACT else None
    return isinstance(said, dict) and said.get("text") == text.id


def _stray_text(session: Session, known: set[int], newest: int) -> int | None:
    """The first text that no line speaks of; those that came while the lines were read are left to the next proof.

    The line of a text of a deleted incident is a stub: such a text is no stray one as long as it holds nothing, and the
    line that emptied it says so.
    """
    ids = session.execute(select(Text.id, Text.redacted_by).where(Text.id <= newest).order_by(Text.id))
    strange = [row for row in ids if row.id not in known]
    return next((row.id for row in strange if not row.redacted_by or not _was_removed(session, row.id)), None)


def _was_removed(session: Session, number: int) -> bool:
    text = session.get(Text, number)
    if text is None or text.body is not None or text.salt is not None:
        return False
    line = session.get(LogLine, text.redacted_by or 0)
    if line is None:
        return False
    removed_before = line.removed_by is not None and line.verb == Verb.REDACT
    return line.verb == Verb.DELETE_INCIDENT or removed_before or _removed_by(session, text)


def _removal_without_texts(session: Session, ledger: Ledger) -> int | None:
    """The first line that deleted an incident and does not say as many texts as it has emptied: one hides behind it."""
    emptied = select(Text.redacted_by, func.count(Text.id)).where(Text.redacted_by.in_(list(ledger.removals)))
    found = {row[0]: row[1] for row in session.execute(emptied.group_by(Text.redacted_by))} if ledger.removals else {}
    return next((seq for seq, said in sorted(ledger.removals.items()) if found.get(seq, 0) != said), None)
