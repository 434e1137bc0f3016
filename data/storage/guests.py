"""How far a guest's access goes and whether it still stands: what commands and queries about guests share (R22).

An invitation has an account of its own, whose only holding is bound to the invitation's incident.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Holding, Invitation, Link, Person
from data.storage.reading import WHOLE


def is_guest(session: Session, person: int) -> bool:
    """Whether this is a guest's account: it never held a role but for one incident, and never will."""
    held = set(session.scalars(select(Holding.incident_id).where(Holding.person_id == person)))
    return bool(held) and None not in held


def ends(session: Session, invitations: Iterable[Invitation], now: datetime) -> dict[int, datetime | None]:
    """Invitation id -> when its access ended (UTC), None while it stands: whoever ended it, in whatever way."""
    made = list(invitations)
    guests = sorted({i.guest_id for i in made if i.guest_id is not None})
    ended: dict[int | None, datetime | None] = {}
    if guests:
        held = select(Holding.person_id, Holding.valid_until, Person.disabled_at)
        for row in session.execute(held.join(Person).where(Holding.person_id.in_(guests))):
            over = row.valid_until if row.valid_until is not None and row.valid_until <= now else None
            ended[row.person_id] = row.disabled_at or over
    return {i.id: i.ended_at or ended.get(i.guest_id) for i in made}


def of_link(session: Session, token_hash: str, now: datetime) -> Invitation | None:
    """The standing invitation that an unused guest's link is for; None for every other link."""
    link = session.get(Link, token_hash)
    if link is None or link.invitation_id is None or link.used_at is not None or link.expires_at < now:
        return None
    wanted = select(Invitation).where(Invitation.id == link.invitation_id).execution_options(**{WHOLE: True})
    found = session.scalar(wanted)
    return found if found is not None and ends(session, [found], now)[found.id] is None else None
