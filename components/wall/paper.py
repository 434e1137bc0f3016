"""Everything on paper, with one click by a participant: the board, the call list and empty forms (domain.md 6.7).

The call list names people and numbers for those alone who may see them. Letters of the PDF's own fonts are those of
Western Europe; anything else is written without its accent, or as a question mark.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from components import times
from components.texts import language, t
from components.wall import keepsake
from components.wall.shown import plans_of
from components.wall.words import Face, faces
from data import queries
from data.plan import StandingPlan
from data.rules import access
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Verb

ENCODING: Final = "windows-1252"
FONT: Final = "Helvetica"
LINES: Final = 14
"""Empty rows of a form."""


class Printed(NamedTuple):
    """A PDF and its file's name."""

    name: str
    content: bytes


class Paper(FPDF):
    """A4, with the moment it was made and whether it is an exercise on every page."""

    def __init__(self, made: str, *, exercise: bool) -> None:
        super().__init__(format="A4")
        self.core_fonts_encoding = ENCODING
        self._made, self._exercise = made, exercise
        self.set_margins(15, 12)
        self.set_auto_page_break(auto=True, margin=16)

    def header(self) -> None:
        """ØVELSE on every page of one."""
        if self._exercise:
            self.set_font(FONT, "B", 14)
            self.set_fill_color(75, 32, 112)
            self.set_text_color(255, 255, 255)
            self.cell(0, 9, spelled(t("EXERCISE – nothing here is real")), align="C", fill=True)
            self.ln(12)
            self.set_text_color(0, 0, 0)

    def footer(self) -> None:
        """When it was made, and which page this is."""
        self.set_y(-12)
        self.set_font(FONT, "", 9)
        self.cell(0, 5, spelled(self._made))
        self.cell(0, 5, f"{self.page_no()}", align="R")

    def heading(self, text: str, size: int = 16) -> None:
        """A title on a line of its own."""
        self.set_font(FONT, "B", size)
        self.multi_cell(0, size / 2, spelled(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1)

    def line_of(self, label: str, value: str) -> None:
        """A label and what it says."""
        self.set_font(FONT, "", 11)
        said = f"**{_unmarked(label)}**  {_unmarked(value)}" if label else _unmarked(value)
        self.multi_cell(0, 6, spelled(said), markdown=True, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def grid(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], height: float = 7
    ) -> None:
        """A table with a heading row that is repeated on every page."""
        self.set_font(FONT, "", 10)
        bold = FontFace(emphasis="BOLD", fill_color=(230, 235, 240))
        with self.table(col_widths=tuple(widths), line_height=height, headings_style=bold) as table:
            for cells in (head, *rows):
                row = table.row()
                for text in cells:
                    row.cell(spelled(text))
        self.ln(3)


def printed(store: Store, viewer: Viewer, site: str) -> Printed:
    """The paper for this viewer."""
    board = queries.board(store)
    plan = store.plan()
    told = faces(board, plans_of(store, board), site)
    shown = [one.exercise for one in board.running] or ([board.review.exercise] if board.review else [])
    exercise = queries.running(store).demo or (bool(shown) and all(shown))
    paper = Paper(t("Printed {time}", time=_moment(board.at)), exercise=exercise)
    paper.set_lang(language())
    paper.set_title(spelled(t("The board")))
    paper.set_creation_date(board.at)
    _board(paper, told)
    _calls(paper, plan, names=access.may(viewer, Verb.SEE_CONTACTS))
    _forms(paper, plan)
    stamp = times.local(board.at).strftime("%Y%m%d-%H%M")
    word = t("file-name|EXERCISE").rpartition("|")[2] + "-" if exercise else ""
    return Printed(f"{word}tavle-{stamp}.pdf", bytes(paper.output()))


def _moment(at: datetime) -> str:
    return f"{times.whole_day(times.local(at))} {times.clock(at)}"


def _board(paper: Paper, told: Sequence[Face]) -> None:
    paper.add_page()
    for face in told:
        paper.heading(keepsake.heading(face), 20)
        for label, value in keepsake.told(face):
            if label or value:
                paper.line_of(label, value)
        paper.ln(2)
        if "matrix" in face:
            rows = [[row["name"], *(cell["text"] for cell in row["cells"])] for row in face["matrix"]["rows"]]
            paper.grid(face["matrix"]["head"], rows, (30, 18, 18, 18, 18))


def _calls(paper: Paper, plan: StandingPlan, *, names: bool) -> None:
    """Every fixed role with its stand-ins, and room for what came of each call."""
    paper.add_page()
    paper.heading(t("Call list"))
    rows = []
    for role in plan.permanent_roles:
        holder = plan.contact_of(role.code)
        rows.append([role.title, _who(holder.name, holder.phone_as_written) if holder and names else "", "", ""])
        for number, other in enumerate(plan.stand_ins_of(role.code), 1):
            who = _who(other.name, other.phone_as_written) if names else other.function
            rows.append([t("   stand-in {n}", n=number), who, "", ""])
    paper.grid([t("Function"), t("Name and telephone"), t("Called at"), t("Reached?")], rows, (50, 70, 25, 35), 9)


def _who(name: str, phone: str) -> str:
    return f"{name}  {phone}"


def _forms(paper: Paper, plan: StandingPlan) -> None:
    """Empty forms: a report, actions, and the log of a meeting."""
    paper.add_page()
    paper.heading(t("Report"))
    paper.line_of("", plan.confidentiality)
    asked = (t("What has happened?"), t("Where (quarter or block)"), t("When"), t("Reported by (function)"), t("Kind"))
    paper.grid([t("Question"), t("Answer")], [[question, "\n\n"] for question in asked], (55, 125), 8)
    for title, head, widths in (
        (t("Actions"), (t("What"), t("Party"), t("Deadline"), t("Status")), (90, 35, 30, 25)),
        (t("Log"), (t("Time"), t("What was decided or happened"), t("Who (function)")), (20, 115, 45)),
    ):
        paper.add_page()
        paper.heading(title)
        paper.grid(head, [[""] * len(head)] * LINES, widths, 14)


def spelled(text: str) -> str:
    """The text in the letters that the PDF's own fonts have."""
    text = text.replace("▲", "!").replace("◆", "").replace("■", "").replace("●", "")
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    for tried in (letter, unicodedata.normalize("NFKD", letter)[0]):
        try:
            tried.encode(ENCODING)
        except UnicodeEncodeError:
            continue
        return tried
    return "?"


def _unmarked(text: str) -> str:
    """What somebody wrote is no markup: the signs that fpdf2 reads as such are parted by a hair."""
    for sign in ("**", "__", "--", "~~", "]("):
        text = text.replace(sign, " ".join(sign))
    return text
