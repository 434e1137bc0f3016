"""Every sentence a person reads: English in the source, Danish on the screen, through gettext catalogues.

`da.po` is complete (tests/test_catalogue.py). Placeholders are filled after translation, so what a user typed is
never taken for a template.
"""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
LANGUAGE = "da"


@cache
def _catalogue(language: str) -> GNUTranslations:
    compiled = BytesIO()
    with (HERE / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def t(message: str, /, **values: object) -> str:
    """The sentence in the reader's language, with its `{placeholders}` filled."""
    said = _catalogue(LANGUAGE).gettext(message)
    return said.format(**values) if values else said


def tn(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence for `n` things; `{n}` is filled with the number."""
    return _catalogue(LANGUAGE).ngettext(one, many, n).format(n=n, **values)


def mark(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated by `t` when shown."""
    return message
