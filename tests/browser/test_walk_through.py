"""From a report to a closed plan, for real, in three browsers that never reload. Source: domain.md 8."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from components import actions, feedback, look
from components.live import AGES_EVERY
from components.texts import tn
from data import commands, queries
from data import plan as plan_files
from data.plan import StandingPlan
from data.rules.times import COPENHAGEN
from data.settings import Settings
from data.storage import Seen, Store
from data.vocabulary import ActionStatus, IncidentState, PartKind, PartState, PlanState, Stance
from tests.browser.person import SOON, Person, beginning, t
from tests.browser.table import writes_part
from tests.web.served import HOUSE, PASSWORD, PRODUCT, Served, serve

pytestmark = pytest.mark.browser

CPR, PHONE = "010190-1234", "72587474"
TOLD = "Brand i tre containere, stenkast mod brandvæsenet"
UNOWNED = "Samtale med naboerne til pladsen"
LONG = "Bedre belysning langs banen"


@dataclass(frozen=True)
class Meeting:
    """Everybody at the table, each in a browser of their own, and the database under it."""

    chief: Person
    police: Person
    housing: Person
    staff: Person
    """Writes the plan (R30)."""
    store: Store
    plan: StandingPlan

    @property
    def others(self) -> tuple[Person, Person]:
        """Those who look on while the project chief acts."""
        return self.police, self.housing

    def action(self, what: str) -> queries.ActionRow:
        """The action that says this."""
        viewer = queries.viewer_of(self.plan, None, "projektchef")
        [row] = [row for row in queries.actions(self.store, viewer) if row.what.body == what]
        return row

    def entry(self, code: str) -> str:
        """What an entry of the catalogue says."""
        return self.plan.catalogue[code].text


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    """A house in use: no demo, no exercise, four accounts with passwords."""
    chosen = Settings(home=home)
    store = Store.open(chosen.url)
    commands.load_plan(store, plan_files.load(chosen.plan))
    for role in ("projektchef", "lokalraad-politi", "aab", "stabsenhed"):
        person = commands.open_account(store, HOUSE, username=role, display=store.plan().roles[role].title, role=role)
        commands.use_link(store, commands.invite_again(store, HOUSE, person=person), password=PASSWORD)
    store.close()
    with serve(home, PRODUCT) as running:
        yield running


@pytest.fixture
def meeting(browser: Browser, served: Served, crowd: list[Person], store: Store) -> Meeting:
    """Project chief, police and staff unit at their desks, the housing organisation with a phone."""
    chief, police, staff = (Person(browser, served) for _ in range(3))
    housing = Person(browser, served, width=390, height=844)
    crowd += [chief, police, housing, staff]
    names = ("projektchef", "lokalraad-politi", "aab", "stabsenhed")
    for person, username in zip(crowd, names, strict=True):
        person.signs_in_by_password(username, PASSWORD)
    return Meeting(chief, police, housing, staff, store, store.plan())


def test_from_a_report_to_a_closed_plan(meeting: Meeting) -> None:
    meeting.chief.opens("/")
    meeting.police.opens("/haendelser")
    a_text_about_a_person_is_stopped_in_the_writers_browser_only(meeting)
    the_housing_organisation_reports_to_the_council(meeting)
    the_police_assess_and_activate(meeting)
    the_chief_proposes_actions(meeting)
    the_parties_accept_and_tell(meeting)
    the_plan_is_written_and_put_in_force(meeting)
    the_boards_are_informed_one_by_one(meeting)
    the_end_time_passes_and_the_plan_is_extended(meeting)
    closing_is_refused_until_everything_is_in_place(meeting)
    after_closing_nothing_can_be_changed(meeting)


def a_text_about_a_person_is_stopped_in_the_writers_browser_only(meeting: Meeting) -> None:
    """Step 13, domain.md 6.1."""
    writer, before = meeting.housing.opens("/melding"), meeting.store.revision()
    writer.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    writer.chooses(meeting.plan.categories["ildspaasaettelse"].name)
    writer.chooses(meeting.plan.terms["council"].base)
    writer.writes("What is happening, briefly", f"{TOLD}. Ring {PHONE} eller {CPR}")
    writer.press("Send the report")
    writer.sees(t(feedback.SENTENCES["personal-text"]))
    for kind in ("cpr", "phone"):
        writer.sees(f"({t(feedback.FOUND[kind])})")
    assert meeting.store.revision() == before
    for other in (meeting.chief, meeting.police):
        assert other.heard
        assert not [frame for frame in other.heard if CPR.encode() in frame or PHONE.encode() in frame]
    kept = b"".join(file.read_bytes() for file in meeting.chief.served.home.glob("beredskab.sqlite*"))
    assert kept
    assert CPR.encode() not in kept


def the_housing_organisation_reports_to_the_council(meeting: Meeting) -> None:
    """Step 2 (R4, R7, R24)."""
    meeting.housing.writes("What is happening, briefly", TOLD)
    meeting.housing.press("Send the report")
    meeting.housing.sees(t("The report is sent. Those who receive reports see it now."))
    meeting.housing.sees(TOLD)
    expect(meeting.chief.map.locator(".mark")).to_have_count(1)
    meeting.police.sees(f"{t('Open')} (1)")


def the_police_assess_and_activate(meeting: Meeting) -> None:
    """Step 4 (R8, R19, R24)."""
    police = meeting.police
    police.press("Show")
    police.sees(TOLD)
    police.press("Assess")
    police.chooses(t(look.RISK_WORD["medium"]), inside=police.form)
    police.writes("Why, in one sentence", "Stenkast mod brandvæsenet kan trække flere til")
    police.press("Save and activate", inside=police.form)
    police.sees(t("Call the group in"))  # where an activation leads; who is called: tests/browser/test_calling_in.py
    police.goes_to("Incidents")
    police.press("Show")
    active = look.INCIDENT[IncidentState.ACTIVE]
    for person in (police, meeting.housing):
        person.sees(active.label)
    expect(meeting.chief.map.locator(".mark .letter")).to_have_text(look.letter(active))


def the_chief_proposes_actions(meeting: Meeting) -> None:
    """Step 12 (R35-R38, R44, R54-R60, 6.3)."""
    chief, plan = meeting.chief, meeting.plan
    chief.map.locator(".mark").click()
    expect(chief.page).to_have_url(re.compile(r"haendelse=1"))
    for code in ("KOM1", "P4", "H1"):
        propose(chief, plan, code)
    chief.press("Propose an action")
    chief.picks("From the catalogue", re.compile("^O2 · "))
    expect(chief.page.get_by_role("combobox", name=t("Responsible party"))).to_have_count(0)
    chief.picks("Which housing organisation?", plan.party("aab").name)
    chief.press("Propose", inside=chief.form)
    expect(chief.form).to_have_count(0)
    chief.press("Propose an action")
    chief.writes("What? Detailed, concrete and clear", UNOWNED)
    chief.press("Propose", inside=chief.form)
    expect(chief.form).to_have_count(0)
    chief.press("Propose an action")
    chief.writes("What? Detailed, concrete and clear", LONG)
    chief.picks("Responsible party", plan.party("kommune").name)
    chief.dates("Deadline", datetime.now(COPENHAGEN) + timedelta(days=60), inside=chief.form)
    chief.press("Propose", inside=chief.form)
    chief.form.get_by_text(t("Yes, the time is right")).click()
    chief.press("Propose", inside=chief.form)
    expect(chief.form).to_have_count(0)
    meeting.police.sees(LONG)
    meeting.police.sees(t("long horizon: hand it over to a forum?"))
    chief.sees(t("NOBODY RESPONSIBLE: {n} (no. {numbers})", n=1, numbers=actions.number(meeting.action(UNOWNED))))


def propose(chief: Person, plan: StandingPlan, code: str) -> None:
    """An entry of the catalogue as it stands."""
    chief.press("Propose an action")
    chief.picks("From the catalogue", re.compile(f"^{code} · "))
    expect(chief.page.get_by_text(plan.catalogue[code].text).last).to_be_visible()
    chief.press("Propose", inside=chief.form)
    expect(chief.form).to_have_count(0)


def the_parties_accept_and_tell(meeting: Meeting) -> None:
    """R29: each party takes on its own, tells how it goes, or gives it back."""
    housing, police, chief = meeting.housing, meeting.police, meeting.chief
    o2, p4 = meeting.action(meeting.entry("O2")), meeting.action(meeting.entry("P4"))
    mine, theirs = housing.opens("/indsatser?part=alle").card("action", o2.id), housing.card("action", p4.id)
    expect(theirs).to_be_visible()
    expect(housing.button(t("Accept"), inside=theirs)).to_have_count(0)
    housing.press("Accept", inside=mine)
    housing.press("Started", inside=mine)
    expect(police.card("action", o2.id)).to_contain_text(look.ACTION[ActionStatus.IN_PROGRESS].label)
    housing.press("Finished", inside=mine)
    housing.writes("How can one tell that it is done?", "To medarbejdere går rundt på pladsen")
    housing.press("Done", inside=housing.form)
    expect(police.card("action", o2.id)).to_contain_text(look.ACTION[ActionStatus.DONE].label)
    police.card("action", o2.id).get_by_text(t("Updates on it")).click()
    police.sees("To medarbejdere går rundt på pladsen")
    given_back = police.card("action", p4.id)
    police.press("Accept", inside=given_back)
    police.press("We cannot", inside=given_back)
    police.writes("Why can you not?", "Alle patruljer er optaget")
    police.press("Save", inside=police.form)
    expect(given_back).to_contain_text(look.UNOWNED.label)
    chief.sees(re.compile(re.escape(t("NOBODY RESPONSIBLE: {n} (no. {numbers})", n=2, numbers="")[:-2])))


def the_plan_is_written_and_put_in_force(meeting: Meeting) -> None:
    """Steps 9, 15 and 16 (R23, R31, R33, R43)."""
    chief = meeting.chief.opens("/handlingsplan")
    meeting.police.opens("/handlingsplan")
    staff = meeting.staff.opens("/handlingsplan")
    writes_part(staff, PartKind.SITUATION, "Tre containere brænder, unge kaster med sten", meeting.plan)
    meeting.police.sees("Tre containere brænder, unge kaster med sten")
    meeting.police.sees(tn("{told} involved", "{told} involved", 20, told="15–20"))
    the_police_propose_other_words_and_the_staff_unit_takes_them_over(meeting)
    chief.press("Agree the plan")
    for party in ("politi", "kommune", "aab"):
        asked = chief.form.get_by_role("radiogroup", name=meeting.plan.party(party).short)
        chief.chooses(look.STANCE[Stance.AGREES].label, inside=asked)
    chief.press("Bring into force", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["not-a-clock"]))
    sunday = datetime.now(COPENHAGEN) + timedelta(days=2)
    chief.dates("End time", sunday.replace(hour=20, minute=0), inside=chief.form)
    chief.press("Bring into force", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["unowned-actions"]))
    for box in chief.form.get_by_role("checkbox").all():
        box.check(force=True)
    chief.press("Bring into force", inside=chief.form)
    expect(chief.form).to_have_count(0)
    meeting.police.sees(look.PLAN[PlanState.IN_FORCE].label)
    meeting.police.sees(re.compile(r"20\.00"))


def the_police_propose_other_words_and_the_staff_unit_takes_them_over(meeting: Meeting) -> None:
    """Step 26 (R30): they cannot write, they propose; one click takes it over, and they see the answer."""
    police, staff = meeting.police, meeting.staff
    situation = police.card("part", PartKind.SITUATION)
    expect(police.button(t("Write"))).to_have_count(0)
    police.press("Propose a change", inside=situation)
    police.writes("How should it read?", "Fire containere brænder, unge kaster med sten", inside=police.form)
    police.press("Propose it", inside=police.form)
    offered = staff.page.locator("[class*=st-key-proposal-]").first
    expect(offered.locator("del")).to_have_text("Tre")
    expect(offered.locator("strong").last).to_have_text("Fire")
    staff.press("Take it over", inside=offered)
    expect(situation).to_contain_text("Fire containere brænder, unge kaster med sten")
    expect(situation).to_contain_text(look.PART_STATE[PartState.FILLED].label)
    police.sees(beginning("The change proposed by {who} was taken over {time} by {by}"))


def the_boards_are_informed_one_by_one(meeting: Meeting) -> None:
    """Steps 6 and 19 (R25, R26): each duty is done only with a channel, a time and what was said."""
    chief = meeting.chief
    for body in meeting.plan.informed_bodies:
        duty = chief.card("duty", body.code)
        expect(duty).to_contain_text(look.NOTICE_OPEN.label)
        chief.press("Inform", inside=duty)
        chief.press("Save", inside=chief.form)
        chief.sees(t(feedback.SENTENCES["say-how-told"]))
        inform(chief, "Brand og stenkast; der er en plan i kraft")
        expect(meeting.police.card("duty", body.code)).to_contain_text(look.NOTICE_TOLD.label)


def inform(chief: Person, what: str) -> None:
    """Fill the open form about a board, and save."""
    chief.chooses(t("Telephone"), inside=chief.form)
    chief.writes("What they were told, briefly", what, inside=chief.form)
    chief.press("Save", inside=chief.form)
    expect(chief.form).to_have_count(0)


def the_end_time_passes_and_the_plan_is_extended(meeting: Meeting) -> None:
    """Step 21 (6.5): said loudly, closes nothing; extended with a reason, and counted."""
    meeting.housing.opens("/")
    end_in_a_moment(meeting)
    chief = meeting.chief
    chief.sees(t("edition {n}", n=2))
    chief.press("Close the plan")
    chief.press("Close the plan", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["not-ready"]))
    chief.press("Cancel", inside=chief.form)
    for person in (meeting.chief, *meeting.others):
        person.sees(t("END TIME PASSED"), within=AGES_EVERY + SOON)
    assert meeting.police.button(t("Extend")).count() == 0
    chief.press("Extend")
    chief.press("Extend", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["say-why"]))
    chief.writes("Why?", "Uroen er ikke slut")
    chief.press("Extend", inside=chief.form)
    meeting.police.sees(tn("Extended {n} time", "Extended {n} times", 1))
    meeting.police.sees("Uroen er ikke slut")
    for other in meeting.others:
        other.misses(t("END TIME PASSED"))


def end_in_a_moment(meeting: Meeting) -> None:
    """The others agree that it ends now; the moment passes."""
    viewer = queries.viewer_of(meeting.plan, None, "lokalraad-politi")
    [view] = queries.plans(meeting.store, viewer)
    unowned = [row.id for row in queries.actions(meeting.store, viewer, plan=view.id) if row.unowned]
    now = meeting.store.clock()
    commands.agree(
        meeting.store, viewer, seen=Seen(view.id, view.version), meeting_at=now,
        stances=dict.fromkeys(view.agreed, (Stance.AGREES, "")),
        ends_at=now + timedelta(seconds=1), confirmed_unowned=frozenset(unowned),
    )  # fmt: skip


def closing_is_refused_until_everything_is_in_place(meeting: Meeting) -> None:
    """Step 23 (R9, R10, R26, R45): each missing thing is one click from its remedy."""
    chief = meeting.chief
    for _ in range(2):
        chief.press("Answer now")
        chief.chooses(t("No need"), inside=chief.form)
        chief.press("Save", inside=chief.form)
        expect(chief.form).to_have_count(0)
    chief.press("Give a first impression")
    chief.writes("One thing that worked well", "Vi var samlet på en time")
    chief.writes("One thing that could be done better", "Kortere vej til brandvæsenet")
    chief.press("Save", inside=chief.form)
    meeting.police.sees("Kortere vej til brandvæsenet")
    for _ in meeting.plan.informed_bodies:
        chief.press("Give the last notice")
        inform(chief, "Der er ro; planen lukkes")
    chief.page.get_by_role("link", name=t("See the actions")).click()
    end_every_action(meeting)
    chief.goes_to("Action plan")
    chief.sees(t("Nothing stops the closing."))
    chief.press("Close the plan")
    chief.press("Close the plan", inside=chief.form)
    for person in (chief, meeting.police):
        person.sees(t(feedback.SENTENCES["closed"]))


def end_every_action(meeting: Meeting) -> None:
    """Own ones are finished, what lasts longer is handed over, the rest is cancelled with a reason."""
    chief = meeting.chief
    own = chief.card("action", meeting.action(meeting.entry("H1")).id)
    chief.press("Accept", inside=own)
    chief.press("Finished", inside=own)
    chief.writes("How can one tell that it is done?", "Netværket er på pladsen")
    chief.press("Done", inside=chief.form)
    chief.press_more("Hand over", inside=chief.card("action", meeting.action(LONG).id))
    chief.picks("To which forum?", next(f.name for f in meeting.plan.fora.values() if f.receives_handover))
    chief.day("By which day is it to be taken up?", datetime.now(COPENHAGEN) + timedelta(days=30), inside=chief.form)
    chief.page.keyboard.press("Escape")  # the calendar lies over the button
    chief.press("Hand over", inside=chief.form)
    for what in (UNOWNED, meeting.entry("P4"), meeting.entry("KOM1")):
        chief.press_more("Cancel the action", inside=chief.card("action", meeting.action(what).id))
        chief.writes("Why is it cancelled?", "Ikke nødvendig mere", inside=chief.form)
        chief.press("Save", inside=chief.form)
        expect(chief.form).to_have_count(0)


def after_closing_nothing_can_be_changed(meeting: Meeting) -> None:
    """Everything is readable and nothing changeable; also by an address that opens a form."""
    chief = meeting.chief
    before = meeting.store.revision()
    for source in (
        "Write",
        "Answer",
        "Close the plan",
        "Extend",
        "Agree a new edition",
        "More",
        "Assign it to a party",
        "Inform",
        "Give the last notice",
    ):
        expect(chief.button(t(source))).to_have_count(0)
    chief.sees("Fire containere brænder, unge kaster med sten")
    staff = meeting.staff.opens("/handlingsplan?plan=1&formular=part_situation.1.2.forfalsket-1")
    staff.writes("The text, or why it is not relevant", "Skrevet om bagefter")
    staff.press("Save", inside=staff.form)
    staff.sees(t(feedback.SENTENCES["closed"]))
    assert meeting.store.revision() == before
    meeting.housing.opens("/haendelser?haendelse=1").sees(TOLD)
    meeting.housing.sees(look.INCIDENT[IncidentState.CLOSED].label)
