"""A person at a browser: what they do in the product's own words, what they see, and what went wrong around them.

Words come from the catalogue by their English source (`t`), so that a better wording breaks no test, and a source
that is gone says so by itself.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from time import monotonic
from typing import Literal

from babel.messages.pofile import read_po
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, FrameLocator, Locator, Page, WebSocket, expect

from components import texts
from data import commands
from tests.web.served import Served

SOON = 15.0
"""Seconds within which the product answers on a slow machine; the promised bound is never asserted with it."""
APP = '[data-testid="stApp"]'
HARMLESS = re.compile(r"/\w+/_stcore/(health|host-config)$")
"""Streamlit looks for its server below the page first, and is told 404."""
expect.set_options(timeout=SOON * 1000)


@cache
def _sources() -> frozenset[str]:
    with (texts.HERE / "da.po").open("rb") as file:
        return frozenset(entry.id for entry in read_po(file) if isinstance(entry.id, str))


def t(source: str, /, **values: object) -> str:
    """The product's words for a source string. Fails when the catalogue does not know it (any more)."""
    assert source in _sources(), f"no such source in the catalogue: {source!r}"
    return texts.t(source, **values)


def beginning(source: str) -> re.Pattern[str]:
    """Matches a sentence whose placeholders come somewhere behind its beginning."""
    return re.compile(re.escape(t(source).partition("{")[0]))


class Person:
    """One browser of its own (cookies, tabs), with everything it asked for and everything that went wrong in it."""

    def __init__(
        self,
        browser: Browser,
        served: Served,
        *,
        width: int = 1366,
        height: int = 768,
        scheme: Literal["light", "dark"] = "light",
    ) -> None:
        self.served = served
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="da-DK",
            timezone_id="Europe/Copenhagen",
        )  # fmt: skip
        self.asked: list[str] = []
        self.troubles: list[str] = []
        self.heard: list[bytes] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page = self.tab()

    # -- the browser

    def tab(self) -> Page:
        """A further tab, watched like the first."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"page: {error}"))
        page.on("console", self._said)
        page.on("dialog", lambda dialog: (self.troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("crash", lambda _: self.troubles.append("crash"))
        page.on("websocket", self._listen)
        return page

    def _said(self, said: ConsoleMessage) -> None:
        where = str(said.location.get("url", ""))
        if said.type == "error" and not HARMLESS.search(where):
            self.troubles.append(f"console: {said.text} {where}")

    def _listen(self, socket: WebSocket) -> None:
        self.asked.append(socket.url.replace("ws:", "http:", 1))
        socket.on("framereceived", lambda frame: self.heard.append(frame.encode() if isinstance(frame, str) else frame))

    def outside(self) -> list[str]:
        """What was asked of any other host or port, whether it was let through or not."""
        own = (f"{self.served.url}/", "data:", f"blob:{self.served.url}/")
        return [url for url in self.asked if not url.startswith(own)]

    def is_well(self) -> None:
        """Nothing has gone wrong so far, and nothing was asked of another host."""
        assert not self.troubles, self.troubles
        assert not self.outside(), self.outside()

    def forgive(self) -> None:
        """What went wrong so far was meant: the test took the server away."""
        self.troubles.clear()

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()

    # -- signing in, going about

    def signs_in(self, username: str) -> "Person":
        """A real sign-in of a demo account, its cookie handed to the browser: the form has tests of its own."""
        store = self.served.store()
        token = commands.sign_in_demo(store, username).token
        store.close()
        return self.carries(token)

    def carries(self, token: str) -> "Person":
        """The cookie of a sign-in that was made elsewhere."""
        self.context.add_cookies([{"name": "beredskab", "value": token, "url": self.served.url, "httpOnly": True}])
        return self

    def signs_in_by_password(self, username: str, password: str) -> "Person":
        """Through the sign-in page, as everybody does."""
        self.page.goto(f"{self.served.url}/log-ind")
        self.writes("Username", username)
        self.writes("Password", password)
        self.button(t("Sign in")).click()
        self.ready()
        return self

    def opens(self, path: str = "/") -> "Person":
        """Go to an address of the product and wait for the page."""
        self.page.goto(self.served.url + path)
        self.ready()
        return self

    def goes_to(self, source: str) -> None:
        """Go to another page by the menu; nothing is loaded anew."""
        self.page.get_by_role("navigation").get_by_role("link", name=t(source), exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(t(source))

    def ready(self) -> None:
        """The script has come to rest."""
        expect(self.page.locator(f'{APP}[data-test-script-state="notRunning"]')).to_be_visible()

    def until(self, holds: Callable[[], object], why: str = "waited in vain") -> None:
        """Wait for something no locator shows, while the browser goes on."""
        end = monotonic() + SOON
        while not holds():
            assert monotonic() < end, why
            self.page.wait_for_timeout(50)

    # -- doing

    def press(self, source: str, *, inside: Locator | None = None, **values: object) -> None:
        """Click the button with these words, the first where several stand, once nothing is being redrawn."""
        self.ready()
        self.button(t(source, **values), inside=inside).first.click()

    def button(self, words: str, *, inside: Locator | None = None) -> Locator:
        """Buttons with exactly these words."""
        return (inside or self.page).get_by_role("button", name=words, exact=True)

    def press_more(self, source: str, *, inside: Locator) -> None:
        """Click what stands behind *Mere* of a card."""
        self.press("More", inside=inside)
        self.page.get_by_role("menuitem").filter(has_text=t(source)).click()

    def writes(self, source: str, text: str, *, inside: Locator | None = None) -> Locator:
        """Fill the field with this label."""
        field = self.field(source, inside=inside)
        field.fill(text)
        return field

    def field(self, source: str, *, inside: Locator | None = None) -> Locator:
        """The field with this label."""
        return (inside or self.page).get_by_label(t(source), exact=True)

    def chooses(self, words: str, *, inside: Locator | None = None) -> None:
        """Click one of the few that all stand there."""
        place = inside or self.page
        place.get_by_role("radio", name=words, exact=True).or_(
            place.get_by_role("button", name=words, exact=True)
        ).first.click()

    def picks(self, source: str, words: str | re.Pattern[str]) -> None:
        """Choose one of many."""
        self.page.get_by_role("combobox", name=t(source)).click()
        self.page.get_by_role("option", name=words).first.click()

    def dates(self, source: str, moment: datetime, *, inside: Locator) -> None:
        """Fill in a day and a clock time, as people write them; the moment is on a Danish clock."""
        self.day(source, moment, inside=inside)
        self.field("Time", inside=inside).last.fill(f"{moment:%H.%M}")

    def day(self, source: str, day: date, *, inside: Locator) -> None:
        """Fill in a day, as people write it."""
        inside.get_by_role("group", name=t(source)).get_by_role("spinbutton").first.focus()
        self.page.keyboard.type(f"{day:%d%m%Y}")

    # -- seeing

    @property
    def form(self) -> Locator:
        """The open form."""
        return self.page.get_by_role("dialog")

    def card(self, kind: str, number: object) -> Locator:
        """The frame round one thing; while a page is redrawn the old one may stand beside the new."""
        return self.page.locator(f".st-key-{kind}-{number}").first

    @property
    def alerts(self) -> Locator:
        """What is said loudly."""
        return self.page.get_by_role("alert")

    @property
    def map(self) -> FrameLocator:
        """The map's own document."""
        return self.page.frame_locator("iframe")

    def sees(self, words: str | re.Pattern[str], *, within: float = SOON) -> Locator:
        """Wait until these words stand on the page."""
        found = self.page.get_by_text(words).first
        expect(found).to_be_visible(timeout=within * 1000)
        return found

    def misses(self, words: str | re.Pattern[str]) -> None:
        """These words stand nowhere on the page."""
        expect(self.page.get_by_text(words)).to_have_count(0)

    def text(self) -> str:
        """Everything that stands on the page."""
        return self.page.locator("body").inner_text()
