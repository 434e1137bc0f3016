"""Signing in through a provider: a real one on a port of its own, with everything that can be wrong with it."""

import asyncio
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed

from components import session, web
from components.texts import t
from components.web.oidc.installed import loaded
from data import commands, queries
from data.settings import settings
from data.storage.sign_ins import name_of
from tests.web import directories as d
from tests.web.clients import COOKIE, client, proof, sign_in, socket
from tests.web.directories import Directory
from tests.web.served import HOUSE, PASSWORD, Served, free_port, furnish, serve

NORTH, SOUTH = "Nord Kommune", "Syd Boligforening"
GO = "/log-ind/udbyder/nord"
BROWSER = f"{COOKIE}-udbyder"
NOT_HERE = "{name} gave no confirmed e-mail address that opens an account here. Ask your administrator."
UNTRUE = "besked=udbyder-utro"


@pytest.fixture(scope="module")
def north() -> Iterator[Directory]:
    """A municipality's provider: confidential client, says which addresses are confirmed."""
    with d.running(d.NORTH, d.SECRET) as made:
        made.is_told(people=d.PEOPLE[d.NORTH])
        yield made


@pytest.fixture(scope="module")
def south() -> Iterator[Directory]:
    """A housing organisation's: public client, says nothing of confirmed addresses."""
    with d.running(d.SOUTH) as made:
        made.is_told(people=d.PEOPLE[d.SOUTH], rotate="ES256")
        yield made


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, north: Directory, south: Directory) -> Iterator[Served]:
    """The stage behind the product's doors, with the two and one that does not answer."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    furnish(home)
    d.home_of(home, d.settings_of(north, south, free_port()))
    with serve(home, port=port, BEREDSKAB_PUBLIC_URL=f"http://127.0.0.1:{port}") as running:
        d.open_accounts(running)
        yield running


@pytest.fixture(autouse=True)
def all_right(north: Directory, south: Directory) -> Iterator[None]:
    """What one test twists, the next finds straight."""
    yield
    north.is_told()
    south.is_told()


def away(knocking: httpx.Client, onward: str = "", key: str = d.NORTH) -> str:
    """Press the button: where the browser is sent."""
    answer = knocking.get(f"/log-ind/udbyder/{key}", params={"next": onward} if onward else {})
    assert answer.status_code == 303
    return answer.headers["location"]


def through(knocking: httpx.Client, there: Directory, who: str = "chef", onward: str = "") -> httpx.Response:
    """Go to the provider, sign in there, come back."""
    return knocking.get(there.lets_in(away(knocking, onward, there.key), who))


def said(knocking: httpx.Client, answer: httpx.Response) -> str:
    """The sign-in page that somebody is sent back to."""
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/log-ind?besked=udbyder-")
    assert COOKIE not in knocking.cookies
    page = knocking.get(answer.headers["location"]).text
    assert 'role="alert"' in page
    return page


def test_a_confirmed_address_opens_the_account_it_stands_on(served: Served, north: Directory) -> None:
    with client(served) as knocking:
        answer = through(knocking, north, onward="/historik?x=1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/historik?x=1")
        assert knocking.get("/").status_code == 200
        store = served.store()
        found = queries.signed_in(store, name_of(knocking.cookies[COOKIE]))
        store.close()
    assert found is not None
    assert (found.username, found.role, found.provider) == ("chef", "projektchef", "nord")


def test_the_request_is_what_it_has_to_be(served: Served, north: Directory) -> None:
    with client(served) as knocking:
        one, two = (parse_qs(urlsplit(away(knocking)).query) for _ in range(2))
    assert one["redirect_uri"] == [f"{served.url}{GO}/svar"]
    assert (one["response_type"], one["code_challenge_method"]) == (["code"], ["S256"])
    assert one["scope"] == ["openid email"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(one[name][0]) >= 43
        assert one[name] != two[name]


def test_the_cookie_of_the_way_is_out_of_reach_and_goes_with_it(served: Served, north: Directory) -> None:
    with client(served) as knocking:
        kept = knocking.get(GO).headers["set-cookie"].lower()
        assert {"httponly", "samesite=lax", "path=/", "max-age=600"} <= {part.strip() for part in kept.split(";")}
        through(knocking, north)
        assert BROWSER not in knocking.cookies


@pytest.mark.parametrize("who", ["fremmed", "lukket", "to", "ubekræftet", "tavs", "næsten", "nabo", "uden"])
def test_whoever_it_does_not_let_in_hears_the_same_sentence(served: Served, north: Directory, who: str) -> None:
    with client(served) as knocking:
        page = said(knocking, through(knocking, north, who, "/historik"))
        assert t(NOT_HERE, name=NORTH) in page
        assert "anden=1" in page
        assert "next=%2Fhistorik" in page
        asked = parse_qs(urlsplit(knocking.get(f"{GO}?anden=1").headers["location"]).query)
        assert asked["prompt"] == ["select_account"]


def test_nothing_is_made_and_no_role_is_read(served: Served, north: Directory) -> None:
    store = served.store()
    before, people = store.revision(), len(queries.accounts(store, HOUSE))
    north.is_told(twist={"claims": {"groups": ["administrator"], "roles": ["administrator"], "role": "administrator"}})
    with client(served) as knocking, client(served) as stranger:
        through(knocking, north)
        through(stranger, north, "fremmed")
        found = queries.signed_in(store, name_of(knocking.cookies[COOKIE]))
    assert found is not None
    assert found.roles == ("projektchef",)
    assert (store.revision(), len(queries.accounts(store, HOUSE))) == (before, people)
    store.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"aud": "en-anden"}}, {"claims": {"aud": ["beredskab-nord", "en-anden"]}},
        {"claims": {"azp": "en-anden"}}, {"claims": {"nonce": "en anden"}}, {"claims": {"nonce": None}},
        {"claims": {"iss": "https://fremmed.example"}}, {"claims": {"exp": -61}}, {"claims": {"iat": 3600}},
        {"claims": {"iat": -4000}}, {"claims": {"nbf": 3600}}, {"sign": "none"}, {"sign": "shared"},
        {"sign": "foreign"}, {"iss": "https://fremmed.example"},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_is_wrong_signs_nobody_in(served: Served, north: Directory, wrong: dict[str, Any]) -> None:
    north.is_told(twist=wrong)
    with client(served) as knocking:
        answer = through(knocking, north)
        assert UNTRUE in answer.headers["location"]
        said(knocking, answer)


def test_a_clock_that_goes_wrong_by_half_a_minute_is_forgiven(served: Served, north: Directory) -> None:
    north.is_told(twist={"claims": {"exp": -30, "iat": 30}})
    with client(served) as knocking:
        assert through(knocking, north).headers["location"] == "/"


def test_keys_that_change_are_found(served: Served, south: Directory) -> None:
    with client(served) as knocking:
        assert through(knocking, south, "bolig").headers["location"] == "/"


def test_two_organisations_at_once_each_for_its_own(served: Served, north: Directory, south: Directory) -> None:
    with client(served) as chief, client(served) as tenant, client(served) as stranger:
        page = chief.get("/log-ind").text
        for name in (NORTH, SOUTH):
            assert t("Sign in with {name}", name=name) in page
        left = away(chief)
        assert through(tenant, south, "bolig").headers["location"] == "/"
        assert chief.get(north.lets_in(left, "chef")).headers["location"] == "/"
        assert chief.get("/").status_code == tenant.get("/").status_code == 200
        assert "udbyder-ikke-her" in through(stranger, south, "andre").headers["location"]


def test_an_answer_of_one_is_none_of_the_other(served: Served, north: Directory) -> None:
    with client(served) as knocking:
        back = north.lets_in(away(knocking), "chef").replace("/nord/", "/syd/")
        assert "besked=udbyder-igen" in knocking.get(back).headers["location"]
        assert COOKIE not in knocking.cookies


def test_an_answer_works_once(served: Served, north: Directory) -> None:
    with client(served) as knocking:
        left = away(knocking)
        kept, back = knocking.cookies[BROWSER], north.lets_in(left, "chef")
        assert knocking.get(back).headers["location"] == "/"
        knocking.post("/log-ud")
        again = knocking.get(back, headers={"cookie": f"{BROWSER}={kept}"})
        assert "besked=udbyder-igen" in again.headers["location"]
        assert COOKIE not in knocking.cookies


def test_a_code_works_once_under_another_state_too(served: Served, north: Directory) -> None:
    with client(served) as knocking:
        first = parse_qs(urlsplit(north.lets_in(away(knocking), "chef")).query)
        second = parse_qs(urlsplit(away(knocking)).query)["state"][0]
        told = {"code": first["code"][0], "iss": first["iss"][0], "state": second}
        assert UNTRUE in knocking.get(f"{GO}/svar", params=told).headers["location"]


def test_nobody_is_signed_in_by_an_address_that_somebody_else_made(served: Served, north: Directory) -> None:
    with client(served) as attacker, client(served) as victim:
        back = north.lets_in(away(attacker), "chef")
        assert "besked=udbyder-igen" in victim.get(back).headers["location"]
        away(victim)  # with a way of their own under way, too
        assert "besked=udbyder-igen" in victim.get(back).headers["location"]
        assert COOKIE not in victim.cookies
        assert attacker.get(back).headers["location"] == "/"  # and it spent nothing of the one who left


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?state=x&state=y&code=z", "?code=x", f"?state={'x' * 5000}"])
def test_what_is_no_answer_is_none(served: Served, query: str) -> None:
    with client(served) as knocking:
        for _ in range(2):
            assert knocking.get(f"{GO}/svar{query}").headers["location"] == "/log-ind?besked=udbyder-igen&udbyder=nord"
            away(knocking)


def test_another_site_sends_nobody_off(served: Served) -> None:
    with client(served) as knocking:
        answer = knocking.get(GO, headers={"sec-fetch-site": "cross-site"})
        assert answer.headers["location"] == "/log-ind"
        assert BROWSER not in knocking.cookies


@pytest.mark.parametrize("onward", ["https://fremmed.example/", "//fremmed.example", "/\\fremmed.example", "/log-ud"])
def test_nobody_is_sent_to_another_site_afterwards(served: Served, north: Directory, onward: str) -> None:
    with client(served) as knocking:
        assert through(knocking, north, onward=onward).headers["location"] == "/"


def test_whoever_gives_up_there_stands_at_the_door(served: Served, north: Directory) -> None:
    with client(served) as knocking:
        page = said(knocking, through(knocking, north, "ingen"))
        assert t("The sign-in at {name} was not completed, so you are not signed in.", name=NORTH) in page


def test_one_that_does_not_answer_is_said_and_the_own_accounts_work(served: Served, north: Directory) -> None:
    sentence = "{name} does not answer at present. Sign in with your own account here, or try again in a moment."
    with client(served) as knocking:
        answer = knocking.get("/log-ind/udbyder/borte?next=/historik")
        page = said(knocking, answer)
        assert t(sentence, name="Borte Politi") in page
        form = {"proof": proof(page), "next": "/historik", "username": "vagt", "password": PASSWORD}
        assert knocking.post("/log-ind", data=form).headers["location"] == "/historik"
    north.is_told(twist={"token-down": True})
    with client(served) as knocking:
        assert t(sentence, name=NORTH) in said(knocking, through(knocking, north))


def test_signing_out_ends_it_here_and_goes_on_there(served: Served, north: Directory, south: Directory) -> None:
    with client(served) as knocking:
        through(knocking, north)
        token = knocking.cookies[COOKIE]
        answer = knocking.post("/log-ud")
        onward = answer.headers["refresh"].partition("url=")[2]
        assert onward.startswith(f"{north.issuer}/logout?client_id=beredskab-nord&post_logout_redirect_uri=")
        assert httpx.get(onward).headers["location"] == f"{served.url}/log-ind"
        assert COOKIE not in knocking.cookies
        assert httpx.get(served.url, headers={"cookie": f"{COOKIE}={token}"}).status_code == 401
        through(knocking, south, "bolig")
        assert knocking.post("/log-ud").headers["location"] == "/log-ind?besked=logget-ud"
        sign_in(knocking)
        assert knocking.post("/log-ud").headers["location"] == "/log-ind?besked=logget-ud"


def test_the_list_of_sign_ins_says_by_whose_word(served: Served, north: Directory) -> None:
    store = served.store()
    with client(served) as knocking:
        through(knocking, north)
    person = next(row.person for row in queries.accounts(store, HOUSE) if row.username == "chef")
    assert queries.sign_ins_of(store, HOUSE, person)[0].provider == "nord"
    store.close()


def test_the_operations_log_knows_no_address_no_code_and_no_secret(served: Served, north: Directory) -> None:
    with client(served) as knocking:
        back = north.lets_in(away(knocking), "fremmed")
        knocking.get(back)
    told = served.output.read_text("utf-8")
    assert "Provider nord, nobody signed in: not-here (unknown)" in told
    code = parse_qs(urlsplit(back).query)["code"][0]
    for hidden in ("@nord.example", "@syd.example", d.SECRET, code):
        assert hidden not in told


def test_a_fault_in_the_file_switches_it_off_is_said_and_stops_nothing_else(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=web.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://hus.example") as knocking:
            return await knocking.get(path)

    monkeypatch.setenv("BEREDSKAB_HOME", str(served.home))  # and no public address, which is the fault
    for kept in (settings, session.house, loaded):
        kept.cache_clear()
    try:
        page = asyncio.run(look("/log-ind")).text
        sent = asyncio.run(look(GO))
        session.house().store.close()
    finally:
        for kept in (settings, session.house, loaded):
            kept.cache_clear()
    wrong = "Sign-in through other organisations is not set up right, and is off. Tell whoever runs the server."
    assert t(wrong) in page
    assert 'name="password"' in page
    assert "/log-ind/udbyder" not in page
    assert sent.headers["location"] == "/log-ind"


# -- in the browser


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(base_url=served.url, viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_somebody_signs_in_in_a_browser_is_disabled_and_signs_in_no_more(
    served: Served, north: Directory, page: Page
) -> None:
    store = served.store()
    made = commands.open_account(
        store, HOUSE, username="kort", display="Vagt", role="aab", email="kort@nord.example"
    )  # fmt: skip
    north.is_told(people={"kort": {"email": "Kort@nord.example", **d.VERIFIED}})
    page.goto("/?historik=1")
    page.get_by_role("link", name=t("Sign in with {name}", name=NORTH)).click()
    page.get_by_role("button", name="kort").click()
    expect(page.get_by_role("heading", name="Scene")).to_be_visible(timeout=30_000)
    assert page.url == f"{served.url}/?historik=1"
    kept = {str(c["name"]): str(c["value"]) for c in page.context.cookies()}
    with socket(served, "/live", httpx.Cookies({COOKIE: kept[COOKIE]})) as live:
        begin = time.monotonic()
        commands.disable_account(store, HOUSE, person=made)
        with suppress(ConnectionClosed):
            while True:
                live.recv(5)
    expect(page).to_have_url(re.compile(r"/log-ind\?"), timeout=5000)
    assert time.monotonic() - begin < 5
    page.get_by_role("link", name=t("Sign in with {name}", name=NORTH)).click()
    page.get_by_role("button", name="kort").click()
    expect(page.get_by_role("alert")).to_have_text(t(NOT_HERE, name=NORTH))
    store.close()


@pytest.mark.browser
def test_signing_out_in_a_browser_comes_back_from_the_provider(served: Served, north: Directory, page: Page) -> None:
    page.goto("/log-ind")
    page.get_by_role("link", name=t("Sign in with {name}", name=NORTH)).click()
    page.get_by_role("button", name="chef").click()
    expect(page.get_by_role("heading", name="Scene")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=t("Sign out")).click()
    expect(page).to_have_url(f"{served.url}/log-ind", timeout=10_000)
    assert {"left": "beredskab-nord"} in north.is_told()
