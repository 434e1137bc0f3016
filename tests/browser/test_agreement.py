"""Each party answers from its own browser, while the project chief watches (R31): one agrees, one has a reservation."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from components import look
from data import commands, queries
from data.entities import ActionPlan
from data.storage import Store
from data.vocabulary import IncidentState, Stance
from tests.browser.conftest import Comes
from tests.browser.person import t
from tests.builders import agree, ahead, an_action, hat, plan_of, seen

pytestmark = pytest.mark.browser
NO = "Vi har ingen vagter i weekenden"


def test_the_police_agree_and_a_housing_organisation_has_a_reservation(comes: Comes, store: Store) -> None:
    rows = queries.incidents(store, hat(store, "stabsenhed"))
    incident = next(row.id for row in rows if row.state is IncidentState.ACTIVE)
    plan = plan_of(store, incident)
    new = an_action(store, incident, party="aab")
    number = next(row.number for row in queries.actions(store, hat(store, "aab"), plan=plan) if row.id == new)
    unowned = [row.id for row in queries.actions(store, hat(store, "aab"), plan=plan) if row.unowned]
    agree(store, plan, parties=("kommune",), confirmed_unowned=frozenset(unowned), ends_at=ahead(store, hours=30))
    police = comes("lokalraad-politi").opens("/")
    housing = comes("aab", width=390, height=844).opens("/handlingsplan")
    chief = comes("projektchef").opens("/handlingsplan")
    head = chief.card("plan", "head")
    expect(head).to_contain_text(look.NO_STANCE.label)
    police.press("We agree", inside=police.card("task-stance", plan))
    expect(police.page.locator(f".st-key-task-stance-{plan}")).to_have_count(0)
    agrees = look.STANCE[Stance.AGREES].label
    expect(head).to_contain_text(f"{agrees} {store.plan().parties['politi'].short}, ")
    housing.press("Reservation …")
    housing.press("Save", inside=housing.form)
    expect(housing.form.get_by_role("alert").first).to_be_visible()  # a reservation says what
    housing.writes("What is the reservation?", NO, inside=housing.form)
    housing.press("Save", inside=housing.form)
    expect(housing.form).to_have_count(0)
    for person in (chief, housing):
        expect(person.card("plan", "head")).to_contain_text(f"{store.plan().parties['aab'].short}: “{NO}”")
    later = an_action(store, incident, party="aab")
    named = {row.id: row.number for row in queries.actions(store, hat(store, "aab"), plan=plan)}
    assert named[later] > number
    expect(head).to_contain_text(t("new action {n}", n=named[later]))
    commands.extend(
        store, hat(store, "projektchef"), seen=seen(store, ActionPlan, plan), meeting_at=store.clock(),
        ends_at=store.clock() + timedelta(hours=60), reason="Uroen fortsætter",
    )  # fmt: skip
    police.sees(t("Does {party} agree to edition {n}?", party=store.plan().parties["politi"].name, n=3))
    chief.sees("Uroen fortsætter")
    expect(head).to_contain_text(t("new action {n}", n=named[later]))
    chief.page.get_by_text(t("Earlier editions")).click()
    expect(head).to_contain_text(NO)
