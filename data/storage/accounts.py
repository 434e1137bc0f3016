"""Whose an account is: what commands and queries about accounts share (R14)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.entities import AccountMail, Holding, Link, Person
from data.plan import StandingPlan
from data.rules import access
from data.storage.change import Change
from data.vocabulary import MailState, Verb


class Whose(NamedTuple):
    """The one party code that every role of an account belongs to, or None; and whether a role may administer."""

    owner: str | None
    administers: bool


def whose_role(plan: StandingPlan, role: str) -> Whose:
    """The party a role speaks for, and whether it may administer; nobody's for a role that the plan does not know."""
    known = plan.roles.get(role)
    return Whose(known.party, known.may(Verb.ADMINISTER)) if known else Whose(None, administers=False)


def whose(plan: StandingPlan, held: Iterable[Holding], now: datetime) -> Whose:
    """Whose an account is by its holdings: those that run, or all it ever had when none does; a guest's is nobody's."""
    rows = list(held)
    roles = [h.role for h in rows if h.valid_until is None or h.valid_until > now] or [h.role for h in rows]
    found = [whose_role(plan, role) for role in roles]
    parties = {each.owner for each in found}
    guest = any(h.incident_id is not None for h in rows)
    owner = next(iter(parties)) if len(parties) == 1 and not guest else None
    return Whose(owner, any(each.administers for each in found))


def whose_account(session: Session, plan: StandingPlan, person: int, now: datetime) -> Whose:
    """The same, of the account with this id."""
    return whose(plan, session.scalars(select(Holding).where(Holding.person_id == person)), now)


def held_roles(session: Session, now: datetime) -> frozenset[str]:
    """The roles that somebody with an open account holds; a guest's, who comes for one incident, is not among them."""
    runs = or_(Holding.valid_until.is_(None), Holding.valid_until > now)
    open_ones = Person.disabled_at.is_(None), Holding.incident_id.is_(None), runs
    return frozenset(
        session.scalars(select(Holding.role).join(Person, Person.id == Holding.person_id).where(*open_ones))
    )


def kept(change: Change, person: int) -> Person:
    """The account, if it is theirs to keep. Raises NotAllowed "unknown", "not-allowed"."""
    found = change.get(Person, person)
    access.require_keep(change.by, **whose_account(change.session, change.plan, person, change.now)._asdict())
    return found


def waiting_mails(session: Session, person: int) -> Sequence[AccountMail]:
    """Mails about the account that are still to go."""
    waiting = select(AccountMail).where(AccountMail.account_id == person, AccountMail.state == MailState.WAITING)
    return session.scalars(waiting).all()


def stop_links(change: Change, person: int) -> int:
    """Links of the account that were not used stop working, and mails that have not gone do not go; how many links."""
    for mail in waiting_mails(change.session, person):
        mail.state = MailState.WITHDRAWN
    running = select(Link).where(Link.person_id == person, Link.used_at.is_(None), Link.expires_at > change.now)
    links = change.session.scalars(running).all()
    for link in links:
        link.used_at = change.now
    return len(links)
