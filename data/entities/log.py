"""The log and the free texts. Both are append-only in the database itself (triggers in the first migration).

Every free text lives once, with a salt; everything else refers to it. A redaction makes text and salt NULL together
with the number of the log line that says so, and nothing else about a text can ever change.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UnicodeText
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity
from data.vocabulary import Subject, Verb


class LogLine(Entity, kw_only=True):
    """One change: who, in which hat, when it happened and when it was registered, what.

    `facts` and `texts` are canonical JSON, part of the hash. `texts` maps a field to {"id", "digest"} where digest is
    the salted SHA-256 of the text. `hash` covers this line and the one before it.
    """

    __tablename__ = "log"
    __table_args__ = (Index(None, "subject", "subject_id"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    happened_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(60))
    party: Mapped[str | None] = mapped_column(String(60))
    verb: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("action_plans.id"), index=True)
    exercise: Mapped[bool | None]
    facts: Mapped[str] = mapped_column(UnicodeText)
    texts: Mapped[str] = mapped_column(UnicodeText)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    removed_by: Mapped[int | None] = mapped_column(default=None)
    """Number of the line that removed what this one said when its incident was deleted: a stub keeps number, hashes,
    verb and moment, and nothing else (domain.md 2.8)."""

    @property
    def word(self) -> Verb:
        """The line's verb."""
        return Verb(self.verb)

    @property
    def about(self) -> Subject:
        """What the line is about."""
        return Subject(self.subject)


class Text(Entity, kw_only=True):
    """One free text as written; body and salt are NULL once it is redacted."""

    __tablename__ = "texts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    body: Mapped[str | None] = mapped_column(UnicodeText)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    redacted_by: Mapped[int | None] = mapped_column(default=None)
    """The log line that says so; no foreign key, because the log refers to incidents and they to texts."""


class Submission(Entity, kw_only=True):
    """A form that was sent: its key (hashed with the sender's id), the log line it ended in, and what it answered."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(ForeignKey("log.seq"))
    outcome: Mapped[int | None]
