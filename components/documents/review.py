"""The review of one incident on paper: two pages for the council, then an annex (domain.md 5.4, R6, R45).

Two pages are a promise: letters are set smaller and long rows cut until the PDF keeps it, and the annex has all of it.
It is computed when it is printed, from the log as it stands then; the foot says when that was.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final, NamedTuple

from components import look, review_afterwards, review_words, times
from components.documents import pdf
from components.documents.blocks import (
    Block,
    Heading,
    NewPage,
    Pairs,
    Paragraph,
    Sheet,
    Strong,
    Table,
    Tone,
    written,
)
from components.documents.naming import Naming, area, exercise_mark, file_name
from components.plain import bare
from components.review_words import Rows
from components.texts import speaking, t
from data.plan import StandingPlan
from data.queries import Review, ReviewMessage
from data.vocabulary import Language, MessageState


class Room(NamedTuple):
    """How small the letters are, how many letters of a text and how many rows of a table are kept in front."""

    size: float
    letters: int
    rows: int


ROOMS: Final = (Room(10, 600, 40), Room(9, 400, 30), Room(8.5, 240, 20), Room(8, 140, 14), Room(7.5, 90, 9),
                Room(7, 60, 6))  # fmt: skip
FRONT: Final = 2
"""Pages before the annex."""


def sheet(account: Review, standing: StandingPlan) -> Sheet:
    """The review in words, in Danish whatever the screen is read in."""
    with speaking(Language.DANISH):
        naming = Naming(standing, account.exercise)
        room = next((room for room in ROOMS if pdf.pages(_sheet(account, naming, room)) <= FRONT), ROOMS[-1])
        return _sheet(account, naming, room, annex=True)


def name(account: Review) -> str:
    """The file's name without its ending."""
    with speaking(Language.DANISH):
        return file_name(word(account.number), account.at, exercise=account.exercise)


def word(number: int) -> str:
    """What the file's name begins with; Danish, like the paper."""
    return f"gennemgang-haendelse-{number}"


def _sheet(account: Review, naming: Naming, room: Room, *, annex: bool = False) -> Sheet:
    title = t("Review of incident {n}", n=t("E{n}", n=account.number) if account.exercise else account.number)
    said = review_words.state(account)
    blocks = list(_front(account, naming, room))
    if annex:
        blocks += _annex(account, naming)
    return written(
        Sheet(
            title=title, below=f"{review_words.category(account, naming)} · {review_words.quarter(account, naming)}",
            mark=exercise_mark(exercise=account.exercise),
            foot=t("{title} · {state} · printed {time}", title=title, state=said.lower(),
                   time=times.dated(account.at)),
            at=account.at, language="da-DK", blocks=tuple(blocks), size=room.size,
        )
    )  # fmt: skip


def _front(account: Review, naming: Naming, room: Room) -> Iterator[Block]:
    facts = ((t("Area"), area(naming.plan)), *review_words.facts(account, naming))
    yield Pairs(tuple((label, _cut(said, room.letters)) for label, said in facts))
    yield from _decide(account, naming)
    yield Heading(t("Course"))
    yield Table(*_beside(review_words.timeline(account, naming)))
    yield Table(*_beside(review_words.spans(account, naming)))
    yield Heading(t("Actions by party"))
    yield from _or_none(review_words.counted(account, naming), room, t("No actions."))
    yield Heading(t("Messages"))
    yield from _or_none(review_words.messages(account, naming), room, t("No messages."))
    yield Paragraph(review_words.press(account, naming))
    yield Heading(t("Who was represented"))
    yield Paragraph(review_words.meetings(account))
    yield _table(review_words.represented(account, naming), room)
    yield Paragraph(review_words.closed_items(account))
    yield Heading(t("Handed over"))
    yield from _or_none(review_afterwards.handed_over(account, naming), room, t("Nothing was handed over."))
    yield from _learned(account, naming, room)


def _learned(account: Review, naming: Naming, room: Room) -> Iterator[Block]:
    """What worked and what to change: by the evaluation, else by first impressions; then lessons (5.4 (7))."""
    if account.evaluation:
        yield Heading(t("Evaluation"))
        said = review_afterwards.evaluation(account, front=True)
        yield Pairs(tuple((question, _cut(answer, room.letters)) for question, answer in said))
        yield Paragraph(t("All of it stands in the annex, and so do first impressions."), Tone.NOTE)
    else:
        yield Heading(t("First impressions"))
        yield from _or_none(review_words.impressions(account, naming), room, t("No first impression is registered."))
    yield Heading(t("Lessons of this incident, and those of earlier ones that are open"))
    yield from _or_none(review_afterwards.all_lessons(account, naming), room, t("No lesson is registered."))
    if account.decided:
        yield Heading(t("Decided by {council}", council=review_words.the_council(naming)))
        yield from _or_none(review_afterwards.decided(account, naming), room, "")


def _decide(account: Review, naming: Naming) -> Iterator[Block]:
    """What the council is asked, with room to write what it answers."""
    yield Heading(t("To decide"))
    if not account.to_decide:
        yield Paragraph(t("The log leaves nothing open."))
        return
    rows = tuple((review_words.matter(one, naming), "") for one in account.to_decide)
    yield Table((t("Question"), t("Decision, who and by when")), rows, (60, 40))


def _or_none(rows: Rows, room: Room, none: str) -> Iterator[Block]:
    if rows.rows:
        yield _table(rows, room)
    else:
        yield Paragraph(none)
    if len(rows.rows) > room.rows:
        yield Paragraph(t("All of them stand in the annex."), Tone.NOTE)


def _table(rows: Rows, room: Room) -> Table:
    kept = rows.rows[: room.rows]
    return Table(rows.head, tuple(tuple(_cut(cell, room.letters) for cell in row) for row in kept), rows.widths)


def _beside(rows: Rows) -> Rows:
    """Two columns as four, the second half beside the first: every moment of the course stands in front."""
    half = (len(rows.rows) + 1) // 2
    left, right = rows.rows[:half], rows.rows[half:]
    blank = ("",) * len(rows.head)
    both = tuple((*one, *other) for one, other in zip_longest(left, right, fillvalue=blank))
    return Rows((*rows.head, *rows.head), both, (26, 24, 26, 24))


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else type(text)(text[: letters - 1].rstrip() + "…")


def _annex(account: Review, naming: Naming) -> Iterator[Block]:
    """All actions, every message in its words, every impression in full."""
    yield NewPage()
    yield Heading(t("Annex: all actions"))
    yield from _whole(review_words.all_actions(account, naming), t("No actions."))
    yield Heading(t("Annex: the messages in full"))
    if not account.messages:
        yield Paragraph(t("No messages."))
    for one in account.messages:
        yield Heading(t("Message {n}", n=one.told.number), 2)
        yield Pairs(tuple((label, said) for label, said in _message(one, naming) if said))
    if account.impressions:
        yield Heading(t("Annex: first impressions in full"))
        yield from _whole(review_words.impressions(account, naming), "")
    yield from _afterwards(account, naming)


def _afterwards(account: Review, naming: Naming) -> Iterator[Block]:
    """What followed, whole: what came of hand-overs, the evaluation, lessons, decisions."""
    if account.injects:
        yield Heading(t("Annex: injects of the exercise"))
        yield from _whole(review_afterwards.injects(account, naming), "")
    if account.evaluation:
        yield Heading(t("Annex: the evaluation in full"))
        yield Pairs(review_afterwards.evaluation(account))
    for title, rows in (
        (t("Annex: what was handed over, in full"), review_afterwards.handed_over(account, naming)),
        (t("Annex: lessons in full"), review_afterwards.all_lessons(account, naming)),
        (
            t("Annex: what {council} decided, in full", council=review_words.the_council(naming)),
            review_afterwards.decided(account, naming),
        ),
    ):
        if rows.rows:
            yield Heading(title)
            yield from _whole(rows, "")


def _whole(rows: Rows, none: str) -> Iterator[Block]:
    if rows.rows:
        yield Table(*rows)
    elif none:
        yield Paragraph(none)


def _message(one: ReviewMessage, naming: Naming) -> Iterator[tuple[str, str]]:
    """The message as the plan's document has it, and who approved and sent it."""
    told = one.told
    yield t("To"), ", ".join(map(naming.audience, one.audiences))
    yield t("Status"), look.MESSAGE[told.state].label
    if told.approved_at and told.approved_role:
        own = f" ({t('the same function wrote it')})" if told.own else ""
        yield t("Approved"), f"{times.dated(told.approved_at)}, {naming.role(told.approved_role)}{own}"
    if told.sent_at:
        yield t("Sent"), f"{times.dated(told.sent_at)}, {naming.role(told.sent_role)}"
    elif told.state is not MessageState.DISCARDED:
        yield t("Sent"), Strong(t("never sent"))
    yield t("Through"), ", ".join(told.channels)
    yield t("Text"), "\n".join(bare(said) for said in one.answers if said.id)
