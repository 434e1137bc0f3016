"""How a copy is made, proven and put back, once for each database.

SQLite: the backup API, which takes a consistent copy under the writers' feet and puts one back as one transaction.
PostgreSQL: its own pg_dump and pg_restore; a dump is proven by reading its log and texts into a database in memory.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from alembic.migration import MigrationContext
from psycopg.conninfo import make_conninfo
from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, StaticPool

from data.entities import Entity, LogLine, Text
from data.entities.mapping import Utc
from data.storage.connect import ADVISORY_LOCK
from data.storage.log import Verdict, verify
from data.storage.manifest import CopyRefused, settle

SIDE_FILES: Final = ("-wal", "-shm")
TRIES: Final = 5
HEADER: Final = b"SQLite format 3\x00"
COPY_LINE: Final = re.compile(r'^COPY (?:\w+\.)?"?(\w+)"? \((.*)\) FROM stdin;$')
ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


class SqliteCopies:
    """Copies of a SQLite file."""

    suffix: Final = ".sqlite"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._file = Path(engine.url.database or "")

    def exists(self) -> bool:
        """Whether there is anything to copy."""
        return self._file.exists() and self._file.stat().st_size > 0

    def make(self, target: Path) -> None:
        """Copy the living file to a new one. Raises CopyRefused "damaged" if it cannot be read as a database."""
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with closing(_opened(self._file, "mode=rw")) as living, closing(sqlite3.connect(target)) as copy:
                living.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError:
            target.unlink()
            raise CopyRefused("damaged", file=self._file.name) from None
        settle(target)

    def set_aside(self, target: Path) -> None:
        """Move a living file that is no database out of the way, as it is."""
        shutil.move(self._file, target)
        for side in SIDE_FILES:
            self._file.with_name(self._file.name + side).unlink(missing_ok=True)

    def put_back(self, copy: Path) -> None:
        """Let the copy take the living one's place, as one transaction; readers see the one or the other."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(_opened(copy, "mode=ro&immutable=1")) as kept, closing(sqlite3.connect(self._file)) as living:
            living.execute("PRAGMA secure_delete=ON")
            kept.backup(living)

    @contextmanager
    def opened(self, copy: Path) -> Iterator[Session]:
        """Read a copy without leaving a trace in it. Raises CopyRefused "damaged"."""
        with copy.open("rb") as file:
            if file.read(len(HEADER)) != HEADER:
                raise CopyRefused("damaged", file=copy.name)
        engine = create_engine("sqlite://", creator=lambda: _opened(copy, "mode=ro&immutable=1"), poolclass=NullPool)
        try:
            with Session(engine) as session:
                if session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                    raise CopyRefused("damaged", file=copy.name)
                yield session
        except DBAPIError:
            raise CopyRefused("damaged", file=copy.name) from None
        finally:
            engine.dispose()


def _opened(file: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file))}?{how}", uri=True, timeout=15)


class PostgresCopies:
    """Copies of a PostgreSQL database, in pg_dump's custom format."""

    suffix: Final = ".dump"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        _, given = engine.dialect.create_connect_args(engine.url)
        self._password = str(given.pop("password", "") or "")
        self._where = make_conninfo(
            **{name: str(value) for name, value in given.items() if isinstance(value, str | int)}
        )

    def exists(self) -> bool:
        """Whether there is anything to copy."""
        return shape_of(self.engine) != ""

    def make(self, target: Path) -> None:
        """Dump the database into a new file. Raises CopyRefused "tool-missing" or "tool-failed"."""
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            self._run("pg_dump", "--format=custom", "--no-owner", f"--file={target}", f"--dbname={self._where}")
        except CopyRefused:
            target.unlink()
            raise
        settle(target)

    def set_aside(self, target: Path) -> None:
        """A server's database is never a damaged file: nothing to do."""

    def put_back(self, copy: Path) -> None:
        """Let the dump take the living one's place, as one transaction, while nobody can save.

        A page that is just being read may have to be read again; if it is the dump that has to give way to one, it
        tries again.
        """
        with self.engine.connect() as waiting:
            waiting.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            for left in reversed(range(TRIES)):
                try:
                    self._run(
                        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
                        "--exit-on-error", f"--dbname={self._where}", str(copy),
                    )  # fmt: skip
                except CopyRefused as refusal:
                    if not left or "deadlock" not in str(refusal.details.get("said")):
                        raise
                else:
                    return

    @contextmanager
    def opened(self, copy: Path) -> Iterator[Session]:
        """The dump's log and texts, in memory. Raises CopyRefused "damaged", "tool-missing"."""
        tables = [Entity.metadata.tables[kind.__tablename__] for kind in (LogLine, Text)]
        try:
            dumped = self._run("pg_restore", "--data-only", "--file=-", str(copy))
        except CopyRefused as refusal:
            if refusal.code == "tool-failed":
                raise CopyRefused("damaged", file=copy.name) from None
            raise
        engine = create_engine("sqlite://", poolclass=StaticPool)
        shape = Table("alembic_version", MetaData(), Column("version_num", String(32)))
        Entity.metadata.create_all(engine, tables)
        shape.create(engine)
        known = {table.name: table for table in (*tables, shape)}
        try:
            with Session(engine) as session:
                for name, row in _rows(dumped):
                    if (table := known.get(name)) is not None:
                        session.execute(insert(table).values({n: _value(table.columns[n], v) for n, v in row.items()}))
                yield session
        finally:
            engine.dispose()

    def _run(self, tool: str, *arguments: str) -> str:
        found = shutil.which(tool)
        if found is None:
            raise CopyRefused("tool-missing", tool=tool)
        environment = {**os.environ, **({"PGPASSWORD": self._password} if self._password else {})}
        done = subprocess.run(  # noqa: S603  PostgreSQL's own tool, with arguments of ours
            [found, *arguments], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise CopyRefused("tool-failed", tool=tool, said=done.stderr.strip())
        return done.stdout


def _rows(dumped: str) -> Iterator[tuple[str, dict[str, str | None]]]:
    """(table, column -> text as COPY writes it) of each row of a dump in plain text."""
    table, columns = "", [""]
    for line in dumped.split("\n"):
        if not table and (start := COPY_LINE.match(line)):
            table, columns = start[1], [name.strip().strip('"') for name in start[2].split(",")]
        elif table and line == r"\.":
            table = ""
        elif table:
            values = (None if value == r"\N" else _unescaped(value) for value in line.split("\t"))
            yield table, dict(zip(columns, values, strict=True))


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: ESCAPED.get(found[1], found[1]), value)


def _value(column: Column[Any], written: str | None) -> object:
    """What COPY wrote, as the column takes it."""
    if written is None:
        return None
    if isinstance(column.type, Utc):
        return datetime.fromisoformat(written).replace(tzinfo=UTC)
    if isinstance(column.type, LargeBinary):
        return bytes.fromhex(written.removeprefix(r"\x"))
    if isinstance(column.type, Boolean):
        return written == "t"
    return int(written) if isinstance(column.type, Integer) else written


Copies = SqliteCopies | PostgresCopies


def copies_of(engine: Engine) -> Copies:
    """How copies are made of this database."""
    return SqliteCopies(engine) if engine.dialect.name == "sqlite" else PostgresCopies(engine)


def shape_of(engine: Engine) -> str:
    """The migration a living database stands at; empty if it was never migrated."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def proof(session: Session) -> tuple[Verdict, str]:
    """The proof of an opened copy's log, and the migration it stands at."""
    shape = MigrationContext.configure(session.connection()).get_current_revision() or ""
    return verify(session), shape
