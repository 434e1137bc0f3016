"""What everybody settles about their own account, beside password and second factor."""

from data.entities import Person
from data.rules import addresses
from data.rules.access import Viewer
from data.storage import Store, intention
from data.vocabulary import Subject, Verb


@intention
def choose_address(store: Store, by: Viewer, key: str | None = None, *, email: str) -> int:
    """Choose where mails about one's own account go; "" takes the address away. The log does not hold it.

    A new one opens nothing at a provider until somebody who keeps the account has vouched for it.

    Raises RuleBroken("bad-address").
    """
    address = addresses.mail_address(email)
    with store.changing(by, key) as change:
        person = change.get(Person, by.person or 0)
        same = (person.email or "").casefold() == (address or "").casefold()
        person.email, person.email_vouched = address, person.email_vouched and same
        change.log(Verb.CHOOSE_ADDRESS, Subject.ACCOUNT, person.id)
    return person.id
