"""The doors of the board: its page, its live socket and its paper.

/tavle is one page for three: a stranger's machine shows six figures until somebody with the right confirms them; a
paired screen shows the board and lasts; a participant may look at the same board. Its socket sends {"kind": "pairing" |
"board" | "beat" | "again"}: what to show, a sign of life every few seconds, or the order to open the page anew. The
browser sends nothing.
"""

import asyncio
import json
import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

from limits import parse
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from components.live import HUB
from components.session import house
from components.wall import LETTERS, paper, shown, words
from components.web import cookies
from components.web.gate import ENDED, screen_of, sign_in_of
from components.web.limit import LIMITER, address_of
from data import commands, queries
from data.commands.sign_ins import TOKEN_BYTES
from data.errors import Refusal
from data.rules import access
from data.rules.access import Viewer
from data.storage.screens import seen
from data.storage.sign_ins import name_of
from data.vocabulary import Verb

BEAT: Final = 4.0
"""Seconds between two signs of life."""
PAUSE: Final = 0.15
"""Seconds at least between two messages: a burst of commits is one message."""
SEEN_EVERY: Final = timedelta(minutes=5)
KNOCKS: Final = parse("120/minute")
"""Sockets that machines without a sign-in may open from one address."""
NEW_CODES: Final = parse("20/10 minutes")
"""Machines that may begin to wait from one address: who fills the waiting room keeps others from pairing."""


def origin(connection: HTTPConnection) -> str:
    """Where telephones reach this site, for QR codes: as the settings say, else as this browser wrote it."""
    if told := house().settings.public_url:
        return told.rstrip("/")
    return f"{'https' if house().settings.https else 'http'}://{connection.headers.get('host', '')}"


async def show(request: Request) -> Response:
    """The page. A machine that nobody knows gets a token of its own, to wait with."""
    chosen = house().settings
    screen, found = screen_of(request), sign_in_of(request)
    token = cookies.screen_token_of(request, chosen)
    if found and not _may_look(_viewer(found)):
        return RedirectResponse("/", 303)
    answer = await run_in_threadpool(shown.page, house().store, chosen)
    if screen and token:
        cookies.keep_screen_token(answer, token, chosen)  # it lasts as long as it is used
    elif not found and not (token and await run_in_threadpool(_code, request, token)):
        cookies.keep_screen_token(answer, secrets.token_urlsafe(TOKEN_BYTES), chosen)
    return answer


async def on_paper(request: Request) -> Response:
    """The board's content, the call list and empty forms as a PDF, for a person who may read; never for a screen."""
    found = sign_in_of(request)
    assert found is not None  # the gate lets nobody else in
    viewer = _viewer(found)
    if not _may_look(viewer):
        return RedirectResponse("/", 303)
    made = await run_in_threadpool(paper.printed, house().store, viewer, origin(request))
    named = {"Content-Disposition": f'inline; filename="{made.name}"'}
    return Response(made.content, media_type="application/pdf", headers=named)


async def letters(_request: Request) -> Response:
    """The board's letters; without them it takes those of the machine."""
    return FileResponse(LETTERS, media_type="font/woff2") if LETTERS else Response(status_code=404)


async def talk(websocket: WebSocket) -> None:
    """Serve one page for as long as it is open."""
    screen, found = screen_of(websocket), sign_in_of(websocket)
    known = screen is not None or found is not None
    if (found and not _may_look(_viewer(found))) or not (known or LIMITER.hit(KNOCKS, "board", address_of(websocket))):
        await websocket.close(1013 if not known else 1008)
        return
    await websocket.accept()
    tell = _show_board(websocket) if known else _show_code(websocket)
    tasks = [asyncio.create_task(tell), asyncio.create_task(_hear(websocket))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception) and not isinstance(outcome, WebSocketDisconnect):
                raise outcome


async def _show_board(websocket: WebSocket) -> None:
    """The board whenever it has changed, a sign of life in between; a screen that was ended is sent away."""
    token = cookies.screen_token_of(websocket, house().settings) if screen_of(websocket) else None
    before = None
    with HUB.listening() as ear:
        while True:
            ear.clear()
            if token and not await asyncio.to_thread(_lives, token):
                await websocket.close(ENDED)
                return
            made = await asyncio.to_thread(shown.BOARDS.newest, house().store, origin(websocket))
            same = made.mark == before
            await websocket.send_text(shown.beat(house().store, made) if same else made.whole)
            before = made.mark
            await _rest(ear)


async def _show_code(websocket: WebSocket) -> None:
    """Six figures, until they are confirmed or the token is known otherwise: then the page is opened anew."""
    token = cookies.screen_token_of(websocket, house().settings)
    with HUB.listening() as ear:
        while True:
            ear.clear()
            code = await asyncio.to_thread(_code, websocket, token) if token else None
            if code is None:
                await websocket.send_text(json.dumps({"kind": "again"}))
                await _rest(ear)
                continue
            await websocket.send_text(await asyncio.to_thread(_pairing, code, origin(websocket)))
            await _rest(ear)


async def _rest(ear: asyncio.Event) -> None:
    await asyncio.sleep(PAUSE)
    with suppress(TimeoutError):
        await asyncio.wait_for(ear.wait(), BEAT - PAUSE)


async def _hear(websocket: WebSocket) -> None:
    if (await websocket.receive())["type"] != "websocket.disconnect":
        await websocket.close(1008)


def _lives(token: str) -> bool:
    """Whether the screen may still look; its sign of life is remembered now and then."""
    store = house().store
    found = queries.screen(store, name_of(token))
    if found and (found.seen_at is None or store.clock() - found.seen_at > SEEN_EVERY):
        seen(store, found.id)
    return found is not None


def _code(connection: HTTPConnection, token: str) -> str | None:
    """The six figures of a waiting machine; None when it waits no longer, or too many do."""
    store, name = house().store, name_of(token)
    try:
        return commands.show_code(store, name, new=False)
    except Refusal as refusal:
        if refusal.code == "known" or not LIMITER.hit(NEW_CODES, "code", address_of(connection)):
            return None
    with suppress(Refusal):
        return commands.show_code(store, name)
    return None


def _pairing(code: str, site: str) -> str:
    told: dict[str, Any] = words.pairing(code, site)
    return json.dumps({**told, **shown.signs(house().store)}, ensure_ascii=False)


def _viewer(found: queries.SignedIn) -> Viewer:
    return queries.viewer_of(house().store.plan(), found.person, found.role, only=found.only)


def _may_look(viewer: Viewer) -> bool:
    """Whoever reads everything that runs; a guest reads one incident, and has it in the product (R22)."""
    return access.may(viewer, Verb.READ) and viewer.only is None


__all__ = ["letters", "on_paper", "show", "talk"]
