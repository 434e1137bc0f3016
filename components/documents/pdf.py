"""Blocks as a PDF: the same words in the same order as in the DOCX, to be filed as they are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any, Final

from fpdf.enums import Align, MethodReturnValue, TableBordersLayout, VAlign, XPos, YPos
from fpdf.fonts import FontFace

from components.documents.blocks import Block, Heading, NewPage, Pairs, Paragraph, Sheet, Strong, Table, Tone, texts
from components.documents.paper import FONT, Paper, lacks, spelled, turns
from components.texts import speaking, t
from data.vocabulary import Language

MIME: Final = "application/pdf"
LABEL: Final = 44
"""Millimetres of the left column of pairs."""
RED, GREY, SHADE, LINE = (160, 18, 18), (80, 80, 80), (230, 235, 240), (140, 150, 160)
PAD: Final = 1.2
LEADING: Final = 0.46
"""Millimetres of a line for each point of its letters."""
TOGETHER, SOME = 85.0, 40.0
"""Millimetres of a table that is kept on one page, and what of a longer one stands at least below its heading."""
LINES: Final = 24
"""Lines of a row that are kept together; a longer one goes on in the next row, because a row stands on one page."""


def document(sheet: Sheet) -> bytes:
    """The sheet as a file."""
    with _laid_out(sheet) as paper:
        return bytes(paper.output())


def pages(sheet: Sheet) -> int:
    """How many pages the sheet takes."""
    with _laid_out(sheet) as paper:
        return paper.page_no()


@contextmanager
def _laid_out(sheet: Sheet) -> Iterator[Paper]:
    """The sheet on paper, as long as it is needed."""
    paper = Paper(sheet.foot, sheet.mark)
    paper.set_lang(sheet.language)
    paper.set_title(sheet.title)
    paper.set_subject(sheet.below)
    paper.set_creation_date(sheet.at)
    said = list(texts(sheet))
    if turns(said):
        paper.set_text_shaping(use_shaping_engine=True, features={"liga": False, "clig": False})
    paper.add_page()
    _say(paper, sheet.title, 20, bold=True)
    _say(paper, sheet.below, 12)
    paper.ln(2)
    for number, block in enumerate(sheet.blocks):
        _keep_together(paper, sheet.blocks[number:], sheet.size)
        _write(paper, block, sheet.size)
    if lacking := lacks(said):
        with speaking(Language.DANISH):
            told = t("Signs that this PDF’s typeface lacks are written by their number, such as {sign}.", sign=lacking)
        _toned(paper, Paragraph(told, Tone.NOTE), sheet.size)
    try:
        yield paper
    finally:
        paper.shut()


def _write(paper: Paper, block: Block, size: float) -> None:
    match block:
        case Heading(text, level):
            _heading(paper, text, level, size)
        case Paragraph():
            _toned(paper, block, size)
        case Table(head, rows, widths):
            _grid(paper, head, rows, _shares(paper, widths), size - 1)
        case Pairs(rows):
            _grid(paper, (), rows, [LABEL, paper.epw - LABEL], size - 0.5)
        case NewPage():
            paper.add_page()


def _keep_together(paper: Paper, blocks: Sequence[Block], size: float) -> None:
    """Go on a new page rather than part a heading from what it is for, or a small table."""
    need = 0.0
    for block in blocks:
        match block:
            case Heading():
                need += size
                continue
            case Paragraph():
                need += size
            case Table(head, rows, widths):
                need += _height(paper, (head, *rows), _shares(paper, widths), size - 1)
            case Pairs(rows):
                need += _height(paper, rows, [LABEL, paper.epw - LABEL], size - 0.5, labelled=True)
        break
    if paper.will_page_break(min(need, TOGETHER)):
        paper.add_page()


def _height(
    paper: Paper, rows: Sequence[Sequence[str]], widths: Sequence[float], size: float, *, labelled: bool = False
) -> float:
    """Millimetres that a table takes, or more than are kept together."""
    found = 0.0
    for row in rows:
        found += max(map(len, _lines(paper, row, widths, size, labelled=labelled))) * size * LEADING + 2 * PAD
        if found > TOGETHER:
            return SOME
    return found


def _shares(paper: Paper, widths: Sequence[int]) -> list[float]:
    return [paper.epw * width / sum(widths) for width in widths]


def _say(paper: Paper, text: str, size: float, *, bold: bool = False) -> None:
    paper.set_font(FONT, "B" if bold else "", size)
    paper.multi_cell(0, size * 0.48, spelled(text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _heading(paper: Paper, text: str, level: int, size: float) -> None:
    """A heading is an entry of the PDF's own table of contents, too."""
    size = {1: size + 4, 2: size + 1.5}.get(level, size + 0.5)
    paper.ln(2.5 if level == 1 else 1)
    paper.start_section(" ".join(text.split()), level=level - 1, strict=False)
    _say(paper, text, size, bold=True)
    paper.ln(0.8)


def _toned(paper: Paper, block: Paragraph, size: float) -> None:
    if block.tone is Tone.NOTE:
        size -= 1.5
    paper.set_text_color(*(RED if block.tone is Tone.ALERT else GREY if block.tone is Tone.NOTE else (0, 0, 0)))
    _say(paper, block.text, size, bold=block.tone is Tone.ALERT)
    paper.set_text_color(0, 0, 0)
    paper.ln(1)


def _grid(
    paper: Paper, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], size: float
) -> None:
    """A table whose heading row is repeated; pairs have their heading on the left."""
    height = size * LEADING
    paper.set_draw_color(*LINE)
    bold = FontFace(emphasis="BOLD", fill_color=SHADE)
    paper.set_font(FONT, "", size)
    with paper.table(
        col_widths=tuple(widths), line_height=height, headings_style=bold, padding=PAD, text_align=Align.L,
        borders_layout=TableBordersLayout.ALL, first_row_as_headings=bool(head), align=Align.L, v_align=VAlign.T,
        width=min(sum(widths), paper.epw),  # the shares may add up to a hair more than the line
    ) as table:  # fmt: skip
        for cells in ([head] if head else []) + [
            part for row in rows for part in _parts(paper, row, widths, size, not head)
        ]:
            row = table.row()
            for number, text in enumerate(cells):
                label = FontFace(emphasis="BOLD", fill_color=SHADE) if not head and number == 0 else None
                loud = FontFace(emphasis="BOLD", color=RED) if isinstance(text, Strong) else None
                row.cell(spelled(text), style=label or loud)
    paper.ln(2)


def _parts(
    paper: Paper, cells: Sequence[str], widths: Sequence[float], size: float, labelled: bool
) -> Iterator[tuple[str, ...]]:
    """The row, in as many rows as it takes for each to stand on a page."""
    cut = []
    for text, lines in zip(cells, _lines(paper, cells, widths, size, labelled=labelled), strict=True):
        pieces = ["\n".join(lines[start : start + LINES]) for start in range(0, len(lines), LINES)]
        kept = [text] if len(pieces) <= 1 else pieces
        cut.append([Strong(piece) for piece in kept] if isinstance(text, Strong) else kept)
    yield from zip_longest(*cut, fillvalue="")


def _lines(
    paper: Paper, cells: Sequence[str], widths: Sequence[float], size: float, *, labelled: bool
) -> list[list[str]]:
    """The lines of each cell of a row; `labelled` rows begin with a bold one."""
    found = []
    for number, (text, width) in enumerate(zip(cells, widths, strict=True)):
        bold = isinstance(text, Strong) or (labelled and number == 0)
        paper.set_font(FONT, "B" if bold else "", size)
        lines: Any = paper.multi_cell(
            width - 2 * PAD, size * LEADING, spelled(text), dry_run=True, output=MethodReturnValue.LINES, align=Align.L
        )
        found.append(list(lines))
    paper.set_font(FONT, "", size)
    return found
