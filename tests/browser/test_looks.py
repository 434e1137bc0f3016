"""For everybody: on a phone and a laptop, by day and by night, by keyboard alone. Source: domain.md 2.11, 6.13."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Locator, expect

from data import queries
from data.storage import Store
from tests.browser.conftest import Comes
from tests.browser.person import APP, Person, t
from tests.builders import hat

pytestmark = pytest.mark.browser

RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
PAPER: dict[Literal["light", "dark"], str] = {"light": "rgb(255, 255, 255)", "dark": "rgb(13, 20, 27)"}
"""The ground of each theme; tests/web/test_config.py keeps the colours."""
SIZES = ((1366, 768), (390, 844))
MOST_TABS = 80
LOOKED_AT = (
    ("projektchef", "/"),
    ("projektchef", "/?haendelse=2"),
    ("projektchef", "/melding"),
    ("projektchef", "/haendelser"),
    ("projektchef", "/haendelser?haendelse=1"),
    ("projektchef", "/indsatser?status=alle"),
    ("projektchef", "/handlingsplan"),
    ("projektchef", "/historik"),
    ("projektchef", "/beredskabsplan"),
    ("administrator", "/"),
    ("projektchef", "/handlingsplan?formular=agree.1.2.til-at-se-paa"),
    ("projektchef", "/haendelser?haendelse=1&formular=propose.1.1.til-at-se-paa"),
)


@pytest.mark.parametrize(("role", "path"), LOOKED_AT)
def test_nothing_on_a_page_stands_in_anybodys_way(comes: Comes, role: str, path: str) -> None:
    """WCAG 2.1 A and AA as axe measures them, the map's own document included."""
    person = comes(role).opens(path)
    expect(person.page.locator("html")).to_have_attribute("lang", "da")
    expect(person.page.get_by_text(" ".join([t("EXERCISE")] * 3))).to_be_visible()
    if "formular" in path:
        expect(person.form).to_be_visible()
    for width, height in SIZES:
        person.page.set_viewport_size({"width": width, "height": height})
        for scheme, paper in PAPER.items():
            person.page.emulate_media(color_scheme=scheme)
            expect(person.page.locator(APP)).to_have_css("background-color", paper)
            assert not in_the_way(person), (width, scheme)
        assert fits(person), width


def test_the_menu_of_a_leader_stands_side_by_side_on_a_laptop(comes: Comes) -> None:
    """What does not fit folds away, and says so in English."""
    person = comes("projektchef")
    person.page.set_viewport_size({"width": 1280, "height": 720})
    person.opens("/")
    menu = person.page.get_by_role("navigation")
    for source in ("Overview", "Fora", "Board and screens", "Preparedness plan", "What to write"):
        expect(menu.get_by_role("link", name=t(source), exact=True)).to_be_visible()
    expect(menu.get_by_role("link")).to_have_count(13)


def in_the_way(person: Person) -> list[Any]:
    """What axe finds twice: a colour that is still fading is no finding."""
    found: list[Any] = []
    for _ in range(2):
        found = [node for document in documents(person) for node in violations(document)]
        if not found:
            return []
        person.page.wait_for_timeout(600)
    return found


def documents(person: Person) -> list[Frame]:
    """The page, and the map if there is one."""
    return [frame for frame in person.page.frames if frame is person.page.main_frame or "st_folium" in frame.url]


def violations(document: Frame) -> list[Any]:
    """Each as rule and element."""
    response = Axe().run(document, options=RULES).response
    return [(one["id"], node["html"]) for one in response["violations"] for node in one["nodes"]]


def fits(person: Person) -> bool:
    """Nothing has to be scrolled sideways."""
    wide = "made => made.scrollWidth <= made.clientWidth"
    return bool(
        person.page.evaluate(f"({wide})(document.documentElement)")
        and person.page.get_by_test_id("stMain").evaluate(wide)
    )


def tabs_to(person: Person, wanted: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("made => made === document.activeElement"):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(f"not to be reached with the keyboard: {wanted}")


def test_the_keyboard_is_enough_to_report(comes: Comes, store: Store) -> None:
    """No mouse from the address to the receipt."""
    person, plan = comes("aab").opens("/melding"), store.plan()
    keys = person.page.keyboard
    tabs_to(person, person.page.get_by_role("combobox", name=t("Where?")))
    keys.type("Strandgården")
    expect(person.page.get_by_role("option").first).to_be_visible()
    keys.press("Enter")
    person.ready()
    tabs_to(person, person.page.get_by_role("radiogroup", name=t("What kind?")).get_by_role("radio").first)
    keys.press("Space")
    tabs_to(person, person.field("What is happening, briefly"))
    keys.type("Ild i en container bag ved skolen")
    tabs_to(person, person.button(t("Send the report")))
    keys.press("Enter")
    person.sees(t("The report is sent. Those who receive reports see it now."))
    [newest] = queries.incidents(store, hat(store, "projektchef"))[:1]
    assert newest.what.body == "Ild i en container bag ved skolen"
    assert newest.category == next(iter(plan.categories))
    assert newest.place.startswith("Strandgården")
