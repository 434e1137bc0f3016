"""What is kept of the contacts of the plan file: who said that they are right, when the list was tried (R17, R19).

Read by the house for everybody alike: no name and no number is in it.
"""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import AccountMail, ActionPlan, CallTest, ContactConfirmation, Incident, TriedCall
from data.plan import Kept, StandingPlan, contact_at
from data.rules import call_tests, contacts
from data.rules.call_tests import Tried
from data.rules.contacts import Asking
from data.rules.times import day_of
from data.storage.fora import days_kept
from data.storage.plan_versions import plan_version
from data.storage.reading import WHOLE, whole
from data.vocabulary import AccountMailKind, ConfirmedBy, IncidentState, MailState, PlanState


def kept(session: Session) -> Kept:
    """Everything that hygiene asks of the house."""
    said = select(ContactConfirmation.confirmed, ContactConfirmation.digest, func.max(ContactConfirmation.at))
    confirmed = session.execute(said.group_by(ContactConfirmation.confirmed, ContactConfirmation.digest))
    closed = select(func.max(ActionPlan.closed_at)).where(
        ActionPlan.exercise.is_(True), ActionPlan.state == PlanState.CLOSED
    )
    ended = whole(session, closed)[0][0]
    return Kept(
        {(row[0], row[1]): day_of(row[2]) for row in confirmed}, _tested(session), day_of(ended) if ended else None,
        days_kept(session),
    )  # fmt: skip


def _tested(session: Session) -> date | None:
    """The day of the last call test that counts: one that left no fixed role out."""
    ended = select(CallTest).where(CallTest.ended_at.is_not(None)).order_by(CallTest.id.desc())
    for test in session.scalars(ended):
        _, plan = plan_version(session, test.standing_plan_id)
        made = tries(session, test.id)
        if not call_tests.untried(plan, day_of(test.at), made, call_tests.ringing(test.role, made)):
            return day_of(test.ended_at or test.at)
    return None


def tries(session: Session, test: int) -> list[Tried]:
    """The calls of a test, as they were made."""
    made = session.scalars(select(TriedCall).where(TriedCall.test_id == test).order_by(TriedCall.id))
    return [Tried((one.called, one.stand_in), one.result, one.at, one.role) for one in made]


def open_test(session: Session) -> CallTest | None:
    """The call test that is running, if one is."""
    return session.scalar(select(CallTest).where(CallTest.ended_at.is_(None)).order_by(CallTest.id).limit(1))


def is_real(session: Session) -> bool:
    """Whether a real incident is active, whoever may read it: it comes before any test."""
    active = select(Incident.id).where(Incident.state == IncidentState.ACTIVE, Incident.exercise.is_(False)).limit(1)
    return session.scalar(active.execution_options(**{WHOLE: True})) is not None


def mail_of(session: Session, token_hash: str) -> AccountMail | None:
    """The mail whose link this is, if it asks about a contact."""
    mine = AccountMail.token_hash == token_hash, AccountMail.kind == AccountMailKind.CONFIRM_CONTACT
    return session.scalar(select(AccountMail).where(*mine))


def confirmed_at(session: Session, mail: AccountMail) -> datetime | None:
    """When the contact that a mail asks about was confirmed by a link last (UTC)."""
    person = ContactConfirmation.stand_in
    said = select(func.max(ContactConfirmation.at)).where(
        ContactConfirmation.confirmed == mail.recipient, ContactConfirmation.way == ConfirmedBy.MAIL,
        person.is_(None) if mail.stand_in is None else person == mail.stand_in,
    )  # fmt: skip
    return session.scalar(said)


def asking_of(session: Session, mail: AccountMail, plan: StandingPlan, now: datetime) -> Asking:
    """What the link of a mail still does. Whoever has got the place of somebody else since is shown to nobody."""
    found = contact_at(plan, mail.recipient or "", mail.stand_in)
    return contacts.asking(
        asked_at=mail.at, sent_at=mail.sent_at, confirmed_at=confirmed_at(session, mail),
        same_address=found is not None and (found.email or "").casefold() == mail.address.casefold(), now=now,
    )  # fmt: skip


def asked(session: Session) -> dict[tuple[str, int | None], tuple[datetime, bool]]:
    """Who was asked by mail: when last (UTC), and whether that mail still waits to go."""
    mails = select(AccountMail).where(AccountMail.kind == AccountMailKind.CONFIRM_CONTACT).order_by(AccountMail.id)
    return {
        (one.recipient or "", one.stand_in): (one.at, one.state is MailState.WAITING) for one in session.scalars(mails)
    }
