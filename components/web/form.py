"""What a browser posted: read with a ceiling, and judged before anything else looks at it."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import Request

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
