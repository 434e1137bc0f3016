"""Free texts by id: the only select of texts. Ids come from things the viewer was allowed to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Text

CHUNK = 500


@dataclass(frozen=True)
class Said:
    """What somebody wrote; `body` None once it has been removed."""

    id: int
    body: str | None


NOTHING = Said(0, "")


def said(session: Session, ids: Iterable[int | None]) -> Mapping[int | None, Said]:
    """The texts with these ids; None maps to nothing said."""
    wanted = sorted({number for number in ids if number is not None})
    found: dict[int | None, Said] = {None: NOTHING}
    for start in range(0, len(wanted), CHUNK):
        rows = session.execute(select(Text.id, Text.body).where(Text.id.in_(wanted[start : start + CHUNK])))
        found.update({row.id: Said(row.id, row.body) for row in rows})
    return found
