"""Going off to a provider and coming back from it. Both only send the browser on; what went wrong is said at the door.

Whoever comes back must come in the browser that left (a secret in its cookie), with the state it left with, from the
provider it left for, and once: so no address that somebody else has made signs anybody in, as anybody.
"""

import hashlib
import hmac
import logging
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.session import house
from components.web import cookies, language, limit
from components.web.address import HOME, safe_next
from components.web.entering import let_in
from components.web.gate import sign_in_of
from components.web.oidc.installed import CALLS, known, redirect_of
from components.web.oidc.provider import Connection
from components.web.oidc.said import Trouble
from components.web.oidc.wire import Down, code_of
from data import commands
from data.commands import Opened, Returned
from data.commands.sign_ins import TOKEN_BYTES
from data.errors import NotAllowed
from data.rules import identities
from data.vocabulary import Language

LOG: Final = logging.getLogger("beredskab.oidc")
LONGEST: Final = 4000
"""Characters of a code or a state that are looked at."""
ENOUGH: Final = 12.0
"""Seconds after which a person gets an answer, whatever the provider does."""
OURS: Final = frozenset({"", "none", "same-origin"})
"""What a browser says of where a click came from: the address bar, or a page of this site."""

Answer = TypeVar("Answer")


async def go(request: Request) -> Response:
    """Send the browser to the provider."""
    key, onward = request.path_params["key"], safe_next(request.query_params.get("next"))
    if sign_in_of(request):
        return RedirectResponse(onward, 303)
    there = known().get(key)
    if there is None or request.headers.get("sec-fetch-site", "") not in OURS:
        return _door("", key, onward)  # another site signs nobody in: the button is theirs to press
    if not limit.may_travel(request):
        return _door(Trouble.BUSY, key, onward)
    browser = cookies.away_of(request, house().settings) or secrets.token_urlsafe(TOKEN_BYTES)
    prompt = "select_account" if request.query_params.get("anden") else ""
    try:
        address = await _outside(partial(_departure, there, browser, onward, language.asked(request), prompt))
    except (Down, TimeoutError):
        return _door(Trouble.DOWN, key, onward)
    answer = RedirectResponse(address, 303)
    cookies.keep_away(answer, browser, house().settings)
    return answer


async def come(request: Request) -> Response:
    """Take what the provider sent back, and let the person in."""
    key, given = request.path_params["key"], request.query_params
    there, browser = known().get(key), cookies.away_of(request, house().settings)
    once = all(len(given.getlist(name)) <= 1 for name in ("state", "code", "error", "iss"))
    state = given.get("state", "")[:LONGEST]
    if there is None or not browser or not state or not once:
        return _door(Trouble.AGAIN, key, HOME)
    if not limit.may_travel(request):
        return _door(Trouble.BUSY, key, HOME)
    try:
        back = await anyio.to_thread.run_sync(partial(_returned, key, browser, state))
    except NotAllowed:
        return _door(Trouble.AGAIN, key, HOME)
    with language.spoken(back.language):
        return await _judge(request, there, browser, state, back)


async def _judge(request: Request, there: Connection, browser: str, state: str, back: Returned) -> Response:
    """Whoever has come back is the one who left: let them in, or say why not."""
    key, given = there.provider.key, request.query_params
    door = partial(_door, key=key, onward=back.onward)
    if "error" in given or not given.get("code"):
        LOG.warning("Provider %s sent somebody back without a code: %s", key, code_of(given.get("error", "")))
        return door(Trouble.BROKEN_OFF)
    try:
        opened = await _outside(partial(_let_in, there, browser, state, given["code"][:LONGEST], given.get("iss")))
    except (Down, TimeoutError):
        return door(Trouble.DOWN)
    except NotAllowed as refusal:
        LOG.warning("Provider %s, nobody signed in: %s (%s)", key, refusal.code, refusal.details.get("why", ""))
        return door(Trouble.UNTRUE if refusal.code == "bad-token" else Trouble.NOT_HERE)
    answer = RedirectResponse(back.onward, 303)
    await let_in(request, opened, answer, back.language)
    cookies.drop_away(answer, house().settings)
    return answer


def _departure(there: Connection, browser: str, onward: str, chosen: Language | None, prompt: str) -> str:
    there.told()  # nothing is written down for a provider that does not answer
    key = there.provider.key
    state = commands.depart(house().store, provider=key, browser=browser, onward=onward, language=chosen)
    return there.departure(
        redirect=redirect_of(key), state=state, nonce=_made(browser, state, "nonce"),
        verifier=_made(browser, state, "verifier"), prompt=prompt,
    )  # fmt: skip


def _returned(key: str, browser: str, state: str) -> Returned:
    return commands.returned(house().store, provider=key, browser=browser, state=state)


def _let_in(there: Connection, browser: str, state: str, code: str, issuer: str | None) -> Opened:
    """The sign-in that a code is worth. Raises Down, and NotAllowed "bad-token", "no-address", "not-here"."""
    promised = there.told().get("authorization_response_iss_parameter_supported") is True
    if issuer != there.provider.issuer and (issuer is not None or promised):  # RFC 9207
        raise NotAllowed("bad-token", why="answer of another issuer")
    key, store = there.provider.key, house().store
    claims = there.claims(code=code, redirect=redirect_of(key), verifier=_made(browser, state, "verifier"))
    identities.require_token(claims, there.provider, nonce=_made(browser, state, "nonce"), now=store.clock())
    address = identities.address_of(claims, there.provider)
    return commands.sign_in_elsewhere(store, provider=key, address=address)


def _made(browser: str, state: str, what: str) -> str:
    """Nonce and PKCE verifier: made of the browser's secret, so that they are stored nowhere."""
    digest = hmac.new(browser.encode(), f"{what}\n{state}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


async def _outside(call: Callable[[], Answer]) -> Answer:
    """Wait for something that asks a provider, and not for ever."""
    with anyio.fail_after(ENOUGH):
        return await anyio.to_thread.run_sync(call, limiter=CALLS, abandon_on_cancel=True)


def _door(trouble: Trouble | str, key: str, onward: str) -> Response:
    """Back to the sign-in page, which says what happened."""
    there = key if key in known() else ""
    told = {"besked": str(trouble), "udbyder": there if trouble else "", "next": "" if onward == HOME else onward}
    return RedirectResponse(language.at_door("/log-ind", **told), 303)
