"""Which addresses are our own: where a sign-in may send a person on to, and from where a request may come."""

from urllib.parse import quote, urlsplit

from starlette.requests import HTTPConnection

HOME = "/"
LONGEST = 2000


def safe_next(wanted: str | None) -> str:
    """A path (with its query) of this site, or the front page.

    Refused: other schemes and hosts, protocol-relative and backslash forms, control characters, non-ASCII, the
    sign-in pages themselves.
    """
    if not wanted or len(wanted) > LONGEST or not wanted.isascii() or not wanted.isprintable():
        return HOME
    if not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted or " " in wanted:
        return HOME
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    if parts.scheme or parts.netloc or parts.path.startswith(("/log-", "/velkommen", "/glemt", "//", "/_stcore")):
        return HOME
    return parts.path + (f"?{parts.query}" if parts.query else "")


def with_next(address: str, wanted: str) -> str:
    """`address` with `next` in its query, left out where it would say nothing."""
    onward = safe_next(wanted)
    return address if onward == HOME else f"{address}{'&' if '?' in address else '?'}next={quote(onward, safe='')}"


def same_origin(request: HTTPConnection, *, https: bool) -> bool:
    """Whether the browser says that a page of this very site sent the request.

    A missing Origin counts as foreign: every browser sends one with POST, PUT, DELETE and websockets.
    """
    origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
    parts = urlsplit(origin)
    schemes = ("https",) if https else ("http", "https")
    return bool(host) and parts.scheme in schemes and parts.netloc == host
