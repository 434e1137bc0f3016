"""Who is to say that a contact is still right, and what the house knows beside the plan file (R17, 6.28)."""

from dataclasses import dataclass
from datetime import date, datetime

from data.plan import Kept, contact_at, contact_digest, contacts_on, is_old, last_confirmed
from data.queries.people import SignedIn
from data.rules import access, contacts
from data.rules.access import Viewer
from data.rules.contacts import Asking
from data.rules.times import day_of
from data.storage import Store
from data.storage import contacts as stored
from data.storage.sign_ins import name_of
from data.vocabulary import Verb


@dataclass(frozen=True)
class ShownContact:
    """A contact as the plan file gives it, and the digest of what is confirmed by whoever says that it is right."""

    role: str
    stand_in: int | None
    name: str
    function: str
    phone: str
    """E.164."""
    email: str
    digest: str
    confirmed: date
    """The day it was confirmed last, in the file or here."""


@dataclass(frozen=True)
class AskedContact:
    """Somebody whose contact is too old: by function, and when they were asked by mail last (UTC)."""

    role: str
    stand_in: int | None
    confirmed: date
    has_address: bool
    asked_at: datetime | None
    waits: bool
    """The mail that asks has not gone yet."""
    askable: bool
    """They have an address, and were not asked a moment ago."""


@dataclass(frozen=True)
class ContactLink:
    """What the link of a mail does; `contact` is there while it is open, and nobody's afterwards."""

    asking: Asking
    role: str
    contact: ShownContact | None


def kept(store: Store) -> Kept:
    """What hygiene asks of the house, the same for everybody."""

    def read() -> Kept:
        with store.whole() as session:
            return stored.kept(session)

    return store.recent.share("kept", store.revision_seen(), store.clock(), read)


def own_contact(store: Store, viewer: Viewer, signed_in: SignedIn) -> ShownContact | None:
    """The contact of the role that is worn, when its holder is to say whether it is still right.

    None for who stands in: the plan file names stand-ins, and no account of theirs is known to be one of them.
    """
    if viewer.only is not None or not access.may(viewer, Verb.SEE_CONTACTS):
        return None
    if not any(hat.role == viewer.role and not hat.stands_in for hat in signed_in.hats):
        return None
    plan, today = store.plan(), day_of(store.clock())
    found = _shown(store, viewer.role, None, kept(store))
    return found if found is not None and is_old(plan, found.confirmed, today) else None


def contacts_to_ask(store: Store, viewer: Viewer) -> tuple[AskedContact, ...]:
    """Everybody whose contact is too old, in the order of the plan file. Raises NotAllowed without TEST_CALLS."""
    access.require(viewer, Verb.TEST_CALLS)
    plan, now, known = store.plan(), store.clock(), kept(store)
    with store.whole() as session:
        before = stored.asked(session)
    found = []
    for (role, stand_in), contact in contacts_on(plan, day_of(now)):
        day = last_confirmed(role, contact, known)
        if is_old(plan, day, day_of(now)):
            last, waits = before.get((role, stand_in), (None, False))
            askable = bool(contact.email) and not waits and contacts.may_ask_again(last, now)
            found.append(AskedContact(role, stand_in, day, bool(contact.email), last, waits, askable))
    return tuple(found)


def contact_asked(store: Store, token: str) -> ContactLink | None:
    """What the link of a mail does now; None for one that was never sent. Looking at it changes nothing."""
    with store.whole() as session:
        mail = stored.mail_of(session, name_of(token))
        if mail is None or mail.recipient is None:
            return None
        asking = stored.asking_of(session, mail, store.plan(), store.clock())
        known = stored.kept(session) if asking is Asking.OPEN else None
        shown = _shown(store, mail.recipient, mail.stand_in, known) if known is not None else None
        return ContactLink(asking, mail.recipient, shown)


def _shown(store: Store, role: str, stand_in: int | None, known: Kept) -> ShownContact | None:
    found = contact_at(store.plan(), role, stand_in)
    if found is None:
        return None
    return ShownContact(
        role, stand_in, found.name, found.function, found.phone, found.email or "", contact_digest(found),
        last_confirmed(role, found, known),
    )  # fmt: skip
