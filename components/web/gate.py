"""Nobody passes without a live sign-in: no page, file, upload or websocket of Streamlit.

The gate also refuses requests that another site's page sent, takes away headers that only the gate may set, tells the
script who is looking by one such header, and ends websockets with their sign-in. A screen on the wall is no person: it
opens its board and nothing else, whatever address is typed on it (domain.md 6.19).
"""

import asyncio
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.session import house
from components.texts import language, speaking, t
from components.web.address import same_origin, with_next
from components.web.cookies import screen_token_of, token_of
from components.web.language import at_door
from components.web.patience import Patience
from components.web.sockets import SOCKETS, OpenSocket
from data import queries
from data.queries import ScreenRow, SignedIn
from data.storage.sign_ins import name_of, touch

BOARD: Final = "/tavle"
BOARD_SOCKET: Final = "/tavle/live"
OPEN_PATHS: Final = frozenset(
    {"/log-ind", "/log-ind/kode", "/log-ud", "/glemt", "/velkommen", "/deltag", "/bekraeft", "/health", "/ready", BOARD}
)
PLAIN_SOCKETS: Final = frozenset({"/live", BOARD_SOCKET})
OPEN_FOLDER: Final = "/assets/"
PROVIDERS: Final = "/log-ind/udbyder/"
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OUR_HEADERS: Final = b"x-beredskab-"
SIGN_IN_HEADER: Final = b"x-beredskab-sign-in"
ENDED: Final = 4401
"""The websocket close code that tells the page's own script to go to the sign-in page."""
GRACE: Final = 0.3
"""Seconds Streamlit's socket lingers, so that the page's own script gets to say where to come back to."""


def sign_in_of(connection: HTTPConnection) -> SignedIn | None:
    """Who is signed in, as the gate found it."""
    found: SignedIn | None = connection.scope.get("beredskab")
    return found


def screen_of(connection: HTTPConnection) -> ScreenRow | None:
    """The paired screen that asks, as the gate found it."""
    found: ScreenRow | None = connection.scope.get("beredskab_screen")
    return found


class Gate:
    """The ASGI middleware in front of everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        chosen = house().settings
        writes = scope["type"] == "websocket" or scope["method"] not in READING
        if writes and not same_origin(request, https=chosen.https):
            await _refuse(PlainTextResponse("foreign origin", 403), scope, receive, send)
            return
        if screen := await run_in_threadpool(_screen, request):
            await self._board_only(request, {**_seen_by_script(scope, None), "beredskab_screen": screen}, receive, send)
            return
        token = token_of(request, chosen)
        found = await run_in_threadpool(queries.signed_in, house().store, name_of(token)) if token else None
        scope = _seen_by_script(scope, found)
        with speaking((found and found.language) or language()):
            if scope["type"] == "websocket":
                await self._websocket(scope, receive, send, found)
            else:
                await self._http(request, scope, receive, send, found)

    async def _board_only(self, request: HTTPConnection, scope: Scope, receive: Receive, send: Send) -> None:
        """What a screen may: read its board, the files of that page, and hear what has changed."""
        path = scope["path"]
        if scope["type"] == "websocket":
            opens = path == BOARD_SOCKET
        else:
            opens = scope["method"] in READING and (path == BOARD or path.startswith(OPEN_FOLDER))
        if opens:
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and _opens_page(request):
            await RedirectResponse(BOARD, 303)(scope, receive, send)
        else:
            await _refuse(PlainTextResponse("a screen reads its board", 403), scope, receive, send)

    async def _http(
        self, request: HTTPConnection, scope: Scope, receive: Receive, send: Send, found: SignedIn | None
    ) -> None:
        if found or _is_open(scope["path"]):
            if found and _opens_page(request):
                await run_in_threadpool(touch, house().store, found.sign_in)
            await self.app(scope, receive, send)
        else:
            await _to_sign_in(request)(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send, found: SignedIn | None) -> None:
        if found is None and scope["path"] == "/live":
            await _say_ended(receive, send)
        elif found is None and scope["path"] == BOARD_SOCKET:
            await self.app(scope, receive, send)  # shows six figures, and nothing else
        elif found is None:
            await _refuse(PlainTextResponse("sign in first", 403), scope, receive, send)
        else:
            socket = SOCKETS.opened(found.sign_in)
            try:
                watched = _Watched(socket, receive, send, streamlit=scope["path"] not in PLAIN_SOCKETS)
                await self.app(scope, watched.receive, watched.send)
            finally:
                SOCKETS.closed(found.sign_in, socket)


class _Watched:
    """A websocket that is closed from this side as soon as its sign-in has ended."""

    def __init__(self, socket: OpenSocket, receive: Receive, send: Send, *, streamlit: bool) -> None:
        self._socket, self._receive, self._send = socket, receive, send
        self._patience = Patience() if streamlit else None
        self._closed = False

    async def receive(self) -> Message:
        """The browser's next message, or the end."""
        next_one = asyncio.ensure_future(self._next())
        ended = asyncio.ensure_future(self._socket.ended.wait())
        try:
            await asyncio.wait({next_one, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not self._socket.ended.is_set():
                return next_one.result()
        finally:
            ended.cancel()
            next_one.cancel()
        if not self._closed:
            await self._close()
        return {"type": "websocket.disconnect", "code": ENDED}

    async def send(self, message: Message) -> None:
        """Pass a message to the browser unless the sign-in has ended."""
        if not self._socket.ended.is_set():
            if self._patience:
                self._patience.said(message)
            await self._send(message)

    async def _next(self) -> Message:
        if not self._patience:
            return await self._receive()
        await self._patience.wait()
        message = await self._receive()
        self._patience.heard(message)
        return message

    async def _close(self) -> None:
        self._closed = True
        if self._patience:
            await asyncio.sleep(GRACE)
            away = ForwardMsg()
            away.auth_redirect.url = at_door(
                "/log-ind", besked=self._socket.why
            )  # else the old data stay on the screen
            await self._send({"type": "websocket.send", "bytes": away.SerializeToString()})
        await self._send({"type": "websocket.close", "code": ENDED, "reason": str(self._socket.why)})


def _screen(request: HTTPConnection) -> ScreenRow | None:
    token = screen_token_of(request, house().settings)
    return queries.screen(house().store, name_of(token)) if token else None


def _seen_by_script(scope: Scope, found: SignedIn | None) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(OUR_HEADERS)]
    if found:
        headers.append((SIGN_IN_HEADER, found.sign_in.encode()))
    return {**scope, "headers": headers, "beredskab": found}


def _opens_page(request: HTTPConnection) -> bool:
    return request.scope["method"] == "GET" and "text/html" in request.headers.get("accept", "")


def _is_open(path: str) -> bool:
    return path in OPEN_PATHS or path.startswith((OPEN_FOLDER, PROVIDERS))


def _to_sign_in(request: HTTPConnection) -> Response:
    if _opens_page(request):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(with_next("/log-ind", asked), 303)
    return PlainTextResponse(t("Sign in first."), 401)


async def _refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await answer(scope, receive, send)
    else:
        await receive()
        await send({"type": "websocket.close", "code": 1008})  # before the accept: the browser sees 403


async def _say_ended(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": ENDED, "reason": "udloebet"})
