"""Mails about accounts and contacts: written down with what they tell of, sent by the same post as every other mail."""

import secrets

from data.entities import AccountMail
from data.storage.change import Change
from data.vocabulary import AccountMailKind, MailState


def queue(
    change: Change, kind: AccountMailKind, address: str, *, account: int | None = None, recipient: str | None = None,
    stand_in: int | None = None,
) -> int:  # fmt: skip
    """Write a mail down; its id. `account` is the person it is about, or `recipient` the role whose contact it is.

    The link in it is made when it is sent: nobody can read it here.
    """
    by = change.by
    mail = change.add(
        AccountMail(
            kind=kind, account_id=account, recipient=recipient, stand_in=stand_in, key=secrets.token_hex(16),
            address=address, state=MailState.WAITING, next_try_at=change.now, at=change.now, person_id=by.person,
            role=by.role, party=by.party,
        )
    )  # fmt: skip
    return mail.id
