"""The documents on the plan's page: offered to its readers, made when asked for, refused to who may not read then."""

from collections.abc import Iterator
from functools import partial

import pytest
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.testing.v1 import AppTest

from components.documents import buttons, made
from components.documents.made import Format
from components.texts import t
from data import commands, queries
from data.errors import NotAllowed, RuleBroken
from data.rules import closed_item
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import Verb
from tests import builders as b
from tests.documents.filled import a_picture, a_whole_plan
from tests.documents.read import docx_text
from tests.pages.test_pages import PLANS, Town, settled


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as found:
        yield found


def offered(page: AppTest) -> dict[str, DownloadButton]:
    """The download buttons of a page by their label."""
    return {node.proto.label: node.proto for node in page.get("download_button")}


def test_whoever_reads_the_plan_is_offered_both_in_both_formats_and_nothing_is_made(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(made, "plan_file", never)
    monkeypatch.setattr(made, "picture_file", never)
    for role in town.plan.roles:
        if not town.plan.roles[role].may(Verb.READ):
            continue
        page = town.opened_by(role).run().switch_page("handlingsplan.py").run()
        assert not page.exception, role
        assert {label.rpartition(" ")[2] for label in offered(page)} == {"(DOCX)", "(PDF)"}
        assert len(offered(page)) == 4
        assert t("Action plan ({format})", format="PDF") in offered(page)


def test_every_document_of_either_town_can_be_made(town: Town) -> None:
    store = town.house.store
    viewer = queries.viewer_of(town.plan, None, town.plan.coordinator.code)
    number = queries.plans(store, viewer)[0].id
    for format in Format:
        for file in (
            made.plan_file(store, viewer, number, format), made.picture_file(store, viewer, number, format)
        ):  # fmt: skip
            assert file.name.endswith(f".{format}")
            assert file.content[:4] in (b"PK\x03\x04", b"%PDF")
    if town.name == "another":
        text = docx_text(made.plan_file(store, viewer, number, Format.DOCX).content).lower()
        assert not [word for word in ("ishøj", "vejleåparken", "lokalråd") if word in text]


def test_the_name_of_the_file_says_what_which_edition_and_that_it_is_an_exercise(town: Town) -> None:
    store = town.house.store
    viewer = queries.viewer_of(town.plan, None, town.plan.coordinator.code)
    view = queries.plans(store, viewer)[0]
    file = made.plan_file(store, viewer, view.id, Format.DOCX)
    assert file.name.startswith(f"OEVELSE-handlingsplan-{view.number}-udgave-{view.edition}-20")


def signed_in(store: Store, role: str = "aab") -> str:
    """Somebody signs in by their account; the sign-in's name."""
    person = b.a_person(store, role)
    return name_of(commands.use_link(store, _link(store, person), password=b.PASSWORD).token)


def _link(store: Store, person: int) -> str:
    return commands.invite_again(store, b.administrator(store), person=person)


def test_rights_are_asked_when_it_is_made(lite: Store) -> None:
    number = a_whole_plan(lite)
    who = signed_in(lite)
    assert buttons._now(lite, who, Format.PDF, partial(buttons._plan, number)).startswith(b"%PDF")
    commands.sign_out(lite, who)
    with pytest.raises(NotAllowed):
        buttons._now(lite, who, Format.PDF, partial(buttons._plan, number))


def test_whoever_may_not_read_gets_nothing(lite: Store) -> None:
    number = a_whole_plan(lite)
    a_picture(lite, number)
    for make in (made.plan_file, made.picture_file):
        with pytest.raises(NotAllowed):
            make(lite, b.administrator(lite), number, Format.PDF)
        with pytest.raises(NotAllowed):
            make(lite, b.without(b.hat(lite, "aab"), Verb.READ), number, Format.PDF)
        with pytest.raises(NotAllowed):
            make(lite, b.hat(lite, "aab"), 99, Format.DOCX)
    _, guest = b.a_guest(lite, b.an_active_incident(lite))
    with pytest.raises(NotAllowed):
        made.plan_file(lite, guest, number, Format.DOCX)


def test_while_a_closed_item_runs_only_the_entitled_get_it(lite: Store) -> None:
    number = a_whole_plan(lite)
    meeting = queries.running_meeting(lite, b.hat(lite, "projektchef"), number)
    assert meeting is not None
    item = b.a_closed_item(lite, meeting)
    for role in lite.plan().roles:
        viewer = b.hat(lite, role)
        if Verb.READ not in viewer.grants:
            continue
        for make in (made.plan_file, made.picture_file):
            if closed_item.is_entitled(viewer):
                assert make(lite, viewer, number, Format.DOCX).content
            else:
                with pytest.raises(RuleBroken, match="closed-item-running"):
                    make(lite, viewer, number, Format.DOCX)
    commands.end_closed_item(lite, b.hat(lite, "lokalraad-politi"), item=item)
    assert made.plan_file(lite, b.hat(lite, "aab"), number, Format.DOCX).content
