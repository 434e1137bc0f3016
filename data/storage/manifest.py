"""What is kept beside a copy: when it was made, the digest of its file, and the head of its log.

The newest manifest is also what the living log is compared with: a chain cannot see its own tail cut off.
"""

import hashlib
import json
import os
import platform
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from data.errors import Refusal
from data.storage.log import Head

FORM: Final = 1
"""Of the manifest itself; counted up when its keys change."""
PROJECT: Final = Path(__file__).parents[2] / "pyproject.toml"
BLOCK: Final = 1 << 20


class CopyRefused(Refusal):
    """A copy that was not made or not put back; nothing was changed."""


class Kind(StrEnum):
    """Why a manifest was written."""

    BACKUP = "backup"
    BEFORE_RESTORE = "before-restore"
    RESTORED = "restored"
    """No file of its own: from here on the log goes on from this head."""


@dataclass(frozen=True)
class Manifest:
    """A copy described. `at` is UTC, `digest` the SHA-256 of the file, `shape` the migration it stands at."""

    kind: Kind
    file: str
    digest: str
    database: str
    shape: str
    head: Head
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    versions: Mapping[str, str] = field(default_factory=lambda: versions())

    def write(self, path: Path) -> None:
        """Write the manifest so that it is there whole or not at all, also after a power cut."""
        said = {"form": FORM, **asdict(self), "head": str(self.head), "at": self.at.isoformat()}
        draft = path.with_name(path.name + ".part")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(said, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        settle(path.parent)

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Read a manifest. Raises CopyRefused "no-manifest" or "bad-manifest"."""
        try:
            said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                kind=Kind(said["kind"]), file=str(said["file"]), digest=str(said["digest"]),
                database=str(said["database"]), shape=str(said["shape"]), head=Head.parse(said["head"]),
                at=datetime.fromisoformat(said["at"]).astimezone(UTC), versions=dict(said["versions"]),
            )  # fmt: skip
        except FileNotFoundError:
            raise CopyRefused("no-manifest", file=path.name) from None
        except (ValueError, KeyError, TypeError, AttributeError, OSError):
            raise CopyRefused("bad-manifest", file=path.name) from None


def beside(copy: Path) -> Path:
    """Where the manifest of a copy lies."""
    return copy.with_name(copy.name + ".json")


def newest(folder: Path) -> Manifest | None:
    """The newest manifest of the folder, if it holds any. Raises CopyRefused "bad-manifest"."""
    found = [Manifest.read(path) for path in folder.glob("*.json")]
    return max(found, key=lambda manifest: manifest.at, default=None)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hex."""
    summed = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            summed.update(block)
    return summed.hexdigest()


def private(folder: Path) -> None:
    """Make the folder, and what is missing above it, so that nobody else reads there."""
    for one in (*reversed(folder.absolute().parents), folder):
        if not one.exists():
            one.mkdir(exist_ok=True, mode=0o700)


def settle(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def versions() -> dict[str, str]:
    """What the copy was made with."""
    product = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"] if PROJECT.exists() else ""
    return {"product": product, "python": platform.python_version(), "sqlalchemy": version("sqlalchemy")}
