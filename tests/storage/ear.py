"""What a process hears of others' commits, listened to from a test that itself is plain and not asynchronous."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from sqlalchemy import text

from data.storage import Store, watch

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


def hang_up(store: Store, *, end: bool = True) -> int:
    """Let the server end every listening connection of this database; how many there were. Or only count them."""
    counted = "pg_terminate_backend(pid)" if end else "*"
    asked = (
        f"SELECT count({counted}) FROM pg_stat_activity "  # noqa: S608  # one of the two words above
        "WHERE application_name = :name AND datname = current_database()"
    )
    with store.engine.connect() as connection:
        return int(connection.execute(text(asked), {"name": watch.NAME}).scalar_one())
