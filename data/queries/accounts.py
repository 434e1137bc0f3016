"""The accounts as whoever keeps them reads them: the administrator all, a leader those of the own party (R14)."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import AccountMail, Holding, Incident, Link, LogLine, Person, SignIn
from data.errors import NotAllowed
from data.queries.people import HeldRole, hats_of, running
from data.queries.wording import said
from data.rules import access, retention
from data.rules import mails as rules
from data.rules.access import Viewer
from data.storage import Store
from data.storage.accounts import whose, whose_account
from data.vocabulary import AccountMailKind, MailState, Subject, Verb

LINES: Final = 40
"""Lines of the log that are shown of one account."""


@dataclass(frozen=True)
class GuestRow:
    """Of which incident an account is a guest, in which role, and when that ended (UTC), if it has."""

    role: str
    number: int
    exercise: bool
    ended_at: datetime | None


@dataclass(frozen=True)
class AccountMailRow:
    """What has become of a mail about an account; times are UTC."""

    kind: AccountMailKind
    state: MailState
    tries: int
    next_try_at: datetime
    sent_at: datetime | None
    problem: str | None
    """What the mail server answered, or one of components/mail's words for silence."""


@dataclass(frozen=True)
class AccountRow:
    """An account as whoever keeps it sees it; roles with their end (UTC or None)."""

    person: int
    username: str
    display: str
    roles: tuple[HeldRole, ...]
    guest: GuestRow | None
    """For the account of a guest."""
    has_password: bool
    demo: bool
    disabled: bool
    last_used: datetime | None
    email: str | None
    email_vouched: bool
    """Whether somebody who keeps the account wrote it: only then it opens the account at a provider."""
    link_until: datetime | None
    """Until when a link that was not used works (UTC); None where none does."""
    mail: AccountMailRow | None
    """The newest mail about it."""
    second_factor: bool
    """Whether signing in takes a second factor."""


def accounts(store: Store, viewer: Viewer) -> list[AccountRow]:
    """The accounts that the viewer keeps: the administrator all, a leader those of the own party.

    Raises NotAllowed for whoever keeps none.
    """
    if not access.keeps_people(viewer):
        raise NotAllowed("not-allowed", verb=Verb.KEEP_PEOPLE)
    now, plan = store.clock(), store.plan()
    with store.whole() as session:
        newest = select(SignIn.person_id, func.max(SignIn.used_at)).group_by(SignIn.person_id)
        used = {row[0]: row[1] for row in session.execute(newest)}
        held: dict[int, list[Holding]] = defaultdict(list)
        for holding in session.scalars(select(Holding).order_by(Holding.id)):
            held[holding.person_id].append(holding)
        guests, mails, links = _guests(session, now), _mails(session), _links(session, now)
        kept = [
            person
            for person in session.scalars(select(Person).order_by(Person.id))
            if access.may_keep(viewer, **whose(plan, held[person.id], now)._asdict())
        ]
        running = {p.id: [h for h in held[p.id] if h.valid_until is None or h.valid_until > now] for p in kept}
        texts = said(session, (h.limit_id for rows in running.values() for h in rows))
        return [
            AccountRow(
                person=p.id, username=p.username, display=p.display, roles=hats_of(running[p.id], texts),
                guest=guests.get(p.id), has_password=p.password_hash is not None, demo=p.demo,
                disabled=p.disabled_at is not None, last_used=used.get(p.id), email=p.email,
                email_vouched=p.email_vouched,
                link_until=links.get(p.id), mail=mails.get(p.id), second_factor=p.totp_secret is not None,
            )
            for p in kept
        ]  # fmt: skip


def _guests(session: Session, now: datetime) -> dict[int, GuestRow]:
    held = select(Holding, Incident.number, Incident.exercise).join(Incident, Incident.id == Holding.incident_id)
    return {
        h.person_id: GuestRow(
            h.role, number, exercise, h.valid_until if h.valid_until and h.valid_until <= now else None
        )
        for h, number, exercise in session.execute(held.order_by(Holding.id))
    }


def _mails(session: Session) -> dict[int | None, AccountMailRow]:
    """The newest mail of each account."""
    newest = select(func.max(AccountMail.id)).where(AccountMail.account_id.is_not(None)).group_by(
        AccountMail.account_id
    )  # fmt: skip
    return {
        m.account_id: AccountMailRow(m.kind, m.state, m.tries, m.next_try_at, m.sent_at, m.problem)
        for m in session.scalars(select(AccountMail).where(AccountMail.id.in_(newest)))
    }


def _links(session: Session, now: datetime) -> dict[int | None, datetime]:
    """Until when the unused link of each account works."""
    running = select(Link.person_id, Link.expires_at).where(Link.used_at.is_(None), Link.expires_at > now)
    return {row[0]: row[1] for row in session.execute(running)}


@dataclass(frozen=True)
class AccountLine:
    """Something that happened with an account: who did it, by function and hat; `facts` as the log holds them (UTC)."""

    seq: int
    at: datetime
    by: str | None
    """The function of the account that did it; None for the product itself, for the first link, and once it is old."""
    role: str
    verb: Verb
    facts: Mapping[str, Any]


def account_history(store: Store, viewer: Viewer, person: int) -> list[AccountLine]:
    """The newest lines of the log about this account, newest first. Raises NotAllowed unless the viewer keeps it.

    Old ones say the function alone who did it, once the plan file says after how long (domain.md 2.8).
    """
    plan = store.plan()
    before = retention.names_until(plan.retention, store.clock())
    with store.whole() as session:
        access.require_keep(viewer, **whose_account(session, plan, person, store.clock())._asdict())
        about = select(LogLine, Person.display).outerjoin(Person, Person.id == LogLine.person_id)
        mine = about.where(LogLine.subject == Subject.ACCOUNT, LogLine.subject_id == person)
        rows = session.execute(mine.order_by(LogLine.seq.desc()).limit(LINES))
        return [
            AccountLine(
                line.seq, line.at, None if before and line.at < before else display, line.role, line.word,
                json.loads(line.facts),
            )
            for line, display in rows
        ]  # fmt: skip


@dataclass(frozen=True)
class AccountLetter:
    """A mail about an account or a contact, with all that is needed to send it."""

    key: str
    """Another one at each try: each has a link of its own, and the newest must not be taken for the one before."""
    kind: AccountMailKind
    address: str
    username: str
    display: str
    """Of the account; "" for a contact."""
    recipient: str | None
    """The role whose contact it asks about, and the place among its stand-ins (None: its holder)."""
    stand_in: int | None
    role: str
    """Who had it sent: a role, "system" for the product itself."""
    exercise: bool
    """Everything here is an exercise: it is marked as other mails of one are."""
    moot: bool


def account_letter(store: Store, mail: int) -> AccountLetter:
    """The mail about an account or a contact that the house itself is about to send."""
    demo = running(store).demo
    with store.whole() as session:
        found = session.get_one(AccountMail, mail)
        person = session.get(Person, found.account_id) if found.account_id else None
        same = select(AccountMail.id).where(
            AccountMail.id > found.id, AccountMail.kind == found.kind,
            AccountMail.account_id.is_not_distinct_from(found.account_id),
            AccountMail.recipient.is_not_distinct_from(found.recipient),
            AccountMail.stand_in.is_not_distinct_from(found.stand_in),
        )  # fmt: skip
        moot = rules.is_account_mail_moot(
            age=store.clock() - found.at, closed=person is not None and person.disabled_at is not None,
            followed=session.scalar(same.limit(1)) is not None,
        )  # fmt: skip
        tried = found.claimed_at or found.at
        return AccountLetter(
            key=f"{found.key}.{tried.timestamp():.0f}", kind=found.kind, address=found.address,
            username=person.username if person else "", display=person.display if person else "",
            recipient=found.recipient, stand_in=found.stand_in, role=found.role, exercise=demo, moot=moot,
        )  # fmt: skip
