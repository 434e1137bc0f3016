"""Personer as the administrator and a party's leader see it, under both plan files: whose accounts, what is offered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import account_log, people, sheet
from components.session import Me
from components.texts import t, tn
from data import commands, queries
from data.rules.access import keeps_people, may_keep
from data.rules.mails import Fate, Outcome
from data.settings import settings
from data.storage import Store
from data.storage.outbox import claim
from data.storage.sign_ins import name_of
from data.vocabulary import Verb
from tests.builders import hat
from tests.pages.test_pages import PLANS, Town, everything_on, offered, settled

MAILS = {"SMTP_HOST": "mail.example.dk", "MAIL_FROM": "beredskab@example.dk", "PUBLIC_URL": "https://b.example.dk"}


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def administrator(town: Town) -> str:
    return town.plan.roles_with(Verb.ADMINISTER)[0].code


def leader(town: Town) -> str:
    """Of a party that another role speaks for as well, if there is one."""
    return town.plan.roles_with(Verb.KEEP_PEOPLE)[-1].code


def page_of(town: Town, role: str) -> AppTest:
    return town.opened_by(role).run().switch_page("personer.py").run()


def cards(page: AppTest) -> set[int]:
    return {int(button.key.rpartition("-")[2]) for button in page.button if str(button.key).startswith("open-role-")}


def an_account(town: Town, username: str, role: str, **other: str) -> int:
    by = hat(town.house.store, administrator(town))
    return commands.open_account(
        town.house.store, by, username=username, display=f"Vagt {username}", role=role, **other
    )


def looking(town: Town) -> Me:
    """The administrator of the demo."""
    store = town.house.store
    opened = commands.sign_in_demo(store, administrator(town))
    found = queries.signed_in(store, name_of(opened.token))
    assert found is not None
    return Me(store, found, hat(store, found.role, found.person), town.plan, store.clock())


@pytest.fixture
def mailing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in MAILS.items():
        monkeypatch.setenv(f"BEREDSKAB_{name}", value)
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    yield
    settings.cache_clear()


def test_who_keeps_people_finds_the_page_and_exactly_those_accounts(town: Town) -> None:
    rows = queries.accounts(town.house.store, hat(town.house.store, administrator(town)))
    for role in town.plan.roles.values():
        viewer = hat(town.house.store, role.code)
        assert ("personer" in offered(town, role.code)) is keeps_people(viewer)
        if not keeps_people(viewer):
            continue
        mine = {
            row.person
            for row in rows
            if not row.guest and not row.disabled and row.roles and all(
                may_keep(viewer, owner=known.party, administers=known.may(Verb.ADMINISTER))
                for held in row.roles
                for known in [town.plan.roles[held.role]]
            ) and (viewer.party is None or len({town.plan.roles[h.role].party for h in row.roles}) == 1)
        }  # fmt: skip
        assert cards(page_of(town, role.code)) == set(sorted(mine)[: people.AT_ONCE])


def test_a_leader_is_offered_the_partys_roles_alone_and_no_end_of_the_own_account(town: Town) -> None:
    role, store = leader(town), town.house.store
    page = page_of(town, role)
    page.query_params[sheet.PARAM] = str(sheet.Pin("account", 0, 0, "a-key-of-a-test"))
    page.run()
    box = next(box for box in page.selectbox if str(box.key).startswith("role-"))
    party = town.plan.roles[role].party
    assert box.options == [r.title for r in town.plan.roles.values() if r.party == party]
    own = next(r for r in queries.accounts(store, hat(store, administrator(town))) if r.username == role)
    assert f"link-{own.person}" not in {button.key for button in page_of(town, role).button}


def test_a_new_account_stands_first_and_the_words_name_its_button(town: Town) -> None:
    for number in range(people.AT_ONCE):
        an_account(town, f"foer-{number}", leader(town))
    page = page_of(town, administrator(town))
    page.query_params[sheet.PARAM] = str(sheet.Pin("account", 0, 0, "a-key-of-a-new-account"))
    page.run()
    for field, written in (("username", "nyeste"), ("display", "Vagt, nyeste")):
        next(box for box in page.text_input if str(box.key).startswith(f"{field}-")).set_value(written)
    role = next(box for box in page.selectbox if str(box.key).startswith("role-"))
    role.set_value(town.plan.roles[leader(town)].title)
    next(button for button in page.button if button.label == t("Open the account")).click().run()
    [newest] = [row for row in queries.accounts(town.house.store, looking(town).viewer) if row.username == "nyeste"]
    [link] = [button for button in page.button if button.key == f"link-{newest.person}"]
    assert next(button for button in page.button if str(button.key).startswith("link-")).key == link.key
    assert link.label in " ".join(toast.value for toast in page.toast)


def test_a_search_counts_and_draws_a_bounded_page(town: Town) -> None:
    role = leader(town)
    for number in range(people.AT_ONCE + 3):
        an_account(town, f"mange-{number}", role)
    page = page_of(town, administrator(town))
    page.text_input(people.SEARCH).set_value("MANGE-").run()
    assert len(cards(page)) == people.AT_ONCE
    counted = tn("{n} account found", "{n} accounts found", people.AT_ONCE + 3)
    assert counted in [caption.value for caption in page.caption]
    page.button("people-show-more").click().run()
    assert len(cards(page)) == people.AT_ONCE + 3
    page.text_input(people.SEARCH).set_value(f"mange-1 {town.plan.roles[role].title}").run()
    assert page.text_input(people.SEARCH).value == f"mange-1 {town.plan.roles[role].title}"
    assert 0 < len(cards(page)) < people.AT_ONCE
    page.text_input(people.SEARCH).set_value("findes slet ikke").run()
    assert not cards(page)


def test_without_a_mail_server_or_an_address_nothing_offers_to_send(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = an_account(town, "uden-post", leader(town), email="vagt@example.dk")
    page = page_of(town, administrator(town))
    assert t("Mail is not set up here. Show links as QR codes, or hand them over.") in everything_on(page)
    for name in ("SMTP_HOST", "MAIL_FROM"):
        monkeypatch.setenv(f"BEREDSKAB_{name}", MAILS[name])
    settings.cache_clear()
    page = page_of(town, administrator(town))
    assert "BEREDSKAB_PUBLIC_URL" in everything_on(page)
    assert f"open-send_link-{person}" not in {button.key for button in page.button}


@pytest.mark.usefixtures("mailing")
def test_the_mail_is_read_before_it_goes_and_its_fate_stands_on_the_card(town: Town) -> None:
    store: Store = town.house.store
    person = an_account(town, "med-post", leader(town), email="vagt@example.dk")
    page = page_of(town, leader(town))
    page.text_input(people.SEARCH).set_value("med-post").run()
    page.button(f"open-send_link-{person}").click().run()
    shown = "\n".join(str(element.value) for element in [*page.markdown, *page.code])
    for words in ("example", "[linket: det laves, når mailen sendes]", "med-post", "ØVELSE ØVELSE"):
        assert words in shown
    next(button for button in page.button if button.label == t("Send the mail")).click().run()
    assert not page.exception
    assert t("Mail waiting") in everything_on(page)
    claimed = claim(store)
    assert claimed is not None
    commands.deliver(store, claimed, Outcome(Fate.REFUSED, "550 no such user"))
    page.run()
    shown = everything_on(page)
    assert t("Mail not delivered") in shown
    assert "550 no such user" in shown


def test_every_line_about_an_account_has_words(town: Town) -> None:
    """In the demo's log, and for each thing that can be done with an account."""
    store, by = town.house.store, hat(town.house.store, administrator(town))
    role = leader(town)
    person = an_account(town, "med-historie", role, email="vagt@example.dk")
    commands.invite_again(store, by, person=person)
    commands.send_link(store, by, person=person)
    commands.change_address(store, by, person=person, email="")
    commands.withdraw_link(store, by, person=person)
    commands.grant_role(store, by, person=person, role=role, until=None)
    commands.end_role(store, by, person=person, role=role)
    commands.disable_account(store, by, person=person)
    lines = queries.account_history(store, by, person)
    assert len(lines) == 9
    me = looking(town)
    for line in lines:
        assert line.verb.value not in account_log.said(me, line)
