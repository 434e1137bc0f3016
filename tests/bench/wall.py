"""7. Ten walls and forty participants at once: how long until the last wall shows a change.

Walls are paired screens that hear their board over /tavle/live, as its page does; a wall "shows" a change when it has
been sent the board with it (what the page does then takes a frame). Participants follow the overview
(tests/web/tab.py). All run in this process, on the same cores as the server.
"""

import asyncio
import json
import time
from contextlib import AsyncExitStack, ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from data import commands
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import Risk
from tests import builders
from tests.bench import figures, town
from tests.bench.crowd import PEOPLE
from tests.bench.figures import Figure
from tests.web.clients import signed_in
from tests.web.served import Served, serve
from tests.web.tab import opened

WALLS: Final = 10
PARTICIPANTS: Final = 40
CHANGES: Final = 12
EVERY: Final = 2.0
"""Seconds between two changes: forty overviews are drawn anew in that time."""
INCIDENTS: Final = 20
LONGEST: Final = 60.0


def measure() -> None:
    """Measure and tell: the walls alone, and with the participants beside them."""
    asyncio.run(_measure())


async def _measure() -> None:
    figures.heading(f"7. One change to {WALLS} walls ({EVERY:.0f} s apart), {INCIDENTS} incidents")
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="beredskab-bench-")))
        store = stack.enter_context(closing(town.open_town(home)))
        town.grow(store, INCIDENTS)
        served = stack.enter_context(serve(home, app="tests/bench/stage/product.py"))
        command = stack.enter_context(signed_in(served))
        command.timeout = httpx.Timeout(LONGEST)
        cookies = [stack.enter_context(signed_in(served, role)).cookies for role in PEOPLE]
        yardstick = None
        for size in (0, PARTICIPANTS):
            for figure in await _follow(served, store, command, [cookies[n % len(cookies)] for n in range(size)]):
                figures.show(figure, yardstick)
                yardstick = yardstick or figure


async def _follow(served: Served, store: Store, command: httpx.Client, people: list[httpx.Cookies]) -> list[Figure]:
    """Every wall's time, and that of the last one for each change."""
    seen: list[dict[int, float]] = [{} for _ in range(WALLS)]
    async with AsyncExitStack() as stack:
        for into in seen:
            wall = await stack.enter_async_context(_wall(served, store))
            stack.callback(asyncio.create_task(_hear(wall, into)).cancel)
        for cookies in people:
            tab = await stack.enter_async_context(opened(served, cookies, live=True))
            stack.callback(asyncio.create_task(tab.follow(lambda *_: None)).cancel)
        await asyncio.sleep(2)
        commits: dict[int, float] = {}
        for number in range(CHANGES):
            risk = Risk.LOW if number % 2 else Risk.HIGH
            told = await asyncio.to_thread(command.post, "/bench/assess", params={"incident": 10, "risk": risk})
            commits[store.revision()] = told.raise_for_status().json()["at"]
            await asyncio.sleep(EVERY)
        await asyncio.sleep(EVERY)
    shown = {
        revision: [min((t for r, t in wall.items() if r >= revision), default=float("inf")) - at for wall in seen]
        for revision, at in commits.items()
    }
    missed = sum(time == float("inf") for times in shown.values() for time in times)
    beside = f"beside {len(people)} participants" if people else "alone"
    return [
        Figure(f"commit -> a wall, {beside}", [time for times in shown.values() for time in times], f"missed {missed}"),
        Figure(f"commit -> the last of {WALLS} walls, {beside}", [max(times) for times in shown.values()]),
    ]


def _wall(served: Served, store: Store) -> connect:
    """The socket of a screen that is paired for it."""
    token = f"{time.monotonic_ns():x}" * 2
    code = commands.show_code(store, name_of(token))
    commands.pair_screen(store, builders.hat(store, "projektchef"), code=code, room="Mødelokale")
    address = served.url.replace("http", "ws") + "/tavle/live"
    cookie = {"Cookie": f"beredskab-tavle={token}"}
    return connect(address, origin=Origin(served.url), additional_headers=cookie)


async def _hear(wall: ClientConnection, into: dict[int, float]) -> None:
    async for told in wall:
        if (board := json.loads(told))["kind"] == "board":
            into.setdefault(board["rev"], time.time() * 1000)
