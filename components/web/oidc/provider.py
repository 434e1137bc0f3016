"""One provider as it is known at this moment: its own description and its keys, asked for when they are needed."""

import logging
import time
from collections.abc import Mapping
from threading import Lock
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from components.web.oidc import wire
from components.web.oidc.wire import Down
from data.errors import NotAllowed
from data.providers import Provider, closed

LOG: Final = logging.getLogger("beredskab.oidc")
ALGORITHMS: Final = {"RS256": RSAKey, "ES256": ECKey}
"""What a token may be signed with, and by which kind of key; never none, never a shared secret."""
KEPT: Final = 3600.0
"""Seconds that description and keys are believed without asking again."""
KEYS_EVERY: Final = 30.0
"""Seconds between two looks for a key that is not known: a new one is found at once, and nobody is asked in a storm."""
REST: Final = 10.0
"""Seconds for which a provider that did not answer is not asked again: others need not wait for it too."""
SMALLEST: Final = 2048
"""Bits of an RSA key."""

Key = RSAKey | ECKey


class Connection:
    """A provider, its description and its keys; used by several threads."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._lock = Lock()
        self._told: Mapping[str, Any] = {}
        self._told_at = self._keys_at = self._down_at = -KEPT
        self._keys: list[Key] = []

    def told(self) -> Mapping[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery). Raises Down."""
        with self._lock:
            return self._describe()

    def departure(self, *, redirect: str, state: str, nonce: str, verifier: str, prompt: str = "") -> str:
        """Where to send the browser. Raises Down."""
        asked = prompt or self.provider.prompt
        more = {"prompt": asked} if asked else {}
        profile = self.provider.trusts in ("preferred_username", "upn")
        with wire.client(self.provider) as made:
            address: str = made.create_authorization_url(
                self.told()["authorization_endpoint"], state=state, code_verifier=verifier, redirect_uri=redirect,
                scope="openid email profile" if profile else "openid email", nonce=nonce, **more,
            )[0]  # fmt: skip
        return address

    def claims(self, *, code: str, redirect: str, verifier: str) -> Mapping[str, Any]:
        """What the code is worth: the claims of an ID token whose signature holds; what they say is judged elsewhere.

        Raises Down, and NotAllowed("bad-token").
        """
        told = self.told()
        offered = told.get("token_endpoint_auth_methods_supported") or []
        method = "client_secret_post" if "client_secret_post" in offered else "client_secret_basic"
        if not (self.provider.client_secret.get_secret_value() or self.provider.client_secret_file):
            method = "none"
        try:
            raw = wire.redeem(
                self.provider, told["token_endpoint"], method, code=code, redirect_uri=redirect, code_verifier=verifier
            )
        except ValueError as refused:
            raise NotAllowed("bad-token", why=str(refused)) from None
        return self._proven(raw)

    def way_out(self, back: str) -> str:
        """Where signing out goes on to, "" for nowhere; asks nobody who does not answer."""
        if not self.provider.end_session:
            return ""
        try:
            end = self.told().get("end_session_endpoint")
        except Down:
            return ""
        if not isinstance(end, str):
            return ""
        told = urlencode({"client_id": self.provider.client_id, "post_logout_redirect_uri": back})
        return f"{end}{'&' if urlsplit(end).query else '?'}{told}"

    def _proven(self, raw: str) -> Mapping[str, Any]:
        try:
            header = jws.extract_compact(raw.encode()).headers()
            algorithm, kid = header.get("alg"), header.get("kid")
            if algorithm not in ALGORITHMS or "crit" in header:
                raise NotAllowed("bad-token", why="algorithm")
            key = self._key(str(algorithm), kid if isinstance(kid, str) else None)
            return jwt.decode(raw, key, algorithms=[str(algorithm)]).claims
        except (JoseError, ValueError, TypeError) as broken:
            raise NotAllowed("bad-token", why=type(broken).__name__) from None

    def _key(self, algorithm: str, kid: str | None) -> Key:
        """The key of this name; a name that is not known is looked for once more, because providers change theirs."""
        with self._lock:
            for again in (False, True):
                if again or not self._keys or time.monotonic() - self._keys_at > KEPT:
                    self._fetch_keys()
                fit = [key for key in self._keys if isinstance(key, ALGORITHMS[algorithm])]
                named = [key for key in fit if key.kid == kid] if kid is not None else fit
                if len(named) == 1:
                    return named[0]
        raise NotAllowed("bad-token", why="unknown key")

    def _fetch_keys(self) -> None:
        if self._keys and time.monotonic() - self._keys_at < KEYS_EVERY:
            return
        said = self._ask(self._describe()["jwks_uri"]).get("keys")
        self._keys = [key for one in (said if isinstance(said, list) else []) if (key := _usable(one))]
        self._keys_at = time.monotonic()

    def _describe(self) -> Mapping[str, Any]:
        if self._told and time.monotonic() - self._told_at < KEPT:
            return self._told
        told = self._ask(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if told.get("issuer") != self.provider.issuer or not all(self._safe(told.get(name)) for name in needed):
            raise self._rest("its description is not of this issuer, or names an address that is not https")
        if not self._safe(told.get("end_session_endpoint")):
            told.pop("end_session_endpoint", None)
        self._told, self._told_at = told, time.monotonic()
        return told

    def _safe(self, url: object) -> bool:
        """https, but for a provider that is itself on this machine."""
        return closed(url) and (str(url).startswith("https:") or self.provider.issuer.startswith("http:"))

    def _ask(self, url: str) -> dict[str, Any]:
        if time.monotonic() - self._down_at < REST:
            raise Down("did not answer a moment ago")
        try:
            return wire.ask(url)
        except Down as down:
            raise self._rest(str(down)) from None

    def _rest(self, why: str) -> Down:
        self._down_at = time.monotonic()
        LOG.warning("Provider %s does not answer as one: %s", self.provider.key, why)
        return Down(why)


def _usable(said: object) -> Key | None:
    """A key that signs, of a kind and a size that is taken; everything else is passed over."""
    if not isinstance(said, dict) or said.get("use", "sig") != "sig" or said.get("kty") not in ("RSA", "EC"):
        return None
    try:
        key = JWKRegistry.import_key({name: value for name, value in said.items() if name not in ("key_ops", "alg")})
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    if isinstance(key, RSAKey):
        return key if key.public_key.key_size >= SMALLEST else None
    return key if isinstance(key, ECKey) and key.curve_name == "P-256" else None
