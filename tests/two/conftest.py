"""One pair of instances per test module; who breaks one has a pair of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from data.storage import Store
from tests.conftest import Databases
from tests.scratch import scratch
from tests.two.pair import Pair, pair
from tests.web.conftest import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where the instances of this module live."""
    with scratch("two") as made:
        yield made


@pytest.fixture(scope="module")
def both(folder: Path, postgresql: Databases) -> Iterator[Pair]:
    """Two instances behind one proxy."""
    with pair(folder / "both", postgresql) as made:
        yield made


@pytest.fixture
def mortal(tmp_path: Path, postgresql: Databases) -> Iterator[Pair]:
    """A pair of one's own, to be killed."""
    with pair(tmp_path / "mortal", postgresql) as made:
        yield made


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The database of the pair that the test uses, from this process."""
    found: Pair = request.getfixturevalue("mortal" if "mortal" in request.fixturenames else "both")
    opened = found.store()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()
