"""Copies that can be trusted: taken while others save, proven before they count, put back whole or not at all."""

import json
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import Incident, SignIn, Text
from data.errors import NotAllowed
from data.storage import Store, log, migrate, verify, watch
from data.storage.backup import Restored, backup, expire, kept_copies, restore
from data.storage.connect import connect
from data.storage.copies import copies_of
from data.storage.manifest import CopyRefused, Kind, Manifest, beside, digest_of, newest
from tests import builders as b
from tests.conftest import Clock, Databases
from tests.storage.ear import heard
from tests.storage.test_kill import confirmations, started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@contextmanager
def refuses(store: Store, code: str) -> Iterator[None]:
    """The copy is refused for that reason, and the living database is as it was."""
    before = b.standing(store)
    with pytest.raises(CopyRefused) as caught:
        yield
    assert caught.value.code == code
    assert b.standing(store) == before


def whole(store: Store) -> bool:
    with store.whole() as session:
        return verify(session).whole


def test_a_copy_comes_with_its_manifest(store: Store, folder: Path) -> None:
    b.a_plan_ready_to_close(store)
    made = backup(store.engine, folder)
    manifest = Manifest.read(beside(made.file))
    assert manifest == made.manifest == newest(folder)
    with store.whole() as session:
        assert manifest.head == log.head(session)
    assert manifest.digest == digest_of(made.file)
    assert (manifest.kind, manifest.file, manifest.shape) == (Kind.BACKUP, made.file.name, migrate.newest())
    assert manifest.database == store.engine.dialect.name
    assert set(manifest.versions) == {"product", "python", "sqlalchemy"}
    assert not any(part.suffix == ".part" for part in folder.iterdir())


def test_nobody_else_on_the_machine_may_read_a_copy(store: Store, folder: Path) -> None:
    made = backup(store.engine, folder)
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert {stat.S_IMODE(os.stat(path).st_mode) for path in (made.file, beside(made.file))} == {0o600}


def test_what_happened_after_the_copy_is_gone_when_it_is_put_back_and_kept_beside(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = b.an_incident(store)
    made = backup(store.engine, folder)
    second = b.an_incident(store)
    monkeypatch.setattr(watch, "ASK_EVERY", 0.2)
    restored: list[Restored] = []
    heard(
        store,
        lambda: restored.append(restore(store.engine, folder, made.file)),
        until=lambda told: told[-1] == made.manifest.head.seq,
    )
    (done,) = restored
    assert done.verdict.whole
    assert done.verdict.head == made.manifest.head
    assert b.row_of(store, Incident, first) is not None
    assert b.row_of(store, Incident, second) is None
    assert b.an_incident(store) == second  # life goes on in the same store
    assert whole(store)

    assert done.before is not None
    assert done.before.name.startswith("before-restore-")
    assert Manifest.read(beside(done.before)).kind is Kind.BEFORE_RESTORE
    again = restore(store.engine, folder, done.before)
    assert again.verdict.lines == 3


def test_after_a_restore_the_newest_manifest_is_the_one_of_the_restore(store: Store, folder: Path) -> None:
    """So that the proof does not call a restored log cut off."""
    old = backup(store.engine, folder)
    b.an_incident(store)
    newer = backup(store.engine, folder)
    assert newest(folder) == newer.manifest
    restore(store.engine, folder, old.file)
    found = newest(folder)
    assert found is not None
    assert (found.kind, found.head) == (Kind.RESTORED, old.manifest.head)
    with store.whole() as session:
        assert verify(session, found.head).whole
        assert verify(session, newer.manifest.head).why == "tail-cut-off"


def test_a_copy_is_put_back_into_an_empty_place(databases: Databases, store: Store, folder: Path) -> None:
    b.a_closed_plan(store)
    made = backup(store.engine, folder)
    url = databases.fresh("empty")
    fresh = connect(url)
    done = restore(fresh, folder, made.file)
    assert done.before is None
    assert done.verdict.head == made.manifest.head
    there = Store(fresh, Clock())
    assert queries.plans(there, b.hat(there, "aab"), closed=True)
    with pytest.raises(Exception, match="append-only"), there.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM log")  # the triggers came along
    there.close()
    databases.drop(url)


def test_sign_ins_and_links_of_the_time_of_the_copy_do_not_come_alive(store: Store, folder: Path) -> None:
    person, admin = b.an_administrator(store)
    link = commands.invite_again(store, admin, person=person)
    opened = commands.sign_in(store, "administrator", b.PASSWORD)
    with store.whole() as session:
        names = session.scalars(select(SignIn.id)).all()
    assert opened.token not in names
    made = backup(store.engine, folder)
    for name in names:
        commands.sign_out(store, name)
    restore(store.engine, folder, made.file)
    assert [queries.signed_in(store, name) for name in names] == [None] * len(names)
    with pytest.raises(NotAllowed, match="link-used"):
        commands.use_link(store, link, password=b.PASSWORD)
    assert commands.sign_in(store, "administrator", b.PASSWORD).token


def test_a_text_removed_since_is_named_so_that_it_can_be_removed_again(store: Store, folder: Path) -> None:
    b.an_incident(store, what="Noget der skal væk")
    b.an_incident(store, what="Noget der var væk i forvejen")
    commands.redact(store, b.hat(store, "projektchef"), text=2)
    made = backup(store.engine, folder)
    commands.redact(store, b.hat(store, "projektchef"), text=1)
    done = restore(store.engine, folder, made.file)
    assert done.removed_since == (1,)
    assert b.row_of(store, Text, 1).body == "Noget der skal væk"
    assert b.row_of(store, Text, 2).body is None


def test_a_copy_of_another_house_names_no_texts(store: Store, databases: Databases, folder: Path) -> None:
    url = databases.fresh()
    other = Store(connect(url), Clock())
    b.an_incident(other, what="En anden sag")
    made = backup(other.engine, folder)
    other.close()
    databases.drop(url)
    b.an_incident(store)
    commands.redact(store, b.hat(store, "projektchef"), text=1)
    assert restore(store.engine, folder, made.file).removed_since == ()


def test_a_copy_whose_file_was_touched_is_refused(store: Store, folder: Path) -> None:
    made = backup(store.engine, folder)
    touched = bytearray(made.file.read_bytes())
    touched[len(touched) // 2] ^= 1
    made.file.write_bytes(touched)
    with refuses(store, "digest-differs"):
        restore(store.engine, folder, made.file)


def test_a_copy_without_or_with_a_broken_manifest_is_refused(store: Store, folder: Path) -> None:
    made = backup(store.engine, folder)
    for broken in ("{", "[]", '{"form": 1}', json.dumps({"head": 7}), "\udcff"):
        beside(made.file).write_text(broken, encoding="utf-8", errors="surrogateescape")
        with refuses(store, "bad-manifest"):
            restore(store.engine, folder, made.file)
        with pytest.raises(CopyRefused, match="bad-manifest"):
            newest(folder)
    beside(made.file).unlink()
    with refuses(store, "no-manifest"):
        restore(store.engine, folder, made.file)
    with refuses(store, "no-file"):
        restore(store.engine, folder, folder / "findes-ikke")


def test_a_manifest_that_tells_another_head_is_refused(store: Store, folder: Path) -> None:
    made = backup(store.engine, folder)
    said = json.loads(beside(made.file).read_text("utf-8"))
    beside(made.file).write_text(json.dumps(said | {"head": f"1:{'a' * 64}"}), encoding="utf-8")
    with refuses(store, "other-head"):
        restore(store.engine, folder, made.file)


def test_a_copy_of_the_other_kind_of_database_is_refused(store: Store, folder: Path) -> None:
    made = backup(store.engine, folder)
    said = json.loads(beside(made.file).read_text("utf-8"))
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[said["database"]]
    beside(made.file).write_text(json.dumps(said | {"database": other}), encoding="utf-8")
    with refuses(store, "other-database"):
        restore(store.engine, folder, made.file)


def test_a_file_that_is_no_database_is_refused(store: Store, folder: Path) -> None:
    made = backup(store.engine, folder)
    made.file.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    said = json.loads(beside(made.file).read_text("utf-8"))
    beside(made.file).write_text(json.dumps(said | {"digest": digest_of(made.file)}), encoding="utf-8")
    with refuses(store, "damaged"):
        restore(store.engine, folder, made.file)


def tamper(store: Store) -> None:
    """Change a line of the living log behind the product's back."""
    with store.engine.begin() as connection:
        if store.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER log_stays")
        else:
            connection.exec_driver_sql("ALTER TABLE log DISABLE TRIGGER log_stays")
        connection.exec_driver_sql("UPDATE log SET role = 'aab' WHERE seq = 1")


def test_a_broken_log_makes_no_backup(store: Store, folder: Path) -> None:
    b.an_incident(store)
    tamper(store)
    with refuses(store, "chain-broken"):
        backup(store.engine, folder)
    assert list(folder.iterdir()) == []


def test_a_copy_with_a_broken_log_is_refused_even_with_a_manifest_that_fits(store: Store, folder: Path) -> None:
    """Whoever changes copy and manifest together still cannot change a line."""
    made = backup(store.engine, folder)
    if store.engine.dialect.name == "sqlite":
        with sqlite3.connect(made.file) as copy:
            copy.execute("DROP TRIGGER log_stays")
            copy.execute("UPDATE log SET role = 'aab' WHERE seq = 1")
        copy.close()
    else:  # the same, by the road of a second database
        tamper(store)
        made.file.unlink()
        copies_of(store.engine).make(made.file)
    said = json.loads(beside(made.file).read_text("utf-8"))
    beside(made.file).write_text(json.dumps(said | {"digest": digest_of(made.file)}), encoding="utf-8")
    with refuses(store, "chain-broken"):
        restore(store.engine, folder, made.file)


def test_a_broken_database_is_replaced_by_a_whole_copy_and_kept_as_it_was(store: Store, folder: Path) -> None:
    made = backup(store.engine, folder)
    b.an_incident(store)
    tamper(store)
    done = restore(store.engine, folder, made.file)
    assert done.verdict.whole
    assert done.before is not None
    assert done.before.exists()
    assert not beside(done.before).exists()  # no manifest says that it is whole


def test_a_living_file_that_is_no_database_any_more_is_set_aside(lite: Store, folder: Path) -> None:
    b.an_incident(lite)
    made = backup(lite.engine, folder)
    lite.engine.dispose()
    file = Path(lite.engine.url.database or "")
    file.write_bytes(b"disken er gal" * 400)
    done = restore(lite.engine, folder, made.file)
    assert done.before is not None
    assert done.before.read_bytes().startswith(b"disken er gal")
    assert done.verdict.head == made.manifest.head
    b.an_incident(lite)


def test_a_copy_never_overwrites_a_file(store: Store, folder: Path) -> None:
    made = backup(store.engine, folder)
    with refuses(store, "file-exists"):
        backup(store.engine, folder, made.file)
    named = folder.parent / "andetsteds" / "kopi"
    assert backup(store.engine, folder, named).file == named
    assert Manifest.read(beside(named)).file == "kopi"


def test_where_there_is_no_database_there_is_no_copy(databases: Databases, folder: Path) -> None:
    url = databases.fresh("empty")
    engine = connect(url)
    with pytest.raises(CopyRefused, match="no-database"):
        backup(engine, folder)
    assert not folder.exists()
    engine.dispose()
    databases.drop(url)


def test_without_the_tools_of_postgresql_the_sentence_names_the_tool(
    postgresql: Databases, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.fresh()
    engine = connect(url)
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(CopyRefused) as caught:
        backup(engine, folder)
    assert (caught.value.code, caught.value.details) == ("tool-missing", {"tool": "pg_dump"})
    assert list(folder.iterdir()) == []
    engine.dispose()
    postgresql.drop(url)


def test_a_copy_with_every_letter_and_sign_is_read_back_as_it_was(store: Store, folder: Path) -> None:
    odd = "Tab\t, ny\nlinje, \\N og \\. og \\\\n, 'citat', \"dobbelt\", 🔥 æøå, {{ }}, null"
    b.an_incident(store, what=odd)
    made = backup(store.engine, folder)
    restore(store.engine, folder, made.file)
    assert b.row_of(store, Text, 1).body == odd


def test_copies_taken_while_another_process_saves_are_whole(url: str, store: Store, folder: Path) -> None:
    with started(url, 120) as (process, said):
        heard = confirmations(said, 5)
        copies = [backup(store.engine, folder) for _ in range(2)]
        heard |= confirmations(said)
        assert process.wait() == 0
    assert len(heard) == 120
    assert 5 < copies[0].manifest.head.seq <= copies[1].manifest.head.seq
    with store.whole() as session:
        for made in copies:  # each is a stage of the log as it went on
            assert verify(session, made.manifest.head).whole


def test_a_copy_is_put_back_while_others_save_and_read(store: Store, folder: Path) -> None:
    """Nobody's session breaks for good, and whatever is saved afterwards hangs on the restored log.

    On PostgreSQL a read may have to give way to the restore, once.
    """
    b.an_incident(store)
    made = backup(store.engine, folder)
    hat, report, stop = b.hat(store, "aab"), b.a_report(store), threading.Event()
    wrong: list[BaseException] = []

    def work(save: bool) -> None:
        while not stop.is_set():
            try:
                if save:
                    commands.report(store, hat, **report)
                queries.incidents(store, hat)
            except BaseException as error:
                if "deadlock detected" not in str(error):
                    wrong.append(error)
                    return

    threads = [threading.Thread(target=work, args=(save,)) for save in (True, False)]
    for thread in threads:
        thread.start()
    try:
        done = restore(store.engine, folder, made.file)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert done.verdict.whole
    assert whole(store)
    b.an_incident(store)
    with store.whole() as session:
        assert verify(session, made.manifest.head).whole


def test_copies_expire_after_their_days_and_the_newest_never(lite: Store, tmp_path: Path) -> None:
    for _ in range(3):
        backup(lite.engine, tmp_path)
    copies = kept_copies(tmp_path)
    assert [copy.kind for copy in copies] == [Kind.BACKUP] * 3
    later = copies[-1].at + timedelta(days=31)
    assert expire(tmp_path, None, later) == []
    assert expire(tmp_path, 40, later) == []
    assert expire(tmp_path, 30, later) == [copy.file for copy in copies[:2]]
    assert kept_copies(tmp_path) == copies[2:]
    assert sorted(path.name for path in tmp_path.iterdir()) == [copies[2].file, f"{copies[2].file}.json"]
