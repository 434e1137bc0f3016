"""A whole short meeting in three browsers: who leads it, the police, and a phone; reloaded in the middle (R20, R23)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from data import commands, queries
from data.entities import Action, Meeting
from data.rules import agenda
from data.rules.meetings import MeetingState
from data.storage import Store
from data.vocabulary import ActionStatus
from tests.browser.conftest import Comes
from tests.browser.person import Person, beginning, t
from tests.builders import go_to, hat, row_of, seen

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
DECIDED, ACTION, ASKED = (
    "Alle holder telefonerne åbne i nat",
    "Gadeplansfolk ved centret",
    "hvor længe patruljen bliver",
)


@pytest.fixture
def meeting(store: Store) -> int:
    """A meeting that is called about the plan of the exercise."""
    chief = hat(store, "projektchef")
    plan = queries.plans(store, chief)[0].id
    return commands.call_meeting(
        store, chief, plan=plan, planned_at=store.clock() + timedelta(minutes=2), chair="projektchef",
        recorder="stabsenhed", place="Brohuset",
    )  # fmt: skip


def item(person: Person) -> str:
    return person.page.locator(".st-key-running-item").get_by_role("heading").first.inner_text()


def goes_on(person: Person, store: Store, meeting: int) -> None:
    """Press *Næste punkt*, and wait until the meeting has moved."""
    before = row_of(store, Meeting, meeting).item
    person.page.wait_for_timeout(1100)  # sooner it is the second press of a double click
    person.press("Next item")
    person.until(lambda: row_of(store, Meeting, meeting).item != before)


def test_a_whole_short_meeting(comes: Comes, store: Store, meeting: int) -> None:
    points = agenda.agenda_of(store.plan(), follow_up=False)
    chair, police = comes("projektchef").opens("/moede"), comes("lokalraad-politi").opens("/moede")
    phone = comes("aab", **PHONE).opens("/moede")
    chair.press("Open the meeting")
    for person in (chair, police, phone):
        person.sees(points[0].text)

    # everybody takes a seat: on the phone and in the police's own browser, the rest by who leads
    for person in (phone, police):
        person.press("I am here")
        expect(person.button(t("I am here"))).to_have_count(0)
    chair.press("Present", inside=chair.card("seat", "projektchef"))
    chair.until(lambda: (found := queries.meeting(store, hat(store, "aab"), meeting)) and len(found.present) == 3)

    # a decision, and one that becomes an action while it is spoken
    chair.press("Note a decision")
    chair.writes("What is decided?", DECIDED)
    chair.press("Note the decision", inside=chair.form)
    for person in (police, phone):
        person.sees(DECIDED)
    chair.press("Decide an action")
    chair.writes("What? Detailed, concrete and clear", ACTION)
    chair.picks("Responsible party", store.plan().parties["aab"].name)
    chair.press("Decide it", inside=chair.form)
    phone.sees(ACTION)

    # the phone asks, the police answers in its own browser
    phone.press("Ask a party")
    phone.picks("Who is to answer?", store.plan().parties["politi"].name)
    phone.writes("About what?", ASKED)
    phone.press("Ask", inside=phone.form)
    police.press("Answer")
    police.writes("The answer", "Til kl. 2")
    police.press("Save", inside=police.form)
    chair.sees("Til kl. 2")

    # to the actions; everybody is reloaded in the middle, with a form half filled in
    while row_of(store, Meeting, meeting).item != 5:
        goes_on(chair, store, meeting)
    chair.press("Note a decision")
    chair.writes("What is decided?", "Halvt skrevet")
    for person in (chair, police, phone):
        person.page.reload()
        person.ready()
        person.sees(points[5].text)
    expect(chair.field("What is decided?")).to_have_value("Halvt skrevet")
    chair.press("Cancel", inside=chair.form)
    expect(chair.form).to_have_count(0)

    # the party itself accepts, on its phone
    action = next(row for row in queries.actions(store, hat(store, "aab")) if (row.what.body or "") == ACTION)
    phone.press("Accept", inside=phone.card("round", "aab"))
    phone.until(lambda: row_of(store, Action, action.id).status is ActionStatus.ACCEPTED)

    # the summary is read back; without that the meeting does not end
    while row_of(store, Meeting, meeting).item != 8:
        goes_on(chair, store, meeting)
    chair.press("End the meeting")
    chair.press("End the meeting", inside=chair.form)
    chair.sees(t("There are actions with nobody responsible: give them to a party, or confirm each one."))
    for box in chair.form.get_by_role("checkbox").all():
        box.check(force=True)
    chair.press("End the meeting", inside=chair.form)
    chair.press("Approve the minutes")
    for person in (chair, police, phone):
        person.sees(t("Took part"))
        person.sees(DECIDED)
        person.sees(beginning("Approved {time} by {who}"))
    width = phone.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    found = queries.meeting(store, hat(store, "aab"), meeting)
    assert found is not None
    assert found.row.state is MeetingState.ENDED
    assert len(found.decisions) == 2


def test_whoever_joins_late_sees_the_item_that_runs(comes: Comes, store: Store, meeting: int) -> None:
    commands.start_meeting(store, hat(store, "projektchef"), seen=seen(store, Meeting, meeting))
    go_to(store, meeting, 1)
    phone = comes("boligselskab", **PHONE).opens("/")
    phone.page.get_by_role("link", name=t("To the meeting")).click()
    points = agenda.agenda_of(store.plan(), follow_up=bool(row_of(store, Meeting, meeting).follow_up))
    phone.sees(points[1].text)
    go_to(store, meeting, 2)
    phone.sees(points[2].text)
