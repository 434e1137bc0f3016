"""Everybody at a meeting, each in a browser of their own, with real accounts."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from components import look
from data import commands
from data.plan import StandingPlan
from data.storage import Store
from data.vocabulary import Mandate, PartKind, Risk
from tests.browser.person import Person, t
from tests.wall.conftest import hang
from tests.web.served import HOUSE, PASSWORD, Served

COUNTS = "addEventListener('pointerdown', () => { window.pressed = (window.pressed || 0) + 1 }, true)"


@dataclass
class Table:
    """Everybody, each in a browser of their own, and the database under it."""

    chief: Person
    police: Person
    aab: Person
    council: Person
    guard: Person
    """Stands in for the other housing organisation; nobody has said with what mandate."""
    leader: Person
    """Holds that role in their own right, and is not at the meeting."""
    phone: Person
    staff: Person
    """Writes the plan; at the meeting, and covered by section 115 like the municipality."""
    wall: Page
    """The room's screen, paired."""
    store: Store
    plan: StandingPlan
    incident: int = 0
    meeting: int = 0
    action: int = 0
    clicks: int = 0

    @property
    def at_the_meeting(self) -> tuple[Person, ...]:
        """Whoever has the meeting's page open."""
        return self.chief, self.police, self.aab, self.council, self.guard, self.phone

    @property
    def must_leave(self) -> tuple[Person, ...]:
        """Whose party is not covered by section 115."""
        return self.chief, self.aab, self.guard, self.phone

    def point(self, item: int) -> str:
        """What an item of the agenda is called."""
        return self.plan.agenda[item].text

    def goes_on(self, item: int) -> None:
        """*Næste punkt*, and it is on every screen."""
        self.chief.page.wait_for_timeout(1100)  # sooner it is the second press of a double click
        self.chief.press("Next item")
        for person in self.at_the_meeting:
            expect(person.page.locator(".st-key-running-item")).to_contain_text(self.point(item))

    def writes(self, kind: PartKind, text: str) -> None:
        """The staff unit writes a part of the plan in its room; everybody reads it (R30)."""
        writes_part(self.staff.opens("/moede"), kind, text, self.plan)
        for person in self.at_the_meeting:
            expect(person.card("part", kind)).to_contain_text(text)


def writes_part(person: Person, kind: PartKind, text: str, plan: StandingPlan) -> None:
    """Somebody of the staff unit fills a part in, with the answers it asks for, and saves it."""
    person.press("Write", inside=person.card("part", kind))
    person.writes("The text, or why it is not relevant", text)
    if kind is PartKind.SITUATION:
        person.writes("How many are involved?", "15-20", inside=person.form)
        person.chooses(t(look.RISK_WORD[Risk.MEDIUM]), inside=person.form)
        person.writes("Why? (not needed if the risk is unknown)", "Flere er på vej", inside=person.form)
    if kind is PartKind.PURPOSE:
        for name in list(plan.target_groups.values())[:2]:
            person.chooses(name, inside=person.form)
    person.press("Save", inside=person.form)
    expect(person.form).to_have_count(0)


def account(store: Store, role: str, stand_in: Mandate | None = None) -> str:
    """An account in use, held in one's own right or as a stand-in; the token of its sign-in."""
    display = store.plan().roles[role].title
    name = role if stand_in is None else f"{role}-vagt"
    person = commands.open_account(store, HOUSE, username=name, display=display, role=role, stand_in=stand_in)
    return commands.use_link(store, commands.invite_again(store, HOUSE, person=person), password=PASSWORD).token


def gather(browser: Browser, served: Served, store: Store, crowd: list[Person]) -> Table:
    """Seven at their desks, and a phone that nobody has signed in on; what they press is counted."""
    roles = ("projektchef", "lokalraad-politi", "aab", "lokalraad-kommune", "boligselskab", "stabsenhed")
    tokens = [*(account(store, role) for role in roles), account(store, "boligselskab", Mandate.UNKNOWN)]
    chief, police, aab, council, leader, staff, guard = (Person(browser, served).carries(token) for token in tokens)
    phone = Person(browser, served, width=390, height=844)
    people = (chief, police, aab, council, leader, guard, phone, staff)
    crowd += people
    for person in people:
        person.context.add_init_script(COUNTS)
    wall = hang(browser, served, store).new_page()
    wall.goto(f"{served.url}/tavle")
    return Table(chief, police, aab, council, guard, leader, phone, staff, wall, store, store.plan())


def pressed(person: Person) -> int:
    """How often somebody has pressed anything on this page."""
    return int(person.page.evaluate("() => window.pressed || 0"))
