"""Part 4 of a filed plan: audiences, who speaks, and the messages. Source: plan line 67 (R11, R13, R39-R42).

A row of the plan file that nobody has planned yet is a row all the same: it shows what is missing.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import AudienceRow, Message, Spokesperson
from data.plan import StandingPlan
from data.queries.document import DocumentAudience, DocumentMessage, Named, Speaker
from data.queries.wording import NOTHING, Said, said
from data.vocabulary import MessageState


def audiences_of(session: Session, plan: int, standing: StandingPlan) -> tuple[DocumentAudience, ...]:
    """The rows of the plan file in their order, then those that were added."""
    rows = session.scalars(select(AudienceRow).where(AudienceRow.plan_id == plan).order_by(AudienceRow.id)).all()
    texts = said(session, [i for row in rows for i in (row.name_id, row.reason_id)])
    stored = {row.code: row for row in rows if row.code is not None}
    found = [
        _audience(stored[one.code], texts)
        if one.code in stored
        else DocumentAudience(Named(one.code, NOTHING), one.internal, False, True, NOTHING, None, (), None)
        for one in standing.audiences
    ]
    known = {one.code for one in standing.audiences}
    return tuple(found + [_audience(row, texts) for row in rows if row.code not in known])


def _audience(row: AudienceRow, texts: Mapping[int | None, Said]) -> DocumentAudience:
    return DocumentAudience(
        who=Named(row.code, texts[row.name_id]), internal=row.internal, planned=True, relevant=row.relevant,
        reason=texts[row.reason_id], informs=row.informs, channels=tuple(row.channels), due=row.due,
    )  # fmt: skip


def speakers_of(session: Session, plan: int) -> tuple[Speaker, ...]:
    """Who speaks to the press now; who speaks about everything comes first."""
    wanted = select(Spokesperson).where(Spokesperson.plan_id == plan, Spokesperson.ended_at.is_(None))
    rows = session.scalars(wanted.order_by(Spokesperson.topic_id.is_not(None), Spokesperson.id)).all()
    texts = said(session, [row.topic_id for row in rows])
    return tuple(Speaker(row.speaker, texts[row.topic_id]) for row in rows)


def messages_of(session: Session, plan: int) -> tuple[DocumentMessage, ...]:
    """Every message but those that nobody wanted, in their order."""
    rows = session.scalars(select(Message).where(Message.plan_id == plan).order_by(Message.number)).all()
    numbers = {row.id: row.number for row in rows}
    named = names_of(session, plan, [code for row in rows for code in row.audiences])
    answered = {row.id: _answers(row) for row in rows}
    texts = said(session, [i for answers in answered.values() for i in answers])
    return tuple(
        DocumentMessage(
            number=row.number, state=row.state, audiences=tuple(named[code] for code in row.audiences),
            channels=tuple(row.channels), answers=tuple(texts[i] for i in answered[row.id]),
            approved_at=row.approved_at, approved_role=row.approved_role, sent_at=row.sent_at,
            sent_role=row.sent_role, corrects=numbers.get(row.corrects_id or 0),
        )
        for row in rows
        if row.state is not MessageState.DISCARDED
    )  # fmt: skip


def _answers(row: Message) -> tuple[int | None, ...]:
    """Text ids of the seven questions in their order."""
    return (
        row.happened_id, row.latest_id, row.unknown_id, row.advice_id, row.doing_id, row.contact_id, row.next_id,
    )  # fmt: skip


def names_of(session: Session, plan: int, codes: Sequence[str]) -> dict[str, Named]:
    """What a message calls its audiences: codes of the plan file, and `#id` of rows that it does not have."""
    rows = session.execute(select(AudienceRow.id, AudienceRow.name_id).where(AudienceRow.plan_id == plan)).all()
    texts = said(session, [row.name_id for row in rows])
    added = {f"#{row.id}": Named(None, texts[row.name_id]) for row in rows}
    return {code: added.get(code, Named(code, NOTHING)) for code in codes}
