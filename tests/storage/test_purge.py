"""A removed text is gone: its bytes are in no file of the database, and the chain verifies before and after (6.1)."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from data import commands
from data.entities import Incident, LogLine, Text
from data.errors import NotAllowed, RuleBroken
from data.storage import Store, purge, verify
from data.vocabulary import Verb
from tests import builders as b
from tests.conftest import Clock, Databases

SECRET = "Kaninen fra haven bor i den grønne opgang"


def bytes_of(store: Store) -> bytes:
    """Every byte of the SQLite file and of what lies beside it."""
    file = Path(store.engine.url.database or "")
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))


def holds(store: Store, words: str) -> bool:
    return words.encode() in bytes_of(store)


def whole(store: Store) -> bool:
    with store.whole() as session:
        return verify(session).whole


@pytest.mark.parametrize("role", ["projektchef", "lokalraad-kommune", "administrator"])
def test_a_removed_text_is_gone_and_the_chain_holds(store: Store, role: str) -> None:
    incident = b.an_incident(store, what=SECRET)
    text = b.row_of(store, Incident, incident).what_id
    assert whole(store)
    assert commands.redact(store, b.hat(store, role), text=text) == text
    assert whole(store)
    row = b.row_of(store, Text, text)
    assert (row.body, row.salt, row.redacted_by) == (None, None, store.revision())
    if store.engine.dialect.name == "sqlite":
        assert not holds(store, SECRET)


def test_on_postgresql_no_table_index_or_statistic_keeps_a_copy(postgresql: Databases) -> None:
    url = postgresql.fresh()
    store = postgresql.open(url, Clock())
    for number in range(60):
        b.an_incident(store, what=f"{SECRET} nr. {number}")
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    for number in range(1, 61):
        commands.redact(store, b.hat(store, "projektchef"), text=number)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        files = connection.exec_driver_sql(
            "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 'i', 't', 'm')"
        ).all()
        guesses = connection.exec_driver_sql(
            "SELECT attname, most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE tablename = 'texts'"
        ).all()  # compressed in their own table, so asked for
    assert [name for name, *values in guesses if SECRET in str(values)] == []
    assert {"texts", "log", "pg_statistic"} <= {name for name, _ in files}
    assert [name for name, content in files if SECRET.encode() in bytes(content)] == []
    assert whole(store)
    store.close()
    postgresql.drop(url)


def test_the_line_of_a_removal_tells_of_what_in_which_role_and_belongs_to_the_incident(store: Store) -> None:
    """Also when the one who removes may not read the incident: its history must tell."""
    incident = b.an_incident(store, what=SECRET)
    commands.redact(store, b.hat(store, "administrator"), text=1)
    with store.reading(b.hat(store, "aab")) as session:
        line = session.scalars(select(LogLine).where(LogLine.verb == Verb.REDACT)).one()
    assert (line.role, line.incident_id, line.subject_id) == ("administrator", incident, 1)
    assert line.facts == '{"of_line":2,"text":1}'


@pytest.mark.parametrize("role", ["aab", "lokalraad-politi", "stabsenhed", "styregruppe", "ukendt"])
def test_others_may_not_remove(store: Store, role: str) -> None:
    b.an_incident(store)
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.redact(store, b.hat(store, role), text=1)


def test_what_is_removed_is_not_removed_again_and_what_is_not_there_cannot_be(store: Store) -> None:
    b.an_incident(store)
    commands.redact(store, b.hat(store, "projektchef"), text=1)
    with b.refused(store, RuleBroken, "already-redacted"):
        commands.redact(store, b.hat(store, "projektchef"), text=1)
    with b.refused(store, NotAllowed, "unknown"):
        commands.redact(store, b.hat(store, "projektchef"), text=99)


def test_every_kind_of_text_can_be_removed(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    b.a_part(store, plan)
    with store.whole() as session:
        texts = session.scalars(select(Text.id)).all()
    assert len(texts) >= 6
    for text in texts:
        commands.redact(store, b.hat(store, "projektchef"), text=text)
    assert whole(store)
    with store.whole() as session:
        assert set(session.scalars(select(Text.body))) == {None}


def test_long_texts_and_their_neighbours_leave_no_copy_behind(lite: Store) -> None:
    """Texts of many sizes, so that pages fill, overflow, split and are given back."""
    sizes = (3, 40, 180, 590, 25, 300)
    said = [f"[{n:03d}" + "x" * sizes[n % len(sizes)] + f"{n:03d}]" for n in range(60)]
    for words in said:
        b.an_incident(lite, what=words)
    gone = [n for n in range(60) if n % 7]
    for n in sorted(gone, key=lambda n: (n * 37) % 60):
        commands.redact(lite, b.hat(lite, "projektchef"), text=n + 1)
    found = bytes_of(lite)
    assert not [n for n in gone if f"[{n:03d}".encode() in found or f"{n:03d}]".encode() in found]
    assert all(said[n].encode() in found for n in range(60) if n not in gone)
    assert whole(lite)


def test_a_reader_in_the_way_delays_the_emptying_but_nobody_elses_saving(
    lite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "PATIENCE", 4)
    monkeypatch.setattr(purge, "PAUSE", 0.05)
    b.an_incident(lite, what=SECRET)
    with lite.reading(b.hat(lite, "aab")) as session:
        session.scalars(select(Incident)).all()  # holds the write-ahead log open
        removing = threading.Thread(target=commands.redact, args=(lite, b.hat(lite, "projektchef")), kwargs={"text": 1})
        removing.start()
        removing.join(20)
        assert not removing.is_alive()
        b.an_incident(lite)
    assert b.row_of(lite, Text, 1).body is None
    assert purge.purge(lite.engine)
    assert not holds(lite, SECRET)
