"""Two instances of the product before one PostgreSQL, behind one nginx: one product."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser

from data import commands
from data.storage import Store
from tests.browser.conftest import furnish
from tests.browser.person import Person
from tests.conftest import Databases
from tests.two.proxy import INSTANCE, proxy
from tests.web.clients import COOKIE
from tests.web.served import PRODUCT, Served, serve

TRIES = 64
"""Sign-ins until one belongs to the wanted instance: each does with an even chance."""


@dataclass
class Pair:
    """Two running instances and the proxy in front of them."""

    one: Served
    two: Served
    front: Served

    def store(self) -> Store:
        """The database they share, from this process."""
        return self.front.store()

    def instance_of(self, cookies: httpx.Cookies, path: str = "/health") -> Served:
        """The instance to which the proxy sends this browser."""
        answered = httpx.get(self.front.url + path, cookies=cookies).headers[INSTANCE].split(", ")[-1]
        return next(one for one in (self.one, self.two) if answered == f"127.0.0.1:{one.port}")

    def signed_in(self, username: str, at: Served) -> httpx.Cookies:
        """The cookies of a browser in which that demo account is signed in, and which belongs to that instance."""
        store = self.store()
        try:
            for _ in range(TRIES):
                cookies = httpx.Cookies({COOKIE: commands.sign_in_demo(store, username).token})
                if self.instance_of(cookies) is at:
                    return cookies
        finally:
            store.close()
        raise AssertionError("the proxy sends every browser to the same instance")

    def person(self, browser: Browser, username: str, at: Served) -> Person:
        """Somebody at a browser that comes through the proxy and belongs to that instance."""
        made = Person(browser, self.front)
        token = self.signed_in(username, at)[COOKIE]
        made.context.add_cookies([{"name": COOKIE, "value": token, "url": self.front.url, "httpOnly": True}])
        return made


@contextmanager
def pair(home: Path, postgresql: Databases) -> Iterator[Pair]:
    """Both instances on a database of their own, with the demo's exercise."""
    url = postgresql.fresh("bare")
    folders = [home / name for name in ("one", "two", "front")]
    for folder in folders:
        folder.mkdir(parents=True)
    furnish(folders[0], demo=True, database=url)
    with ExitStack() as stack:
        stack.callback(postgresql.drop, url)
        both = [stack.enter_context(serve(folder, PRODUCT, BEREDSKAB_DATABASE_URL=url)) for folder in folders[:2]]
        yield Pair(*both, stack.enter_context(proxy(folders[2], *both)))
