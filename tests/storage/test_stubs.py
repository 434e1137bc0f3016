"""Stubs are accepted only where a later line accounts for exactly them; whoever wipes a line is found (6.26)."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import Executable, delete, select, update
from sqlalchemy.exc import DBAPIError

from data import commands
from data.entities import Archive, LogLine, Text
from data.rules.stubs import BLANK, Ledger, Sum
from data.storage import Store, Verdict, log, verify
from data.storage.backup import backup
from data.storage.connect import connect
from tests import builders as b
from tests.commands.test_removal import a_closed_incident
from tests.conftest import BOTH, Clock, Databases
from tests.storage.test_chain import disarm

Proof = Callable[..., Verdict]


@pytest.fixture(scope="module", params=BOTH)
def deleted(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store in which an incident was deleted, with another one before and after. Nobody commits anything to it."""
    databases: Databases = request.getfixturevalue(request.param)
    url = databases.fresh()
    store = Store(connect(url), Clock())
    b.an_incident(store)
    incident = a_closed_incident(store)
    commands.redact(store, b.hat(store, "projektchef"), text=3)
    archive = b.a_proposed_deletion(store, incident)
    commands.delete_incident(store, b.named(store), seen=b.seen(store, Archive, archive), number=2)
    b.an_active_incident(store)
    yield store
    store.close()
    databases.drop(url)


@pytest.fixture
def after(deleted: Store) -> Proof:
    """The verdict after something was done behind the product's back; it is undone again."""

    def prove(*deeds: Executable) -> Verdict:
        with deleted.whole() as session:
            disarm(session)
            for deed in deeds:
                session.execute(deed, execution_options={"synchronize_session": False})
            session.expire_all()
            verdict = verify(session)
            session.rollback()
        return verdict

    return prove


def stubs(store: Store) -> list[LogLine]:
    with store.whole() as session:
        return list(session.scalars(select(LogLine).where(LogLine.removed_by.is_not(None)).order_by(LogLine.seq)))


def line(seq: int, **values: Any) -> Executable:
    return update(LogLine).where(LogLine.seq == seq).values(**values)


def test_what_the_product_did_is_whole_and_so_is_its_backup(deleted: Store, tmp_path: Any) -> None:
    with deleted.whole() as session:
        verdict = verify(session, log.head(session))
    assert verdict == Verdict(deleted.revision(), verdict.head)
    assert backup(deleted.engine, tmp_path).manifest.head == verdict.head


def test_a_line_that_somebody_wiped_is_no_stub(deleted: Store, after: Proof) -> None:
    """Neither by itself, nor in the name of a deletion that was not about it, nor of a line that deleted nothing."""
    by = stubs(deleted)[0].removed_by
    assert after(line(2, **BLANK, removed_by=by)).why == "stubs-differ"
    wiped = after(line(2, **BLANK, removed_by=deleted.revision()))
    assert (wiped.broken, wiped.why) == (2, "stub-without-line")
    assert after(line(2, **BLANK, removed_by=999_999)).why == "stub-without-line"
    assert after(line(2, **BLANK)).why == "line-changed"
    last = deleted.revision()  # after the deletion, which can account for nothing that came later
    assert after(line(last, **BLANK, removed_by=by)).why == "stub-without-line"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"role": "projektchef"}, "stub-changed"), ({"facts": '{"a":1}'}, "stub-changed"),
        ({"subject_id": 7}, "stub-changed"), ({"exercise": True}, "stub-changed"),
        ({"verb": "activate"}, "stubs-differ"), ({"subject": "matter"}, "stubs-differ"),
        ({"at": datetime(2020, 1, 1, tzinfo=UTC)}, "stubs-differ"), ({"hash": "a" * 64}, "chain-broken"),
        ({"previous": "b" * 64}, "chain-broken"), ({"removed_by": None}, "line-changed"),
    ],
)  # fmt: skip
def test_a_changed_stub_is_found(deleted: Store, after: Proof, values: dict[str, Any], why: str) -> None:
    stub = stubs(deleted)[1]
    seq = {"stubs-differ": stub.removed_by, "chain-broken": stub.seq + ("hash" in values)}.get(why, stub.seq)
    verdict = after(line(stub.seq, **values))
    assert (verdict.broken, verdict.why) == (seq, why)


def test_a_missing_stub_and_a_wrong_digest_are_found(deleted: Store, after: Proof) -> None:
    first = stubs(deleted)[0]
    assert after(delete(LogLine).where(LogLine.seq == first.seq)).why == "line-missing"
    with deleted.whole() as session:
        removal = session.get_one(LogLine, first.removed_by)
        said = json.loads(removal.facts) | {"stubs": "c" * 64}
        removal.facts = log.canonical(said)
        fits = log.line_hash(removal)
        session.rollback()
    verdict = after(line(first.removed_by or 0, facts=log.canonical(said), hash=fits))
    assert (verdict.broken, verdict.why) == (first.removed_by, "stubs-differ")


def test_no_text_hides_behind_a_deletion(deleted: Store, after: Proof) -> None:
    by = stubs(deleted)[0].removed_by
    alive = update(Text).where(Text.id == 1).values(body=None, salt=None, redacted_by=by)
    assert after(alive).why == "text-changed:1"
    with deleted.whole() as session:
        emptied = session.scalars(select(Text.id).where(Text.redacted_by == by)).all()
    smuggled = update(Text).where(Text.id == emptied[0]).values(body="noget nyt", salt=b"0" * 16)
    assert after(smuggled).why == f"text-without-line:{emptied[0]}"
    assert after(delete(Text).where(Text.id == emptied[0])).why == "texts-differ"


FORBIDDEN = (
    "UPDATE log SET removed_by = 9999 WHERE seq = 2",
    "UPDATE log SET role = '', removed_by = 9999 WHERE seq = 2",
    "UPDATE log SET removed_by = NULL WHERE removed_by IS NOT NULL",
    "UPDATE log SET removed_by = 1 WHERE removed_by IS NOT NULL",
    "DELETE FROM log WHERE removed_by IS NOT NULL",
)


def test_the_database_itself_lets_nothing_else_happen_to_a_line(deleted: Store) -> None:
    for statement in FORBIDDEN:
        with deleted.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.exec_driver_sql(statement)


def test_nobody_reads_a_stub(deleted: Store) -> None:
    for role in deleted.plan().roles:
        with deleted.reading(b.hat(deleted, role)) as session:
            assert session.scalars(select(LogLine.seq).where(LogLine.removed_by.is_not(None))).all() == []


# -- the rule alone

MOMENT = datetime(2031, 1, 1, tzinfo=UTC)


def a_line(seq: int, verb: str = "report", facts: str = "{}", removed_by: int | None = None) -> LogLine:
    blank = BLANK if removed_by else {**BLANK, "role": "aab"}
    return LogLine(
        seq=seq, at=MOMENT, verb=verb, subject="incident", previous="0" * 64, hash=f"{seq:064}", removed_by=removed_by,
        **{**blank, "facts": facts},
    )  # fmt: skip


def walked(lines: list[LogLine]) -> tuple[list[str], int | None]:
    ledger = Ledger()
    found = [ledger.stub(one) if one.removed_by else ledger.line(one) for one in lines]
    return [why for why in found if why], ledger.unaccounted()


def a_log(removed: list[bool], claimed: list[bool]) -> list[LogLine]:
    """Lines of which some are stubs, and a last one that says it removed those that are `claimed`."""
    last, total = len(removed) + 1, Sum()
    for seq, said in enumerate(claimed, 1):
        if said:
            total.add(a_line(seq, removed_by=last))
    facts = json.dumps({"lines": total.lines, "stubs": total.digest, "texts": 0})
    lines = [a_line(seq, removed_by=last if gone else None) for seq, gone in enumerate(removed, 1)]
    return [*lines, a_line(last, "delete_incident", facts)]


@given(some.lists(some.tuples(some.booleans(), some.booleans()), max_size=12))
def test_a_deletion_accounts_for_exactly_what_it_removed(pairs: list[tuple[bool, bool]]) -> None:
    removed, claimed = [one for one, _ in pairs], [other for _, other in pairs]
    assert walked(a_log(removed, claimed)) == ([] if removed == claimed else ["stubs-differ"], None)
