"""Small HTML files with places for escaped values: what is filled in is text, unless it came out of `fill` itself."""

from functools import cache
from html import escape
from pathlib import Path
from string import Template

PAGES = Path(__file__).parent / "pages"


class Markup(str):
    """Text that `fill` has escaped already."""

    __slots__ = ()


@cache
def _template(name: str) -> Template:
    return Template((PAGES / f"{name}.html").read_text(encoding="utf-8"))


def fill(name: str, /, **values: object) -> Markup:
    """The template with its places filled; every value is escaped unless it came out of `fill`."""
    safe = {key: value if isinstance(value, Markup) else escape(str(value)) for key, value in values.items()}
    return Markup(_template(name).substitute(safe))


def joined(parts: list[Markup]) -> Markup:
    """Several filled templates after each other."""
    return Markup("".join(parts))
