"""The database of an installation: reached, of the newest shape, its log whole at the end, its copies fresh.

Nothing is made, migrated or changed: an installation that was never started is told so.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from data.doctor.finding import Finding, Installation, Opened, fault, fine, warning
from data.entities import LogLine
from data.storage import log, migrate
from data.storage.backup import kept_copies
from data.storage.connect import connect
from data.storage.copies import shape_of
from data.storage.log import GENESIS, Head
from data.storage.manifest import CopyRefused, newest

SECONDS: Final = "5"
"""How long a PostgreSQL that does not answer is waited for."""
TAIL: Final = 200
"""Lines at the end of the log that are proven; `verify` proves all of them."""
OLD: Final = timedelta(hours=48)
"""A nightly copy that is older was missed once."""
APART: Final = timedelta(seconds=5)
FAR_APART: Final = timedelta(seconds=30)
"""Codes of a second factor hold for half a minute before and after their own."""


def engine_of(house: Installation) -> Engine | Finding:
    """The database as it is, or why it cannot be opened."""
    try:
        url = make_url(house.settings.url)
        if url.get_backend_name() == "sqlite":
            file = Path(url.database or "")
            if not file.is_file() or not file.stat().st_size:
                return fault("no-database", file=file)
        elif "connect_timeout" not in url.query:
            url = url.update_query_dict({"connect_timeout": SECONDS})
        return connect(url.render_as_string(hide_password=False))
    except (ArgumentError, ImportError, ValueError):  # what is said holds the password
        return fault("database-url")
    except OSError:
        return fault("database-silent", where=url.render_as_string(hide_password=True))


def reached(engine: Engine) -> tuple[bool, Finding]:
    """Whether it answers and has the newest shape."""
    where = engine.url.render_as_string(hide_password=True)
    try:
        shape = shape_of(engine)
    except OperationalError:
        return False, fault("database-silent", where=where)
    except DBAPIError:
        return False, fault("database-damaged", where=where)
    if shape == migrate.newest():
        return True, fine("database", kind=_KINDS.get(engine.dialect.name, engine.dialect.name), shape=shape)
    if not shape:
        return False, fault("no-tables")
    return False, fault("shape-older" if _known(shape) else "shape-newer", shape=shape)


_KINDS: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _known(shape: str) -> bool:
    try:
        return ScriptDirectory.from_config(migrate.config()).get_revision(shape) is not None
    except CommandError:
        return False


def log_end(inside: Opened) -> Iterator[Finding]:
    """The newest lines hang together, none is missing, and the head of the newest copy is still among them."""
    with inside.store.whole() as session:
        head = log.head(session)
        count = session.scalar(select(func.count(LogLine.seq))) or 0
        if count != head.seq:
            yield fault("log-gap", lines=count, seq=head.seq)
        elif (broken := _broken(session, head)) is not None:
            yield fault("log-broken", line=broken)
        elif (why := _beside_copy(session, head, inside.house.backups)) is not None:
            yield why
        else:
            yield fine("log", lines=count, proven=min(count, TAIL))


def _broken(session: Session, head: Head) -> int | None:
    """The first of the newest lines that is not as it was written. Stubs are proven by `verify` alone."""
    seq, before = max(0, head.seq - TAIL), GENESIS
    try:
        if seq:
            before = session.scalar(select(LogLine.hash).where(LogLine.seq == seq)) or ""
        for line in session.scalars(select(LogLine).where(LogLine.seq > seq).order_by(LogLine.seq)):
            seq = line.seq
            if line.previous != before or (line.removed_by is None and log.line_hash(line) != line.hash):
                return seq
            before = line.hash
    except log.UNREADABLE:
        return seq + 1
    return None


def _beside_copy(session: Session, head: Head, folder: Path) -> Finding | None:
    """What a chain cannot see by itself: its tail cut off, or the whole of it exchanged."""
    try:
        manifest = newest(folder)
    except CopyRefused as refused:
        return warning("manifest-wrong", file=refused.details.get("file", ""))
    if manifest is None or not manifest.head.seq:
        return None
    if manifest.head.seq > head.seq:
        return fault("log-shorter", file=manifest.file, seq=manifest.head.seq)
    kept = session.scalar(select(LogLine.hash).where(LogLine.seq == manifest.head.seq))
    return None if kept == manifest.head.hash else fault("log-other", file=manifest.file, line=manifest.head.seq)


def clock(inside: Opened) -> Iterator[Finding]:
    """The machine's clock beside the database's and the newest line's: deadlines and codes are reckoned by it."""
    now = inside.house.now
    with inside.store.whole() as session:
        last = session.scalar(select(LogLine.at).order_by(LogLine.seq.desc()).limit(1))
        theirs = session.scalar(select(func.clock_timestamp())) if _is_server(inside) else None
    apart = abs(inside.store.clock() - theirs) if theirs is not None else timedelta()
    if last is not None and last - now > FAR_APART:
        yield fault("clock-behind", seconds=round((last - now).total_seconds()))
    elif apart > FAR_APART:
        yield fault("clock-apart", seconds=round(apart.total_seconds()))
    elif apart > APART:
        yield warning("clock-apart", seconds=round(apart.total_seconds()))
    else:
        yield fine("clock")


def copies(inside: Opened) -> Iterator[Finding]:
    """The newest copy that lies in the folder of the copies."""
    if _is_server(inside) and shutil.which("pg_dump") is None:
        yield fault("no-pg-dump")
    kept = kept_copies(inside.house.backups)
    if not kept:
        yield warning("no-copy", folder=inside.house.backups)
        return
    age = inside.house.now - kept[-1].at
    told = {"file": kept[-1].file, "hours": max(0, int(age / timedelta(hours=1))), "days": age.days}
    yield warning("copy-old", **told) if age > OLD else fine("copy", **told)


def _is_server(inside: Opened) -> bool:
    return inside.store.engine.dialect.name == "postgresql"
