"""The product, a house that is furnished anew for each module, and machines that are paired with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from data import commands
from data.storage import Store
from data.storage.sign_ins import name_of
from tests import builders as b
from tests.browser.conftest import ALONE
from tests.scratch import scratch
from tests.web.clients import client
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.served import PRODUCT, Served, furnish, serve

SCREEN = "beredskab-tavle"
"""The cookie of a screen."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, on a machine without a network."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, ALONE])
        yield started
        started.close()


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Where the house of this module lives."""
    with scratch("wall") as folder:
        furnish(folder)
        yield folder


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    """The product."""
    with serve(home, PRODUCT) as running:
        yield running


@pytest.fixture(scope="module")
def store(served: Served) -> Iterator[Store]:
    """The same database, for what others do meanwhile."""
    opened = served.store()
    yield opened
    opened.close()


def pair(store: Store, token: str, room: str = "Mødelokale 2") -> int:
    """Somebody confirms the figures that the machine with this token shows."""
    code = commands.show_code(store, name_of(token))
    return commands.pair_screen(store, b.hat(store, "projektchef"), code=code, room=room)


@contextmanager
def screen(served: Served, store: Store) -> Iterator[httpx.Client]:
    """A machine that was paired."""
    with client(served) as machine:
        machine.get("/tavle")
        pair(store, machine.cookies[SCREEN])
        yield machine


def hang(browser: Browser, served: Served, store: Store, width: int = 1920, height: int = 1080) -> BrowserContext:
    """A browser on the wall that is paired already."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="da-DK")
    token = f"en skærms hemmelighed {width} {height} {store.revision()}".encode().hex()
    pair(store, token)
    context.add_cookies([{"name": SCREEN, "value": token, "url": served.url, "httpOnly": True}])
    return context
