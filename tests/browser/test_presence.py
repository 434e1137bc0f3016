"""Who is writing where, in two browsers; and a drafter whom nothing disturbs. Source: 6.6, R30."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from data.storage import Store
from data.vocabulary import PartKind
from tests.browser.conftest import Comes
from tests.browser.person import Person, t
from tests.builders import an_incident
from tests.web.served import Served

pytestmark = pytest.mark.browser

LABEL = "The text, or why it is not relevant"
WATCH = """field => {
    const seen = { scroll: new Set(), caret: [], opacity: new Set(), gone: 0, covered: 0, top: new Set() }
    const form = field.closest("form") ?? field.closest('[data-testid="stForm"]')
    const rolls = [...document.querySelectorAll('[data-testid="stMain"], [role="dialog"], [data-testid="stDialog"]')]
    const look = () => {
        const now = document.querySelector('[role="dialog"] textarea')
        if (now !== field) seen.gone += 1
        seen.scroll.add(rolls.map((one) => one.scrollTop).join())
        seen.caret.push([field.selectionStart, field.value.length])
        const box = field.getBoundingClientRect()
        seen.top.add(Math.round(box.top))
        for (let one = field; one && one !== document.body; one = one.parentElement)
            if (getComputedStyle(one).opacity !== "1") seen.opacity.add(one.className + getComputedStyle(one).opacity)
        const above = document.elementFromPoint(box.left + 30, box.top + 12)
        if (!above || !(above === field || above.contains(field) || field.contains(above))) seen.covered += 1
        const busy = '[data-testid="stSpinner"], [data-testid="stSkeleton"], [data-stale="true"]'
        if (form.querySelector(busy) || form.closest('[data-stale="true"]')) seen.covered += 1
    }
    const clock = setInterval(look, 40)
    window.watched = () => (clearInterval(clock), {
        ...seen, scroll: [...seen.scroll], opacity: [...seen.opacity], top: [...seen.top],
    })
}"""


def line(person: Person, kind: PartKind = PartKind.SITUATION) -> Locator:
    """Who writes there, beside the part."""
    return person.card("part", kind).locator("[data-writing]").first


def opens(person: Person, kind: PartKind = PartKind.SITUATION) -> Locator:
    """The form of a part, and its field."""
    person.opens("/handlingsplan").press("Write", inside=person.card("part", kind))
    expect(person.field(LABEL)).to_be_visible()
    return person.field(LABEL)


def test_others_see_by_function_who_writes_where_since_when_and_when_not_any_more(
    comes: Comes, store: Store, served: Served
) -> None:
    onlooker, writer = comes("aab").opens("/handlingsplan"), comes("stabsenhed")
    expect(line(onlooker)).to_have_text("")
    before = store.revision()
    opens(writer)
    title = re.escape(store.plan().role("stabsenhed").title)
    told = re.compile(t("{who} writes here · since {time}", who=title, time="TIME").replace("TIME", r"\d\d\.\d\d"))
    expect(line(onlooker)).to_have_text(told, timeout=5000)
    expect(line(onlooker, PartKind.PURPOSE)).to_have_text("")
    expect(line(writer)).to_have_text("")
    second = comes("stabsenhed")
    opens(second)
    expect(second.form.locator("[data-writing]")).to_have_text(told)
    expect(writer.form.locator("[data-writing]")).to_have_text(told)
    writer.press("Cancel", inside=writer.form)
    expect(second.form.locator("[data-writing]")).to_have_text("")
    expect(line(onlooker)).to_have_text(told)
    second.page.close()
    expect(line(onlooker)).to_have_text("", timeout=5000)
    assert store.revision() == before


def test_whose_browser_falls_silent_is_said_to_write_no_longer(comes: Comes) -> None:
    onlooker, writer = comes("aab").opens("/handlingsplan"), comes("stabsenhed")
    opens(writer)
    expect(line(onlooker)).not_to_have_text("")
    writer.page.evaluate("() => { window.__beredskabLive.sayForm = () => {} }")
    expect(line(onlooker)).to_have_text("", timeout=22_000)


def test_a_page_that_claims_to_write_where_it_may_not_is_not_believed(comes: Comes) -> None:
    onlooker, other = comes("projektchef").opens("/handlingsplan"), comes("aab").opens("/handlingsplan")
    other.until(lambda: other.page.evaluate("window.__beredskabLive?.socket?.readyState === WebSocket.OPEN"))
    for form in ("part_situation.1", "part_situation.99", "part_situation.x", "nothing.1", "part_situation"):
        other.page.evaluate("form => window.__beredskabLive.socket.send(JSON.stringify({ form }))", form)
    for said in ('{"form":7}', "[]", "{", '{"form":null}'):
        other.page.evaluate("said => window.__beredskabLive.socket.send(said)", said)
    onlooker.page.wait_for_timeout(3000)
    expect(line(onlooker)).to_have_text("")
    assert other.page.evaluate("() => window.__beredskabLive.socket.readyState") == 1


@contextmanager
def others_at_work(served: Served) -> Iterator[None]:
    """A change each second."""
    enough = Event()

    def work() -> None:
        store, number = served.store(), 0
        while not enough.wait(1):
            number += 1
            an_incident(store, exercise=True, what=f"Hærværk nummer {number}")
        store.close()

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def test_a_drafter_types_on_while_others_save_and_nothing_jumps_vanishes_or_covers_the_text(
    comes: Comes, served: Served
) -> None:
    """Thirty seconds of a change each second; another drafter comes and goes at the same part meanwhile."""
    writer, other = comes("stabsenhed"), comes("stabsenhed")
    field = opens(writer)
    writer.ready()
    field.fill("")
    writer.page.wait_for_timeout(500)
    field.evaluate(WATCH)
    words = "Stenkast ved torvet, politiet er på stedet. "
    with others_at_work(served):
        for turn in range(16):
            field.press_sequentially(words, delay=40)
            if turn == 4:
                opens(other)
            if turn == 10:
                other.press("Cancel", inside=other.form)
    seen: dict[str, Any] = writer.page.evaluate("() => window.watched()")
    expect(field).to_have_value(words * 16)
    expect(field).to_be_focused()
    assert (seen["gone"], seen["covered"], seen["opacity"]) == (0, 0, [])
    assert len(seen["caret"]) > 200
    assert all(caret == length for caret, length in seen["caret"])
    assert len(seen["scroll"]) == 1, seen["scroll"]
    assert len(seen["top"]) == 1, seen["top"]
    writer.press("Cancel", inside=writer.form)
