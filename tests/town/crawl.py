"""A walk through the second plan's town: what is read on the way, and whether a word of the first one stands in it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest, element_tree

from components import sheet
from data import plan as plan_files
from data.vocabulary import Verb
from tests.pages.test_pages import PLANS, Town
from tests.town import readable
from tests.town.words import Foreign

FOREIGN: Final = Foreign(plan_files.load(PLANS["shipped"]), plan_files.load(PLANS["another"]))
MADE_AT: Final = re.compile(r"-\d{8}-\d{4}")
ONCE: Final = ("pdf", "zip")
"""Laid out for a second or more: made for the first role that is offered it. The others are made twice, for somebody
who sees contacts and for somebody who does not: nothing else in a file depends on who asks."""
MANY: Final = 2
"""Of a long list so many choices are tried: the others are drawn by the same words."""


class Crawl:
    """Reads what it is handed, and keeps what does not belong."""

    def __init__(self, town: Town) -> None:
        self.town, self.store = town, town.house.store
        self.read = 0
        self.strange: list[tuple[str, list[str]]] = []
        self.files: dict[tuple[str, str], tuple[str, Callable[[], bytes]]] = {}
        self.role = ""

    def look(self, where: str, text: str) -> None:
        """Read something, by its name and its words."""
        self.read += 1
        if found := FOREIGN.found(f"{where}\n{text}"):
            self.strange.append((f"{where}, {self.role}", sorted(found)))

    def opened(self, role: str, script: str = "") -> AppTest:
        """The product, or a part of it, as this role's account sees it."""
        self.role = role
        return self.town.opened_by(role, script)

    def page(self, page: AppTest, where: str) -> None:
        """A page that was drawn."""
        assert not page.exception, (self.role, where, page.exception[0].value)
        self.look(where, readable.page(page))

    def form(self, page: AppTest, form: str, number: int) -> bool:
        """A form about something; whether it opens for this role."""
        page.query_params[sheet.PARAM] = str(sheet.Pin(form, number, 1, f"the-key-of-{form}"))
        page.run()
        self.page(page, f"form {form}")
        return sheet.PARAM in page.query_params

    def choices(self, page: AppTest, where: str) -> None:
        """Each choice that a page offers and does not show at first."""
        kinds = ("selectbox", "radio", "button_group", "toggle", "checkbox")
        for kind, n in [(one, n) for one in kinds for n in range(len(page.get(one)))]:
            offered = page.get(kind)
            if n < len(offered) and str(offered[n].key).startswith("language-"):
                continue  # it would stay with the account
            for value in _values(offered[n])[:MANY] if n < len(offered) else ():
                shown = page.get(kind)
                if n < len(shown) and value in _values(shown[n]):
                    shown[n].set_value(_Label(value) if isinstance(value, str) else value)
                    with pytest.MonkeyPatch.context() as patched:
                        patched.setattr(element_tree, "_format_value_for_widget", _told)
                        page.run()
                    self.page(page, f"{where}, {kind} {n}: {value}")

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """While this lasts every file that a page offers is noted, with who is offered it, and its name is read."""

        def offered(label: str, data: Any, file_name: str, **_: Any) -> bool:
            stem = MADE_AT.sub("", file_name)
            sees = Verb.SEE_CONTACTS in self.store.plan().roles[self.role].grants
            who = "" if file_name.endswith(ONCE) else str(sees)
            make = data if callable(data) else lambda: data if isinstance(data, bytes) else str(data).encode()
            self.look(file_name, label)
            self.files.setdefault((stem, who), (self.role, make))
            return False

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(st, "download_button", offered)
            yield

    def make_files(self) -> set[str]:
        """Make every file that was offered, as whoever was offered it, and read it; the endings there were."""
        for (name, _), (role, make) in self.files.items():
            if "aktindsigt" in name and not name.endswith("zip"):
                continue  # handed out of the archive of the same name
            self.role = role
            self.file(name, make())
        return {name.rpartition(".")[2] for name, _ in self.files}

    def file(self, name: str, content: bytes) -> None:
        """A document with all that lies in it."""
        for inner, text in readable.texts(name, content):
            self.look(inner, text)


class _Label(str):
    """What an option is called: all that a page tells of it."""

    __slots__ = ()


def _told(label: Callable[[Any], str], value: Any) -> str:
    """An option that was chosen by its label has no other."""
    return str(value) if isinstance(value, _Label) else label(value)


def _values(widget: Any) -> list[Any]:
    if widget.type in ("toggle", "checkbox"):
        return [not widget.value]
    return list(widget.options)
