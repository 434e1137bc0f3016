"""Who receives what is handed over to a forum and by when, and who says that the forum has it.

The forum's own roles confirm in one click; anybody else who may says on which day the forum answered. Source: plan line
69 (R44, R45), domain.md 3.7 (D11) and 7.
"""

from dataclasses import dataclass
from datetime import date

from data.errors import RuleBroken
from data.plan import Forum, StandingPlan
from data.vocabulary import Verb


@dataclass(frozen=True)
class Handed:
    """How a hand-over stands. An action that was handed over before these were kept has neither receiver nor day."""

    receiver: str | None = None
    """Role code."""
    due: date | None = None
    confirmed: bool = False
    dealt: bool = False

    @property
    def registered(self) -> bool:
        """Whether it is known who receives it, and by when."""
        return self.receiver is not None and self.due is not None

    def late(self, today: date) -> bool:
        """Past its day, and not dealt with."""
        return not self.dealt and self.due is not None and self.due < today


def forum_of(plan: StandingPlan, code: str) -> Forum:
    """The forum that takes it over. Raises RuleBroken "unknown-forum" for any that receives nothing."""
    found = plan.fora.get(code)
    if found is None or not found.receives_handover:
        raise RuleBroken("unknown-forum", field="forum")
    return found


def receivers(plan: StandingPlan, forum: str) -> tuple[str, ...]:
    """Codes of the roles that may receive for a forum: its own first, then everybody else who reads."""
    own = plan.fora[forum].answering if forum in plan.fora else ()
    others = (code for code, role in plan.roles.items() if code not in own and role.may(Verb.READ))
    return (*own, *others)


def receiver_of(plan: StandingPlan, forum: str, wanted: str | None) -> str:
    """Who receives it: the forum's first role unless said otherwise. Raises RuleBroken "choose-receiver"."""
    able = receivers(plan, forum)
    found = wanted or next(iter(plan.fora[forum].answering), None)
    if found is None or found not in able:
        raise RuleBroken("choose-receiver", field="receiver")
    return found


def due_day(wanted: date | None, meets: date | None, today: date) -> date:
    """The day it is to be taken up: the forum's next meeting unless said otherwise. Raises RuleBroken (field due)."""
    due = wanted or meets
    if due is None:
        raise RuleBroken("no-due-day", field="due")
    if due < today:
        raise RuleBroken("due-in-the-past", field="due")
    return due


def answers(plan: StandingPlan, role: str, forum: str) -> bool:
    """Whether the role answers for the forum, by the plan that is in use."""
    return forum in plan.fora and role in plan.fora[forum].answering


def may_answer(plan: StandingPlan, role: str, forum: str) -> bool:
    """A forum's role answers for its own forum alone; who answers for none, as the project chief, tells of any."""
    return answers(plan, role, forum) or not any(role in other.answering for other in plan.fora.values())


def require_open(*, dealt: bool, withdrawn: bool) -> None:
    """Raise RuleBroken for what has left the forum's list: "hand-over-withdrawn", "hand-over-dealt-with"."""
    if withdrawn:
        raise RuleBroken("hand-over-withdrawn")
    if dealt:
        raise RuleBroken("hand-over-dealt-with")


def require_confirmable(
    *, confirmed: bool, own: bool, answered_on: date | None, handed_on: date, today: date
) -> None:  # fmt: skip
    """Nobody confirms twice, and who does not answer for the forum says when it did.

    Raises RuleBroken "hand-over-confirmed", "no-answer-day", "answered-ahead" or "answered-before" (field answered_on).
    """
    if confirmed:
        raise RuleBroken("hand-over-confirmed")
    if answered_on is None and not own:
        raise RuleBroken("no-answer-day", field="answered_on")
    if answered_on is not None and answered_on > today:
        raise RuleBroken("answered-ahead", field="answered_on")
    if answered_on is not None and answered_on < handed_on:
        raise RuleBroken("answered-before", field="answered_on")
