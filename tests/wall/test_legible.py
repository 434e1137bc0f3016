"""Read from four metres: every text of six situations, on four screens, by day and by night, as the browser has it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from data import commands
from data.storage import Store
from tests import builders as b
from tests.browser.conftest import PICTURES
from tests.wall.conftest import hang
from tests.wall.measured import measure, troubles
from tests.wall.situations import PLANTED, SITUATIONS, looking_back
from tests.web.served import Served

pytestmark = pytest.mark.browser
SIZES = ((1920, 1080), (3840, 2160), (1366, 768), (1024, 768))
LIGHTS = {"day": "lys", "night": "mork"}
SOON = 15_000


class Wall:
    """Eight boards on one wall, and everything they asked for and heard."""

    def __init__(self, browser: Browser, served: Served, store: Store) -> None:
        self.asked: list[str] = []
        self.heard: list[str] = []
        self.pages: dict[str, Page] = {}
        for width, height in SIZES:
            context = hang(browser, served, store, width, height)
            for name, light in LIGHTS.items():
                page = self.pages[f"{width}x{height}-{name}"] = context.new_page()
                page.on("request", self._asked)
                page.on(
                    "websocket", lambda socket: socket.on("framereceived", lambda said: self.heard.append(str(said)))
                )
                page.goto(f"{served.url}/tavle?lys={light}")
        self.served, self.store = served, store

    def _asked(self, request: Request) -> None:
        self.asked.append(request.url)

    def shows(self) -> None:
        """Wait until every board shows the newest state, and its marks have faded."""
        for page in self.pages.values():
            page.wait_for_function(
                "(rev) => Number(document.documentElement.dataset.rev) >= rev && document.fonts.status === 'loaded'",
                arg=self.store.revision(), timeout=SOON,
            )  # fmt: skip
            page.evaluate("document.querySelectorAll('.changed').forEach((one) => one.classList.remove('changed'))")


@pytest.fixture(scope="module")
def wall(browser: Browser, served: Served, store: Store) -> Wall:
    return Wall(browser, served, store)


@pytest.fixture(scope="module")
def pictures() -> Path:
    made = PICTURES / "wall"
    made.mkdir(parents=True, exist_ok=True)
    return made


def look(wall: Wall, pictures: Path, name: str) -> list[str]:
    """Every board, pictured and measured."""
    wall.shows()
    said = []
    for kind, page in wall.pages.items():
        page.screenshot(path=pictures / f"{name}-{kind}.png")
        found = measure(page)
        assert len(found["texts"]) > 3
        said += [f"{name} {kind}: {trouble}" for trouble in troubles(found)]
        assert PLANTED not in page.content()
    return said


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_text_can_be_read_from_four_metres(wall: Wall, pictures: Path, name: str) -> None:
    """The situations follow each other; run the whole module."""
    SITUATIONS[name](wall.store)
    said = look(wall, pictures, name)
    assert not said, "\n".join(said)


def test_what_is_held_says_so(wall: Wall, pictures: Path) -> None:
    commands.pin_board(wall.store, b.hat(wall.store, "aab"), incident=2)
    said = look(wall, pictures, "held")
    assert not said, "\n".join(said)


def test_a_review_is_read_from_four_metres_too(wall: Wall, pictures: Path) -> None:
    looking_back(wall.store)
    said = look(wall, pictures, "looking_back")
    assert not said, "\n".join(said)
    page = next(iter(wall.pages.values()))
    assert "Gennemgang" in page.locator("#title").inner_text()


def test_nothing_of_anybody_was_sent_and_nothing_was_asked_of_another_host(wall: Wall) -> None:
    plan = wall.store.plan()
    secrets = [PLANTED, *(c.name for c in plan.contacts), *(c.phone_as_written for c in plan.contacts)]
    sent = "".join(wall.heard)
    assert "Politi" in sent
    assert not [secret for secret in secrets if secret in sent]
    own = f"{wall.served.url}/"
    assert not [url for url in wall.asked if not url.startswith(own)]
