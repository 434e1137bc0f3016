"""The doors of the house: every plain HTTP route and websocket, and the gate that all of Streamlit stands behind.

From the outside in: language (what a page is read in) - headers (what a browser may do with a page) - limit (how often
one may knock) - gate (nobody passes without a live sign-in) - the routes of this package, then Streamlit.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from components import live, mail, wall
from components.session import house
from components.wall import keepsake
from components.web import (
    board,
    confirm,
    forgotten,
    guest,
    health,
    live_socket,
    oidc,
    second_step,
    sign_in,
    standing_plan,
    start,
    welcome,
    writers,
)
from components.web.fault import script_fault
from components.web.gate import Gate
from components.web.headers import Headers
from components.web.language import Spoken
from components.web.limit import Limit
from components.web.sockets import SOCKETS, end_lapsed

__all__ = ["lifespan", "middleware", "routes", "script_fault"]

ASSETS = Path(__file__).parent / "assets"


def routes() -> list[BaseRoute]:
    """The routes beside Streamlit's own."""
    return [
        Route("/log-ind", sign_in.show, methods=["GET"]),
        Route("/log-ind", sign_in.receive, methods=["POST"]),
        Route(second_step.PATH, second_step.show, methods=["GET"]),
        Route(second_step.PATH, second_step.receive, methods=["POST"]),
        Route("/log-ind/udbyder/{key}", oidc.go, methods=["GET"]),
        Route("/log-ind/udbyder/{key}/svar", oidc.come, methods=["GET"]),
        Route(forgotten.PATH, forgotten.show, methods=["GET"]),
        Route(forgotten.PATH, forgotten.receive, methods=["POST"]),
        Route("/log-ud", sign_in.ask_to_leave, methods=["GET"]),
        Route("/log-ud", sign_in.leave, methods=["POST"]),
        Route("/velkommen", welcome.show, methods=["GET"]),
        Route("/velkommen", welcome.receive, methods=["POST"]),
        Route("/deltag", guest.show, methods=["GET"]),
        Route("/deltag", guest.receive, methods=["POST"]),
        Route("/bekraeft", confirm.show, methods=["GET"]),
        Route("/bekraeft", confirm.receive, methods=["POST"]),
        Route("/health", health.alive, methods=["GET"]),
        Route("/ready", health.ready, methods=["GET"]),
        WebSocketRoute("/live", live_socket.talk),
        Route("/tavle", board.show, methods=["GET"]),
        Route("/tavle/udskrift.pdf", board.on_paper, methods=["GET"]),
        Route("/beredskabsplan.pdf", standing_plan.on_paper, methods=["GET"]),
        WebSocketRoute("/tavle/live", board.talk),
        Route("/assets/tavle/skrift.woff2", board.letters, methods=["GET"]),
        Mount("/assets/tavle", StaticFiles(directory=wall.ASSETS)),
        Mount("/assets", StaticFiles(directory=ASSETS)),
    ]


def middleware() -> list[Middleware]:
    """What every request and websocket passes, outermost first."""
    return [Middleware(Spoken), Middleware(Headers), Middleware(Limit), Middleware(Gate)]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Open the house, follow its commits and watch over open sockets for as long as the server runs."""
    store = (await asyncio.to_thread(house)).store
    start.keep_operations_log(house().settings.log_level)
    await asyncio.to_thread(start.prepare, house())
    await asyncio.to_thread(oidc.known)  # what is wrong with them is in the operations log before anybody asks
    start.answer_at_once()
    live.HUB.open(asyncio.get_running_loop(), await asyncio.to_thread(store.revision))
    unsubscribe = store.subscribe(live.HUB.publish)
    watchers = [
        asyncio.create_task(live.follow_other_processes(store, live.HUB)),
        asyncio.create_task(end_lapsed(store, SOCKETS)),
        asyncio.create_task(writers.follow(store, live.HUB, writers.WRITERS)),
    ]
    chosen = house().settings
    if chosen.sends_mail:
        watchers.append(asyncio.create_task(mail.Sender(store, mail.Server.of(chosen), chosen.public_url).run()))
    if folder := chosen.screen_folder:
        watchers.append(asyncio.create_task(keepsake.keep(store, folder)))
    gc.collect()
    gc.freeze()  # what is loaded by now stays: later collections need not look at it
    try:
        yield
    finally:
        unsubscribe()
        live.HUB.shut()
        for watcher in watchers:
            watcher.cancel()
            with suppress(asyncio.CancelledError):
                await watcher
