"""The link of a mail that confirms a contact: looking changes nothing, the button works once, no sign-in (R17)."""

from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import func, select, update

from components.texts import t
from data import queries
from data.entities import AccountMail, ContactConfirmation
from data.plan import contact_at, contact_digest
from data.rules.contacts import LINK_LASTS
from data.storage import Store
from data.storage.connect import WRITING
from data.storage.sign_ins import name_of
from tests import builders as b
from tests.web.clients import client, proof, signed_in
from tests.web.served import Served

YES = "Yes, they are right"
THANKS = "Thank you. Your contact details are confirmed, and there is nothing more to do."
ROLES = iter(["aab", "projektchef", "lokalraad-politi", "lokalraad-kommune", "boligselskab"])
"""Each may be asked once a day."""


@pytest.fixture
def asked(served: Served) -> tuple[Store, str, str]:
    """A store on the server's database, a role that was asked, and the key of its link."""
    store, role = served.store(), next(ROLES)
    return store, role, b.a_mail_to_confirm(store, role)


def said(store: Store) -> int:
    with store.whole() as session:
        return session.scalar(select(func.count(ContactConfirmation.id))) or 0


def press(knocking: httpx.Client, key: str, page: str, **instead: str) -> httpx.Response:
    shown = page.partition('name="shown" value="')[2].partition('"')[0]
    return knocking.post("/bekraeft", data={"key": key, "proof": proof(page), "shown": shown} | instead)


def test_the_page_shows_the_contact_and_one_press_confirms_it(served: Served, asked: tuple[Store, str, str]) -> None:
    store, role, key = asked
    contact = contact_at(store.plan(), role, None)
    assert contact is not None
    before, revision = said(store), store.revision()
    with client(served) as knocking:
        for _ in range(3):  # mail servers look first, and more than once
            page = knocking.get("/bekraeft", params={"noegle": key})
            assert knocking.head("/bekraeft", params={"noegle": key}).status_code == 200
        for word in (contact.name, contact.email, t(YES), store.plan().role(role).title):
            assert word in page.text
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        assert (said(store), store.revision()) == (before, revision)
        answer = press(knocking, key, page.text)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/bekraeft?noegle={key}")
        after = knocking.get(answer.headers["location"])
        assert t(THANKS) in after.text
        assert contact.name not in after.text
        again = press(knocking, key, page.text)  # the second half of a double click
        assert (again.status_code, t(THANKS) in again.text) == (200, True)
    assert said(store) == before + 1
    store.close()


def test_a_form_of_another_page_confirms_nothing(served: Served, asked: tuple[Store, str, str]) -> None:
    store, _, key = asked
    before = said(store)
    with client(served) as knocking:
        page = knocking.get("/bekraeft", params={"noegle": key}).text
        assert press(knocking, key, page, proof="x").status_code == 403
        assert press(knocking, key, page, shown="0" * 64).status_code == 400
        assert press(knocking, "en anden nøgle", page).status_code == 403
        foreign = knocking.post("/bekraeft", data={"key": key}, headers={"origin": "https://ond.example"})
        assert foreign.status_code == 403
    assert said(store) == before
    store.close()


def test_an_old_link_says_so_and_shows_nobody(served: Served, asked: tuple[Store, str, str]) -> None:
    store, role, key = asked
    contact = contact_at(store.plan(), role, None)
    assert contact is not None
    with store.engine.connect().execution_options(**{WRITING: True}) as connection:
        old = {"sent_at": datetime.now(UTC) - LINK_LASTS}
        connection.execute(update(AccountMail).where(AccountMail.token_hash == name_of(key)).values(**old))
        connection.commit()
    with client(served) as knocking:
        page = knocking.get("/bekraeft", params={"noegle": key})
        assert page.status_code == 403
        assert t("This link is no longer valid. If you are still to be asked, a new mail comes.") in page.text
        assert contact.name not in page.text
    store.close()


@pytest.mark.parametrize(
    "key", ["", "x", "../..", "<script>alert(1)</script>", "é" * 90, "a" * 5000, "\x00", "' or 1=1 --"]
)
def test_an_invented_link_shows_and_does_nothing(served: Served, key: str) -> None:
    with client(served) as knocking:
        page = knocking.get("/bekraeft", params={"noegle": key})
        assert page.status_code == 403
        assert "<script" not in page.text
        assert t("This link does nothing (any more).") in page.text
        knocking.get("/log-ind")
        form = {"key": key, "proof": knocking.cookies["beredskab-form"], "shown": "0" * 64}
        assert knocking.post("/bekraeft", data=form).status_code == 403


def test_the_link_is_the_same_for_who_is_signed_in_as_somebody_else(
    served: Served, asked: tuple[Store, str, str]
) -> None:
    store, role, key = asked
    contact = contact_at(store.plan(), role, None)
    assert contact is not None
    with signed_in(served, "administrator") as knocking:
        page = knocking.get("/bekraeft", params={"noegle": key}).text
        assert press(knocking, key, page).status_code == 303
    assert queries.kept(store).confirmed[role, contact_digest(contact)]
    store.close()


def test_the_page_speaks_english_to_who_asks_for_it(served: Served, asked: tuple[Store, str, str]) -> None:
    store, _, key = asked
    with client(served) as knocking:
        page = knocking.get("/bekraeft", params={"noegle": key, "sprog": "en"}).text
        assert YES in page
        answer = press(knocking, key, page)
        assert answer.status_code == 303
    store.close()
