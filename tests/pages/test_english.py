"""Every page and every form as every role reads them in English: none of the Danish sentences of the catalogue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pytest
from google.protobuf import text_format
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from components import dialogs, history, session, sheet
from components.texts import TAB, speaking, t
from data import commands, queries
from data.entities import Text
from data.queries import LineRow
from data.vocabulary import Language, Subject, Verb
from tests.house.catalogue import written
from tests.pages.test_pages import FORM, Town, called_meeting, number_for, offered, settled

LONG = 12
"""Letters of a piece of Danish that nothing else on a page says by chance."""
PIECE = re.compile(r"\{[^}]*\}|\*\*")
QUOTED = re.compile(r': "((?:[^"\\]|\\.)*)"')
ESCAPED = re.compile(r"\\+u([0-9a-f]{4})")


@dataclass
class Danish:
    """What the catalogue says in Danish and neither the plan file nor the exercise says as well."""

    sentences: set[str]
    """Whole, without places to fill: looked for as they stand."""
    pieces: set[str]
    """Long pieces of sentences: looked for anywhere."""

    def found(self, told: str) -> set[str]:
        """What of it stands in what a page was sent."""
        return {piece for piece in self.pieces if piece in told} | (self.sentences & set(QUOTED.findall(told)))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The shipped town, in which everybody has chosen English."""
    with settled("shipped", tmp_path_factory.mktemp("english")) as made:
        store = made.house.store
        administrator = made.plan.roles_with(Verb.ADMINISTER)[0].code
        for account in queries.accounts(store, queries.viewer_of(made.plan, None, administrator)):
            viewer = queries.viewer_of(made.plan, account.person, administrator)
            commands.choose_language(store, viewer, language=Language.ENGLISH)
        yield made


@pytest.fixture(autouse=True)
def reader() -> Iterator[None]:
    """AppTest words the options of a field itself, outside of any tab: as its reader does."""
    with speaking(Language.ENGLISH):
        yield


@pytest.fixture(scope="module")
def danish(town: Town) -> Danish:
    forms = list(chain.from_iterable(_forms(entry.string) for entry in written() if entry.id))
    sources = set(chain.from_iterable(_forms(entry.id) for entry in written() if entry.id))
    pieces = {piece.strip(" .,:;") for form in forms for piece in PIECE.split(form)}
    with town.house.store.whole() as session:
        people = [body or "" for body in session.scalars(select(Text.body))]
    own = "\n".join([town.plan.text, *people, *sources])
    return Danish(
        sentences={form for form in forms if form not in own and "{" not in form},
        pieces={piece for piece in pieces if len(piece) >= LONG and piece not in own},
    )


def _forms(said: object) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())  # type: ignore[call-overload]  # a tuple of forms


def told(page: AppTest) -> str:
    """Every word and every bit of data that the page was sent, dialogs, toasts and the map's words among them."""
    assert not page.exception, page.exception[0].value
    sent = [text_format.MessageToString(node.proto, as_utf8=True) for node in page._tree if _has_words(node)]
    tables = [f': "{cell}"' for frame in page.dataframe for cell in chain(frame.value.columns, *frame.value.values)]
    read = ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), "\n".join(sent + tables))
    return re.sub(r'\\+"', '"', read)  # what a component is handed is JSON within


def _has_words(node: object) -> bool:
    """The words of a mail, which stand there to be copied, are Danish for everybody."""
    return getattr(node, "proto", None) is not None and getattr(node, "type", "") != "code"


def reads(town: Town, page: AppTest, language: Language) -> None:
    """Choose the language of the page's account."""
    person = queries.signed_in(town.house.store, str(page.user["sign_in"]))
    assert person is not None
    viewer = queries.viewer_of(town.plan, person.person, person.role)
    commands.choose_language(town.house.store, viewer, language=language)


def test_the_search_finds_what_there_is(town: Town, danish: Danish) -> None:
    """The same page in Danish says a lot of it, in every place that is looked at."""
    page = town.opened_by(town.plan.coordinator.code)
    reads(town, page, Language.DANISH)
    with speaking(Language.DANISH):
        found = danish.found(told(page.run()))
        named = {
            t(name) for name in ("Close the message", "Shape: risk of escalation", "State", "Sign out", "Language")
        }
    reads(town, page, Language.ENGLISH)
    assert not named - found
    assert len(found) > 40


def test_no_page_says_a_danish_sentence_to_who_reads_english(town: Town, danish: Danish) -> None:
    for role in town.plan.roles:
        page = town.opened_by(role).run()
        for name in offered(town, role):
            page.switch_page(f"{name}.py").run()
            assert page.session_state[TAB] == Language.ENGLISH
            assert not danish.found(told(page)), (role, name)


@pytest.mark.parametrize("query", [{"haendelse": "1"}, {"haendelse": "2"}, {"status": "alle", "part": "alle"}])
def test_neither_do_the_pages_of_one_thing(town: Town, danish: Danish, query: dict[str, str]) -> None:
    for name in ("overblik", "haendelser", "indsatser", "historik"):
        page = town.opened_by(town.plan.coordinator.code)
        page.query_params.update(query)
        page.run()
        assert not danish.found(told(page.switch_page(f"{name}.py").run())), name


def test_neither_does_a_meeting_that_is_called(town: Town, danish: Danish) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    called_meeting(town, queries.plans(store, queries.viewer_of(town.plan, None, chief))[0].id)
    for role in (chief, "aab", "stabsenhed"):
        page = town.opened_by(role).run()
        assert not danish.found(told(page.switch_page("moede.py").run())), role


HEADINGS = {"Det skal du gøre", "Her kan du henvende dig", "Hvad er der sket", "Næste opdatering", "Det gør vi"}
"""Of the message that is put into another language: it leaves the house in Danish."""


@pytest.mark.parametrize("form", dialogs.FORMS)
def test_no_form_does(town: Town, danish: Danish, form: str) -> None:
    verb = dialogs.FORMS[form].verb
    number = number_for(town, form)
    roles = [role for role in town.plan.roles if verb is None or verb in town.plan.roles[role].grants]
    opened = 0
    for role in roles:
        page = town.opened_by(role, FORM)
        page.query_params[sheet.PARAM] = f"{form}.{number}.1.a-key-of-a-test"
        page.run()
        said = danish.found(told(page))
        assert not (said - HEADINGS if form == "translate" else said), role  # what is translated is Danish
        opened += f'title: "{dialogs.FORMS[form].title}"' in told(page)
    assert opened


def test_a_refusal_is_told_in_the_readers_language(town: Town, danish: Danish) -> None:
    page = town.opened_by(town.plan.roles_with(Verb.GIVE_IMPRESSION)[0].code)
    page.query_params[sheet.PARAM] = f"impression.{number_for(town, 'impression')}.1.a-key-of-a-test"
    page.run()
    page.button(key="save-a-key-of-a-test").click().run()
    assert "This cannot be empty. Write a few words." in [error.value for error in page.error]
    assert not danish.found(told(page))


def test_the_menu_changes_the_language_for_good_and_says_so(town: Town, danish: Danish) -> None:
    page = town.opened_by("aab").run()
    before = town.house.store.revision()
    page.button_group(key="language-en").set_value(Language.DANISH).run()
    assert danish.found(told(page))
    assert town.house.store.revision() == before + 1
    with speaking(Language.DANISH):
        again = town.opened_by("aab").run()
        assert again.session_state[TAB] == Language.DANISH
        again.button_group(key="language-da").set_value(Language.ENGLISH).run()
    assert "The language is changed, and remembered for your account." in [toast.value for toast in again.toast]
    assert not danish.found(told(again))


def test_what_stays_danish_is_said_once_and_to_english_readers_alone(town: Town) -> None:
    note = "The words of the plan file, and what people have written, stay in Danish."
    page = town.opened_by("aab").run()
    assert told(page).count(note) == 1
    page.button_group(key="language-en").set_value(Language.DANISH).run()
    with speaking(Language.DANISH):
        assert not {note, t(note)} & {caption.value for caption in page.caption}
    reads(town, page, Language.ENGLISH)


def test_the_choice_is_read_back_in_plain_words(town: Town) -> None:
    store = town.house.store
    page = town.opened_by("aab").run()
    found = queries.signed_in(store, str(page.user["sign_in"]))
    assert found is not None
    me = session.Me(store, found, queries.viewer_of(town.plan, found.person, found.role), town.plan, store.clock())
    row = LineRow(
        seq=1, at=me.now, happened_at=None, role="aab", party="aab", verb=Verb.CHOOSE_LANGUAGE,
        subject=Subject.ACCOUNT, subject_id=found.person, facts={"language": "en"}, texts={},
    )  # fmt: skip
    assert history.sentence(me, row, town.plan) == "chose a language: English"
    with speaking(Language.DANISH):
        assert history.sentence(me, row, town.plan) == "valgte sprog: English"
