"""Copies that can be trusted: made while the server runs, proven before they count, and put back whole.

Putting one back keeps a copy of what was there before, ends every sign-in, and tells which texts have been removed
since, so that they can be removed again (6.1).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from data.entities import Link, LogLine, SignIn, Text
from data.storage import migrate
from data.storage.connect import WRITING
from data.storage.copies import Copies, copies_of, proof, shape_of
from data.storage.log import Head, Verdict, verify
from data.storage.manifest import CopyRefused, Kind, Manifest, beside, digest_of, private
from data.storage.purge import purge

STAMP: Final = "%Y%m%dT%H%M%S.%fZ"
"""UTC, in an order that sorts."""


@dataclass(frozen=True)
class Made:
    """A copy that was made and proven."""

    file: Path
    manifest: Manifest


@dataclass(frozen=True)
class Restored:
    """A copy that was put back: the proof of the log now, and what was there before."""

    verdict: Verdict
    before: Path | None
    removed_since: tuple[int, ...]
    """Ids of texts that had been removed after the copy was made, and are readable again."""
    restart: bool = False
    """The old file was no database any more and lies aside; a running server still holds on to it."""


def backup(engine: Engine, folder: Path, target: Path | None = None) -> Made:
    """Copy the living database to `target`, or to a file in `folder` named by the time (UTC).

    Raises CopyRefused: "no-database", "file-exists", "damaged", "chain-broken" (verdict), "tool-missing".
    """
    copies = copies_of(engine)
    if not copies.exists():
        raise CopyRefused("no-database")
    file = target or folder / f"{_stamp()}{copies.suffix}"
    if file.exists() or beside(file).exists():
        raise CopyRefused("file-exists", file=file.name)
    private(file.parent)
    copies.make(file)
    try:
        verdict, shape = _proven(copies, file)
    except CopyRefused:
        file.unlink()
        raise
    manifest = _manifest(Kind.BACKUP, engine, file.name, digest_of(file), shape, verdict.head)
    manifest.write(beside(file))
    return Made(file, manifest)


def restore(engine: Engine, folder: Path, file: Path) -> Restored:
    """Put a copy back; works while the server runs. What was there is kept in `folder` as before-restore-...

    Raises CopyRefused, having changed nothing: "no-file", "no-manifest", "bad-manifest", "digest-differs",
    "other-database", "damaged", "chain-broken" (verdict), "other-head", "unknown-shape", "tool-missing".
    """
    copies = copies_of(engine)
    manifest = _checked(copies, engine, file)
    removed = _removed(engine, manifest.head) if copies.exists() else set()
    before, moved = _keep(copies, engine, folder) if copies.exists() else (None, False)
    copies.put_back(file)
    migrate.upgrade(engine)
    _end_doors(engine)
    purge(engine)
    with Session(engine) as session:
        verdict = verify(session, manifest.head)
        readable = set(session.scalars(select(Text.id).where(Text.id.in_(removed), Text.body.is_not(None))))
    private(folder)
    _manifest(Kind.RESTORED, engine, file.name, manifest.digest, shape_of(engine), verdict.head).write(
        folder / f"restored-{_stamp()}.json"
    )
    return Restored(verdict, before, tuple(sorted(readable)), restart=moved)


def kept_copies(folder: Path) -> list[Manifest]:
    """The manifests of the copies that lie in the folder, oldest first; what cannot be read is left out."""
    found = []
    for path in folder.glob("*.json"):
        try:
            manifest = Manifest.read(path)
        except CopyRefused:
            continue
        if manifest.kind is not Kind.RESTORED and (folder / manifest.file).is_file():
            found.append(manifest)
    return sorted(found, key=lambda manifest: manifest.at)


def expire(folder: Path, days: int | None, now: datetime) -> list[str]:
    """Delete the copies that are older than so many days, but never the newest one; their names."""
    copies = kept_copies(folder)
    old = [copy for copy in copies[:-1] if days is not None and copy.at < now - timedelta(days=days)]
    for copy in old:
        (folder / copy.file).unlink()
        beside(folder / copy.file).unlink(missing_ok=True)
    return [copy.file for copy in old]


def _stamp() -> str:
    return datetime.now(UTC).strftime(STAMP)


def _manifest(kind: Kind, engine: Engine, file: str, digest: str, shape: str, head: Head) -> Manifest:
    return Manifest(kind=kind, file=file, digest=digest, database=engine.dialect.name, shape=shape, head=head)


def _proven(copies: Copies, file: Path) -> tuple[Verdict, str]:
    """The proof of a copy, and the migration it stands at. Raises CopyRefused "chain-broken" or "damaged"."""
    with copies.opened(file) as session:
        verdict, shape = proof(session)
    if not verdict.whole:
        raise CopyRefused("chain-broken", file=file.name, verdict=verdict)
    return verdict, shape


def _checked(copies: Copies, engine: Engine, file: Path) -> Manifest:
    """The manifest of a copy that holds in every respect. Raises CopyRefused."""
    if not file.is_file():
        raise CopyRefused("no-file", file=file.name)
    manifest = Manifest.read(beside(file))
    if manifest.database != engine.dialect.name:
        raise CopyRefused("other-database", file=file.name, database=manifest.database)
    if digest_of(file) != manifest.digest:
        raise CopyRefused("digest-differs", file=file.name)
    verdict, shape = _proven(copies, file)
    if verdict.head != manifest.head:
        raise CopyRefused("other-head", file=file.name)
    known = {script.revision for script in ScriptDirectory.from_config(migrate.config()).walk_revisions()}
    if shape not in known:
        raise CopyRefused("unknown-shape", file=file.name, shape=shape)
    if engine.dialect.name == "postgresql" and copies.exists() and shape != shape_of(engine):
        raise CopyRefused("other-shape", file=file.name, shape=shape)
    return manifest


def _keep(copies: Copies, engine: Engine, folder: Path) -> tuple[Path, bool]:
    """Keep what is there before it is overwritten, with a manifest only if it is whole; whether it had to be moved."""
    private(folder)
    file = folder / f"before-restore-{_stamp()}{copies.suffix}"
    try:
        copies.make(file)
    except CopyRefused as refusal:
        if refusal.code != "damaged":
            raise
        engine.dispose()
        copies.set_aside(file)
        return file, True
    try:
        verdict, shape = _proven(copies, file)
    except CopyRefused:
        return file, False
    _manifest(Kind.BEFORE_RESTORE, engine, file.name, digest_of(file), shape, verdict.head).write(beside(file))
    return file, False


def _removed(engine: Engine, copied: Head) -> set[int]:
    """Texts removed in the living database, if the copy is an earlier stage of its very log."""
    try:
        with Session(engine) as session:
            if session.scalar(select(LogLine.hash).where(LogLine.seq == copied.seq)) != copied.hash:
                return set()
            return set(session.scalars(select(Text.id).where(Text.redacted_by > copied.seq)))
    except DBAPIError:
        return set()


def _end_doors(engine: Engine) -> None:
    """Sign-ins and one-time links that ended after the copy was made do not come alive again."""
    now = datetime.now(UTC)
    with engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        session.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=now))
        session.execute(update(Link).where(Link.used_at.is_(None)).values(used_at=now))
        session.commit()
