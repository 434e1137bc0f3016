"""Free texts by id: the only select of texts. Ids come from things the viewer was allowed to read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from data.entities import Text

CHUNK = 500


@dataclass(frozen=True)
class Said:
    """What somebody wrote; `body` None once it has been removed."""

    id: int
    body: str | None


NOTHING = Said(0, "")


@dataclass(frozen=True)
class Kept:
    """A text as it is kept, with the salt of its digest; of a removed one, the number of the line that says so."""

    id: int
    body: str | None
    salt: bytes | None
    removed_by: int | None


def with_text(columns: Sequence[Any], text: Any) -> Select[Any]:
    """A select of these columns with the text whose id is `text`, as `said_id` and `said_body`: for long lists."""
    told = (Text.id.label("said_id"), Text.body.label("said_body"))
    return select(*columns, *told).join(Text, Text.id == text)


def text_holds(words: Iterable[str]) -> list[ColumnElement[bool]]:
    """Whether the text that a select is joined with (`with_text`) holds one of the words; each is one alternative."""
    return [Text.body.icontains(word, autoescape=True) for word in words]


def said(session: Session, ids: Iterable[int | None]) -> Mapping[int | None, Said]:
    """The texts with these ids; None maps to nothing said."""
    wanted = sorted({number for number in ids if number is not None})
    found: dict[int | None, Said] = {None: NOTHING}
    for start in range(0, len(wanted), CHUNK):
        rows = session.execute(select(Text.id, Text.body).where(Text.id.in_(wanted[start : start + CHUNK])))
        found.update({row.id: Said(row.id, row.body) for row in rows})
    return found


def kept(session: Session, ids: Iterable[int]) -> list[Kept]:
    """The texts with these ids as they are kept, so that somebody else can prove them."""
    wanted = sorted(set(ids))
    found: list[Kept] = []
    for start in range(0, len(wanted), CHUNK):
        rows = select(Text).where(Text.id.in_(wanted[start : start + CHUNK])).order_by(Text.id)
        found += [Kept(row.id, row.body, row.salt, row.redacted_by) for row in session.scalars(rows)]
    return found


def containing(session: Session, wanted: re.Pattern[str]) -> Iterator[Said]:
    """Every text in which this is found, oldest first: which of them may be known is for who asks to tell."""
    rows = select(Text.id, Text.body).where(Text.body.is_not(None)).order_by(Text.id)
    for number, body in session.execute(rows.execution_options(yield_per=CHUNK * 10)):
        if body is not None and wanted.search(body):
            yield Said(number, body)
