"""A question that a party owes an answer to, with its clock. Source: domain.md 3.5, 6.30.

The party itself answers; at the meeting whoever keeps the decisions notes what it answered aloud.
"""

from sqlalchemy import select

from data.commands.meetings import incident_of, require_floor, require_open
from data.entities import ActionPlan, Meeting, Question
from data.errors import RuleBroken
from data.rules import access
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, intention
from data.vocabulary import PlanState, Subject, Verb


@intention
def ask_party(store: Store, by: Viewer, key: str | None = None, *, plan: int, asked: str | None, text: str) -> int:
    """Ask a party something; the clock runs until it is answered. Returns the question's id.

    It belongs to the meeting that runs, if one does. Raises RuleBroken "closed", "unknown-party",
    "closed-item-running".
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.ASK_PARTY, found)
        if found.state is PlanState.CLOSED:
            raise RuleBroken("closed")
        made = asked_of(change, plan, asked, text)
    return made.id


def asked_of(change: Change, plan: int, asked: str | None, text: str) -> Question:
    """A question to a party about a plan that is open, said in the log."""
    incident, by = incident_of(change, plan), change.by
    if asked is None or asked not in change.plan_of(incident.standing_plan_id).parties:
        raise RuleBroken("unknown-party", field="asked")
    meeting = _running(change, plan)
    made = change.add(
        Question(
            plan_id=plan, meeting_id=meeting, asked=asked, text_id=change.text("text", text), at=change.now,
            person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip
    change.log(Verb.ASK_PARTY, Subject.QUESTION, made.id, incident=incident, plan=plan, asked=asked)
    return made


def _running(change: Change, plan: int) -> int | None:
    """The meeting about the plan that runs now, unless its closed item does: nothing is written then (R49)."""
    running = select(Meeting).where(
        Meeting.plan_id == plan, Meeting.started_at.is_not(None), Meeting.ended_at.is_(None)
    )
    require_open(change, plan)
    meeting = change.session.scalar(running.limit(1))
    return meeting.id if meeting else None


@intention
def answer_party(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, text: str) -> int:
    """A party answers what it was asked. Raises RuleBroken "already-answered", "closed-item-running"."""
    with store.changing(by, key) as change:
        question = change.again(Question, seen)
        access.require(by, Verb.ANSWER_PARTY, owner=question.asked)
        _running(change, question.plan_id)
        _answer(change, question, text)
    return question.id


@intention
def note_answer(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, text: str) -> int:
    """Note what a party answered aloud at its meeting; the log says who noted it."""
    with store.changing(by, key) as change:
        change.require(Verb.DECIDE, change.get(Question, seen.id))
        question = change.again(Question, seen)
        running = _running(change, question.plan_id)
        if running is None:
            raise RuleBroken("meeting-not-running")
        require_floor(change, change.get(Meeting, running))
        _answer(change, question, text)
    return question.id


def _answer(change: Change, question: Question, text: str) -> None:
    if question.answered_at is not None:
        raise RuleBroken("already-answered")
    question.answer_id = change.text("text", text)
    question.answered_at, question.answered_role = change.now, change.by.role
    change.log(
        Verb.ANSWER_PARTY, Subject.QUESTION, question.id, incident=incident_of(change, question.plan_id),
        plan=question.plan_id, asked=question.asked,
    )  # fmt: skip
