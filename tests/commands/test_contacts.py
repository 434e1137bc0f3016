"""Contacts are confirmed by whom they are about, by a press or by a mail's link, and asked about by mail (R17, R21)."""

from datetime import date

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import AccountMail, ContactConfirmation, LogLine
from data.errors import NotAllowed, RuleBroken
from data.plan import Aged, contact_at, contact_digest, remarks
from data.rules.access import Viewer
from data.rules.contacts import LINK_LASTS, Asking
from data.storage import Store
from data.vocabulary import ConfirmedBy, MailState, Mandate, Subject, Verb
from tests import builders as b

TODAY = date(2026, 10, 24)


def digest(store: Store, role: str = "aab", stand_in: int | None = None) -> str:
    found = contact_at(store.plan(), role, stand_in)
    assert found is not None
    return contact_digest(found)


def holder(store: Store, role: str = "aab") -> Viewer:
    """Somebody with an account that holds the role."""
    return b.hat(store, role, b.a_person(store, role, f"{role}-{store.revision()}"))


def stand_in_of(store: Store, role: str = "aab") -> Viewer:
    """Somebody who holds the role for its holder."""
    person = b.a_person(store, "styregruppe", "vikar")
    commands.grant_role(
        store, b.administrator(store), person=person, role=role, stand_in=Mandate.FULL
    )  # fmt: skip
    return b.hat(store, role, person)


def unconfirmed(store: Store) -> set[str]:
    known = queries.kept(store)
    return {r.code for r in remarks(store.plan(), TODAY, known) if r.aged is Aged.CONTACT_UNCONFIRMED}


def confirmations(store: Store) -> list[ContactConfirmation]:
    with store.whole() as session:
        return list(session.scalars(select(ContactConfirmation).order_by(ContactConfirmation.id)))


def mails(store: Store) -> list[AccountMail]:
    with store.whole() as session:
        return list(session.scalars(select(AccountMail).order_by(AccountMail.id)))


def the_contact_changes(store: Store, old: str, new: str) -> None:
    commands.take_plan(store, b.administrator(store), **b.a_changed_plan(store, **{old: new}))


# -- by the holder


def test_a_holder_confirms_with_one_press_and_hygiene_knows(store: Store) -> None:
    aab = holder(store)
    assert "aab" in unconfirmed(store)
    made = commands.confirm_contact(store, aab, role="aab", digest=digest(store))
    (row,) = confirmations(store)
    assert (row.id, row.confirmed, row.stand_in, row.way) == (made, "aab", None, ConfirmedBy.SIGN_IN)
    assert (row.person_id, row.role) == (aab.person, "aab")
    assert "aab" not in unconfirmed(store)
    with store.whole() as session:
        line = session.scalars(select(LogLine).order_by(LogLine.seq.desc()).limit(1)).one()
    assert (line.verb, line.subject, line.subject_id) == (Verb.CONFIRM_CONTACT, Subject.CONTACT, made)


def test_the_second_press_of_the_day_is_the_first_and_half_a_year_later_it_is_a_new_one(store: Store) -> None:
    aab, other = holder(store), holder(store)
    first = commands.confirm_contact(store, aab, "k1", role="aab", digest=digest(store))
    before = b.standing(store)
    for by, key in ((aab, "k1"), (aab, "k2"), (other, "k3")):
        assert commands.confirm_contact(store, by, key, role="aab", digest=digest(store)) == first
    assert b.standing(store) == before
    b.later(store, days=200)
    assert commands.confirm_contact(store, aab, "k4", role="aab", digest=digest(store)) != first


def test_nobody_confirms_for_another_role_nor_as_a_stand_in_nor_without_an_account(store: Store) -> None:
    strangers = [holder(store, "projektchef"), b.hat(store, "aab"), stand_in_of(store), b.administrator(store)]
    for by in strangers:
        with b.refused(store, NotAllowed, "not-allowed"):
            commands.confirm_contact(store, by, role="aab", digest=digest(store))
    blind = b.without(holder(store), Verb.SEE_CONTACTS)
    with b.refused(store, NotAllowed):
        commands.confirm_contact(store, blind, role="aab", digest=digest(store))


def test_what_was_shown_is_what_is_confirmed(store: Store) -> None:
    """6.6: the file said something else when the page was drawn."""
    aab, shown, contact = holder(store), digest(store), store.plan().contact_of("aab")
    assert contact is not None
    the_contact_changes(store, contact.phone_as_written, "31 70 03 99")
    with b.refused(store, RuleBroken, "contact-changed"):
        commands.confirm_contact(store, aab, role="aab", digest=shown)
    with b.refused(store, RuleBroken, "contact-changed"):
        commands.confirm_contact(store, aab, role="aab", digest="")


def test_a_confirmation_counts_only_while_the_file_says_the_same(store: Store) -> None:
    aab, contact = holder(store), store.plan().contact_of("aab")
    assert contact is not None
    commands.confirm_contact(store, aab, role="aab", digest=digest(store))
    assert "aab" not in unconfirmed(store)
    the_contact_changes(store, contact.phone_as_written, "31 70 03 99")
    assert "aab" in unconfirmed(store)
    the_contact_changes(store, "31 70 03 99", contact.phone)  # the old number again, spelled another way
    assert "aab" not in unconfirmed(store)


def test_the_call_list_believes_it_too(store: Store) -> None:
    plan = b.plan_of(store, b.an_active_incident(store))
    chief = b.hat(store, "projektchef")

    def stale() -> bool:
        view = queries.plan(store, chief, plan)
        assert view is not None
        rows = queries.calls(store, chief, [view])[0].rows
        return next(row for row in rows if row.role == "aab").next.stale

    assert stale()
    commands.confirm_contact(store, holder(store), role="aab", digest=digest(store))
    assert not stale()


def test_the_start_page_asks_the_holder_alone_and_until_it_is_answered(store: Store) -> None:
    for by, asked in ((holder(store), True), (stand_in_of(store), False)):
        link = commands.invite_again(store, b.administrator(store), person=by.person or 0)
        found = queries.signed_in(store, b.name_of(commands.use_link(store, link, password=b.PASSWORD).token))
        assert found is not None
        shown = queries.own_contact(store, by, found)
        assert (shown is not None) is asked
        if shown is not None:
            commands.confirm_contact(store, by, role="aab", digest=shown.digest)
            assert queries.own_contact(store, by, found) is None
            b.later(store, days=190)


# -- by mail


def test_asking_writes_a_mail_to_each_whose_contact_is_too_old(store: Store) -> None:
    chief = b.hat(store, "projektchef")
    commands.confirm_contact(store, holder(store), role="aab", digest=digest(store))
    old = queries.contacts_to_ask(store, chief)
    assert {one.role for one in old} == unconfirmed(store) != set()
    places = tuple((one.role, one.stand_in) for one in old)
    assert commands.ask_contacts(store, chief, "k", asked=(*places, ("aab", None), ("ukendt", 3))) == len(old)
    assert commands.ask_contacts(store, chief, "k", asked=places) == len(old)
    assert [(m.recipient, m.stand_in) for m in mails(store)] == list(places)
    for mail in mails(store):
        contact = store.plan().contact_of(mail.recipient or "")
        assert contact is not None
        assert (mail.address, mail.state, mail.token_hash) == (contact.email, MailState.WAITING, None)


def test_nobody_is_asked_twice_in_a_day_nor_while_the_mail_waits(store: Store) -> None:
    chief = b.hat(store, "projektchef")
    b.a_mail_to_confirm(store)
    with b.refused(store, RuleBroken, "nobody-to-ask"):
        commands.ask_contacts(store, chief, asked=(("aab", None),))
    assert not next(one for one in queries.contacts_to_ask(store, chief) if one.role == "aab").askable
    b.later(store, days=2)
    assert commands.ask_contacts(store, chief, asked=(("aab", None),)) == 1
    b.later(store, days=2)
    with b.refused(store, RuleBroken, "nobody-to-ask"):  # this one has not gone yet
        commands.ask_contacts(store, chief, asked=(("aab", None),))


def test_the_link_of_a_mail_confirms_once_without_a_sign_in(store: Store) -> None:
    token = b.a_mail_to_confirm(store)
    before = b.standing(store)
    link = queries.contact_asked(store, token)
    assert link is not None
    assert link.contact is not None
    assert (link.asking, link.contact.digest) == (Asking.OPEN, digest(store))
    assert b.standing(store) == before  # a mail server that looks first changes nothing
    commands.confirm_by_mail(store, token, digest=digest(store))
    (row,) = confirmations(store)
    assert (row.way, row.person_id, row.role) == (ConfirmedBy.MAIL, None, "system")
    assert "aab" not in unconfirmed(store)
    with b.refused(store, NotAllowed, "link-used"):
        commands.confirm_by_mail(store, token, digest=digest(store))
    link = queries.contact_asked(store, token)
    assert link is not None
    assert (link.asking, link.contact) == (Asking.CONFIRMED, None)


def test_a_link_lasts_thirty_days(store: Store) -> None:
    token = b.a_mail_to_confirm(store)
    b.later(store, seconds=LINK_LASTS.total_seconds() - 1)
    link = queries.contact_asked(store, token)
    assert link is not None
    assert link.asking is Asking.OPEN
    b.later(store, seconds=1)
    link = queries.contact_asked(store, token)
    assert link is not None
    assert (link.asking, link.contact) == (Asking.EXPIRED, None)
    with b.refused(store, NotAllowed, "link-used"):
        commands.confirm_by_mail(store, token, digest=digest(store))


def test_a_link_shows_nobody_elses_contact_once_the_file_has_changed(store: Store) -> None:
    token, contact = b.a_mail_to_confirm(store), store.plan().contact_of("aab")
    assert contact is not None
    shown = digest(store)
    the_contact_changes(store, contact.email, "ny@eksempel.dk")
    link = queries.contact_asked(store, token)
    assert link is not None
    assert (link.asking, link.contact) == (Asking.CHANGED, None)
    for said in (shown, digest(store)):
        with b.refused(store, NotAllowed, "link-used"):
            commands.confirm_by_mail(store, token, digest=said)


def test_a_number_that_changes_while_the_page_is_open_is_shown_again_first(store: Store) -> None:
    token, contact, shown = b.a_mail_to_confirm(store), store.plan().contact_of("aab"), digest(store)
    assert contact is not None
    the_contact_changes(store, contact.phone_as_written, "31 70 03 99")
    with b.refused(store, RuleBroken, "contact-changed"):
        commands.confirm_by_mail(store, token, digest=shown)
    commands.confirm_by_mail(store, token, digest=digest(store))


@pytest.mark.parametrize("token", ["", "x", "' or 1=1 --", "é" * 300, "\x00"])
def test_an_invented_link_does_nothing(store: Store, token: str) -> None:
    b.a_mail_to_confirm(store)
    assert queries.contact_asked(store, token) is None
    with b.refused(store, NotAllowed, "link-used"):
        commands.confirm_by_mail(store, token, digest=digest(store))


STAND_IN = (
    "stedfortrædere: [{rolle: aab, navn: Vagten, funktion: vagt, telefon: 70 00 00 07, e_post: vagt@eksempel.dk, "
    "senest_bekræftet: 2017-09-04}]"
)


def with_a_stand_in(store: Store) -> None:
    """The shipped plan names none."""
    changed = b.a_changed_plan(store, **{"stedfortrædere: []": STAND_IN})
    commands.take_plan(store, b.administrator(store), **changed)


def test_a_stand_in_is_asked_and_confirms_by_mail_alone(store: Store) -> None:
    """The plan file names stand-ins; no account is known to be one of them (R21)."""
    with_a_stand_in(store)
    token = b.a_mail_to_confirm(store, "aab", 0)
    assert mails(store)[0].address == "vagt@eksempel.dk"
    aab = holder(store)
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.confirm_contact(store, aab, role="aab", stand_in=0, digest=digest(store, "aab", 0))
    commands.confirm_by_mail(store, token, digest=digest(store, "aab", 0))
    assert confirmations(store)[0].stand_in == 0
    left = queries.contacts_to_ask(store, b.hat(store, "projektchef"))
    assert [one.stand_in for one in left if one.role == "aab"] == [None]
    assert Aged.STAND_IN_UNCONFIRMED not in {r.aged for r in remarks(store.plan(), TODAY, queries.kept(store))}


def test_whoever_gets_the_place_of_a_stand_in_is_not_shown_by_the_old_link(store: Store) -> None:
    with_a_stand_in(store)
    token = b.a_mail_to_confirm(store, "aab", 0)
    other = {"vagt@eksempel.dk": "anden@eksempel.dk", "navn: Vagten": "navn: Natholdet"}
    commands.take_plan(store, b.administrator(store), **b.a_changed_plan(store, "# byttet", **other))
    link = queries.contact_asked(store, token)
    assert link is not None
    assert (link.asking, link.contact) == (Asking.CHANGED, None)
