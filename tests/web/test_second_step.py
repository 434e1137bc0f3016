"""Two-step sign-in at the door: no session before the code, one browser, few tries (RFC 6238)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pyotp
import pytest

from components.texts import t
from data import commands, queries
from data.rules import second_factor
from data.rules.access import Viewer
from data.settings import Settings
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import Verb
from tests.web.clients import COOKIE, client, proof, sign_in
from tests.web.served import HOUSE, PASSWORD, Served

HALFWAY = "beredskab-trin"
CODE = "/log-ind/kode"
LONG_AGO = timedelta(minutes=10)


class Guard:
    """An account with two-step sign-in."""

    def __init__(self, served: Served, username: str) -> None:
        self.username, self.secret, self.codes = username, second_factor.fresh_secret(), second_factor.fresh_codes()
        store = Store.open(Settings(home=served.home, database_url=served.database).url, lambda: self.then)
        self.then = datetime.now(UTC) - LONG_AGO  # so that the code that proves it is none of those that hold now
        self.person = commands.open_account(store, HOUSE, username=username, display="Vagt", role="projektchef")
        commands.use_link(store, commands.invite_again(store, HOUSE, person=self.person), password=PASSWORD)
        own = Viewer(self.person, "projektchef", grants=frozenset({Verb.READ}))
        commands.start_second_factor(
            store, own, secret=self.secret, code=pyotp.TOTP(self.secret).at(self.then), codes=self.codes,
            password=PASSWORD,
        )  # fmt: skip
        store.close()

    def code(self, later: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(datetime.now(UTC), counter_offset=later)


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return iter(range(1, 100))


@pytest.fixture
def guard(served: Served, numbers: Iterator[int]) -> Guard:
    return Guard(served, f"nord-{next(numbers)}")


@contextmanager
def halfway(served: Served, guard: Guard, onward: str = "/") -> Iterator[httpx.Client]:
    """A browser that has given the right password."""
    with client(served) as knocking:
        answer = sign_in(knocking, onward, username=guard.username, password=PASSWORD)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(CODE)
        yield knocking


def give(knocking: httpx.Client, code: str, onward: str = "/") -> httpx.Response:
    shown = knocking.get(CODE)
    if shown.status_code != 200:
        return shown
    return knocking.post(CODE, data={"proof": proof(shown.text), "next": onward, "code": code})


def test_the_password_alone_opens_nothing(served: Served, guard: Guard) -> None:
    with halfway(served, guard) as knocking:
        assert COOKIE not in knocking.cookies
        assert knocking.get("/").headers["location"].startswith("/log-ind")
        state = knocking.cookies[HALFWAY]
        assert httpx.get(served.url, headers={"cookie": f"{COOKIE}={state}"}).status_code == 401


def test_a_code_lets_in_and_sends_on(served: Served, guard: Guard) -> None:
    with halfway(served, guard, "/historik?x=1") as knocking:
        page = knocking.get("/log-ind/kode?next=/historik%3Fx%3D1").text
        assert 'value="/historik?x=1"' in page
        answer = give(knocking, guard.code(), "/historik?x=1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/historik?x=1")
        assert knocking.get("/").status_code == 200
        assert HALFWAY not in knocking.cookies
        assert give(knocking, guard.code(1)).headers["location"].startswith("/log-ind")


def test_nobody_is_sent_to_another_site(served: Served, guard: Guard) -> None:
    with halfway(served, guard) as knocking:
        assert give(knocking, guard.code(), "https://fremmed.example/").headers["location"] == "/"


def test_a_code_that_was_seen_over_a_shoulder_is_worth_nothing(served: Served, guard: Guard) -> None:
    code = guard.code()
    with halfway(served, guard) as knocking, halfway(served, guard) as thief:
        assert give(knocking, code).status_code == 303
        answer = give(thief, code)
        assert answer.status_code == 401
        assert 'role="alert"' in answer.text
        assert COOKIE not in thief.cookies


def test_the_cookie_of_the_way_between_is_out_of_reach(served: Served, guard: Guard) -> None:
    with client(served) as knocking:
        kept = sign_in(knocking, username=guard.username, password=PASSWORD).headers.get_list("set-cookie")
    said = next(one for one in kept if one.startswith(HALFWAY)).lower()
    assert {"httponly", "samesite=strict", "path=/", "max-age=300"} <= {part.strip() for part in said.split(";")}


def test_the_page_is_for_whoever_has_given_the_password(served: Served, guard: Guard) -> None:
    with client(served) as knocking:
        for state in ("", "x", f"{guard.person}.9999999999.abc.{'0' * 64}"):
            headers = {"cookie": f"{HALFWAY}={state}"} if state else {}
            for answer in (
                knocking.get(CODE, headers=headers),
                knocking.post(CODE, headers=headers, data={"code": "1"}),
            ):
                assert answer.status_code == 303
                assert answer.headers["location"] == "/log-ind?besked=igen"
        assert t("It took too long between the password and the code. Start again with the password.") in (
            knocking.get("/log-ind?besked=igen").text
        )


def test_a_code_needs_a_form_of_ours_and_our_own_site(served: Served, guard: Guard) -> None:
    with halfway(served, guard) as knocking:
        assert knocking.post(CODE, data={"code": guard.code(), "proof": "falsk"}).status_code == 403
        foreign = {"origin": "https://fremmed.example"}
        assert knocking.post(CODE, headers=foreign, data={"code": guard.code()}).status_code == 403
        assert give(knocking, guard.code()).status_code == 303


def test_guessing_stops_for_the_account_wherever_it_comes_from(served: Served, guard: Guard) -> None:
    answers = []
    for _ in range(4):
        with halfway(served, guard) as guessing:
            answers += [give(guessing, "000000").status_code for _ in range(3)]
    assert answers == [401] * 10 + [429] * 2
    with halfway(served, guard) as knocking:
        assert give(knocking, guard.code()).status_code == 429


def test_right_codes_are_not_counted(served: Served, guard: Guard) -> None:
    for code in guard.codes:
        with halfway(served, guard) as knocking:
            assert give(knocking, code).status_code == 200
    with halfway(served, guard) as knocking:
        assert give(knocking, guard.code()).status_code == 303


def test_a_recovery_code_works_once_and_the_next_page_says_how_many_are_left(served: Served, guard: Guard) -> None:
    with halfway(served, guard) as knocking:
        answer = give(knocking, f" {guard.codes[0].upper()} ", "/historik")
        assert answer.status_code == 200
        assert "9" in re.sub(r"<[^>]+>", "", answer.text.partition('role="status"')[2])
        assert 'href="/historik"' in answer.text
        assert knocking.get("/").status_code == 200
    with halfway(served, guard) as knocking:
        assert give(knocking, guard.codes[0]).status_code == 401


@pytest.mark.parametrize("code", ["", "<script>alert(1)</script>", "%00", "1" * 3000, "١٢٣٤٥٦", "' OR 1=1 --"])
def test_nasty_codes_are_wrong_codes(served: Served, guard: Guard, code: str) -> None:
    with halfway(served, guard) as knocking:
        answer = give(knocking, code)
        assert answer.status_code == 401
        assert "<script" not in answer.text


def test_the_field_is_one_that_phones_fill_in(served: Served, guard: Guard) -> None:
    with halfway(served, guard) as knocking:
        page = knocking.get(CODE).text
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_a_link_for_a_new_password_leads_to_the_second_step(served: Served, guard: Guard) -> None:
    store = served.store()
    key = commands.invite_again(store, HOUSE, person=guard.person)
    new = "endnu en lang sætning"
    with client(served) as knocking:
        form = {"key": key, "password": new, "again": new}
        form["proof"] = proof(knocking.get("/velkommen", params={"noegle": key}).text)
        assert knocking.post("/velkommen", data=form).headers["location"] == CODE
        assert COOKIE not in knocking.cookies
        assert give(knocking, guard.code()).status_code == 303
        assert queries.signed_in(store, name_of(knocking.cookies[COOKIE])) is not None
    store.close()
