"""What became of a mail, said in the log by the house itself, so that every screen follows (R19)."""

from data.entities import Incident, Mail, Meeting
from data.rules import mails
from data.rules.access import Viewer
from data.rules.mails import Fate, Outcome
from data.storage import Replayed, Store, intention
from data.storage.outbox import Claim
from data.vocabulary import MailState, Subject, Verb

HOUSE = Viewer(person=None, role="system", grants=frozenset({Verb.READ, Verb.READ_REPORTS}))
"""The product itself: it sends what everybody may be told of."""


@intention
def deliver(store: Store, claimed: Claim, outcome: Outcome) -> int:
    """Note how a try ended, and when the next one is; a claim that another process has taken over changes nothing."""
    with store.changing(HOUSE) as change:
        mail = change.get(Mail, claimed.mail)
        if mail.state is not MailState.WAITING or mail.claimed_at != claimed.at:
            raise Replayed(mail.id)
        mail.tries += 0 if outcome.fate is Fate.MOOT else 1
        follows = mails.after(outcome, mail.tries, change.now)
        mail.state, mail.problem, mail.claimed_at = follows.state, outcome.problem[:200] or None, None
        mail.next_try_at = follows.at or mail.next_try_at
        mail.sent_at = change.now if follows.state is MailState.SENT else None
        meeting = change.get(Meeting, mail.meeting_id) if mail.meeting_id else None
        change.log(
            Verb.DELIVER, Subject.MAIL, mail.id, incident=change.get(Incident, mail.incident_id),
            plan=meeting.plan_id if meeting else None, kind=mail.kind, recipient=mail.recipient,
            stand_in=mail.stand_in, state=mail.state, tries=mail.tries,
        )  # fmt: skip
    return mail.id
