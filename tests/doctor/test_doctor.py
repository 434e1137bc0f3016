"""`python -m data doctor`: as a whole, its exit code, and that nothing it can find goes without words."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from data import __main__ as line
from data import doctor
from data.doctor import State, contents, examine, ill, tell
from data.doctor.finding import fault, fine, warning
from data.doctor.sentences import SAID
from data.plan import Aged
from data.settings import settings
from data.storage import Store
from tests import builders as b
from tests.conftest import Databases
from tests.house import tree
from tests.web.served import free_port

FOUND = re.compile(r"\b(fine|warning|fault)\(\s*((?:\"[a-z-]+\"(?: if [^\"]+ else )?)+)")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = line.main(list(argv))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_before_a_first_start_it_says_what_to_do_and_makes_nothing(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, complained = run(capsys, "doctor")
    assert (code, complained) == (1, "")
    assert "FEJL      Der er ingen database endnu (" in said
    assert "          → Start programmet: make run" in said
    assert not installation.exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_installation_that_is_well_has_warnings_at_most(
    kind: str, installation: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    databases: Databases = request.getfixturevalue(kind)
    url = databases.fresh("empty")
    monkeypatch.setenv("BEREDSKAB_DATABASE_URL", url)
    monkeypatch.setenv("PORT", str(free_port()))
    settings.cache_clear()
    assert line.main(["start"]) == 0
    store = Store.open(url)
    b.an_administrator(store)
    store.close()
    assert line.main(["backup"]) == 0
    before = [(path, path.stat().st_mtime_ns) for path in sorted(installation.rglob("*.*")) if path.suffix != ".wal"]
    capsys.readouterr()
    code, said, complained = run(capsys, "doctor")
    assert (code, complained) == (0, ""), said
    for words in (
        "Python 3",
        "pakker er dem",
        "den nyeste form",
        "Loggen har",
        "Uret går",
        "0 timer gammel",
        "kortfiler",
    ):
        assert f"i orden   {words}" in said or words in said
    assert "ADVARSEL  Kun én konto administrerer." in said
    assert re.search(r"^0 fejl og \d+ advarsler\.$", said, re.MULTILINE)
    assert not re.search("look-failed|kunne ikke ses efter", said)
    brief = run(capsys, "doctor", "--brief")[1]
    assert "i orden" not in brief
    assert "ADVARSEL" in brief
    assert before == [(path, path.stat().st_mtime_ns) for path, _ in before]
    databases.drop(url)


def test_settings_that_cannot_be_read_are_told_and_not_stumbled_over(
    installation: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BEREDSKAB_SMTP_PORT", "hemmelig")
    settings.cache_clear()
    code, said, _ = run(capsys, "doctor", "--brief")
    assert code == 1
    assert said.startswith("FEJL      Indstillingen BEREDSKAB_SMTP_PORT kan ikke bruges: den skal være et helt tal.\n")
    assert "hemmelig" not in said


def test_a_look_that_stumbles_is_told_and_the_others_go_on(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(_: object) -> list[doctor.Finding]:
        raise RuntimeError("hemmelig")

    monkeypatch.setattr(doctor, "AROUND", [stumbles, *doctor.AROUND])
    found = list(examine({}))
    assert "look-failed" in [one.code for one in found]
    assert found[-1].code == "no-database"
    assert "hemmelig" not in " ".join(tell(found))


def test_a_warning_is_no_fault() -> None:
    assert not ill([fine("clock"), warning("no-copy", folder="x")])
    assert ill([warning("no-copy", folder="x"), fault("no-plan")])
    assert list(tell([fine("clock")])) == ["i orden   Uret går rigtigt i forhold til databasen.", "Alt er i orden."]
    assert list(tell([fine("clock")], brief=True)) == []
    assert list(tell([warning("one-administrator")]))[-1] == "0 fejl og 1 advarsel."


def test_everything_that_can_be_found_has_its_words() -> None:
    source = " ".join(path.read_text("utf-8") for path in tree.python("data/doctor"))
    used = {code for hit in FOUND.finditer(source) for code in re.findall(r'"([a-z-]+)"', hit[2])}
    used |= {f"aged-{aged.value}" for aged in Aged}
    assert used == set(SAID)


def test_what_is_wrong_says_what_to_do_and_what_is_fine_does_not() -> None:
    source = " ".join(path.read_text("utf-8") for path in tree.python("data/doctor"))
    well = {code for hit in FOUND.finditer(source) if hit[1] == "fine" for code in re.findall(r'"([a-z-]+)"', hit[2])}
    assert {code for code, (_, remedy) in SAID.items() if not remedy} == well
    assert contents.LOOKING.person is None
    assert State.FAULT > State.WARNING > State.FINE


def test_a_python_without_the_packages_is_told_where_they_are() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "data", "doctor"], cwd=tree.ROOT, env={**os.environ, "PYTHONPATH": ""},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("Programmets pakker er ikke installeret i ")
    assert "Traceback" not in done.stderr
