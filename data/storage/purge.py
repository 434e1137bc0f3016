"""Getting the bytes of a removed text out of the files, not only out of the rows.

SQLite: secure_delete overwrites the freed bytes, and the write-ahead log is emptied. PostgreSQL: VACUUM FULL writes
the table anew; its own write-ahead log recycles by itself (docs: backups' cycle).
"""

import time
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Engine

PATIENCE: Final = 40
PAUSE: Final = 0.25
"""Seconds between tries; a reader may hold the log open for a moment."""
AT_ONCE: Final = 50
"""Milliseconds that one try waits: waiting longer would keep everybody else from saving."""


def purge(engine: Engine, tables: Iterable[str] = ("texts",)) -> bool:
    """Whether the last copies are gone now; if not, the next purge takes them. `tables` are those that lost rows."""
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in sorted(tables):
                connection.exec_driver_sql(f'VACUUM FULL ANALYZE "{table}"')
        return True
    raw = engine.raw_connection()
    usual = raw.cursor().execute("PRAGMA busy_timeout").fetchone()[0]
    try:
        raw.cursor().execute(f"PRAGMA busy_timeout={AT_ONCE}")
        for _ in range(PATIENCE):
            busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy:
                return True
            time.sleep(PAUSE)
    finally:
        raw.cursor().execute(f"PRAGMA busy_timeout={usual}")
        raw.close()
    return False
