"""`python -m data`: what it says in Danish, what it answers the shell, and that it tells no secrets."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from data import __main__ as line
from data import commands, queries
from data import plan as plan_files
from data.__main__ import OPERATOR
from data.entities import Link, Person, Text
from data.settings import settings
from data.storage import Store, migrate, verify
from data.storage.connect import connect
from tests import builders as b
from tests.conftest import SHIPPED, Databases
from tests.plan.filled import filled

Run = Callable[..., tuple[int, str, str]]
LINK = re.compile(r"/velkommen\?noegle=([\w-]+)")


@pytest.fixture
def run(installation: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command: its exit code, what it said, what it complained about."""

    def run(*argv: object) -> tuple[int, str, str]:
        try:
            code = line.main([str(word) for word in argv])
        except SystemExit as end:
            code = int(str(end.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def opened(run: Run) -> Store:
    """The installation's store, after a first start."""
    assert run("start")[0] == 0
    return Store(connect(settings().url))


def wrong_plan(folder: Path) -> Path:
    """A plan file with something wrong in a line one can point at."""
    file = folder / "plan.yaml"
    text = SHIPPED.read_text("utf-8")
    file.write_text(text.replace("kategorier:", "katergorier:", 1), encoding="utf-8")
    return file


def test_the_first_start_makes_all_ready_and_prints_the_link(run: Run, installation: Path) -> None:
    code, said, complained = run("start")
    assert (code, complained) == (0, "")
    assert "Planen er taget i brug: Boligsocial beredskabsplan" in said
    assert "http://127.0.0.1:8501/velkommen?noegle=" in said
    store = Store(connect(settings().url))
    assert store.ready() == (True, "ready")
    token = LINK.search(said)
    assert token is not None
    link = queries.link(store, token[1])
    assert link is not None
    assert link.first
    assert commands.use_link(store, token[1], password=b.PASSWORD).token
    store.close()
    code, said, complained = run("start")
    assert (code, said, complained) == (0, "", "")  # ready, and nothing to tell


def test_the_link_names_the_port_that_is_served(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9123")
    assert "http://127.0.0.1:9123/velkommen?noegle=" in run("start")[1]


def test_each_start_without_accounts_prints_a_fresh_link_and_the_old_one_stops(run: Run, opened: Store) -> None:
    first = LINK.search(run("first-link")[1])
    second = LINK.search(run("start")[1])
    assert first is not None
    assert second is not None
    assert queries.link(opened, first[1]) is None
    assert queries.link(opened, second[1]) is not None
    with opened.whole() as session:
        assert first[1] not in session.scalars(select(Link.token_hash)).all()
    opened.close()


def test_with_an_account_there_is_no_first_link(run: Run, opened: Store) -> None:
    b.an_administrator(opened)
    before = opened.revision()
    code, said, complained = run("first-link")
    assert (code, said) == (1, "")
    assert "Der er allerede en konto" in complained
    assert opened.revision() == before
    opened.close()


def test_whoever_lost_everything_is_let_in_by_whoever_has_the_machine(run: Run, opened: Store) -> None:
    person, _ = b.an_administrator(opened)
    b.a_second_factor(opened, person)
    username = b.row_of(opened, Person, person).username
    code, said, complained = run("rescue", f" {username.upper()} ")
    assert (code, complained) == (0, "")
    assert b.row_of(opened, Person, person).totp_secret is None
    token = LINK.search(said)
    assert token is not None
    assert queries.link(opened, token[1]) is not None
    before = opened.revision()
    assert run("rescue", "ukendt")[::2] == (1, "Der er ingen konto med brugernavnet ukendt.\n")
    commands.open_account(opened, OPERATOR, username="vagt", display="Vagt", role="administrator")
    commands.disable_account(opened, OPERATOR, person=person)
    assert run("rescue", username)[::2] == (1, "Kontoen er lukket.\n")
    assert opened.revision() > before
    opened.close()


def test_a_start_with_a_wrong_plan_and_none_in_use_ends(
    run: Run, installation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEREDSKAB_PLAN", str(wrong_plan(tmp_path)))
    settings.cache_clear()
    code, said, complained = run("start")
    assert (code, said) == (1, "")
    assert re.search(r"Linje \d+.*katergorier", complained)
    assert "Der er ingen plan i brug" in complained


def test_a_start_with_a_wrong_plan_tells_the_line_and_keeps_the_old_one(
    run: Run, opened: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    b.an_administrator(opened)
    before = opened.revision()
    monkeypatch.setenv("BEREDSKAB_PLAN", str(wrong_plan(tmp_path)))
    settings.cache_clear()
    code, _, complained = run("start")
    assert code == 0
    assert re.search(r"Linje \d+.*katergorier", complained)
    assert "gælder fortsat: Boligsocial beredskabsplan" in complained
    assert opened.revision() == before
    assert opened.plan() == plan_files.load(SHIPPED)
    opened.close()


def test_a_plan_file_is_checked_without_a_database(run: Run, tmp_path: Path) -> None:
    code, said, _ = run("check-plan", SHIPPED)
    assert code == 0
    assert said.startswith("Planfilen kan bruges: Boligsocial beredskabsplan")
    code, said, complained = run("check-plan", wrong_plan(tmp_path))
    assert (code, said) == (1, "")
    assert "Planfilen plan.yaml kan ikke bruges, 2 fejl:" in complained
    assert run("check-plan", tmp_path / "ingen.yaml")[0] == 1
    assert not settings().home.exists()


def test_a_new_plan_is_begun_from_the_template_and_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "by.yaml"
    code, said, _ = run("new-plan", "--out", file)
    assert code == 0
    places = int((re.search(r"(\d+) steder står der UDFYLD", said) or [0, 0])[1])
    code, said, complained = run("check-plan", file)
    assert (code, said) == (1, "")
    assert complained.startswith(f"Planfilen by.yaml er ikke udfyldt endnu, {places} steder mangler:\n  Linje ")
    assert complained.count("\n") == places + 1
    assert run("new-plan", "--out", file)[::2] == (
        1, f"Filen {file} findes allerede, og der skrives aldrig oven i en fil. Vælg et andet navn med --out.\n"
    )  # fmt: skip
    assert "kan ikke skrives" in run("new-plan", "--out", tmp_path / "ingen" / "by.yaml")[2]
    assert not settings().home.exists()


def test_the_exercise_plays_in_a_town_that_has_drawn_its_quarters_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The template filled in, with the two map files that must be there and no block."""
    shutil.copytree("tests/plan/kort", tmp_path / "kort")
    (tmp_path / "by.yaml").write_text(filled(), encoding="utf-8")
    monkeypatch.setenv("BEREDSKAB_PLAN", str(tmp_path / "by.yaml"))
    settings.cache_clear()
    assert run("demo")[::2] == (0, "")


def test_another_plan_is_taken_into_use(run: Run, opened: Store, tmp_path: Path) -> None:
    newer = tmp_path / "ny.yaml"
    newer.write_text(SHIPPED.read_text("utf-8") + "\n# rettet\n", encoding="utf-8")
    before = opened.revision()
    assert run("load-plan", newer)[0] == 0
    assert opened.plan().text.endswith("# rettet\n")
    assert opened.revision() == before + 1
    code, _, complained = run("load-plan", wrong_plan(tmp_path))
    assert code == 1
    assert "Intet er ændret." in complained
    assert opened.revision() == before + 1
    assert run("load-plan")[0] == 0  # the one of the settings again
    assert opened.plan() == plan_files.load(SHIPPED)
    opened.close()


def test_the_log_is_proven_and_its_head_told(run: Run, opened: Store) -> None:
    code, said, _ = run("head")
    assert code == 0
    head = said.strip()
    assert re.fullmatch(r"2:[0-9a-f]{64}", head)
    code, said, _ = run("verify")
    assert code == 0
    assert f"Loggen er hel: 2 linjer. Hoved: {head}" in said
    assert "intet gemt hoved" in said
    assert run("verify", "--head", head)[0] == 0
    code, _, complained = run("verify", "--head", f"2:{'a' * 64}")
    assert code == 1
    assert "Loggen er IKKE hel. Linje 2 er en anden end den, der er gemt uden for databasen." in complained
    code, _, complained = run("verify", "--head", f"9:{'a' * 64}")
    assert code == 1
    assert "Linje 3 mangler: Loggen er kortere" in complained
    opened.close()


def test_the_proof_uses_the_newest_copy(run: Run, opened: Store) -> None:
    assert run("backup")[0] == 0
    b.an_incident(opened)
    code, said, _ = run("backup")
    assert code == 0
    assert "Sikkerhedskopien er taget og efterprøvet: " in said
    assert "Sammenholdt med manifestet til" in run("verify")[1]
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER log_is_kept")
        connection.exec_driver_sql("DROP TRIGGER texts_are_kept")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in ("facts", "reports", "incidents", "submissions", "texts"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  the test's own words
        connection.exec_driver_sql("DELETE FROM log WHERE seq = 3")
    code, _, complained = run("verify")
    assert code == 1
    assert "Linje 3 mangler: Loggen er kortere end det hoved, der er gemt uden for databasen." in complained
    opened.close()


WIPED = (
    "UPDATE log SET happened_at = NULL, person_id = NULL, role = '', party = NULL, subject_id = 0, incident_id = NULL,"
    " plan_id = NULL, exercise = NULL, facts = '{}', texts = '{}', removed_by = 3 WHERE seq = 2"
)
SENTENCES = (
    ("UPDATE log SET role = 'aab' WHERE seq = 2", "Linje 2 er ændret"),
    ("UPDATE log SET previous = 'x' WHERE seq = 2", "Linje 2 hænger ikke sammen med linjen før"),
    ("UPDATE log SET at = 'i går' WHERE seq = 3", "Linje 3 kan ikke læses"),
    ("DELETE FROM log WHERE seq = 2", "Linje 2 mangler i loggen"),
    ("UPDATE texts SET body = 'x' WHERE id = 1", "Tekst nr. 1, som hører til linje 3, er ændret"),
    ("INSERT INTO texts (id) VALUES (9)", "Tekst nr. 9 hører ikke til nogen linje"),
    ("UPDATE log SET removed_by = 9 WHERE seq = 2", "Linje 2 hører til en slettet hændelse og er ændret"),
    (WIPED, "Linje 2 er tømt, uden at nogen linje"),
)


@pytest.mark.parametrize(("deed", "sentence"), SENTENCES)
def test_the_first_broken_line_is_named_in_danish(run: Run, opened: Store, deed: str, sentence: str) -> None:
    b.an_incident(opened)
    with opened.engine.begin() as connection:
        for trigger in ("log_stays", "log_is_kept", "texts_stay", "texts_are_kept"):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql(deed)
    code, said, complained = run("verify")
    assert (code, said) == (1, "")
    assert sentence in complained
    code, _, complained = run("backup")
    assert code == 1
    assert "er ikke hel" in complained
    assert sentence in complained
    opened.close()


def test_a_copy_is_put_back_and_what_was_removed_is_removed_again(run: Run, opened: Store, installation: Path) -> None:
    b.an_incident(opened, what="Noget der skal væk")
    run("backup", installation / "kopi.sqlite")
    code, said, _ = run("redact", 1, "--ja")
    assert code == 0
    assert "Teksten er fjernet, og loggen er stadig hel." in said
    assert "Slet dem" in said
    b.an_incident(opened)
    code, said, _ = run("restore", installation / "kopi.sqlite")
    assert code == 0
    assert "before-restore-" in said
    assert "Fjernet igen: tekst nr. 1, som var fjernet siden kopien blev taget." in said
    assert "loggen er hel" in said
    assert b.row_of(opened, Text, 1).body is None
    with opened.whole() as session:
        assert verify(session).lines == 4
    code, said, _ = run("verify")
    assert code == 0
    assert "Sammenholdt med" in said
    opened.close()


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("restore", "findes-ikke.sqlite"), "Filen findes-ikke.sqlite findes ikke."),
        (("redact", "99", "--ja"), "Der er ingen tekst med det nummer."),
        (("redact", "99"), "Der er ingen tekst med det nummer."),
        (("backup", SHIPPED), "findes allerede"),
    ],
)
def test_a_refusal_is_a_danish_sentence_and_changes_nothing(
    run: Run, opened: Store, argv: tuple[str, ...], sentence: str
) -> None:
    before = b.standing(opened)
    code, said, complained = run(*argv)
    assert (code, said) == (1, "")
    assert sentence in complained
    assert b.standing(opened) == before
    opened.close()


def test_what_is_removed_is_shown_and_asked_about_first(run: Run, opened: Store) -> None:
    b.an_incident(opened, what="Noget der skal væk")
    before = b.standing(opened)
    code, said, complained = run("redact", 1)
    assert code == 1
    assert "Noget der skal væk" in said
    assert "kør samme kommando igen med --ja" in complained
    assert b.standing(opened) == before
    opened.close()


def test_a_text_is_not_removed_twice(run: Run, opened: Store) -> None:
    b.an_incident(opened)
    assert run("redact", 1, "--ja")[0] == 0
    before = b.standing(opened)
    assert run("redact", 1, "--ja")[::2] == (1, "Teksten er fjernet i forvejen.\n")
    assert b.standing(opened) == before
    opened.close()


@pytest.mark.parametrize("command", ["verify", "head", "backup", "redact 1", "redact 1 --ja"])
def test_before_the_first_start_there_is_nothing_to_do(run: Run, command: str, installation: Path) -> None:
    code, said, complained = run(*command.split())
    assert (code, said) == (1, "")
    assert complained == "Der er ingen database endnu. Kør først: python -m data migrate\n"


def test_a_migrated_database_without_a_plan_says_so(run: Run) -> None:
    assert run("migrate")[:2] == (0, f"Databasen har den nyeste form ({migrate.newest()}).\n")
    assert run("verify")[0] == 0


def test_a_file_that_is_no_database_is_told_and_not_stumbled_over(run: Run, installation: Path) -> None:
    installation.mkdir()
    (installation / "beredskab.sqlite").write_bytes(b"disken er gal" * 400)
    for command in ("verify", "start", "backup"):
        code, _, complained = run(command)
        assert code == 1
        assert "Filen er beskadiget" in complained


def test_a_database_that_does_not_answer_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEREDSKAB_DATABASE_URL", "postgresql+psycopg://hvem:hemmelig@/intet?host=/tmp/ingen-mappe")
    settings.cache_clear()
    for command in ("start", "verify", "backup", "migrate"):
        assert run(command) == (1, "", "Databasen svarer ikke.\n")


@pytest.mark.parametrize("argv", [[], ["sluk"], ["verify", "--head", "x"], ["redact", "en"], ["restore"]])
def test_what_is_not_understood_is_answered_in_danish_with_two(run: Run, argv: list[str]) -> None:
    code, said, complained = run(*argv)
    assert (code, said) == (2, "")
    assert complained.startswith("Kommandoen er ikke forstået. Skriv: python -m data")


def test_the_help_is_danish(run: Run) -> None:
    code, said, _ = run("--help")
    assert code == 0
    assert said.startswith("Brug: python -m data")
    for name, _, what in line.COMMANDS:
        assert name in said
        assert " ".join(what.split()[:2]) in said
    assert not re.search(r"usage|options|positional|show this", said + run("backup", "--help")[1])


def test_on_postgresql_the_same_commands_do_the_same(
    run: Run, postgresql: Databases, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.fresh("empty")
    monkeypatch.setenv("BEREDSKAB_DATABASE_URL", url)
    settings.cache_clear()
    assert LINK.search(run("start")[1])
    store = Store(connect(url))
    b.an_incident(store, what="Noget der skal væk")
    assert run("backup", installation / "kopi.dump")[0] == 0
    assert run("redact", 1, "--ja")[0] == 0
    code, said, _ = run("restore", installation / "kopi.dump")
    assert code == 0
    assert "Fjernet igen: tekst nr. 1," in said
    assert b.row_of(store, Text, 1).body is None
    assert run("verify")[0] == 0
    store.close()
    postgresql.drop(url)


def test_it_runs_as_a_process_of_its_own_while_the_store_is_open(opened: Store, installation: Path) -> None:
    environment = {**os.environ, "BEREDSKAB_HOME": str(installation)}
    with opened.whole() as session:
        session.scalars(select(Text)).all()  # a reader is at it
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "data", "backup"], cwd=Path(line.__file__).parents[1],
            env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Sikkerhedskopien er taget og efterprøvet" in done.stdout
    opened.close()
