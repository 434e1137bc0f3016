"""For monitors: is the process alive, and can it serve. Yes or no without a reason; the reason is in the log."""

import asyncio
import logging
import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components.session import house

LOG = logging.getLogger("beredskab.health")
FRESH = 2.0
"""Seconds an answer of /ready is repeated without asking the database again: strangers may ask, too."""

_answer: tuple[float, bool] = (float("-inf"), False)


async def alive(_request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


async def ready(_request: Request) -> Response:
    """The database answers and its tables are the ones this version wants."""
    global _answer
    if time.monotonic() - _answer[0] > FRESH:
        _answer = (time.monotonic(), await asyncio.to_thread(_look))
    return PlainTextResponse("ready") if _answer[1] else PlainTextResponse("not ready", 503)


def _look() -> bool:
    try:
        ready, why = house().store.ready()
    except Exception:
        LOG.exception("Not ready")
        return False
    if not ready:
        LOG.error("Not ready: %s", why)
    return ready
