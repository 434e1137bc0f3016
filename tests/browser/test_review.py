"""The review is opened from the history, drawn without a word of it from another host, and taken along as a file."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.storage import Store
from tests.browser.conftest import Comes
from tests.browser.person import t
from tests.documents.read import bare, pdf_pages
from tests.reviewed import played_to_its_end

pytestmark = pytest.mark.browser


def test_what_has_ended_is_reviewed_from_the_history_and_taken_along(comes: Comes, store: Store) -> None:
    incident = played_to_its_end(store)
    reviewer = comes("lokalraad-kommune").opens(f"/historik?haendelse={incident}")
    reviewer.page.get_by_role("link", name=t("Review"), exact=True).click()
    page = reviewer.page
    expect(page.get_by_role("heading", level=1)).to_contain_text(t("Review"))
    expect(page.get_by_role("heading", name=t("To decide"), exact=True)).to_be_visible()
    expect(page).to_have_url(f"{reviewer.served.url}/gennemgang?haendelse={incident}")
    drawn = page.get_by_test_id("stVegaLiteChart")
    expect(drawn.locator("canvas, svg").first).to_be_visible()
    expect(page.get_by_role("table").filter(has_text=t("All fixed members reached"))).to_contain_text(
        t("not registered")
    )
    reviewer.ready()
    with page.expect_download() as taken:
        page.get_by_role("button", name=t("Review ({format})", format="PDF")).click()
    assert taken.value.suggested_filename.startswith("OEVELSE-gennemgang-haendelse-1-")
    pages = pdf_pages(Path(taken.value.path()).read_bytes())
    assert bare(t("To decide")) in bare(pages[0])
    reviewer.is_well()
