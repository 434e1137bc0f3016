"""What has changed between two situation pictures, and what a picture needs to be approved (domain.md 3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from data.errors import RuleBroken
from data.vocabulary import PartState

Frozen = Mapping[str, Any]
"""What a picture holds once it is locked: data/storage/frozen.py says how."""
FIELDS: Final = ("changes", "outlook", "consequences", "needs", "media", "questions", "withheld")
"""What is written in a picture, in its order; all else is read from the plan."""


@dataclass(frozen=True)
class Moved:
    """An action that is new (`before` None) or stands elsewhere than before; the codes are statuses."""

    number: int
    party: str | None
    before: str | None
    after: str


@dataclass(frozen=True)
class Changes:
    """What a picture has that the one before did not."""

    situation: bool
    """The text of part 1 is another revision."""
    involved: tuple[int | None, int | None] | None
    """Both ends of the number involved, if it changed; None twice is unknown."""
    risk: str | None
    """The risk, if it changed."""
    actions: tuple[Moved, ...]
    facts: tuple[tuple[int, str], ...]
    """(text id, certainty) of what is new or is judged otherwise."""
    messages: tuple[int, ...]
    """Numbers of the messages sent since."""

    @property
    def any(self) -> bool:
        """Whether anything has changed at all."""
        told = (self.situation, self.involved is not None, self.risk, self.actions, self.facts, self.messages)
        return any(bool(one) for one in told)


def changed(before: Frozen, now: Frozen) -> Changes:
    """What stands otherwise now than in the picture before."""
    stood = {one["number"]: one["status"] for one in before["actions"]}
    known = {one["what"]: one["certainty"] for one in before["facts"]}
    sent = {one["number"] for one in before["messages"]}
    how_many = _involved(now) if _involved(now) != _involved(before) else None
    return Changes(
        situation=now["revision"] != before["revision"],
        involved=how_many[1:] if how_many else None,
        risk=now["risk"] if now["risk"] != before["risk"] else None,
        actions=tuple(
            Moved(one["number"], one["party"], stood.get(one["number"]), one["status"])
            for one in now["actions"]
            if stood.get(one["number"]) != one["status"]
        ),
        facts=tuple(
            (one["what"], one["certainty"]) for one in now["facts"] if known.get(one["what"]) != one["certainty"]
        ),
        messages=tuple(one["number"] for one in now["messages"] if one["number"] not in sent),
    )


def _involved(frozen: Frozen) -> tuple[bool, int | None, int | None]:
    return bool(frozen["involved_unknown"]), frozen["involved_from"], frozen["involved_to"]


def require_approvable(situation: PartState, *, approved: bool) -> None:
    """A picture is locked once, and shows a situation that somebody has described. Raises RuleBroken."""
    if approved:
        raise RuleBroken("picture-approved")
    if situation is not PartState.FILLED:
        raise RuleBroken("situation-not-written")


def require_something(written: Sequence[str]) -> None:
    """A working copy says something. Raises RuleBroken "picture-empty"."""
    if not any(text.strip() for text in written):
        raise RuleBroken("picture-empty", field="changes")
