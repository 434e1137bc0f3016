"""A guest's personal link at the door: says little, works once, and what it opened ends in every tab (R22)."""

import time

import httpx
import pytest

from components.texts import t
from data import commands, queries
from data.entities import Invitation
from data.storage import Store
from data.vocabulary import Language
from tests import builders as b
from tests.web.clients import COOKIE, client, proof, signed_in, socket
from tests.web.served import Served
from tests.web.test_endings import SECONDS, _sent_away, _until_closed

USED = "This link has been used, or the access has ended. Ask whoever invited you for a new one."
OVER = "Din adgang er afsluttet."
WHAT = "Brand i tre containere"


def _invited(served: Served, **other: object) -> tuple[str, int]:
    """The key of a guest's link, and the invitation."""
    store = served.store()
    incident = b.an_active_incident(store, **other)
    invitation = b.an_invitation(store, incident)
    key = commands.guest_link(store, b.hat(store, "projektchef"), invitation=invitation)
    store.close()
    return key, invitation


def _join(knocking: httpx.Client, key: str, said: str = "") -> httpx.Response:
    page = knocking.get("/deltag", params={"noegle": key}).text
    return knocking.post("/deltag", data={"key": key, "proof": said or proof(page)})


def test_a_guest_is_let_in_by_one_button_and_without_a_password(served: Served) -> None:
    key, _ = _invited(served)
    with client(served) as knocking:
        answer = _join(knocking, key)
        assert (answer.status_code, answer.headers["location"]) == (303, "/moede")
        assert knocking.get("/moede").status_code == 200


def test_before_joining_nothing_of_the_incident_is_told(served: Served) -> None:
    key, _ = _invited(served)
    with client(served) as knocking:
        page = knocking.get("/deltag", params={"noegle": key})
        assert page.status_code == 200
        assert "Beredskab 4K" in page.text
        assert "password" not in page.text
        for told in (WHAT, "Blok", "Ildspåsættelse"):
            assert told not in page.text
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "same-origin"


def test_an_exercise_says_so_at_the_door(served: Served) -> None:
    key, _ = _invited(served, exercise=True)
    store = served.store()
    assert queries.guest_link(store, key) == queries.GuestLink("brandvaesen", exercise=True)
    store.close()
    with client(served) as knocking:
        assert t("EXERCISE") in knocking.get("/deltag", params={"noegle": key}).text


def test_a_real_incident_is_no_exercise_though_the_house_has_demo_accounts(served: Served) -> None:
    key, _ = _invited(served)
    with client(served) as knocking:
        assert t("EXERCISE") in knocking.get("/log-ind").text
        assert t("EXERCISE") not in knocking.get("/deltag", params={"noegle": key}).text


def test_a_guest_whose_access_has_ended_is_asked_for_no_password(served: Served) -> None:
    key, invitation = _invited(served)
    store = served.store()
    with client(served) as knocking:
        _join(knocking, key)
        _end(store, invitation)
        sent = knocking.get("/log-ind", params={"besked": "udloebet"})
        assert (sent.status_code, sent.headers["location"]) == (303, "/log-ind?besked=adgang-slut")
        told = knocking.get(sent.headers["location"])
        assert OVER in told.text
        assert "password" not in told.text
        assert t("EXERCISE") not in told.text
        assert "password" in knocking.get("/log-ind").text
    store.close()


def test_a_link_works_once_and_looking_does_not_spend_it(served: Served) -> None:
    key, _ = _invited(served)
    for _ in range(2):
        with client(served) as knocking:
            assert knocking.get("/deltag", params={"noegle": key}).status_code == 200
    with client(served) as knocking:
        assert _join(knocking, key).status_code == 303
    with client(served) as knocking:
        knocking.get("/log-ind")
        again = _join(knocking, key, knocking.cookies["beredskab-form"])
        assert again.status_code == 403
        assert t(USED) in again.text
        assert COOKIE not in knocking.cookies
        assert knocking.get("/deltag", params={"noegle": key}).status_code == 403


@pytest.mark.parametrize("key", ["", "x", "../..", "<script>", "a" * 5000])
def test_an_invented_link_opens_nothing(served: Served, key: str) -> None:
    with client(served) as knocking:
        answer = knocking.get("/deltag", params={"noegle": key})
        assert answer.status_code == 403
        assert "<script" not in answer.text


def test_a_link_needs_a_form_of_ours(served: Served) -> None:
    key, _ = _invited(served)
    with client(served) as knocking:
        assert _join(knocking, key, "x").status_code == 403
        assert _join(knocking, key).status_code == 303


def test_the_page_of_passwords_takes_no_guest(served: Served) -> None:
    key, _ = _invited(served)
    with client(served) as knocking:
        assert knocking.get("/velkommen", params={"noegle": key}).status_code == 403


def test_the_invitation_is_read_in_english_too(served: Served) -> None:
    key, _ = _invited(served)
    with client(served) as knocking:
        page = knocking.get("/deltag", params={"noegle": key, "sprog": Language.ENGLISH}).text
        assert "You are invited to the emergency meeting as a guest:" in page
        assert f'action="/deltag?sprog={Language.ENGLISH}"' in page


def _end(store: Store, invitation: int) -> None:
    commands.end_invitation(store, b.hat(store, "projektchef"), invitation=invitation)


def _end_as_administrator(store: Store, invitation: int) -> None:
    guest = b.row_of(store, Invitation, invitation).guest_id
    commands.end_role(store, b.administrator(store), person=guest, role="brandvaesen")


@pytest.mark.parametrize("over", [_end, _end_as_administrator])
def test_an_access_that_is_ended_ends_every_open_page(served: Served, over: object) -> None:
    key, invitation = _invited(served)
    store = served.store()
    with client(served) as knocking:
        _join(knocking, key)
        kept = dict(knocking.cookies)
        with socket(served, "/_stcore/stream", kept) as stream, socket(served, "/live", kept) as live:
            begin = time.monotonic()
            over(store, invitation)  # type: ignore[operator]  # one of the two above
            assert _until_closed(live)[1] == 4401
            came, code = _until_closed(stream)
            assert (code, _sent_away(came)) == (4401, "/log-ind?besked=adgang-slut")
            assert time.monotonic() - begin < SECONDS
        assert knocking.get("/moede").status_code == 303
    store.close()


def test_whoever_joins_in_a_browser_that_was_signed_in_is_the_guest_from_then_on(served: Served) -> None:
    key, _ = _invited(served)
    with signed_in(served) as knocking:
        before = knocking.cookies[COOKIE]
        assert _join(knocking, key).status_code == 303
        assert knocking.cookies[COOKIE] != before
