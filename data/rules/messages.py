"""How a message lives: nothing is sent unapproved, what was sent never changes. Source: plan lines 19, 67 (R11, R40).

NEXT is the whole life. Editing an approved message makes it a draft again, so what goes out is what was approved; a
message that was sent is put right by another one that names it (6.20). Whoever wrote a message may approve it: at
night somebody may be alone, and *korrekt* asks for a named approver. That nobody else read it is said, never hidden.
"""

from collections.abc import Collection, Mapping
from typing import Final

from data.errors import RuleBroken
from data.vocabulary import Certainty, MessageState, Verb

S = MessageState
NEXT: Final[Mapping[S, frozenset[S]]] = {
    S.DRAFT: frozenset({S.APPROVED, S.DISCARDED}),
    S.APPROVED: frozenset({S.SENT, S.DRAFT, S.DISCARDED}),
    S.SENT: frozenset({S.CORRECTED}),
    S.CORRECTED: frozenset(),
    S.DISCARDED: frozenset(),
}
EDITABLE: Final = frozenset({S.DRAFT, S.APPROVED})
TOLD: Final = frozenset({S.SENT, S.CORRECTED})
"""What somebody outside has read."""
PUBLIC: Final = frozenset({S.APPROVED, S.SENT})
"""What may leave the house: as a poster, too."""
QUESTIONS: Final = ("happened", "latest", "unknown", "advice", "doing", "contact", "next")
"""The seven questions of a message, in the order it answers them (domain.md 3.6)."""


def move(current: S, wanted: S) -> S:
    """The new state. Raises RuleBroken with what stands in the way."""
    if wanted in NEXT[current]:
        return wanted
    if wanted is S.SENT and current is S.DRAFT:
        raise RuleBroken("not-approved")
    if current in TOLD:
        raise RuleBroken("already-corrected" if current is S.CORRECTED else "message-sent")
    raise RuleBroken("message-discarded" if current is S.DISCARDED else "message-approved")


def edited(current: S) -> S:
    """The state after an edit: a draft, whatever had been approved before. Raises RuleBroken for what was sent."""
    return current if current is S.DRAFT else move(current, S.DRAFT)


def require_correctable(current: S, *, begun: bool) -> None:
    """Raise RuleBroken unless it was sent, is not corrected, and nobody has begun to (`begun`)."""
    if current not in TOLD:
        raise RuleBroken("not-sent-yet")
    if begun:
        raise RuleBroken("correction-begun")
    move(current, S.CORRECTED)


def require_whole(audiences: Collection[str], answered: Collection[str]) -> None:
    """A message says something, to somebody. Raises RuleBroken with the field."""
    if not audiences:
        raise RuleBroken("no-audience", field="audiences")
    if not answered:
        raise RuleBroken("nothing-answered", field="happened")


def require_refuted(certainty: Certainty) -> None:
    """Only what has been found wrong is rebutted. Raises RuleBroken."""
    if certainty is not Certainty.REFUTED:
        raise RuleBroken("not-refuted")


def translated_by(current: S) -> Verb:
    """The verb that a translation asks for: what is approved gets no further words from whoever may only write."""
    if current not in EDITABLE | {S.SENT}:
        raise RuleBroken("message-discarded" if current is S.DISCARDED else "already-corrected")
    return Verb.WRITE_MESSAGE if current is S.DRAFT else Verb.APPROVE_MESSAGE


def discarded_by(current: S) -> Verb:
    """The verb that giving it up asks for: what somebody approved is undone by those alone who approve."""
    return Verb.APPROVE_MESSAGE if current is S.APPROVED else Verb.WRITE_MESSAGE
