"""The second factor of one's own account: taken into use, asked for at the sign-in, and ended.

What is asked for at the sign-in is no change of anything that people read, and stands in no log: the sign-in does not,
either.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Update, delete, func, or_, select, update
from sqlalchemy.orm import Session

from data.commands.sign_ins import Opened, fits, opened_within
from data.entities import Person, RecoveryCode
from data.errors import NotAllowed, RuleBroken
from data.rules import second_factor
from data.rules.access import Viewer
from data.storage import Change, Store, accounts, intention
from data.storage.connect import WRITING
from data.storage.sign_ins import end_all, name_of, secret_of
from data.vocabulary import Subject, Verb


@dataclass(frozen=True)
class SecondStep:
    """A sign-in that the second factor has opened; `left` recovery codes are left, None where none was used."""

    opened: Opened
    left: int | None


@intention
def start_second_factor(
    store: Store, by: Viewer, key: str | None = None, *, secret: str, code: str, codes: tuple[str, ...], password: str,
    here: str = "",
) -> int:  # fmt: skip
    """Take a second factor into use on one's own account; every sign-in but the one named `here` ends.

    `secret` and the recovery `codes` are those that the person was shown, `code` the first of the app, which proves
    that it has the secret. Raises RuleBroken "no-password", "second-factor-on", "wrong-password", "wrong-code".
    """
    if len({second_factor.recovery_code(one) for one in codes} - {""}) != second_factor.RECOVERY_CODES:
        raise AssertionError("recovery codes that were not made by data.rules.second_factor")
    with store.changing(by, key) as change:
        person = change.get(Person, by.person or 0)
        if person.password_hash is None:
            raise RuleBroken("no-password")
        if person.totp_secret is not None:
            raise RuleBroken("second-factor-on")
        _require_password(person, password)
        step = second_factor.step_of(secret, code, change.now, after=None)
        if step is None:
            raise RuleBroken("wrong-code", field="code")
        person.totp_secret, person.totp_step = secret, step
        _forget_codes(change, person)
        for one in codes:
            change.add(RecoveryCode(person_id=person.id, code_hash=name_of(second_factor.recovery_code(one))))
        end_all(change.session, person.id, change.now, but=here)
        change.log(Verb.START_SECOND_FACTOR, Subject.ACCOUNT, person.id)
    return person.id


@intention
def end_second_factor(store: Store, by: Viewer, key: str | None = None, *, password: str, code: str) -> int:
    """End the second factor of one's own account, by password and a code of the app or a recovery code.

    Raises RuleBroken "second-factor-off", "wrong-password", "wrong-code".
    """
    with store.changing(by, key) as change:
        person = change.get(Person, by.person or 0)
        if person.totp_secret is None:
            raise RuleBroken("second-factor-off")
        _require_password(person, password)
        if _spent(change.session, person, code, change.now) is None:
            raise RuleBroken("wrong-code", field="code")
        _end(change, person)
    return person.id


@intention
def drop_second_factor(store: Store, by: Viewer, key: str | None = None, *, person: int) -> int:
    """End the second factor of somebody who has lost everything, as whoever keeps it; their sign-ins end, too.

    Nobody ends their own this way: a machine left open would be enough. Raises RuleBroken "second-factor-off",
    "own-second-factor".
    """
    with store.changing(by, key) as change:
        found = accounts.kept(change, person)
        if found.id == by.person:
            raise RuleBroken("own-second-factor")
        if found.totp_secret is None:
            raise RuleBroken("second-factor-off")
        _end(change, found)
        end_all(change.session, found.id, change.now)
    return person


def second_step(store: Store, token: str, code: str) -> SecondStep:
    """Open the sign-in whose password was right, by a code of the app or a recovery code; each works once.

    Raises NotAllowed "halfway-over" (start again), "wrong-code", "no-role".
    """
    now = store.clock()
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        person = _halfway(session, token, now)
        if person is None:
            raise NotAllowed("halfway-over")
        spent = _spent(session, person, code, now)
        if spent is None:
            raise NotAllowed("wrong-code")
        opened = opened_within(session, now, person.id)
        unused = select(func.count(RecoveryCode.id)).where(
            RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
        )
        left = session.scalar(unused) if spent == "recovery" else None
        session.commit()
    return SecondStep(opened, left)


def halfway_name(store: Store, token: str) -> str | None:
    """The username of whoever has shown the first factor and may show the second; None where that has run out."""
    with store.whole() as session:
        person = _halfway(session, token, store.clock())
        return person.username if person else None


def _halfway(session: Session, token: str, now: datetime) -> Person | None:
    number = second_factor.vouched_person(token)
    person = session.get(Person, number) if number is not None else None
    if person is None or person.totp_secret is None or person.disabled_at is not None:
        return None
    return person if second_factor.vouched(token, secret_of(person), now) else None


def _spent(session: Session, person: Person, code: str, now: datetime) -> str | None:
    """Use a code up: "app" or "recovery", None for one that does not hold.

    The row is changed only where nobody has used the code meanwhile, so that of two at once one gets in.
    """
    step = second_factor.step_of(person.totp_secret or "", code, now, after=person.totp_step)
    if step is not None:
        older = or_(Person.totp_step.is_(None), Person.totp_step < step)
        used = update(Person).where(Person.id == person.id, older).values(totp_step=step)
        return "app" if _changed(session, used) else None
    recovery = second_factor.recovery_code(code)
    of_person = RecoveryCode.person_id == person.id, RecoveryCode.code_hash == name_of(recovery)
    used = update(RecoveryCode).where(*of_person, RecoveryCode.used_at.is_(None)).values(used_at=now)
    return "recovery" if recovery and _changed(session, used) else None


def _changed(session: Session, statement: Update) -> bool:
    made = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", made).rowcount == 1


def _end(change: Change, person: Person) -> None:
    person.totp_secret = person.totp_step = None
    _forget_codes(change, person)
    change.log(Verb.END_SECOND_FACTOR, Subject.ACCOUNT, person.id)


def _forget_codes(change: Change, person: Person) -> None:
    change.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))


def _require_password(person: Person, password: str) -> None:
    if not fits(person.password_hash or "", password):
        raise RuleBroken("wrong-password", field="old")
