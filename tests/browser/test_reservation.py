"""A stand-in without a mandate accepts, everybody sees the reservation, and the leader confirms it (R21, 6.10)."""

import pytest
from playwright.sync_api import expect

from components import look
from data import commands, queries
from data.storage import Store
from data.vocabulary import IncidentState, Mandate
from tests.browser.conftest import Comes
from tests.browser.person import t
from tests.builders import an_action, hat
from tests.web.served import HOUSE

pytestmark = pytest.mark.browser


def test_what_a_stand_in_without_a_mandate_accepts_waits_for_the_leader(comes: Comes, store: Store) -> None:
    commands.open_account(
        store, HOUSE, username="aab-vagt", display="AAB, vagt", role="aab", demo=True, stand_in=Mandate.UNKNOWN
    )
    rows = queries.incidents(store, hat(store, "stabsenhed"))
    action = an_action(store, next(row.id for row in rows if row.state is IncidentState.ACTIVE))
    guard = comes("aab-vagt", width=390, height=844).opens("/indsatser?part=aab")
    police = comes("lokalraad-politi").opens("/indsatser?part=alle")
    leader = comes("aab").opens("/")
    guard.sees(t("{role} (stand-in)", role=store.plan().roles["aab"].title))
    mine, theirs = guard.card("action", action), police.card("action", action)
    party = store.plan().parties["aab"].name
    expect(mine).to_contain_text(t("You cannot commit {party}: what you accept awaits confirmation.", party=party))
    guard.press("Accept", inside=mine)
    for card in (mine, theirs):
        expect(card).to_contain_text(look.RESERVED.label)
        expect(card).to_contain_text(
            t("Whoever accepted this cannot commit {party}; it awaits confirmation.", party=party)
        )
    for person, card in ((guard, mine), (police, theirs)):
        expect(person.button(t("Confirm"), inside=card)).to_have_count(0)
    guard.press("Started", inside=mine)  # the work goes on
    task = leader.card("task-action", action)
    leader.press("Confirm", inside=task)
    expect(leader.page.locator(f".st-key-task-action-{action}")).to_have_count(0)
    expect(theirs).not_to_contain_text(look.RESERVED.label)
    expect(mine).not_to_contain_text(look.RESERVED.label)
