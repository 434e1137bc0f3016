"""The whole incident as one archive: what lies in it, that it can be proven, and that what must not be in it is not."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import cast

import pytest

from components import tables, times
from components.archive import archive_buttons, files, row_words
from components.archive.leaving_out import LeavingOut, marked
from components.archive.log_file import unmarked
from components.documents import review
from components.documents.made import Format
from components.plain import plain
from components.session import Me
from data import commands
from data.entities import ActionPlan, Incident, Person
from data.errors import NotAllowed, RuleBroken
from data.queries import Said, SignedIn
from data.queries.document import Leader
from data.rules.archive_proof import MANIFEST, prove
from data.storage import Store
from data.storage.connect import connect
from data.storage.sign_ins import name_of
from data.vocabulary import ArchiveEdition, Language, LeftOut, Verb
from tests import builders as b
from tests.conftest import Clock, Databases
from tests.documents.read import bare, docx_text
from tests.reviewed import an_evening

SECRET = "Beboerrådgiveren kender familien i forvejen."
NASTY = '=HYPERLINK("http://example.dk";"klik")<img src=x onerror=alert(1)>{{7*7}}'
EVERY = frozenset(LeftOut)


def me(store: Store, role: str = "projektchef") -> Me:
    """Somebody who archives, without a sign-in of their own."""
    return Me(store, cast("SignedIn", None), b.hat(store, role), store.plan(), store.clock())


def played(store: Store, *, exercise: bool = False) -> int:
    """An evening with a text that is no formula, something withheld, an account, and a link."""
    incident = an_evening(store, exercise=exercise)
    plan = b.plan_of(store, incident)
    commands.reopen(
        store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan), ends_at=b.ahead(store, hours=5),
        reason=NASTY,
    )  # fmt: skip
    b.a_picture(store, plan, withheld=SECRET, outlook="Ro i nat.")
    b.inform_all(store, incident)
    chief = b.hat(store, "projektchef", b.a_person(store, "projektchef"))
    commands.close(store, chief, seen=b.seen(store, ActionPlan, plan))
    return incident


def read_csv(content: bytes) -> list[list[str]]:
    """A table as a spreadsheet takes it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture(scope="module")
def store(sqlite: Databases) -> Iterator[Store]:
    made = Store(connect(sqlite.fresh()), Clock())
    yield made
    made.close()


@pytest.fixture(scope="module")
def incident(store: Store) -> int:
    return played(store)


@pytest.fixture(scope="module")
def whole(store: Store, incident: int) -> files.Built:
    return files.build(me(store), incident, ArchiveEdition.FULL, frozenset())


@contextmanager
def quick() -> Iterator[None]:
    """Without PDFs, which are laid out for seconds; that they say the same is tested in this room, that they lie in an
    archive once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(files.WRITERS, Format.PDF, lambda _: b"%PDF")
        patch.setattr(review.pdf, "pages", lambda _: 1)
        yield


@pytest.fixture(scope="module")
def given_out(store: Store, incident: int) -> files.Built:
    with quick():
        return files.build(me(store), incident, ArchiveEdition.ACCESS, EVERY)


def text_of(built: files.Built) -> str:
    """Every word that lies in an archive, whatever the format."""
    found = []
    for name, content in built.files.items():
        if name.endswith(".docx"):
            found.append(docx_text(content))
        elif not name.endswith(".pdf"):  # the same words as the DOCX, see test_plan_document.py
            found.append(content.decode())
    return "\n".join(map(str, found))


def test_it_holds_documents_tables_log_and_places_and_is_whole(whole: files.Built) -> None:
    names = list(whole.files)
    assert {"README.txt", "log.csv", "log.json", "steder.geojson", MANIFEST} <= set(names)
    assert {
        "indsatser.csv",
        "fremdrift.csv",
        "budskaber.csv",
        "fremmoede.csv",
        "opkald.csv",
        "orienteringer.csv",
    } <= set(names)
    for one in Format:
        assert {f"gennemgang-haendelse-1.{one}", f"handlingsplan-1.{one}", f"haendelse-1-log.{one}"} <= set(names)
    proof = prove(whole.files, whole.digest)
    assert proof.faults == []
    assert (proof.lines, proof.proven) == (len(whole.account.lines),) * 2
    assert proof.left_out == 0
    assert SECRET in text_of(whole)


def test_no_text_is_a_formula_and_none_is_lost(whole: files.Built) -> None:
    rows = read_csv(whole.files["udgaver.csv"])
    assert "'" + NASTY in rows[-1]
    for name, content in whole.files.items():
        if name.endswith(".csv"):
            for row in read_csv(content):
                assert not [cell for cell in row if tables.BEGINS.match(cell)], name
    assert NASTY in whole.files["log.csv"].decode("utf-8-sig").replace('""', '"')


@pytest.mark.parametrize("typed", [NASTY, "a *b* _c_ :red[d] [e](f) 3. #", "www.x.dk -- ->", r"\:red\[x\]", "a\nb"])
def test_what_somebody_typed_comes_out_of_the_history_as_typed(typed: str) -> None:
    assert unmarked(f"**{plain(typed)}** :orange[:material/pending: {plain('x')}]") == f"{typed} x"


def test_every_table_and_column_has_a_danish_name(whole: files.Built) -> None:
    for rows in whole.account.tables:
        assert rows.name in row_words.TABLES, rows.name
        unnamed = [c for c in rows.columns if c not in row_words.COLUMNS]
        assert [c for c in unnamed if c.removesuffix("_id") not in row_words.COLUMNS] == [], rows.name


def test_what_is_given_out_is_the_same_with_each_place_marked_and_counted(
    whole: files.Built, given_out: files.Built
) -> None:
    proof = prove(given_out.files, given_out.digest)
    assert proof.faults == []
    assert (proof.lines, proof.left_out > 0) == (len(whole.account.lines), True)
    said = text_of(given_out)
    assert SECRET not in said
    assert marked(LeftOut.WITHHELD) in said
    assert given_out.left_out[LeftOut.WITHHELD] == 1
    assert given_out.left_out[LeftOut.ACCOUNTS] >= 1
    assert given_out.left_out[LeftOut.INDIVIDUALS] >= 1
    assert "Ro i nat." in said, "everything else stays"
    listed = read_csv(given_out.files["udeladt.csv"])
    assert len(listed) > sum(given_out.left_out.values())
    assert json.loads(given_out.files[MANIFEST])["left_out"] == given_out.left_out
    lines = json.loads(given_out.files["log.json"])["lines"]
    assert {line["person_id"] for line in lines} == {None}


def test_whoever_decides_is_shown_what_each_reason_would_leave_out(store: Store, given_out: files.Built) -> None:
    with quick():
        assert files.count(me(store), given_out.account) == given_out.left_out


def test_a_reason_that_was_unticked_leaves_nothing_out(store: Store, incident: int) -> None:
    with quick():
        both = files.build(me(store), incident, ArchiveEdition.BOTH, EVERY - {LeftOut.WITHHELD})
    assert prove(both.files).faults == []
    [name] = [name for name in both.files if name.endswith("aktindsigtsudgave.docx")]
    said = str(docx_text(both.files[name]))
    assert name.startswith("aktindsigt/")
    assert bare(SECRET) in said
    assert LeftOut.WITHHELD not in both.left_out


def test_contacts_are_left_out_of_a_document_and_functions_stay() -> None:
    leader = Leader("aab", "Driftschef", "AAB", "43 57 00 00", "drift@example.dk")
    leaving = LeavingOut(EVERY, texts={7: LeftOut.WITHHELD})
    told = leaving.document((leader, {"x": (Said(7, "hemmeligt"), Said(8, "åbent"))}), "plan")
    assert told[0] == replace(leader, phone="", email=marked(LeftOut.CONTACTS))
    assert told[1]["x"] == (Said(7, marked(LeftOut.WITHHELD)), Said(8, "åbent"))
    untouched = (leader, (Said(7, "hemmeligt"),))
    assert LeavingOut(frozenset()).document(untouched, "plan") is untouched
    assert leaving.said(Said(7, None), "plan", "") == Said(7, None), "what is removed says so"


def tampered(whole: files.Built, name: str, old: str, new: str) -> dict[str, bytes]:
    content = whole.files[name].decode()
    assert old in content
    return {**whole.files, name: content.replace(old, new, 1).encode()}


def test_what_somebody_did_to_it_by_hand_is_found(whole: files.Built) -> None:
    log = json.loads(whole.files["log.json"])
    line = next(line for line in log["lines"] if line["verb"] == Verb.ACTIVATE)
    text = next(text for text in log["texts"] if text["body"] == SECRET)
    for edited, wanted in (
        (
            tampered(whole, "log.json", f'"at": "{line["at"]}"', '"at": "2026-10-24T00:00:00.000000+00:00"'),
            "line-changed",
        ),
        (tampered(whole, "log.json", SECRET, "Intet særligt."), "text-changed"),
        ({**whole.files, "log.json": json.dumps({**log, "lines": log["lines"][:-1]}).encode()}, "lines-missing"),
    ):
        found = prove(edited).faults
        assert {"file-changed", wanted} <= {fault.code for fault in found}
    changed = [fault for fault in prove(tampered(whole, "log.json", SECRET, "x")).faults if fault.text]
    assert {fault.text for fault in changed} == {text["id"]}
    without = {name: content for name, content in whole.files.items() if name != "indsatser.csv"}
    assert [(f.code, f.file) for f in prove(without).faults] == [("file-missing", "indsatser.csv")]


def test_an_exercise_says_so_in_every_name_and_on_every_first_page(sqlite: Databases) -> None:
    made = Store(connect(sqlite.fresh()), Clock())
    drill = b.an_incident(made, "projektchef", exercise=True)
    commands.reject(
        made, b.hat(made, "projektchef"), seen=b.seen(made, Incident, drill), non_acute=True, reason="Øvet."
    )
    built = files.build(me(made), drill, ArchiveEdition.FULL, frozenset())
    assert all(name.startswith("OEVELSE-") for name in built.files if name != MANIFEST)
    assert built.files["OEVELSE-README.txt"].decode().startswith("ØVELSE")
    assert files.name(built.account, ArchiveEdition.FULL).startswith("OEVELSE-arkiv-haendelse-1-")
    assert json.loads(built.files[MANIFEST])["exercise"] is True
    assert [n for n in built.files if "gennemgang" in n or "handlingsplan" in n] == [], "it never had a plan"
    assert prove(built.files).faults == []
    made.close()


def test_it_is_fetched_again_by_who_may_as_long_as_nothing_has_changed(sqlite: Databases) -> None:
    """On a store of its own: a text is removed, and the archive that held it is made no more."""
    made = Store(connect(sqlite.fresh()), Clock())
    incident = b.an_incident(made, "projektchef", what="En gruppe ved stationen")
    chief = b.hat(made, "projektchef")
    commands.reject(made, chief, seen=b.seen(made, Incident, incident), non_acute=True, reason="Intet at gøre.")
    built = files.build(me(made), incident, ArchiveEdition.FULL, frozenset())
    number = b.an_archive(
        made, incident, digest=built.digest, revision=built.account.revision, made_at=built.account.at
    )  # fmt: skip
    person = b.a_person(made, "projektchef")
    b.a_password(made, person)
    sign_in = name_of(commands.sign_in(made, b.row_of(made, Person, person).username, b.PASSWORD).token)
    b.later(made, minutes=3)
    assert archive_buttons.again(made, sign_in, number).packed() == built.packed()
    text = next(one.id for one in built.account.texts if one.body == "En gruppe ved stationen")
    commands.redact(made, b.administrator(made), text=text)
    with pytest.raises(RuleBroken, match="archive-not-the-same"):
        archive_buttons.again(made, sign_in, number)
    later = files.build(me(made), incident, ArchiveEdition.FULL, frozenset())
    assert prove(later.files).faults == []
    assert prove(later.files).removed == 1
    assert b"En gruppe ved stationen" not in b"".join(later.files.values())
    assert b"En gruppe ved stationen" in b"".join(built.files.values())
    commands.sign_out(made, sign_in)
    with pytest.raises(NotAllowed):
        archive_buttons.again(made, sign_in, number)
    made.close()


def test_postgresql_makes_one_that_can_be_proven_as_well(postgresql: Databases) -> None:
    url = postgresql.fresh()
    made = Store(connect(url), Clock())
    incident = an_evening(made, exercise=True)
    with quick():
        built = files.build(me(made), incident, ArchiveEdition.FULL, frozenset())
    assert prove(built.files, built.digest).faults == []
    assert built.account.lines
    made.close()
    postgresql.drop(url)


def test_no_code_of_the_program_stands_in_a_table(whole: files.Built) -> None:
    """Whatever is one of a few is said in words; what the plan file names, by its name."""
    codes = {
        value
        for rows in whole.account.tables for row in rows.rows for value in row
        if isinstance(value, StrEnum) and not isinstance(value, Language)
    }  # fmt: skip
    assert len({type(code) for code in codes}) > 15
    written = [content for file, content in whole.files.items() if file.endswith(".csv")]
    cells = {cell for content in written for row in read_csv(content) for cell in row}
    assert not {code.value for code in codes} & cells - {"mail"}


def test_a_time_is_one_that_a_spreadsheet_reads() -> None:
    evening = datetime(2026, 10, 24, 19, 40, 7, 5, tzinfo=UTC)
    assert times.on_a_sheet(evening) == "2026-10-24 21:40:07"
    twice = [times.on_a_sheet(evening.replace(hour=h, day=25)) for h in (0, 1)]
    assert twice == ["2026-10-25 02:40:07+02:00", "2026-10-25 02:40:07+01:00"]


def test_what_is_left_out_is_listed_under_the_name_of_a_file_that_is_there(given_out: files.Built) -> None:
    listed = next(content for file, content in given_out.files.items() if file.endswith("udeladt.csv"))
    named = {row[0].partition(",")[0] for row in read_csv(listed)[1:]}
    assert named
    assert named <= set(given_out.files)
