"""A database brought to head is exactly what the entities say, on both databases."""

from datetime import datetime
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, MetaData, insert, inspect, select
from sqlalchemy.orm import Session

from data.entities import Action, Entity, Fact, Progress
from data.storage import Store, migrate
from data.storage.connect import connect
from data.storage.copies import shape_of
from data.vocabulary import Certainty
from tests.conftest import BEGIN, Databases


def test_head_and_entities_do_not_differ(databases: Databases) -> None:
    url = databases.fresh("empty")
    engine = connect(url)
    assert shape_of(engine) == ""
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Entity.metadata) == []
    assert migrate.is_at_head(engine)
    assert set(inspect(engine).get_table_names()) == {*Entity.metadata.tables, "alembic_version"}
    engine.dispose()
    databases.drop(url)


def test_migrating_again_changes_nothing(store: Store) -> None:
    before = store.revision()
    migrate.upgrade(store.engine)
    assert migrate.is_at_head(store.engine)
    assert store.revision() == before


def test_every_report_made_before_facts_were_known_is_a_fact(databases: Databases) -> None:
    url = databases.fresh("empty")
    engine = connect(url)
    migrate.upgrade(engine, "0001")
    old = MetaData()
    old.reflect(engine)
    text, place = (
        {"id": 7, "body": "Røg", "salt": b"salt"},
        {"precision": "block", "place": "Blok 3", "lat": 55.6, "lon": 12.3},
    )
    moments = {"happened_at": BEGIN.replace(tzinfo=None), "reported_at": BEGIN.replace(tzinfo=None)}
    incident = {
        "id": 3,
        "number": 1,
        "exercise": False,
        "category": "lignende",
        "state": "received",
        "risk": "unknown",
        "what_id": 7,
        "standing_plan_id": 1,
        "coordinator": "projektchef",
        "version": 1,
        **place,
        **moments,
    }
    report = {
        "id": 5,
        "incident_id": 3,
        "route": "council",
        "what_id": 7,
        "role": "aab",
        "party": "aab",
        "happened_at": moments["happened_at"],
        "at": moments["reported_at"],
    }
    plan = {"id": 1, "digest": "0", "title": "Plan", "source": "", "loaded_at": moments["reported_at"]}
    with engine.begin() as connection:
        for table, row in (
            ("standing_plans", plan),
            ("texts", text),
            ("incidents", incident),
            ("reports", report),
        ):
            connection.execute(insert(old.tables[table]).values(row))
    migrate.upgrade(engine)
    with Session(engine) as session:
        [fact] = session.scalars(select(Fact))
    assert (fact.report_id, fact.what_id, fact.incident_id, fact.certainty) == (5, 7, 3, Certainty.UNCONFIRMED)
    assert (fact.happened_at, fact.at, fact.person_id, fact.role, fact.party) == (BEGIN, BEGIN, None, "aab", "aab")
    engine.dispose()
    databases.drop(url)


def test_rows_that_point_at_a_table_made_anew_stop_no_migration(databases: Databases) -> None:
    """A database in use: an action with an update on it, from before the plan was written together."""
    url = databases.fresh("empty")
    engine = connect(url)
    migrate.upgrade(engine, "0004")
    old = MetaData()
    old.reflect(engine)
    now = BEGIN.replace(tzinfo=None)
    by = {"role": "aab", "party": "aab", "at": now}
    rows = [
        ("standing_plans", {"id": 1, "digest": "0", "title": "Plan", "source": "", "loaded_at": now}),
        ("texts", {"id": 7, "body": "Opsyn", "salt": b"salt"}),
        ("action_plans", {"id": 2, "number": 1, "exercise": False, "state": "draft", "standing_plan_id": 1}),
        ("incidents", {"id": 3, "number": 1, "exercise": False, "category": "lignende", "state": "active",
                       "risk": "low", "what_id": 7, "standing_plan_id": 1, "coordinator": "projektchef",
                       "version": 1, "plan_id": 2,
                       "precision": "block", "place": "Blok 3", "lat": 55.6, "lon": 12.3, "happened_at": now,
                       "reported_at": now}),
        ("actions", {"id": 4, "number": 1, "incident_id": 3, "what_id": 7, "status": "accepted", "plan_id": 2,
                     "leaders": [], "target_groups": []}),
        ("progress", {"id": 5, "incident_id": 3, "action_id": 4, "status": "accepted", "happened_at": now, **by}),
    ]  # fmt: skip
    with engine.begin() as connection:
        for name, row in rows:
            table = old.tables[name]
            filled = {c.name: _any(c) for c in table.columns if not c.nullable and c.server_default is None}
            given = {**filled, **row}
            connection.execute(insert(table).values({k: v for k, v in given.items() if k in table.columns}))
    migrate.upgrade(engine)
    with Session(engine) as session:
        assert session.scalars(select(Progress.action_id)).all() == [4]
        assert session.get_one(Action, 4).helpers == []
    engine.dispose()
    databases.drop(url)


def _any(column: Column[Any]) -> Any:
    """Something that fits where the shape asks for it."""
    kind = column.type.python_type
    return {bool: False, int: 1, datetime: BEGIN.replace(tzinfo=None), list: [], dict: []}.get(kind, "")


def test_the_names_of_constraints_follow_the_convention(store: Store) -> None:
    found = inspect(store.engine)
    for table in Entity.metadata.tables:
        assert found.get_pk_constraint(table)["name"] == f"pk_{table}"
        assert all(str(key["name"]).startswith(f"fk_{table}_") for key in found.get_foreign_keys(table))
        assert all(str(key["name"]).startswith(f"uq_{table}_") for key in found.get_unique_constraints(table))
