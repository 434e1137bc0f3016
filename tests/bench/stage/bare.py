"""The yardstick of a live page: a number comes over a websocket and is written into the page. Nothing else.

`python -m tests.bench.stage.bare PORT`. POST /change sends the next number and answers with when (ms since 1970).
"""

import asyncio
import sys
import time
from itertools import count

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

PAGE = """<!doctype html><title>Bare</title><p id="number">0</p><script>
const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/socket")
socket.onmessage = (event) => { document.getElementById("number").textContent = event.data }
socket.onopen = () => { document.body.className = "open" }
</script>"""
OPEN: set[WebSocket] = set()
NUMBERS = count(1)


async def page(_: Request) -> Response:
    """The page."""
    return HTMLResponse(PAGE)


async def ready(_: Request) -> Response:
    """The server answers."""
    return PlainTextResponse("ready")


async def change(_: Request) -> Response:
    """Tell every open page the next number."""
    at, number = time.time() * 1000, next(NUMBERS)
    await asyncio.gather(*(socket.send_text(str(number)) for socket in OPEN))
    return JSONResponse({"at": at, "number": number})


async def talk(socket: WebSocket) -> None:
    """Keep a page's websocket open for as long as the page is."""
    await socket.accept()
    OPEN.add(socket)
    try:
        async for _ in socket.iter_text():
            pass
    finally:
        OPEN.discard(socket)


app = Starlette(
    routes=[
        Route("/", page), Route("/ready", ready), Route("/change", change, methods=["POST"]),
        WebSocketRoute("/socket", talk),
    ]
)  # fmt: skip

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
