"""/live: tells a page the newest revision within a moment of its commit, and every few seconds that all is well.

Messages to the browser: {"rev": newest revision, "from": name of this process, "at": server time in ms since 1970,
"clock": the same as people write it, by language: a tab may change its language while it is connected}. From the
browser only {"used": 1}: a person is at the keyboard.
"""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime

from starlette.websockets import WebSocket, WebSocketDisconnect

from components import times
from components.live import HUB
from components.session import house
from components.texts import speaking
from components.web.gate import sign_in_of
from data.storage.sign_ins import touch
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
        for task in tasks:
            task.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception) and not isinstance(outcome, WebSocketDisconnect):
                raise outcome


async def _tell(websocket: WebSocket) -> None:
    with HUB.listening() as ear:
        while True:
            ear.clear()
            await websocket.send_text(_sign_of_life(HUB.revision))
            await asyncio.sleep(PAUSE)
            with suppress(TimeoutError):
                await asyncio.wait_for(ear.wait(), BEAT - PAUSE)


async def _hear(websocket: WebSocket) -> None:
    found = sign_in_of(websocket)
    assert found is not None  # the gate lets nobody else in
    while (message := await websocket.receive())["type"] != "websocket.disconnect":
        if not message.get("text") or len(message["text"]) > LONGEST:
            await websocket.close(1008)
            return
        await asyncio.to_thread(touch, house().store, found.sign_in)


def _sign_of_life(revision: int) -> str:
    now = datetime.now(UTC)
    clocks = {language: _clock(now, language) for language in Language}
    at = int(now.timestamp() * 1000)
    return json.dumps({"rev": revision, "from": HUB.name, "at": at, "clock": clocks})


def _clock(now: datetime, language: Language) -> str:
    with speaking(language):
        return times.clock(now)
