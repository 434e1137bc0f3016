"""Arkiv on the screen: opened from what has ended by those who archive, made, fetched and confirmed, in both towns."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from components import sheet
from components.archive import files
from components.archive.archive_buttons import again
from components.documents import review
from components.documents.made import Format
from components.texts import t
from data import commands, queries
from data.entities import Archive
from data.rules.access import may
from data.rules.archive_proof import prove
from data.vocabulary import ArchiveEdition, LeftOut, Verb
from tests import builders as b
from tests.pages.test_pages import PLANS, SHIPPED_WORDS, Town, everything_on, settled
from tests.reviewed import played_to_its_end


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made, pytest.MonkeyPatch.context() as patch:
        patch.setitem(files.WRITERS, Format.PDF, lambda _: b"%PDF")  # laid out for seconds, and tested elsewhere
        patch.setattr(review.pdf, "pages", lambda _: 1)
        played_to_its_end(made.house.store)
        yield made


def archivist(town: Town) -> str:
    return town.plan.roles_with(Verb.ARCHIVE)[0].code


def opened(town: Town, form: str = "", number: int = 0, version: int = 0, *, again: str = "") -> AppTest:
    page = town.opened_by(archivist(town))
    if form:
        page.query_params[sheet.PARAM] = str(sheet.Pin(form, number, version, f"key-of-{form}{again}"))
    page.run().switch_page("arkiv.py").run()
    assert not page.exception, page.exception[0].value
    return page


def pressed(page: AppTest, form: str) -> AppTest:
    page.button(key=f"save-key-of-{form}").click().run()
    assert not page.exception, page.exception[0].value
    return page


def test_whoever_archives_and_nobody_else_opens_it_and_finds_the_link(town: Town) -> None:
    for role in town.plan.roles:
        viewer = queries.viewer_of(town.plan, None, role)
        page = town.opened_by(role).run()
        if not may(viewer, Verb.ARCHIVE):
            with pytest.raises(ValueError, match="Could not find a navigation page"):
                page.switch_page("arkiv.py")
            continue
        page.switch_page("arkiv.py").run()
        assert not page.exception, (role, page.exception[0].value)
        said = everything_on(page)
        assert t("Make the archive") in said
        assert town.name == "shipped" or not [word for word in SHIPPED_WORDS if word in said.lower()]
        for name in ("historik.py", "gennemgang.py"):
            linked = [n for n in page.switch_page(name).run().get("page_link") if n.proto.page == "arkiv"]
            ended = queries.archivable(town.house.store, viewer)
            assert bool(linked) is (name == "gennemgang.py" or not ended), (role, name)


def test_it_is_made_fetched_and_confirmed(town: Town) -> None:
    store = town.house.store
    viewer = queries.viewer_of(town.plan, None, archivist(town))
    [incident, *_] = queries.archivable(store, viewer)
    page = pressed(opened(town, "archive", incident.id), "archive")
    assert sheet.PARAM not in page.query_params
    [row] = queries.archives(store, viewer, incident.id)
    assert (row.edition, row.left_out) == (ArchiveEdition.FULL, {})
    page = opened(town)
    assert t("Fetch the archive (ZIP)") in {node.proto.label for node in page.get("download_button")}
    assert t("Made, and not confirmed: file it in the case system, and note its number below.") in [
        one.value for one in page.info
    ]
    built = again(store, str(page.user["sign_in"]), row.id)
    assert prove(built.files, row.digest).faults == []
    page = opened(town, "archive_received", row.id, row.version)
    pressed(page, "archive_received")
    assert t("Write the number under which the case system has it.") in [one.value for one in page.error]
    page.text_input(key="reference-key-of-archive_received").set_value("26/012345")
    page = pressed(page, "archive_received")
    assert b.row_of(store, Archive, row.id).reference == "26/012345"
    assert t("The case system has the whole incident.") in [one.value for one in opened(town).success]


def test_what_is_given_out_asks_a_person_about_each_reason(town: Town) -> None:
    store = town.house.store
    viewer = queries.viewer_of(town.plan, None, archivist(town))
    [incident, *_] = queries.archivable(store, viewer)
    before = store.revision()
    page = pressed(opened(town, "access_edition", incident.id), "access_edition")
    assert t("Look at each reason, and confirm that you have decided.") in [one.value for one in page.error]
    assert store.revision() == before
    page.checkbox(key=f"why-{LeftOut.CONTACTS}-key-of-access_edition").uncheck()
    page.checkbox(key="decided-key-of-access_edition").check()
    page = pressed(page, "access_edition")
    row = queries.archives(store, viewer, incident.id)[0]
    assert row.edition is ArchiveEdition.ACCESS
    assert set(row.reasons) == set(LeftOut) - {LeftOut.CONTACTS}
    assert row.left_out[LeftOut.ACCOUNTS] > 0
    labels = {node.proto.label for node in opened(town).get("download_button")}
    assert t("For access to documents ({format})", format="PDF") in labels


def test_after_a_text_was_removed_the_page_says_what_to_recall(town: Town) -> None:
    store = town.house.store
    viewer = queries.viewer_of(town.plan, None, archivist(town))
    [incident, *_] = queries.archivable(store, viewer)
    account = queries.archived(store, viewer, incident.id)
    assert account is not None
    commands.redact(store, b.hat(store, town.plan.roles_with(Verb.REDACT)[0].code), text=account.texts[-1].id)
    page = opened(town)
    assert [one for one in page.error if "manifest" in one.value]
    assert not page.get("download_button")
    assert t("It cannot be fetched again: the incident has changed since.") in [one.value for one in page.caption]
    pressed(opened(town, "archive", incident.id, again="-2"), "archive-2")
    row = queries.archives(store, viewer, incident.id)[0]
    page = opened(town, "archive_received", row.id, row.version, again="-2")
    page.text_input(key="reference-key-of-archive_received-2").set_value("26/054321")
    pressed(page, "archive_received-2")
    [told] = [one.value for one in opened(town).error if "manifest" in one.value]
    left = {made.digest[:12] for made in queries.archives(store, viewer, incident.id) if made.digest[:12] in told}
    editions = {made.edition for made in queries.archives(store, viewer, incident.id) if made.digest[:12] in left}
    assert editions == {ArchiveEdition.ACCESS}, "the case system has one without it; what was given out is still out"
