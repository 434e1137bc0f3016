"""Signing out at the provider, too, after the product's own sign-in has ended.

By a page of ours and not at once: a browser lets no form of ours lead on to another site (form-action 'self').
"""

import anyio
from starlette.responses import Response

from components.texts import t
from components.web import page
from components.web.oidc.known import way_out


async def page_of(provider: str | None) -> Response | None:
    """The page that goes on by itself; None where nothing is to be ended elsewhere, or the provider does not answer."""
    onward = await anyio.to_thread.run_sync(way_out, provider) if provider else None
    if onward is None:
        return None
    address, name = onward
    told = page.fill("note", {"text": t("You are signed out here. Now you are signed out at {name}, too.", name=name)})
    content = page.joined([told, page.fill("provider", {"address": address, "text": t("Go on to {name}", name=name)})])
    answer = page.answer(t("Sign out"), content)
    answer.headers["Refresh"] = f"1; url={address}"
    return answer
