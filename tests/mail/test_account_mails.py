"""Mails about accounts go by the same post: once, with a link that is made when they go, and their fate is told."""

import re
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from components.mail import Sender
from components.mail.account_words import PATHS, SAYS, words_of
from data import commands, queries
from data.entities import AccountMail, Link, LogLine
from data.queries import AccountLetter
from data.rules.mails import CLAIM_LASTS, LINK_LIVES, STALE_AFTER, Fate, Outcome
from data.storage import Replayed, Store, account_mails, verify
from data.storage.connect import connect
from data.storage.outbox import claim
from data.storage.sign_ins import name_of
from data.vocabulary import AccountMailKind, MailState, Subject, Verb
from tests import builders as b
from tests.conftest import Clock
from tests.mail.office import Office, office
from tests.storage.test_concurrency import at_once

SITE = "https://beredskab.example.dk"
ADDRESS = "vagt@example.dk"
OTHER = "en helt anden sætning"
LINK = re.compile(rf"{re.escape(SITE)}/velkommen\?noegle=(\S+)")


def an_invited(store: Store, **other: object) -> int:
    """An account that an invitation was asked for."""
    person = b.a_person(store, email=ADDRESS, **other)
    commands.send_link(store, b.hat(store, "aab"), person=person)
    return person


def sender(store: Store, there: Office, site: str = SITE) -> Sender:
    return Sender(store, there.server(), site)


def token_in(mail: EmailMessage) -> str:
    found = LINK.search(mail.get_content())
    assert found is not None
    return found[1]


def mails(store: Store) -> list[AccountMail]:
    with store.whole() as session:
        return list(session.scalars(select(AccountMail).order_by(AccountMail.id)))


def test_an_invitation_goes_once_and_its_link_opens_the_account(store: Store) -> None:
    person = an_invited(store, username="vagt", display="Vagt, nat")
    with store.whole() as session:
        assert session.scalar(select(Link)) is None, "nothing to read before it goes"
    with office() as there:
        assert sender(store, there).send_due() == 1
        assert sender(store, there).send_due() == 0
    (to, mail), said = there.got[0], there.got[0][1].get_content()
    assert (to, mail["To"]) == (ADDRESS, ADDRESS)
    assert mail["Importance"] is None
    for words in ("AAB", "Vagt, nat", "vagt", "inden for 7 dage", "Ingen vil nogensinde bede dig om en adgangskode"):
        assert words in said
    opened = commands.use_link(store, token_in(mail), password=OTHER)
    signed_in = queries.signed_in(store, name_of(opened.token))
    assert signed_in is not None
    assert signed_in.person == person
    row = queries.accounts(store, b.hat(store, "aab"))[0]
    assert row.mail is not None
    assert (row.mail.state, row.mail.sent_at, row.link_until) == (MailState.SENT, store.clock(), None)


def test_the_log_tells_what_became_of_it_and_holds_neither_address_nor_link(store: Store) -> None:
    person = an_invited(store)
    with office() as there:
        sender(store, there).send_due()
    line = b.last_line(store)
    assert (line.word, line.about, line.subject_id, line.role) == (Verb.DELIVER, Subject.ACCOUNT, person, "system")
    with store.whole() as session:
        facts = " ".join(session.scalars(select(LogLine.facts)))
        assert verify(session).whole
    assert "@" not in facts
    assert token_in(there.got[0][1]) not in facts


def test_each_try_makes_a_link_of_its_own_and_stops_the_one_before(store: Store, clock: Clock) -> None:
    """The answer of the mail server was lost: it has the first mail, and gets another one that works."""
    an_invited(store)
    with office("forgets") as there:
        sender(store, there).send_due()
        there.mood = "takes"
        clock.turn(minutes=1)
        sender(store, there).send_due()
    first, second = (mail for _, mail in there.got)
    assert first["Message-ID"] != second["Message-ID"], "who gets both must not be shown the first alone"
    assert queries.link(store, token_in(first)) is None
    assert queries.link(store, token_in(second)) is not None
    assert [(mail.state, mail.tries) for mail in mails(store)] == [(MailState.SENT, 2)]


@pytest.mark.parametrize(("chosen", "kind"), [(False, AccountMailKind.INVITATION), (True, AccountMailKind.RESET)])
def test_a_link_lives_as_long_as_its_mail_says(store: Store, clock: Clock, chosen: bool, kind: AccountMailKind) -> None:
    admin, person = b.administrator(store), b.a_person(store, email=ADDRESS)
    if chosen:
        commands.use_link(store, commands.invite_again(store, admin, person=person), password=OTHER)
    commands.send_link(store, admin, person=person)
    with office() as there:
        sender(store, there).send_due()
    token = token_in(there.got[0][1])
    clock.turn(seconds=LINK_LIVES[kind].total_seconds() - 1)
    assert queries.link(store, token) is not None
    clock.turn(seconds=2)
    assert queries.link(store, token) is None


def test_without_a_public_address_none_goes_and_the_reason_is_told(store: Store) -> None:
    an_invited(store)
    with office() as there:
        sender(store, there, site="").send_due()
    assert not there.got
    assert [(mail.state, mail.problem) for mail in mails(store)] == [(MailState.FAILED, "no-site")]
    with store.whole() as session:
        assert session.scalar(select(Link)) is None


def test_what_is_refused_is_final(store: Store, clock: Clock) -> None:
    an_invited(store)
    with office("refuses") as there:
        sender(store, there).send_due()
        clock.turn(hours=1)
        assert sender(store, there).send_due() == 0
    (mail,) = mails(store)
    assert mail.state is MailState.FAILED
    assert ADDRESS not in (mail.problem or "")


def test_none_goes_late_after_a_newer_one_or_to_a_closed_account(store: Store, clock: Clock) -> None:
    person, admin = an_invited(store), b.administrator(store)
    commands.send_link(store, admin, person=person)
    with office() as there:
        sender(store, there).send_due()
        assert [mail.state for mail in mails(store)] == [MailState.WITHDRAWN, MailState.SENT]
        commands.send_link(store, admin, person=person)
        clock.turn(hours=STALE_AFTER.total_seconds() / 3600)
        sender(store, there).send_due()
        commands.send_link(store, admin, person=person)
        commands.disable_account(store, admin, person=person)
        sender(store, there).send_due()
    assert [mail.state for mail in mails(store)][2:] == [MailState.WITHDRAWN, MailState.WITHDRAWN]
    assert len(there.got) == 1


def test_two_instances_never_send_the_same_one(store: Store, url: str, clock: Clock) -> None:
    for number in range(6):
        an_invited(store, username=f"vagt-{number}")
    other = Store(connect(url), clock)
    with office() as there:
        done = at_once(*(sender(one, there).send_due for one in (store, other, store, other)))
        assert [task.exception() for task in done] == [None] * 4
        while sender(store, there).send_due():
            pass
    other.close()
    assert len(there.got) == 6
    assert len({token_in(mail) for _, mail in there.got}) == 6
    assert {(mail.state, mail.tries) for mail in mails(store)} == {(MailState.SENT, 1)}


def test_whoever_comes_back_from_the_dead_makes_no_link(store: Store, clock: Clock) -> None:
    an_invited(store)
    lost = claim(store)
    assert lost is not None
    clock.turn(seconds=CLAIM_LASTS.total_seconds() + 1)
    with office() as there:
        sender(store, there).send_due()
    before = store.revision()
    with pytest.raises(Replayed):
        commands.make_mailed_link(store, lost)
    commands.deliver(store, lost, Outcome(Fate.REFUSED, "550"))
    assert store.revision() == before
    assert queries.link(store, token_in(there.got[0][1])) is not None


def test_the_link_to_confirm_a_contact_is_kept_as_its_hash_alone(store: Store) -> None:
    with store.changing(b.hat(store, "projektchef")) as change:
        mail = account_mails.queue(change, AccountMailKind.CONFIRM_CONTACT, ADDRESS, recipient="aab")
        change.log(Verb.ASK_CONTACTS, Subject.CONTACT, mail)
    claimed = claim(store)
    assert claimed is not None
    token = commands.make_mailed_link(store, claimed)
    assert b.row_of(store, AccountMail, mail).token_hash == name_of(token)
    commands.deliver(store, claimed, Outcome(Fate.SENT))
    line = b.last_line(store)
    assert (line.word, line.about, line.subject_id) == (Verb.DELIVER, Subject.CONTACT, mail)
    assert '"recipient":"aab"' in line.facts


def a_letter(**other: object) -> AccountLetter:
    given = {
        "key": "k", "kind": AccountMailKind.INVITATION, "address": ADDRESS, "username": "vagt", "display": "Vagt, nat",
        "recipient": None, "stand_in": None, "role": "aab", "exercise": False, "moot": False,
    }  # fmt: skip
    return AccountLetter(**(given | other))  # type: ignore[arg-type]  # filled in as the test wants it


@pytest.mark.parametrize("kind", list(AccountMailKind))
def test_an_exercise_says_so_first_and_last_and_every_mail_is_short(lite: Store, kind: AccountMailKind) -> None:
    mark = "ØVELSE ØVELSE"
    real, exercise = (
        words_of(lite.plan(), a_letter(kind=kind, exercise=e, recipient="aab"), SITE) for e in (False, True)
    )
    assert mark not in real.subject + real.body
    assert exercise.subject.startswith(mark)
    assert exercise.subject.endswith(mark)
    assert exercise.body.startswith(mark)
    assert exercise.body.rstrip().endswith(mark)
    assert len(real.body) < 800
    assert "\n" not in real.subject


def test_a_password_that_somebody_asked_for_at_the_door_is_said_to_be_asked_for(lite: Store) -> None:
    words = words_of(lite.plan(), a_letter(kind=AccountMailKind.RESET, role="system"), SITE)
    assert "Der er bedt om en ny adgangskode" in words.body
    assert "Har du ikke bedt om den" in words.body


def test_every_kind_leads_somewhere() -> None:
    assert set(PATHS) == set(AccountMailKind)
    assert set(SAYS) >= {AccountMailKind.INVITATION, AccountMailKind.RESET}
