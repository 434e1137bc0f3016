"""Writer and approver at once: nothing goes out unapproved, and what was approved goes out. Source: R11, 6.20."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from components import look
from data import queries
from data.storage import Store
from data.vocabulary import MessageState
from tests.browser.conftest import Comes
from tests.browser.person import Person, beginning, t
from tests.builders import hat

pytestmark = pytest.mark.browser

SAID, MORE = "Strømmen er væk i tre opgange.", "Strømmen er væk i fire opgange."


def state(store: Store) -> MessageState:
    found = queries.communication(store, hat(store, "projektchef"), 1)
    assert found is not None
    return found.messages[0].state


def writes(person: Person, text: str) -> None:
    """Fill in what has happened, and save."""
    person.writes("What has happened?", text, inside=person.form)
    person.press("Save the draft", inside=person.form)
    expect(person.form).to_have_count(0)


def test_a_message_from_the_draft_to_its_poster(comes: Comes, store: Store, tmp_path: Path) -> None:
    writer, approver = comes("stabsenhed").opens("/kommunikation"), comes("lokalraad-kommune", width=390)
    approver.opens("/kommunikation")
    writer.press("Write a message")
    writer.form.get_by_role("button", name="Beboere i boligområdet").first.click()  # nobody is chosen beforehand
    writes(writer, SAID)
    approver.sees(SAID)
    card = approver.card("message", 2)
    expect(card).to_contain_text(look.MESSAGE[MessageState.DRAFT].label)
    expect(writer.button(t("Approve"))).to_have_count(0)

    writer.press("Edit", inside=writer.card("message", 2))  # open while the other one approves
    approver.press("Approve", inside=card)
    expect(card).to_contain_text(look.MESSAGE[MessageState.APPROVED].label)
    writer.writes("What has happened?", MORE, inside=writer.form)
    writer.press("Save the draft", inside=writer.form)
    writer.sees(beginning("Not saved: {who} changed this ({time}) after you opened it."))
    assert state(store) is MessageState.APPROVED
    writer.press("Save mine instead")
    expect(card).to_contain_text(MORE)
    expect(card).to_contain_text(look.MESSAGE[MessageState.DRAFT].label)
    assert state(store) is MessageState.DRAFT

    approver.press("Approve", inside=card)
    writer.press("Note that it is sent", inside=writer.card("message", 2))
    expect(card).to_contain_text(look.MESSAGE[MessageState.SENT].label)
    approver.press("Add a language", inside=card)
    approver.writes("The language, as it calls itself", "Українська", inside=approver.form)
    approver.writes("The message in that language", "Немає струму.", inside=approver.form)
    approver.press("Save", inside=approver.form)
    expect(approver.form).to_have_count(0)
    writer.ready()
    writer.card("message", 2).get_by_text(t("Copy or print the text")).click()
    with writer.page.expect_download() as waiting:
        writer.card("message", 2).get_by_test_id("stDownloadButton").get_by_role("button").click()
    assert waiting.value.suggested_filename == "OEVELSE-budskab-2.pdf"
    waiting.value.save_as(tmp_path / "opslag.pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "opslag.pdf").pages]
    assert len(pages) == 2
    assert MORE in pages[0]
    assert "Немає струму." in pages[1]
    assert all(page.startswith("ØVELSE") and page.endswith("ØVELSE") for page in pages)


def test_who_speaks_stands_on_the_overview_of_others_at_once(comes: Comes) -> None:
    chief, other = comes("projektchef").opens("/kommunikation"), comes("aab").opens("/")
    title = "Lokalråd – politi"
    other.sees(title)
    chief.press("End {who}", who=title)
    chief.press("Speaks no longer", inside=chief.form)
    other.sees(t("NOT NAMED"))
    chief.press("Name who speaks")
    chief.picks("Who speaks?", title)
    chief.press("Name as spokesperson", inside=chief.form)
    other.sees(title)
    other.misses(t("NOT NAMED"))
