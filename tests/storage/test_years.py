"""The years that the bench looks back at are made by commands: their chain is whole, and they are what they say."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from data import commands, queries
from data import plan as plan_files
from data.entities import Incident, LogLine
from data.rules.incidents import OPEN
from data.storage import Store, log
from data.storage.recent import Recent
from data.vocabulary import IncidentState
from tests import builders as b
from tests.bench import years
from tests.bench.steps import steps
from tests.conftest import SHIPPED, Clock, Databases

LINES = 45
EVENINGS = 14


def said(store: Store) -> list[tuple[Any, ...]]:
    """Every line but for its salts and hashes."""
    with store.whole() as session:
        lines = session.scalars(select(LogLine).order_by(LogLine.seq)).all()
    return [
        (one.at, one.role, one.verb, one.subject, one.subject_id, one.incident_id, one.facts, *json.loads(one.texts))
        for one in lines
    ]


def test_a_year_is_played_to_its_end_and_its_chain_is_whole(tmp_path: Path) -> None:
    with years.hurried(tmp_path / "year.sqlite") as store:
        commands.load_plan(store, plan_files.load(SHIPPED))
        years.play(store, 1, lines=LINES, evenings=EVENINGS)
        with store.whole() as session:
            proof = log.verify(session)
            rows = session.execute(select(Incident.state, Incident.exercise, Incident.category, Incident.zone)).all()
            of_incidents = session.scalar(select(func.count(LogLine.seq)).where(LogLine.incident_id.is_not(None)))
    assert proof.whole
    assert not {row.state for row in rows} & OPEN
    assert {IncidentState.CLOSED, IncidentState.NON_ACUTE, IncidentState.CALLED_OFF} <= {row.state for row in rows}
    assert 0 < sum(row.exercise for row in rows) < len(rows) / 4
    assert len({row.category for row in rows}) == len(store.plan().categories)
    assert len({row.zone for row in rows}) > 3
    assert 0.8 < (of_incidents or 0) / (LINES * EVENINGS) < 1.6, "an incident played to its end fills more than so few"


def test_the_same_year_is_made_by_sessions_that_are_narrowed(tmp_path: Path, sqlite: Databases) -> None:
    """What is left out to make the years in time changes nothing that they hold."""
    with years.hurried(tmp_path / "year.sqlite") as quick:
        commands.load_plan(quick, plan_files.load(SHIPPED))
        years.play(quick, 1, lines=LINES, evenings=3)
        hurried = said(quick)
    store = sqlite.open(sqlite.fresh("bare"), Clock(years.FIRST - timedelta(days=1)))
    commands.load_plan(store, plan_files.load(SHIPPED))
    years.play(store, 1, lines=LINES, evenings=3)
    assert said(store) == hurried
    store.close()


ASKED: dict[str, Callable[[Store], Any]] = {
    "what runs": queries.running,
    "actions": lambda s: queries.actions(s, b.hat(s, "projektchef"), active_only=True),
    "plans": lambda s: queries.plans(s, b.hat(s, "projektchef")),
    "boards": lambda s: queries.informing(s, b.hat(s, "projektchef")),
    "incidents": lambda s: queries.incidents(s, b.hat(s, "projektchef")),
    "the wall": queries.board,
}
"""What is asked on every page or at every redraw."""


def test_what_every_page_asks_hardly_grows_with_what_has_ended(tmp_path: Path) -> None:
    """Counted in the database's own steps: that an incident may be read is looked up among all, which is little."""
    with years.hurried(tmp_path / "years.sqlite") as store:
        commands.load_plan(store, plan_files.load(SHIPPED))
        years.play(store, 1, lines=LINES, evenings=2)
        years.tonight(store)
        few = {name: worked(store, ask) for name, ask in ASKED.items()}
        years.play(store, 2, lines=LINES, evenings=8)
        many = {name: worked(store, ask) for name, ask in ASKED.items()}
    assert not {name: (few[name], many[name]) for name in ASKED if many[name] > 1.5 * few[name] + 1000}


def worked(store: Store, ask: Callable[[Store], Any]) -> int:
    """How much one asking is, when nobody has asked before."""
    ask(store)
    store.recent = Recent()
    return steps(store, partial(ask, store))
