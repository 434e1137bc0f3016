"""Which forms of the plan are open in pages of this process, kept alive for all processes, and told to every page."""

import asyncio
import logging
from contextlib import suppress
from time import monotonic
from typing import Final, NamedTuple

from components import presence
from components.live import Hub
from data import queries
from data.queries import SignedIn
from data.rules.access import Viewer
from data.storage import Store
from data.storage.writings import SILENT, Place, Standing, keep

LOG = logging.getLogger("beredskab.writers")
LOOK_EVERY: Final = 2.0
"""Seconds between two looks at who writes in pages of other processes."""


class _Open(NamedTuple):
    place: Place
    role: str
    heard: float


class Writers:
    """The open forms by the connection of their page. Used on the event loop only."""

    def __init__(self) -> None:
        self.stirred = asyncio.Event()
        self._open: dict[object, _Open] = {}
        self._told: set[Place] = set()

    def hears(self, page: object, place: Place | None, role: str = "") -> None:
        """A page says which form is open in it, or that none is (any more)."""
        before = self._open.pop(page, None)
        if place is not None:
            self._open[page] = _Open(place, role, monotonic())
        if (before and before[:2]) != (self._open.get(page) and self._open[page][:2]):
            self.stirred.set()

    def here(self) -> tuple[dict[Place, str], set[Place]]:
        """Who writes in pages of this process, by role, and who does no longer since this was asked last."""
        alive = [one for one in self._open.values() if monotonic() - one.heard < SILENT.total_seconds()]
        here = {one.place: one.role for one in alive}
        gone, self._told = self._told - set(here), set(here)
        return here, gone


WRITERS = Writers()


async def follow(store: Store, hub: Hub, writers: Writers) -> None:
    """Keep those alive who write here, and tell the pages who writes anywhere, for as long as the server runs."""
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(writers.stirred.wait(), LOOK_EVERY)
        writers.stirred.clear()
        here, gone = writers.here()
        try:
            standing = await asyncio.to_thread(keep, store, here, gone)
        except Exception:  # signs that grow old are taken away by whoever looks next
            LOG.exception("Could not look who is writing")
            await asyncio.sleep(LOOK_EVERY)
        else:
            hub.tell_writing(standing)


def viewer_of(store: Store, found: SignedIn) -> Viewer | None:
    """Who is looking at this moment; None when the sign-in has ended."""
    now = queries.signed_in(store, found.sign_in)
    if now is None:
        return None
    return queries.viewer_of(store.plan(), now.person, now.role, now.worn.mandate, only=now.only)


def place_of(store: Store, found: SignedIn, form: str) -> tuple[Place, str] | None:
    """Where somebody writes who has this form ("what.id") open, and in which role; None where they may not."""
    what, _, number = form.partition(".")
    known = presence.WRITES.get(what)
    if known is None or not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    viewer = viewer_of(store, found)
    if viewer is None or not queries.writes(store, viewer, int(number), known[1]):
        return None
    return Place(int(number), known[0], found.sign_in), viewer.role


def seen_by(store: Store, found: SignedIn, standing: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """Who else writes, as far as this person may know it."""
    viewer = viewer_of(store, found) if standing else None
    return queries.writers(store, viewer, standing, but=found.sign_in) if viewer else ()
