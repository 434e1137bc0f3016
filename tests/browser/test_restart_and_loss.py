"""The server dies, stays away and comes back: what was typed is kept, what was saved counts once. Source: 6.7, 6.8."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Locator, expect

from data import queries
from data.storage import Store
from data.vocabulary import PartKind
from tests.browser.conftest import Comes, furnish
from tests.browser.person import APP, Person, t
from tests.builders import hat
from tests.scratch import scratch
from tests.web.served import PRODUCT, Served, free_port, serve

pytestmark = pytest.mark.browser

PROMISED = 15.0
"""Seconds within which a page says that the connection is lost."""
LABEL = "The text, or why it is not relevant"
AS_OF = re.compile(re.escape(t("CONNECTION LOST – data as of {time}", time="~")).replace("\\~", r"\d\d\.\d\d"))
UNSAVED = (
    "Not saved as far as we know: the connection broke before the server answered. The text is still in the form. When "
    "the connection is back, the page shows whether it was saved; if not, press again."
)
TYPED = "Ca. 15-20 unge på stedet, ingen er kommet til skade"


class Machine:
    """A house that loses its power and gets it back, at the same address."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self._running = ExitStack()
        self.start()

    def start(self) -> None:
        """Power."""
        self.served = self._running.enter_context(serve(self.home, PRODUCT, self.port))

    def dies(self) -> None:
        """kill -9."""
        self.served.kill()
        self._running.close()


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """The demo."""
    with scratch("browser") as folder:
        furnish(folder, demo=True)
        yield folder


@pytest.fixture
def machine(home: Path) -> Iterator[Machine]:
    """The database stays, the machine is each test's own to break."""
    made = Machine(home)
    yield made
    made.dies()


@pytest.fixture
def served(machine: Machine) -> Served:
    """The address stays the same over every restart."""
    return machine.served


@pytest.fixture
def store(served: Served) -> Iterator[Store]:
    """The same database, for what others do meanwhile."""
    opened = served.store()
    yield opened
    opened.close()


def texts_of(store: Store, kind: PartKind) -> list[str | None]:
    """Every text of a part that was ever saved."""
    lines = queries.history(store, hat(store, "projektchef"), 1)
    return [line.texts["text"].body for line in lines if line.facts.get("part") == kind and "text" in line.texts]


def half_way(comes: Comes, kind: PartKind, text: str) -> tuple[Person, Locator]:
    """Somebody in the middle of a sentence."""
    person = comes("stabsenhed").opens("/handlingsplan")
    person.press("Write", inside=person.card("part", kind))
    field = person.field(LABEL)
    field.fill("")
    field.press_sequentially(text)
    return person, field


def strip(person: Person, kind: str) -> Locator:
    """One of the messages that lie over everything."""
    return person.page.locator(f"[data-strip={kind}]")


def comes_back(person: Person) -> None:
    """Both connections stand again, and the page has been drawn anew."""
    connected = person.page.locator(f'{APP}[data-test-connection-state="CONNECTED"]')
    expect(connected).to_be_visible(timeout=30_000)
    expect(strip(person, "lost")).to_have_count(0, timeout=30_000)
    person.ready()


def test_after_a_kill_the_sign_in_goes_on_and_the_open_form_is_still_open(
    machine: Machine, comes: Comes, store: Store
) -> None:
    person, field = half_way(comes, PartKind.SITUATION, TYPED)
    machine.dies()
    machine.start()
    comes_back(person)
    expect(field).to_have_value(TYPED)
    person.press("Save", inside=person.form)
    expect(person.form).to_have_count(0)
    expect(person.card("part", PartKind.SITUATION)).to_contain_text(TYPED)
    assert texts_of(store, PartKind.SITUATION).count(TYPED) == 1
    person.opens("/")
    expect(person.page).not_to_have_url(re.compile("log-ind"))
    person.forgive()


def test_a_lost_connection_is_told_and_a_save_meanwhile_is_not_saved_and_not_lost(
    machine: Machine, comes: Comes, store: Store
) -> None:
    person, field = half_way(comes, PartKind.PURPOSE, TYPED)
    onlooker = comes("aab").opens("/")
    machine.served.freeze()
    gone = monotonic()
    person.button(t("Save"), inside=person.form).click()
    for one in (person, onlooker):
        expect(strip(one, "lost")).to_be_visible(timeout=(gone + PROMISED - monotonic()) * 1000)
        expect(strip(one, "lost")).to_contain_text(AS_OF)
    told = strip(person, "unsaved")
    expect(told).to_contain_text(t(UNSAVED))
    expect(field).to_have_value(TYPED)
    machine.dies()
    assert TYPED not in texts_of(store, PartKind.PURPOSE)
    machine.start()
    for one in (person, onlooker):
        comes_back(one)
    expect(field).to_have_value(TYPED)
    person.press("Save", inside=person.form)
    expect(person.form).to_have_count(0)
    expect(person.card("part", PartKind.PURPOSE)).to_contain_text(TYPED)
    expect(told).to_have_count(0)
    assert texts_of(store, PartKind.PURPOSE).count(TYPED) == 1
    for one in (person, onlooker):
        one.forgive()


def test_a_save_whose_answer_was_lost_counts_once_when_it_is_repeated(
    machine: Machine, comes: Comes, store: Store
) -> None:
    person, _ = half_way(comes, PartKind.COMMUNICATION, TYPED)
    before = store.revision()
    person.button(t("Save"), inside=person.form).click(no_wait_after=True)
    while store.revision() == before:
        pass
    machine.dies()
    machine.start()
    comes_back(person)
    if person.form.count():
        person.press("Save", inside=person.form)
        expect(person.form).to_have_count(0)
    expect(person.card("part", PartKind.COMMUNICATION)).to_contain_text(TYPED)
    assert texts_of(store, PartKind.COMMUNICATION).count(TYPED) == 1
    person.forgive()


def test_signing_out_in_one_tab_ends_the_others_and_nobody_else(comes: Comes) -> None:
    person, other = comes("projektchef").opens("/haendelser"), comes("projektchef").opens("/")
    further = person.tab()
    further.goto(f"{person.served.url}/log-ud")
    further.get_by_role("button", name=t("Sign out"), exact=True).click()
    expect(person.page).to_have_url(re.compile(r"/log-ind\?besked="))
    expect(person.page.get_by_text(t("You are signed out."))).to_be_visible()
    person.page.goto(f"{person.served.url}/haendelser")
    expect(person.page).to_have_url(re.compile("/log-ind"))
    other.goes_to("Actions")
    person.forgive()
