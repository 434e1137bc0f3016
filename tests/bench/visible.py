"""1. From a commit to the glass of a second browser, beside a bare websocket page on the same machine.

Three pages of a real Chromium stand open at once and change in turns: the bare page, the overview of a second person
(an incident's card in the page, its mark on the map inside the frame), and that person's list of actions, which the
first person clicks in. A MutationObserver in the page notes the moment, on the clock that servers and pages share.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

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
from tests.scratch import scratch
from tests.web.clients import signed_in
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.served import ROOT, Served, free_port, serve

INCIDENTS = 20
CHANGES = 20
UNCOUNTED = 2
"""Changes before the counting begins."""
REST = (0.25, 0.4, 0.55)
"""Seconds between two changes, in turns, so that they meet every phase of the server's own beats."""
LONGEST = 10_000
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
    """Measure and tell."""
    with scratch("bench") as home, _bare() as bare_url, sync_playwright() as playwright:
        store = town.open_town(home)
        town.grow(store, INCIDENTS)
        incident, actions = _furnish(store)
        with serve(home, app="tests/bench/stage/product.py") as served:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            figures.heading(
                f"1. From a change to a second browser · {INCIDENTS} open incidents · Chromium {browser.version}"
            )
            for position, figure in enumerate(found := _take_turns(browser, served, bare_url, incident, actions)):
                figures.show(figure, found[0] if position else None)
            browser.close()
        store.close()


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
def _bare() -> Iterator[str]:
    """The bare page, served; its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.stage.bare", str(port)], cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{address}/ready")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _take_turns(browser: Browser, served: Served, bare_url: str, incident: int, actions: list[int]) -> list[Figure]:
    chief, police = (browser.new_context(viewport={"width": 1366, "height": 900}) for _ in range(2))
    last = f".st-key-action-{actions[-1]}"
    clicking = Watched(_enter(chief, f"{served.url}/indsatser", "projektchef", last))
    listing = Watched(_enter(police, f"{served.url}/indsatser", "lokalraad-politi", last))
    overview = Watched(_overview(police, served, incident), map=True)
    bare = Watched(_open(police, bare_url, "#number"))
    bare.page.wait_for_function("document.title === 'Open'")
    times: dict[str, list[float]] = {}
    with httpx.Client(base_url=bare_url) as plain, signed_in(served, "projektchef") as signed:

        def change_bare(number: int) -> None:
            bare.want("#number", str(number + 1))
            at = plain.post("/change").json()["at"]
            times.setdefault("bare websocket page: number sent -> in the page", []).append(bare.seen()["text"] - at)

        def commit(number: int) -> None:
            risk = Risk.LOW if number % 2 else Risk.HIGH
            overview.want(f".st-key-incident-{incident}", look.RISK[risk].label)
            at = signed.post("/bench/assess", params={"incident": incident, "risk": risk}).json()["at"]
            for name, seen in overview.seen().items():
                where = {
                    "text": "commit -> incident's card on the overview",
                    "map": "commit -> mark on the overview's map",
                }
                times.setdefault(where[name], []).append(seen - at)

        def click(number: int) -> None:
            card = f".st-key-action-{actions[number]}"
            listing.want(card, look.ACTION[ActionStatus.IN_PROGRESS].label)
            clicking.page.click(f".st-key-save-start-{actions[number]} button")
            at = clicking.page.evaluate("window.bench.clicked")
            times.setdefault("click in one browser -> card in the other", []).append(listing.seen()["text"] - at)

        turns: list[Callable[[int], Any]] = [change_bare, commit, click]
        for number in range(CHANGES + UNCOUNTED):
            for turn, act in enumerate(turns):
                time.sleep(REST[(number + turn) % len(REST)])
                act(number)
    return [Figure(name, taken[UNCOUNTED:]) for name, taken in times.items()]


def _enter(context: BrowserContext, address: str, demo: str, place: str) -> Page:
    """A page of somebody who signs in by being chosen."""
    page = context.new_page()
    page.goto(address)
    page.click(f'button[value="{demo}"]')
    page.wait_for_selector(place, timeout=START)
    return page


def _overview(context: BrowserContext, served: Served, incident: int) -> Page:
    page = _open(context, f"{served.url}/?haendelse={incident}", f".st-key-incident-{incident}")
    page.frame_locator("iframe").locator("#map_div[data-revision]").wait_for(timeout=START)
    return page


def _open(context: BrowserContext, address: str, place: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(place, timeout=START)
    return page
