"""Another town after its exercise: what is looked back at, learnt, filed and handed over is in its own words (B8)."""

from collections.abc import Iterator
from typing import cast

import pytest

from components.archive import files
from components.session import Me
from components.wall import shown
from data import commands, queries
from data.queries import SignedIn
from data.vocabulary import ArchiveEdition, LeftOut, Verb
from tests import builders as b
from tests.learnt import a_lesson
from tests.pages.test_pages import Town, settled
from tests.reviewed import played_to_its_end, who
from tests.town.crawl import Crawl

NUMBER = "1"
"""The exercise's first incident, and its plan."""
LOOKED_AT = (
    ("gennemgang", "haendelse", queries.may_review),
    ("tal", "", queries.may_review),
    ("arkiv", "haendelse", queries.may_archive),
    ("fora", "", queries.may_see_fora),
    ("historik", "haendelse", lambda viewer: Verb.READ in viewer.grants),
    ("haendelser", "haendelse", lambda viewer: Verb.READ in viewer.grants),
    ("handlingsplan", "plan", lambda viewer: Verb.READ in viewer.grants),
    ("kommunikation", "plan", lambda viewer: Verb.READ in viewer.grants),
    ("moede", "plan", lambda viewer: Verb.READ in viewer.grants),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The exercise played to its end, evaluated, with a lesson, a matter before the council, and archives."""
    with settled("another", tmp_path_factory.mktemp("another")) as made:
        store = made.house.store
        incident = played_to_its_end(store)
        commands.evaluate(store, who(store, Verb.EVALUATE), incident=incident, worked="Vi var samlet på en time.")
        a_lesson(store, incident)
        forum = next(forum.code for forum in made.plan.fora.values() if forum.every_months)
        commands.raise_matter(store, who(store, Verb.RAISE_MATTER), forum=forum, what="Belysningen på stien.")
        commands.set_forum_meeting(store, who(store, Verb.KEEP_FORA), forum=forum, day=b.in_days(store, 20))
        for edition, reasons in ((ArchiveEdition.FULL, frozenset()), (ArchiveEdition.ACCESS, frozenset(LeftOut))):
            _archive(made, incident, edition, reasons)
        yield made


def _archive(town: Town, incident: int, edition: ArchiveEdition, reasons: frozenset[LeftOut]) -> None:
    store = town.house.store
    by = who(store, Verb.ARCHIVE)
    built = files.build(Me(store, cast("SignedIn", None), by, town.plan, store.clock()), incident, edition, reasons)
    commands.make_archive(
        store, by, incident=incident, revision=built.account.revision, made_at=built.account.at, digest=built.digest,
        edition=edition, reasons=tuple(sorted(reasons)), left_out=built.left_out, decided=bool(reasons),
    )  # fmt: skip


def test_no_page_that_looks_back_and_nothing_that_is_filed_says_a_word_of_the_shipped_town(town: Town) -> None:
    crawl = Crawl(town)
    with crawl.collecting():
        for role in town.plan.roles:
            page = crawl.opened(role).run()
            viewer = queries.viewer_of(town.plan, None, role)
            for name, about, may_open in LOOKED_AT:
                if not may_open(viewer):
                    continue
                page.query_params.clear()
                if about:
                    page.query_params[about] = NUMBER
                page.switch_page(f"{name}.py").run()
                crawl.page(page, name)
                if name == "gennemgang" and role == town.plan.coordinator.code:
                    crawl.choices(page, name)
    assert crawl.make_files() >= {"pdf", "docx", "csv", "xlsx", "ics", "zip"}
    crawl.look("board", str(shown.whole(town.house.store, "https://beredskab.example.dk")))
    assert not crawl.strange
    assert crawl.read > 250
