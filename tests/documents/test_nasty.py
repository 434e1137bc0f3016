"""What people may type comes out as text in both formats: no formula, no markup, no broken file, all on the paper."""

import unicodedata
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from components.documents import blocks, docx, pdf, picture, plan
from components.documents.blocks import Heading, Pairs, Paragraph, Sheet, Strong, Table, Tone, legible, written
from components.documents.paper import lacks, letters, spelled
from data import queries
from data.storage import Store
from tests import builders as b
from tests.conftest import BEGIN
from tests.documents.filled import SAID, a_picture, a_whole_plan
from tests.documents.read import bare, docx_text, pdf_pages, pdf_text, whole, xml

NASTY = (
    "{{7*7}} {% for %}", "<img src=x onerror=alert(1)> & <w:p>", '=HYPERLINK("http://ond.example";"klik")',
    "**fed** __a__ --b-- [x](http://y) ~~z~~", "a\x00b\x07c\x1bd\ufffee", "Ord" * 400, "سلام على الجميع 123",
    "👩‍🚒🔥 brand ❤️", "\u202emodsat\u202c", "{nb} \ue0f0 side 1 af 1", "Łódź 中文 “citat” – 5 €", "(\\) %PDF- endobj",
    "\t\ttab\n\n\nlinjer", "]]> <!-- -->", "&#0; &amp; &lt;", "REF _Toc1 \\h PAGE", "żółć ğüşiöç ñ ß Ǆ ﬁ",
)  # fmt: skip
RIGHT_TO_LEFT = {"R", "AL", "AN"}


def sheet(*said: str, exercise: bool = False) -> Sheet:
    """Each text in every place that takes one."""
    made: list[blocks.Block] = []
    for text in said:
        made += [
            Heading(text, 2), Paragraph(text, Tone.SAID), Paragraph(text, Tone.ALERT),
            Pairs(((text, text), ("Navn", Strong(text)))),
            Table(("Hvad", "Nr."), ((text, "1"), (Strong(text), text)), (30, 10)),
        ]  # fmt: skip
    mark = "ØVELSE" if exercise else ""
    return written(Sheet("Titel", "Under", mark, "Fod", BEGIN, "da-DK", tuple(made)))


def turned(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


@pytest.mark.parametrize("said", NASTY)
def test_it_comes_out_as_text_in_both_formats(said: str) -> None:
    made = sheet(said)
    shown = bare(legible(said))
    text = docx_text(docx.document(made))
    assert text.count(shown) >= 6
    assert text == whole(made)
    content = pdf.document(made)
    read = bare("".join(pdf_pages(content)))
    if turned(said):  # a reader hands such words over in the order in which they stand on the paper
        assert "123" in read
    else:
        assert read.count(bare(spelled(legible(said)))) >= 6
    assert not [page for page in PdfReader(BytesIO(content)).pages if "/Annots" in page]


@pytest.mark.parametrize("said", NASTY)
def test_every_part_of_the_docx_stays_whole(said: str) -> None:
    content = docx.document(sheet(said, exercise=True))
    with ZipFile(BytesIO(content)) as file:
        assert file.testzip() is None
    for name, part in xml(content).items():
        if name.endswith(".xml"):
            etree.fromstring(part)
    body = xml(content)["/word/document.xml"].decode()
    assert "instrText" not in body
    assert "w:hyperlink" not in body


def test_every_field_of_a_plan_and_of_a_picture_takes_it(lite: Store) -> None:
    said = {field: NASTY[number % len(NASTY)] + f" ({field})" for number, field in enumerate(SAID)}
    number = a_whole_plan(lite, said.__getitem__)
    row = a_picture(lite, number, said.__getitem__)
    viewer, standing = b.hat(lite, "projektchef"), lite.plan()
    account, shown = (
        queries.plan_document(lite, viewer, number), queries.picture_document(lite, viewer, number, row),
    )  # fmt: skip
    assert account
    assert shown
    for made, hidden in (
        (plan.sheet(account, standing), {"place", "limit", "changes", "outlook", "consequences", "needs", "media",
                                         "questions", "withheld", "fact", "rumour"}),
        (picture.sheet(shown, standing), None),
    ):  # fmt: skip
        text = docx_text(docx.document(made))
        assert text == whole(made)
        if hidden is not None:
            assert {field for field, words in said.items() if bare(legible(words)) not in text} == hidden
        assert len(pdf_pages(pdf.document(made))) == 1 or hidden is not None


@settings(max_examples=25)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=120), min_size=1, max_size=3))
def test_whatever_is_typed_both_formats_say_the_same(said: list[str]) -> None:
    made = sheet(*said)
    assert docx_text(docx.document(made)) == whole(made)
    read = pdf.document(made)
    if not any(map(turned, said)):
        told = lacks(blocks.texts(made))
        text = pdf_text(read, made)
        assert ("skrevetmedderesnummer" in text) is bool(told)


def test_letters_that_no_document_holds_are_replaced_where_one_sees_it() -> None:
    assert legible("a\x00b\x1f\ue000\ud800\u202ec\ufffe") == "a\ufffdb\ufffd\ufffd\ufffd\ufffdc\ufffd"
    assert legible("linje\r\nny\ttab") == "linje\nny\ttab"
    assert ord("\ufffd") in letters()


def test_signs_that_the_typeface_lacks_are_written_by_their_number_and_told() -> None:
    assert spelled("🔥 中 ❤️ Łódź ؟") == "[U+1F525] [U+4E2D] ❤ Łódź ؟"
    assert lacks(["Łódź", "ild 🔥"]) == "[U+1F525]"
    assert "Tegn, som skriften i denne PDF ikke har" in pdf_pages(pdf.document(sheet("🔥")))[-1].replace("\n", " ")
    assert "Tegn, som skriften" not in pdf_pages(pdf.document(sheet("ild")))[-1]


def test_nothing_stands_beside_the_paper() -> None:
    made = sheet("W" * 1900, "ord " * 450, "i" * 500)
    placed: list[tuple[float, float]] = []
    for page in PdfReader(BytesIO(pdf.document(made))).pages:
        page.extract_text(visitor_text=lambda text, _, tm, *__: placed.append((tm[4], tm[5])) if text.strip() else None)
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((595.28, 841.89), abs=1)
    assert placed
    assert all(0 <= x <= 560 and 20 <= y <= 842 for x, y in placed)


def test_a_row_that_is_longer_than_a_page_goes_on_on_the_next() -> None:
    long = "\n".join(f"linje {n}" for n in range(150))
    made = sheet(long)
    content = pdf.document(made)
    assert len(pdf_pages(content)) > 4
    assert pdf_text(content, made).count("linje149") >= 4
