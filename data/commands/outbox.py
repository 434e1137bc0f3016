"""What became of a mail, said in the log by the house itself, so that every screen follows (R19)."""

import secrets
from typing import Any, Final

from data.commands.people import make_link
from data.commands.sign_ins import TOKEN_BYTES
from data.entities import AccountMail, Incident, Mail, Meeting
from data.rules import mails
from data.rules.access import Viewer
from data.rules.mails import LINK_LIVES, Fate, Outcome
from data.storage import Change, Replayed, Store, intention
from data.storage.outbox import Claim
from data.storage.sign_ins import name_of
from data.vocabulary import AccountMailKind, MailState, Subject, Verb

HOUSE: Final = Viewer(person=None, role="system", grants=frozenset({Verb.READ, Verb.READ_REPORTS}))
"""The product itself: it sends what everybody may be told of."""


@intention
def deliver(store: Store, claimed: Claim, outcome: Outcome) -> int:
    """Note how a try ended, and when the next one is; a claim that another process has taken over changes nothing."""
    with store.changing(HOUSE) as change:
        mail = _claimed(change, claimed)
        mail.tries += 0 if outcome.fate is Fate.MOOT else 1
        follows = mails.after(outcome, mail.tries, change.now)
        mail.state, mail.problem, mail.claimed_at = follows.state, outcome.problem[:200] or None, None
        mail.next_try_at = follows.at or mail.next_try_at
        mail.sent_at = change.now if follows.state is MailState.SENT else None
        if isinstance(mail, AccountMail):
            _say(change, Verb.DELIVER, mail, state=mail.state, tries=mail.tries)
        else:
            meeting = change.get(Meeting, mail.meeting_id) if mail.meeting_id else None
            change.log(
                Verb.DELIVER, Subject.MAIL, mail.id, incident=change.get(Incident, mail.incident_id),
                plan=meeting.plan_id if meeting else None, kind=mail.kind, recipient=mail.recipient,
                stand_in=mail.stand_in, state=mail.state, tries=mail.tries,
            )  # fmt: skip
    return mail.id


def make_mailed_link(store: Store, claimed: Claim) -> str:
    """The token of the link in a claimed mail about an account or a contact, made when it is sent (domain.md 6.20).

    Every try makes a new one and stops the one before, so that a link is never stored. Raises Replayed when another
    process has taken the mail over.
    """
    with store.changing(HOUSE) as change:
        mail = _claimed(change, claimed)
        assert isinstance(mail, AccountMail)
        if mail.kind is AccountMailKind.CONFIRM_CONTACT:
            token = secrets.token_urlsafe(TOKEN_BYTES)
            mail.token_hash = name_of(token)
        else:
            token = make_link(change, mail.account_id, lives=LINK_LIVES[mail.kind])
        _say(change, Verb.INVITE_AGAIN, mail)
    return token


def _claimed(change: Change, claimed: Claim) -> Mail | AccountMail:
    """The mail, if it is still this claim that sends it; else it raises Replayed."""
    mail: Mail | AccountMail = change.get(claimed.box, claimed.mail)
    if mail.state is not MailState.WAITING or mail.claimed_at != claimed.at:
        raise Replayed(mail.id)
    return mail


def _say(change: Change, verb: Verb, mail: AccountMail, **facts: Any) -> None:
    """In the log: about the account, or about the contact by its role and place; its number is the mail's then."""
    if mail.account_id is not None:
        change.log(verb, Subject.ACCOUNT, mail.account_id, kind=mail.kind, mail=mail.id, **facts)
    else:
        change.log(
            verb, Subject.CONTACT, mail.id, kind=mail.kind, recipient=mail.recipient, stand_in=mail.stand_in, **facts
        )
