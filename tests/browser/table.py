"""Everybody at a meeting, each in a browser of their own, with real accounts."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from data import commands
from data.plan import StandingPlan
from data.storage import Store
from data.vocabulary import Mandate, PartKind
from tests.browser.person import Person
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
        """The chief writes a part of the plan in its room; everybody reads it."""
        chief = self.chief
        chief.press("Write", inside=chief.card("part", kind))
        chief.writes("The text, or why it is not relevant", text)
        chief.press("Save", inside=chief.form)
        for person in self.at_the_meeting:
            expect(person.card("part", kind)).to_contain_text(text)


def account(store: Store, role: str, stand_in: Mandate | None = None) -> str:
    """An account in use, held in one's own right or as a stand-in; the token of its sign-in."""
    display = store.plan().roles[role].title
    name = role if stand_in is None else f"{role}-vagt"
    person = commands.open_account(store, HOUSE, username=name, display=display, role=role, stand_in=stand_in)
    return commands.use_link(store, commands.invite_again(store, HOUSE, person=person), password=PASSWORD).token


def gather(browser: Browser, served: Served, store: Store, crowd: list[Person]) -> Table:
    """Six at their desks, and a phone that nobody has signed in on; what they press is counted."""
    roles = ("projektchef", "lokalraad-politi", "aab", "lokalraad-kommune", "boligselskab")
    tokens = [*(account(store, role) for role in roles), account(store, "boligselskab", Mandate.UNKNOWN)]
    chief, police, aab, council, leader, guard = (Person(browser, served).carries(token) for token in tokens)
    phone = Person(browser, served, width=390, height=844)
    people = (chief, police, aab, council, leader, guard, phone)
    crowd += people
    for person in people:
        person.context.add_init_script(COUNTS)
    wall = hang(browser, served, store).new_page()
    wall.goto(f"{served.url}/tavle")
    return Table(chief, police, aab, council, guard, leader, phone, wall, store, store.plan())


def pressed(person: Person) -> int:
    """How often somebody has pressed anything on this page."""
    return int(person.page.evaluate("() => window.pressed || 0"))
