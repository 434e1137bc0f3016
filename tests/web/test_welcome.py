"""The one-time link: the first administrator on an empty house, and every invited person, choose their password."""

import re
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from components.texts import t
from data import commands
from data.entities import Person
from tests.web.clients import client, proof, sign_in
from tests.web.served import HOUSE, PASSWORD, Served, serve

NEW = "endnu en lang sætning"


def _invited(served: Served) -> str:
    """The key of a link for the guard."""
    store = served.store()
    with store.whole() as session:
        guard = session.scalars(select(Person.id).where(Person.username == "vagt")).one()
    key = commands.invite_again(store, HOUSE, person=guard)
    store.close()
    return key


def _choose(knocking: httpx.Client, key: str, password: str, again: str | None = None) -> httpx.Response:
    form = {"key": key, "password": password, "again": password if again is None else again}
    page = knocking.get("/velkommen", params={"noegle": key}).text
    return knocking.post("/velkommen", data={**form, "proof": proof(page)})


def test_an_invited_person_chooses_a_password_and_is_let_in(served: Served) -> None:
    key = _invited(served)
    with client(served) as knocking:
        assert "vagt" in knocking.get("/velkommen", params={"noegle": key}).text
        answer = _choose(knocking, key, NEW)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert knocking.get("/").status_code == 200
    with client(served) as knocking:
        assert sign_in(knocking, username="vagt", password=PASSWORD).status_code == 401
        assert sign_in(knocking, username="vagt", password=NEW).status_code == 303


def test_a_link_works_once(served: Served) -> None:
    key = _invited(served)
    with client(served) as knocking:
        form = {"key": key, "password": NEW, "again": NEW}
        form["proof"] = proof(knocking.get("/velkommen", params={"noegle": key}).text)
        assert knocking.post("/velkommen", data=form).status_code == 303
    with client(served) as knocking:
        knocking.get("/log-ind")
        form["proof"] = knocking.cookies["beredskab-form"]
        answer = knocking.post("/velkommen", data=form)
        assert answer.status_code == 403
        assert t("This link has been used or is no longer valid. Ask your administrator for a new one.") in answer.text
        assert knocking.get("/velkommen", params={"noegle": key}).status_code == 403


@pytest.mark.parametrize("key", ["", "x", "../..", "<script>", "a" * 5000])
def test_an_invented_link_opens_nothing(served: Served, key: str) -> None:
    with client(served) as knocking:
        answer = knocking.get("/velkommen", params={"noegle": key})
        assert answer.status_code == 403
        assert "<script" not in answer.text


@pytest.mark.parametrize(("password", "again"), [("kort", "kort"), (NEW, NEW + "x"), ("a" * 20, "a" * 20), ("", "")])
def test_a_bad_password_leaves_the_link_usable(served: Served, password: str, again: str) -> None:
    key = _invited(served)
    with client(served) as knocking:
        answer = _choose(knocking, key, password, again)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert _choose(knocking, key, NEW).status_code == 303


def test_a_link_needs_a_form_of_ours(served: Served) -> None:
    key = _invited(served)
    with client(served) as knocking:
        form = {"key": key, "password": NEW, "again": NEW, "proof": "x"}
        assert knocking.post("/velkommen", data=form).status_code == 403
        assert _choose(knocking, key, NEW).status_code == 303


def test_the_first_start_of_an_empty_house_shows_the_way_in(tmp_path: Path) -> None:
    with serve(tmp_path) as first:
        found = re.search(r"/velkommen\?noegle=(\S+)", first.output.read_text("utf-8"))
        assert found
        with client(first) as knocking:
            assert t("There is no account yet. Open the one-time link that the server printed when it started.") in (
                knocking.get("/log-ind").text
            )
            assert _choose(knocking, found[1], NEW).status_code == 303
        with client(first) as knocking:
            assert sign_in(knocking, username="administrator", password=NEW).status_code == 303
    with serve(tmp_path) as second:
        assert "/velkommen" not in second.output.read_text("utf-8")
