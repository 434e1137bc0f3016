"""Accounts by function, their roles and their one-time links: the administrator keeps all, a leader the party's own."""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select

from data.commands.sign_ins import TOKEN_BYTES
from data.entities import Holding, Link, Person, SignIn
from data.errors import NotAllowed, RuleBroken
from data.rules import access, addresses, mandates
from data.rules.access import Viewer
from data.storage import Change, Store, account_mails, accounts, guests, intention
from data.storage.sign_ins import name_of
from data.vocabulary import FIRST_ADMINISTRATOR, AccountMailKind, Language, Mandate, Subject, Verb

DISPLAY: Final = 120
"""Characters of an account's function."""
LINK_LIVES: Final = timedelta(hours=24)
"""Of a link that is handed over; those in mails: data/rules/mails.py."""
USERNAME: Final = re.compile(r"[a-z0-9æøå][a-z0-9æøå._-]{1,58}")
HOUSE: Final = Viewer(person=None, role="system")
"""The product itself, at start."""


@intention
def open_account(
    store: Store, by: Viewer, key: str | None = None, *, username: str, display: str, role: str, demo: bool = False,
    stand_in: Mandate | None = None, limit: str = "", email: str = "",
) -> int:  # fmt: skip
    """Open an account named by function, with its first role; returns the person's id.

    The display name is a function ("Projektchef, weekend"), checked like any free text is. `stand_in` and `limit` are
    those of `grant_role`, `email` is that of `change_address`. A leader opens accounts of the own party alone.
    """
    with store.changing(by, key) as change:
        _require_giving(change, role)
        name = username.strip().lower()
        if not USERNAME.fullmatch(name):
            raise RuleBroken("bad-username", field="username")
        if change.session.scalar(select(Person.id).where(Person.username == name)) is not None:
            raise RuleBroken("username-taken", field="username")
        if not display.strip():
            raise RuleBroken("text-missing", field="display")
        if len(display) > DISPLAY:
            raise RuleBroken("text-too-long", field="display", limit=DISPLAY, length=len(display))
        change.require_impersonal("display", display)
        address = addresses.mail_address(email)
        person = change.add(
            Person(
                username=name,
                display=display.strip(),
                demo=demo,
                opened_at=change.now,
                email=address,
                email_vouched=address is not None,
            )
        )
        change.outcome = person.id
        change.log(Verb.OPEN_ACCOUNT, Subject.ACCOUNT, person.id, mail=address is not None)
        _hold(change, person.id, role, None, stand_in, limit)
    return change.outcome


def _require_giving(change: Change, role: str) -> None:
    """Theirs to give and to end: the administrator every role, a leader those of the own party."""
    owner, administers = accounts.whose_role(change.plan, role)
    access.require_keep(change.by, owner=owner, administers=administers)


def _require_another(change: Change, person: int) -> None:
    """A leader locks nobody out of the own account: that is for an administrator. Raises RuleBroken "own-account"."""
    if person == change.by.person and not access.may(change.by, Verb.ADMINISTER):
        raise RuleBroken("own-account")


def _vouches(change: Change, person: int) -> bool:
    """Whether their word for an address counts at a provider's sign-in: a leader's does not, for their own account."""
    return person != change.by.person or access.may(change.by, Verb.ADMINISTER)


def _require_no_way_round(change: Change, person: int) -> None:
    """A leader's own password is changed by whoever knows it, not by a link. Raises RuleBroken "own-link".

    An administrator may: there is perhaps no other who could make the link.
    """
    if person == change.by.person and not access.may(change.by, Verb.ADMINISTER):
        raise RuleBroken("own-link")


def _hold(
    change: Change, person: int, role: str, until: datetime | None, stand_in: Mandate | None = None, limit: str = ""
) -> None:
    """Let a person hold a role, in their own right or as a stand-in with a mandate."""
    if role not in change.plan.roles:
        raise RuleBroken("unknown-role", field="role")
    if until is not None and until <= change.now:
        raise RuleBroken("until-in-the-past", field="until")
    mandate = stand_in or Mandate.FULL
    mandates.require_stand_in(stand_in, limit)
    limit_id = change.text("limit", limit) if mandate is Mandate.LIMITED else None
    change.add(
        Holding(
            person_id=person, role=role, valid_from=change.now, valid_until=until, stands_in=stand_in is not None,
            mandate=mandate, limit_id=limit_id,
        )
    )  # fmt: skip
    change.log(Verb.GRANT_ROLE, Subject.ACCOUNT, person, role=role, until=until, stand_in=stand_in)


@intention
def grant_role(
    store: Store, by: Viewer, key: str | None = None, *, person: int, role: str, until: datetime | None = None,
    stand_in: Mandate | None = None, limit: str = "",
) -> int:  # fmt: skip
    """Let a person hold a further role, until a moment (UTC) or until ended. A guest stays a guest.

    `stand_in` is the mandate of a stand-in (R21), None for whoever holds the role in their own right; `limit` says what
    a limited one is limited to. Raises RuleBroken "unknown-role", "until-in-the-past", "say-limit", "not-limited".
    """
    with store.changing(by, key) as change:
        found = accounts.kept(change, person)
        _require_giving(change, role)
        _require_no_guest(change, person)
        _hold(change, found.id, role, until, stand_in, limit)
    return person


def _require_no_guest(change: Change, person: int) -> None:
    if guests.is_guest(change.session, person):
        raise RuleBroken("guest-account")


@intention
def end_role(store: Store, by: Viewer, key: str | None = None, *, person: int, role: str) -> int:
    """End a person's holding of a role, now, on every open page. The last administrator keeps the role."""
    with store.changing(by, key) as change:
        accounts.kept(change, person)
        _require_giving(change, role)
        _require_another(change, person)
        known = change.plan.roles.get(role)
        if known is not None and Verb.ADMINISTER in known.grants:
            _require_another_administrator(change, person)
        running = or_(Holding.valid_until.is_(None), Holding.valid_until > change.now)
        holdings = select(Holding).where(Holding.person_id == person, Holding.role == role, running)
        for holding in change.session.scalars(holdings):
            holding.valid_until = change.now
        change.log(Verb.END_ROLE, Subject.ACCOUNT, person, role=role)
    return person


@intention
def disable_account(store: Store, by: Viewer, key: str | None = None, *, person: int) -> int:
    """Disable an account; its open pages end within seconds."""
    with store.changing(by, key) as change:
        found = accounts.kept(change, person)
        _require_another(change, person)
        _require_another_administrator(change, person)
        found.disabled_at = change.now
        accounts.stop_links(change, person)
        for row in change.session.scalars(select(SignIn).where(SignIn.person_id == person, SignIn.ended_at.is_(None))):
            row.ended_at = change.now
        change.log(Verb.DISABLE_ACCOUNT, Subject.ACCOUNT, person)
    return person


def _require_another_administrator(change: Change, but: int) -> None:
    """Somebody else must be able to administer. Raises RuleBroken "last-administrator"."""
    roles = [role.code for role in change.plan.roles_with(Verb.ADMINISTER)]
    held_by_others = (
        select(Holding.id)
        .join(Person, Person.id == Holding.person_id)
        .where(Holding.role.in_(roles), Holding.valid_until.is_(None), Person.id != but, Person.disabled_at.is_(None))
    )
    administers = select(Holding.id).where(
        Holding.person_id == but, Holding.role.in_(roles), Holding.valid_until.is_(None)
    )
    if change.session.scalar(administers) is not None and change.session.scalar(held_by_others) is None:
        raise RuleBroken("last-administrator")


def invite_again(store: Store, by: Viewer, *, person: int) -> str:
    """Make a one-time link by which the person chooses a password and signs in; returns its token, shown once."""
    with store.changing(by) as change:
        _require_open(change, person)
        _require_no_way_round(change, person)
        token = make_link(change, person)
        change.log(Verb.INVITE_AGAIN, Subject.ACCOUNT, person)
    return token


def _require_open(change: Change, person: int) -> Person:
    """An account that may get a link, if it is theirs. Raises RuleBroken "account-disabled", "guest-account"."""
    found = accounts.kept(change, person)
    if found.disabled_at is not None:
        raise RuleBroken("account-disabled")
    _require_no_guest(change, person)
    return found


@intention
def send_link(store: Store, by: Viewer, key: str | None = None, *, person: int) -> int:
    """Send the person a mail with a one-time link: an invitation, or to choose a new password where there is one.

    Returns the person's id. The link is made when the mail goes. Raises RuleBroken "no-address".
    """
    with store.changing(by, key) as change:
        found = _require_open(change, person)
        _require_no_way_round(change, person)
        if found.email is None:
            raise RuleBroken("no-address", field="email")
        kind = AccountMailKind.RESET if found.password_hash else AccountMailKind.INVITATION
        mail = account_mails.queue(change, kind, found.email, account=person)
        change.log(Verb.INVITE_AGAIN, Subject.ACCOUNT, person, kind=kind, mail=mail, asked=True)
    return person


@intention
def change_address(store: Store, by: Viewer, key: str | None = None, *, person: int, email: str) -> int:
    """Change the address that links of the account go to, or take it away with ""; returns the person's id.

    Links that were not used stop working, and mails that wait do not go: they were meant for the address before.
    Raises RuleBroken "bad-address". The address stands in no line of the log.
    """
    with store.changing(by, key) as change:
        found = _require_open(change, person)
        found.email = addresses.mail_address(email)
        found.email_vouched = found.email is not None and _vouches(change, person)
        stopped = accounts.stop_links(change, person)
        change.log(Verb.CHOOSE_ADDRESS, Subject.ACCOUNT, person, mail=found.email is not None, stopped=stopped)
    return person


@intention
def withdraw_link(store: Store, by: Viewer, key: str | None = None, *, person: int) -> int:
    """Stop the links of an account that were not used, and mails with a link that wait; returns the person's id."""
    with store.changing(by, key) as change:
        _require_open(change, person)
        stopped = accounts.stop_links(change, person)
        change.log(Verb.INVITE_AGAIN, Subject.ACCOUNT, person, stopped=stopped)
    return person


def make_link(
    change: Change, person: int | None, *, invitation: int | None = None, lives: timedelta = LINK_LIVES
) -> str:
    """A fresh link, of a guest if for an invitation; older unused ones for the same person stop working."""
    for old in change.session.scalars(select(Link).where(Link.person_id == person, Link.used_at.is_(None))):
        old.used_at = change.now
    token = secrets.token_urlsafe(TOKEN_BYTES)
    change.add(
        Link(
            token_hash=name_of(token), person_id=person, invitation_id=invitation, made_at=change.now,
            expires_at=change.now + lives,
        )
    )  # fmt: skip
    return token


def first_link(store: Store) -> str:
    """The token of a link for the first administrator. Raises NotAllowed("has-accounts") once there is an account."""
    with store.changing(HOUSE) as change:
        if change.session.scalar(select(Person.id).limit(1)) is not None:
            raise NotAllowed("has-accounts")
        token = make_link(change, None)
        change.log(Verb.INVITE_AGAIN, Subject.ACCOUNT, 0)
    return token


def first_administrator(change: Change) -> Person:
    """Make the account of whoever opens a link without a person. Raises NotAllowed("link-used") if there is one."""
    if change.session.scalar(select(Person.id).limit(1)) is not None:
        raise NotAllowed("link-used")
    role = change.plan.roles_with(Verb.ADMINISTER)[0]
    person = change.add(Person(username=FIRST_ADMINISTRATOR, display=role.title, opened_at=change.now))
    change.log(Verb.OPEN_ACCOUNT, Subject.ACCOUNT, person.id)
    _hold(change, person.id, role.code, None)
    return person


@intention
def choose_language(store: Store, by: Viewer, key: str | None = None, *, language: str) -> int:
    """Choose what one's own account reads the screens in. Raises RuleBroken("unknown-language")."""
    chosen = Language.named(language)
    if chosen is None:
        raise RuleBroken("unknown-language", field="language")
    with store.changing(by, key) as change:
        person = change.get(Person, by.person or 0)
        person.language = chosen.value
        change.log(Verb.CHOOSE_LANGUAGE, Subject.ACCOUNT, person.id, language=chosen)
    return person.id
