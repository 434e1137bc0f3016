"""The first meeting of an incident, from its activation until its guest is let out, in seven browsers and on the wall.

No open page is loaded anew but the guest's, once, to see that the access stands.
Source: domain.md 8, steps 4-8, 17-19 and the guest half of 26.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from components import feedback, look
from data import commands, queries
from data import plan as plan_files
from data.entities import Action, ActionPlan, Meeting
from data.rules.calling import Reach
from data.rules.times import COPENHAGEN
from data.settings import Settings
from data.storage import Store
from data.vocabulary import ActionStatus, Channel, IncidentState, Mandate, PartKind, PlanState, SeatKind
from tests import builders as b
from tests.browser.person import Person, beginning, t
from tests.browser.table import Table, gather, pressed
from tests.web.served import PRODUCT, Served, serve

pytestmark = pytest.mark.browser

MOST_CLICKS = 12
"""From *Aktivér* until everybody is called in and the meeting is open."""
FIELDS = "input, textarea, select, [contenteditable=true], [type=file], [role=combobox], [role=textbox]"
WHAT, SITUATION, PURPOSE = "Brand i tre containere, stenkast mod brandvæsenet", "Ca. 15-20 unge på stedet", "Ro i aften"
HEARD, HELP, MESSAGE = "To af tre containere er slukket", "Krisehjælp til en medarbejder", "Branden er under kontrol"
SPEAKS, ACTION, GUIDES = "Politiet udtaler sig", "Opsyn ved containerne i nat", "Akut vejledning til institutioner"
ASKED, ANSWERED = "hvor længe patruljen bliver", "Til kl. 2 i nat"
THEIRS, MINE = "Låsene ved containerne er skiftet", "To medarbejdere har gået runden"


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    """A house in use: the shipped plan, nothing else."""
    chosen = Settings(home=home)
    store = Store.open(chosen.url)
    commands.load_plan(store, plan_files.load(chosen.plan))
    store.close()
    with serve(home, PRODUCT) as running:
        yield running


@pytest.fixture
def table(browser: Browser, served: Served, crowd: list[Person], store: Store) -> Table:
    """Seven at their desks, and a phone that nobody has signed in on."""
    return gather(browser, served, store, crowd)


def test_the_first_meeting_from_activation_until_the_guest_is_let_out(table: Table) -> None:
    for person, page in ((table.chief, "/"), (table.police, "/"), (table.aab, "/"), (table.council, "/haendelser")):
        person.opens(page)
    the_council_assesses_and_activates_and_the_chief_coordinates(table)
    everybody_is_called_in(table)
    both_boards_are_informed(table, "Brand og stenkast; der kaldes til møde")
    the_fire_service_is_invited_and_joins_by_its_link_once(table)
    the_meeting_opens_within_few_clicks(table)
    who_takes_part_is_noted_with_mandates(table)
    the_question_of_guests_is_answered_and_the_situation_told(table)
    support_and_purpose_are_written(table)
    an_action_is_decided_and_accepted_with_a_reservation(table)
    a_question_is_answered_in_the_polices_browser(table)
    the_plan_is_put_in_force_at_the_meeting(table)
    the_closed_item_shows_a_notice_and_a_clock_alone(table)
    the_meeting_is_read_back_ended_and_approved(table)
    two_tell_of_one_action_and_one_loses_the_connection(table)
    both_boards_are_informed(table, "Mødet er holdt; planen gælder til søndag")
    the_guest_stays_until_the_evaluation_is_given(table)


def the_council_assesses_and_activates_and_the_chief_coordinates(table: Table) -> None:
    """Step 4 (R8, R18, R19, R24)."""
    table.incident = b.an_incident(table.store, what=WHAT)
    council, chief = table.council, table.chief
    council.press("Show")
    council.press("Assess")
    council.chooses(t(look.RISK_WORD["medium"]), inside=council.form)
    council.press("Save the assessment", inside=council.form)
    expect(council.form).to_have_count(0)
    council.ready()
    before = pressed(council)
    council.press("Activate")
    council.sees(t("{n} of {total} reached", n=1, total=5))
    table.clicks = pressed(council) - before
    chief.sees(beginning("Not reached yet ({n} of {total}): {roles}"))
    expect(chief.map.locator(".mark .letter")).to_have_text(look.letter(look.INCIDENT[IncidentState.ACTIVE]))
    chief.map.locator(".mark").click()
    told = t(":material/star: Coordinator: **{who}**", who=table.plan.coordinator.title)
    expect(chief.card("incident", table.incident)).to_contain_text(told.partition(" ")[2].replace("*", ""))


def everybody_is_called_in(table: Table) -> None:
    """Step 5 (R19, R21): one row a role, one click a try, followed on the chief's screen."""
    council, chief = table.council, table.chief
    chief.goes_to("Meeting")
    before = pressed(council)
    council.press("Reached", inside=council.card("call", "lokalraad-politi"))
    council.press("Not reached", inside=council.card("call", "aab"))
    for person in (council, chief):
        expect(person.card("call", "aab")).to_contain_text(look.REACH[Reach.NOT_REACHED].label)
    chief.sees(t("{n} of {total} reached", n=2, total=5))
    council.press("Stand-in reached", inside=council.card("call", "aab"))
    council.press("Stand-in reached", inside=council.card("call", "boligselskab"))
    council.press("Reached", inside=council.card("call", "projektchef"))
    chief.sees(t("{n} of {total} reached", n=5, total=5))
    for role, reach in (("lokalraad-politi", Reach.REACHED), ("aab", Reach.STAND_IN), ("boligselskab", Reach.STAND_IN)):
        expect(chief.card("call", role)).to_contain_text(look.REACH[reach].label)
    table.clicks += pressed(council) - before


def both_boards_are_informed(table: Table, what: str) -> None:
    """Steps 6 and 19 (R25, R26): each by itself, and only with how, when and what; the council's screen follows."""
    chief = table.chief
    for body in table.plan.informed_bodies:
        chief.press("Inform", inside=chief.card("duty", body.code))
        chief.press("Save", inside=chief.form)
        chief.sees(t(feedback.SENTENCES["say-how-told"]))
        told_at = chief.field("Time", inside=chief.form).input_value()
        chief.chooses(t(look.CHANNEL[Channel.PHONE]), inside=chief.form)
        chief.writes("What they were told, briefly", f"{what} ({body.code})", inside=chief.form)
        chief.press("Save", inside=chief.form)
        expect(chief.form).to_have_count(0)
        expect(table.council.card("duty", body.code)).to_contain_text(look.NOTICE_TOLD.label)
        table.council.sees(f"{what} ({body.code})")
        table.council.sees(re.compile(f"{re.escape(told_at)}.*{t(look.CHANNEL[Channel.PHONE]).lower()}"))


def the_fire_service_is_invited_and_joins_by_its_link_once(table: Table) -> None:
    """Step 7 (R22, R58): suggested because it burns; the phone is in by one tap, and sees this incident only."""
    elsewhere = b.an_incident(table.store, "lokalraad-politi", what="Noget helt andet", category="stenkast")
    chief, phone = table.chief, table.phone
    question = chief.card("inviting", table.incident)
    chief.press("Invite {party}", inside=question, party=table.plan.roles["brandvaesen"].title)
    chief.press("Show the link", inside=question)
    link = chief.form.locator("code").inner_text().strip()
    phone.page.goto(link)
    phone.button(t("Join")).click()
    phone.sees(beginning("You are a guest: {incidents}. You see nothing else here."))
    chief.press("Close", inside=chief.form)
    expect(question).to_contain_text(t("Joined {time}", time="").strip())
    further = phone.tab()
    further.goto(f"{phone.served.url}/haendelser?haendelse={elsewhere}")
    unknown = t("This incident cannot be found, or your role may not read it.")
    expect(further.get_by_text(unknown)).to_be_visible()
    expect(further.get_by_text(t("Open") + " (1)")).to_be_visible()
    further.goto(link)
    used = t("This link has been used, or the access has ended. Ask whoever invited you for a new one.")
    expect(further.get_by_text(used)).to_be_visible()
    further.close()
    phone.forgive()  # the browser writes every 403 into its console


def the_meeting_opens_within_few_clicks(table: Table) -> None:
    """Step 8 (R20): called by the council, opened by whoever leads it; whoever comes late finds it."""
    council, chief = table.council, table.chief
    before = pressed(council)
    council.press("Call a meeting")
    council.writes("Place", "Brohuset", inside=council.form)
    council.press("Call the meeting", inside=council.form)
    chief.sees("Brohuset")
    table.clicks += pressed(council) - before
    for person in (table.police, table.aab):
        person.goes_to("Meeting")
        person.sees("Brohuset")
    chief.ready()
    before = pressed(chief)
    chief.press("Open the meeting")
    for person in (chief, council, table.police, table.aab):
        person.sees(table.point(0))
    table.clicks += pressed(chief) - before
    assert table.clicks <= MOST_CLICKS, table.clicks
    table.guard.opens("/").page.get_by_role("link", name=t("To the meeting")).click()
    for person in (table.guard, table.phone):  # the guest's link led straight to the meeting
        person.sees(table.point(0))
    viewer = b.hat(table.store, "projektchef")
    expect(table.wall.locator("body")).to_contain_text(t("Meeting running"))
    [running] = queries.running_meetings(table.store, viewer)
    table.meeting = running.id


def who_takes_part_is_noted_with_mandates(table: Table) -> None:
    """Item 1 (R14, R15, R21): who is no management sits as a stand-in or as a guest, and is offered nothing else."""
    chief, aab = table.chief, table.aab
    for person, kinds in ((table.guard, {SeatKind.STAND_IN}), (table.phone, {SeatKind.GUEST})):
        person.press("I am here …" if SeatKind.GUEST in kinds else "Here as a stand-in / online …")
        group = person.form.get_by_role("radiogroup", name=t("Takes part as"))
        expect(group.get_by_role("radio")).to_have_text([t(look.SEAT[kind]) for kind in kinds])
        person.press("Cancel", inside=person.form)
        expect(person.form).to_have_count(0)
    aab.press("Here as a stand-in / online …")  # the stand-in who was reached, with a mandate
    aab.press("Save", inside=aab.form)
    aab.sees(t(feedback.SENTENCES["say-mandate"]))
    aab.chooses(look.MANDATE[Mandate.FULL].label, inside=aab.form)
    aab.press("Save", inside=aab.form)
    expect(aab.form).to_have_count(0)
    for person in (table.police, table.council, table.guard):
        person.press("I am here")
        expect(person.button(t("I am here"))).to_have_count(0)
    table.phone.press("I am here …")  # whether a guest binds who sent them is asked, and never taken for granted
    table.phone.chooses(look.MANDATE[Mandate.FULL].label, inside=table.phone.form)
    table.phone.press("Save", inside=table.phone.form)
    expect(table.phone.form).to_have_count(0)
    chief.press("Present", inside=chief.card("seat", "projektchef"))
    without = t("cannot commit the organisation: mandate unknown")
    expect(table.police.card("seat", "projektchef")).to_contain_text(t(look.SEAT[SeatKind.MEMBER]).lower())
    stands_in, guest = SeatKind.STAND_IN, SeatKind.GUEST
    for role, kind in (("aab", stands_in), ("boligselskab", stands_in), ("brandvaesen", guest)):
        expect(chief.card("seat", role)).to_contain_text(t(look.SEAT[kind]).lower())
    expect(chief.card("seat", "boligselskab")).to_contain_text(without)
    expect(chief.card("seat", "aab")).not_to_contain_text(without)


def the_question_of_guests_is_answered_and_the_situation_told(table: Table) -> None:
    """Items 2 and 3 (R22, R33, R34): the guest tells from the phone what it knows."""
    chief, phone = table.chief, table.phone
    table.goes_on(1)
    chief.press("Another answer", inside=chief.card("inviting", table.incident))
    chief.chooses(t("Nobody else"), inside=chief.form)
    chief.press("Save", inside=chief.form)
    expect(table.police.card("inviting", table.incident)).to_contain_text(t("at meeting {n}", n=1))
    table.goes_on(2)
    table.writes(PartKind.SITUATION, SITUATION)
    phone.press("Tell something new")
    phone.writes("What do we know now?", HEARD)
    phone.chooses(t("Seen ourselves"), inside=phone.form)
    phone.press("Save", inside=phone.form)
    for person in (chief, table.police):
        person.sees(HEARD)


def support_and_purpose_are_written(table: Table) -> None:
    """Items 4 and 5 (R10, R35)."""
    chief = table.chief
    table.goes_on(3)
    for needed, note in ((False, ""), (True, HELP)):
        chief.press("Answer")
        chief.chooses(t("Needed") if needed else t("No need"), inside=chief.form)
        chief.writes("What support? (in general terms, no individuals)", note, inside=chief.form)
        chief.press("Save", inside=chief.form)
        expect(chief.form).to_have_count(0)
    table.aab.sees(HELP)
    table.goes_on(4)
    table.writes(PartKind.PURPOSE, PURPOSE)


def an_action_is_decided_and_accepted_with_a_reservation(table: Table) -> None:
    """Item 6 (R21, R29, R37, R58, 6.10): the stand-in takes it on, the party's leader confirms it elsewhere."""
    chief, guard, phone = table.chief, table.guard, table.phone
    leader = table.leader.opens("/")
    table.goes_on(5)
    chief.press("Decide an action")
    chief.writes("What? Detailed, concrete and clear", ACTION)
    chief.picks("Responsible party", table.plan.party("boligselskab").name)
    chief.press("Decide it", inside=chief.form)
    expect(chief.form).to_have_count(0)
    chief.press("Propose an action")
    chief.picks("From the catalogue", re.compile("^B1 · "))
    chief.press("Propose", inside=chief.form)
    expect(phone.card("round", "beredskab-4k")).to_contain_text(GUIDES)
    phone.press("Accept", inside=phone.card("round", "beredskab-4k"))
    round_of = "round", "boligselskab"
    party = table.plan.party("boligselskab").name
    expect(guard.card(*round_of)).to_contain_text(
        t("You cannot commit {party}: what you accept awaits confirmation.", party=party)
    )
    guard.press("Accept", inside=guard.card(*round_of))
    for person in (chief, table.police):
        expect(person.card(*round_of)).to_contain_text(look.RESERVED.label)
        expect(person.card("round", "beredskab-4k")).to_contain_text(look.ACTION[ActionStatus.ACCEPTED].label)
    found = queries.actions(table.store, b.hat(table.store, "boligselskab"))
    table.action = next(row.id for row in found if row.what.body == ACTION)
    leader.press("Confirm", inside=leader.card("task-action", table.action))
    for person in (chief, table.police):
        expect(person.card(*round_of)).not_to_contain_text(look.RESERVED.label)


def a_question_is_answered_in_the_polices_browser(table: Table) -> None:
    """Who owes an answer sees it as a question with a clock, and answers in its own browser (R20)."""
    aab, police = table.aab, table.police
    aab.press("Ask a party")
    aab.picks("Who is to answer?", table.plan.party("politi").name)
    aab.writes("About what?", ASKED)
    aab.press("Ask", inside=aab.form)
    police.press("Answer")
    police.writes("The answer", ANSWERED)
    police.press("Save", inside=police.form)
    for person in table.at_the_meeting:
        person.sees(ANSWERED)


def the_plan_is_put_in_force_at_the_meeting(table: Table) -> None:
    """Items 7 and 8 (R13, R23, R31, R43): a party without a mandate agrees with a reservation until it is confirmed."""
    chief, leader = table.chief, table.leader
    table.goes_on(6)
    table.writes(PartKind.COMMUNICATION, MESSAGE)
    chief.press("Note a decision")
    chief.writes("What is decided?", SPEAKS)
    chief.press("Note the decision", inside=chief.form)
    for person in table.at_the_meeting:
        person.sees(SPEAKS)
    table.goes_on(7)
    chief.press("Agree the plan")
    sunday = datetime.now(COPENHAGEN) + timedelta(days=2)
    chief.dates("End time", sunday.replace(hour=20, minute=0), inside=chief.form)
    chief.press("Bring into force", inside=chief.form)
    for person in table.at_the_meeting:
        expect(person.card("part", PartKind.END_TIME)).to_contain_text("20.00")
    plan = b.plan_of(table.store, table.incident)
    leader.sees(look.PLAN[PlanState.IN_FORCE].label)
    leader.press("Confirm", inside=leader.card("task-plan", plan))
    expect(leader.page.locator(f".st-key-task-plan-{plan}")).to_have_count(0)


def the_closed_item_shows_a_notice_and_a_clock_alone(table: Table) -> None:
    """Step 17 (R47-R49, 6.2): at once, for all who must leave, on the phone too; no field for anybody."""
    police, chief = table.police, table.chief
    police.press("Closed item …")
    expect(police.form.locator(FIELDS)).to_have_count(0)
    police.press("They have left – start the closed item", inside=police.form)
    notice = t("Closed item (section 115 of the Administration of Justice Act)")
    for person in table.at_the_meeting:
        expect(person.page.get_by_role("heading", name=notice)).to_be_visible()
        expect(person.page.locator(FIELDS)).to_have_count(0)
        person.sees(re.compile(r"\d\d[.:]\d\d"))
    for person in table.must_leave:
        for words in (table.point(7), SPEAKS, ACTION, t("Have left the meeting")):
            person.misses(words)
        expect(person.button(t("End the closed item"))).to_have_count(0)
    wall = table.wall.locator("body")
    expect(wall).to_contain_text(t("Nothing is shown here until it has ended."))
    for words in (SITUATION, ACTION, t("Meeting running"), table.plan.parties["aab"].short):
        expect(wall).not_to_contain_text(words)
    for person in (police, table.council):
        person.sees(t("Have left the meeting"))
    police.press("End the closed item")
    chief.press("All are back")
    for person in table.at_the_meeting:
        expect(person.page.get_by_role("heading", name=notice)).to_have_count(0)
        person.sees(table.point(7))
    expect(wall).to_contain_text(SITUATION)


def the_meeting_is_read_back_ended_and_approved(table: Table) -> None:
    """Item 9 (R20, 6.3): nothing ends before the decisions are read back; the minutes are there for all at once."""
    chief = table.chief
    table.goes_on(8)
    for person in (chief, table.phone):
        for words in (SPEAKS, ACTION):
            person.sees(words)
    chief.press("End the meeting")
    chief.press("End the meeting", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["not-read-back"]))
    chief.form.get_by_role("checkbox").check(force=True)
    chief.press("End the meeting", inside=chief.form)
    chief.press("Approve the minutes")
    without = t("cannot commit the organisation: mandate unknown")
    closed = t("Closed item {n}: {span}, from {start} to {end}", n=1, span="~", start="~", end="~")
    for person in table.at_the_meeting:
        person.sees(beginning("Approved {time} by {who}"))
        minutes = person.page.locator(".st-key-minutes")
        for words in (SPEAKS, ACTION, GUIDES, ANSWERED, without, closed.partition("~")[0]):
            expect(minutes).to_contain_text(words)
    width = table.phone.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


def two_tell_of_one_action_and_one_loses_the_connection(table: Table) -> None:
    """Step 18 (6.6, 6.7): what was typed outlives the cut and the other's save; both texts stand in the end."""
    guard, leader = table.guard, table.leader
    for person, text in ((guard, MINE), (leader, THEIRS)):
        person.goes_to("Actions")
        person.press_more("Add an update", inside=person.card("action", table.action))
        person.writes("What was done?", text)
    guard.context.set_offline(True)
    guard.button(t("Save"), inside=guard.form).click()
    expect(guard.page.locator("[data-strip=unsaved]")).to_be_visible()
    leader.press("Save", inside=leader.form)
    expect(leader.card("action", table.action)).to_contain_text(THEIRS)
    expect(guard.field("What was done?")).to_have_value(MINE)
    guard.context.set_offline(False)
    expect(guard.page.locator("[data-strip=lost]")).to_have_count(0, timeout=30_000)
    with suppress(Error):  # what was pressed meanwhile may arrive after all, and closes the form
        guard.button(t("Save"), inside=guard.form).click(timeout=3000)
    expect(guard.form).to_have_count(0)
    card = leader.card("action", table.action)
    expect(card).to_contain_text(MINE)
    card.get_by_text(t("Updates on it")).click()
    for text in (MINE, THEIRS):
        leader.sees(text)
    told = queries.progress_of(table.store, b.hat(table.store, "boligselskab"), table.action)
    assert sorted(row.note.body for row in told if row.note.body) == sorted((MINE, THEIRS))
    guard.forgive()  # its connection was cut


def the_guest_stays_until_the_evaluation_is_given(table: Table) -> None:
    """Step 26, the guest's half (R14, R22): also when the plan is closed; then the open page ends at once."""
    chief, phone, store = table.chief, table.phone, table.store
    everything_else_is_ended(table)
    phone.sees(ACTION)
    chief.goes_to("Incidents")
    chief.press("Show", inside=chief.card("row", table.incident))
    expect(chief.card("incident", table.incident)).to_contain_text(look.INCIDENT[IncidentState.CLOSED].label)
    phone.opens(f"/haendelser?haendelse={table.incident}").sees(look.INCIDENT[IncidentState.CLOSED].label)
    chief.press("The evaluation is given")
    chief.press("The evaluation is given", inside=chief.form)
    phone.sees(t("Your access has ended. If you are still needed, ask whoever invited you for a new link."))
    phone.misses(WHAT)
    assert queries.invited(store, b.hat(store, "projektchef")) == []
    phone.forgive()  # the socket was closed from the other side


def everything_else_is_ended(table: Table) -> None:
    """What stands between this meeting and a closed plan has a walk of its own (test_walk_through.py)."""
    store, plan = table.store, b.plan_of(table.store, table.incident)
    chief = b.hat(store, "projektchef")
    for row in queries.actions(store, chief, plan=plan):
        commands.cancel_action(store, chief, seen=b.seen(store, Action, row.id), note="Ikke nødvendig mere")
    b.an_impression(store, plan)
    b.inform_all(store, table.incident)
    commands.close(store, chief, seen=b.seen(store, ActionPlan, plan))
    assert b.row_of(store, Meeting, table.meeting).approved_at
