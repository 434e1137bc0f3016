"""An incident's log as a document, and with it all other documents where they are given out as one (6.25).

First what it is, and of what is given out what was left out, counted by reason; then the review, the action plan and
the situation pictures, where they do not lie beside it; then the log to the last line.
"""

from collections.abc import Iterable, Iterator, Sequence

from components import look, times
from components.archive import log_file
from components.archive.leaving_out import TOLD, LeavingOut, marked
from components.documents.blocks import Block, Heading, NewPage, Pairs, Paragraph, Sheet, Table, Tone, written
from components.documents.naming import Naming, area, exercise_mark
from components.session import Me
from components.texts import t, tn
from data.queries import Archived
from data.vocabulary import LeftOut

Part = tuple[str, Sheet]
"""A document that stands in it: its heading, and its sheet."""


def title(account: Archived, *, access: bool) -> str:
    """What the document is called."""
    number = t("E{n}", n=account.number) if account.exercise else str(account.number)
    if access:
        return t("Incident {n}: edition for access to documents", n=number)
    return t("Incident {n}: the log", n=number)


def sheet(
    me: Me, account: Archived, naming: Naming, parts: Sequence[Part], leaving: LeavingOut, file: str, *, access: bool
) -> Sheet:
    """The document. What is left out is counted last, since the log is written out with it."""
    log = log_file.paragraphs(me, account, leaving, file)
    said = title(account, access=access)
    blocks = [*_head(account, naming), *(left_out(leaving) if access else ()), *_parts(parts)]
    blocks += [*([NewPage()] if parts else []), Heading(t("The log")), Paragraph(_lines(account), Tone.NOTE), *log]
    return written(
        Sheet(
            title=said, below=f"{_category(account, naming)} · {look.INCIDENT[account.state].label}",
            mark=exercise_mark(exercise=account.exercise),
            foot=t("{title} · as of line {n} of the log, {time}", title=said, n=account.revision,
                   time=times.dated(account.at)),
            at=account.at, language="da-DK", blocks=tuple(blocks),
        )
    )  # fmt: skip


def _head(account: Archived, naming: Naming) -> Iterator[Block]:
    plan = naming.plan
    yield Pairs(
        (
            (t("Area"), area(plan)),
            (t("Under"), f"{plan.title} ({plan.revision})"),
            (t("Category"), _category(account, naming)),
            (t("Where"), ", ".join(dict.fromkeys(place.place for place in account.places))),
            (t("State"), look.INCIDENT[account.state].label),
            (t("Made"), times.dated(account.at)),
        )
    )


def left_out(leaving: LeavingOut) -> Iterator[Block]:
    """Each reason that was decided on: left out so many times, or given out."""
    yield Heading(t("What is left out"))
    yield Paragraph(
        t("A person decided on each reason before this was made. Each place is marked where it stood: {mark}.",
          mark=marked(LeftOut.CONTACTS))
    )  # fmt: skip
    counted = leaving.counted
    yield Table(
        (t("Reason"), t("Decision"), t("Things left out")),
        tuple(
            (t(TOLD[why]), t("left out") if why in counted else t("given out"), str(counted.get(why, "–")))
            for why in LeftOut
        ),
        (60, 22, 18),
    )
    yield Paragraph(t("Everything else stays, corrections and what was taken back among it."))


def _parts(parts: Iterable[Part]) -> Iterator[Block]:
    for heading, one in parts:
        yield NewPage()
        yield Heading(heading)
        yield Paragraph(one.below)
        yield from one.blocks


def _lines(account: Archived) -> str:
    lines = tn("{n} line", "{n} lines", len(account.lines))
    return t(
        "{lines}. Everything that was registered about the incident and its action plan, in its order.", lines=lines
    )


def _category(account: Archived, naming: Naming) -> str:
    known = naming.plan.categories.get(account.category)
    return known.name if known else account.category
