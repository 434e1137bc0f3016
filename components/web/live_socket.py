"""/live: tells a page the newest revision within a moment of its commit, and every few seconds that all is well.

Messages to the browser: {"rev": newest revision, "from": name of this process, "at": server time in ms since 1970,
"clock": the same as people write it, by language: a tab may change its language while it is connected}, and "writing"
when that has changed for this page: who else writes where, since when. From the browser only {"used": 1}, a person is
at the keyboard, and {"form": "part_situation.3"}, a form that is open (components/web/writers.py), "" for none: signs
of life, which do not count as use.
"""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from components import times
from components.live import HUB
from components.session import house
from components.texts import speaking
from components.web.gate import sign_in_of
from components.web.writers import WRITERS, place_of, seen_by
from data.queries import SignedIn
from data.storage.sign_ins import touch
from data.storage.writings import Standing
from data.vocabulary import Language

BEAT = 4.0
"""Seconds between two signs of life."""
PAUSE = 0.15
"""Seconds at least between two messages to one page: a burst of commits is one message."""
LONGEST = 64
"""Characters of a message from the browser."""


async def talk(websocket: WebSocket) -> None:
    """Serve one page for as long as it is open; the gate has looked at the sign-in and closes when it ends."""
    await websocket.accept()
    tasks = [asyncio.create_task(_tell(websocket)), asyncio.create_task(_hear(websocket))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        WRITERS.hears(websocket, None)
        for task in tasks:
            task.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception) and not isinstance(outcome, WebSocketDisconnect):
                raise outcome


async def _tell(websocket: WebSocket) -> None:
    writing = _Writing(_signed_in(websocket))
    with HUB.listening() as ear:
        while True:
            ear.clear()
            await websocket.send_text(_sign_of_life(HUB.revision, await writing.news()))
            await asyncio.sleep(PAUSE)
            with suppress(TimeoutError):
                await asyncio.wait_for(ear.wait(), BEAT - PAUSE)


async def _hear(websocket: WebSocket) -> None:
    found = _signed_in(websocket)
    while (message := await websocket.receive())["type"] != "websocket.disconnect":
        if not message.get("text") or len(message["text"]) > LONGEST:
            await websocket.close(1008)
            return
        said = _said(message["text"])
        if "used" in said:
            await asyncio.to_thread(touch, house().store, found.sign_in)
        if "form" in said:
            place = await asyncio.to_thread(place_of, house().store, found, str(said["form"])) if said["form"] else None
            WRITERS.hears(websocket, *(place or (None,)))


def _signed_in(websocket: WebSocket) -> SignedIn:
    found = sign_in_of(websocket)
    assert found is not None  # the gate lets nobody else in
    return found


def _said(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


class _Writing:
    """Who else writes where, as one page was told it last."""

    def __init__(self, found: SignedIn) -> None:
        self._found = found
        self._told: tuple[Standing, ...] | None = None

    async def news(self) -> list[dict[str, Any]] | None:
        """What is new for this page; None for nothing. Asked each time, if anybody writes: rights come and go."""
        standing = HUB.writing
        seen = await asyncio.to_thread(seen_by, house().store, self._found, standing) if standing else ()
        before, self._told = self._told, seen
        return None if seen == before else [_line(one) for one in seen]


def _line(one: Standing) -> dict[str, Any]:
    since = {language: _clock(one.since, language) for language in Language}
    return {"plan": one.plan, "part": one.kind, "role": one.role, "since": since}


def _sign_of_life(revision: int, writing: list[dict[str, Any]] | None) -> str:
    now = datetime.now(UTC)
    clocks = {language: _clock(now, language) for language in Language}
    at = int(now.timestamp() * 1000)
    sign = {"rev": revision, "from": HUB.name, "at": at, "clock": clocks}
    return json.dumps(sign if writing is None else {**sign, "writing": writing})


def _clock(now: datetime, language: Language) -> str:
    with speaking(language):
        return times.clock(now)
