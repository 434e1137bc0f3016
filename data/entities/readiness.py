"""What keeps the standing plan true between emergencies: contacts that were confirmed, and call tests (R17, R19)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.entities.mapping import Entity, Made
from data.vocabulary import CallResult, ConfirmedBy


class ContactConfirmation(Made, Entity, kw_only=True):
    """Somebody said that a contact of the plan file is still right. It counts as long as the file says the same.

    `role` and `person_id` are who said it; None and "system" for whoever followed the link of a mail.
    """

    __tablename__ = "contact_confirmations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    confirmed: Mapped[str] = mapped_column(String(60), index=True)
    """The role code whose contact it is."""
    stand_in: Mapped[int | None]
    """The place among the role's stand-ins; None is its holder."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the contact as it stood in the plan file."""
    way: Mapped[ConfirmedBy]


class CallTest(Made, Entity, kw_only=True):
    """A call test of the standing plan, from its beginning (`at`) until it was ended: can every role be reached?"""

    __tablename__ = "call_tests"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    standing_plan_id: Mapped[int] = mapped_column(ForeignKey("standing_plans.id"))
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)


class TriedCall(Made, Entity, kw_only=True):
    """A role was rung in a call test, and reached or not; the newest of a role counts."""

    __tablename__ = "tried_calls"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    test_id: Mapped[int] = mapped_column(ForeignKey("call_tests.id"), index=True)
    called: Mapped[str] = mapped_column(String(60))
    """Role code."""
    stand_in: Mapped[int | None]
    result: Mapped[CallResult]
