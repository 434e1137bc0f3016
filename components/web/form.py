"""What a browser posted: read with a ceiling, and judged before anything else looks at it."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

from starlette.requests import Request

from components.session import house
from components.texts import t
from components.web import cookies

CEILING = 8192
"""Bytes; the longest legal form is far below."""


async def posted(request: Request) -> Mapping[str, str] | None:
    """The fields of an URL-encoded form (the first value of each), or None when it is too long or malformed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > CEILING:
            return None
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()}


def turned_away(
    request: Request, form: Mapping[str, str], may_try: Callable[[], bool], wait: str = ""
) -> tuple[str, int] | None:
    """What to say and with which status, when a form is not looked at: not ours, or one attempt too many; else None.

    `may_try` counts the attempt, so it is asked of a form that is ours alone; `wait` is what else is said of too many.
    """
    if not cookies.proven(request, form.get("proof", ""), house().settings):
        return t("The page was too old, or cookies are blocked. Try again."), 403
    if not may_try():
        return wait or t("Too many attempts. Wait a few minutes and try again."), 429
    return None
