"""The parts of a handlingsplan as they stand (R32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import PlanPart
from data.queries.wording import NOTHING, Said, said
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import PartKind, PartState


@dataclass(frozen=True)
class PartRow:
    """One part as it stands; revision 0 when nobody has written it."""

    kind: PartKind
    state: PartState
    text: Said
    revision: int
    role: str | None = None
    at: datetime | None = None


def part(store: Store, viewer: Viewer, plan: int, kind: PartKind) -> PartRow:
    """One part as it stands now."""
    with store.reading(viewer) as session:
        return parts_of(session, [plan])[plan][kind]


def parts_of(session: Session, ids: Sequence[int]) -> dict[int, dict[PartKind, PartRow]]:
    """Plan id -> its five parts, in the plan's own order."""
    rows = session.scalars(select(PlanPart).where(PlanPart.plan_id.in_(ids)).order_by(PlanPart.revision)).all()
    newest = {(row.plan_id, row.kind): row for row in rows}
    texts = said(session, (row.text_id for row in newest.values()))
    return {
        plan: {
            kind: PartRow(kind, row.state, texts[row.text_id], row.revision, row.role, row.at)
            if (row := newest.get((plan, kind)))
            else PartRow(kind, PartState.MISSING, NOTHING, 0)
            for kind in PartKind
        }
        for plan in ids
    }
