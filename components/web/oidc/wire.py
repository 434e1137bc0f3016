"""What is said to a provider over the network: little, for a few seconds, and to the very address that was named."""

import time
from base64 import b64encode
from typing import Any, Final
from urllib.parse import quote_plus

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, RequestException, Response

from data.providers import Provider

PATIENCE: Final = (3.0, 5.0)
"""Seconds until a connection stands, and for each silence after it."""
WHOLE: Final = 8.0
"""Seconds until an answer must be whole, however it trickles."""
LARGEST: Final = 512 * 1024
"""Bytes of an answer that are read."""


class Down(Exception):
    """The provider does not answer, or not as a provider does; says what happened without repeating an answer."""


class Wire(OAuth2Session):  # type: ignore[misc]  # Authlib publishes no types
    """Authlib's client, which follows no redirect, reads no more than is needed, and waits no longer."""

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        """Ask, and read the answer within its limits."""
        end = time.monotonic() + WHOLE
        answer: Response = super().send(
            request, **{**kwargs, "stream": True, "allow_redirects": False, "timeout": PATIENCE}
        )
        body = bytearray()
        with answer:
            for chunk in answer.iter_content(16 * 1024):
                body += chunk
                if len(body) > LARGEST or time.monotonic() > end:
                    raise RequestException("too much or too slow")
        answer._content = bytes(body)
        return answer


def ask(url: str) -> dict[str, Any]:
    """A JSON object from the provider. Raises Down."""
    try:
        with Wire() as wire:
            answer = wire.request("GET", url, withhold_token=True, headers={"Accept": "application/json"})
        said = answer.json() if answer.status_code == 200 else None
    except (RequestException, ValueError) as broken:
        raise Down(type(broken).__name__) from None
    if not isinstance(said, dict):
        raise Down(f"HTTP {answer.status_code}")
    return said


def redeem(provider: Provider, endpoint: str, method: str, **form: str) -> str:
    """The ID token that a code is worth. Raises Down, and ValueError with the provider's error for one it refuses."""
    try:
        with client(provider, method) as wire:
            said = wire.fetch_token(endpoint, grant_type="authorization_code", **form)
    except OAuthError as refused:
        raise ValueError(f"token endpoint: {code_of(refused.error)}") from None
    except (RequestException, ValueError) as broken:
        raise Down(type(broken).__name__) from None
    token = said.get("id_token")
    if not isinstance(token, str):
        raise ValueError("no id_token")
    return token


def client(provider: Provider, method: str | None = None) -> Wire:
    """Authlib's client for a provider, with PKCE. Raises Down where the file with its secret is gone."""
    try:
        secret = provider.secret or None
    except (OSError, UnicodeDecodeError) as broken:
        raise Down(f"the secret cannot be read: {type(broken).__name__}") from None
    made = Wire(provider.client_id, secret, token_endpoint_auth_method=method, code_challenge_method="S256")
    made.register_client_auth_method(("client_secret_basic", _basic))
    return made


def _basic(client: Any, _method: str, uri: str, headers: dict[str, str], body: str) -> tuple[str, dict[str, str], str]:
    """How a client proves itself, as RFC 6749 (2.3.1) has it: Authlib leaves out that both parts are encoded first."""
    pair = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    return uri, {**headers, "Authorization": f"Basic {b64encode(pair.encode()).decode()}"}, body


def code_of(said: object) -> str:
    """An error code as it may stand in the operations log: short, and nothing but a code."""
    text = str(said)[:60]
    return text if text.isascii() and all(c.isalnum() or c in "_-." for c in text) else "unreadable"
