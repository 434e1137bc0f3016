"""Messages with their whole course: written, approved, sent, corrected, translated (R11, R40, 6.20)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Message, Translation
from data.queries.wording import Said, said
from data.rules.access import Viewer
from data.rules.messages import QUESTIONS
from data.storage import Store
from data.vocabulary import MessageState


@dataclass(frozen=True)
class TranslationRow:
    """A message in another language; `stale` when the message says something else since."""

    language: Said
    text: Said
    role: str
    at: datetime
    stale: bool


@dataclass(frozen=True)
class MessageRow:
    """One message with its whole course."""

    id: int
    plan_id: int
    number: int
    state: MessageState
    version: int
    audiences: tuple[str, ...]
    channels: tuple[str, ...]
    answers: Mapping[str, Said]
    """Question -> what it says, of those that are answered."""
    role: str
    at: datetime
    approved_role: str | None
    approved_at: datetime | None
    sent_role: str | None
    sent_at: datetime | None
    corrects: tuple[int, datetime | None] | None
    """Number of the message that it puts right, and when that was sent."""
    corrected_by: int | None
    """Number of the one that puts it right, or is being written to."""
    rebuts: int | None
    translations: tuple[TranslationRow, ...]

    @property
    def own_approval(self) -> bool:
        """Whoever approved wrote it as well, by function."""
        return self.approved_role == self.role


def message(store: Store, viewer: Viewer, number: int) -> MessageRow | None:
    """The message with this id, or None when there is none that the viewer may read."""
    with store.reading(viewer) as session:
        found = session.get(Message, number)
        return message_rows(session, [found])[0] if found else None


def rebuttals(store: Store, viewer: Viewer, facts: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Fact id -> (plan id, number) of the newest message that rebuts it and was not discarded."""
    with store.reading(viewer) as session:
        rows = session.execute(
            select(Message.rebuts_id, Message.plan_id, Message.number)
            .where(Message.rebuts_id.in_(list(facts)), Message.state != MessageState.DISCARDED)
            .order_by(Message.id)
        )
        return {row.rebuts_id: (row.plan_id, row.number) for row in rows}


def message_rows(session: Session, rows: Sequence[Message]) -> tuple[MessageRow, ...]:
    """Messages that the viewer may read, with all that belongs to them, the newest first."""
    if not rows:
        return ()
    ids = [row.id for row in rows]
    linked = {row.corrects_id for row in rows if row.corrects_id}
    old = select(Message.id, Message.number, Message.sent_at).where(Message.id.in_(linked))
    corrected = {row.id: (row.number, row.sent_at) for row in session.execute(old)} if linked else {}
    newer = select(Message.corrects_id, Message.number).where(
        Message.corrects_id.in_(ids), Message.state != MessageState.DISCARDED
    )
    correcting = {row.corrects_id: row.number for row in session.execute(newer)}
    made = select(Translation).where(Translation.message_id.in_(ids)).order_by(Translation.id)
    translations = session.scalars(made).all()
    texts = said(session, [
        *(getattr(row, f"{q}_id") for row in rows for q in QUESTIONS),
        *(number for one in translations for number in (one.language_id, one.text_id)),
    ])  # fmt: skip
    spoken: dict[int, dict[str, TranslationRow]] = defaultdict(dict)
    written = {row.id: row.at for row in rows}
    for one in translations:
        language = texts[one.language_id]
        stale = one.at < written[one.message_id]
        spoken[one.message_id].pop(language.body or "", None)
        spoken[one.message_id][language.body or ""] = TranslationRow(
            language, texts[one.text_id], one.role, one.at, stale
        )
    return tuple(
        MessageRow(
            id=row.id, plan_id=row.plan_id, number=row.number, state=row.state, version=row.version,
            audiences=tuple(row.audiences), channels=tuple(row.channels),
            answers={q: texts[number] for q in QUESTIONS if (number := getattr(row, f"{q}_id"))},
            role=row.role, at=row.at, approved_role=row.approved_role, approved_at=row.approved_at,
            sent_role=row.sent_role, sent_at=row.sent_at, corrects=corrected.get(row.corrects_id or 0),
            corrected_by=correcting.get(row.id), rebuts=row.rebuts_id,
            translations=tuple(spoken[row.id].values()),
        )
        for row in sorted(rows, key=lambda row: -row.number)
    )  # fmt: skip
