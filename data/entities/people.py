"""Accounts by function, the roles they hold, and their sign-ins. Never a resident, child or suspect."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made, Posted
from data.vocabulary import AccountMailKind, Mandate


class Person(Entity, kw_only=True):
    """An account. Without a password hash nobody signs in with one; a demo account needs none.

    `language` is that of the screen, as ISO 639-1; none chosen is Danish.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    display: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200), default=None)
    demo: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(String(8), default=None)
    email: Mapped[str | None] = mapped_column(String(254), default=None)
    """Where invitations and links to choose a new password go; none is a link that is handed over."""
    email_vouched: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether somebody who keeps the account has said that the address is theirs: only then a provider's word for it
    opens the account. An address one chose oneself does not, or an unlocked screen would be enough to move in."""
    totp_secret: Mapped[str | None] = mapped_column(String(64), default=None)
    """Of the second factor, once it is in use (RFC 6238)."""
    totp_step: Mapped[int | None] = mapped_column(default=None)
    """The time step of the last code that was used: none works twice."""


class Holding(Entity, kw_only=True):
    """A person holds a role of the plan file from and until a moment (UTC); role is not person (R14).

    A stand-in holds it with a mandate of its own (R21). With an incident it is a guest's, who reads and does nothing
    else, and it ends with that incident's evaluation (R22).
    """

    __tablename__ = "holdings"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None] = mapped_column(default=None)
    stands_in: Mapped[bool] = mapped_column(default=False, server_default=false())
    mandate: Mapped[Mandate] = mapped_column(default=Mandate.FULL, server_default=Mandate.FULL.value)
    limit_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"), default=None)
    """What a limited mandate is limited to."""
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), default=None)


class Link(Entity, kw_only=True):
    """A one-time link, stored as the SHA-256 of its token; without a person it opens the first administrator."""

    __tablename__ = "links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), default=None)
    """The invitation of a guest, who joins by it and chooses no password (R22)."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class RecoveryCode(Entity, kw_only=True):
    """Instead of the second factor, once; stored as its SHA-256."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class AccountMail(Made, Posted, Entity, kw_only=True):
    """A mail about an account (an invitation, a new password) or a contact of the plan file that is to be confirmed.

    Words and link are made when it is sent, and kept nowhere; of a link that confirms a contact its SHA-256 stays here.
    """

    __tablename__ = "account_mails"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[AccountMailKind]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, default=None)
    """Whose account it is about."""
    recipient: Mapped[str | None] = mapped_column(String(60), default=None)
    """The role code whose contact it asks about."""
    stand_in: Mapped[int | None] = mapped_column(default=None)
    """The place among the role's stand-ins; None is its holder."""
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)


class SignIn(Entity, kw_only=True):
    """A sign-in, named by the SHA-256 of the token in the cookie; the token itself is stored nowhere."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(60))
    opened_at: Mapped[datetime]
    used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    provider: Mapped[str | None] = mapped_column(String(40), default=None)
    """The key of the provider whose word opened it (data/providers.py); None is the product's own account."""


class Departure(Entity, kw_only=True):
    """A sign-in that has gone off to a provider: what it takes to know it again when it comes back, which it does once.

    Neither the state in the address nor the browser's own secret is stored, only their SHA-256.
    """

    __tablename__ = "departures"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    provider: Mapped[str] = mapped_column(String(40))
    onward: Mapped[str] = mapped_column(String(2000))
    language: Mapped[str | None] = mapped_column(String(8))
    expires_at: Mapped[datetime] = mapped_column(index=True)
