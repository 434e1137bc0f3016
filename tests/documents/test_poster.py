"""The poster by its content: read out of the PDF again (R11, 6.13, 6.24)."""

import unicodedata
from io import BytesIO

import pytest
from pypdf import PdfReader

from components import message_texts
from components.documents import poster
from components.documents.poster import Account
from data import commands, queries
from data.entities import Message
from data.storage import Store
from tests import builders as b
from tests.browser.nasty import NASTY

LANGUAGES = {
    "العربية": "تم إخماد الحرائق. الشرطة 114.",
    "فارسی": "آتش خاموش شده است. پنجره‌ها را ببندید.",
    "اردو": "آگ بجھا دی گئی ہے۔ آج شام کھڑکیاں بند رکھیں۔ ٹڈڑںےہ",
    "Türkçe": "Yangınlar söndürüldü, pencereleri kapalı tutun: ığşİĞŞ",
    "Polski": "Pożary ugaszono. Prosimy zamknąć okna: ąćęłńóśźż",
    "Soomaali": "Dabka waa la damiyay. Fadlan xir daaqadaha.",
    "Українська": "Пожежі загашено. Зачиніть вікна: ґєії",
}


def account(**other: object) -> Account:
    given = {
        "title": "Vejleåparken", "blocks": (("Hvad er der sket", "Brandene er slukket."),), "translations": (),
        "foot": "Budskab nr. 1", "exercise": "",
    }  # fmt: skip
    return Account(**(given | other))  # type: ignore[arg-type]  # a table of fields


def pages(made: Account) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(poster.poster(made))).pages]


def letters(text: str) -> set[str]:
    """The letters alone: the order of a line from right to left is a matter of the reader."""
    return {c for c in unicodedata.normalize("NFKC", text) if c.isalpha()}


def test_a_page_for_each_language_with_all_its_letters() -> None:
    danish, *others = pages(account(translations=tuple(LANGUAGES.items())))
    assert "Brandene er slukket." in danish
    assert len(others) == len(LANGUAGES)
    for (language, text), page in zip(LANGUAGES.items(), others, strict=True):
        assert letters(language + text) <= letters(page), language
        assert "Budskab nr. 1" in page


@pytest.mark.parametrize("language", ["Türkçe", "Polski", "Soomaali", "Українська"])
def test_left_to_right_the_words_are_found_again(language: str) -> None:
    assert LANGUAGES[language] in pages(account(translations=((language, LANGUAGES[language]),)))[1]


@pytest.mark.parametrize(("text", "left"), [("العربية", True), ("114 العربية", True), ("Dansk", False), ("114", False)])
def test_the_first_letter_says_the_direction(text: str, left: bool) -> None:
    assert poster.runs_left(text) is left


def test_an_exercise_stands_first_and_last_on_every_page() -> None:
    for page in pages(account(exercise="ØVELSE ØVELSE", translations=(("Polski", "Pożar."),))):
        assert page.startswith("ØVELSE ØVELSE")
        assert page.endswith("ØVELSE ØVELSE")
    assert "ØVELSE" not in pages(account())[0]


def test_letters_that_no_font_has_are_told_and_never_drawn_as_boxes() -> None:
    assert poster.unknown("".join(LANGUAGES.values()) + "".join(LANGUAGES)) == ""
    assert poster.unknown("தமிழ் og ሰላም") == "தமிழ்ሰላም"
    made = pages(account(translations=(("தமிழ்", "தமிழ்"), ("Polski", "Pożar."))))
    assert len(made) == 2
    assert "Pożar." in made[1]
    [page] = pages(account(blocks=(("Hvad er der sket", "Brand 中 slukket."),)))
    assert "Brand slukket." in page


def test_what_somebody_typed_is_text() -> None:
    [page] = pages(account(blocks=(("Hvad er der sket", NASTY),), title=NASTY[:60]))
    squeezed = "".join(page.split())
    assert "".join(NASTY.split()) in squeezed
    assert b"/JavaScript" not in poster.poster(account(blocks=(("x", NASTY),)))
    assert b"/URI" not in poster.poster(account(blocks=(("x", NASTY),)))


def test_a_long_text_goes_on_over_a_second_page_and_loses_nothing() -> None:
    long = " ".join(f"ord{n}" for n in range(700))
    made = pages(account(blocks=(("Hvad er der sket", long),), exercise="ØVELSE ØVELSE"))
    assert len(made) > 1
    assert all(f"ord{n}" in " ".join(made) for n in range(700))
    assert all(page.startswith("ØVELSE ØVELSE") for page in made)


def test_every_form_of_an_exercise_begins_and_ends_with_its_mark(lite: Store) -> None:
    for exercise in (True, False):
        incident = b.an_active_incident(lite, exercise=exercise)
        plan = b.plan_of(lite, incident)
        old = b.a_sent_message(lite, plan, contact="Ejendomskontoret. " * 20)
        new = commands.correct_message(
            lite, b.hat(lite, "stabsenhed"), seen=b.seen(lite, Message, old), wording=b.wording(happened="Én brændte.")
        )
        view = queries.communication(lite, b.hat(lite, "aab"), plan)
        assert view is not None
        file = lite.plan()
        for number in (old, new):
            row = next(one for one in view.messages if one.id == number)
            forms = [
                message_texts.plain_text(view, row, file), message_texts.printed_text(view, row, file),
                message_texts.text_message(view, row),
                *(made.text for made in message_texts.short_messages(view, row).values()),
            ]  # fmt: skip
            for text in forms:
                assert (text.startswith("ØVELSE") and text.endswith("ØVELSE")) is exercise
            assert message_texts.file_name(view, row, ".pdf").startswith("OEVELSE-") is exercise
            assert bool(message_texts.poster_of(view, row, file).exercise) is exercise
            assert ("Rettelse af vores budskab nr. 1" in forms[0]) is (number == new)
            assert ("Rettelse af vores budskab nr. 1" in forms[2]) is (number == new)
    assert len(message_texts.short_messages(view, view.messages[1])) == 2


def test_without_headings_the_unknown_is_still_the_unknown_and_what_is_left_out_is_told(lite: Store) -> None:
    plan = b.plan_of(lite, b.an_active_incident(lite))
    said = {
        "happened": "Der er brand i en opgang", "unknown": "Flere beboere er savnet.", "advice": "Bliv inde.",
        "doing": "Opgangen tømmes. " * 10, "contact": "Ejendomskontoret.", "next": "Kl. 06.00 i morgen.",
    }  # fmt: skip
    b.a_sent_message(lite, plan, **said)
    view = queries.communication(lite, b.hat(lite, "aab"), plan)
    assert view is not None
    [row] = view.messages
    whole = message_texts.text_message(view, row)
    assert "Vi ved endnu ikke: Flere beboere er savnet." in whole
    assert "Næste opdatering: Kl. 06.00 i morgen." in whole
    short = message_texts.short_messages(view, row)[1]
    assert short.left_out == ("doing",)
    assert short.text == (
        "Der er brand i en opgang. Vi ved endnu ikke: Flere beboere er savnet. Bliv inde. "
        "Henvendelse: Ejendomskontoret. Næste opdatering: Kl. 06.00 i morgen."
    )
