"""The plain pages: small HTML files with places for escaped values, readable on any browser and without a script.

Where a password is typed a script offers to show it (assets/shown.js); the sign-in page has another one, which erases
what is left of drafts (assets/no_drafts.js).
"""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

from components.texts import language, t

PAGES = Path(__file__).parent / "pages"


class Markup(str):
    """Text that `fill` has escaped already."""

    __slots__ = ()


@cache
def _template(name: str) -> Template:
    return Template((PAGES / f"{name}.html").read_text(encoding="utf-8"))


def fill(name: str, values: Mapping[str, str]) -> Markup:
    """The template with its places filled; every value is escaped unless it came out of `fill`."""
    safe = {key: value if isinstance(value, Markup) else escape(value) for key, value in values.items()}
    return Markup(_template(name).substitute(safe))


def joined(parts: list[Markup]) -> Markup:
    """Several filled templates after each other."""
    return Markup("".join(parts))


def answer(
    heading: str,
    content: Markup,
    *,
    area: str = "",
    exercise: bool = False,
    status: int = 200,
    switch: Markup = Markup(),  # noqa: B008  a str is never changed
) -> HTMLResponse:
    """A whole page. `area` is the standing plan's title; `exercise` puts the banner on top.

    `switch` is the way to the same page in another language.
    """
    banner = fill("exercise", {"word": t("EXERCISE"), "text": t("This is an exercise. Nothing here is real.")})
    return HTMLResponse(
        fill(
            "frame",
            {
                "language": language(),
                "switch": switch,
                "heading": heading,
                "product": t("Emergency overview"),
                "area": area,
                "banner": banner if exercise else Markup(),
                "content": content,
            },
        ),
        status,
    )


def notice(text: str) -> Markup:
    """One sentence that a screen reader says at once; empty where there is nothing to say."""
    return fill("notice", {"text": text}) if text else Markup()
