"""What "Remove what is marked" makes of a text: no private person ever becomes a function of the plan (6.1)."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest

from components.privacy_answers import without
from components.session import Me
from components.texts import t
from tests.pages.test_pages import Town, settled


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled("shipped", tmp_path_factory.mktemp("answers")) as made:
        yield made


def left(town: Town, text: str) -> str:
    return without(cast("Me", SimpleNamespace(plan=town.plan)), text, {})


@pytest.mark.parametrize("name", ["Jonas Pedersen", "Fatima Nielsen", "Nielsen", "Lasse", "K.H."])
def test_whoever_shares_a_word_with_a_contact_is_removed_and_nobody_else(town: Town, name: str) -> None:
    assert left(town, f"Vi så {name} ved torvet") == f"Vi så {t('[removed]')} ved torvet"


def test_the_whole_name_of_a_contact_becomes_the_function(town: Town) -> None:
    for contact in town.plan.contacts:
        title = town.plan.roles[contact.role].title
        assert left(town, f"Vi har talt med {contact.name} om det") == f"Vi har talt med {title} om det"


def test_an_empty_flat_is_nobody(town: Town) -> None:
    assert left(town, "Tom lejlighed brænder") == "Tom lejlighed brænder"
