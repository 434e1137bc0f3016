"""Bringing a database to the newest shape, and saying whether it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from data.storage.connect import ADVISORY_LOCK, WRITING

MIGRATIONS = Path(__file__).parent / "migrations"


def config(engine: Engine | None = None) -> Config:
    """Alembic's configuration, without a file of its own."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["engine"] = engine
    return made


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to head, or to the shape of that name; safe to call at every start."""
    with engine.connect().execution_options(**{WRITING: True}) as connection, _whole(connection), connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))  # one of several starting at once
        made = config(engine)
        made.attributes["connection"] = connection
        command.upgrade(made, to)
        if engine.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise AssertionError(f"rows that point nowhere after migrating: {broken[:5]}")


@contextmanager
def _whole(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew; rows that point at it must not stop the old one from going.

    The pragma does nothing within a transaction, so it stands round it; every row is checked before the commit.
    """
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def newest() -> str:
    """The name of the newest shape."""
    found = ScriptDirectory.from_config(config()).get_current_head()
    assert found is not None
    return found


def is_at_head(engine: Engine) -> bool:
    """Whether the database has the newest shape."""
    wanted = newest()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == wanted
