"""`make soak`: a wall that follows a change each second for an hour, with a restart in the middle; not in `make test`.

Says at the end: changes made, changes seen, how late, and what the page held of memory and nodes at the start and at
the end. Fails when a change was missed, when the wall did not come back by itself, or when the page grew.
SECONDS_OF_SOAK and EVERY come from the environment.
"""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import CDPSession, Page, sync_playwright

from data import commands
from data.entities import Incident
from data.storage import Store
from data.vocabulary import Answer, Response, Risk
from tests import builders as b
from tests.wall.conftest import hang
from tests.wall.situations import SITUATIONS
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.served import PRODUCT, Served, furnish, serve

SECONDS: Final = int(os.environ.get("SECONDS_OF_SOAK", "3600"))
EVERY: Final = float(os.environ.get("EVERY", "1"))
GROWTH: Final = 1.25
"""How much more memory or nodes the page may hold at the end than after its first minute of changes."""
TOO_LATE: Final = 5000
"""Milliseconds after which a change counts as missed."""
WATCH: Final = """() => {
  window.seen = {}
  new MutationObserver(() => (window.seen[document.documentElement.dataset.rev] ??= Date.now()))
    .observe(document.documentElement, { attributes: true, attributeFilter: ["data-rev"] })
}"""


def main() -> int:
    """Soak, tell, and answer with the number of broken promises."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="beredskab-soak-")))
        furnish(home)
        served = stack.enter_context(serve(home, PRODUCT))
        store = served.store()
        for name in ("calm", "before_meeting", "meeting", "in_force"):
            SITUATIONS[name](store)
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = hang(browser, served, store).new_page()
        page.goto(f"{served.url}/tavle")
        page.wait_for_selector("#lanes b")
        page.evaluate(WATCH)
        found = soak(page, store, served, stack)
        browser.close()
    for line, kept in found.items():
        print(f"  {'kept' if kept else 'BROKEN':<7}{line}")
    return sum(not kept for kept in found.values())


def soak(page: Page, store: Store, served: Served, stack: ExitStack) -> dict[str, bool]:
    """A change each EVERY seconds; the promises in words, and whether each was kept."""
    weight = page.context.new_cdp_session(page)
    made: dict[int, float] = {}
    begun, restarted, first = time.monotonic(), 0.0, held(weight)
    while (spent := time.monotonic() - begun) < SECONDS:
        if not restarted and spent > SECONDS / 2:
            restarted = restart(page, served, stack)
        if spent < min(60, SECONDS / 4):
            first = held(weight)
        change(store, len(made))
        made[store.revision()] = time.time() * 1000
        page.wait_for_timeout(max(0.0, EVERY * 1000 - ((time.monotonic() - begun) * 1000) % (EVERY * 1000)))
    page.wait_for_timeout(5000)
    seen = {int(revision): at for revision, at in page.evaluate("window.seen").items() if revision}
    # Two changes within a moment are one message: the board with the later one shows the earlier one as well.
    first_shown = {
        revision: min((t for shown, t in seen.items() if shown >= revision), default=float("inf")) for revision in made
    }
    late = sorted(first_shown[revision] - at for revision, at in made.items())
    missed = [revision for revision, at in made.items() if first_shown[revision] - at > TOO_LATE]
    last = held(weight)
    half, most = late[len(late) // 2], late[int(len(late) * 0.95)]
    return {
        f"{len(made)} changes, {len(missed)} missed; seen after {half:.0f} ms, 95 % within {most:.0f} ms": not missed,
        f"shows the newest of all: {max(made)}": max(seen) >= max(made),
        f"memory {first['JSHeapUsedSize'] / 2**20:.1f} -> {last['JSHeapUsedSize'] / 2**20:.1f} MiB": grew(
            first, last, "JSHeapUsedSize"
        ),
        f"nodes {first['Nodes']:.0f} -> {last['Nodes']:.0f}": grew(first, last, "Nodes"),
        "came back by itself after the restart": restarted > 0,
    }


def change(store: Store, number: int) -> None:
    """Something that every board shows."""
    commands.assess(
        store, b.hat(store, "lokalraad-kommune"), seen=b.seen(store, Incident, 1), acute=Answer.YES, unrest=Answer.YES,
        response=Response.BOTH, risk=(Risk.LOW, Risk.MEDIUM, Risk.HIGH)[number % 3], sentence="Kan føre til uro.",
    )  # fmt: skip


def restart(page: Page, served: Served, stack: ExitStack) -> float:
    """Kill the server, start it anew on the same home; when the page is back (ms since 1970)."""
    served.kill()
    page.wait_for_timeout(12_000)
    assert page.locator("#lost").is_visible(), "the loss was not said"
    stack.enter_context(serve(served.home, PRODUCT, served.port))
    page.locator("#lost").wait_for(state="hidden", timeout=30_000)
    return time.time() * 1000


def held(weight: CDPSession) -> dict[str, float]:
    """What the page holds once its garbage is gone: bytes of memory and nodes of its documents."""
    weight.send("HeapProfiler.collectGarbage")
    weight.send("Performance.enable")
    found: list[dict[str, Any]] = weight.send("Performance.getMetrics")["metrics"]
    return {one["name"]: one["value"] for one in found}


def grew(first: dict[str, float], last: dict[str, float], what: str) -> bool:
    """Whether it stayed within what is granted."""
    return last[what] <= first[what] * GROWTH + (1 << 20 if what == "JSHeapUsedSize" else 50)


if __name__ == "__main__":
    sys.exit(main())
