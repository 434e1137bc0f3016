"""What the page of accounts and the list of sign-ins say of providers (docs/oidc.md)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.texts import t
from components.web.oidc import installed
from components.web.oidc.provider import Connection
from data import commands
from data.providers import Provider
from data.rules.access import Viewer
from data.vocabulary import Verb
from tests.builders import hat
from tests.pages.test_pages import PLANS, Town, settled

NORTH = Provider(
    key="nord", name="Nord *Kommune*", issuer="https://n.example", client_id="x", domains=["n.example"]
)  # fmt: skip


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with settled(list(PLANS)[-1], tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def one_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "loaded", lambda: ({"nord": Connection(NORTH)}, ()))


def test_it_says_which_address_opens_nothing_yet_and_through_whom_somebody_signed_in(town: Town) -> None:
    store, role = town.house.store, town.plan.roles_with(Verb.ADMINISTER)[0].code
    by = hat(store, role)
    other = next(iter(code for code in town.plan.roles if code != role))
    person = commands.open_account(store, by, username="vagt-1", display="Vagt", role=other, email="vagt@n.example")
    commands.sign_in_elsewhere(store, provider="nord", address="vagt@n.example")
    commands.sign_in_elsewhere(store, provider="syd", address="vagt@n.example")
    page = town.opened_by(role).run().switch_page("personer.py").run()
    words = t("Opens nothing through {names} until you have saved the address.", names=r"Nord \*Kommune\*")
    assert not [told for told in page.caption if words in told.value]
    commands.choose_address(store, Viewer(person, other), email="selv@n.example")
    page.run()
    assert len([told for told in page.caption if words in told.value]) == 1
    page.query_params["formular"] = f"account_sign_ins.{person}.0.a-key-of-a-test"
    shown = _said(page.run())
    assert t("through {name}", name=r"Nord \*Kommune\*") in shown
    assert t("through {name}", name="syd") in shown  # not set up any more, and still told
    assert not page.exception


def _said(page: AppTest) -> str:
    return "\n".join(told.value for told in page.markdown)
