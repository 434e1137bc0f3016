"""The outbox: a mail is written down in the same transaction as what it tells of, and sent afterwards.

Only who is told of what is kept, never the words: those are made when it is sent (domain.md 6.20, peers.md 7). Whoever
sends a mail claims it first, by a turn of its own; a claim that was never answered lapses, and the mail goes again.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from data.entities import AccountMail, Call, Incident, Invitation, Mail, Meeting
from data.plan import StandingPlan
from data.rules.mails import CLAIM_LASTS
from data.storage.change import Change
from data.storage.connect import ADVISORY_LOCK, WRITING
from data.storage.store import Store
from data.vocabulary import CallResult, MailKind, MailState

Recipient = tuple[str, int | None]
"""A role, and the place among its stand-ins; None is its holder."""


Box = type[Mail] | type[AccountMail]
BOXES: Final[tuple[Box, ...]] = (Mail, AccountMail)
"""What waits, in the order it goes: whoever is called in hears before whoever is invited to an account."""


@dataclass(frozen=True)
class Claim:
    """A mail that is being sent by one process; `at` tells one claim from a later one, `box` where it waits."""

    mail: int
    at: datetime
    box: Box = Mail


def queue(
    change: Change, kind: MailKind, incident: Incident, recipients: Iterable[Recipient],
    meeting: Meeting | None = None,
) -> int:  # fmt: skip
    """Write a mail to each recipient with an address; how many will go.

    One that still waits unclaimed says the newest when it goes, so it is not written twice.
    """
    plan = change.plan_of(incident.standing_plan_id)
    made = 0
    for role, stand_in in dict.fromkeys(recipients):
        if not (address := address_of(plan, role, stand_in)):
            continue
        made += 1
        if meeting and (waiting := _waiting(change.session, meeting, kind, role, stand_in)):
            waiting.next_try_at, waiting.tries = change.now, 0
            continue
        by = change.by
        change.add(
            Mail(
                incident_id=incident.id, key=secrets.token_hex(16), kind=kind, recipient=role, stand_in=stand_in,
                meeting_id=meeting.id if meeting else None, address=address, state=MailState.WAITING,
                next_try_at=change.now, at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
    return made


def _waiting(session: Session, meeting: Meeting, kind: MailKind, role: str, stand_in: int | None) -> Mail | None:
    return session.scalar(
        select(Mail).where(
            Mail.meeting_id == meeting.id, Mail.kind == kind, Mail.recipient == role,
            Mail.stand_in.is_(None) if stand_in is None else Mail.stand_in == stand_in,
            Mail.state == MailState.WAITING, Mail.claimed_at.is_(None),
        ).limit(1)
    )  # fmt: skip


def address_of(plan: StandingPlan, role: str, stand_in: int | None) -> str | None:
    """The address in the plan file, if it has one."""
    if stand_in is None:
        contact = plan.contact_of(role)
        return contact.email if contact else None
    others = plan.stand_ins_of(role)
    return others[stand_in].email if stand_in < len(others) else None


def summoned(change: Change, meeting: Meeting, incident: Incident) -> list[Recipient]:
    """Whom a meeting calls: fixed members, chair and recorder, invited guests, stand-ins that were reached (R19)."""
    standing, session = change.plan_of(incident.standing_plan_id), change.session
    covered = select(Incident.id).where(Incident.plan_id == meeting.plan_id)
    reached = select(Call.called, Call.stand_in).where(
        Call.incident_id.in_(covered), Call.result == CallResult.REACHED, Call.stand_in.is_not(None)
    )
    invited = select(Invitation.invited).where(
        Invitation.incident_id.in_(covered), Invitation.invited.is_not(None), Invitation.ended_at.is_(None)
    )
    found: list[Recipient] = [(role.code, None) for role in standing.permanent_roles]
    found += [(role, None) for role in (meeting.chair, meeting.recorder) if role is not None]
    found += [(role, None) for role in session.scalars(invited.order_by(Invitation.id)) if role]
    found += [(row.called, row.stand_in) for row in session.execute(reached.order_by(Call.id))]
    return list(dict.fromkeys(found))


def withdraw(change: Change, meeting: Meeting) -> list[Recipient]:
    """Take back the summonses that have not gone yet; returns everybody who was to be summoned, to tell them."""
    written = select(Mail).where(Mail.meeting_id == meeting.id, Mail.kind == MailKind.SUMMONS).order_by(Mail.id)
    mails = change.session.scalars(written).all()
    for mail in mails:
        if mail.state is MailState.WAITING and mail.claimed_at is None:
            mail.state = MailState.WITHDRAWN
    return list(dict.fromkeys((mail.recipient, mail.stand_in) for mail in mails))


def _due(box: Box, now: datetime) -> Any:
    """Mails whose time has come and that nobody is sending, the longest waiting first."""
    free = or_(box.claimed_at.is_(None), box.claimed_at < now - CLAIM_LASTS)
    return select(box).where(box.state == MailState.WAITING, box.next_try_at <= now, free).order_by(
        box.next_try_at, box.id
    )  # fmt: skip


def claim(store: Store) -> Claim | None:
    """Claim the next mail that is due, if there is one.

    Taken by the same turn as every change is, so that two processes never get the same one, and so that a summons
    which is changed meanwhile is either sent anew or not sent yet.
    """
    with store.whole() as session:  # nearly always there is none, and nobody has to wait for a turn
        now = store.clock()
        if not any(session.scalar(_due(box, now).with_only_columns(box.id).limit(1)) for box in BOXES):
            return None
    connection = store.engine.connect().execution_options(**{WRITING: True})
    with connection, Session(connection) as session:
        if store.engine.dialect.name == "postgresql":
            session.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
        now = store.clock()
        for box in BOXES:
            mail = session.scalar(_due(box, now).limit(1))
            if mail is not None:
                mail.claimed_at = now
                session.commit()
                return Claim(mail.id, now, box)
    return None
