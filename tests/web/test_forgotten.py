"""Forgotten the password: one answer for every name, at once; and whom to ask where no mail is sent."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from components.texts import t
from data import commands
from data.entities import AccountMail, Person
from data.rules.access import Viewer
from data.vocabulary import AccountMailKind
from tests.web.clients import client, proof
from tests.web.served import Served, furnish, serve

ON_ITS_WAY = "If there is such an account and it has an e-mail address, a link is on its way. It works once."
ASK = "Ask an administrator of your installation: they make a link with which you choose a new password."
SOON = 15.0


@pytest.fixture(scope="module")
def mailing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that would send mail, to a port where nobody listens; the account "vagt" has an address."""
    home = tmp_path_factory.mktemp("mailing")
    furnish(home)
    with serve(
        home, BEREDSKAB_SMTP_HOST="127.0.0.1", BEREDSKAB_SMTP_PORT="9", BEREDSKAB_MAIL_FROM="post@eksempel.dk",
        BEREDSKAB_PUBLIC_URL="https://overblik.eksempel.dk",
    ) as running:  # fmt: skip
        store = running.store()
        with store.whole() as session:
            guard = session.scalars(select(Person.id).where(Person.username == "vagt")).one()
        commands.choose_address(store, Viewer(guard, "projektchef"), email="vagt@eksempel.dk")
        store.close()
        yield running


def ask(knocking: httpx.Client, username: str) -> httpx.Response:
    page = knocking.get("/glemt").text
    return knocking.post("/glemt", data={"proof": proof(page), "username": username})


def mails(served: Served) -> list[tuple[AccountMailKind, str]]:
    store = served.store()
    with store.whole() as session:
        found = [(mail.kind, mail.address) for mail in session.scalars(select(AccountMail))]
    store.close()
    return found


def test_the_sign_in_page_leads_there_and_back(mailing: Served) -> None:
    with client(mailing) as knocking:
        assert 'href="/glemt"' in knocking.get("/log-ind").text
        page = knocking.get("/glemt").text
        assert 'autocomplete="username"' in page
        assert 'href="/log-ind"' in page


def test_every_name_gets_the_same_answer_and_one_of_them_a_mail(mailing: Served) -> None:
    answers = set()
    for name in ("hvem", " VAGT ", "projektchef", "", "<script>x</script>", "x" * 4000, "vagt"):
        with client(mailing) as knocking:
            answer = ask(knocking, name)
            assert t(ON_ITS_WAY) in answer.text
            answers.add((answer.status_code, answer.text))
    assert len(answers) == 1
    end = time.monotonic() + SOON
    while not mails(mailing) and time.monotonic() < end:
        time.sleep(0.1)
    assert mails(mailing) == [(AccountMailKind.RESET, "vagt@eksempel.dk")]


def test_asking_for_many_names_stops_for_the_address(mailing: Served) -> None:
    with client(mailing) as knocking:
        answers = [ask(knocking, f"navn{n}").status_code for n in range(11)]
    assert answers == [200] * 10 + [429]


def test_asking_needs_a_form_of_ours(mailing: Served) -> None:
    with client(mailing) as knocking:
        assert knocking.post("/glemt", data={"username": "vagt", "proof": "falsk"}).status_code == 403
        foreign = {"origin": "https://fremmed.example"}
        assert knocking.post("/glemt", headers=foreign, data={"username": "vagt"}).status_code == 403


def test_where_no_mail_is_sent_the_page_says_whom_to_ask(served: Served, home: Path) -> None:
    with client(served) as knocking:
        page = knocking.get("/glemt").text
        assert t(ASK) in page
        assert "<form" not in page
        assert t(ASK) in knocking.post("/glemt", data={"username": "vagt"}).text
    assert mails(served) == []
