"""3. Creating an incident and listing 500 through the product, beside plain SQLAlchemy on the same SQLite settings.

Plain is what the rules, the rights, the log and its chain are compared with: the same rows of text, incident and
report in one transaction, and one select with a join.
"""

import inspect
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import commands, plan, queries
from data.entities import Incident, Report, Text
from data.settings import Settings
from data.storage import Store
from data.storage.connect import WRITING
from data.vocabulary import IncidentState, Risk
from tests import builders
from tests.bench import figures, town
from tests.bench.figures import Figure
from tests.scratch import scratch

CREATED = 60
LISTED = 500
LISTS = 20
REPORTER, READER = "aab", "projektchef"


def measure() -> None:
    """Measure and tell."""
    figures.heading("3. Commands and queries, SQLite (WAL, synchronous=FULL, secure_delete)")
    with tempfile.TemporaryDirectory(prefix="beredskab-bench-") as disk:
        _compare_creating(Path(disk), "temporary folder")
    with scratch("bench") as memory:
        _compare_creating(memory, "in memory")
        _compare_lists(memory)


def _compare_creating(folder: Path, where: str) -> None:
    with _store(folder / "product") as product, _store(folder / "plain") as plain:
        reporter, told = builders.hat(product, REPORTER), builders.a_report(product)
        ours, bare = list[float](), list[float]()
        for number in range(CREATED):
            key = secrets.token_urlsafe(9)
            bare.append(figures.timed(partial(_insert, plain, number + 1, told)))
            ours.append(figures.timed(partial(commands.report, product, reporter, key, **told)))
    figures.show(yardstick := Figure(f"plain SQLAlchemy: insert 3 rows ({where})", bare))
    figures.show(Figure("commands.report: checked, logged, chained", ours), yardstick)


def _compare_lists(folder: Path) -> None:
    with _store(folder / "lists") as store:
        town.grow(store, LISTED)
        reader = builders.hat(store, READER)
        read = inspect.unwrap(queries.incidents)  # as the first screen after a commit reads it; the others share it
        assert len(read(store, reader)) == LISTED == len(_select(store))
        ours, bare = list[float](), list[float]()
        for _ in range(LISTS):
            bare.append(figures.timed(lambda: _select(store)))
            ours.append(figures.timed(lambda: read(store, reader)))
    figures.show(yardstick := Figure(f"plain SQLAlchemy: list {LISTED}", bare))
    figures.show(Figure(f"queries.incidents: list {LISTED}", ours), yardstick)


@contextmanager
def _store(home: Path) -> Iterator[Store]:
    chosen = Settings(home=home)
    with closing(Store.open(chosen.url)) as store:
        commands.load_plan(store, plan.load(chosen.plan))
        yield store


def _insert(store: Store, number: int, told: dict[str, Any]) -> None:
    """The rows of a report, as plain SQLAlchemy puts them in."""
    place, now = told["place"], store.clock()
    connection = store.engine.connect().execution_options(**{WRITING: True})
    with connection, Session(connection) as session:
        text = Text(body=told["what"], salt=secrets.token_bytes(16))
        session.add(text)
        session.flush()
        incident = Incident(
            number=number, exercise=told["exercise"], category=told["category"], state=IncidentState.RECEIVED,
            risk=Risk.UNKNOWN, what_id=text.id, precision=place.precision, zone=place.zone, block=place.block,
            place=place.label, lat=place.lat, lon=place.lon, outside_reason_id=None, happened_at=told["happened_at"],
            reported_at=now, reported_party=REPORTER, standing_plan_id=1, coordinator="projektchef",
        )  # fmt: skip
        session.add(incident)
        session.flush()
        session.add(
            Report(
                incident_id=incident.id, route=told["route"], what_id=text.id, happened_at=told["happened_at"], at=now,
                person_id=None, role=REPORTER, party=REPORTER,
            )
        )  # fmt: skip
        session.commit()


def _select(store: Store) -> list[Any]:
    """The incidents with what was told, as plain SQLAlchemy gets them."""
    with Session(store.engine) as session:
        told = select(Incident, Text.body).join(Text, Text.id == Incident.what_id).order_by(Incident.id.desc())
        return [tuple(row) for row in session.execute(told)]
