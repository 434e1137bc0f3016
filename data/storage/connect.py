"""How the database is opened: SQLite in earnest, or PostgreSQL.

SQLite: we begin transactions ourselves, IMMEDIATE for writers; WAL; FULL synchronous, because a confirmed save must
survive a power cut; secure_delete, because a redacted word must leave the file.
"""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

WRITING: Final = "beredskab_writing"
"""Execution option of a connection whose transaction will write."""
ADVISORY_LOCK: Final = 0x6265726564
"""PostgreSQL: one change at a time, so that the order of revisions is the order of commits."""
PRAGMAS: Final = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "busy_timeout=15000",
    "secure_delete=ON",
    "synchronous=FULL",
)


def connect(url: str) -> Engine:
    """An engine for the URL; the folder of a SQLite file is made if it is missing.

    What a statement was given is in no error that it raises: it may be what people wrote, and errors are logged.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=10, max_overflow=40, pool_pre_ping=True, hide_parameters=True)
    if file := make_url(url).database:
        Path(file).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, pool_size=10, max_overflow=60, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
