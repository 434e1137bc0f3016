"""1. From a commit to the glass of a second browser, beside a bare websocket page on the same machine.

Two people are signed in, each in a browser of their own (real Chromium); what changes is looked for in the second one,
in turns with the bare page. A MutationObserver in the page notes the moment, on the clock that servers and pages share.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from components import look
from data import commands
from data.entities import Action
from data.storage import Store
from data.vocabulary import ActionStatus, Risk
from tests import builders
from tests.bench import figures, town
from tests.bench.figures import Figure
from tests.web.clients import signed_in
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.served import ROOT, Served, free_port, serve

INCIDENTS = 20
PEOPLE = ("projektchef", "lokalraad-politi")
ACTIONS = "/indsatser?part=alle"
CHANGES = 20
UNCOUNTED = 2
"""Changes before the counting begins."""
REST = (0.25, 0.4, 0.55)
"""Seconds between two changes, in turns, so that they meet every phase of the server's own beats."""
LONGEST = 30_000
"""Milliseconds a change may take to be seen."""
START = 30_000
"""Milliseconds a page may take to open."""

WATCH = """(places) => {
  let tick = Date.now()
  while (Date.now() === tick) { /* until the shared clock turns */ }
  const apart = Date.now() - performance.now()  // to a fraction of a millisecond
  const now = () => apart + performance.now()
  const bench = (window.bench = { wanted: {}, seen: {}, clicked: 0 })
  const frame = () => document.querySelector("iframe[title]")?.contentDocument
  const has = {
    text: ([place, word]) => document.querySelector(place)?.textContent.includes(word),
    map: (before) => (frame()?.querySelector("#map_div")?.dataset.revision ?? before) !== before,
  }
  const look = () => {
    for (const [name, wanted] of Object.entries(bench.wanted))
      if (!bench.seen[name] && has[name](wanted)) bench.seen[name] = now()
  }
  const all = { subtree: true, childList: true, characterData: true, attributes: true }
  new MutationObserver(look).observe(document.body, all)
  if (places.map) new MutationObserver(look).observe(frame().documentElement, all)
  document.addEventListener("click", () => (bench.clicked = now()), true)
}"""
WANT = """(wanted) => {
  if ("map" in wanted)
    wanted.map = document.querySelector("iframe[title]").contentDocument.querySelector("#map_div").dataset.revision
  Object.assign(window.bench, { seen: {}, wanted })
}"""
SEEN = "() => Object.keys(window.bench.wanted).every((name) => window.bench.seen[name]) ? window.bench.seen : null"


class Watched:
    """A page on which something is waited for."""

    def __init__(self, page: Page, *, map: bool = False) -> None:
        self.page, self._map = page, map
        page.evaluate(WATCH, {"map": map})

    def want(self, place: str, word: str) -> None:
        """What is to appear: a word in a place; on a page with a map, a newer state of it, too."""
        self.page.evaluate(WANT, {"text": [place, word], **({"map": ""} if self._map else {})})

    def seen(self) -> dict[str, float]:
        """When it appeared (ms since 1970), by name."""
        found: dict[str, float] = self.page.wait_for_function(SEEN, polling=20, timeout=LONGEST).json_value()
        return found


def measure() -> None:
    """Measure and tell. The database lies on a disk: a click ends in a save that survives a power cut."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="beredskab-bench-")))
        bare_url = stack.enter_context(served_bare())
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        store = stack.enter_context(closing(town.open_town(home)))
        town.grow(store, INCIDENTS - 1)
        incident, actions = _furnish(store)
        served = stack.enter_context(serve(home, app="tests/bench/stage/product.py"))
        page = Watched(_open(browser.new_context(), bare_url, "body.open #number"))
        bare = Bare(page, stack.enter_context(httpx.Client(base_url=bare_url)))
        found = _commits(browser, served, incident, bare) + _clicks(browser, served, actions, bare)
        chromium = browser.version.partition(".")[0]
        browser.close()
    figures.heading(f"1. From a change to a second browser (Chromium {chromium}), {INCIDENTS} incidents open")
    figures.show(yardstick := Figure("bare websocket page: number sent -> in the page", bare.times))
    for figure in found:
        figures.show(figure, yardstick)


def _furnish(store: Store) -> tuple[int, list[int]]:
    """An active incident whose card is looked at, and accepted actions of one party, one for each click."""
    incident = builders.an_incident(store, exercise=True)
    town.assess(store, incident, Risk.LOW)
    town.activate(store, incident, actions=0)
    chief = builders.hat(store, "projektchef")
    actions = [builders.an_action(store, incident, entry=None, party=chief.party) for _ in range(CHANGES + UNCOUNTED)]
    for action in actions:
        commands.accept_action(store, chief, seen=builders.seen(store, Action, action))
    return incident, actions


@contextmanager
def served_bare() -> Iterator[str]:
    """The bare page, served; its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.stage.bare", str(port)], cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            try:
                httpx.get(f"{address}/ready")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


class Bare:
    """The yardstick, asked in turns with what is measured."""

    def __init__(self, page: Watched, client: httpx.Client) -> None:
        self._page, self._client = page, client
        self._number = 0
        self.times: list[float] = []

    def change(self) -> None:
        """One number more."""
        self._number += 1
        self._page.want("#number", str(self._number))
        at = self._client.post("/change").json()["at"]
        self.times.append(self._page.seen()["text"] - at)


def _commits(browser: Browser, served: Served, incident: int, bare: Bare) -> list[Figure]:
    """The server itself commits; two people look at the overview, the second has the incident's card open."""
    with signed_in(served) as command, _people(browser, served, "/", f"/?haendelse={incident}") as (_, second):
        second.wait_for_selector(f".st-key-incident-{incident}", timeout=START)
        second.frame_locator("iframe").locator("#map_div[data-revision]").wait_for(timeout=START)
        overview = Watched(second, map=True)

        def commit(number: int) -> dict[str, float]:
            risk = Risk.LOW if number % 2 else Risk.HIGH
            overview.want(f".st-key-incident-{incident}", look.RISK[risk].label)
            at = command.post("/bench/assess", params={"incident": incident, "risk": risk}).json()["at"]
            return {name: seen - at for name, seen in overview.seen().items()}

        times = _take_turns(commit, bare)
    return [
        Figure("commit -> incident's card on the overview", [taken["text"] for taken in times]),
        Figure("commit -> mark on the overview's map", [taken["map"] for taken in times]),
    ]


def _clicks(browser: Browser, served: Served, actions: list[int], bare: Bare) -> list[Figure]:
    """The first person tells, with one click, that an action is in progress; the second looks at the list."""
    with _people(browser, served, ACTIONS, ACTIONS) as (first, second):
        for page in (first, second):
            page.wait_for_selector(f".st-key-action-{actions[-1]}", timeout=START)
        clicking, listing = Watched(first), Watched(second)

        def click(number: int) -> dict[str, float]:
            listing.want(f".st-key-action-{actions[number]}", look.ACTION[ActionStatus.IN_PROGRESS].label)
            first.click(f".st-key-save-start-{actions[number]} button")
            at = clicking.page.evaluate("window.bench.clicked")
            return {name: seen - at for name, seen in listing.seen().items()}

        times = _take_turns(click, bare)
    return [Figure("click in the first browser -> card in the second", [taken["text"] for taken in times])]


def _take_turns(change: Callable[[int], dict[str, float]], bare: Bare) -> list[dict[str, float]]:
    times = []
    for number in range(CHANGES + UNCOUNTED):
        time.sleep(REST[number % len(REST)])
        bare.change()
        times.append(change(number))
    return times[UNCOUNTED:]


@contextmanager
def _people(browser: Browser, served: Served, *paths: str) -> Iterator[list[Page]]:
    """A browser of each person's own, signed in and on their page."""
    contexts = [browser.new_context(viewport={"width": 1366, "height": 900}) for _ in paths]
    try:
        yield [
            _enter(context, served.url + path, demo)
            for context, path, demo in zip(contexts, paths, PEOPLE, strict=True)
        ]
    finally:
        for context in contexts:
            context.close()


def _enter(context: BrowserContext, address: str, demo: str) -> Page:
    """A page of somebody who signs in by being chosen."""
    page = _open(context, address, f'button[value="{demo}"]')
    page.click(f'button[value="{demo}"]')
    return page


def _open(context: BrowserContext, address: str, place: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(place, timeout=START)
    return page
