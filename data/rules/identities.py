"""What an ID token must say before it is believed, and which mail address it then vouches for (OpenID Connect Core,
3.1.3.7). The signature is proven before this is asked; nothing else of the token is read or kept.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from data.errors import NotAllowed, RuleBroken
from data.providers import Provider
from data.rules import addresses

SKEW: Final = 60
"""Seconds that the provider's clock may differ from ours, either way."""
OLDEST: Final = 600
"""Seconds after which a token is not that of a sign-in that has just happened, whatever its own end says."""
VERIFIED: Final = "email_verified"


def require_token(claims: Mapping[str, Any], provider: Provider, *, nonce: str, now: datetime) -> None:
    """Believe the token, or raise NotAllowed("bad-token") with what is wrong with it as `why`."""
    if why := _fault(claims, provider, nonce, now.timestamp()):
        raise NotAllowed("bad-token", why=why)


def _fault(claims: Mapping[str, Any], provider: Provider, nonce: str, now: float) -> str:
    audience = claims.get("aud")
    named = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    times = {name: claims.get(name) for name in ("exp", "iat", "nbf")}
    given = claims.get("nonce")
    faults = {
        "issuer": claims.get("iss") != provider.issuer,
        "subject": not (isinstance(claims.get("sub"), str) and claims["sub"]),
        "audience": provider.client_id not in named,
        "azp": _azp(claims, named, provider.client_id),
        "time": not all(_moment(value) or (value is None and name == "nbf") for name, value in times.items()),
    }
    if found := next((name for name, wrong in faults.items() if wrong), ""):
        return found
    begins, made, ends = times["nbf"] or 0, times["iat"], times["exp"]
    assert made is not None  # a moment, as was just asked
    assert ends is not None
    later = {
        "expired": now >= ends + SKEW,
        "not-yet": begins > now + SKEW or made > now + SKEW,
        "old": made < now - OLDEST - SKEW,
        "nonce": not (isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "replace"), nonce.encode())),
    }
    return next((name for name, wrong in later.items() if wrong), "")


def _azp(claims: Mapping[str, Any], named: list[Any], client: str) -> bool:
    """Whether it was made for another client: of several audiences one must be named as the one it is for."""
    azp = claims.get("azp")
    return (len(named) > 1 and azp is None) or (azp is not None and azp != client)


def _moment(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e11


def address_of(claims: Mapping[str, Any], provider: Provider) -> str:
    """The confirmed address, in small letters. Raises NotAllowed("no-address") with `why`.

    Without `trusts` the provider itself must say that it has confirmed it, as `true` and nothing that looks like it.
    """
    if provider.tenants and str(claims.get("tid", "")).lower() not in {one.lower() for one in provider.tenants}:
        raise NotAllowed("no-address", why="tenant")
    said = claims.get(provider.trusts or "email")
    if provider.trusts is None and claims.get(VERIFIED) is not True:
        raise NotAllowed("no-address", why="unverified")
    if claims.get(VERIFIED) is False:  # where it does say something, it is not overruled
        raise NotAllowed("no-address", why="unverified")
    try:
        address = addresses.mail_address(said if isinstance(said, str) else "")
    except RuleBroken:
        address = None
    if address is None:
        raise NotAllowed("no-address", why="none")
    if address.rpartition("@")[2].lower() not in {domain.lower() for domain in provider.domains}:
        raise NotAllowed("no-address", why="domain")
    return address.lower()
