"""How Python values lie in the database: moments in UTC, words as short strings, and the columns many things share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import TypeDecorator

from data.vocabulary import (
    AccountMailKind,
    ActionStatus,
    Affected,
    Answer,
    CallResult,
    Certainty,
    Channel,
    ConfirmedBy,
    DecisionKind,
    IncidentState,
    LessonPlace,
    LessonState,
    MailKind,
    MailState,
    Mandate,
    MessageState,
    PartKind,
    PartState,
    PlanState,
    Precision,
    Response,
    Risk,
    Route,
    SeatKind,
    Source,
    Stance,
    Way,
)

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """A moment, always aware and in UTC on this side; a naive one is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else value.replace(tzinfo=UTC)


class Word(TypeDecorator[StrEnum]):
    """A word of data.vocabulary, stored as its value."""

    impl = String(24)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words
        self.known = {word.value: word for word in words}

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else self.known[value]


WORDS: tuple[type[StrEnum], ...] = (
    AccountMailKind,
    ActionStatus,
    Affected,
    Answer,
    CallResult,
    Certainty,
    Channel,
    ConfirmedBy,
    DecisionKind,
    IncidentState,
    LessonPlace,
    LessonState,
    MailKind,
    MailState,
    Mandate,
    MessageState,
    PartKind,
    PartState,
    PlanState,
    Precision,
    Response,
    Risk,
    Route,
    SeatKind,
    Source,
    Stance,
    Way,
)


class Entity(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """The root of everything remembered."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Utc,
        **{words: Word(words) for words in WORDS},
    }


class OfIncident(MappedAsDataclass, kw_only=True):
    """Belongs to one incident, and is readable by those who may read that incident."""

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)


class OfPlan(MappedAsDataclass, kw_only=True):
    """Belongs to one handlingsplan, and is readable by those who may read an incident it covers."""

    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plans.id"), index=True)


class Made(MappedAsDataclass, kw_only=True):
    """Who made it, in which hat, and when it was registered (UTC)."""

    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(60))
    party: Mapped[str | None] = mapped_column(String(60))


class Posted(MappedAsDataclass, kw_only=True):
    """What waits in an outbox; whoever sends it claims it first, so that it goes once."""

    key: Mapped[str] = mapped_column(String(40), unique=True)
    """The same at every try: a mail server that got it twice shows it once."""
    address: Mapped[str] = mapped_column(String(254))
    state: Mapped[MailState]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(String(200), default=None)
    """What the mail server answered at the last try."""
