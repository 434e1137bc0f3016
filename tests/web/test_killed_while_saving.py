"""`kill -9` of the server while fifty people save: what was confirmed is there, once; the rest is sent again, once."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from components.place_field import OUTDOORS
from data.storage import Store
from tests.web.clients import signed_in
from tests.web.reporting import kept, made, send, whole
from tests.web.served import PEOPLE, PRODUCT, Served, serve
from tests.web.tab import Tab, opened

SAVES = 50
REPORTERS = PEOPLE[:3]
Confirmed = dict[int, str]
"""Which save -> the incident it made, as the address says it."""


@pytest.mark.parametrize("after", [1, 20])
def test_what_was_confirmed_is_there_once(home: Path, after: int) -> None:
    with ExitStack() as stack:
        served = stack.enter_context(serve(home, PRODUCT))
        cookies = [stack.enter_context(signed_in(served, role)).cookies for role in REPORTERS]
        confirmed, addresses = asyncio.run(_all_save(served, cookies, after))
        assert after <= len(confirmed) < SAVES, "killed in the middle"
        store = served.store()
        there = _saved(store, after)
        assert max(there.values()) == 1
        assert {_text(number, after) for number in confirmed} <= set(there)
        whole(store)

        again = stack.enter_context(serve(home, PRODUCT, served.port))
        answered = asyncio.run(_send_again(again, cookies, addresses, after))
        assert confirmed.items() <= answered.items(), "answered as it was the first time"
        assert _saved(store, after) == {_text(number, after): 1 for number in range(SAVES)}
        whole(store)
        store.close()


async def _all_save(served: Served, cookies: list[httpx.Cookies], after: int) -> tuple[Confirmed, list[str]]:
    """Fifty forms are filled in and sent in the same moment; the server is killed when so many are confirmed."""
    confirmed: Confirmed = {}
    async with AsyncExitStack() as stack:
        tabs = [
            await stack.enter_async_context(opened(served, cookies[n % len(cookies)], f"/melding?sted={OUTDOORS}"))
            for n in range(SAVES)
        ]
        addresses = [f"/melding?{tab.query}" for tab in tabs]

        async def save(number: int, tab: Tab) -> None:
            await send(tab, _text(number, after))
            if incident := made(tab):
                confirmed[number] = incident
            if len(confirmed) >= after:
                served.kill()

        for outcome in await asyncio.gather(*(save(*one) for one in enumerate(tabs)), return_exceptions=True):
            assert outcome is None or isinstance(outcome, ConnectionError | ConnectionClosed), outcome
    return confirmed, addresses


async def _send_again(served: Served, cookies: list[httpx.Cookies], addresses: list[str], after: int) -> Confirmed:
    """Everybody comes back to the form that is still open in the tab, with what was typed, and sends it once more.

    Whoever's save had arrived is told so instead.
    """
    answered: Confirmed = {}
    for number, address in enumerate(addresses):
        async with opened(served, cookies[number % len(cookies)], address) as tab:
            if not made(tab):
                await send(tab, _text(number, after))
            answered[number] = made(tab)
    return answered


def _text(number: int, after: int) -> str:
    return f"Gem nr. {number} mens strømmen går ({after})"


def _saved(store: Store, after: int) -> Counter[str]:
    """Text of each report of this test -> how often it is there."""
    return kept(store, f"({after})")
