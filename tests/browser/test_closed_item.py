"""The closed item in real browsers: left open, frozen, reloaded, in a second tab, sent back, addressed, replayed.

None of them ever shows more than the notice and its clock, and no byte of what was tried meanwhile is kept.
Source: plan line 73 (R47-R49), domain.md 6.2.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from data import commands, queries
from data.entities import Meeting
from data.errors import RuleBroken
from data.storage import Store
from data.vocabulary import Mandate, SeatKind, Verb, Way
from tests.browser.conftest import Comes
from tests.browser.person import APP, t
from tests.builders import a_full_table, a_seat, hat, refused, seen
from tests.web.served import ROOT, Served

pytestmark = pytest.mark.browser

NOTICE: Final = "Closed item (section 115 of the Administration of Justice Act)"
START, STOP = "They have left – start the closed item", "End the closed item"
FIELDS: Final = "input, textarea, select, [contenteditable=true], [type=file], [role=combobox], [role=textbox]"
RECORD: Final = """
(() => {
  const send = WebSocket.prototype.send
  window.said = []
  WebSocket.prototype.send = function (what) { window.said.push([this, what]); return send.call(this, what) }
  window.sayAgain = () => window.said.slice().forEach(([socket, what]) => {
    if (socket.readyState === 1) send.call(socket, what)
  })
  window.heard = () => window.said.filter(([, what]) => typeof what !== "string").map(([, what]) =>
    Array.from(new Uint8Array(what.buffer || what)))
  window.sayOf = messages => {
    const live = window.said.filter(([socket, what]) => socket.readyState === 1 && typeof what !== "string")
    messages.forEach(bytes => send.call(live[live.length - 1][0], new Uint8Array(bytes)))
  }
})()
"""
"""Keeps what the page says to the server, and can say it again."""


@pytest.fixture(scope="module")
def meeting(store: Store) -> int:
    """The meeting about the demo's plan runs, with everybody at the table."""
    chief = hat(store, "projektchef")
    plan = queries.plans(store, chief)[0].id
    held = queries.running_meeting(store, chief, plan)
    if held is None:
        held = commands.call_meeting(
            store, chief, plan=plan, planned_at=store.clock(), chair="projektchef", place="Brohuset"
        )
        commands.start_meeting(store, chief, seen=seen(store, Meeting, held))
    a_full_table(store, held, "boligselskab")
    return held


@pytest.fixture
def ended(store: Store, meeting: int) -> Iterator[None]:
    """Whatever a test leaves running is ended, and everybody is back."""
    yield
    police = hat(store, "lokalraad-politi")
    if found := queries.running_item(store, police):
        commands.end_closed_item(store, police, item=found.id)
    if away := queries.away_for_item(store, police, meeting):
        commands.come_back(store, police, meeting=meeting, roles=away)


def starts(store: Store, meeting: int) -> int:
    police = hat(store, "lokalraad-politi")
    named = queries.leaving_for_item(store, police, meeting).parting.leaving
    return commands.start_closed_item(store, police, meeting=meeting, named=named)


def shows_the_notice_alone(page: Page, *titles: str) -> None:
    """The notice, its clock, the two ways out; no field, no function of who left, no button but one's own menu."""
    expect(page.get_by_role("heading", name=t(NOTICE))).to_be_visible()
    expect(page.locator(f'{APP}[data-test-script-state="notRunning"]')).to_be_visible()
    expect(page.locator(FIELDS)).to_have_count(0)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text(t("Have left the meeting"))).to_have_count(0)
    words = main.locator('[class*="st-key-closed-item-"]').inner_text()
    assert not [title for title in titles if title in words], words
    assert re.search(r"\d\d[.:]\d\d", words)
    expect(main.get_by_role("link", name=t("New report"))).to_be_visible()
    expect(main.get_by_role("link", name=t("Our own actions"))).to_be_visible()
    pressed = main.locator('button[data-testid^="stBaseButton"]').all_inner_texts()
    assert not [text for text in pressed if t(STOP) in text or t("Closed item …") in text]


@pytest.mark.usefixtures("ended")
def test_the_housing_organisation_sees_nothing_of_it_by_any_way(comes: Comes, store: Store, meeting: int) -> None:
    titles = [role.title for code, role in store.plan().roles.items() if code not in ("aab",)]
    housing, police = comes("aab"), comes("lokalraad-politi")
    housing.context.add_init_script(RECORD)
    housing.opens("/moede")
    second = housing.tab()
    second.goto(f"{housing.served.url}/moede")
    frozen = comes("boligselskab").opens("/moede")
    police.opens("/moede").press("Closed item …")
    expect(police.form).to_contain_text(store.plan().roles["projektchef"].title)
    expect(police.form.locator(FIELDS)).to_have_count(0)
    frozen.context.set_offline(True)
    before = frozen.text()

    police.press(START, inside=police.form)
    for page in (housing.page, second):  # left open: at once, without a click
        shows_the_notice_alone(page, *titles)
    expect(police.button(t(STOP))).to_be_visible()
    expect(police.page.locator(FIELDS)).to_have_count(0)
    police.sees(store.plan().roles["projektchef"].title)

    assert t(NOTICE) not in before  # frozen before the start: what it shows is from before, and the network back
    assert not frozen.page.get_by_text(t("Have left the meeting")).count()
    frozen.forgive()
    frozen.context.set_offline(False)
    shows_the_notice_alone(frozen.page, *titles)
    frozen.forgive()

    housing.page.reload()
    shows_the_notice_alone(housing.page, *titles)
    third = housing.tab()
    third.goto(f"{housing.served.url}/moede")
    shows_the_notice_alone(third, *titles)
    for query in ("?plan=1", "?plan=2", "?moede=1", f"?formular=closed_item.{meeting}.0.abcdefghij", "?punkt=10"):
        third.goto(f"{housing.served.url}/moede{query}")
        shows_the_notice_alone(third, *titles)
    housing.goes_to("Incidents")
    housing.page.go_back()
    shows_the_notice_alone(housing.page, *titles)
    housing.page.go_forward()
    housing.page.go_back()
    shows_the_notice_alone(housing.page, *titles)

    housing.page.evaluate("() => window.sayAgain()")  # every message it ever sent
    housing.page.wait_for_timeout(1500)
    shows_the_notice_alone(housing.page, *titles)


@pytest.mark.usefixtures("ended")
def test_the_messages_of_the_police_do_nothing_from_another_browser_nor_once_more(
    comes: Comes, store: Store, meeting: int
) -> None:
    police, housing = comes("lokalraad-politi"), comes("aab")
    for person in (police, housing):
        person.context.add_init_script(RECORD)
        person.opens("/moede")
    police.press("Closed item …")
    police.press(START, inside=police.form)
    police.button(t(STOP)).wait_for()
    police.press(STOP)
    expect(police.button(t("Closed item …"))).to_be_visible()
    police.ready()
    recorded = police.page.evaluate("() => window.heard()")
    assert recorded
    before = store.revision()
    housing.page.evaluate("messages => window.sayOf(messages)", recorded)
    police.page.evaluate("() => window.sayAgain()")
    for person in (housing, police):
        person.page.wait_for_timeout(1500)
        assert person.page.get_by_text(t(NOTICE)).count() == 0
    assert store.revision() == before
    assert queries.running_item(store, hat(store, "lokalraad-politi")) is None
    for person in (housing, police):
        person.forgive()  # a page that said everything twice may complain


@pytest.mark.usefixtures("ended")
def test_a_form_that_was_open_goes_and_is_there_again_with_what_was_typed(
    comes: Comes, store: Store, meeting: int
) -> None:
    chief = comes("projektchef")
    number = queries.plans(store, hat(store, "projektchef"))[0].incidents[0][0]
    chief.opens(f"/moede?formular=propose.{number}.1.abcdefghijkl")
    chief.writes("What? Detailed, concrete and clear", "Ekstra tilsyn ved leg")
    item = starts(store, meeting)
    expect(chief.form).to_have_count(0)
    shows_the_notice_alone(chief.page)
    chief.page.reload()
    shows_the_notice_alone(chief.page)
    commands.end_closed_item(store, hat(store, "lokalraad-kommune"), item=item)
    expect(chief.form).to_be_visible()
    expect(chief.field("What? Detailed, concrete and clear")).to_have_value("Ekstra tilsyn ved leg")
    chief.press("Cancel", inside=chief.form)


@pytest.mark.usefixtures("ended")
def test_whoever_is_entitled_ends_it_and_those_who_left_come_back_in_one_click(
    comes: Comes, store: Store, meeting: int
) -> None:
    phone = comes("lokalraad-kommune", width=390, height=844)
    starts(store, meeting)  # and who started it is gone
    phone.opens("/moede").press(STOP)
    phone.sees(t("The closed item has ended."))
    chief = comes("projektchef").opens("/moede")
    chief.press("All are back")
    chief.sees(t("Noted as back at the meeting."))
    assert not queries.away_for_item(store, hat(store, "aab"), meeting)


@pytest.mark.usefixtures("ended")
def test_reporting_and_ones_own_actions_are_within_reach_meanwhile(comes: Comes, store: Store, meeting: int) -> None:
    housing = comes("aab")
    starts(store, meeting)
    housing.opens("/moede").page.get_by_test_id("stMain").get_by_role("link", name=t("Our own actions")).click()
    housing.press("Finished")
    expect(housing.form).to_be_visible()
    housing.press("Cancel", inside=housing.form)
    housing.opens("/moede").page.get_by_test_id("stMain").get_by_role("link", name=t("New report")).click()
    expect(housing.field("What is happening, briefly")).to_be_visible()


PLANTED: Final = ("Zebraskovens hemmelighed", "Kanariefuglens navn", "Hvepsens gerning")


def bytes_of(home: Path) -> dict[str, bytes]:
    """Every file of the installation: database, WAL, backups, the server's own log."""
    return {str(file.relative_to(home)): file.read_bytes() for file in home.rglob("*") if file.is_file()}


@pytest.mark.usefixtures("ended")
def test_no_byte_of_what_was_tried_in_it_is_kept(
    comes: Comes, store: Store, meeting: int, served: Served, home: Path
) -> None:
    """A planted word that was reported is found by the same search, where reports are."""
    reported = "Papegøjens melding"
    housing = comes("aab").opens("/melding")
    item = starts(store, meeting)
    for by, role, word in (
        ("lokalraad-politi", "lokalraad-kommune", PLANTED[0]), ("stabsenhed", "aab", PLANTED[1]),
    ):  # fmt: skip
        with refused(store, RuleBroken, "closed-item-running"):
            a_seat(store, meeting, role, by, kind=SeatKind.STAND_IN, mandate=Mandate.LIMITED, limit=word, way=Way.ROOM)
    chief = comes("projektchef").opens("/moede")
    for character in PLANTED[2]:  # typed at a page that has nowhere to put it
        chief.page.keyboard.type(character)
    shows_the_notice_alone(chief.page)
    housing.chooses(store.plan().categories["stenkast"].name)
    housing.writes("What is happening, briefly", reported)
    housing.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    housing.press("Send the report")
    housing.sees(t("The report is sent. Those who receive reports see it now."))
    commands.end_closed_item(store, hat(store, "lokalraad-politi"), item=item)

    def backed_up() -> None:
        done = subprocess.run(
            [sys.executable, "-m", "data", "backup"], cwd=ROOT, capture_output=True, text=True, check=False,
            env={"BEREDSKAB_HOME": str(home), "PATH": "", "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    backed_up()
    files = bytes_of(home)
    assert any("backups" in name for name in files)
    assert any(name.endswith("-wal") for name in files)
    for word in PLANTED:
        for coded in (word.encode(), word.encode("utf-16-le"), word.encode("unicode_escape")):
            assert not [name for name, found in files.items() if coded in found], word
    assert [name for name, found in files.items() if reported.encode() in found], "the search finds what there is"
    lines = queries.history(store, hat(store, "lokalraad-politi"), 1)
    of_it = [line for line in lines if line.verb in (Verb.START_CLOSED_ITEM, Verb.END_CLOSED_ITEM)]
    assert len(of_it) >= 2
    roles = set(store.plan().roles)
    for line in of_it:
        assert not line.texts
        assert set(line.facts) <= {"meeting", "left", "stayed", "started_at", "ended_at"}
        assert set(line.facts["left"]) | set(line.facts["stayed"]) <= roles
