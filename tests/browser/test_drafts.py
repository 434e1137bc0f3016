"""What is typed and not saved: in the writer's own browser, for this sign-in, nowhere else. Source: R46, 6.1, 6.6."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func, select

from components import drafts, feedback
from components.privacy_answers import KEEP
from data import commands, queries
from data.entities import SignIn
from data.storage import Store
from data.storage.sign_ins import change_sign_in
from data.vocabulary import NotAPerson, PartKind, PartState
from tests.browser.conftest import Comes
from tests.browser.person import APP, Person, beginning, t
from tests.builders import hat

pytestmark = pytest.mark.browser

LABEL = "The text, or why it is not relevant"
TYPED = "Omkring tyve unge ved torvet, ingen er kommet til skade"
MARK = "beredskab-kladde "
NOTES = "[data-note]"
KEPT = """() => [localStorage, sessionStorage].flatMap((store) =>
    Object.keys(store).filter((name) => name.startsWith("beredskab-kladde ")).map((name) => store[name]))"""


def kept(page: Page) -> list[Any]:
    """What lies in this browser."""
    found: list[Any] = page.evaluate(KEPT)
    return found


def opens_part(person: Person, kind: PartKind = PartKind.SITUATION, page: Page | None = None) -> Locator:
    """The form of a part, and its field."""
    page = page or person.page
    page.goto(f"{person.served.url}/handlingsplan")
    expect(page.locator(f'{APP}[data-test-script-state="notRunning"]')).to_be_visible()
    person.button(t("Write"), inside=page.locator(f".st-key-part-{kind}").first).first.click()
    field = page.get_by_role("dialog").get_by_label(t(LABEL), exact=True)
    expect(field).to_be_visible()
    expect(page.locator(f'{APP}[data-test-script-state="notRunning"]')).to_be_visible()
    page.wait_for_timeout(400)
    return field


def types(field: Locator, text: str = TYPED) -> str:
    """Type behind what stands there; returns the whole."""
    before = field.input_value()
    field.press("End")
    field.press("Control+End")
    field.press_sequentially(text)
    expect(field).to_have_value(before + text)
    return before + text


def closes_the_tab(person: Person) -> None:
    """And opens another one."""
    before, person.page = person.page, person.tab()
    before.close()


@pytest.fixture
def writer(comes: Comes) -> Person:
    """The staff unit."""
    return comes("stabsenhed")


def test_a_closed_tab_gives_back_what_was_typed_and_says_so(writer: Person) -> None:
    whole = types(opens_part(writer))
    closes_the_tab(writer)
    field = opens_part(writer)
    expect(field).to_have_value(whole)
    expect(writer.form.locator(NOTES)).to_contain_text(
        beginning("Your draft from {time} is back; it is not saved yet.")
    )
    assert re.search(r"\d\d\.\d\d", writer.form.locator(NOTES).inner_text())


def test_a_draft_that_is_discarded_is_gone_and_what_stands_stays(writer: Person) -> None:
    field = opens_part(writer, PartKind.PURPOSE)
    stands = field.input_value()
    types(field)
    closes_the_tab(writer)
    field = opens_part(writer, PartKind.PURPOSE)
    writer.press("Discard the draft", inside=writer.form)
    expect(field).to_have_value(stands)
    expect(writer.form.locator(NOTES)).to_have_count(0)
    assert not kept(writer.page)
    closes_the_tab(writer)
    expect(opens_part(writer, PartKind.PURPOSE)).to_have_value(stands)


def test_a_reload_and_the_back_button_lose_nothing(writer: Person) -> None:
    whole = types(opens_part(writer))
    writer.page.reload()
    expect(writer.field(LABEL)).to_have_value(whole)
    writer.page.go_back()
    writer.page.wait_for_timeout(1500)
    field = opens_part(writer)
    expect(field).to_have_value(whole)


def test_what_others_saved_meanwhile_is_not_put_under_the_draft(writer: Person, store: Store) -> None:
    field = opens_part(writer, PartKind.COMMUNICATION)
    whole = types(field)
    closes_the_tab(writer)
    saves(store, PartKind.COMMUNICATION, "Politiet taler med pressen")
    field = opens_part(writer, PartKind.COMMUNICATION)
    note = writer.form.locator(NOTES)
    expect(note).to_contain_text(whole)
    expect(field).to_have_value("Politiet taler med pressen")
    writer.press("Add it to the text", inside=writer.form)
    expect(field).to_have_value(f"Politiet taler med pressen\n\n{whole}")
    writer.press("Save", inside=writer.form)
    expect(writer.form).to_have_count(0)
    text = queries.part(store, hat(store, "stabsenhed"), 1, PartKind.COMMUNICATION).text.body
    assert text == f"Politiet taler med pressen\n\n{whole}"


def saves(store: Store, kind: PartKind, text: str) -> None:
    """Somebody saves the part."""
    by = hat(store, "stabsenhed")
    revision = queries.part(store, by, 1, kind).revision
    commands.write_part(store, by, plan=1, kind=kind, revision=revision, state=PartState.FILLED, text=text)


@pytest.mark.parametrize("how", ["Save", "Cancel"])
def test_what_is_saved_or_given_up_is_erased(writer: Person, how: str) -> None:
    types(opens_part(writer), f" {how}")
    assert kept(writer.page)
    writer.press(how, inside=writer.form)
    expect(writer.form).to_have_count(0)
    writer.until(lambda: not kept(writer.page), "the draft stays")
    stands = opens_part(writer).input_value()
    assert stands.endswith(f" {how}") is (how == "Save")
    expect(writer.form.locator(NOTES)).to_have_count(0)


def test_a_refused_save_erases_nothing(writer: Person) -> None:
    """The privacy stop refuses it; the back button in the next moment loses nothing."""
    whole = types(opens_part(writer), " Ring 12 34 56 78")
    writer.press("Save", inside=writer.form)
    writer.sees(t("Not saved: correct what is marked above."))
    writer.page.wait_for_timeout(4500)
    closes_the_tab(writer)
    expect(opens_part(writer)).to_have_value(whole)


def test_two_tabs_of_the_same_person_keep_a_text_each(writer: Person) -> None:
    first = writer.page
    types(opens_part(writer, PartKind.PURPOSE), "den lange tekst i den første fane")
    second = writer.tab()
    field = opens_part(writer, PartKind.PURPOSE, second)
    expect(second.locator(NOTES)).to_contain_text(
        t("You have this form open in another tab, too. Each tab keeps its own text.")
    )
    types(field, "kort")
    second.close()
    texts = " ".join(kept(first))
    assert "den lange tekst i den første fane" in texts
    assert "kort" in texts


def test_a_duplicated_tab_overwrites_nothing_either(writer: Person) -> None:
    first = writer.page
    field = opens_part(writer, PartKind.PURPOSE)
    types(field, "fælles begyndelse")
    second = writer.tab()
    second.goto(first.url)
    copy = second.get_by_role("dialog").get_by_label(t(LABEL), exact=True)
    expect(copy).to_have_value(re.compile("fælles begyndelse$"))
    types(copy, ", anden fane")
    types(field, ", første fane")
    types(copy, " igen")
    texts = " ".join(kept(first))
    assert "fælles begyndelse, første fane" in texts
    assert "fælles begyndelse, anden fane igen" in texts


def test_nothing_leaves_the_browser_before_save(writer: Person, home: Path) -> None:
    secret = "Kladdens ord som ingen har set"
    sent: list[str | bytes] = []
    writer.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    writer.page.on("request", lambda asked: sent.append(asked.url + (asked.post_data or "")))
    field = opens_part(writer)
    types(field, secret)
    field.press("Tab")
    writer.page.wait_for_timeout(2500)
    assert any(secret in text for text in kept(writer.page))
    closes_the_tab(writer)
    opens_part(writer)
    writer.page.wait_for_timeout(1500)
    files = b"".join(file.read_bytes() for file in home.glob("beredskab.sqlite*"))
    assert secret.encode() not in files
    assert not [
        frame for frame in sent if secret in (frame if isinstance(frame, str) else frame.decode("utf-8", "ignore"))
    ]


def test_signing_out_erases_it_in_every_tab(writer: Person) -> None:
    types(opens_part(writer))
    other = writer.tab()
    types(opens_part(writer, PartKind.PURPOSE, other))
    writer.page.goto(f"{writer.served.url}/log-ud")
    writer.page.get_by_role("button", name=t("Sign out"), exact=True).click()
    for page in (writer.page, other):
        expect(page).to_have_url(re.compile("/log-ind"))
        writer.until(lambda page=page: not kept(page), "the draft stays")
    writer.forgive()


@pytest.mark.parametrize("open_then", [True, False])
def test_an_expired_sign_in_takes_its_drafts_along(writer: Person, store: Store, open_then: bool) -> None:
    """Whether a page is open then, or the next one is opened later."""
    types(opens_part(writer))
    if open_then:
        expires(store)
        expect(writer.page).to_have_url(re.compile("/log-ind"))
    else:
        closes_the_tab(writer)
        expires(store)
        writer.page.goto(writer.served.url)
    expect(writer.page).to_have_url(re.compile("/log-ind"))
    writer.until(lambda: not kept(writer.page), "the draft stays")
    writer.forgive()


def test_whoever_has_something_unsaved_is_warned_before_the_sign_in_ends(writer: Person, store: Store) -> None:
    expires(store, minutes=12)
    field = opens_part(writer)
    strip = writer.page.locator("[data-strip=ending]")
    expect(strip).to_have_count(0)
    types(field)
    expect(strip).to_contain_text(
        beginning("Your sign-in ends at {time}. Save what you have typed before: a draft is erased with the sign-in.")
    )
    writer.press("Cancel", inside=writer.form)
    expect(strip).to_have_count(0)


def expires(store: Store, *, minutes: float = 0) -> None:
    """Every sign-in is too old, now or soon."""
    with store.whole() as session:
        names = session.scalars(select(SignIn.id).where(SignIn.ended_at.is_(None))).all()
    for name in names:
        change_sign_in(store, name, expires_at=datetime.now(UTC) + timedelta(minutes=minutes))


def test_another_person_at_the_same_browser_sees_nothing_of_it(writer: Person) -> None:
    """Not even where the first one just closed the window, and another signed in over it."""
    types(opens_part(writer))
    closes_the_tab(writer)
    writer.signs_in("stabsenhed").opens("/handlingsplan")
    writer.until(lambda: not kept(writer.page), "the draft of another sign-in stays")
    expect(opens_part(writer)).not_to_have_value(re.compile(TYPED))
    writer.press("Cancel", inside=writer.form)


def test_a_browser_that_forbids_its_store_loses_no_text_while_the_page_is_open(writer: Person) -> None:
    writer.context.add_init_script("""
        const full = () => { throw new DOMException("full", "QuotaExceededError") }
        Object.defineProperty(Storage.prototype, "setItem", { value: full })
    """)
    whole = types(opens_part(writer))
    writer.page.evaluate("() => { history.replaceState(null, '', location.href) }")
    expect(writer.field(LABEL)).to_have_value(whole)
    assert not kept(writer.page)
    writer.press("Cancel", inside=writer.form)


def test_a_draft_comes_back_in_a_dialog_of_one_line_fields_and_on_the_page_of_a_report(
    comes: Comes, store: Store
) -> None:
    person = comes("aab").opens("/melding")
    person.writes("What is happening, briefly", "Sten mod en bil ved skolen")
    person.page.wait_for_timeout(300)
    closes_the_tab(person)
    person.opens("/melding")
    expect(person.field("What is happening, briefly")).to_have_value("Sten mod en bil ved skolen")
    expect(person.page.locator(NOTES)).to_be_visible()


def test_what_was_saved_by_an_answer_to_the_privacy_stop_does_not_come_back(comes: Comes) -> None:
    """Neither the words that were taken out nor those that were kept stay in the browser; several times in a row."""
    person = comes("aab")
    for turn, answer in enumerate(["Remove what is marked, and save", KEEP[NotAPerson.PLACE]] * 2):
        person.opens("/melding")
        expect(person.page.locator(NOTES)).to_have_count(0)
        person.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
        person.page.get_by_role("radio").first.click()
        types(person.field("What is happening, briefly"), f"Vi så Mohammed nr. {turn}")
        person.press("Send the report")
        person.sees(t(feedback.SENTENCES["personal-text"]))
        person.page.wait_for_timeout(3500 if turn > 1 else 200)  # before and after the page has forgotten the press
        person.press(answer)
        person.sees(t("The report is sent. Those who receive reports see it now."))
        person.until(lambda: not kept(person.page), "the draft of a report that was sent stays")
    person.is_well()


@pytest.mark.parametrize("answer", ["Remove what is marked, and save", KEEP[NotAPerson.OTHER]])
def test_nor_does_what_was_saved_so_in_a_dialog(writer: Person, answer: str) -> None:
    for _ in range(2):
        types(opens_part(writer, PartKind.PURPOSE), " Vi så Mohammed.")
        writer.press("Save", inside=writer.form)
        writer.sees(t(feedback.SENTENCES["personal-text"]))
        writer.press(answer, inside=writer.form)
        expect(writer.form).to_have_count(0)
        writer.until(lambda: not kept(writer.page), "the draft of what was saved stays")
    opens_part(writer, PartKind.PURPOSE)
    expect(writer.form.locator(NOTES)).to_have_count(0)
    writer.press("Cancel", inside=writer.form)


PILE: str = """() => {
    const [name] = Object.keys(localStorage).filter((one) => one.startsWith("beredskab-kladde "))
    const draft = JSON.parse(localStorage.getItem(name))
    for (const n of [1, 2, 3]) {
        const older = JSON.parse(JSON.stringify(draft).replaceAll("den nyeste", `nr. ${n} fra før`))
        localStorage.setItem(`${name}${n}`, JSON.stringify({ ...older, at: draft.at - n * 60000 }))
    }
}"""
"""Three more drafts of the same form, as tabs that were closed before leave them."""


def test_of_many_abandoned_drafts_the_newest_is_shown_and_the_others_in_one_line(comes: Comes) -> None:
    person = comes("aab").opens("/melding")
    types(person.field("What is happening, briefly"), "den nyeste")
    person.page.wait_for_timeout(300)
    person.page.evaluate(PILE)
    closes_the_tab(person)
    person.opens("/melding")
    notes = person.page.locator(NOTES)
    expect(person.field("What is happening, briefly")).to_have_value("den nyeste")
    expect(notes).to_have_count(2)
    older = notes.filter(has_text=t("… and {n} older drafts", n=3))
    person.press("Show", inside=older)
    expect(notes.filter(has_text="fra før")).to_have_count(3)
    closes_the_tab(person)
    person.opens("/melding")
    notes = person.page.locator(NOTES)
    person.press("Discard all", inside=notes.filter(has_text=t("… and {n} older drafts", n=3)))
    expect(notes).to_have_count(1)
    assert "fra før" not in " ".join(kept(person.page))
    assert "den nyeste" in " ".join(kept(person.page))


def test_the_name_of_a_drafts_owner_is_no_sign_in(store: Store) -> None:
    with store.whole() as session:
        assert session.scalar(select(func.count(SignIn.id)))
        for name in session.scalars(select(SignIn.id)):
            assert drafts.owner(name) not in name
            assert name[:16] not in drafts.owner(name)
