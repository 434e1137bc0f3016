"""The log is append-only in the database itself; what is done to it behind the product's back is found (6.26)."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Executable, delete, insert, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from data import commands
from data.entities import LogLine, Text
from data.storage import Head, Store, Verdict, log, verify
from data.storage.connect import connect
from tests import builders as b
from tests.conftest import BOTH, Clock, Databases

Proof = Callable[..., Verdict]


@pytest.fixture(scope="module", params=BOTH)
def lived_in(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with some twenty lines and a removed text (number 1). Nobody commits anything to it."""
    databases: Databases = request.getfixturevalue(request.param)
    url = databases.fresh()
    store = Store(connect(url), Clock())
    b.a_part(store, b.a_plan_ready_to_close(store))
    commands.redact(store, b.hat(store, "projektchef"), text=1)
    yield store
    store.close()
    databases.drop(url)


def disarm(session: Session) -> None:
    """Take the triggers away, as somebody with the database's own tools can."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        for table in ("log", "texts"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        return
    for trigger in ("log_stays", "log_is_kept", "texts_stay", "texts_are_kept"):
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")


@pytest.fixture
def after(lived_in: Store) -> Proof:
    """The verdict after something was done behind the product's back; it is undone again."""

    def prove(*deeds: Executable, kept: Head | None = None) -> Verdict:
        with lived_in.whole() as session:
            disarm(session)
            for deed in deeds:
                session.execute(deed, execution_options={"synchronize_session": False})
            session.expire_all()
            verdict = verify(session, kept)
            session.rollback()
        return verdict

    return prove


def head(store: Store) -> Head:
    with store.whole() as session:
        return log.head(session)


def line(seq: int, **values: Any) -> Executable:
    return update(LogLine).where(LogLine.seq == seq).values(**values)


def words(number: int, **values: Any) -> Executable:
    return update(Text).where(Text.id == number).values(**values)


FORBIDDEN = (
    "UPDATE log SET role = 'aab' WHERE seq = 2",
    "UPDATE log SET hash = hash WHERE seq = 2",
    "DELETE FROM log WHERE seq = 2",
    "DELETE FROM log",
    "UPDATE texts SET body = 'noget andet' WHERE id = 2",
    "UPDATE texts SET body = NULL WHERE id = 2",
    "UPDATE texts SET body = NULL, salt = NULL WHERE id = 2",
    "UPDATE texts SET body = NULL, redacted_by = 3 WHERE id = 2",
    "UPDATE texts SET redacted_by = 3 WHERE id = 2",
    "UPDATE texts SET id = 99 WHERE id = 2",
    "UPDATE texts SET id = 99, body = NULL, salt = NULL, redacted_by = 3 WHERE id = 2",
    "UPDATE texts SET redacted_by = 2 WHERE id = 1",
    "UPDATE texts SET body = 'tilbage' WHERE id = 1",
    "DELETE FROM texts WHERE id = 2",
    "DELETE FROM texts WHERE id = 1",
)
AT_ONE_STROKE = ("TRUNCATE log CASCADE", "TRUNCATE texts CASCADE", "TRUNCATE log, texts CASCADE")


def test_the_database_itself_refuses_every_change_but_a_removal(lived_in: Store) -> None:
    postgres = lived_in.engine.dialect.name == "postgresql"
    before = b.standing(lived_in)
    for statement in FORBIDDEN + (AT_ONE_STROKE if postgres else ()):
        with lived_in.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.exec_driver_sql(statement)
    assert b.standing(lived_in) == before


def test_what_the_product_itself_did_is_whole(lived_in: Store) -> None:
    with lived_in.whole() as session:
        verdict = verify(session, log.head(session))
    assert verdict.whole
    assert verdict == Verdict(lines=lived_in.revision(), head=head(lived_in))
    assert verdict.lines == 15


CHANGES: list[dict[str, Any]] = [
    {"role": "projektchef"}, {"verb": "activate"}, {"party": None}, {"person_id": 1}, {"subject_id": 9},
    {"subject": "plan"}, {"facts": "{}"}, {"at": datetime(2026, 10, 24, 19, 39, tzinfo=UTC)},
    {"happened_at": datetime(2020, 1, 1, tzinfo=UTC)}, {"incident_id": None}, {"exercise": True}, {"exercise": None},
    {"plan_id": 1}, {"texts": "{}"}, {"hash": "a" * 64},
]  # fmt: skip


@pytest.mark.parametrize("values", CHANGES, ids=lambda values: str(*values))
def test_a_changed_line_is_found(after: Proof, values: dict[str, Any]) -> None:
    verdict = after(line(2, **values))
    assert (verdict.broken, verdict.why, verdict.lines) == (2, "line-changed", 2)


def test_a_changed_link_to_the_line_before_is_found(after: Proof) -> None:
    verdict = after(line(4, previous="b" * 64))
    assert (verdict.broken, verdict.why) == (4, "chain-broken")


def test_a_line_changed_with_its_hash_made_to_fit_breaks_the_chain_after_it(lived_in: Store, after: Proof) -> None:
    with lived_in.whole() as session:
        forged = session.get_one(LogLine, 3)
        forged.role = "bestyrelse"
        fits = log.line_hash(forged)
        session.rollback()
    verdict = after(line(3, role="bestyrelse", hash=fits))
    assert (verdict.broken, verdict.why) == (4, "chain-broken")


@pytest.mark.parametrize("seq", [1, 2, 5])
def test_a_missing_line_is_found_and_named(after: Proof, seq: int) -> None:
    verdict = after(delete(LogLine).where(LogLine.seq == seq))
    assert (verdict.broken, verdict.why) == (seq, "line-missing")


@pytest.mark.parametrize(
    ("number", "values"),
    [
        (2, {"body": "noget helt andet"}),
        (2, {"body": "Stenkast mod brandvæsenet kan trække flere til. "}),
        (2, {"salt": b"0" * 16}),
        (2, {"body": None, "salt": None}),
        (2, {"body": None, "salt": None, "redacted_by": 3}),
        (2, {"body": None, "salt": None, "redacted_by": 999}),
        (2, {"body": None}),
        (2, {"redacted_by": 3}),
        (1, {"body": "Brand", "salt": b"0" * 16}),
        (1, {"redacted_by": None}),
    ],
)
def test_a_changed_text_is_found_with_the_line_it_belongs_to(
    lived_in: Store, after: Proof, number: int, values: dict[str, Any]
) -> None:
    verdict = after(words(number, **values))
    assert verdict.why == f"text-changed:{number}"
    with lived_in.whole() as session:
        said = json.loads(session.get_one(LogLine, verdict.broken).texts)
    assert number in {reference["id"] for reference in said.values()}


def test_a_text_that_is_gone_is_found(after: Proof) -> None:
    assert after(delete(Text).where(Text.id == 2)).why == "text-changed:2"


def test_a_text_may_not_hide_behind_the_removal_of_another(lived_in: Store, after: Proof) -> None:
    assert after(words(2, body=None, salt=None, redacted_by=lived_in.revision())).why == "text-changed:2"


def test_a_text_that_no_line_speaks_of_is_found(after: Proof) -> None:
    verdict = after(insert(Text).values(id=4711, body="smuglet ind"))
    assert not verdict.whole
    assert verdict.why == "text-without-line:4711"


def test_a_cut_tail_leaves_the_removal_it_held_without_its_line(lived_in: Store, after: Proof) -> None:
    kept = head(lived_in)
    verdict = after(delete(LogLine).where(LogLine.seq == kept.seq), kept=kept)
    assert (verdict.broken, verdict.why) == (2, "text-changed:1")


def test_a_cleanly_cut_tail_is_found_only_by_a_head_kept_outside(store: Store) -> None:
    b.an_accepted_action(store)
    kept = head(store)  # the acceptance: a line without a text
    with store.whole() as session:
        disarm(session)
        session.execute(delete(LogLine).where(LogLine.seq == kept.seq))
        assert verify(session).whole
        verdict = verify(session, kept)
        session.rollback()
    assert (verdict.broken, verdict.why) == (kept.seq, "tail-cut-off")


def test_another_line_in_the_place_of_the_kept_head_is_found(store: Store) -> None:
    b.an_accepted_action(store)
    kept = head(store)
    with store.whole() as session:
        disarm(session)
        session.execute(delete(LogLine).where(LogLine.seq == kept.seq))
        session.commit()
    b.an_incident(store)
    with store.whole() as session:
        assert verify(session).whole
        verdict = verify(session, kept)
    assert (verdict.broken, verdict.why) == (kept.seq, "other-than-kept-head")


SHAPELESS = (
    ("UPDATE log SET at = 'i går' WHERE seq = 6", 6, "line-unreadable"),
    ("UPDATE log SET happened_at = 'i går' WHERE seq = 6", 6, "line-unreadable"),
    ("UPDATE log SET at = 7 WHERE seq = 6", 6, "line-unreadable"),
    ("UPDATE texts SET salt = 'abc' WHERE id = 2", 3, "text-changed:2"),
    ("UPDATE texts SET body = 7 WHERE id = 2", 3, "text-changed:2"),
    ("UPDATE log SET facts = '{' WHERE verb = 'redact'", 2, "text-changed:1"),
    ("UPDATE log SET facts = 7 WHERE verb = 'redact'", 2, "text-changed:1"),
    ("UPDATE log SET facts = x'ff00' WHERE verb = 'redact'", 2, "text-changed:1"),
    ("UPDATE log SET at = 'i går' WHERE verb = 'redact'", 2, "text-changed:1"),
)


@pytest.mark.parametrize(("deed", "broken", "why"), SHAPELESS)
def test_what_was_put_out_of_shape_is_named_and_not_stumbled_over(
    lite: Store, deed: str, broken: int, why: str
) -> None:
    """SQLite takes any value in any column."""
    b.a_plan_ready_to_close(lite)
    commands.redact(lite, b.hat(lite, "projektchef"), text=1)
    with lite.whole() as session:
        disarm(session)
        session.connection().exec_driver_sql(deed)
        verdict = verify(session)
        session.rollback()
    assert (verdict.broken, verdict.why) == (broken, why)


def test_an_empty_log_is_whole_but_not_with_a_kept_head(lived_in: Store) -> None:
    with lived_in.whole() as session:
        disarm(session)
        session.execute(delete(LogLine))
        session.execute(delete(Text))
        assert verify(session) == Verdict(0, Head(0, log.GENESIS))
        assert verify(session, Head(1, "c" * 64)).why == "tail-cut-off"
        session.rollback()


def test_a_head_is_written_and_read_alike() -> None:
    kept = Head(12, "ab" * 32)
    assert Head.parse(f" {kept}\n") == kept
    for wrong in ("", "12", "12:abc", f"x:{'a' * 64}"):
        with pytest.raises(ValueError):
            Head.parse(wrong)


def test_equal_values_have_one_spelling() -> None:
    assert log.canonical({"b": 1, "a": "å"}) == log.canonical({"a": "å", "b": 1}) == '{"a":"å","b":1}'
    with pytest.raises(ValueError):
        log.canonical(float("nan"))


def test_the_same_words_twice_have_two_digests(lite: Store) -> None:
    b.an_incident(lite)
    b.an_incident(lite)
    with lite.whole() as session:
        digests = [json.loads(session.get_one(LogLine, seq).texts)["what"]["digest"] for seq in (2, 3)]
    assert digests[0] != digests[1]
