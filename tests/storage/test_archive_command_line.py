"""`python -m data verify FILE`: an archive is proven on a machine without a database, with an exit code."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from data import __main__ as line
from data.errors import Refusal
from data.rules.archive_proof import MANIFEST
from data.settings import settings
from data.storage import archive_files
from tests.rules.test_archives import an_archive

Run = Callable[..., tuple[int, str, str]]
BODIES = ["Brand i tre containere", "Stenkast mod brandvæsen", "Der er ro igen"]


@pytest.fixture
def run(installation: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command where there is no database at all: its exit code, what it said, what it complained about."""

    def run(*argv: object) -> tuple[int, str, str]:
        code = line.main(["verify", *map(str, argv)])
        said = capsys.readouterr()
        assert not settings().home.exists(), "it asked for no database"
        return code, said.out, said.err

    return run


def filed(folder: Path, files: dict[str, bytes]) -> Path:
    made = folder / "arkiv.zip"
    made.write_bytes(archive_files.pack(files))
    return made


def whole() -> dict[str, bytes]:
    """A small archive with what the command says of it."""
    made = an_archive(BODIES)
    told = {**json.loads(made[MANIFEST]), "incident": 12, "exercise": True}
    return {**made, MANIFEST: json.dumps(told).encode()}


def test_a_whole_one_is_told_with_what_was_proven_and_what_was_not(run: Run, tmp_path: Path) -> None:
    code, said, complained = run(filed(tmp_path, whole()))
    assert (code, complained) == (0, "")
    assert "Arkivet er helt: hændelse E12 (ØVELSE), 1 filer svarer til manifestet." in said
    assert "3 af 3 linjer er regnet efter" in said
    assert "2 linjer hænger sammen med linjen før." in said
    assert "3 tekster svarer til loggen; 0 er fjernet" in said
    digest = said.split("Manifestets fingeraftryk: ")[1].split()[0]
    assert run(filed(tmp_path, whole()), "--digest", digest)[0] == 0
    code, _, complained = run(filed(tmp_path, whole()), "--digest", digest[:12])
    assert code == 1
    assert "Fingeraftrykket er på 64 tegn" in complained
    code, _, complained = run(filed(tmp_path, whole()), "--digest", "0" * 64)
    assert (code, "manifest.json er en anden end den, der er angivet." in complained) == (1, True)


def test_the_line_that_somebody_changed_is_named(run: Run, tmp_path: Path) -> None:
    log = json.loads(whole()["log.json"])
    log["lines"][1]["role"] = "politi"
    code, said, complained = run(filed(tmp_path, {**whole(), "log.json": json.dumps(log).encode()}))
    assert (code, said) == (1, "")
    assert "Filen log.json er ændret" in complained
    assert "Linje 2 er ændret, efter at den blev skrevet." in complained
    assert "arkiv.zip er IKKE helt: 2 fejl" in complained


def test_the_text_that_somebody_changed_the_file_that_is_missing_and_the_one_too_many_are_named(
    run: Run, tmp_path: Path
) -> None:
    files = whole()
    changed = files["log.json"].replace(b"Der er ro igen", b"Der er uro nu")
    complained = run(filed(tmp_path, {**files, "log.json": changed, "mere.csv": b"x"}))[2]
    assert "Tekst nr. 3, som hører til linje 3, er ændret" in complained
    assert "Filen mere.csv står ikke i manifestet" in complained
    assert "Filen log.json mangler." in run(filed(tmp_path, {MANIFEST: files[MANIFEST]}))[2]
    assert "manifest.json mangler." in run(filed(tmp_path, {"log.json": b""}))[2]


def test_what_is_no_archive_is_refused_in_danish(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "intet.zip") == (1, "", "Filen intet.zip findes ikke.\n")
    for content in (b"", b"ingen zip", archive_files.pack(whole())[:200]):
        (tmp_path / "x.zip").write_bytes(content)
        assert run(tmp_path / "x.zip") == (1, "", "Filen x.zip er ikke et arkiv, der kan læses (en ZIP-fil).\n")
    assert run(tmp_path)[0] == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_stands_twice_and_one_that_claims_to_be_huge_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as twice:
        twice.writestr("log.json", b"1")
        twice.writestr("log.json", b"2")
    (tmp_path / "x.zip").write_bytes(written.getvalue())
    with pytest.raises(Refusal, match="file-twice"):
        archive_files.unpack(tmp_path / "x.zip")
    monkeypatch.setattr(archive_files, "MOST", 10)
    with pytest.raises(Refusal, match="archive-too-large"):
        archive_files.unpack(filed(tmp_path, whole()))


def test_the_same_files_make_the_same_bytes_whenever_they_are_packed() -> None:
    packed = archive_files.pack(whole())
    assert archive_files.settled(packed) == packed
    with zipfile.ZipFile(BytesIO(packed)) as read:
        assert {entry.date_time for entry in read.infolist()} == {archive_files.MOMENT}
        assert read.namelist() == list(whole())


def test_every_fault_that_can_be_found_has_its_sentence() -> None:
    source = (Path(archive_files.__file__).parents[1] / "rules" / "archive_proof.py").read_text("utf-8")
    told = {part.split('"')[1] for part in source.split("Fault(")[1:] if part.startswith('"')}
    assert told == set(line.ARCHIVE_BROKEN)
