"""One unit of work: everything a command changes, and the log line that says so, commit together or not at all.

Time enters here and nowhere else. A submission's key is checked before anything: a replay answers as the first did.
"""

import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from threading import Lock
from typing import Concatenate, Final, NamedTuple, ParamSpec

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from data import plan as plan_files
from data.entities import Submission
from data.rules.access import Viewer
from data.storage import log, migrate, watch
from data.storage.change import Change, Replayed, hashed_key
from data.storage.connect import ADVISORY_LOCK, WRITING, connect
from data.storage.plan_versions import plan_version
from data.storage.reading import narrow
from data.storage.recent import Recent

LOG: Final = logging.getLogger("beredskab.store")
Clock = Callable[[], datetime]
P = ParamSpec("P")


_look: ContextVar["tuple[Store, int] | None"] = ContextVar("look", default=None)


def now() -> datetime:
    """The server's clock, UTC."""
    return datetime.now(UTC)


def intention(command: Callable[Concatenate["Store", P], int]) -> Callable[Concatenate["Store", P], int]:
    """A command that answers a replayed submission with the first outcome."""

    @wraps(command)
    def once(store: "Store", /, *args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return command(store, *args, **kwargs)
        except Replayed as replay:
            return replay.outcome or 0

    return once


class Answered(NamedTuple):
    """What a submission was answered with: the id of what it made, or nothing."""

    outcome: int | None


class Store:
    """A database brought to head, with the clock of this process."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self.engine = engine
        self.clock = clock
        self.recent = Recent()
        self._plans: dict[int, plan_files.StandingPlan] = {}
        """Versions that were asked for: what was loaded once never changes."""
        self._in_use = (-1, 0)
        """(revision, id) of the plan that was in use then."""
        self._listeners: set[Callable[[int], None]] = set()
        self._lock = Lock()

    @classmethod
    def open(cls, url: str, clock: Clock = now) -> "Store":
        """Open the database of the URL and bring it to the newest shape."""
        engine = connect(url)
        migrate.upgrade(engine)
        return cls(engine, clock)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    # -- reading

    @contextmanager
    def reading(self, viewer: Viewer) -> Iterator[Session]:
        """A session narrowed to what the viewer may read."""
        with Session(self.engine, expire_on_commit=False) as session:
            narrow(session, viewer)
            yield session

    @contextmanager
    def whole(self) -> Iterator[Session]:
        """A session that sees everything: for the house itself (sign-in, proof, numbering), never for a screen."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def revision(self) -> int:
        """The newest log number: the revision of everything."""
        with self.whole() as session:
            return log.head(session).seq

    @contextmanager
    def looking(self) -> Iterator[int]:
        """Everything read inside is of this revision or newer: it is asked for once, before the data."""
        revision = self.revision()
        before = _look.set((self, revision))
        try:
            yield revision
        finally:
            _look.reset(before)

    def revision_seen(self) -> int:
        """The revision of the look that is being taken, else the newest."""
        look = _look.get()
        return look[1] if look and look[0] is self else self.revision()

    def plan(self, version: int | None = None) -> plan_files.StandingPlan:
        """The standing plan in use, or the version with this id. Raises NotAllowed("no-plan") before the first load."""
        seen = self.revision_seen() if version is None else 0  # loading a plan is a line of the log, too
        known = self._in_use[1] if version is None and self._in_use[0] == seen else version
        if known in self._plans:
            return self._plans[known]
        with self.whole() as session:
            number, plan = plan_version(session, known)
        self._plans[number] = plan
        if version is None:
            self._in_use = (seen, number)
        return plan

    def plan_version(self) -> int:
        """The id of the standing plan in use."""
        with self.whole() as session:
            return plan_version(session)[0]

    def ready(self) -> tuple[bool, str]:
        """Whether the database answers and is at head, and a word for the monitor."""
        try:
            return (True, "ready") if migrate.is_at_head(self.engine) else (False, "migrations")
        except Exception:
            return False, "database"

    def answer_to(self, by: Viewer, key: str) -> Answered | None:
        """How this person's submission with this key was answered: its form is spent. None if it never was."""
        with self.whole() as session:
            found = session.get(Submission, hashed_key(by, key))
            return Answered(found.outcome) if found else None

    # -- telling others

    def subscribe(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Call `listener(revision)` after every commit of this process, in the committing thread."""
        with self._lock:
            self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    def revisions(self) -> AsyncGenerator[int, None]:
        """The revision, each time another process may have committed (see data/storage/watch.py)."""
        return watch.revisions(self.engine)

    def _publish(self, revision: int) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(revision)
            except Exception:  # what was saved is saved; nobody may be told otherwise
                LOG.exception("a listener failed at revision %s", revision)

    # -- changing

    @contextmanager
    def changing(self, by: Viewer, key: str | None = None) -> Iterator[Change]:
        """One transaction. Refuses to commit a change that logged nothing; raises Replayed for a known key."""
        connection = self.engine.connect().execution_options(**{WRITING: True})
        with connection, Session(connection, expire_on_commit=False) as session:
            if self.engine.dialect.name == "postgresql":
                session.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            narrow(session, by)
            change = Change(session, by, key, self.clock)
            change.refuse_replay()
            yield change
            change.finish()
            watch.announce(session, change.head.seq)
            session.commit()
        self._publish(change.head.seq)
