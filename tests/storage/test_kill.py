"""What was confirmed is there after `kill -9`, once, with its chain whole; sending all again adds only the missing."""

import shutil
import subprocess
import sys
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
COUNT = 400


def started(url: str, count: int = COUNT) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.saving", url, str(count)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


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


@pytest.mark.parametrize("after", [1, 90])
def test_every_confirmed_save_survives_a_kill(databases: Databases, tmp_path: Path, after: int) -> None:
    url = databases.fresh()
    if databases.kind == "sqlite":  # on a real disk
        shutil.copyfile(databases.folder / "furnished.sqlite", tmp_path / "disk.sqlite")
        url = f"sqlite:///{tmp_path / 'disk.sqlite'}"
    process = started(url)
    assert process.stdout is not None
    heard = confirmations(process.stdout, after)
    process.kill()  # SIGKILL, with up to fifty saves in flight
    heard |= confirmations(process.stdout)
    process.wait()
    process.stdout.close()
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
