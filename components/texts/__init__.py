"""Every sentence a person reads: English in the source, through gettext catalogues in the reader's language.

`da.po` is complete (tests/house/test_catalogue.py); the English sentences are the sources themselves and need no
catalogue. Placeholders are filled after translation, so what a user typed is never taken for a template.

The language belongs to one tab or one request, never to the process or a thread: a script run asks its own session,
a plain page the request it answers. A tab keeps its language from one drawing of the whole page to the next, and while
a form is open, so that its parts and the answers to its clicks never mix two.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.vocabulary import Language

HERE = Path(__file__).parent
NAMES: Final[Mapping[Language, str]] = {Language.DANISH: "Dansk", Language.ENGLISH: "English"}
"""What each language calls itself: never translated, or nobody would find their own."""
TAB: Final = "beredskab-language"
"""Key of the language of a tab."""

_said: ContextVar[Language | None] = ContextVar("said", default=None)


@cache
def _catalogue(language: Language) -> NullTranslations:
    if language is Language.ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    with (HERE / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def language() -> Language:
    """What the reader of this moment reads: as said by `speaking`, else that of the tab whose script runs."""
    if (said := _said.get()) is not None:
        return said
    run = get_script_run_ctx(suppress_warning=True)
    found = Language.named(run.session_state[TAB]) if run is not None and TAB in run.session_state else None
    return found or Language.DANISH


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Everything inside is said in this language: a request, or one sentence in another language than the tab's."""
    before = _said.set(chosen)
    try:
        yield
    finally:
        _said.reset(before)


def t(message: str, /, **values: object) -> str:
    """The sentence in the reader's language, with its `{placeholders}` filled."""
    said = _catalogue(language()).gettext(message)
    return said.format(**values) if values else said


def tn(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence for `n` things; `{n}` is filled with the number."""
    return _catalogue(language()).ngettext(one, many, n).format(n=n, **values)


def mark(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated by `t` when shown."""
    return message
