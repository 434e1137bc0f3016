"""What a draft communicated goes along when another plan covers its incident: it stays readable (6.12)."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import AudienceRow, Message, Spokesperson, Translation


def carry_over(session: Session, left: int, into: int) -> None:
    """Move the messages (counted on), the audiences that `into` has not planned itself, and who speaks if nobody does.

    What `into` has planned counts; the draft's own plan of the same audience stays behind with it.
    """
    number = session.scalar(select(func.max(Message.number)).where(Message.plan_id == into)) or 0
    for message in session.scalars(select(Message).where(Message.plan_id == left).order_by(Message.number)).all():
        number += 1
        message.plan_id, message.number = into, number
    for translation in session.scalars(select(Translation).where(Translation.plan_id == left)).all():
        translation.plan_id = into
    taken = set(session.scalars(select(AudienceRow.code).where(AudienceRow.plan_id == into)))
    for row in session.scalars(select(AudienceRow).where(AudienceRow.plan_id == left)).all():
        if row.code is None or row.code not in taken:
            row.plan_id = into
    speaks = select(Spokesperson).where(Spokesperson.ended_at.is_(None))
    if session.scalar(speaks.where(Spokesperson.plan_id == into).limit(1)) is None:
        for one in session.scalars(speaks.where(Spokesperson.plan_id == left)).all():
            one.plan_id = into
