"""What only a browser shows: nothing typed runs, a click is told once, a redraw disturbs nobody, no host is asked."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Frame, Page, Route, sync_playwright

from tests.map.example import NASTY

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; script-src-elem 'self' 'unsafe-inline'; "
    "script-src-attr 'none'; "
    "connect-src 'self' data: blob:; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'"
)
"""What components/web/headers.py serves for /component/."""
HERE = {"lat": 55.612, "lon": 12.35}
FAR = {"lat": 55.63, "lon": 12.38}
REDRAWS = 3


class Trial:
    """A page with the map, the file it is drawn from, and what the script was told."""

    def __init__(self, home: Path, page: Page, address: str) -> None:
        self.home, self.page = home, page
        self.asked: list[str] = []
        self.troubles: list[str] = []
        self._state: dict[str, Any] = {"revision": 0, "selected": None, "picking": False, "pin": None, "marks": []}
        self._state["town"] = False
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: self.troubles.append(dialog.message) or dialog.dismiss())
        page.route("**/*", lambda route: self._watch(route, address))

    def _watch(self, route: Route, address: str) -> None:
        if not route.request.url.startswith((address, "data:", "blob:")):
            route.abort()
        elif "/component/" in route.request.url and "index.html" in route.request.url:
            answer = route.fetch()
            route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})
        else:
            route.continue_()

    def state(self, **changed: Any) -> None:
        """Changes what the script draws from."""
        self._state |= {"revision": self._state["revision"] + 1, **changed}
        waiting = self.home / "state.new"
        waiting.write_text(json.dumps(self._state))
        waiting.replace(self.home / "state.json")

    def open(self, address: str, **changed: Any) -> None:
        """Opens the page and waits for the map."""
        self.state(**changed)
        (self.home / "told.jsonl").write_text("")
        self.page.goto(address)
        self.page.frame_locator("iframe").locator("#map_div[data-ready]").wait_for()
        self.shown()

    def shown(self) -> None:
        """Waits until the newest state is on the glass."""
        self.page.frame_locator("iframe").locator(f"#map_div[data-revision='{self._state['revision']}']").wait_for()

    def change(self, **changed: Any) -> None:
        """Somebody else changes something; returns when it is seen."""
        self.state(**changed)
        self.shown()

    def told(self) -> list[dict[str, Any]]:
        """What the script was told, redraw by redraw."""
        return [json.loads(line) for line in (self.home / "told.jsonl").read_text().splitlines()]

    def redraws(self, number: int = REDRAWS) -> None:
        """Waits for so many more redraws."""
        before = len(self.told())
        until(lambda: len(self.told()) >= before + number)

    def clicks(self) -> list[dict[str, Any]]:
        """The clicks that were told."""
        return [told for told in self.told() if told["mark"] is not None or told["point"] is not None]

    @property
    def frame(self) -> Frame:
        """The map's own document."""
        return next(frame for frame in self.page.frames if "st_folium" in frame.url)

    def view(self) -> Any:
        """Centre and zoom."""
        return self.frame.evaluate("() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]")


def until(holds: Callable[[], object], seconds: float = 15) -> None:
    """Waits for something to become true."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("map")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """The little script, served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = ROOT / "tests/map/shown.py"
    command = [
        sys.executable, "-m", "streamlit", "run", str(script), "--server.address=127.0.0.1", f"--server.port={port}",
        "--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none",
    ]  # fmt: skip
    settings = {**os.environ, "TRIAL": str(home), "PYTHONPATH": str(ROOT)}
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=settings, cwd=home, stdout=log, stderr=subprocess.STDOUT)
        try:
            until(lambda: answers(f"http://127.0.0.1:{port}/_stcore/health"), 40)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(10)


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=1) as answer:  # noqa: S310  our own server
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def trial(home: Path, address: str, browser: Browser) -> Iterator[Trial]:
    """A fresh page; afterwards nothing may have failed, run or left the host."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    made = Trial(home, page, address)
    try:
        yield made
        assert made.troubles == []
        assert [url for url in made.asked if not url.startswith((address, "data:", "blob:"))] == []
        assert made.frame.evaluate("() => window.hurt") is None
    finally:
        context.close()


def test_what_somebody_typed_is_shown_as_they_typed_it(trial: Trial, address: str) -> None:
    trial.open(address, marks=[{"id": 1, **HERE, "title": NASTY, "place": NASTY, "meta": NASTY}])
    mark = trial.frame.locator(".mark")
    mark.click()
    card = trial.frame.locator(".card")
    assert card.locator(".title").text_content() == NASTY
    assert card.locator(".place").text_content() == NASTY
    assert card.locator(".meta").text_content() == NASTY
    assert NASTY in (mark.get_attribute("aria-label") or "")
    assert trial.frame.locator(".zone-name b").text_content() == NASTY
    assert trial.frame.locator(".sources").text_content() == f"© {NASTY}"
    assert trial.frame.locator("img:not([src^='data:'])").count() == 0


def test_streets_and_outlines_are_drawn_once_and_their_names_are_text(trial: Trial, address: str) -> None:
    """Three thousand buildings are one shape, which no redraw touches."""
    trial.open(address, town=True, marks=[{"id": 1, **HERE}])
    frame = trial.frame
    names = frame.locator(".street-name")
    assert names.all_text_contents() == [NASTY, "Kort vej", "Vej"]
    assert [names.nth(n).is_visible() for n in (1, 2)] == [False, True]
    assert frame.locator("path.building").count() == 1
    assert [frame.locator(f"path.street-{kind}").count() for kind in ("main", "minor", "path")] == [2, 2, 0]
    assert frame.locator("path.block").count() == 9
    legend = frame.locator(".legend-body").text_content() or ""
    assert all(word in legend for word in ("Blok", "Anden bygning", "Gade"))
    frame.evaluate("""() => {
      window.redrawn = 0;
      const watch = new MutationObserver((all) => { window.redrawn += all.length; });
      watch.observe(document.querySelector(".leaflet-land-pane"), { subtree: true, childList: true, attributes: true });
    }""")
    trial.change(marks=[{"id": 1, **HERE, "title": "Nyt"}, {"id": 2, **HERE}])
    trial.redraws()
    assert frame.evaluate("() => window.redrawn") == 0
    assert frame.locator("img:not([src^='data:'])").count() == 0


def test_a_click_on_a_mark_is_told_once(trial: Trial, address: str) -> None:
    trial.open(address, marks=[{"id": 1, **HERE}])
    trial.frame.locator(".mark").click()
    until(trial.clicks)
    trial.change(marks=[{"id": 1, **HERE, "title": "Ny titel"}])
    trial.redraws()
    assert [click["mark"] for click in trial.clicks()] == [1]
    trial.frame.locator(".mark").click()
    until(lambda: len(trial.clicks()) == 2)
    trial.redraws()
    assert [click["mark"] for click in trial.clicks()] == [1, 1]


def test_a_reloaded_page_repeats_no_click(trial: Trial, address: str) -> None:
    trial.open(address, marks=[{"id": 1, **HERE}])
    trial.frame.locator(".mark").click()
    until(trial.clicks)
    trial.page.reload()
    trial.page.frame_locator("iframe").locator("#map_div[data-ready]").wait_for()
    trial.redraws()
    assert len(trial.clicks()) == 1


def test_a_click_on_the_map_is_told_once_as_a_point(trial: Trial, address: str) -> None:
    trial.open(address, marks=[])
    trial.frame.locator("#map_div").click(position={"x": 420, "y": 300})
    until(trial.clicks)
    trial.redraws()
    [click] = trial.clicks()
    expected = trial.frame.evaluate(
        "() => { const p = map.containerPointToLatLng([419, 299]); return [p.lat, p.lng]; }"
    )
    assert click["point"] == pytest.approx(expected, abs=1e-4)


def test_a_redraw_changes_marks_in_place(trial: Trial, address: str) -> None:
    """View, focus, the open card and the very elements survive what somebody else does."""
    trial.open(address, marks=[{"id": 1, **HERE}, {"id": 2, "lat": 55.609, "lon": 12.345}])
    trial.frame.get_by_role("button", name="Zoom ind").click()
    trial.frame.evaluate("() => map.panBy([60, 40], { animate: false })")
    trial.frame.locator(".mark").first.click()
    trial.frame.locator(".card").wait_for()
    trial.page.wait_for_timeout(600)
    trial.frame.locator(".mark").first.focus()
    trial.frame.evaluate("() => { window.kept = document.querySelector('.mark'); }")
    before = trial.view()
    trial.change(marks=[{"id": 1, **HERE, "title": "Nyt", "risk": "medium", "state": "closed"}, {"id": 3, **HERE}])
    assert trial.view() == before
    assert trial.frame.evaluate(
        "() => document.querySelector('.mark') === window.kept && document.activeElement === window.kept"
    )
    assert trial.frame.locator(".card .title").text_content() == "Nyt"
    assert trial.frame.locator(".mark").first.locator(".risk-medium.over .letter").text_content() == "C"
    assert trial.frame.locator(".mark").count() == 2


def test_redraws_leave_nothing_behind(trial: Trial, address: str) -> None:
    """A screen that hangs for days must not fill up."""
    trial.open(address, marks=[{"id": 1, **HERE}])
    count = (
        "() => [document.querySelectorAll('*').length, window.feature_group.length, Object.keys(map._layers).length]"
    )
    trial.change(marks=[{"id": 1, **HERE, "title": "a"}])
    trial.redraws()
    before = trial.frame.evaluate(count)
    for title in ("b", "c", "d"):
        trial.change(marks=[{"id": 1, **HERE, "title": title}])
    trial.redraws()
    assert trial.frame.evaluate(count) == before


def test_marks_at_the_same_place_do_not_hide_one_another(trial: Trial, address: str) -> None:
    trial.open(address, marks=[{"id": n, **HERE} for n in range(1, 6)])
    boxes = [look.bounding_box() for look in trial.frame.locator(".mark").all()]
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]
    apart = [abs(complex(*a) - complex(*b)) for i, a in enumerate(middles) for b in middles[:i]]
    assert len(middles) == 5
    assert min(apart) >= max(box["width"] for box in boxes if box)


def test_choosing_in_the_table_marks_without_moving_the_map(trial: Trial, address: str) -> None:
    trial.open(address, marks=[{"id": 1, **HERE}, {"id": 2, "lat": 55.609, "lon": 12.345}])
    before = trial.view()
    trial.change(selected=2)
    assert trial.frame.locator(".mark.selected").get_attribute("aria-pressed") == "true"
    assert trial.frame.locator(".mark.selected .number").text_content() == "12"
    assert trial.view() == before


def test_a_chosen_mark_out_of_sight_is_brought_into_it(trial: Trial, address: str) -> None:
    trial.open(address, marks=[{"id": 1, **FAR}])
    zoom = trial.view()[2]
    trial.change(selected=1)
    until(lambda: abs(trial.view()[0] - FAR["lat"]) < 0.001)
    assert trial.view()[2] == zoom
    trial.frame.get_by_role("button", name="Hele området").click()
    assert trial.view()[0] == pytest.approx(55.612, abs=0.001)


def test_picking_tells_the_point_and_shows_the_pin(trial: Trial, address: str) -> None:
    """A mark is no obstacle while a place is picked: the click means the place."""
    trial.open(address, marks=[{"id": 1, **HERE}], picking=True)
    assert trial.frame.locator(".hint").text_content() == "Klik på stedet"
    assert trial.frame.locator("#map_div").evaluate("made => getComputedStyle(made).cursor") == "crosshair"
    box = trial.frame.locator(".mark").bounding_box()
    assert box
    trial.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    until(trial.clicks)
    assert trial.clicks()[0]["point"] == pytest.approx([HERE["lat"], HERE["lon"]], abs=1e-4)
    trial.change(pin=[55.611, 12.345])
    assert trial.frame.get_by_role("img", name="Valgt sted").count() == 1
    assert trial.frame.locator(".pin-ring").count() == 1
    assert trial.frame.locator(".ghost").count() == 0
    trial.change(picking=False, pin=None)
    assert trial.frame.locator(".pin, .pin-ring").count() == 0


def test_everything_can_be_done_by_keyboard(trial: Trial, address: str) -> None:
    trial.open(address, marks=[{"id": 1, **HERE}])
    trial.frame.locator(".mark").focus()
    trial.page.keyboard.press("Enter")
    until(trial.clicks)
    trial.frame.locator(".card").wait_for()
    trial.page.keyboard.press("Escape")
    trial.frame.locator(".card").wait_for(state="detached")
    trial.change(picking=True)
    trial.frame.locator("#map_div").focus()
    trial.page.keyboard.press("Enter")
    until(lambda: len(trial.clicks()) == 2)
    assert trial.clicks()[1]["point"] == pytest.approx(trial.view()[:2], abs=1e-6)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_as_light_or_dark_as_the_page(trial: Trial, address: str, scheme: Any) -> None:
    trial.page.emulate_media(color_scheme=scheme)
    trial.open(address, marks=[])
    assert trial.frame.evaluate("() => document.documentElement.classList.contains('dark')") is (scheme == "dark")


def test_it_fits_a_telephone(trial: Trial, address: str) -> None:
    trial.page.set_viewport_size({"width": 390, "height": 844})
    trial.open(address, marks=[{"id": 1, **HERE}])
    assert trial.frame.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    legend = trial.frame.get_by_role("button", name="Signaturer")
    assert legend.get_attribute("aria-expanded") == "false"
    legend.click()
    box = trial.frame.locator(".legend-body").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    for button in trial.frame.get_by_role("button").all():
        size = button.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 40
    trial.frame.locator(".mark").evaluate("made => made.click()")
    trial.frame.locator(".card").wait_for()


def test_drawing_costs_milliseconds(trial: Trial, address: str) -> None:
    trial.open(address, marks=[{"id": n, **HERE} for n in range(20)])
    trial.redraws(6)
    assert sorted(told["ms"] for told in trial.told()[1:])[2] < 40
