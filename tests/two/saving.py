"""Load: people who report through the proxy, each in a tab without a browser, and do not give up."""

import asyncio
import threading
from dataclasses import dataclass, field

import httpx
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from components.place_field import OUTDOORS
from tests.two.pair import Pair
from tests.web.reporting import made, send
from tests.web.tab import opened

LOST = (ConnectionError, ConnectionClosed, InvalidHandshake, TimeoutError)
"""What it is to lose the server: the tab comes back to its address and looks what became of its report."""
AGAIN = 0.5
"""Seconds until a tab that lost the server tries again."""


@dataclass
class Saving:
    """So many people, each with so many reports, one after the other; in a thread of their own."""

    both: Pair
    cookies: list[httpx.Cookies]
    turns: int
    confirmed: dict[str, str] = field(default_factory=dict)
    """Text -> the incident it made, as the tab's address says it."""
    lost: int = 0
    """How often a tab lost the server."""
    halted: bool = False
    """Set to send everybody home."""
    _addresses: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=lambda: asyncio.run(self._all()))
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether everybody has gone home."""
        return not self._thread.is_alive()

    def halt(self) -> None:
        """Send everybody home and wait until they have gone."""
        self.halted = True
        self._thread.join()

    def texts(self) -> set[str]:
        """Everything that is reported in the end."""
        return {self._text(person, turn) for person in range(len(self.cookies)) for turn in range(self.turns)}

    @staticmethod
    def _text(person: int, turn: int) -> str:
        return f"Melding {turn + 1} fra nr. {person + 1} under mødet"

    async def _all(self) -> None:
        async with asyncio.TaskGroup() as group:
            for person in range(len(self.cookies)):
                group.create_task(self._reports(person))

    async def _reports(self, person: int) -> None:
        for turn in range(self.turns):
            what = self._text(person, turn)
            while what not in self.confirmed and not self.halted:
                try:
                    await self._try(person, what)
                except LOST:
                    self.lost += 1
                    await asyncio.sleep(AGAIN)

    async def _try(self, person: int, what: str) -> None:
        """Open the form where it stands in the tab's address, and send it unless it was received before."""
        address = self._addresses.get(what, f"/melding?sted={OUTDOORS}")
        async with opened(self.both.front, self.cookies[person], address) as tab:
            self._addresses[what] = f"/melding?{tab.query}"
            if not made(tab):
                await send(tab, what)
            if incident := made(tab):
                self.confirmed[what] = incident
