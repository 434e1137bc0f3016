"""What a process hears of others' commits, listened to from a test that itself is plain and not asynchronous."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from data.storage import Store

LONGEST = 20.0
"""Seconds after which nothing more will come."""
Told = list[int]


def heard(store: Store, happens: Callable[[], object], until: Callable[[Told], bool]) -> Told:
    """Every revision that is told from the moment this process listens, until it has heard enough.

    `happens` begins when the first one, the newest at that time, has been told.
    """

    async def listen() -> Told:
        told: Told = []
        async with asyncio.timeout(LONGEST), aclosing(store.revisions()) as revisions, asyncio.TaskGroup() as group:
            async for revision in revisions:
                told.append(revision)
                if len(told) == 1:
                    group.create_task(asyncio.to_thread(happens))
                elif until(told):
                    break
        return told

    return asyncio.run(listen())
