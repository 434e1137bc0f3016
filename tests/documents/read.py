"""Documents read again, as whoever opens them would: their text without blanks and without what every page says."""

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.table import Table
from pypdf import PdfReader

from components.documents import blocks
from components.documents.blocks import Sheet
from components.documents.paper import spelled

FOOT = re.compile(r"side\d+af\d+")


def bare(text: str) -> str:
    """Without blanks: where a line is broken is the format's own."""
    return "".join(text.split())


def whole(sheet: Sheet, *, pdf: bool = False) -> str:
    """Everything a sheet says, in its order; as a PDF spells it if asked."""
    said = "".join(blocks.texts(sheet))
    return bare(spelled(said) if pdf else said)


def word(content: bytes) -> Word:
    """The DOCX, opened."""
    return Document(BytesIO(content))


def docx_text(content: bytes) -> str:
    """The body of a DOCX in its order, tables among it."""
    said = []
    for part in word(content).iter_inner_content():
        if isinstance(part, Table):
            said += [cell.text for row in part.rows for cell in row.cells]
        else:
            said.append(part.text)
    return bare("".join(said))


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page of a PDF, blanks and all."""
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def pdf_text(content: bytes, sheet: Sheet) -> str:
    """The body of a PDF in its order: without its head and foot."""
    said = ""
    for page in map(bare, pdf_pages(content)):
        body, foot, number = page.rpartition(bare(spelled(sheet.foot)))
        before, after = (body, number) if foot else (page, "")
        said += (before + FOOT.sub("", after)).replace(bare(spelled(sheet.mark)), "") if sheet.mark else (
            before + FOOT.sub("", after)
        )  # fmt: skip
    return said


def xml(content: bytes) -> dict[str, Any]:
    """The parts of a DOCX by name."""
    package = word(content).part.package
    assert package is not None
    return {str(part.partname): part.blob for part in package.iter_parts()}
