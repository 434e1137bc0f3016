"""The parts of a handlingsplan: as they stand, in every revision, and what is proposed for them (R30, R32-R35)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import ChangeProposal, PlanPart
from data.queries.sharing import shared
from data.queries.wording import NOTHING, Said, said
from data.rules.access import Viewer
from data.rules.parts import Involved
from data.storage import Store
from data.vocabulary import PartKind, PartState, Risk


@dataclass(frozen=True)
class PartRow:
    """One part as it stands; revision 0 when nobody has written it."""

    kind: PartKind
    state: PartState
    text: Said
    revision: int
    role: str | None = None
    at: datetime | None = None
    involved: Involved | None = None
    """Of a situation alone, like the next three; None when it was not asked."""
    risk: Risk | None = None
    risk_reason: Said = NOTHING
    as_of: datetime | None = None
    target_groups: tuple[str, ...] = ()
    """Of a purpose alone: codes of the plan file."""


@dataclass(frozen=True)
class ProposalRow:
    """A change somebody proposes, or proposed; `taken` None while nobody has answered."""

    id: int
    kind: PartKind
    revision: int
    """The revision of the part it was written for."""
    text: Said
    reason: Said
    role: str
    party: str | None
    at: datetime
    taken: bool | None
    answered_at: datetime | None
    answered_role: str | None
    answer: Said
    version: int


def part(store: Store, viewer: Viewer, plan: int, kind: PartKind) -> PartRow:
    """One part as it stands now."""
    with store.reading(viewer) as session:
        return parts_of(session, [plan])[plan][kind]


def revisions(store: Store, viewer: Viewer, plan: int, kind: PartKind) -> list[PartRow]:
    """Every revision of a part, the newest first."""
    with store.reading(viewer) as session:
        wanted = select(PlanPart).where(PlanPart.plan_id == plan, PlanPart.kind == kind)
        found = session.scalars(wanted.order_by(PlanPart.revision.desc())).all()
        texts = said(session, _texts(found))
        return [_row(one, texts) for one in found]


def parts_of(session: Session, ids: Sequence[int]) -> dict[int, dict[PartKind, PartRow]]:
    """Plan id -> its five parts, in the plan's own order."""
    rows = session.scalars(select(PlanPart).where(PlanPart.plan_id.in_(ids)).order_by(PlanPart.revision)).all()
    newest = {(row.plan_id, row.kind): row for row in rows}
    texts = said(session, _texts(list(newest.values())))
    return {
        plan: {
            kind: _row(row, texts)
            if (row := newest.get((plan, kind)))
            else PartRow(kind, PartState.MISSING, NOTHING, 0)
            for kind in PartKind
        }
        for plan in ids
    }


def _texts(rows: Sequence[PlanPart]) -> list[int | None]:
    return [number for row in rows for number in (row.text_id, row.risk_reason_id)]


def _row(row: PlanPart, texts: Mapping[int | None, Said]) -> PartRow:
    asked = row.risk is not None
    return PartRow(
        kind=row.kind, state=row.state, text=texts[row.text_id], revision=row.revision, role=row.role, at=row.at,
        involved=Involved(row.involved_from, row.involved_to) if asked else None, risk=row.risk,
        risk_reason=texts[row.risk_reason_id], as_of=row.as_of, target_groups=tuple(row.target_groups),
    )  # fmt: skip


@shared
def proposals(store: Store, viewer: Viewer, *, plan: int) -> list[ProposalRow]:
    """What was proposed for the parts of a plan, in its order, answered or not."""
    with store.reading(viewer) as session:
        wanted = select(ChangeProposal).where(ChangeProposal.plan_id == plan)
        return _proposals(session, session.scalars(wanted.order_by(ChangeProposal.id)).all())


def proposal(store: Store, viewer: Viewer, number: int) -> tuple[int, ProposalRow] | None:
    """The id of the plan and the proposal with this id, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        found = session.get(ChangeProposal, number)
        return (found.plan_id, _proposals(session, [found])[0]) if found else None


def _proposals(session: Session, rows: Sequence[ChangeProposal]) -> list[ProposalRow]:
    texts = said(session, (number for p in rows for number in (p.text_id, p.reason_id, p.answer_id)))
    return [
        ProposalRow(
            id=p.id, kind=p.kind, revision=p.revision, text=texts[p.text_id], reason=texts[p.reason_id], role=p.role,
            party=p.party, at=p.at, taken=p.taken, answered_at=p.answered_at, answered_role=p.answered_role,
            answer=texts[p.answer_id], version=p.version,
        )
        for p in rows
    ]  # fmt: skip
