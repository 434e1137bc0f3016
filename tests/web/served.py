"""A running server for the tests: the real product or the stage, on a free port, with a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from data import commands, plan
from data.rules.access import Viewer
from data.settings import Settings
from data.storage import Store
from data.vocabulary import Verb

ROOT = Path(__file__).parents[2]
STAGE = "tests/web/stage/app.py"
PRODUCT = "app.py"
START = 60.0
"""Seconds a server may take to answer."""
PASSWORD = "en lang sætning til prøven"
PEOPLE = ("projektchef", "lokalraad-politi", "aab", "administrator")
HOUSE = Viewer(person=None, role="system", grants=frozenset(Verb))


@dataclass
class Served:
    """A running server."""

    port: int
    home: Path
    process: subprocess.Popen[str]
    output: Path
    database: str = ""
    """Empty: the SQLite file in its home."""

    @property
    def url(self) -> str:
        """Where browsers find it."""
        return f"http://127.0.0.1:{self.port}"

    def freeze(self) -> None:
        """The machine stops answering, the connections stay."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """The machine goes on."""
        os.kill(self.process.pid, signal.SIGCONT)

    def kill(self) -> None:
        """The machine is gone."""
        self.process.kill()
        self.process.wait()

    def store(self) -> Store:
        """The same database, from this process."""
        return Store.open(Settings(home=self.home, database_url=self.database).url)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def furnish(home: Path, database: str = "") -> None:
    """A database with the shipped plan, a demo account per role and one account with a password ("vagt")."""
    chosen = Settings(home=home, database_url=database)
    store = Store.open(chosen.url)
    commands.load_plan(store, plan.load(chosen.plan))
    for role in PEOPLE:
        commands.open_account(store, HOUSE, username=role, display=store.plan().roles[role].title, role=role, demo=True)
    guard = commands.open_account(store, HOUSE, username="vagt", display="Vagt", role="projektchef")
    commands.use_link(store, commands.invite_again(store, HOUSE, person=guard), password=PASSWORD)
    store.close()


@contextmanager
def serve(home: Path, app: str = STAGE, port: int | None = None, **environment: str) -> Iterator[Served]:
    """Start a server on this home and stop it afterwards."""
    port, output = port or free_port(), home / f"server-{time.monotonic_ns()}.log"
    with output.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "BEREDSKAB_HOME": str(home), "PYTHONPATH": str(ROOT), **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
    served = Served(port, home, process, output, environment.get("BEREDSKAB_DATABASE_URL", ""))
    with stopped_afterwards(served):
        until_ready(served)
        yield served


@contextmanager
def stopped_afterwards(served: Served) -> Iterator[None]:
    """Whatever happens meanwhile, the process is ended."""
    try:
        yield
    finally:
        if served.process.poll() is None:
            served.thaw()
            served.process.terminate()
            try:
                served.process.wait(10)
            except subprocess.TimeoutExpired:
                served.kill()


def until_ready(served: Served) -> None:
    """Wait until it answers that it can serve."""
    end = time.monotonic() + START
    while time.monotonic() < end and served.process.poll() is None:
        try:
            if httpx.get(f"{served.url}/ready").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{served.output.read_text('utf-8')}")
