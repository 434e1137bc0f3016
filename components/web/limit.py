"""How often one may knock, so that guessing is slow and nobody can wear the server out.

Counted in this process. Of two instances the proxy sends an address that signs in to the same one (docs/nginx.conf),
so only the limit on one username from everywhere is counted twice. A correct password is never counted against a
username, and a username is closed for one address long before it is closed for all: locking a coordinator out must
cost an attacker more than one machine.
"""

from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.texts import t

ATTEMPTS_OF_ADDRESS: Final = parse("30/minute")
FAILURES_HERE: Final = parse("8/10 minutes")
FAILURES_ANYWHERE: Final = parse("60/hour")
CODES: Final = parse("10/hour")
"""Wrong codes of a second factor an account may give, from everywhere: whoever guesses has the password already."""
GUESSES_INSIDE: Final = parse("10/10 minutes")
"""Wrong passwords and codes a signed-in account may give in its own forms."""
TRIPS_OF_ADDRESS: Final = parse("240/minute")
"""Steps to a provider and back: nothing is guessed by them, and a whole room may come through one address at once."""
RESETS_OF_NAME: Final = parse("3/hour")
RESETS_OF_ADDRESS: Final = parse("10/hour")
WRITES_OF_ADDRESS: Final = parse("240/minute")
WRITING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})

LIMITER: Final = MovingWindowRateLimiter(MemoryStorage())


def address_of(request: HTTPConnection) -> str:
    """The network address of the browser, as the server (or the proxy it trusts) saw it."""
    return request.client.host if request.client else "unknown"


def _failures(request: HTTPConnection, username: str) -> tuple[tuple[RateLimitItem, tuple[str, ...]], ...]:
    name = username.strip().casefold()
    return (FAILURES_HERE, ("failed", name, address_of(request))), (FAILURES_ANYWHERE, ("failed", name))


def may_try(request: Request, username: str) -> bool:
    """Count one attempt of this address; False where it, or this username, has used its share up."""
    if not LIMITER.hit(ATTEMPTS_OF_ADDRESS, "attempt", address_of(request)):
        return False
    return not username or all(LIMITER.test(item, *name) for item, name in _failures(request, username))


def failed(request: Request, username: str) -> None:
    """Count a wrong password against the username."""
    for item, name in _failures(request, username):
        LIMITER.hit(item, *name)


def may_try_code(request: Request, username: str) -> bool:
    """Count one attempt of this address at a second factor; False where it, or this account, has used its share up."""
    return LIMITER.hit(ATTEMPTS_OF_ADDRESS, "attempt", address_of(request)) and LIMITER.test(CODES, "code", username)


def failed_code(username: str) -> None:
    """Count a wrong code against the account."""
    LIMITER.hit(CODES, "code", username)


def may_guess(person: int) -> bool:
    """Whether a signed-in account may still try its password or a code in a form of its own."""
    return LIMITER.test(GUESSES_INSIDE, "inside", str(person))


def guessed(person: int) -> None:
    """Count a wrong one."""
    LIMITER.hit(GUESSES_INSIDE, "inside", str(person))


def may_travel(request: Request) -> bool:
    """Count one step of this address to a provider or back."""
    return LIMITER.hit(TRIPS_OF_ADDRESS, "trip", address_of(request))


def may_ask_reset(request: Request) -> bool:
    """Count one question of this address for a new password."""
    return LIMITER.hit(RESETS_OF_ADDRESS, "reset", address_of(request))


def resets(username: str) -> bool:
    """Count one question about this username, whether there is such an account or not; False: enough for now."""
    return LIMITER.hit(RESETS_OF_NAME, "reset-of", username.strip().casefold())


class Limit:
    """The ASGI middleware that counts every writing request of an address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        writes = scope["type"] == "http" and scope["method"] in WRITING
        if writes and not LIMITER.hit(WRITES_OF_ADDRESS, "write", address_of(HTTPConnection(scope))):
            busy = PlainTextResponse(t("Too many requests. Wait a minute."), 429, {"Retry-After": "60"})
            await busy(scope, receive, send)
            return
        await self.app(scope, receive, send)
