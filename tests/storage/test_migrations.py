"""A database brought to head is exactly what the entities say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from data.entities import Entity, Fact, Report
from data.storage import Store, migrate
from data.storage.connect import connect
from data.storage.copies import shape_of
from data.vocabulary import Certainty
from tests import builders as b
from tests.conftest import Databases


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


def test_every_report_made_before_facts_were_known_is_a_fact(store: Store) -> None:
    incident = b.an_incident(store)
    with store.engine.begin() as connection:  # as it was in the first shape
        for step in (
            "DROP TABLE facts",
            "DROP TABLE merges",
            "ALTER TABLE people DROP COLUMN language",
            "ALTER TABLE plan_editions DROP COLUMN reopens",
        ):
            connection.execute(text(step))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    migrate.upgrade(store.engine)
    with store.whole() as session:
        [report] = session.scalars(select(Report))
        [fact] = session.scalars(select(Fact))
    assert (fact.report_id, fact.what_id, fact.incident_id) == (report.id, report.what_id, incident)
    assert (fact.certainty, fact.happened_at, fact.at) == (Certainty.UNCONFIRMED, report.happened_at, report.at)
    assert (fact.person_id, fact.role, fact.party) == (report.person_id, report.role, report.party)


def test_the_names_of_constraints_follow_the_convention(store: Store) -> None:
    found = inspect(store.engine)
    for table in Entity.metadata.tables:
        assert found.get_pk_constraint(table)["name"] == f"pk_{table}"
        assert all(str(key["name"]).startswith(f"fk_{table}_") for key in found.get_foreign_keys(table))
        assert all(str(key["name"]).startswith(f"uq_{table}_") for key in found.get_unique_constraints(table))
