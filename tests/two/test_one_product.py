"""Two instances before one database are one product: what is done through one is done in the other."""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from components.place_field import OUTDOORS
from data import commands
from data.storage import Store
from data.storage.sign_ins import name_of
from tests.storage.ear import hang_up
from tests.two.pair import Pair
from tests.web.clients import COOKIE, client, proof, socket
from tests.web.reporting import kept, made, send, whole
from tests.web.served import HOUSE, Served
from tests.web.tab import opened
from tests.web.test_endings import _disable

LONGEST = 30.0
"""Seconds after which nothing more will come; the promised second is measured, not asserted."""
CHANGES = 30


def passes(both: Pair, cookies: httpx.Cookies, at: Served) -> bool:
    """Whether a browser with these cookies is let in at that instance."""
    return httpx.get(at.url, cookies=cookies, headers={"accept": "text/html"}).status_code == httpx.codes.OK


def test_every_change_through_one_is_drawn_by_a_page_of_the_other(both: Pair, store: Store) -> None:
    took = asyncio.run(_thirty_changes(both, store))
    assert len(took) == CHANGES
    print(
        f"\nsaved through one, drawn by the other: median {sorted(took)[CHANGES // 2]:.2f} s, longest {max(took):.2f}"
    )
    assert len(kept(store, "gennem den ene")) == CHANGES
    whole(store)


async def _thirty_changes(both: Pair, store: Store) -> list[float]:
    """Seconds from the click on Save to the moment the other's page has drawn it, for each."""
    writing, watching = both.signed_in("aab", both.one), both.signed_in("projektchef", both.two)
    drawn: asyncio.Queue[tuple[int, float]] = asyncio.Queue()
    took = []
    async with opened(both.two, watching, "/haendelser", live=True) as page:
        following = asyncio.create_task(page.follow(lambda _, revision, at: drawn.put_nowait((revision, at))))
        for number in range(CHANGES):
            async with opened(both.one, writing, f"/melding?sted={OUTDOORS}") as tab:
                begin = time.monotonic()
                await send(tab, f"Nr. {number} gennem den ene")
                assert made(tab)
            wanted = store.revision()
            async with asyncio.timeout(LONGEST):
                while (told := await drawn.get())[0] < wanted:
                    pass
            took.append(told[1] - begin)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    return took


def test_a_sign_in_at_one_is_one_at_the_other(both: Pair) -> None:
    cookies = both.signed_in("aab", both.one)
    assert passes(both, cookies, both.two)
    with socket(both.two, "/live", cookies) as live:
        assert json.loads(live.recv(LONGEST))["rev"]


def test_a_form_of_one_is_received_by_the_other(both: Pair) -> None:
    """The sign-in page shown by one, sent to the other: nothing secret is kept in either."""
    with client(both.one) as first, client(both.two) as second:
        page = first.get("/log-ind").text
        second.cookies = first.cookies
        answer = second.post("/log-ind", data={"proof": proof(page), "next": "/", "demo": "aab"})
        assert answer.status_code == httpx.codes.SEE_OTHER
        assert passes(both, second.cookies, both.one)


def test_a_one_time_link_of_one_works_at_the_other_once(both: Pair, store: Store) -> None:
    person = commands.open_account(store, HOUSE, username="ny", display="Ny", role="aab")
    key = commands.invite_again(store, HOUSE, person=person)
    chosen = {"key": key, "password": "en lang sætning", "again": "en lang sætning"}
    answers = []
    for instance in (both.one, both.two):
        with client(instance) as knocking:
            shown = knocking.get("/velkommen", params={"noegle": key})
            given = chosen | ({"proof": proof(shown.text)} if shown.is_success else {})
            answers.append(knocking.post("/velkommen", data=given).status_code)
    assert answers == [httpx.codes.SEE_OTHER, httpx.codes.FORBIDDEN]


def _signs_out(both: Pair, cookies: httpx.Cookies, _store: Store) -> None:
    answer = httpx.post(f"{both.one.url}/log-ud", cookies=cookies, headers={"origin": both.one.url})
    assert answer.status_code == httpx.codes.SEE_OTHER


def _is_disabled(_both: Pair, cookies: httpx.Cookies, store: Store) -> None:
    _disable(store, name_of(cookies[COOKIE]))


@pytest.mark.parametrize("ends", [_signs_out, _is_disabled])
def test_what_ends_a_sign_in_at_one_ends_its_pages_at_the_other(
    both: Pair, store: Store, ends: Callable[[Pair, httpx.Cookies, Store], None]
) -> None:
    cookies = both.signed_in("boligselskab", both.one)
    with socket(both.two, "/live", cookies) as live, socket(both.two, "/_stcore/stream", cookies) as stream:
        assert passes(both, cookies, both.two)
        ends(both, cookies, store)
        for opened_one in (live, stream):
            assert _code(opened_one) == 4401
    assert not passes(both, cookies, both.one)
    assert not passes(both, cookies, both.two)


def _code(opened_one: ClientConnection) -> int | None:
    """The code with which the connection is closed from the other side."""
    with suppress(ConnectionClosed):
        while True:
            opened_one.recv(LONGEST)
    return opened_one.close_code


def test_a_browser_stays_with_one_instance_and_a_guesser_too(both: Pair) -> None:
    """Whoever signs in is counted where they knock: no cookie leads to a second door."""
    guesses = [httpx.Cookies({COOKIE: f"gaet{number}"}) for number in range(16)]
    assert len({both.instance_of(cookies).port for cookies in guesses}) == 2
    for path in ("/log-ind", "/velkommen"):
        assert len({both.instance_of(cookies, path).port for cookies in guesses}) == 1
    secure = [httpx.Cookies({f"__Host-{COOKIE}": f"gaet{number}"}) for number in range(16)]
    assert [both.instance_of(cookies).port for cookies in secure] == [both.instance_of(c).port for c in guesses]
    assert len({both.instance_of(guesses[0]).port for _ in range(8)}) == 1


def test_listeners_that_lost_their_connection_miss_nothing(both: Pair, store: Store) -> None:
    with (
        socket(both.one, "/live", both.signed_in("aab", both.one)) as one,
        socket(both.two, "/live", both.signed_in("aab", both.two)) as two,
    ):
        for _ in range(3):
            _until_listening(store, 2)
            assert hang_up(store) == 2
            commands.invite_again(store, HOUSE, person=1)
            for live in (one, two):
                _comes_to(live, store.revision())
        _until_listening(store, 2)


def _until_listening(store: Store, wanted: int) -> None:
    end = time.monotonic() + LONGEST
    while hang_up(store, end=False) != wanted:
        assert time.monotonic() < end, "nobody listens again"
        time.sleep(0.05)


def _comes_to(live: ClientConnection, revision: int) -> None:
    end = time.monotonic() + LONGEST
    while json.loads(live.recv(LONGEST))["rev"] != revision:
        assert time.monotonic() < end, "the change was never told"
