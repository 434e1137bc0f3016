"""What every test of the data floor stands on: both databases, a clock one can turn, the shipped plan, and hats."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, Phase, settings
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from data import commands, queries
from data import plan as plan_files
from data import settings as product
from data.commands.sign_ins import HASHER
from data.plan import StandingPlan
from data.rules.access import Viewer
from data.storage import Store
from data.storage.connect import connect
from tests.postgres import cluster
from tests.scratch import scratch

settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=[phase for phase in Phase if phase is not Phase.explain],
)
settings.load_profile("house")

BEGIN = datetime(2026, 10, 24, 19, 40, tzinfo=UTC)
"""Saturday 24 October 2026 at 21.40 in Denmark: the night in which the clock is put back."""
BOTH = ("sqlite", "postgresql")
SHIPPED = Path(plan_files.__file__).parent / "vejleaaparken.yaml"


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self, now: datetime = BEGIN) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **forward: float) -> datetime:
        """Let time pass: `turn(minutes=5)`."""
        self.now += timedelta(**forward)
        return self.now


@dataclass
class Databases:
    """Makes databases of one kind, quickly: each is a copy of one that was brought to head once."""

    kind: str
    folder: Path = Path()
    server: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fresh(self, like: str = "furnished") -> str:
        """The URL of a new database: "empty" (nothing at all), "bare" (at head) or "furnished" (with the plan)."""
        name = f"t{next(self.numbers)}"
        if self.kind == "sqlite":
            file = self.folder / f"{name}.sqlite"
            if like != "empty":
                shutil.copyfile(self.folder / f"{like}.sqlite", file)
            return f"sqlite:///{file}"
        return self.create(name, "template0" if like == "empty" else like)

    def copy_of(self, url: str) -> str:
        """The URL of a copy of a database that nobody has open."""
        name = f"t{next(self.numbers)}"
        if self.kind == "sqlite":
            shutil.copyfile(make_url(url).database or "", self.folder / f"{name}.sqlite")
            return f"sqlite:///{self.folder / name}.sqlite"
        return self.create(name, make_url(url).database or "")

    def create(self, name: str, template: str) -> str:
        """Create a database on the server; its URL."""
        self.asking.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.server.format(name)

    @cached_property
    def engine(self) -> Engine:
        """One engine that is pointed at one database after the other: what it has compiled once stays compiled."""
        made = connect(self.fresh("empty"))

        @event.listens_for(made, "do_connect")
        def at_its_url(dialect: Any, _: object, cargs: list[Any], cparams: dict[str, Any]) -> None:
            args, params = dialect.create_connect_args(made.url)
            cargs[:] = args
            cparams.clear()
            cparams.update(params)

        return made

    def open(self, url: str, clock: Clock) -> Store:
        """A store on that database; one at a time."""
        self.engine.dispose()
        self.engine.url = make_url(url)
        return Store(self.engine, clock)

    def drop(self, url: str) -> None:
        """Throw a database away."""
        if self.kind == "postgresql":
            self.asking.exec_driver_sql(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    @cached_property
    def asking(self) -> Connection:
        """A connection to the server itself, kept for the session: opening one takes longer than most tests."""
        engine = create_engine(self.server.format("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        return engine.connect()

    def close(self) -> None:
        """Let go of the server."""
        if self.kind == "postgresql":
            self.asking.close()

    def prepare(self) -> "Databases":
        """Make the two that others are copied from."""
        for name, template in (("bare", "template0"), ("furnished", "bare")):
            if self.kind == "sqlite":
                file = self.folder / f"{name}.sqlite"
                if name == "furnished":
                    shutil.copyfile(self.folder / "bare.sqlite", file)
                url = f"sqlite:///{file}"
            else:
                url = self.create(name, template)
            store = Store.open(url, Clock(BEGIN - timedelta(days=1)))
            if name == "furnished":
                commands.load_plan(store, plan_files.load(SHIPPED))
            store.close()
        return self


@pytest.fixture(scope="session", autouse=True)
def cheap_hashing() -> Iterator[None]:
    """argon2 is meant to be slow; that it is used is tested, not how long one can wait for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HASHER, "_parameters", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)._parameters)
        yield


@pytest.fixture(scope="session")
def sqlite() -> Iterator[Databases]:
    with scratch("sqlite") as folder:
        yield Databases("sqlite", folder).prepare()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    with cluster() as server:
        made = Databases("postgresql", server=server).prepare()
        yield made
        made.close()


@pytest.fixture(params=BOTH)
def databases(request: pytest.FixtureRequest) -> Databases:
    """Both kinds in turn."""
    found: Databases = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """A database with the shipped plan in use."""
    made = databases.fresh()
    yield made
    databases.drop(made)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(databases: Databases, url: str, clock: Clock) -> Iterator[Store]:
    """A store on each database, with the shipped plan in use."""
    made = databases.open(url, clock)
    yield made
    made.close()


@pytest.fixture
def lite(sqlite: Databases, clock: Clock) -> Iterator[Store]:
    """A store on SQLite alone, for what does not depend on the database."""
    made = sqlite.open(sqlite.fresh(), clock)
    yield made
    made.close()


@pytest.fixture(scope="session")
def plan() -> StandingPlan:
    """The shipped plan."""
    return plan_files.load(SHIPPED)


@pytest.fixture(scope="session")
def viewer(plan: StandingPlan) -> Callable[..., Viewer]:
    """`viewer("aab")`: somebody who wears that role's hat; with a person's id if it matters who."""
    return lambda role, person=None: queries.viewer_of(plan, person, role)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own in a temporary home; settings are read from its environment."""
    for name in ("BEREDSKAB_DATABASE_URL", "BEREDSKAB_PLAN", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BEREDSKAB_HOME", str(tmp_path / "home"))
    product.settings.cache_clear()
    yield tmp_path / "home"
    product.settings.cache_clear()
