"""What a browser may do with our pages: nothing from other hosts, no frames but our own, no copies kept.

Also gives Streamlit's one HTML page our language, title and mark. Measured with Streamlit 1.67: its only inline script
is allowed by hash, components of ours arrive as blob:.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.session import house
from components.texts import language, t

ALIKE: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; media-src 'self' blob:; manifest-src 'self'; worker-src 'self' blob:; "
    "frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
)
PLAIN: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SIGNING_IN: Final = f"{PLAIN}; script-src 'self'"
"""Of pages with a field for a password: a script shows what is typed there (assets/shown.js), and another one erases
what was typed under a sign-in that has ended (assets/no_drafts.js)."""
# The map's shell runs every script it is handed as an inline element and by eval: within its own frame only.
COMPONENT: Final = (
    ALIKE + "script-src 'self' 'unsafe-eval'; script-src-elem 'self' 'unsafe-inline'; script-src-attr 'none'; "
    "frame-ancestors 'self'"
)
DENIED: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip
BOARD: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
BOARD_PAGES: Final = frozenset({"/tavle", "/tavle/udskrift.pdf"})
SCRIPTED: Final = frozenset({"/log-ind", "/velkommen"})
PLAIN_PAGES: Final = SCRIPTED | {"/log-ind/kode", "/log-ud", "/glemt", "/deltag", "/bekraeft", "/health", "/ready"}
KEPT: Final = ("/static/", "/assets/", "/component/")
"""Folders of files that are the same for everybody and may be kept by the browser."""


@cache
def streamlit_policy() -> str:
    """The Content-Security-Policy of Streamlit's page."""
    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = (f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in inline)
    return f"{ALIKE}script-src 'self' {' '.join(hashes)} blob:; frame-ancestors 'none'"


def _policy(path: str) -> str:
    if path.startswith("/component/"):
        return COMPONENT
    if path in BOARD_PAGES:
        return BOARD
    if path in SCRIPTED:
        return SIGNING_IN
    return PLAIN if path in PLAIN_PAGES or path.startswith(("/assets/", "/log-ind/")) else streamlit_policy()


def _dress(headers: MutableHeaders, path: str) -> None:
    framed = path.startswith("/component/")
    headers["Content-Security-Policy"] = _policy(path)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = DENIED
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if not path.startswith(KEPT):
        headers["Cache-Control"] = "no-store"
    if house().settings.https:
        headers["Strict-Transport-Security"] = "max-age=31536000"


def our_page(html: str) -> str:
    """Streamlit's page in our language, with our title and mark."""
    html = html.replace('<html lang="en">', f'<html lang="{language()}">')
    title = t("Emergency overview")
    html = html.replace("<title>Streamlit</title>", f"<title>{title}</title>")
    html = html.replace('href="./favicon.png"', 'href="/assets/mark.svg" type="image/svg+xml"')
    html = re.sub(r'<link rel="service-desc"[^>]*>', '<link rel="stylesheet" href="/assets/streamlit.css" />', html)
    without = t("This page needs JavaScript. Switch it on, or use another browser.")
    return re.sub(
        r"<noscript>.*?</noscript>", lambda _: f"<noscript><p>{without}</p></noscript>", html, flags=re.DOTALL
    )


class Headers:
    """The outermost ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Dress every answer; rewrite the one page that is Streamlit's."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        asks_page = scope["method"] == "GET" and path not in PLAIN_PAGES | BOARD_PAGES and not path.startswith(KEPT)
        if asks_page and b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            rewriter = _Rewriter(path, send)
            await self.app(_whole(scope), receive, rewriter.send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(MutableHeaders(scope=message), path)
            await send(message)

        await self.app(scope, receive, dressed)


def _whole(scope: Scope) -> Scope:
    """The same request, asking for the whole page, unpacked."""
    partial: Iterable[bytes] = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in partial]}


class _Rewriter:
    """Holds an HTML answer back until it is whole, then sends ours."""

    def __init__(self, path: str, send: Send) -> None:
        self._path, self._send = path, send
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        """Take one message of the inner application."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            _dress(headers, self._path)
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
            else:
                await self._send(message)
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        page = our_page(self._body.decode()).encode()
        headers = MutableHeaders(scope=start)
        for stale in ("etag", "last-modified", "accept-ranges"):
            del headers[stale]
        headers["content-length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})
