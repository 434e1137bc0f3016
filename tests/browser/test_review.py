"""The review is opened from the history, drawn without a word of it from another host, and taken along as a file."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from data import queries
from data.storage import Store
from tests.browser.conftest import Comes
from tests.browser.person import APP, t
from tests.browser.test_looks import PAPER, SIZES, fits, in_the_way
from tests.builders import hat
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


def test_nothing_of_it_stands_in_anybodys_way_in_the_room_or_on_a_phone(comes: Comes, store: Store) -> None:
    """WCAG 2.1 A and AA as axe measures them, by day and by night, and nothing to be scrolled sideways."""
    ended = queries.reviewable(store, hat(store, "projektchef"))
    incident = ended[0].id if ended else played_to_its_end(store)
    person = comes("projektchef").opens(f"/gennemgang?haendelse={incident}")
    expect(person.page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    person.page.get_by_text(t("All actions"), exact=True).click()
    for width, height in (*SIZES, (1920, 1080)):
        person.page.set_viewport_size({"width": width, "height": height})
        for scheme, paper in PAPER.items():
            person.page.emulate_media(color_scheme=scheme)
            expect(person.page.locator(APP)).to_have_css("background-color", paper)
            assert not in_the_way(person), (width, scheme)
        assert fits(person), width
    person.is_well()
