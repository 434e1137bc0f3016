"""The real product behind its doors, one server per test module; every browser is watched until it is closed."""

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from data import commands, exercise, plan
from data.settings import Settings
from data.storage import Store
from tests.browser.person import Person
from tests.scratch import scratch
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.served import HOUSE, PRODUCT, Served, serve

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Every other host is out of reach, whatever a page asks for; what it asks for is counted all the same."""
PICTURES = Path(tempfile.gettempdir()) / "beredskab-pictures"
Comes = Callable[..., Person]


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
    with scratch("browser") as folder:
        yield folder


def furnish(home: Path, *, demo: bool, database: str = "") -> None:
    """The shipped plan, an account by function for every role, and the exercise of the demo if wanted."""
    chosen = Settings(home=home, database_url=database)
    store = Store.open(chosen.url)
    commands.load_plan(store, plan.load(chosen.plan))
    if demo:
        exercise.demo(store)
    else:
        for role in store.plan().roles.values():
            commands.open_account(store, HOUSE, username=role.code, display=role.title, role=role.code, demo=True)
    store.close()


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    """The product with its demo."""
    furnish(home, demo=True)
    with serve(home, PRODUCT) as running:
        yield running


@pytest.fixture(scope="module")
def store(served: Served) -> Iterator[Store]:
    """The same database, for what others do meanwhile."""
    opened = served.store()
    yield opened
    opened.close()


@pytest.fixture
def crowd() -> Iterator[list[Person]]:
    """Everybody who came in this test. When they leave, nothing has gone wrong in any browser that was not forgiven."""
    came: list[Person] = []
    with ExitStack() as leaving:
        yield came
        for person in came:
            leaving.callback(person.leave)
        for person in came:
            person.is_well()


@pytest.fixture
def comes(browser: Browser, served: Served, crowd: list[Person]) -> Comes:
    """`comes("aab", width=390)`: a person of that role, signed in, in a browser of their own."""

    def come(role: str, **how: object) -> Person:
        person = Person(browser, served, **how).signs_in(role)  # type: ignore[arg-type]  # handed on as it is
        crowd.append(person)
        return person

    return come


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Of a test that failed: what every browser showed."""
    report = yield
    if report.when == "call" and report.failed:
        PICTURES.mkdir(exist_ok=True)
        for number, person in enumerate(getattr(item, "funcargs", {}).get("crowd", ())):
            picture = PICTURES / f"{item.name}-{number}.png"
            with suppress(Error):
                person.page.screenshot(path=picture, full_page=True)
                report.sections.append((f"browser {number}", f"{person.page.url}\n{picture}"))
    return report
