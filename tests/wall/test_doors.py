"""A screen opens its board and nothing else; a stranger's machine shows six figures; both end when they are ended."""

import json

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from data import commands, queries
from data.storage import Store
from data.storage.sign_ins import name_of
from tests import builders as b
from tests.wall.conftest import SCREEN, pair, screen
from tests.web.clients import COOKIE, client, signed_in, socket
from tests.web.served import Served

ELSEWHERE = (
    "/", "/overblik", "/historik?id=1", "/skaerme?kode=123456", "/log-ind", "/log-ud", "/velkommen?noegle=x", "/health",
    "/tavle/udskrift.pdf", "/tavle/", "/_stcore/health", "/component/x/index.html", "/static/x.js", "/media/x",
)  # fmt: skip


@pytest.mark.parametrize("path", ELSEWHERE)
def test_whatever_is_typed_on_a_screen_leads_back_to_its_board(served: Served, store: Store, path: str) -> None:
    with screen(served, store) as machine:
        answer = machine.get(path)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/tavle")
        assert machine.get(path, headers={"accept": "*/*"}).status_code == httpx.codes.FORBIDDEN


@pytest.mark.parametrize("path", ["/log-ind", "/log-ud", "/velkommen", "/tavle", "/_stcore/upload_file/a/b"])
def test_a_screen_sends_nothing(served: Served, store: Store, path: str) -> None:
    with screen(served, store) as machine:
        before = store.revision()
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert machine.request(method, path).status_code in {403, 405}
        assert store.revision() == before


@pytest.mark.parametrize("path", ["/_stcore/stream", "/live"])
def test_a_screen_hears_its_board_alone(served: Served, store: Store, path: str) -> None:
    with screen(served, store) as machine:
        with pytest.raises((InvalidStatus, ConnectionClosed)), socket(served, path, machine.cookies) as opened:
            opened.recv(5)
        with socket(served, "/tavle/live", machine.cookies) as opened:
            assert json.loads(opened.recv(10))["kind"] == "board"


def test_a_screen_that_was_a_persons_browser_is_a_screen(served: Served, store: Store) -> None:
    """6.19: the shared machine somebody is still signed in on."""
    with signed_in(served) as machine:
        machine.cookies.set(SCREEN, token := "en hemmelighed til en fælles maskine".encode().hex())
        pair(store, token)
        assert machine.get("/").headers.get("location") == "/tavle"


def test_a_strangers_machine_shows_six_figures_and_no_word_of_the_house(served: Served, store: Store) -> None:
    with client(served) as machine:
        page = machine.get("/tavle")
        assert page.status_code == httpx.codes.OK
        assert machine.get("/", headers={"accept": "text/html"}).headers["location"].startswith("/log-ind")
        with socket(served, "/tavle/live", machine.cookies) as opened:
            told = json.loads(opened.recv(10))
        code = commands.show_code(store, name_of(machine.cookies[SCREEN]))
        assert told["kind"] == "pairing"
        assert told["faces"][0]["figures"].replace(" ", "") == code
        assert machine.get("/tavle").headers.get("set-cookie") is None


def test_a_confirmed_machine_is_told_within_a_moment_and_an_ended_one_too(served: Served, store: Store) -> None:
    with client(served) as machine:
        machine.get("/tavle")
        with socket(served, "/tavle/live", machine.cookies) as opened:
            assert json.loads(opened.recv(10))["kind"] == "pairing"
            made = pair(store, token := machine.cookies[SCREEN])
            assert json.loads(opened.recv(10))["kind"] == "again"
        with socket(served, "/tavle/live", machine.cookies) as opened:
            assert json.loads(opened.recv(10))["kind"] == "board"
            commands.end_screen(store, b.hat(store, "projektchef"), screen=made)
            with pytest.raises(ConnectionClosed) as ended:
                _hear_on(opened)
        assert ended.value.rcvd is not None
        assert ended.value.rcvd.code == 4401
        machine.get("/tavle")
        assert machine.cookies[SCREEN] != token


def _hear_on(opened: ClientConnection) -> None:
    while True:
        opened.recv(10)


def test_a_screen_lasts_longer_than_any_sign_in_and_keeps_its_cookie_fresh(served: Served, store: Store) -> None:
    with screen(served, store) as machine:
        kept = machine.get("/tavle").headers["set-cookie"]
        assert "Max-Age=34560000" in kept
        assert "HttpOnly" in kept
        row = queries.screen(store, name_of(machine.cookies[SCREEN]))
        assert row is not None


@pytest.mark.parametrize("role", ["projektchef", "aab"])
def test_a_participant_looks_at_the_same_board(served: Served, role: str) -> None:
    with signed_in(served, role) as person:
        assert person.get("/tavle").status_code == httpx.codes.OK
        with socket(served, "/tavle/live", person.cookies) as opened:
            assert json.loads(opened.recv(10))["kind"] == "board"


def test_who_may_not_read_sees_no_board(served: Served) -> None:
    with signed_in(served, "administrator") as person:
        assert person.get("/tavle").headers["location"] == "/"
        with pytest.raises((InvalidStatus, ConnectionClosed)), socket(served, "/tavle/live", person.cookies) as opened:
            opened.recv(5)


def test_the_boards_page_runs_its_own_script_and_no_other(served: Served, store: Store) -> None:
    with screen(served, store) as machine:
        page = machine.get("/tavle")
        policy = page.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert page.headers["cache-control"] == "no-store"
        for file in ("tavle.js", "tavle.css", "skrift.woff2"):
            assert machine.get(f"/assets/tavle/{file}").status_code == httpx.codes.OK


def test_a_guest_of_one_incident_gets_no_board_and_no_paper_of_all(served: Served, store: Store) -> None:
    """R22: what a guest reads stands in the product."""
    incident = b.an_active_incident(store)
    invitation = b.an_invitation(store, incident)
    with client(served) as guest:
        token = commands.join(
            store, commands.guest_link(store, b.hat(store, "projektchef"), invitation=invitation)
        ).token
        guest.cookies.set(COOKIE, token)
        assert guest.get("/tavle").headers["location"] == "/"
        assert guest.get("/tavle/udskrift.pdf").headers["location"] == "/"
        with pytest.raises((InvalidStatus, ConnectionClosed)), socket(served, "/tavle/live", guest.cookies) as opened:
            opened.recv(5)
