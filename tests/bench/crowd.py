"""5. Many at once: one change to 10, 50 and 100 open overviews, and what fifty cost while nothing happens.

The tabs speak Streamlit's protocol and follow /live as components/live.js does (tests/web/tab.py); they run in this
process, on the same cores as the server. "Told" is when /live said the new revision, "painted" when the last following
part had come. Beside it as many bare websockets, told the same number of times.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing
from pathlib import Path

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from data.storage import Store
from data.vocabulary import Risk
from tests.bench import figures, town
from tests.bench.databases import Kind, database
from tests.bench.figures import Figure
from tests.bench.visible import served_bare
from tests.web.clients import signed_in
from tests.web.served import Served, serve
from tests.web.tab import Tab, opened

SIZES = (10, 50, 100)
CHANGES = 12
EVERY = 1.0
"""Seconds between two changes."""
LAST = 6.0
"""Seconds after the last change in which everybody must have seen it."""
LONGEST = 60.0
"""Seconds the server may take to answer the change itself."""
IDLE_SIZE = 50
IDLE = 30.0
"""Seconds in which nothing happens: every part is drawn once by its own timer (components/live.py, AGES_EVERY)."""
INCIDENTS = 20
PEOPLE = ("projektchef", "lokalraad-politi")
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")
"""Kernel clock ticks a second."""


def measure() -> None:
    """Measure and tell, on both databases."""
    asyncio.run(_measure())


async def _measure() -> None:
    figures.heading("5. One change to many screens (one second apart), overview with 20 incidents")
    with ExitStack() as stack:
        url = stack.enter_context(served_bare())
        for size in SIZES:
            figures.show(await _bare(url, size))
    for kind in Kind:
        with ExitStack() as stack:
            home = stack.enter_context(database(kind))
            store = stack.enter_context(closing(town.open_town(home)))
            town.grow(store, INCIDENTS)
            served = stack.enter_context(serve(home, app="tests/bench/stage/product.py"))
            command = stack.enter_context(signed_in(served))
            command.timeout = httpx.Timeout(LONGEST)
            cookies = [stack.enter_context(signed_in(served, role)).cookies for role in PEOPLE]
            for size in SIZES:
                figures.show(await _crowd(kind, served, command, cookies, size, store))


async def _crowd(
    kind: Kind, served: Served, command: httpx.Client, cookies: list[httpx.Cookies], size: int, store: Store
) -> Figure:
    """So many tabs follow changes; and rest, if this is the size that rest is measured with."""
    seen: dict[Tab, dict[int, float]] = {}
    async with _tabs(served, cookies, size, seen) as tabs:
        idle = await _rest(served, tabs) if size == IDLE_SIZE else ""
        busy, commits = _cpu(served), dict[int, float]()
        for number in range(CHANGES):
            begun = time.monotonic()
            risk = Risk.LOW if number % 2 else Risk.HIGH
            told = await asyncio.to_thread(command.post, "/bench/assess", params={"incident": 10, "risk": risk})
            told.raise_for_status()
            commits[store.revision()] = time.monotonic() - (time.time() * 1000 - told.json()["at"]) / 1000
            await asyncio.sleep(EVERY - (time.monotonic() - begun))
        await asyncio.sleep(LAST)
        spent = (_cpu(served) - busy) / CHANGES
        missed = sum(tab.revision < max(commits) or min(tab.shown.values()) < max(commits) for tab in tabs)
        painted = [
            (min(at for revision, at in seen[tab].items() if revision >= commit) - when) * 1000
            for commit, when in commits.items()
            for tab in tabs
            if any(revision >= commit for revision in seen[tab])
        ]
    note = f"missed {missed} of {size}; {spent * 1000:.0f} ms CPU a change"
    found = Figure(f"{kind:>10}: commit -> painted on {size:>3} screens", painted, note)
    if idle:
        print(f"  {kind:>10}: {IDLE_SIZE} screens at rest: {idle}", flush=True)
    return found


@asynccontextmanager
async def _tabs(
    served: Served, cookies: list[httpx.Cookies], size: int, seen: dict[Tab, dict[int, float]]
) -> AsyncIterator[list[Tab]]:
    def saw(tab: Tab, revision: int, at: float) -> None:
        seen[tab].setdefault(revision, at)

    async with AsyncExitStack() as stack:
        tabs = []
        for number in range(size):
            tab = await stack.enter_async_context(opened(served, cookies[number % len(cookies)], live=True))
            seen[tab] = {}
            following = asyncio.create_task(tab.follow(saw))
            stack.callback(following.cancel)
            tabs.append(tab)
        await asyncio.sleep(2)
        yield tabs


async def _rest(served: Served, tabs: list[Tab]) -> str:
    """What the server spends, and what each screen is sent, while nothing happens."""
    before, received = _cpu(served), sum(tab.received for tab in tabs)
    await asyncio.sleep(IDLE)
    spent = (_cpu(served) - before) / IDLE * 100
    sent = (sum(tab.received for tab in tabs) - received) / len(tabs) * 60 / IDLE / 1024
    memory = _memory(served)
    return f"{spent:.1f} % of a core, {memory:.0f} MiB, {sent:.1f} KiB a minute each"


def _cpu(served: Served) -> float:
    """Seconds of processor time the server has used."""
    fields = Path(f"/proc/{served.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(served: Served) -> float:
    """Resident memory of the server in MiB."""
    return int(Path(f"/proc/{served.process.pid}/statm").read_text("ascii").split()[1]) * PAGE / (1 << 20)


async def _bare(url: str, size: int) -> Figure:
    """The yardstick: as many bare websockets hear the same number of changes."""
    seen: list[dict[str, float]] = [{} for _ in range(size)]

    async def hear(socket: ClientConnection, into: dict[str, float]) -> None:
        async for number in socket:
            into[str(number)] = time.time() * 1000

    async with AsyncExitStack() as stack:
        for into in seen:
            socket = await stack.enter_async_context(connect(url.replace("http", "ws") + "/socket", origin=Origin(url)))
            stack.callback(asyncio.create_task(hear(socket, into)).cancel)
        sent: dict[str, float] = {}
        async with httpx.AsyncClient(base_url=url) as client:
            for _ in range(CHANGES):
                told = (await client.post("/change")).json()
                sent[str(told["number"])] = told["at"]
                await asyncio.sleep(EVERY / 4)
    times = [into[number] - at for number, at in sent.items() for into in seen if number in into]
    return Figure(f"      bare: number -> {size:>3} websockets", times, f"missed {size * CHANGES - len(times)}")
