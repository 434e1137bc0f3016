"""What was handed over, read the same way by commands, by the rules of closing and by screens (R45)."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import HandOver
from data.rules.hand_overs import Handed
from data.vocabulary import ActionStatus


def newest(session: Session, actions: Collection[int]) -> dict[int, HandOver]:
    """Action id -> its newest hand-over that was not withdrawn; an action may be handed over again."""
    if not actions:
        return {}
    wanted = select(HandOver).where(HandOver.action_id.in_(actions), HandOver.withdrawn_at.is_(None))
    return {row.action_id: row for row in session.scalars(wanted.order_by(HandOver.id))}


def handed(session: Session, statuses: Mapping[int, ActionStatus]) -> dict[int, Handed]:
    """Action id -> how its hand-over stands, for those of the actions (id -> status) that are handed over."""
    over = [number for number, status in statuses.items() if status is ActionStatus.HANDED_OVER]
    rows = newest(session, over)
    return {number: of_row(rows.get(number)) for number in over}


def of_row(row: HandOver | None) -> Handed:
    """How one stands; None is one from before these were kept."""
    if row is None:
        return Handed()
    return Handed(row.receiver, row.due, row.confirmed_at is not None, row.dealt_at is not None)
