"""Where a text is shown, by what refers to it: what whoever removes it must know before it is gone (domain.md 6.1).

A test compares the list with the tables, so that a text of a new kind cannot be forgotten.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Shown(StrEnum):
    """A page, a document or a screen that shows what people wrote."""

    OVERVIEW = "overview"
    INCIDENTS = "incidents"
    ACTIONS = "actions"
    PLAN = "plan"
    COMMUNICATION = "communication"
    MEETING = "meeting"
    FORA = "fora"
    REVIEW = "review"
    PEOPLE = "people"
    HISTORY = "history"
    BOARD = "board"
    PLAN_DOCUMENT = "plan_document"
    PICTURE_DOCUMENT = "picture_document"
    MINUTES = "minutes"
    REVIEW_DOCUMENT = "review_document"
    POSTER = "poster"
    MAIL = "mail"
    AGENDA = "agenda"


class Standing(StrEnum):
    """How a text stands: what is in use now, or what is left of what somebody wrote before."""

    CURRENT = "current"
    EARLIER = "earlier"
    """An earlier wording: only the log still holds it, or an older revision."""
    DRAFT = "draft"
    PROPOSED = "proposed"
    DISCARDED = "discarded"


_PAPER = (Shown.PLAN_DOCUMENT, Shown.PICTURE_DOCUMENT)
_REVIEWED = (Shown.REVIEW, Shown.REVIEW_DOCUMENT)
WHERE: Final[Mapping[str, tuple[Shown, ...]]] = {
    "incidents": (
        Shown.OVERVIEW, Shown.INCIDENTS, Shown.PLAN, Shown.MEETING, Shown.BOARD, *_PAPER, *_REVIEWED, Shown.MAIL,
    ),
    "reports": (Shown.INCIDENTS, Shown.MEETING),
    "facts": (Shown.INCIDENTS, Shown.MEETING, Shown.BOARD, Shown.COMMUNICATION, Shown.PICTURE_DOCUMENT),
    "assessments": (Shown.INCIDENTS,),
    "actions": (
        Shown.OVERVIEW, Shown.ACTIONS, Shown.PLAN, Shown.MEETING, Shown.BOARD, *_PAPER, *_REVIEWED, Shown.FORA,
        Shown.AGENDA,
    ),
    "progress": (Shown.ACTIONS, Shown.PLAN_DOCUMENT, *_REVIEWED),
    "plan_parts": (Shown.PLAN, Shown.MEETING, Shown.BOARD, *_PAPER),
    "plan_editions": (Shown.PLAN, Shown.PLAN_DOCUMENT),
    "plan_agreements": (Shown.PLAN, Shown.MEETING, Shown.PLAN_DOCUMENT),
    "change_proposals": (Shown.PLAN,),
    "situation_pictures": (Shown.PLAN, Shown.PICTURE_DOCUMENT),
    "support_answers": (Shown.PLAN, Shown.MEETING, Shown.PLAN_DOCUMENT),
    "impressions": (Shown.PLAN, *_REVIEWED),
    "meetings": (Shown.MEETING, Shown.MAIL, Shown.MINUTES, Shown.PLAN_DOCUMENT),
    "attendances": (Shown.MEETING, Shown.MINUTES, Shown.PLAN_DOCUMENT),
    "decisions": (Shown.MEETING, Shown.MINUTES, Shown.PLAN),
    "questions": (Shown.OVERVIEW, Shown.PLAN, Shown.MEETING, Shown.MINUTES, Shown.BOARD),
    "notices": (Shown.INCIDENTS, Shown.PLAN),
    "audience_rows": (Shown.COMMUNICATION, Shown.PLAN_DOCUMENT),
    "spokespersons": (Shown.COMMUNICATION, Shown.PLAN_DOCUMENT),
    "messages": (Shown.COMMUNICATION, Shown.POSTER, *_PAPER, *_REVIEWED),
    "translations": (Shown.COMMUNICATION, Shown.POSTER),
    "holdings": (Shown.PEOPLE, Shown.MEETING),
    "hand_overs": (Shown.FORA, *_REVIEWED),
    "matters": (Shown.FORA, Shown.AGENDA),
    "treatments": (Shown.FORA, *_REVIEWED),
    "evaluations": _REVIEWED,
    "lessons": (Shown.FORA, Shown.AGENDA, *_REVIEWED),
    "lesson_follow_ups": (Shown.FORA, *_REVIEWED),
}  # fmt: skip
"""Table whose row refers to the text -> where it may be shown, beside the history of its incident and its archive."""


def places(table: str | None, standing: Standing, *, in_history: bool) -> tuple[Shown, ...]:
    """Where a text may be shown now; an earlier wording that no row refers to any more is in the log alone."""
    rows = WHERE.get(table or "", ())
    if standing is Standing.DISCARDED:
        rows = tuple(place for place in rows if place in (Shown.PLAN, Shown.COMMUNICATION))
    elif table == "facts" and standing is Standing.EARLIER:  # what was said of it before stays beside it
        rows = (Shown.INCIDENTS,)
    elif standing in (Standing.EARLIER, Standing.PROPOSED):  # a draft is shown wherever what it becomes is
        rows = tuple(place for place in rows if place in (Shown.PLAN, Shown.COMMUNICATION, Shown.MINUTES))
    return (*rows, Shown.HISTORY) if in_history else rows
