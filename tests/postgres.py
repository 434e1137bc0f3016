"""A real PostgreSQL for the length of a test session: its own cluster, reached through a socket in a temporary folder.

initdb refuses root, so the cluster runs as an unprivileged user then. Durability is switched off: what a power cut
leaves is SQLite's test here.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.scratch import scratch

FAST = " ".join(
    f"-c {setting}"
    for setting in (
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
        "autovacuum=off", "checkpoint_timeout=1h", "max_wal_size=4GB", "max_connections=120",
    )
)  # fmt: skip
DURABLE = "-c max_connections=120"
"""As PostgreSQL is shipped: what is confirmed survives a power cut."""
USER = "beredskab"


def find(tool: str) -> str:
    """The path of one of PostgreSQL's tools; a sentence instead of a skip where there is none."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which(tool, path=os.pathsep.join([os.environ.get("PATH", ""), *map(str, homes)]))
    if found is None:
        raise RuntimeError(
            f"These tests need a real PostgreSQL, and `{tool}` is neither on PATH nor in /usr/lib/postgresql/*/bin. "
            "Install it: apt-get install postgresql"
        )
    return found


def _as_whom() -> dict[str, Any]:
    """Arguments that make a process run as somebody who is not root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            who = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    raise RuntimeError("initdb refuses root, and there is neither a user postgres nor nobody to run it as.")


@contextmanager
def cluster(settings: str = FAST) -> Iterator[str]:
    """A running cluster; the SQLAlchemy URL of its databases, with {} for the database's name."""
    with scratch("pg") as home:
        whom = _as_whom()
        if whom:
            os.chown(home, whom["user"], whom["group"])
        data = home / "data"
        given: dict[str, Any] = {"cwd": home, "check": True, "stdout": subprocess.DEVNULL, **whom}
        control = [find("pg_ctl"), "-D", data]
        subprocess.run(
            [find("initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], **given
        )
        try:
            options = f"-c listen_addresses='' -k {home} {settings}"
            subprocess.run([*control, "-w", "-l", home / "log", "-o", options, "start"], **given)
            yield f"postgresql+psycopg://{USER}@/{{}}?host={home}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **{**given, "check": False})
