"""What was confirmed is there after `kill -9`, once, with its chain whole; sending all again adds only the missing."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select

from data.entities import Incident, Submission, Text
from data.storage import Store, verify
from data.storage.connect import connect
from tests.conftest import Clock, Databases
from tests.storage import saving

ROOT = Path(__file__).parents[2]
COUNT = 150


@contextmanager
def started(url: str, count: int = COUNT) -> Iterator[tuple["subprocess.Popen[str]", IO[str]]]:
    """The saving process and what it says."""
    command = [sys.executable, "-m", "tests.storage.saving", url, str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
        finally:
            process.kill()


def confirmations(said: IO[str], at_least: int = 0) -> dict[str, int]:
    """key -> outcome, of the whole lines heard; stops after so many, or at the end."""
    heard: dict[str, int] = {}
    for line in said:
        if line.endswith("\n"):
            key, outcome = line.split()
            heard[key] = int(outcome)
        if at_least and len(heard) >= at_least:
            break
    return heard


@pytest.mark.parametrize(
    ("databases", "after"), [("sqlite", 1), ("sqlite", 60), ("postgresql", 60)], indirect=["databases"]
)
def test_every_confirmed_save_survives_a_kill(databases: Databases, tmp_path: Path, after: int) -> None:
    url = databases.fresh()
    if databases.kind == "sqlite":  # on a real disk
        shutil.copyfile(databases.folder / "furnished.sqlite", tmp_path / "disk.sqlite")
        url = f"sqlite:///{tmp_path / 'disk.sqlite'}"
    with started(url) as (process, said):
        heard = confirmations(said, after)
        process.kill()  # SIGKILL, with up to fifty saves in flight
        heard |= confirmations(said)
    assert after <= len(heard) < COUNT

    store = Store(connect(url), Clock())
    saved = _saved(store)
    assert len(saved) == len(set(saved))
    assert {f"Melding {key}" for key in heard} <= set(saved)
    _whole(store, len(saved))

    confirmed: list[tuple[str, int]] = []
    saving.save(url, saving.keys(COUNT), confirmed)
    again = _saved(store)
    assert sorted(again) == sorted(f"Melding {key}" for key in saving.keys(COUNT))
    assert heard.items() <= dict(confirmed).items()  # each is answered as it was the first time
    _whole(store, COUNT)
    store.close()
    databases.drop(url)


def _saved(store: Store) -> list[str]:
    with store.whole() as session:
        return [str(body) for body in session.scalars(select(Text.body).join(Incident, Incident.what_id == Text.id))]


def _whole(store: Store, saved: int) -> None:
    with store.whole() as session:
        verdict = verify(session)
        numbers = session.scalars(select(Incident.number).order_by(Incident.number)).all()
        assert len(session.scalars(select(Submission.key)).all()) == saved
    assert verdict.whole, verdict.why
    assert verdict.lines == saved + 1
    assert list(numbers) == list(range(1, saved + 1))
