"""Signing out at the provider, too, after the product's own sign-in has ended.

By a page of ours and not at once: a browser lets no form of ours lead on to another site (form-action 'self').
"""

import asyncio
from typing import Final

import anyio
from starlette.responses import Response

from components.texts import t
from components.web import page
from components.web.oidc.installed import CALLS, way_out
from components.web.sockets import SOCKETS, Ending

ENOUGH: Final = 2.0
"""Seconds that a provider may keep somebody from signing out here."""
COMMITTED: Final = 0.5
"""Seconds after which the browser has left the page it signed out on: sent away earlier, it would not go on."""


async def page_of(provider: str | None) -> Response | None:
    """The page that goes on by itself; None where nothing is to be ended elsewhere, or the provider does not answer."""
    onward = None
    with anyio.move_on_after(ENOUGH):
        onward = await anyio.to_thread.run_sync(way_out, provider, limiter=CALLS, abandon_on_cancel=True)
    if onward is None:
        return None
    address, name = onward
    told = page.fill("note", {"text": t("You are signed out here. Now you are signed out at {name}, too.", name=name)})
    content = page.joined([told, page.fill("provider", {"address": address, "text": t("Go on to {name}", name=name)})])
    answer = page.answer(t("Sign out"), content)
    answer.headers["Refresh"] = f"1; url={address}"
    return answer


async def end_soon(sign_in: str) -> None:
    """End the open pages of a sign-in that has ended, once the one that it was ended on has left."""
    await asyncio.sleep(COMMITTED)
    SOCKETS.end(sign_in, Ending.LEFT)
