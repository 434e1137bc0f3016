"""One instance dies in the middle of a meeting: its browsers go on at the other, nothing confirmed is lost."""

import time
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, expect

from data.storage import Store
from data.vocabulary import PartKind
from tests.browser.person import Person
from tests.browser.test_restart_and_loss import strip, texts_of
from tests.two.meeting import LABEL, TYPED, Meeting
from tests.two.pair import Pair
from tests.web.reporting import kept, whole
from tests.web.served import PRODUCT, serve

pytestmark = pytest.mark.browser
LONGEST = 180.0
"""Seconds after which nothing more will come; what docs/operations.md says of it is a minute."""


def test_an_instance_killed_under_load_takes_nothing_with_it(mortal: Pair, browser: Browser, store: Store) -> None:
    meeting = Meeting(mortal, browser, store)
    meeting.begin()
    meeting.goes_on()
    said = meeting.protocol()

    there = kept(store, "under mødet")
    assert there == dict.fromkeys(meeting.saving.texts(), 1), said
    made = meeting.saving.confirmed
    assert made.keys() == there.keys()
    assert len(set(made.values())) == len(made), "each was told of its own"
    assert meeting.saving.lost, f"the kill came when nobody was saving\n{said}"

    assert meeting.back, said
    assert not [one for one in meeting.seconds if one.looking.connection != "CONNECTED" or one.looking.lost], said
    assert {one.typing.text for one in meeting.seconds} <= {TYPED, None}, said
    meeting.saves()
    assert texts_of(store, PartKind.SITUATION).count(TYPED) == 1
    meeting.looking.opens("/handlingsplan")
    expect(meeting.looking.card("part", PartKind.SITUATION)).to_contain_text(TYPED)
    assert not meeting.looking.troubles, "who looks on has noticed nothing"
    whole(store)

    with serve(mortal.one.home, PRODUCT, mortal.one.port, BEREDSKAB_DATABASE_URL=mortal.one.database):
        meeting.looking.goes_to("Actions")  # still at the other one, whoever answers its further requests
        meeting.typing.opens("/handlingsplan")
        expect(meeting.typing.card("part", PartKind.SITUATION)).to_contain_text(TYPED)


def test_an_instance_that_hangs_is_left_and_until_then_the_page_says_that_it_is_lost(
    mortal: Pair, browser: Browser, store: Store
) -> None:
    person = mortal.person(browser, "stabsenhed", mortal.one).opens("/handlingsplan")
    person.press("Write", inside=person.card("part", PartKind.SITUATION))
    field = person.field(LABEL)
    field.fill(TYPED)
    person.page.wait_for_timeout(1500)  # the tab keeps what is typed once a second
    drawn_by = person.page.evaluate("window.__beredskabLive.drawnBy")
    mortal.one.freeze()
    lost = strip(person, "lost")
    expect(lost).to_be_visible()
    end = time.monotonic() + LONGEST
    while _drawn_by(person) in (drawn_by, None) and time.monotonic() < end:
        assert lost.count() or _drawn_by(person) != drawn_by, "the page looks alive and is not"
        person.page.wait_for_timeout(200)
    expect(lost).to_have_count(0)
    expect(field).to_have_value(TYPED)
    person.press("Save", inside=person.form)
    expect(person.form).to_have_count(0)
    assert texts_of(store, PartKind.SITUATION).count(TYPED) == 1


def _drawn_by(person: Person) -> object:
    """The instance that drew the page; None while it is loaded anew."""
    with suppress(Error):
        return person.page.evaluate("window.__beredskabLive?.drawnBy ?? null")
    return None
