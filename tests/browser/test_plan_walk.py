"""A handlingsplan from its first word to the paper that is filed: written, agreed, told, extended, in five browsers.

Drafter, police, project chief and a housing organisation (on a phone) at once, on a real plan; what is not the point is
made through commands. Nobody reloads. What the paper must hold: tests/browser/filed.py.
Source: domain.md 8, steps 9-16, 21 and 26.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from components import feedback, look
from components.live import AGES_EVERY
from components.texts import tn
from data import commands, queries
from data import plan as plan_files
from data.entities import ActionPlan, Message
from data.errors import NotAllowed, RuleBroken
from data.plan import StandingPlan
from data.rules.times import COPENHAGEN
from data.settings import Settings
from data.storage import Store
from data.vocabulary import (
    Affected,
    MessageState,
    PartKind,
    PartState,
    PlanState,
    Risk,
    Stance,
)
from tests import builders as b
from tests.browser import filed
from tests.browser.person import SOON, Person, beginning, t
from tests.web.served import HOUSE, PASSWORD, PRODUCT, Served, serve

pytestmark = pytest.mark.browser

WHAT = "Brand i tre containere, stenkast mod brandvæsenet"
SITUATION = "Ved banen brænder tre containere, og brandvæsenet mødes af stenkast."
WHY = "Videoer på sociale medier kan trække flere til."
PURPOSE, LATE = "Der skal være ro i området senest søndag.", "Beboerne skal vide, hvor de kan henvende sig."
SUPPORT = "En medarbejder blev ramt af en sten og tilbydes krisehjælp."
CRISIS, CRISIS_SEEN = "Krisehjælp til en medarbejder", "Samtalen er holdt"
UNOWNED, LONG = "Samtale med naboerne til pladsen", "Bedre belysning langs banen"
BOY = "Mikkel Testesen"
SAID, ADVICE = "Der har været brand i tre containere ved banen.", "Hold vinduerne lukket, og gå ikke tæt på."
RESERVATION = "Vi har ingen vagter i weekenden."
PROPOSED, TAKEN = "Ved banen brænder fire containere, og brandvæsenet mødes af stenkast.", "Talt på stedet"
REFUSED, WHY_NOT = "Alt er roligt.", "Der kastes stadig med sten"
NOT_YET = "Politiet melder intet ud før mødets punkt 7."
UNTOLD = "Butikkerne har lukket om natten."
EXTENDED = "Uroen er ikke slut, og der ventes flere natten til mandag."
ROLES = ("projektchef", "lokalraad-politi", "boligselskab", "stabsenhed", "stabsenhed")
SITUATION_ITEM, SUPPORT_ITEM, PURPOSE_ITEM, ACTIONS_ITEM, COMMUNICATION_ITEM, END_ITEM = range(2, 8)


@dataclass
class Room:
    """Everybody at work on one plan, each in a browser of their own, and the database under it."""

    chief: Person
    """Leads the meeting on its page."""
    police: Person
    housing: Person
    drafter: Person
    second: Person
    """Writes the plan, too."""
    store: Store
    plan: StandingPlan
    displays: tuple[str, ...]
    """What the accounts are called."""
    incident: int = 0
    number: int = 0
    """The plan's id."""
    meeting: int = 0
    times: dict[str, datetime] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Person, ...]:
        """Whoever looks at the plan or its meeting."""
        return self.chief, self.police, self.housing, self.drafter

    def part(self, person: Person, kind: PartKind) -> Locator:
        """A part as somebody sees it."""
        return person.card("part", kind)

    def goes_to(self, item: int) -> None:
        """The meeting goes on, and the chief's page with it."""
        b.go_to(self.store, self.meeting, item)
        expect(self.chief.page.locator(".st-key-running-item")).to_contain_text(self.plan.agenda[item].text)

    def action(self, what: str) -> queries.ActionRow:
        """The action that says this."""
        rows = queries.actions(self.store, b.hat(self.store, "projektchef"), plan=self.number)
        return next(row for row in rows if what in (row.what.body, row.entry))


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
def room(browser: Browser, served: Served, crowd: list[Person], store: Store) -> Room:
    """An incident that was activated, its meeting that has begun, and five people of whom one has a phone."""
    displays = tuple(f"Konto nr. {number} ved {role}" for number, role in enumerate(ROLES, 4711))
    for number, (role, display) in enumerate(zip(ROLES, displays, strict=True)):
        made = commands.open_account(store, HOUSE, username=f"{role}-{number}", display=display, role=role)
        token = commands.use_link(store, commands.invite_again(store, HOUSE, person=made), password=PASSWORD).token
        size = {"width": 390, "height": 844} if role == "boligselskab" else {}
        crowd.append(Person(browser, served, **size).carries(token))
    chief, police, housing, drafter, second = crowd
    incident = b.an_active_incident(store, what=WHAT)
    found = Room(chief, police, housing, drafter, second, store, store.plan(), displays, incident)
    found.number = b.plan_of(store, incident)
    found.meeting = b.a_running_meeting(store, incident)
    for role in ("projektchef", "lokalraad-politi", "lokalraad-kommune", "aab", "boligselskab"):
        b.a_seat(store, found.meeting, role)
    return found


def test_a_plan_from_its_first_word_to_the_paper(room: Room, tmp_path: Path) -> None:
    room.chief.opens("/moede")
    for person in (room.police, room.housing, room.drafter, room.second):
        person.opens("/handlingsplan")
    the_situation_is_written_while_the_police_see_who_writes(room)
    support_for_a_member_of_staff_becomes_an_action(room)
    two_drafters_write_the_purpose_and_both_texts_stand(room)
    ten_actions_are_proposed(room)
    the_fire_service_is_not_there_and_is_called(room)
    the_parties_accept_their_own(room)
    a_part_is_not_relevant_for_a_reason(room)
    who_is_told_and_who_speaks(room)
    a_message_is_approved_before_it_is_sent(room)
    the_plan_is_agreed_with_a_reservation(room)
    the_police_can_only_propose(room)
    the_end_time_passes_and_the_plan_is_extended(room)
    the_paper_says_it_all(room, tmp_path)


def the_situation_is_written_while_the_police_see_who_writes(room: Room) -> None:
    """Step 9 (R33, R34, 6.6): who is writing is seen while it is typed; what is typed is not, before it is saved."""
    drafter, police = room.drafter, room.police
    room.goes_to(SITUATION_ITEM)
    drafter.press("Write", inside=room.part(drafter, PartKind.SITUATION))
    text = drafter.field("The text, or why it is not relevant")
    text.press_sequentially(SITUATION, delay=15)
    title = re.escape(room.plan.role("stabsenhed").title)
    told = re.compile(t("{who} writes here · since {time}", who=title, time="TIME").replace("TIME", r"\d\d\.\d\d"))
    expect(room.part(police, PartKind.SITUATION).locator("[data-writing]").first).to_have_text(told)
    police.misses(SITUATION)
    drafter.writes("How many are involved?", "ca. 15-20", inside=drafter.form)
    drafter.chooses(t(look.RISK_WORD[Risk.MEDIUM]), inside=drafter.form)
    drafter.writes("Why? (not needed if the risk is unknown)", WHY, inside=drafter.form)
    saves(drafter)
    for person in room.all:
        for words in (SITUATION, tn("{told} involved", "{told} involved", 20, told="15–20"), WHY):
            expect(room.part(person, PartKind.SITUATION)).to_contain_text(words)
        expect(room.part(person, PartKind.SITUATION)).to_contain_text(look.RISK[Risk.MEDIUM].label)
    expect(room.part(police, PartKind.SITUATION).locator("[data-writing]").first).to_have_text("")


def saves(person: Person, source: str = "Save") -> None:
    """Press it, and the form is gone."""
    person.press(source, inside=person.form)
    expect(person.form).to_have_count(0)


def support_for_a_member_of_staff_becomes_an_action(room: Room) -> None:
    """Step 10 (R10): an answer for residents and one for staff; what it calls for is one click away, filled in."""
    chief = room.chief
    room.goes_to(SUPPORT_ITEM)
    for needed, note in (("No need", ""), ("Needed", SUPPORT)):
        chief.press("Answer")
        chief.chooses(t(needed), inside=chief.form)
        chief.writes("What support? (in general terms, no individuals)", note, inside=chief.form)
        saves(chief)
    room.housing.sees(SUPPORT)
    chief.page.locator(f".st-key-open-propose_{Affected.STAFF}-{room.number}").get_by_role("button").click()
    expect(chief.field("What? Detailed, concrete and clear")).to_have_value(SUPPORT)
    is_given_to(chief, room.plan.party("boligselskab").name)
    chief.writes("What? Detailed, concrete and clear", CRISIS, inside=chief.form)
    chief.writes("Where?", "Ejendomskontoret", inside=chief.form)
    chief.dates("Deadline", datetime.now(COPENHAGEN) + timedelta(hours=20), inside=chief.form)
    chief.writes("How will one see that it is done?", CRISIS_SEEN, inside=chief.form)
    saves(chief, "Propose")
    row = room.action(CRISIS)
    assert row.target_groups == (room.plan.action_plan.affected_group,)
    expect(room.housing.card("action", row.id)).to_contain_text(CRISIS)


def two_drafters_write_the_purpose_and_both_texts_stand(room: Room) -> None:
    """Step 11 (R35) and 6.6: whoever saves late sees both texts, and writes them together."""
    first, late = room.drafter, room.second
    room.goes_to(PURPOSE_ITEM)
    for person, text in ((first, PURPOSE), (late, LATE)):
        person.press("Write", inside=room.part(person, PartKind.PURPOSE))
        person.writes("The text, or why it is not relevant", text)
        for code in ("unge", "beboere"):
            person.chooses(room.plan.target_groups[code], inside=person.form)
    saves(first)
    late.press("Save", inside=late.form)
    late.sees(beginning("Not saved: {who} changed this ({time}) after you opened it."))
    for words in (t("Saved now"), PURPOSE, t("Your text (not saved)"), LATE):
        expect(late.form.get_by_text(words, exact=True).first).to_be_visible()
    late.press("Combine them")
    expect(late.field("The text, or why it is not relevant")).to_have_value(f"{PURPOSE}\n\n{LATE}")
    saves(late)
    for person in room.all:
        for words in (PURPOSE, LATE, room.plan.target_groups["unge"], room.plan.target_groups["beboere"]):
            expect(room.part(person, PartKind.PURPOSE)).to_contain_text(words)


def ten_actions_are_proposed(room: Room) -> None:
    """Step 12 (R36-R38, R44, R54-R60, 6.3), and 13: a boy's name is stopped on its way."""
    chief = room.chief
    room.goes_to(ACTIONS_ITEM)
    others_propose(room)
    begins(chief, "H1")
    expect(chief.form.get_by_role("button", name=room.plan.networks[0], exact=True)).to_be_visible()
    saves(chief, "Propose")
    assert room.action("H1").networks == room.plan.networks
    a_boys_name_is_stopped(room)
    chief.press("Propose an action")
    chief.writes("What? Detailed, concrete and clear", LONG, inside=chief.form)
    is_given_to(chief, room.plan.party("kommune").name)
    chief.dates("Deadline", datetime.now(COPENHAGEN) + timedelta(days=60), inside=chief.form)
    chief.press("Propose", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["far-ahead"], days=room.plan.limits.short_horizon_days))
    chief.form.get_by_text(t("Yes, the time is right")).click()
    saves(chief, "Propose")
    begins(chief, "B1")
    expect(chief.form).to_contain_text(t("Party not invited"))
    saves(chief, "Propose")
    rows = queries.actions(room.store, b.hat(room.store, "projektchef"), plan=room.number)
    assert len(rows) == 10
    for person in (room.police, room.housing):
        expect(person.card("action", room.action(LONG).id)).to_contain_text(t("long horizon: hand it over to a forum?"))
        expect(person.card("action", room.action(UNOWNED).id)).to_contain_text(look.UNOWNED.label)
    offered = room.drafter.card("long", room.action(LONG).id)
    expect(room.drafter.button(t("Hand over"), inside=offered)).to_be_visible()


def others_propose(room: Room) -> None:
    """What is no matter of clicking: each with everything that an action says."""
    for code, party, leader, where in (
        ("KOM1", "kommune", "lokalraad-kommune", "Rådhuset"),
        ("KOM2", "kommune", "lokalraad-kommune", "Stien langs banen"),
        ("P4", "politi", "lokalraad-politi", "Hele området"),
        ("O2", "boligselskab", "boligselskab", "Pladsen ved containerne"),
        ("O3", "aab", "aab", "Opgangene mod banen"),
    ):
        entry = room.plan.catalogue[code]
        b.an_action(
            room.store, room.incident, what=entry.text, entry=code, party=party, leaders=(leader,), where=where,
            target_groups=("beboere",), starts_at=room.store.clock(), deadline=b.ahead(room.store, hours=30),
            evidence=f"{entry.text}: set på stedet", networks=room.plan.networks if entry.networks else (),
            helpers=("helhedsplan",),
        )  # fmt: skip


def is_given_to(person: Person, party: str) -> None:
    """Choose who is responsible; the form is drawn anew, with the party's leaders in it."""
    person.picks("Responsible party", party)
    expect(person.form.get_by_text(t("Responsible leaders"), exact=True)).to_be_visible()
    person.ready()


def begins(person: Person, code: str) -> None:
    """Open the form with an entry of the catalogue chosen."""
    person.press("Propose an action")
    person.picks("From the catalogue", re.compile(f"^{code} · "))
    expect(person.form.get_by_text(t("Responsible leaders"), exact=True)).to_be_visible()
    person.ready()


def a_boys_name_is_stopped(room: Room) -> None:
    """Step 13 (R46, 6.1): before anything is stored, and in the writer's browser alone."""
    chief, before = room.chief, room.store.revision()
    chief.press("Propose an action")
    chief.writes("What? Detailed, concrete and clear", f"Samtale med {BOY} og naboerne", inside=chief.form)
    chief.press("Propose", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["personal-text"]))
    assert room.store.revision() == before
    for person in (room.police, room.housing, room.drafter):
        assert person.heard
        assert not [frame for frame in person.heard if BOY.encode() in frame]
    chief.writes("What? Detailed, concrete and clear", UNOWNED, inside=chief.form)
    saves(chief, "Propose")
    kept = b"".join(file.read_bytes() for file in chief.served.home.glob("beredskab.sqlite*"))
    assert BOY.split()[1].encode() not in kept


def the_fire_service_is_not_there_and_is_called(room: Room) -> None:
    """B1 (R22, R58, 6.4): proposed, marked, a call to make, an invitation one click away."""
    police, party = room.police, room.plan.party("beredskab-4k")
    row = room.action("B1")
    assert row.absent
    expect(police.card("action", row.id)).to_contain_text(look.ABSENT.label)
    task = police.page.locator(f".st-key-task-{room.incident}-{party.code}")
    expect(task).to_contain_text(f"/{row.number}")
    police.press("Invite {party}", inside=task, party=party.name)
    expect(police.button(t("Invite {party}", party=party.name), inside=task)).to_have_count(0)
    police.press("Not reached", inside=task)
    expect(task).to_contain_text(beginning("Tried {time}, not reached."))
    for person in (room.housing, room.drafter):
        expect(person.card("action", row.id)).to_contain_text(t("Invited, and has not joined yet."))


def the_parties_accept_their_own(room: Room) -> None:
    """R29: each in its own browser."""
    for person, what in ((room.police, "P4"), (room.housing, "O2"), (room.housing, CRISIS)):
        card = person.card("action", room.action(what).id)
        person.press("Accept", inside=card)
        expect(person.button(t("Accept"), inside=card)).to_have_count(0)


def a_part_is_not_relevant_for_a_reason(room: Room) -> None:
    """Step 26 (R32): refused without the reason; everybody sees it, and that it is another thing than missing."""
    drafter = room.drafter
    part = room.part(drafter, PartKind.COMMUNICATION)
    expect(part).to_contain_text(look.PART_STATE[PartState.MISSING].label)
    drafter.press("Write", inside=part)
    drafter.chooses(look.PART_STATE[PartState.NOT_RELEVANT].label, inside=drafter.form)
    drafter.press("Save", inside=drafter.form)
    expect(drafter.form.get_by_role("alert").first).to_be_visible()
    drafter.writes("The text, or why it is not relevant", NOT_YET, inside=drafter.form)
    saves(drafter)
    for person in (room.police, room.housing):
        expect(room.part(person, PartKind.COMMUNICATION)).to_contain_text(t("Because: {why}", why=NOT_YET))
        expect(room.part(person, PartKind.COMMUNICATION)).to_contain_text(look.PART_STATE[PartState.NOT_RELEVANT].label)


def who_is_told_and_who_speaks(room: Room) -> None:
    """Step 14 (R13, R39, R41, R42): residents, public, schools, staff; the police speak, and everybody sees it."""
    drafter, plan = room.drafter, room.plan
    room.goes_to(COMMUNICATION_ITEM)
    drafter.press("Write", inside=room.part(drafter, PartKind.COMMUNICATION))
    drafter.chooses(look.PART_STATE[PartState.FILLED].label, inside=drafter.form)
    drafter.writes("The text, or why it is not relevant", "Én stemme udadtil.", inside=drafter.form)
    saves(drafter)
    room.times["due"] = (datetime.now(COPENHAGEN) + timedelta(hours=2)).replace(second=0, microsecond=0)
    drafter.goes_to("Communication")
    for code, party, way in (("beboere", "boligselskab", 0), ("omverdenen", "kommune", 3)):
        drafter.press("Plan it", inside=drafter.card("audience", code))
        drafter.picks("Who tells them?", plan.party(party).name)
        drafter.ready()
        drafter.chooses(plan.channels[way], inside=drafter.form)
        drafter.dates("By when? (may be empty)", room.times["due"], inside=drafter.form)
        saves(drafter)
    for code in ("institutioner", "medarbejdere"):
        b.an_audience(room.store, room.number, code=code, informs="helhedsplan", channels=plan.channels[4:],
                      due=room.times["due"])  # fmt: skip
    b.an_audience(room.store, room.number, code="naboer", informs=None, channels=(), relevant=False, reason=UNTOLD)
    speaker = plan.role("lokalraad-politi").title
    drafter.press("Name who speaks")
    drafter.picks("Who speaks?", speaker)
    drafter.ready()
    saves(drafter, "Name as spokesperson")
    for person in (room.chief, room.police, room.housing):
        expect(room.part(person, PartKind.COMMUNICATION)).to_contain_text(f"{t('Press')}: {speaker}")
        for code, party in (("beboere", "boligselskab"), ("institutioner", "helhedsplan")):
            row = person.page.locator(f".st-key-audience-{code}-part")
            expect(row).to_contain_text(t("{party} tells them", party=plan.party(party).short))


def a_message_is_approved_before_it_is_sent(room: Room) -> None:
    """Step 14 (R11, R40, 6.20): nobody sends a draft; the police approve it on their page, the drafter sends it."""
    drafter, police, housing = room.drafter, room.police, room.housing
    drafter.press("Write a message")
    for code in ("beboere", "omverdenen"):
        drafter.chooses(room.plan.audience_rows[code].name, inside=drafter.form)
    drafter.writes("What has happened?", SAID, inside=drafter.form)
    drafter.writes("What should people do?", ADVICE, inside=drafter.form)
    saves(drafter, "Save the draft")
    [message] = queries.communication(room.store, b.hat(room.store, "aab"), room.number).messages  # type: ignore[union-attr]  # the plan has one
    housing.page.get_by_role("link", name=t("Messages and who is told")).click()
    police.goes_to("Communication")
    for person in (housing, drafter):
        expect(person.card("message", message.id)).to_contain_text(SAID)
        for source in ("Approve", "Note that it is sent"):
            expect(person.button(t(source))).to_have_count(0)
    seen = b.seen(room.store, Message, message.id)
    with pytest.raises(NotAllowed):
        commands.approve_message(room.store, b.hat(room.store, "boligselskab"), seen=seen)
    with pytest.raises(RuleBroken):
        commands.send_message(room.store, b.hat(room.store, "boligselskab"), seen=seen)
    police.press("Approve", inside=police.card("message", message.id))
    expect(drafter.card("message", message.id)).to_contain_text(look.MESSAGE[MessageState.APPROVED].label)
    drafter.press("Note that it is sent", inside=drafter.card("message", message.id))
    for person in (police, housing):
        expect(person.card("message", message.id)).to_contain_text(look.MESSAGE[MessageState.SENT].label)
    [sent] = queries.communication(room.store, b.hat(room.store, "aab"), room.number).messages  # type: ignore[union-attr]  # as above
    assert sent.approved_at is not None
    assert sent.sent_at is not None
    room.times |= {"approved": sent.approved_at, "sent": sent.sent_at}
    for person in (drafter, police):
        person.goes_to("Action plan")
    housing.opens("/handlingsplan")  # the menu is folded away on a phone


def the_plan_is_agreed_with_a_reservation(room: Room) -> None:
    """Steps 15 and 16 (R21, R23, R31, R43, 6.3): at the meeting; two parties answer in their own browsers."""
    chief, police, housing = room.chief, room.police, room.housing
    room.goes_to(END_ITEM)
    chief.press("Agree the plan")
    for code in ("politi", "boligselskab"):  # they answer for themselves: what the seats presume is taken back
        asked = chief.form.get_by_role("radiogroup", name=room.plan.party(code).short)
        agrees = asked.get_by_role("radio", name=look.STANCE[Stance.AGREES].label, exact=True)
        expect(agrees).to_be_checked()
        asked.get_by_role("radio", name=t("Not answered yet"), exact=True).click()
        expect(agrees).not_to_be_checked()
    today = datetime.now(COPENHAGEN)
    sunday = today + timedelta(days=(6 - today.weekday()) % 7 or 7)
    room.times["sunday"] = sunday.replace(hour=20, minute=0, second=0, microsecond=0)
    chief.dates("End time", room.times["sunday"], inside=chief.form)
    chief.press("Bring into force", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["unowned-actions"]))
    for box in chief.form.get_by_role("checkbox").all():
        box.check(force=True)
    saves(chief, "Bring into force")
    head = police.card("plan", "head")
    expect(head).to_contain_text(look.PLAN[PlanState.IN_FORCE].label)
    expect(head).to_contain_text("20.00")
    expect(head).to_contain_text(look.NO_STANCE.label)
    housing.press("Reservation …")
    housing.writes("What is the reservation?", RESERVATION, inside=housing.form)
    saves(housing)
    police.press("We agree", inside=head)
    agrees = look.STANCE[Stance.AGREES].label
    for person in (police, housing):
        expect(person.card("plan", "head")).to_contain_text(f"{agrees} {room.plan.party('politi').short}, ")
        expect(person.card("plan", "head")).to_contain_text(
            f"{look.STANCE[Stance.RESERVES].label} {room.plan.party('boligselskab').short}: “{RESERVATION}”"
        )
    expect(chief.page.locator(".st-key-running-item")).to_contain_text(RESERVATION)


def the_police_can_only_propose(room: Room) -> None:
    """Step 26 (R29, R30): one change is taken over with one click, another declined with a word why."""
    police, drafter = room.police, room.drafter
    expect(police.button(t("Write"))).to_have_count(0)
    part = room.part(police, PartKind.SITUATION)
    proposes(police, part, PROPOSED, TAKEN)
    offered = drafter.page.locator("[class*=st-key-proposal-]").first
    expect(offered.locator("del")).to_have_text("tre")
    expect(offered).to_contain_text(TAKEN)
    drafter.press("Take it over", inside=offered)
    expect(offered).to_have_count(0)
    for person in room.police, room.housing:
        expect(room.part(person, PartKind.SITUATION)).to_contain_text(PROPOSED)
    expect(part).to_contain_text(beginning("The change proposed by {who} was taken over {time} by {by}"))
    proposes(police, part, REFUSED, "")
    drafter.press("Decline", inside=offered)
    drafter.writes("Why not?", WHY_NOT, inside=drafter.form)
    saves(drafter, "Decline")
    expect(part).to_contain_text(WHY_NOT)
    expect(room.part(room.housing, PartKind.SITUATION)).not_to_contain_text(REFUSED)
    since = t("Changed since edition {n}: {what}", n=1, what=t(look.PART[PartKind.SITUATION]))
    expect(police.card("plan", "head")).to_contain_text(since)


def proposes(police: Person, part: Locator, text: str, why: str) -> None:
    """Other words for the part, beside the text that stands."""
    police.press("Propose a change", inside=part)
    police.writes("How should it read?", text, inside=police.form)
    police.writes("Why? (optional)", why, inside=police.form)
    saves(police, "Propose it")


def the_end_time_passes_and_the_plan_is_extended(room: Room) -> None:
    """Step 21 (6.5, R44): said loudly to all, closes nothing; 48 hours more at the meeting, with a reason, counted."""
    chief, store = room.chief, room.store
    end_in_a_moment(room)
    for person in (room.police, room.housing, room.drafter):
        person.sees(t("END TIME PASSED"), within=AGES_EVERY + SOON)
    chief.press("Extend", inside=chief.page.locator(".st-key-running-item"))
    chief.press("Extend", inside=chief.form)
    chief.sees(t(feedback.SENTENCES["say-why"]))
    chief.writes("Why?", EXTENDED, inside=chief.form)
    party = room.plan.party("boligselskab").short  # what it reserved is not taken for agreement
    words = chief.form.get_by_label(t("The reservation of {party}", party=party), exact=True)
    expect(words).to_have_value(RESERVATION)
    saves(chief, "Extend")
    for person in (room.police, room.housing):
        person.sees(tn("Extended {n} time", "Extended {n} times", 1))
        expect(person.card("plan", "head")).to_contain_text(EXTENDED)
        expect(person.card("plan", "head")).to_contain_text(f"{party}: “{RESERVATION}”")
        person.misses(t("END TIME PASSED"))
    ends = b.row_of(store, ActionPlan, room.number).ends_at
    assert timedelta(hours=46) < ends - store.clock() <= timedelta(hours=48, minutes=30)
    room.times["end"] = ends


def as_of(room: Room) -> datetime:
    """When part 1 is said to be so."""
    found = queries.part(room.store, b.hat(room.store, "projektchef"), room.number, PartKind.SITUATION)
    assert found.as_of is not None
    return found.as_of


def end_in_a_moment(room: Room) -> None:
    """At the meeting it is agreed that it ends now, the reservation kept; the moment passes."""
    store = room.store
    rows = queries.actions(store, b.hat(store, "projektchef"), plan=room.number)
    stances = dict.fromkeys(("politi", "kommune", "aab", "helhedsplan"), (Stance.AGREES, ""))
    b.agree(
        store, room.number, stances=stances | {"boligselskab": (Stance.RESERVES, RESERVATION)},
        ends_at=b.ahead(store, seconds=1), confirmed_unowned=frozenset(row.id for row in rows if row.unowned),
    )  # fmt: skip


def the_paper_says_it_all(room: Room, folder: Path) -> None:
    """R33-R43 in the DOCX and the PDF that the project chief downloads with the page's own buttons."""
    chief = room.chief
    chief.goes_to("Action plan")
    facts = filed.facts(room.plan, room.times | {"as_of": as_of(room)})
    facts |= {f"{need} as said": said for need, said in TOLD.items()}
    rows = queries.actions(room.store, b.hat(room.store, "projektchef"), plan=room.number)
    secret = [*room.displays, *(contact.name for contact in room.plan.contacts), BOY, REFUSED]
    for format, text in filed.downloaded(chief, room.number, folder):
        lacking = {need: [fact for fact in said if filed.bare(fact) not in text] for need, said in facts.items()} | {
            f"action {row.number}": [
                fact for fact in filed.of_action(room.plan, row)
                if filed.bare(fact) not in filed.block(text, row.number)
            ] for row in rows
        }  # fmt: skip
        assert {need: facts for need, facts in lacking.items() if facts} == {}, format
        assert [name for name in secret if filed.bare(name) in text] == [], format


TOLD = {
    "R33": [PROPOSED],
    "R34": [WHY],
    "R35": [PURPOSE, LATE],
    "R36": [CRISIS, CRISIS_SEEN, UNOWNED, LONG],
    "R10": [SUPPORT],
    "R39": [UNTOLD],
    "R40": [SAID, ADVICE],
    "R21": [RESERVATION],
    "R44": [EXTENDED],
}
