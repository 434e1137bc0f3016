"""Every open websocket belongs to a sign-in, and ends within seconds of it.

Sign-out in this process ends them at once; expiry, a disabled account or a sign-out elsewhere is found by looking.
"""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from data import queries
from data.storage import Store

LOG = logging.getLogger("beredskab.sockets")
LOOK_EVERY = 2.0
"""Seconds between two looks at whether the sign-ins of open sockets still live."""


class Ending(StrEnum):
    """Why a sign-in is over; the sign-in page says it in words."""

    LEFT = "logget-ud"
    LAPSED = "udloebet"
    OVER = "adgang-slut"
    """A guest's: there is no password to come back with."""


@dataclass(eq=False)
class OpenSocket:
    """One open websocket; `ended` is set when its sign-in is over."""

    ended: asyncio.Event = field(default_factory=asyncio.Event)
    why: Ending = Ending.LAPSED


class Sockets:
    """The open websockets by sign-in. Used on the event loop only."""

    def __init__(self) -> None:
        self._open: defaultdict[str, set[OpenSocket]] = defaultdict(set)

    def opened(self, sign_in: str) -> OpenSocket:
        """Remember one more open websocket of this sign-in."""
        socket = OpenSocket()
        self._open[sign_in].add(socket)
        return socket

    def closed(self, sign_in: str, socket: OpenSocket) -> None:
        """Forget a websocket that has closed."""
        self._open[sign_in].discard(socket)
        if not self._open[sign_in]:
            del self._open[sign_in]

    def end(self, sign_in: str, why: Ending) -> None:
        """End every websocket of this sign-in."""
        for socket in self._open.get(sign_in, ()):
            socket.why = why
            socket.ended.set()

    def sign_ins(self) -> tuple[str, ...]:
        """The sign-ins with an open websocket."""
        return tuple(self._open)


SOCKETS = Sockets()


async def end_lapsed(store: Store, sockets: Sockets) -> None:
    """Look, for as long as the server runs, whether the sign-ins of open sockets still live."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        for sign_in in sockets.sign_ins():
            try:
                why = await asyncio.to_thread(_ending, store, sign_in)
            except Exception:  # a database that does not answer is no reason to send everybody out
                LOG.exception("Could not look at a sign-in")
                break
            if why is not None:
                sockets.end(sign_in, why)


def _ending(store: Store, sign_in: str) -> Ending | None:
    """Why a sign-in is over, and None while it lives.

    Said here, not at the door alone: a page that leaves may ask for the door twice, and the cookie goes the first time.
    """
    if queries.signed_in(store, sign_in) is not None:
        return None
    return Ending.OVER if queries.was_guest(store, sign_in) else Ending.LAPSED
