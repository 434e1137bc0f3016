"""2. Script time of the overview: from the browser's request to "script finished", beside an empty script.

A tab without a browser asks (tests/web/tab.py), so no browser's work is counted. The whole page is what opening it
costs; the live part is what every commit costs once for everybody who looks.
"""

import asyncio
import time
from contextlib import ExitStack, closing

from data.storage import Store
from data.vocabulary import Risk
from tests.bench import figures, town
from tests.bench.figures import Figure
from tests.scratch import scratch
from tests.web.clients import signed_in
from tests.web.served import serve
from tests.web.tab import Tab, opened

SIZES = (20, 200, 2000)
INCIDENT = 10
"""An active one."""
ROUNDS = 15
LEAST = 3
BUDGET = 6.0
"""Seconds for the rounds of one size, unless those are fewer than LEAST."""


def measure() -> None:
    """Measure and tell."""
    asyncio.run(_measure())


async def _measure() -> None:
    with scratch("bench") as home, scratch("empty") as nothing, ExitStack() as stack:
        store = stack.enter_context(closing(town.open_town(home)))
        served = stack.enter_context(serve(home, app="tests/bench/stage/product.py"))
        yardstick = stack.enter_context(serve(nothing, app="tests/bench/stage/empty.py"))
        cookies = stack.enter_context(signed_in(served)).cookies
        found: list[Figure] = []
        idle: list[float] = []
        async with opened(yardstick) as empty:
            for size in SIZES:
                town.grow(store, size)
                async with opened(served, cookies) as overview:
                    found += await _measured(size, store, overview, empty, idle)
    figures.heading("2. Script time of the overview on the server: asked -> script finished")
    figures.show(alone := Figure("empty Streamlit script", idle))
    for figure in found:
        figures.show(figure, alone)


async def _measured(size: int, store: Store, overview: Tab, empty: Tab, idle: list[float]) -> list[Figure]:
    """Each run is the first one after a commit: what many screens share then is read in it."""
    live, page, part = overview.largest(), list[float](), list[float]()
    whole = str(overview.answer)
    end = time.monotonic() + BUDGET
    while len(page) < LEAST or (len(page) < ROUNDS and time.monotonic() < end):
        idle.append(await _timed(empty))
        town.assess(store, INCIDENT, Risk.LOW)
        page.append(await _timed(overview))
        town.assess(store, INCIDENT, Risk.HIGH)
        part.append(await _timed(overview, live))
    return [
        Figure(f"{size:>5} incidents: whole page", page, whole),
        Figure(f"{size:>5} incidents: live part, as after every commit", part, str(overview.answer)),
    ]


async def _timed(tab: Tab, part: str = "") -> float:
    begun = time.perf_counter()
    await tab.run(part)
    return (time.perf_counter() - begun) * 1000
