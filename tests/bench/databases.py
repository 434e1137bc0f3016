"""Where a part of the bench keeps its data: SQLite on a disk, or a PostgreSQL of its own that survives a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from tests.postgres import DURABLE, cluster

URL = "BEREDSKAB_DATABASE_URL"


class Kind(StrEnum):
    """Which database."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


@contextmanager
def database(kind: Kind) -> Iterator[Path]:
    """The home of an installation on such a database, for this process and the servers it starts."""
    with TemporaryDirectory(prefix="beredskab-bench-") as home:
        if kind is Kind.SQLITE:
            yield Path(home)
            return
        with cluster(DURABLE) as server:
            engine = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
            with engine.connect() as asking:
                asking.exec_driver_sql("CREATE DATABASE bench")
            engine.dispose()
            os.environ[URL] = server.format("bench")
            try:
                yield Path(home)
            finally:
                del os.environ[URL]
