"""Another town while its exercise runs: no page, form, document, mail or door says a word of the shipped one (B8)."""

import ast
import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from babel.messages.pofile import read_po
from starlette.applications import Starlette

from components import dialogs, mail, web
from components.wall import keepsake, shown
from data import commands, queries
from data import plan as plan_files
from data.rules.access import may
from data.vocabulary import Verb
from tests import builders as b
from tests.house import tree
from tests.mail.office import office
from tests.pages.test_pages import FORM, PLANS, Town, invited, number_for, offered, settled
from tests.town import readable
from tests.town.crawl import FOREIGN, Crawl
from tests.web.clients import COOKIE

SITE = "https://beredskab.example.dk"
DOORS = (
    "/log-ind",
    "/glemt",
    "/log-ud",
    "/velkommen?noegle=brugt",
    "/deltag?noegle=brugt",
    "/bekraeft?noegle=brugt",
    "/tavle",
)


@dataclass
class Furnished:
    """The town, and what each form can be about."""

    town: Town
    numbers: dict[str, int]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with settled("another", tmp_path_factory.mktemp("another")) as town:
        yield Furnished(town, {form: number_for(town, form) for form in dialogs.FORMS})


@pytest.fixture
def crawl(furnished: Furnished) -> Crawl:
    return Crawl(furnished.town)


def test_the_second_town_has_what_a_second_town_must_have(furnished: Furnished) -> None:
    """Three housing organisations, other fora and terms, a council every second month, no fire service."""
    own, other = furnished.town.plan, plan_files.load(PLANS["shipped"])
    kinds = [party.kind.value for party in own.parties.values()]
    assert kinds.count("housing") == 3
    assert "fire" not in "".join(kinds)
    assert [forum.every_months for forum in own.fora.values() if forum.every_months] == [2]
    assert not {f.name for f in own.fora.values()} & {f.name for f in other.fora.values()}
    for word, term in own.terms.items():
        assert term.definite != other.terms[word].definite


def test_the_words_that_are_looked_for_are_found_in_the_shipped_town() -> None:
    shipped = plan_files.load(PLANS["shipped"])
    for word in (
        "ishøj",
        "vejleåparken",
        "lokalråd",
        "projektchef",
        "stabsenhed",
        "helhedsplan",
        "domea",
        "beredskabet",
    ):
        assert word in FOREIGN.words
    assert len(FOREIGN.found(shipped.text)) > len(FOREIGN.words) / 2
    assert FOREIGN.found("Lokalrådsmøde hos projektchefen; OEVELSE-Vejleå-1.pdf") == {
        "lokalråd",
        "projektchef",
        "vejleå",
    }


def test_no_sentence_of_the_product_and_no_word_in_its_code_is_the_shipped_towns() -> None:
    with (tree.ROOT / "components/texts/da.po").open("rb") as file:
        for one in read_po(file):
            for said in (*_several(one.id), *_several(one.string)):
                assert not FOREIGN.found(said), said
    for path in tree.python("components", "pages"):
        code = ast.parse(path.read_text("utf-8"))
        said = [n.value for n in ast.walk(code) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        notes = {ast.get_docstring(n, clean=False) for n in ast.walk(code) if isinstance(n, _DOCUMENTED)}
        assert not FOREIGN.found("\n".join(text for text in said if text not in notes and not _is_note(text))), path
    for kind in ("js", "css", "html"):
        for path in (tree.ROOT / "components").rglob(f"*.{kind}"):
            assert not FOREIGN.found(path.read_text("utf-8")), path


_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _is_note(text: str) -> bool:
    """The sentence under a field or a constant."""
    return bool(re.fullmatch(r"[A-Z“].*[.”)]", text, re.DOTALL)) and " " in text


def _several(said: Any) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, (tuple, list)) else (said or "",)


def test_no_page_and_no_document_does_as_any_role(crawl: Crawl, furnished: Furnished) -> None:
    town = furnished.town
    with crawl.collecting():
        for role in town.plan.roles:
            page = crawl.opened(role).run()
            names = offered(town, role)
            viewer = queries.viewer_of(town.plan, None, role)
            if Verb.READ in viewer.grants or Verb.PAIR_SCREEN in viewer.grants:
                names.append("skaerme")
            if Verb.ADMINISTER in viewer.grants:
                names.append("fjernelse")
            for name in names:
                page.switch_page(f"{name}.py").run()
                crawl.page(page, name)
                if role == town.plan.coordinator.code or name == "fjernelse":
                    crawl.choices(page, name)
    assert crawl.make_files() >= {"pdf", "docx", "csv", "xlsx", "ics"}
    assert not crawl.strange
    assert crawl.read > 200


def test_no_form_does_for_any_role_that_may_open_it(crawl: Crawl, furnished: Furnished) -> None:
    plan, opened, walked = furnished.town.plan, set[str](), set[frozenset[Verb]]()
    for role, one in plan.roles.items():
        if one.grants in walked:
            continue  # the same forms as a party beside it opens
        walked.add(one.grants)
        viewer = queries.viewer_of(plan, None, role)
        page = crawl.opened(role, FORM)
        for form, how in dialogs.FORMS.items():
            if how.verb is None or (may(viewer, how.verb) and how.verb is not Verb.KEEP_PEOPLE):
                opened |= {form} if crawl.form(page, form, furnished.numbers[form]) else set()
    assert not crawl.strange
    assert len(opened) > 90


def test_no_mail_of_the_outbox_does(crawl: Crawl, furnished: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    store, plan = furnished.town.house.store, furnished.town.plan
    monkeypatch.setattr(store, "clock", lambda: datetime.now(UTC) + timedelta(days=3 * 365))  # contacts are old by then
    house = b.hat(store, "systemansvarlig")
    asked = tuple((one.role, None) for one in plan.contacts)
    commands.ask_contacts(store, house, asked=asked)
    person = commands.open_account(
        store, house, username="vagt", display="Vagt, weekend", role="nordbo", email="vagt@eksempelparken.example"
    )
    commands.send_link(store, house, person=person)
    with office() as there:
        mail.Sender(store, there.server(), SITE).send_due()
    for _, sent in there.got:
        for where, text in readable.mail(sent):
            crawl.look(where, text)
    assert len(there.got) > len(asked)
    assert not crawl.strange


def test_no_door_and_no_board_does(crawl: Crawl, furnished: Furnished) -> None:
    store, town = furnished.town.house.store, furnished.town
    chief = b.hat(store, town.plan.coordinator.code)
    key = commands.guest_link(store, chief, invitation=invited(town, queries.plans(store, chief)[0]))
    asked = [(door, "", language) for door in (*DOORS, f"/deltag?noegle={key}") for language in ("da", "en")]
    for role in town.plan.roles:
        token = commands.sign_in_demo(store, role).token
        asked += [(paper, token, "da") for paper in ("/beredskabsplan.pdf", "/tavle/udskrift.pdf", "/tavle")]
    answers = asyncio.run(_knock(asked))
    for (door, _, _), answer in zip(asked, answers, strict=True):
        assert answer.status_code < 500, door
        if "content-disposition" in answer.headers:
            crawl.file(answer.headers["content-disposition"].partition("=")[2].strip('"'), answer.content)
        else:
            crawl.look(door, answer.text)
    assert town.plan.title in answers[0].text
    assert sum("content-disposition" in answer.headers for answer in answers) > len(town.plan.roles)
    crawl.look("board", str(shown.whole(store, SITE)))
    crawl.look("board as a file", keepsake.document(store))
    assert not crawl.strange


async def _knock(asked: list[tuple[str, str, str]]) -> list[httpx.Response]:
    """The plain pages and papers, straight from their routes."""
    door = httpx.ASGITransport(Starlette(routes=web.routes(), middleware=web.middleware()))
    async with httpx.AsyncClient(transport=door, base_url="http://127.0.0.1") as browser:
        return [
            await browser.get(
                path,
                headers={"accept": "text/html", "accept-language": language, "cookie": f"{COOKIE}={token}"},
            )
            for path, token, language in asked
        ]
