"""Thirty sessions on the page of the meeting while decisions come at one per second: all follow, nothing twice or lost.

Counts only: how long it takes depends on the machine, and is printed (`pytest -s`), not asserted.
"""

import asyncio
import statistics
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, closing
from itertools import cycle, islice
from pathlib import Path

import httpx
import pytest

from components.texts import t
from data import commands, exercise, plan, queries
from data.settings import Settings
from data.storage import Seen, Store
from data.vocabulary import DecisionKind, Mandate, SeatKind, Way
from tests.builders import hat
from tests.web.clients import signed_in
from tests.web.served import PRODUCT, Served, serve
from tests.web.tab import Tab, opened

SESSIONS = 30
DECISIONS = 10
EVERY = 1.0
"""Seconds between two decisions."""
LAST = 30.0
"""Seconds after the last decision within which a slow machine must have shown it to everybody."""
ROLES = ("projektchef", "lokalraad-politi", "lokalraad-kommune", "stabsenhed", "aab", "boligselskab")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    chosen = Settings(home=tmp_path, database_url="")
    with closing(Store.open(chosen.url)) as store:
        commands.load_plan(store, plan.load(chosen.plan))
        exercise.demo(store)
    with serve(tmp_path, PRODUCT) as running:
        yield running


def a_meeting(store: Store) -> int:
    """A meeting that runs, with the coordinator in a seat."""
    chief = hat(store, "projektchef")
    meeting = commands.call_meeting(
        store, chief, plan=queries.plans(store, chief)[0].id, planned_at=store.clock(), chair="projektchef",
        recorder="stabsenhed", place="Brohuset",
    )  # fmt: skip
    commands.start_meeting(store, chief, seen=Seen(meeting, 1))
    commands.seat(
        store, chief, meeting=meeting, role="projektchef", kind=SeatKind.MEMBER, mandate=Mandate.FULL, way=Way.ROOM
    )
    return meeting


def words(number: int) -> str:
    return f"Beslutning nummer {number} af aftenen"


def test_thirty_sessions_follow_a_decision_a_second(served: Served) -> None:
    with ExitStack() as stack:
        store = stack.enter_context(closing(served.store()))
        cookies = [stack.enter_context(signed_in(served, role)).cookies for role in ROLES]
        asyncio.run(_follow(served, store, cookies, a_meeting(store)))


async def _follow(served: Served, store: Store, cookies: list[httpx.Cookies], meeting: int) -> None:
    chief = hat(store, "projektchef")
    came: dict[Tab, dict[int, float]] = {}
    done: dict[int, float] = {}

    def saw(tab: Tab, revision: int, at: float) -> None:
        came[tab].setdefault(revision, at)

    async with AsyncExitStack() as stack:
        for cookie in islice(cycle(cookies), SESSIONS):
            tab = await stack.enter_async_context(opened(served, cookie, "/moede", live=True))
            came[tab] = {}
            following = asyncio.create_task(tab.follow(saw))
            stack.callback(following.cancel)
        for number in range(DECISIONS):
            begun = time.monotonic()
            await asyncio.to_thread(
                commands.decide, store, chief, meeting=meeting, kind=DecisionKind.OTHER, text=words(number),
                takers=("helhedsplan",),
            )  # fmt: skip
            done[store.revision()] = time.monotonic()
            await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - begun)))
        newest = max(done)
        end = time.monotonic() + LAST
        while time.monotonic() < end and any(max(seen, default=0) < newest for seen in came.values()):
            await asyncio.sleep(0.1)
        for tab, seen in came.items():
            assert max(seen) == newest == max(done)
            listed = next(text for text in reversed(tab.texts) if words(DECISIONS - 1) in text)
            assert [listed.count(words(number)) for number in range(DECISIONS)] == [1] * DECISIONS
            assert f"**{t('Decisions so far: {n}', n=DECISIONS)}**" in tab.texts
    _tell([
        (min(at for revision, at in seen.items() if revision >= wanted) - when) * 1000
        for wanted, when in done.items()
        for seen in came.values()
    ])  # fmt: skip


def _tell(delays: list[float]) -> None:
    """Print what was seen: milliseconds from a decision's commit until a session had it."""
    cuts = statistics.quantiles(delays, n=20)
    print(f"\n{len(delays)} sightings: median {statistics.median(delays):.0f} ms, p95 {cuts[-1]:.0f} ms, "
          f"longest {max(delays):.0f} ms")  # fmt: skip
