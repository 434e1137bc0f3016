"""A party that is not there, from the catalogue to the call; and a leader that is a click away (R38, R58, 6.4)."""

import re

import pytest
from playwright.sync_api import expect

from data import queries
from data.storage import Store
from data.vocabulary import Lack
from tests.browser.conftest import Comes
from tests.browser.person import t
from tests.builders import an_action, an_active_incident, hat, plan_of

pytestmark = pytest.mark.browser


def test_a_party_that_is_not_there_is_proposed_marked_called_and_invited(comes: Comes, store: Store) -> None:
    incident = an_active_incident(store, exercise=True)
    plan = plan_of(store, incident)
    chief = comes("projektchef", width=390, height=844).opens(f"/handlingsplan?plan={plan}")
    board = comes("aab").opens(f"/indsatser?part=alle&plan={plan}")

    chief.press("Propose an action")
    chief.chooses("Beredskab 4K", inside=chief.form)
    chief.picks("From the catalogue", re.compile("^B1 · "))
    expect(chief.form).to_contain_text(t("Party not invited"))
    chief.writes("How will one see that it is done?", "Institutionerne har fået besked", inside=chief.form)
    assert chief.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    chief.press("Propose", inside=chief.form)
    expect(chief.form).to_have_count(0)

    row = next(r for r in queries.actions(store, hat(store, "projektchef"), plan=plan) if r.entry == "B1")
    assert row.absent
    assert Lack.EVIDENCE not in row.lacks
    expect(board.card("action", row.id)).to_contain_text(t("Party not present"))
    task = chief.page.locator(f".st-key-task-{incident}-beredskab-4k")
    expect(task).to_contain_text(f"/{row.number}")
    chief.press("Invite {party}", inside=task, party="Beredskab 4K")
    expect(chief.button(t("Invite {party}", party="Beredskab 4K"), inside=task)).to_have_count(0)
    chief.press("Reached", inside=task)
    expect(task).to_have_count(0)
    expect(board.card("action", row.id)).to_contain_text(t("Invited, and has not joined yet."))


def test_the_leader_of_an_action_is_one_click_away(comes: Comes, store: Store) -> None:
    incident = an_active_incident(store, exercise=True)
    action = an_action(store, incident, leaders=("aab",))
    contact = store.plan().contact_of("aab")
    assert contact is not None
    police = comes("lokalraad-politi").opens(f"/handlingsplan?plan={plan_of(store, incident)}")
    assert contact.phone not in police.page.content()
    police.press("Contact", inside=police.card("action", action))
    link = police.page.locator(f'a[href="tel:{contact.phone}"]')
    expect(link).to_be_visible()
    expect(police.page.locator(f'a[href="mailto:{contact.email}"]')).to_be_visible()
