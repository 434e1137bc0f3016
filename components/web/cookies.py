"""The cookies of the house: the sign-in, the ways to its second step and to a provider, a screen on the wall, the
proof of a form of ours.

Behind TLS all are Secure and carry the __Host- prefix, so no neighbouring site can plant them.
"""

import hmac
import secrets

from starlette.requests import HTTPConnection
from starlette.responses import Response

from data.commands.elsewhere import AWAY
from data.rules.second_factor import HALFWAY_LASTS
from data.settings import Settings

HOUR = 3600
LONG = 400 * 24 * HOUR
"""Seconds a browser keeps a cookie at most; a screen's is renewed each time it opens its page."""


def _name(plain: str, https: bool) -> str:
    return f"__Host-{plain}" if https else plain


def token_of(request: HTTPConnection, chosen: Settings) -> str | None:
    """The sign-in token the browser brings, if any."""
    return request.cookies.get(_name("beredskab", chosen.https))


def keep_token(response: Response, token: str, chosen: Settings) -> None:
    """Let the browser keep the sign-in no longer than it can last."""
    response.set_cookie(
        _name("beredskab", chosen.https),
        token,
        max_age=chosen.absolute_hours * HOUR,
        path="/",
        secure=chosen.https,
        httponly=True,
        samesite="lax",
    )


def drop_token(response: Response, chosen: Settings) -> None:
    """Take the sign-in out of the browser."""
    response.delete_cookie(
        _name("beredskab", chosen.https), path="/", secure=chosen.https, httponly=True, samesite="lax"
    )


def halfway_of(request: HTTPConnection, chosen: Settings) -> str:
    """What says that a password was right and a second factor is missing; "" for nothing."""
    return request.cookies.get(_name("beredskab-trin", chosen.https), "")


def keep_halfway(response: Response, token: str, chosen: Settings) -> None:
    """Let this browser, and no other, go on to the second step."""
    response.set_cookie(
        _name("beredskab-trin", chosen.https), token, max_age=int(HALFWAY_LASTS.total_seconds()), path="/",
        secure=chosen.https, httponly=True, samesite="strict",
    )  # fmt: skip


def drop_halfway(response: Response, chosen: Settings) -> None:
    """The second step is done, or given up."""
    response.delete_cookie(
        _name("beredskab-trin", chosen.https), path="/", secure=chosen.https, httponly=True, samesite="strict"
    )


def away_of(request: HTTPConnection, chosen: Settings) -> str:
    """The secret of a browser that has gone off to a provider; "" for none."""
    return request.cookies.get(_name("beredskab-udbyder", chosen.https), "")[:100]


def keep_away(response: Response, token: str, chosen: Settings) -> None:
    """Know this browser when it comes back. Lax: it comes back by a link of another site, which is what is meant."""
    response.set_cookie(
        _name("beredskab-udbyder", chosen.https), token, max_age=int(AWAY.total_seconds()), path="/",
        secure=chosen.https, httponly=True, samesite="lax",
    )  # fmt: skip


def drop_away(response: Response, chosen: Settings) -> None:
    """It is back."""
    response.delete_cookie(
        _name("beredskab-udbyder", chosen.https), path="/", secure=chosen.https, httponly=True, samesite="lax"
    )


def screen_token_of(request: HTTPConnection, chosen: Settings) -> str | None:
    """The token of a screen on the wall, or of a machine that waits to become one."""
    return request.cookies.get(_name("beredskab-tavle", chosen.https))


def keep_screen_token(response: Response, token: str, chosen: Settings) -> None:
    """Let a screen keep its token. Lax: a link to the board from elsewhere must not make it a stranger."""
    response.set_cookie(
        _name("beredskab-tavle", chosen.https), token, max_age=LONG, path="/", secure=chosen.https, httponly=True,
        samesite="lax",
    )  # fmt: skip


def form_proof(request: HTTPConnection, chosen: Settings) -> str:
    """The secret this browser's forms carry; a new one where it has none."""
    return request.cookies.get(_name("beredskab-form", chosen.https)) or secrets.token_urlsafe(24)


def keep_proof(response: Response, proof: str, chosen: Settings) -> None:
    """Let the browser keep the secret its forms carry."""
    response.set_cookie(
        _name("beredskab-form", chosen.https), proof, path="/", secure=chosen.https, httponly=True, samesite="strict"
    )


def proven(request: HTTPConnection, given: str, chosen: Settings) -> bool:
    """Whether the posted form carries the secret of this browser."""
    kept = request.cookies.get(_name("beredskab-form", chosen.https), "")
    return bool(kept) and hmac.compare_digest(kept.encode(), given.encode())
