"""Passwords: chosen by a one-time link or in one's own account, and asked for anew by whoever has forgotten theirs."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.commands.people import HOUSE, first_administrator
from data.commands.sign_ins import HASHER, Halfway, Opened, fits, halfway_or_in
from data.entities import AccountMail, Link, Person
from data.errors import NotAllowed, RuleBroken
from data.plan import StandingPlan
from data.rules import passwords
from data.rules.access import Viewer
from data.storage import Change, Store, account_mails, guests, intention
from data.storage.sign_ins import end_all, name_of
from data.vocabulary import FIRST_ADMINISTRATOR, AccountMailKind, MailState, Subject, Verb


def _digest(plan: StandingPlan, person: Person | None, password: str) -> str:
    """The digest of a good password. Raises RuleBroken as data.rules.passwords says."""
    passwords.require_good(password, house=_house(plan, person))
    return HASHER.hash(passwords.octets(passwords.alike(password)))


def _house(plan: StandingPlan, person: Person | None) -> Iterator[str]:
    """What others would try first: the plan, its area, its roles and parties, and what the account is called."""
    yield from (plan.title, plan.area.name)
    yield from (role.title for role in plan.roles.values())
    yield from (name for party in plan.parties.values() for name in (party.name, party.short))
    yield from (person.username, person.display) if person else (FIRST_ADMINISTRATOR,)


def use_link(store: Store, token: str, *, password: str) -> Opened | Halfway:
    """Choose a password through a one-time link and be let in; every other sign-in of the account ends.

    A link without a person makes the administrator. A second factor is asked for all the same: the link is no way
    round it. Raises NotAllowed("link-used"), RuleBroken("password-short", ...).
    """
    with store.whole() as session:
        link = session.get(Link, name_of(token))
        known = session.get(Person, link.person_id) if link and link.person_id else None
    hashed = _digest(store.plan(), known, password)  # slow on purpose, so before the turn of the change
    with store.changing(HOUSE) as change:
        link = change.session.get(Link, name_of(token))
        if link is None or link.used_at is not None or link.expires_at < change.now or link.invitation_id is not None:
            raise NotAllowed("link-used")
        person = change.get(Person, link.person_id) if link.person_id else first_administrator(change)
        if person.disabled_at is not None:
            raise NotAllowed("link-used")
        link.used_at = change.now
        _choose(change, person, hashed)
    return halfway_or_in(store, person)


def _choose(change: Change, person: Person, hashed: str, *, here: str = "") -> None:
    person.password_hash = hashed
    end_all(change.session, person.id, change.now, but=here)
    change.log(Verb.CHOOSE_PASSWORD, Subject.ACCOUNT, person.id)


@intention
def choose_password(store: Store, by: Viewer, key: str | None = None, *, old: str, new: str, here: str = "") -> int:
    """Change one's own password; every other sign-in of the account ends, all but the one named `here`.

    Raises RuleBroken("wrong-password"), and for a bad new one as data.rules.passwords says.
    """
    with store.whole() as session:
        known = session.get(Person, by.person or 0)
    hashed = _digest(store.plan(), known, new)
    with store.changing(by, key) as change:
        person = change.get(Person, by.person or 0)
        if not fits(person.password_hash or "", old):
            raise RuleBroken("wrong-password", field="old")
        _choose(change, person, hashed, here=here)
    return person.id


def ask_reset(store: Store, username: str) -> None:
    """Write down a mail with a link to choose a new password, if there is such an account and it has an address.

    Says nothing about either. One that waits already is not written twice; guests and accounts of the demo, which have
    no password, get none.
    """
    name = username.strip().lower().replace("\0", "")
    with store.whole() as session:
        person = session.scalar(select(Person).where(Person.username == name))
        if person is None or not person.email or person.disabled_at is not None or person.demo:
            return
        if guests.is_guest(session, person.id) or _waits(session, person.id):
            return
    with store.changing(HOUSE) as change:
        account_mails.queue(change, AccountMailKind.RESET, person.email, account=person.id)
        change.log(Verb.INVITE_AGAIN, Subject.ACCOUNT, person.id, by_mail=True)


def _waits(session: Session, person: int) -> bool:
    wanted = select(AccountMail.id).where(
        AccountMail.account_id == person, AccountMail.kind == AccountMailKind.RESET,
        AccountMail.state == MailState.WAITING,
    )  # fmt: skip
    return session.scalar(wanted.limit(1)) is not None
