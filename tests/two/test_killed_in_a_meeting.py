"""One instance dies in the middle of a meeting: its browsers go on at the other, nothing confirmed is lost."""

import pytest
from playwright.sync_api import Browser, expect

from data.storage import Store
from data.vocabulary import PartKind
from tests.browser.test_restart_and_loss import texts_of
from tests.two.meeting import TYPED, Meeting
from tests.two.pair import Pair
from tests.web.reporting import kept, whole

pytestmark = pytest.mark.browser


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
