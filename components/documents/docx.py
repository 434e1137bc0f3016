"""Blocks as a DOCX that an officer goes on working in: heading styles, Danish, headings that repeat, real page numbers.

Nothing in the file names a machine or an account. Text goes in as text: Word reads no formula, field or link in it.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from components.documents.blocks import Block, Heading, NewPage, Pairs, Paragraph, Sheet, Strong, Table, Tone
from components.texts import speaking, t
from data.vocabulary import Language

MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT: Final = "Arial"
MARGIN: Final = 20
WIDTH: Final = 210 - 2 * MARGIN
"""Millimetres of text on a line."""
LABEL: Final = 45
INK, RED, GREY = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0xA0, 0x12, 0x12), RGBColor(0x50, 0x50, 0x50)
SHADE: Final = "E6EBF0"
VIOLET: Final = "4B2070"
UNSPLIT: Final = 400
"""Letters of a row that is kept on one page."""
TOGETHER: Final = 900
"""Letters of a table that is."""


def document(sheet: Sheet) -> bytes:
    """The sheet as a file."""
    made = Document()
    _set_up(made, sheet)
    made.add_paragraph(sheet.title, style="Title")
    made.add_paragraph(sheet.below, style="Subtitle")
    for block in sheet.blocks:
        _write(made, block)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _set_up(made: Any, sheet: Sheet) -> None:
    """The paper, its styles and language, what stands on every page, and what the file says of itself."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    section.header_distance = section.footer_distance = Mm(8)
    _styles(made, sheet)
    shown = made.part.package.rels
    for name in [name for name, link in shown.items() if link.reltype.endswith("/thumbnail")]:
        del shown[name]  # the picture of an empty page
    if sheet.mark:
        line = section.header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line._p.get_or_add_pPr().insert_element_before(_shade(VIOLET), "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
        run = line.add_run(sheet.mark)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(12), RGBColor(0xFF, 0xFF, 0xFF)
    _footer(section, sheet)
    said = made.core_properties
    said.title, said.subject, said.language = sheet.title, sheet.below, sheet.language
    said.author = said.last_modified_by = said.comments = said.keywords = said.category = ""
    said.created = said.modified = sheet.at.replace(tzinfo=None)
    said.revision = 1


def _styles(made: Any, sheet: Sheet) -> None:
    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for style in made.styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), sheet.language)
    if defaults.find(qn("w:lang")) is None:
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), sheet.language)
        defaults.append(lang)
    sizes = {"Normal": sheet.size, "Title": 20, "Subtitle": 12, "Heading 1": 14, "Heading 2": 11.5, "Heading 3": 10.5}
    for name, size in sizes.items():
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for place in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(place), FONT)
        for place in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(place), None)
        style.font.italic = False
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.space_before = Pt(0 if name in ("Normal", "Title", "Subtitle") else size * 0.8)
        style.paragraph_format.keep_with_next = name.startswith("Heading")
    made.styles["Normal"].paragraph_format.line_spacing = 1.1


def _footer(section: Any, sheet: Sheet) -> None:
    line = section.footer.paragraphs[0]
    line.paragraph_format.tab_stops.clear_all()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    with speaking(Language.DANISH):
        before, between, after = t("page {n} of {all}", n="\0", all="\0").split("\0")
    _small(line.add_run(f"{sheet.foot}\t{before}"))
    _field(line, "PAGE")
    _small(line.add_run(between))
    _field(line, "NUMPAGES")
    _small(line.add_run(after))


def _small(run: Any) -> Any:
    run.font.size, run.font.color.rgb = Pt(8), GREY
    return run


def _field(line: WordParagraph, what: str) -> None:
    """A page number that Word counts."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = _small(line.add_run())
        if kind in ("begin", "separate", "end"):
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        elif kind:
            part = OxmlElement("w:t")
            part.text = kind
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = f" {what} "
        run._r.append(part)


def _write(made: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            made.add_heading(text, level)
        case Paragraph(text, tone):
            _toned(made.add_paragraph(text), tone)
        case Table(head, rows, widths):
            _grid(made, head, rows, [WIDTH * width / sum(widths) for width in widths])
        case Pairs(rows):
            _grid(made, (), rows, [LABEL, WIDTH - LABEL])
        case NewPage():
            made.add_page_break()


def _toned(line: WordParagraph, tone: Tone) -> None:
    for run in line.runs:
        if tone is Tone.ALERT:
            run.bold, run.font.color.rgb = True, RED
        elif tone is Tone.NOTE:
            run.font.size, run.font.color.rgb = Pt(8.5), GREY


def _grid(made: Any, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A table of fixed widths: a long word is broken, and never pushes a column off the paper."""
    table = made.add_table(rows=0, cols=len(widths))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    written = ([head] if head else []) + list(rows)
    small = sum(len(text) for cells in written for text in cells) <= TOGETHER
    for place, cells in enumerate(written, 1):
        row = table.add_row()
        is_head = cells is head
        if is_head:
            _say(row._tr.get_or_add_trPr(), "w:tblHeader")
        if sum(map(len, cells)) <= UNSPLIT:
            _say(row._tr.get_or_add_trPr(), "w:cantSplit")
        for number, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
            cell.width = Mm(width)
            label = is_head or (not head and number == 0)
            _cell(cell, text, bold=label or isinstance(text, Strong), shaded=label)
            cell.paragraphs[0].paragraph_format.keep_with_next = small and place < len(written)
    _gap(made)


def _gap(made: Any) -> None:
    """Two tables without a paragraph between them would be one."""
    gap = made.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(6)


def _cell(cell: _Cell, text: str, *, bold: bool, shaded: bool) -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(1)
    run = line.add_run(text)
    run.bold = bold
    if isinstance(text, Strong):
        run.font.color.rgb = RED
    if shaded:
        cell._tc.get_or_add_tcPr().append(_shade(SHADE))


def _shade(colour: str) -> Any:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    return shade


def _say(properties: Any, what: str) -> None:
    properties.append(OxmlElement(what))
