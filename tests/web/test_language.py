"""The plain pages are in the language of who is signed in, else of their address; a choice at the door is kept."""

import httpx
import pytest

from components.texts import t
from data import commands, queries
from data.storage.sign_ins import name_of
from data.vocabulary import Language
from tests.web.clients import COOKIE, client, proof, sign_in, signed_in
from tests.web.served import HOUSE, PASSWORD, Served


def chosen_by(served: Served, knocking: httpx.Client) -> Language | None:
    """What the account that is signed in has chosen."""
    store = served.store()
    found = queries.signed_in(store, name_of(knocking.cookies[COOKIE]))
    store.close()
    assert found is not None
    return found.language


def chooses(served: Served, knocking: httpx.Client, language: Language) -> None:
    """The account chooses, as the menu does."""
    store = served.store()
    found = queries.signed_in(store, name_of(knocking.cookies[COOKIE]))
    assert found is not None
    commands.choose_language(store, queries.viewer_of(store.plan(), found.person, found.role), language=language)
    store.close()


def fresh(served: Served, username: str) -> str:
    """A demo account that has chosen nothing."""
    store = served.store()
    commands.open_account(store, HOUSE, username=username, display="Prøve", role="aab", demo=True)
    store.close()
    return username


@pytest.mark.parametrize(
    "path", ["/log-ind", "/velkommen?noegle=brugt", "/bekraeft?noegle=brugt", "/log-ind?besked=logget-ud"]
)
def test_the_door_speaks_the_language_of_its_address(served: Served, path: str) -> None:
    with client(served) as knocking:
        danish = knocking.get(path)
        english = knocking.get(path + ("&" if "?" in path else "?") + "sprog=en")
    assert '<html lang="da">' in danish.text
    assert '<html lang="en">' in english.text
    assert t("Emergency overview") in danish.text
    assert "Emergency overview" in english.text
    assert '<a class="language" href="' in danish.text
    assert 'lang="en" hreflang="en">English</a>' in danish.text
    assert 'lang="da" hreflang="da">Dansk</a>' in english.text


@pytest.mark.parametrize("named", ["", "sv", "EN", "en-GB", "../../etc", "<script>", "en&sprog=da"])
def test_a_language_that_nothing_is_written_in_is_danish(served: Served, named: str) -> None:
    with client(served) as knocking:
        answer = knocking.get(f"/log-ind?sprog={named}")
    assert '<html lang="da">' in answer.text
    assert "<script>" not in answer.text
    assert "sprog" not in answer.headers.get("set-cookie", "")


def test_the_way_to_the_other_language_keeps_where_one_is_going(served: Served) -> None:
    with client(served) as knocking:
        page = knocking.get("/log-ind?next=%2Fhistorik%3Fhaendelse%3D1").text
        assert 'href="/log-ind?next=%2Fhistorik%3Fhaendelse%3D1&amp;sprog=en"' in page
        page = knocking.get("/log-ind?next=%2F%2Fevil.example&sprog=en").text
        assert 'href="/log-ind"' in page
        assert "evil" not in page


def test_what_goes_wrong_at_an_english_door_is_told_in_english(served: Served) -> None:
    with client(served) as knocking:
        page = knocking.get("/log-ind?sprog=en").text
        assert 'action="/log-ind?sprog=en"' in page
        form = {"proof": proof(page), "username": "vagt", "password": "forkert"}
        answer = knocking.post("/log-ind?sprog=en", data=form)
    assert (answer.status_code, '<html lang="en">' in answer.text) == (401, True)
    assert "Wrong username or password." in answer.text
    assert t("Wrong username or password.") not in answer.text


def test_a_language_chosen_at_the_door_is_kept_for_an_account_that_has_chosen_none(served: Served) -> None:
    username = fresh(served, "nyankommen")
    with client(served) as knocking:
        page = knocking.get("/log-ind?sprog=en").text
        answer = knocking.post("/log-ind?sprog=en", data={"proof": proof(page), "demo": username})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert chosen_by(served, knocking) is Language.ENGLISH
        assert '<html lang="en">' in knocking.get("/").text
        assert "<title>Emergency overview</title>" in knocking.get("/").text
    with client(served) as knocking:
        sign_in(knocking, demo=username)
        assert chosen_by(served, knocking) is Language.ENGLISH


def test_what_the_account_has_chosen_wins_over_the_door(served: Served) -> None:
    username = fresh(served, "dansker")
    with signed_in(served, username) as knocking:
        assert chosen_by(served, knocking) is None
        chooses(served, knocking, Language.DANISH)
    with client(served) as knocking:
        page = knocking.get("/log-ind?sprog=en").text
        knocking.post("/log-ind?sprog=en", data={"proof": proof(page), "demo": username})
        assert chosen_by(served, knocking) is Language.DANISH
        assert '<html lang="da">' in knocking.get("/?sprog=en").text


def test_whoever_leaves_is_seen_off_in_their_language_and_the_next_one_is_greeted_in_danish(served: Served) -> None:
    with signed_in(served, fresh(served, "gaest")) as knocking:
        chooses(served, knocking, Language.ENGLISH)
        assert "Every open tab of this browser is signed out at once." in knocking.get("/log-ud").text
        answer = knocking.post("/log-ud")
        assert answer.headers["location"] == "/log-ind?besked=logget-ud&sprog=en"
        assert "You are signed out." in knocking.get(answer.headers["location"]).text
        assert '<html lang="da">' in knocking.get("/log-ind").text


def test_two_that_come_through_one_connection_are_not_mixed_up(served: Served) -> None:
    """As behind a proxy that keeps its connections."""
    username = fresh(served, "englaender")
    with signed_in(served, username) as english, signed_in(served) as danish:
        chooses(served, english, Language.ENGLISH)
        with httpx.Client(base_url=served.url, headers={"accept": "text/html"}) as proxy:
            for _ in range(3):
                for who, wanted in ((english, "en"), (danish, "da")):
                    asked = {"cookie": f"{COOKIE}={who.cookies[COOKIE]}"}
                    assert f'<html lang="{wanted}">' in proxy.get("/", headers=asked).text
                assert '<html lang="da">' in proxy.get("/log-ind").text


def test_a_link_is_opened_in_the_language_that_is_chosen_there(served: Served) -> None:
    store = served.store()
    person = commands.open_account(store, HOUSE, username="indbudt", display="Prøve", role="aab")
    key = commands.invite_again(store, HOUSE, person=person)
    store.close()
    with client(served) as knocking:
        page = knocking.get(f"/velkommen?noegle={key}").text
        assert f'href="/velkommen?noegle={key}&amp;sprog=en"' in page
        page = knocking.get(f"/velkommen?noegle={key}&sprog=en").text
        form = {"proof": proof(page), "key": key, "password": PASSWORD, "again": "noget andet"}
        answer = knocking.post("/velkommen?sprog=en", data=form)
        assert "The two passwords are not the same." in answer.text
        assert knocking.post("/velkommen?sprog=en", data=form | {"again": PASSWORD}).status_code == 303
        assert chosen_by(served, knocking) is Language.ENGLISH
