"""A sign-in that is over ends every open page within seconds, whoever ended it and why."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from data import commands
from data.entities import SignIn
from data.storage import Store
from data.storage.sign_ins import change_sign_in, name_of
from tests.web.clients import COOKIE, signed_in, socket
from tests.web.served import HOUSE, Served

SECONDS = 5.0
"""How long a page may outlive its sign-in."""


def _until_closed(opened: ClientConnection) -> tuple[list[bytes | str], int | None]:
    """Everything that still came, and the code with which the connection was closed from the other side."""
    came: list[bytes | str] = []
    try:
        while True:
            came.append(opened.recv(SECONDS))
    except ConnectionClosed as closed:
        return came, closed.rcvd.code if closed.rcvd else None


def _sent_away(came: list[bytes | str]) -> str:
    """Where Streamlit's page was sent."""
    last = ForwardMsg()
    last.ParseFromString(came[-1] if isinstance(came[-1], bytes) else b"")
    return last.auth_redirect.url


def _disable(store: Store, sign_in: str) -> None:
    person = _row(store, sign_in).person_id
    commands.disable_account(store, HOUSE, person=person)


def _row(store: Store, sign_in: str) -> SignIn:
    with store.whole() as session:
        found = session.get(SignIn, sign_in)
    assert found is not None
    return found


def _idle(store: Store, sign_in: str) -> None:
    change_sign_in(store, sign_in, used_at=datetime.now(UTC) - timedelta(hours=3))


def _too_old(store: Store, sign_in: str) -> None:
    change_sign_in(store, sign_in, expires_at=datetime.now(UTC) - timedelta(seconds=1))


def test_signing_out_ends_every_tab_at_once(served: Served) -> None:
    with signed_in(served) as knocking:
        kept = dict(knocking.cookies)
        with (
            socket(served, "/_stcore/stream", kept) as one,
            socket(served, "/_stcore/stream", kept) as two,
            socket(served, "/live", kept) as live,
        ):
            begin = time.monotonic()
            knocking.post("/log-ud")
            assert _until_closed(live)[1] == 4401
            for stream in (one, two):
                came, code = _until_closed(stream)
                assert (code, _sent_away(came)) == (4401, "/log-ind?besked=logget-ud")
            assert time.monotonic() - begin < 2


def test_another_person_stays_connected(served: Served) -> None:
    with (
        signed_in(served) as leaving,
        signed_in(served, "lokalraad-politi") as staying,
        socket(served, "/live", dict(staying.cookies)) as live,
    ):
        leaving.post("/log-ud")
        live.recv(5)
        live.recv(SECONDS + 1)


@pytest.mark.parametrize("over", [_idle, _too_old, commands.sign_out, _disable])
def test_a_sign_in_that_ended_elsewhere_ends_its_pages(served: Served, over: Callable[[Store, str], None]) -> None:
    store = served.store()
    with signed_in(served, "aab" if over is _disable else "projektchef") as knocking:
        kept = dict(knocking.cookies)
        with socket(served, "/_stcore/stream", kept) as stream, socket(served, "/live", kept) as live:
            begin = time.monotonic()
            over(store, name_of(kept[COOKIE]))
            assert _until_closed(live)[1] == 4401
            came, code = _until_closed(stream)
            assert (code, _sent_away(came)) == (4401, "/log-ind?besked=udloebet")
            assert time.monotonic() - begin < SECONDS
        assert knocking.get("/").status_code == 303
    store.close()


def test_an_open_page_alone_is_no_use(served: Served) -> None:
    """Else nobody who leaves the screen on would ever be signed out."""
    store = served.store()
    with signed_in(served) as knocking, socket(served, "/live", dict(knocking.cookies)) as live:
        name = name_of(knocking.cookies[COOKIE])
        before = datetime.now(UTC) - timedelta(minutes=90)
        change_sign_in(store, name, used_at=before)
        live.recv(5)
        time.sleep(3)
        assert _row(store, name).used_at == before
        live.send('{"used":1}')
        time.sleep(0.5)
        assert datetime.now(UTC) - _row(store, name).used_at < timedelta(seconds=5)
    store.close()
