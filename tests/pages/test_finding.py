"""Finding something in a list of screens or of versions."""

from collections.abc import Iterator

import pytest

from components.finding import FEW, found, holds
from components.texts import t
from data import commands, queries
from tests import builders as b
from tests.pages.test_pages import Town, settled


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled("shipped", tmp_path_factory.mktemp("finding")) as made:
        yield made


def test_every_word_must_stand_somewhere_in_whatever_case() -> None:
    assert holds("Mødelokale 2 Projektchef", "møde PROJ")
    assert holds("anything", "")
    assert not holds("Mødelokale 2", "møde 3")


def test_a_few_rows_have_no_field_over_them() -> None:
    assert found(["one"] * FEW, str, key="k", label="l") == ["one"] * FEW


def test_a_screen_is_found_by_its_room(town: Town) -> None:
    store = town.house.store
    administrator = next(code for code, role in town.plan.roles.items() if not role.party)
    for number in range(FEW + 1):
        code = commands.show_code(store, f"{number:064}")
        commands.pair_screen(store, b.hat(store, administrator), code=code, room=f"Lokale {number}")
    assert len(queries.screens(store, b.hat(store, administrator))) > FEW
    page = town.opened_by(administrator).run().switch_page("skaerme.py").run()
    page.text_input(key="screens-search").set_value("lokale 3").run()
    assert [button.key for button in page.button if "open-end_screen" in (button.key or "")] == ["open-end_screen-4"]
    page.text_input(key="screens-search").set_value("kælder").run()
    assert t("Nothing is found by these words.") in [caption.value for caption in page.caption]
