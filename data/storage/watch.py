"""How a process hears what others commit to the same database, and misses nothing.

PostgreSQL calls: every change notifies within its own transaction, so it is heard after the commit and never without
one. SQLite cannot call: its data version is looked at ten times a second, which takes 5 µs. On both the newest
revision is asked for at the start and every few seconds, whatever was heard.
"""

import asyncio
from collections.abc import AsyncGenerator
from itertools import count
from typing import Any, Final

from psycopg import AsyncConnection, sql
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from data.entities import LogLine
from data.storage import log

CHANNEL: Final = "beredskab"
"""What PostgreSQL's LISTEN and NOTIFY call it; a channel is of one database. The payload is the revision."""
NAME: Final = "beredskab-listening"
"""The application name of a listening connection, for whoever looks at the server's connections."""
ASK_EVERY: Final = 4.0
"""Seconds after which the newest revision is asked for whatever was heard."""
LOOK_EVERY: Final = 0.1
"""Seconds between two looks at SQLite's data version."""
ALIVE: Final[dict[str, str]] = {
    "application_name": NAME,
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
    "tcp_user_timeout": "15000",
}
"""So that a connection that died without a word is noticed in seconds, not in hours."""


def announce(session: Session, revision: int) -> None:
    """Tell every process that listens, once this transaction commits. SQLite's are found by looking."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(CHANNEL, str(revision))))


def revisions(engine: Engine) -> AsyncGenerator[int, None]:
    """The revision, each time another process may have committed; one's own commits and repetitions among them.

    Raises what the database raises when the connection is lost: begin anew, the first one told is the newest.
    """
    return _heard(engine) if engine.dialect.name == "postgresql" else _looked_for(engine)


async def _heard(engine: Engine) -> AsyncGenerator[int, None]:
    async with await _listening(engine) as connection:
        while True:
            yield await _newest(engine, connection)  # after LISTEN: what is committed from here on is heard
            while called := [int(call.payload) async for call in connection.notifies(timeout=ASK_EVERY, stop_after=1)]:
                yield max(called)


async def _listening(engine: Engine) -> AsyncConnection[Any]:
    """A connection of its own that hears every commit from now on."""
    given, named = engine.dialect.create_connect_args(engine.url)
    connection = await AsyncConnection.connect(*given, **{**ALIVE, **named}, autocommit=True)
    try:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
    except BaseException:
        await connection.close()
        raise
    return connection


async def _newest(engine: Engine, connection: AsyncConnection[Any]) -> int:
    """Asked on the listening connection itself: if it is dead, that is noticed here."""
    asked = select(func.coalesce(func.max(LogLine.seq), 0)).compile(engine, compile_kwargs={"literal_binds": True})
    answer = await connection.execute(str(asked))
    row = await answer.fetchone()
    assert row is not None
    return int(row[0])


async def _looked_for(engine: Engine) -> AsyncGenerator[int, None]:
    connection = await asyncio.to_thread(engine.raw_connection)
    try:
        before = None
        for look in count():
            found = await asyncio.to_thread(_data_version, connection)
            if found != before or look % round(ASK_EVERY / LOOK_EVERY) == 0:
                yield await asyncio.to_thread(_revision, engine)
            before = found
            await asyncio.sleep(LOOK_EVERY)
    finally:
        connection.close()


def _data_version(connection: Any) -> int:
    """Grows whenever another connection has committed."""
    found: int = connection.cursor().execute("PRAGMA data_version").fetchone()[0]
    return found


def _revision(engine: Engine) -> int:
    with Session(engine) as session:
        return log.head(session).seq
