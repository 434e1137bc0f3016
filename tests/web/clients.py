"""How the tests knock: a plain HTTP client, websockets, and browser pages that are signed in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import httpx
from playwright.sync_api import BrowserContext, Page
from websockets.sync.client import ClientConnection, connect

from tests.web.served import Served

HTML = {"accept": "text/html"}
COOKIE = "beredskab"
RESTED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


ADDRESSES = count(1)


@contextmanager
def client(served: Served, address: str = "") -> Iterator[httpx.Client]:
    """A browser without a sign-in, by default from an address of its own (as a proxy would tell).

    It keeps cookies and follows nothing by itself.
    """
    number = next(ADDRESSES)
    comes_from = address or f"10.1.{number // 250}.{number % 250 + 1}"
    headers = {"origin": served.url, "x-forwarded-for": comes_from, **HTML}
    with httpx.Client(base_url=served.url, headers=headers) as knocking:
        yield knocking


def proof(page: str) -> str:
    """The hidden proof of a form."""
    found = re.search(r'name="proof" value="([^"]+)"', page)
    assert found
    return found[1]


def sign_in(knocking: httpx.Client, onward: str = "/", **form: str) -> httpx.Response:
    """Fill the sign-in form: by default as a demo account."""
    page = knocking.get("/log-ind").text
    return knocking.post("/log-ind", data={"proof": proof(page), "next": onward, **(form or {"demo": "projektchef"})})


@contextmanager
def signed_in(served: Served, demo: str = "projektchef") -> Iterator[httpx.Client]:
    """A browser with a sign-in."""
    with client(served) as knocking:
        assert sign_in(knocking, demo=demo).status_code == httpx.codes.SEE_OTHER
        yield knocking


@contextmanager
def socket(
    served: Served, path: str, cookies: httpx.Cookies | None = None, origin: str | None = "same", **headers: str
) -> Iterator[ClientConnection]:
    """A websocket to the server, with the cookies of a browser."""
    kept = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    with connect(
        served.url.replace("http", "ws") + path,
        origin=served.url if origin == "same" else origin,  # type: ignore[arg-type]  # any text, also a foreign one
        additional_headers={**({"Cookie": kept} if kept else {}), **headers},
        compression=None,
    ) as opened:
        yield opened


def enter(context: BrowserContext, served: Served, demo: str = "projektchef", path: str = "/") -> Page:
    """A browser page, signed in and at rest."""
    page = context.new_page()
    page.goto(served.url + path)
    page.click(f'button[value="{demo}"]')
    page.wait_for_selector("text=Log ud", timeout=30_000)
    page.wait_for_selector(RESTED)
    return page
