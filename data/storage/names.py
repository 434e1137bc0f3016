"""When an account becomes its function: nothing is left by which it leads to somebody (domain.md 2.8).

The account stays as a number, because the log names accounts by number and its chain holds those numbers. Everything
else goes: name, address, password, second factor, links, mails and sign-ins.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Table, delete, func, select, update
from sqlalchemy.orm import Session

from data.entities import AccountMail, Entity, Holding, Link, Person, RecoveryCode, SignIn, Writing
from data.plan import StandingPlan

RETIRED: Final = "#"
"""How the user name of a retired account begins: no user name can be typed like that."""
OF_ACCOUNTS: Final = frozenset({"log", "people", "holdings", "links", "recovery_codes", "account_mails", "sign_ins"})
"""Tables whose rows are about an account itself; the others say who made them, and forget it after a while."""
TABLES: Final = frozenset({"people", "links", "recovery_codes", "account_mails", "sign_ins", "writings"})
"""Tables that lose words when an account is retired."""


def retire(session: Session, person: Person, title: str, now: datetime) -> None:
    """Leave of an account its number and its function, which is `title`."""
    person.username, person.display, person.email, person.language = f"{RETIRED}{person.id}", title, None, None
    person.email_vouched = False
    person.password_hash = person.totp_secret = person.totp_step = None
    person.disabled_at = person.disabled_at or now
    entered = select(SignIn.id).where(SignIn.person_id == person.id)
    session.flush()
    session.execute(delete(Writing).where(Writing.sign_in_id.in_(entered.scalar_subquery())))
    for kind in (SignIn, Link, RecoveryCode):
        session.execute(delete(kind).where(kind.person_id == person.id))
    session.execute(delete(AccountMail).where(AccountMail.account_id == person.id))


def retiring(session: Session, before: datetime) -> list[int]:
    """Closed accounts, and accounts that hold no role any more, whose last role ended before then; oldest first.

    An account that never held a role counts from the day it was closed. Retired ones are left out.
    """
    last = func.max(Holding.valid_until).label("last")
    holds_on = func.count(Holding.id).filter(Holding.valid_until.is_(None)).label("holds_on")
    held = select(Holding.person_id, last, holds_on).group_by(Holding.person_id).subquery()
    rows = session.execute(
        select(Person.id, Person.disabled_at, held.c.last, held.c.holds_on)
        .outerjoin(held, held.c.person_id == Person.id)
        .where(~Person.username.startswith(RETIRED))
        .order_by(Person.id)
    )
    return [row.id for row in rows if (ended := _ended(row)) is not None and ended < before]


def _ended(row: Any) -> datetime | None:
    """When the account's last role ended; a role that was running when it was closed ended then."""
    if row.holds_on or row.last is None:
        found: datetime | None = row.disabled_at
        return found
    ended: datetime = row.last
    return ended if row.disabled_at is None else min(ended, row.disabled_at)


def function_of(session: Session, person: int, plan: StandingPlan) -> str:
    """The title of the last role that an account held; its code where the plan has forgotten it, else nothing."""
    last = select(Holding.role).where(Holding.person_id == person).order_by(Holding.id.desc()).limit(1)
    role = session.scalar(last)
    return plan.roles[role].title if role in plan.roles else (role or "–")


def forget_makers(session: Session, before: datetime) -> tuple[int, frozenset[str]]:
    """Rows made before then say the function alone who made them: how many did, and the tables they stand in."""
    count, tables = 0, set()
    for table, column in makers():
        done = session.execute(
            update(table).where(table.c.at < before, column.is_not(None)).values({column.name: None})
        )
        if made := int(getattr(done, "rowcount", 0)):
            count += made
            tables.add(table.name)
    return count, frozenset(tables)


def unforgotten(session: Session, before: datetime) -> int:
    """How many rows made before then still lead to an account."""
    counts = [
        select(func.count()).select_from(table).where(table.c.at < before, column.is_not(None))
        for table, column in makers()
    ]
    return sum(session.scalar(count) or 0 for count in counts)


def makers() -> list[tuple[Table, Column[Any]]]:
    """The columns that say which account made a row, and when, or proposed something about it."""
    return [
        (table, table.columns[name])
        for table in Entity.metadata.sorted_tables
        for name in ("person_id", "proposed_by")
        if table.name not in OF_ACCOUNTS and "at" in table.columns and name in table.columns
    ]
