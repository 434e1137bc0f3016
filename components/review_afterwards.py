"""What followed an incident in words: hand-overs, evaluation, lessons, what the council decided (5.4 (6)-(8), R45)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from components import look, times
from components.documents.blocks import Strong
from components.documents.naming import Naming
from components.plain import bare, short
from components.review_words import Rows, loud, not_registered
from components.texts import t
from data.queries import InjectRow, Review, ReviewAction, ReviewLesson
from data.rules.fold_afterwards import FoldedHandOver


def injects(review: Review, naming: Naming) -> Rows:
    """What a guided exercise let happen, when, and how long until somebody dealt with it (6.13)."""
    head = (t("No."), t("Inject"), t("Told to"), t("Set minute"), t("Let go"), t("Dealt with after"))
    return Rows(head, tuple(_inject(one, naming) for one in review.injects), (5, 43, 16, 8, 14, 14))


def _inject(one: InjectRow, naming: Naming) -> tuple[str, ...]:
    gone = times.dated(one.released_at) if one.released_at else t("skipped") if one.skipped_at else t("not let go")
    took = times.span(one.took) if one.took is not None else loud(not_registered()) if one.released_at else ""
    return str(one.number), one.inject.text, naming.role(one.inject.to), str(one.inject.minute), gone, took


def handed_over(review: Review, naming: Naming) -> Rows:
    """What went on in an ordinary forum: who receives it there, by when, whether it has, what came of it (R45)."""
    head = (
        t("No."), t("Action"), t("Handed over to"), t("Receiver"), t("To be taken up by"), t("Confirmed by the forum"),
        t("Dealt with"),
    )  # fmt: skip
    rows = tuple(_handed(one, one.over, review.at, naming) for one in review.actions if one.over)
    return Rows(head, rows, (5, 27, 16, 16, 11, 11, 14))


def _handed(one: ReviewAction, over: FoldedHandOver, now: datetime, naming: Naming) -> tuple[str, ...]:
    due = times.whole_day(over.due) if over.due else loud(not_registered())
    if over.late(times.local(now).date()):
        due = Strong(t("{day}, late", day=due))
    answered = over.answered_on or (times.local(over.confirmed_at).date() if over.confirmed_at else None)
    dealt = times.whole_day(times.local(over.dealt_at)) if over.dealt_at else t("not yet")
    if over.dealt_at and over.outcome:
        dealt = f"{dealt}: {bare(one.outcome)}"
    return (
        str(one.told.number), short(one.what, 90), naming.forum(over.forum),
        naming.role(over.receiver) if over.receiver else loud(not_registered()), due,
        times.whole_day(answered) if answered else loud(not_registered()), dealt,
    )  # fmt: skip


FRONT: Final = frozenset({"worked", "worse"})
"""What a council asks first: what is to be kept, and what is to be changed."""


def evaluation(review: Review, *, front: bool = False) -> tuple[tuple[str, str], ...]:
    """What was answered in the evaluation, by question; in `front` what worked and what did not."""
    return tuple(
        (t(look.QUESTION[question]), bare(said))
        for question, said in review.evaluation.items()
        if not front or question in FRONT
    )


def all_lessons(review: Review, naming: Naming) -> Rows:
    """What is to be changed because of it, and what still is because of earlier ones: who sees to it, and by when."""
    return _lessons((*review.lessons, *review.earlier), naming)


def earlier(review: Review, naming: Naming) -> Rows:
    """The state of lessons from last time: those of earlier incidents that are still open (5.4 (7))."""
    return _lessons(review.earlier, naming)


def _lessons(found: Sequence[ReviewLesson], naming: Naming) -> Rows:
    head = (t("Incident"), t("Lesson"), t("Seen to by"), t("Deadline"), t("Belongs in"), t("State"))
    return Rows(head, tuple(_lesson(one, naming) for one in found), (9, 37, 17, 11, 13, 13))


def _lesson(one: ReviewLesson, naming: Naming) -> tuple[str, ...]:
    state = look.LESSON[one.state].label
    said = f"{state}: {bare(one.note)}" if one.note.id else state
    due = times.whole_day(one.due)
    return (
        t("E{n}", n=one.incident) if naming.exercise else str(one.incident), bare(one.sentence), naming.role(one.owner),
        Strong(t("{day}, late", day=due)) if one.late else due, t(look.LESSON_PLACE[one.place]), said,
    )  # fmt: skip


def decided(review: Review, naming: Naming) -> Rows:
    """What councils decided about the incident, in the order in which they did."""
    rows = tuple((times.whole_day(one.day), naming.forum(one.forum), bare(one.decision)) for one in review.decided)
    return Rows((t("Day"), t("Forum"), t("Decision")), rows, (16, 24, 60))
