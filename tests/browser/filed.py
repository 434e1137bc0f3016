"""What the paper of a plan must say: its files downloaded as people do, read back, and asked for every fact of R33-R43.

Words come from the catalogue and the plan file; moments from the database. Source: plan lines 59-69.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.table import Table
from pypdf import PdfReader

from components import look, times
from components.documents.made import Format
from components.texts import tn
from data.plan import StandingPlan
from data.queries import ActionRow
from data.vocabulary import MessageState, PlanState, Risk
from tests.browser.person import Person, t


def bare(text: str) -> str:
    """Without blanks and in small letters: where a line is broken is the format's own."""
    return "".join(text.split()).casefold()


def downloaded(person: Person, number: int, folder: Path) -> Iterator[tuple[Format, str]]:
    """The handlingsplan in each format, by the page's own button; its whole text without blanks."""
    person.ready()
    for one in Format:
        with person.page.expect_download() as waiting:
            buttons = person.page.locator(f".st-key-documents-{number}")
            person.press("Action plan ({format})", inside=buttons, format=one.upper())
        assert re.fullmatch(rf"handlingsplan-\d+-udgave-\d+-\d{{8}}-\d{{4}}\.{one}", waiting.value.suggested_filename)
        path = folder / f"handlingsplan.{one}"
        waiting.value.save_as(path)
        yield one, bare(_word(path) if one is Format.DOCX else _pages(path))


def _word(path: Path) -> str:
    document = Document(str(path))
    told = []
    for part in document.iter_inner_content():
        told += [cell.text for row in part.rows for cell in row.cells] if isinstance(part, Table) else [part.text]
    return "\n".join([*told, *(p.text for p in document.sections[0].footer.paragraphs)])


def _pages(path: Path) -> str:
    """Without what stands at the foot of each page: it may stand in the middle of a sentence."""
    pages = [page.extract_text() for page in PdfReader(path).pages]
    for number, page in enumerate(pages, 1):
        assert page.rstrip().endswith(f"side {number} af {len(pages)}")
    return "\n".join(re.sub(r"[^\n]*\n?[^\n]*side \d+ af \d+\s*$", "", page.rstrip()) for page in pages)


def block(text: str, number: int) -> str:
    """What the paper says of one action."""
    begins, following = (bare(f"{t('Action {n}', n=n)}{t('What')}") for n in (number, number + 1))
    after = text.partition(begins)[2]
    assert after, begins
    return after.partition(following)[0].partition(bare(t("Support for those directly affected")))[0]


def of_action(plan: StandingPlan, row: ActionRow) -> list[str]:
    """What the paper must say of an action: what, where, until, how it is seen, who, and how they are reached."""
    told = [str(row.what.body), *(str(one.body) for one in (row.where, row.evidence) if one.id)]
    told += [times.dated(moment) for moment in (row.starts_at, row.deadline) if moment]
    told.append(plan.parties[row.party].name if row.party else look.UNOWNED.label)
    told += [plan.target_groups[code] for code in row.target_groups] + list(row.networks)
    told += [plan.parties[code].name for code in row.helpers]
    told += [look.ABSENT.label] if row.absent else []
    for leader in row.leaders:
        told.append(plan.roles[leader].title)
        if contact := plan.contact_of(leader):  # a guest has none in the plan file
            told += [contact.function, contact.phone_as_written]
    return told


def facts(plan: StandingPlan, moments: Mapping[str, datetime]) -> dict[str, list[str]]:
    """What no one wrote as free text, by requirement."""
    police, speaker = plan.party("politi").name, plan.role("lokalraad-politi").title
    drafter, in_force = plan.role("stabsenhed").title, look.PLAN[PlanState.IN_FORCE].label.lower()
    dated = {name: times.dated(moment) for name, moment in moments.items()}
    sent = look.MESSAGE[MessageState.SENT].label.lower()
    return {
        "R30": [f"{t('Drawn up by')}{drafter}"],
        "R31": [t("edition {n}, {state}", n=3, state=in_force), t("Stances to edition {n}", n=3)],
        "R33": [f"{t('As of')}{dated['as_of']}"],
        "R34": [f"{t('Number involved')}15–20", f"{t('Risk of escalation')}{t(look.RISK_WORD[Risk.MEDIUM])}"],
        "R35": [f"{t('Target groups')}{plan.target_groups['beboere']}, {plan.target_groups['unge']}"],
        "R39": [*(row.name for row in plan.audience_rows.values()), t("Internal"), t("External")],
        "R40": [t("Message {n}: {state}", n=1, state=sent), f"{t('Approved')}{dated['approved']}, {speaker}",
                f"{t('Sent')}{dated['sent']}, {drafter}"],
        "R41": [f"{plan.party('boligselskab').name}{plan.channels[0]}{dated['due']}"],
        "R42": [f"{t('Speaks to the press')}{speaker}, {police}"],
        "R43": [t("{time} (Danish time)", time=times.in_full(moments["end"])), dated["sunday"]],
        "R44": [tn("Extended {n} time", "Extended {n} times", 1), t("Extended to {end}", end=dated["end"]).lower()],
    }  # fmt: skip
