"""Python values as text that a script may hold: whatever somebody typed stays data.

Such text passes through a <script>, an eval and templates that were never meant for it (branca compiles rendered
scripts as Jinja; streamlit-folium renames variables by pattern). So strings keep only letters, digits and a few
harmless signs; everything else is written as an escape that JavaScript turns back, and no word list of dangerous
beginnings has to be complete.
"""

import json
import re
from functools import lru_cache

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_LOUD = re.compile(r'[^A-Za-z0-9 .,:"\\-]')


def js_literal(value: object) -> str:
    """`value` as a JavaScript (and JSON) literal that is inert in HTML, in Jinja and in streamlit-folium.

    Raises TypeError or ValueError for what JSON cannot say (NaN included). Source: domain.md 6.24.
    """
    return inert(json.dumps(value, allow_nan=False, separators=(",", ":")))


@lru_cache(maxsize=64)
def inert(said: str) -> str:
    """The same JSON text, with every sign that could mean something to somebody written as an escape.

    Kept for a while, since many screens draw the same.
    """
    return _STRING.sub(lambda string: _LOUD.sub(_escape, string.group()), said)


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign.group()):04x}"
