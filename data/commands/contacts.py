"""Contacts of the plan file are confirmed by whom they are about, and asked about by mail (R17, R21).

A confirmation holds the digest of what was shown, and nothing of it. It counts as long as the file says the same.
"""

from sqlalchemy import select

from data.commands.outbox import HOUSE
from data.entities import CallTest, ContactConfirmation
from data.errors import NotAllowed, RuleBroken
from data.plan import Place, contact_at, contact_digest, contacts_on, is_old, last_confirmed
from data.rules import access, call_tests, contacts
from data.rules.access import Viewer
from data.rules.contacts import Asking
from data.rules.times import day_of
from data.storage import Change, Replayed, Store, intention
from data.storage import contacts as stored
from data.storage.account_mails import queue
from data.storage.sign_ins import holdings, name_of
from data.vocabulary import AccountMailKind, CallResult, ConfirmedBy, Subject, Verb


@intention
def confirm_contact(
    store: Store, by: Viewer, key: str | None = None, *, role: str, stand_in: int | None = None, digest: str,
    test: int | None = None,
) -> int:  # fmt: skip
    """Say that a contact is still right; `digest` is of what was shown. Returns the confirmation's id.

    One's own, as the holder of the role that is worn, who stands in for nobody; or, in the call test with this id,
    that of somebody who was just reached. A second time on the same day is the first. Raises RuleBroken
    "contact-changed", and of a test "call-test-ended" or "not-reached-yet".
    """
    with store.changing(by, key) as change:
        access.require(by, Verb.SEE_CONTACTS)
        if test is None:
            _require_own(change, role, stand_in)
        else:
            access.require(by, Verb.TEST_CALLS)
            _require_reached(change, test, (role, stand_in))
        _require_same(change, (role, stand_in), digest)
        _refuse_echo(change, role, digest)
        way = ConfirmedBy.SIGN_IN if test is None else ConfirmedBy.CALL_TEST
        return _confirm(change, (role, stand_in), digest, way)


def confirm_by_mail(store: Store, token: str, *, digest: str) -> int:
    """Say by the link of a mail that the contact, as it was shown, is still right; it works once, without a sign-in.

    Raises NotAllowed("link-used") for every link that does nothing (any more), and RuleBroken("contact-changed").
    """
    with store.changing(HOUSE) as change:
        mail = stored.mail_of(change.session, name_of(token))
        if mail is None or stored.asking_of(change.session, mail, change.plan, change.now) is not Asking.OPEN:
            raise NotAllowed("link-used")
        place = (mail.recipient or "", mail.stand_in)
        _require_same(change, place, digest)
        return _confirm(change, place, digest, ConfirmedBy.MAIL)


@intention
def ask_contacts(store: Store, by: Viewer, key: str | None = None, *, asked: tuple[Place, ...]) -> int:
    """Write a mail to each of them whose contact is too old and has an address. Returns how many will go.

    Whoever was asked within a day, or whose mail still waits, is not asked again. Raises RuleBroken "nobody-to-ask".
    """
    with store.changing(by, key) as change:
        access.require(by, Verb.TEST_CALLS)
        due = dict(_due(change))
        places = [place for place in dict.fromkeys(asked) if place in due]
        if not places:
            raise RuleBroken("nobody-to-ask")
        for role, stand_in in places:
            queue(
                change, AccountMailKind.CONFIRM_CONTACT, due[role, stand_in], recipient=role, stand_in=stand_in
            )  # fmt: skip
        change.outcome = len(places)
        change.log(
            Verb.ASK_CONTACTS, Subject.STANDING_PLAN, change.plan_version, asked=[role for role, _ in places]
        )  # fmt: skip
    return change.outcome


def _due(change: Change) -> list[tuple[Place, str]]:
    """Who may be asked now, with the address."""
    plan, today = change.plan, day_of(change.now)
    kept, before = stored.kept(change.session), stored.asked(change.session)
    found = []
    for place, contact in contacts_on(plan, today):
        last, waits = before.get(place, (None, False))
        old = is_old(plan, last_confirmed(place[0], contact, kept), today)
        if old and contact.email and not waits and contacts.may_ask_again(last, change.now):
            found.append((place, contact.email))
    return found


def _require_own(change: Change, role: str, stand_in: int | None) -> None:
    by = change.by
    mine = holdings(change.session, by.person, change.now) if by.person is not None else []
    holds = any(one.role == role and not one.stands_in and one.incident_id is None for one in mine)
    if role != by.role or stand_in is not None or not holds:
        raise NotAllowed("not-allowed", verb=Verb.CONFIRM_CONTACT)


def _require_reached(change: Change, test: int, place: Place) -> None:
    """In a test that runs, with somebody whom it has reached."""
    if change.get(CallTest, test).ended_at is not None:
        raise RuleBroken("call-test-ended")
    last = call_tests.newest(stored.tries(change.session, test)).get(place)
    if last is None or last.result is not CallResult.REACHED:
        raise RuleBroken("not-reached-yet")


def _require_same(change: Change, place: Place, digest: str) -> None:
    found = contact_at(change.plan, *place)
    if found is None or contact_digest(found) != digest:
        raise RuleBroken("contact-changed")


def _refuse_echo(change: Change, role: str, digest: str) -> None:
    """Whoever confirms the same on the same day, in another tab or hat, says it once."""
    said = select(ContactConfirmation).where(
        ContactConfirmation.confirmed == role, ContactConfirmation.digest == digest
    )
    last = change.session.scalar(said.order_by(ContactConfirmation.id.desc()).limit(1))
    if last is not None and day_of(last.at) == day_of(change.now):
        raise Replayed(last.id)


def _confirm(change: Change, place: Place, digest: str, way: ConfirmedBy) -> int:
    by, (role, stand_in) = change.by, place
    made = change.add(
        ContactConfirmation(
            confirmed=role, stand_in=stand_in, digest=digest, way=way, at=change.now, person_id=by.person,
            role=by.role, party=by.party,
        )
    )  # fmt: skip
    change.log(Verb.CONFIRM_CONTACT, Subject.CONTACT, made.id, confirmed=role, stand_in=stand_in, way=way)
    return made.id
