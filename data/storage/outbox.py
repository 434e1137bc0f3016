"""The outbox: a mail is written down in the same transaction as what it tells of, and sent afterwards.

Only who is told of what is kept, never the words: those are made when it is sent (domain.md 6.20, peers.md 7).
"""

import secrets
from collections.abc import Iterable

from data.entities import Incident, Mail, Meeting
from data.plan import StandingPlan
from data.storage.change import Change
from data.vocabulary import MailKind, MailState


def queue(
    change: Change, kind: MailKind, incident: Incident, recipients: Iterable[tuple[str, int | None]],
    meeting: Meeting | None = None,
) -> int:  # fmt: skip
    """Write a mail to each (role, place among its stand-ins or None for its holder) with an address; how many."""
    plan = change.plan_of(incident.standing_plan_id)
    made = 0
    for role, stand_in in recipients:
        if address := address_of(plan, role, stand_in):
            by = change.by
            change.add(
                Mail(
                    incident_id=incident.id, key=secrets.token_hex(16), kind=kind, recipient=role, stand_in=stand_in,
                    meeting_id=meeting.id if meeting else None, address=address, state=MailState.WAITING,
                    next_try_at=change.now, at=change.now, person_id=by.person, role=by.role, party=by.party,
                )
            )  # fmt: skip
            made += 1
    return made


def address_of(plan: StandingPlan, role: str, stand_in: int | None) -> str | None:
    """The address in the plan file, if it has one."""
    if stand_in is None:
        contact = plan.contact_of(role)
        return contact.email if contact else None
    others = plan.stand_ins_of(role)
    return others[stand_in].email if stand_in < len(others) else None
