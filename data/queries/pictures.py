"""Situation pictures: the working copy beside those that are approved and locked (domain.md 3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import PlanPart, SituationPicture
from data.queries.sharing import shared
from data.queries.wording import Said, said
from data.rules import pictures as rules
from data.rules.access import Viewer
from data.rules.pictures import FIELDS, Changes, Frozen
from data.storage import Store
from data.storage.frozen import picture_of
from data.vocabulary import PartKind


@dataclass(frozen=True)
class PictureRow:
    """A situation picture; without `approved_at` it is the working copy. Times are UTC."""

    id: int
    plan_id: int
    number: int
    texts: Mapping[str, Said]
    """By the fields of data/rules/pictures.py."""
    next_at: datetime | None
    role: str
    at: datetime
    approved_at: datetime | None
    approved_role: str | None
    approved_party: str | None
    version: int


@dataclass(frozen=True)
class PictureView:
    """One picture with all that it shows: of an approved one as it was frozen, of the working copy as it stands."""

    row: PictureRow
    frozen: Frozen
    said: Mapping[int | None, Said]
    """The texts that `frozen` refers to."""
    situation: Said
    as_of: datetime | None
    why: Said
    """Why the risk is what it is."""


@dataclass(frozen=True)
class Since:
    """What has changed since the picture that was approved last, and the texts of it."""

    number: int
    at: datetime
    changes: Changes
    said: Mapping[int | None, Said]


@shared
def pictures(store: Store, viewer: Viewer, *, plan: int) -> list[PictureRow]:
    """The pictures of a plan, the newest first; at most the first is a working copy."""
    with store.reading(viewer) as session:
        wanted = select(SituationPicture).where(SituationPicture.plan_id == plan)
        return _rows(session, session.scalars(wanted.order_by(SituationPicture.number.desc())).all())


def _rows(session: Session, found: Sequence[SituationPicture]) -> list[PictureRow]:
    texts = said(session, (getattr(one, f"{name}_id") for one in found for name in FIELDS))
    return [
        PictureRow(
            id=one.id, plan_id=one.plan_id, number=one.number,
            texts={name: texts[getattr(one, f"{name}_id")] for name in FIELDS}, next_at=one.next_at, role=one.role,
            at=one.at, approved_at=one.approved_at, approved_role=one.approved_role,
            approved_party=one.approved_party, version=one.version,
        )
        for one in found
    ]  # fmt: skip


def picture(store: Store, viewer: Viewer, number: int) -> PictureView | None:
    """The picture with this id, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        found = session.get(SituationPicture, number)
        if found is None:
            return None
        frozen: dict[str, Any] = found.frozen if found.approved_at else picture_of(session, found.plan_id)
        part = session.scalar(
            select(PlanPart).where(
                PlanPart.plan_id == found.plan_id, PlanPart.kind == PartKind.SITUATION,
                PlanPart.revision == frozen["revision"],
            )
        )  # fmt: skip
        of_part = (part.text_id, part.risk_reason_id) if part else ()
        texts = said(session, [*(one["what"] for one in [*frozen["actions"], *frozen["facts"]]), *of_part])
        return PictureView(
            row=_rows(session, [found])[0], frozen=frozen, said=texts,
            situation=texts[part.text_id if part else None], as_of=part.as_of if part else None,
            why=texts[part.risk_reason_id if part else None],
        )  # fmt: skip


def changed_since(store: Store, viewer: Viewer, *, plan: int) -> Since | None:
    """What has changed since the last approved picture of a plan; None when none is approved."""
    with store.reading(viewer) as session:
        wanted = select(SituationPicture).where(
            SituationPicture.plan_id == plan, SituationPicture.approved_at.is_not(None)
        )
        last = session.scalar(wanted.order_by(SituationPicture.number.desc()).limit(1))
        if last is None or last.approved_at is None:
            return None
        found = rules.changed(last.frozen, picture_of(session, plan))
        return Since(last.number, last.approved_at, found, said(session, (text for text, _ in found.facts)))
