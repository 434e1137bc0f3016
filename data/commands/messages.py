"""Messages to audiences: written, approved, sent, put right by another one. Source: plan line 67 (R11, R40, 6.20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from data.entities import ActionPlan, AudienceRow, Fact, Incident, Message, Text, Translation
from data.errors import RuleBroken
from data.rules import messages
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, intention
from data.vocabulary import MessageState, PlanState, Subject, Verb


@dataclass(frozen=True)
class Wording:
    """What a message says: the seven questions of domain.md 3.6, to whom and through what.

    `audiences` are codes of the plan file, and `#id` of rows that it does not have; `channels` as the file names them.
    """

    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    happened: str = ""
    latest: str = ""
    unknown: str = ""
    advice: str = ""
    doing: str = ""
    contact: str = ""
    next: str = ""

    @property
    def answers(self) -> Mapping[str, str]:
        """Question -> what was written, of those that are answered."""
        return {q: said for q in messages.QUESTIONS if (said := str(getattr(self, q)).strip())}


def _plan(change: Change, number: int, verb: Verb) -> ActionPlan:
    plan = change.get(ActionPlan, number)
    change.require(verb, plan)
    if plan.state is PlanState.CLOSED:
        raise RuleBroken("closed")
    return plan


def _first(change: Change, plan: ActionPlan) -> Incident:
    covered = select(Incident).where(Incident.plan_id == plan.id).order_by(Incident.id).limit(1)
    return change.session.scalars(covered).one()


def _log(change: Change, verb: Verb, message: Message, plan: ActionPlan, **facts: Any) -> None:
    change.outcome = change.outcome or message.id
    change.log(
        verb, Subject.MESSAGE, message.id, incident=_first(change, plan), plan=plan.id, message=message.number,
        state=message.state, audiences=message.audiences, **facts,
    )  # fmt: skip


def _check(change: Change, plan: ActionPlan, wording: Wording) -> None:
    messages.require_whole(wording.audiences, wording.answers)
    file = change.plan_of(_first(change, plan).standing_plan_id)
    own = select(AudienceRow.id).where(AudienceRow.plan_id == plan.id, AudienceRow.code.is_(None))
    known = {*file.audience_rows, *(f"#{number}" for number in change.session.scalars(own))}
    if set(wording.audiences) - known:
        raise RuleBroken("unknown-code", field="audiences")
    if set(wording.channels) - set(file.channels):
        raise RuleBroken("unknown-code", field="channels")


def _answer(change: Change, message: Message, wording: Wording) -> bool:
    """Take in what is written anew; what stands unchanged keeps its text. Returns whether a text is another one."""
    ids = {q: getattr(message, f"{q}_id") for q in messages.QUESTIONS}
    stored = {
        t.id: t.body for t in change.session.scalars(select(Text).where(Text.id.in_([i for i in ids.values() if i])))
    }
    other = False
    for question, number in ids.items():
        said = wording.answers.get(question, "")
        if number is not None and stored[number] == said:
            continue
        other = other or bool(number or said)
        setattr(message, f"{question}_id", change.maybe_text(question, said))
    return other


def _answered(message: Message) -> list[str]:
    return [question for question in messages.QUESTIONS if getattr(message, f"{question}_id") is not None]


def _new(change: Change, plan: ActionPlan, wording: Wording, **more: Any) -> Message:
    _check(change, plan, wording)
    highest = select(func.max(Message.number)).where(Message.plan_id == plan.id)
    texts: dict[str, Any] = {f"{q}_id": change.maybe_text(q, said) for q, said in wording.answers.items()}
    by = change.by
    return change.add(
        Message(
            plan_id=plan.id, number=(change.session.scalar(highest) or 0) + 1, state=MessageState.DRAFT,
            audiences=list(wording.audiences), channels=list(wording.channels), at=change.now, person_id=by.person,
            role=by.role, party=by.party, **texts, **more,
        )
    )  # fmt: skip


@intention
def write_message(
    store: Store, by: Viewer, key: str | None = None, *, plan: int, wording: Wording, seen: Seen | None = None,
    rebuts: int | None = None,
) -> int:  # fmt: skip
    """Draft a message, or write on in the one that was `seen`: approved before, it is a draft again. Returns its id.

    `rebuts` is the refuted rumour that it puts right. Raises Stale; RuleBroken "message-sent", "no-audience",
    "nothing-answered", "unknown-code", "not-refuted", and what `Change.text` refuses, with the question as the field.
    """
    with store.changing(by, key) as change:
        found = _plan(change, plan, Verb.WRITE_MESSAGE)
        if seen is None:
            message = _new(change, found, wording, rebuts_id=_rumour(change, found, rebuts))
            _log(change, Verb.WRITE_MESSAGE, message, found, rebuts=rebuts)
            return message.id
        message = change.again(Message, seen)
        if message.plan_id != plan:
            raise RuleBroken("unknown-code")
        before, state = message.state, messages.edited(message.state)
        _check(change, found, wording)
        answered = _answered(message)
        if _answer(change, message, wording):
            message.at, message.person_id, message.role, message.party = change.now, by.person, by.role, by.party
        message.audiences, message.channels = list(wording.audiences), list(wording.channels)
        message.state = state
        message.approved_at = message.approved_role = message.approved_party = None
        emptied = [question for question in answered if question not in _answered(message)]
        _log(change, Verb.WRITE_MESSAGE, message, found, before=before, **({"emptied": emptied} if emptied else {}))
    return message.id


def _rumour(change: Change, plan: ActionPlan, number: int | None) -> int | None:
    if number is None:
        return None
    fact = change.get(Fact, number)
    if change.get(Incident, fact.incident_id).plan_id != plan.id:
        raise RuleBroken("unknown-code")
    messages.require_refuted(fact.certainty)
    return fact.id


def _moved(change: Change, seen: Seen, verb: Verb, wanted: MessageState) -> tuple[Message, ActionPlan]:
    plan = _plan(change, change.get(Message, seen.id).plan_id, verb)
    message = change.again(Message, seen)
    message.state = messages.move(message.state, wanted)
    return message, plan


@intention
def approve_message(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Approve what was seen, as it stood: *korrekt* (R11). Raises Stale when it has been changed since. Its id."""
    with store.changing(by, key) as change:
        message, plan = _moved(change, seen, Verb.APPROVE_MESSAGE, MessageState.APPROVED)
        message.approved_at, message.approved_role, message.approved_party = change.now, by.role, by.party
        alone = by.person is not None and by.person == message.person_id
        _log(change, Verb.APPROVE_MESSAGE, message, plan, own=alone or by.role == message.role)
    return message.id


@intention
def send_message(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Note that an approved message has gone out, now: *rettidig* (R11). What it corrects is *rettet* from then on."""
    with store.changing(by, key) as change:
        message, plan = _moved(change, seen, Verb.SEND_MESSAGE, MessageState.SENT)
        message.sent_at, message.sent_role, message.sent_party = change.now, by.role, by.party
        corrects = None
        if message.corrects_id is not None:
            old = change.get(Message, message.corrects_id)
            old.state = messages.move(old.state, MessageState.CORRECTED)
            corrects = old.number
        _log(change, Verb.SEND_MESSAGE, message, plan, channels=message.channels, corrects=corrects)
    return message.id


@intention
def correct_message(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, wording: Wording) -> int:
    """Put a sent message right: a new draft that names it; the old one stands as it was (6.20). Returns the new id.

    Raises Stale; RuleBroken "not-sent-yet", "correction-begun", "already-corrected".
    """
    with store.changing(by, key) as change:
        plan = _plan(change, change.get(Message, seen.id).plan_id, Verb.WRITE_MESSAGE)
        old = change.again(Message, seen)
        others = select(Message.id).where(Message.corrects_id == old.id, Message.state != MessageState.DISCARDED)
        begun = old.state is MessageState.SENT and change.session.scalar(others.limit(1)) is not None
        messages.require_correctable(old.state, begun=begun)
        message = _new(change, plan, wording, corrects_id=old.id, rebuts_id=old.rebuts_id)
        change.outcome = message.id
        _log(change, Verb.WRITE_MESSAGE, message, plan, corrects=old.number)
    return change.outcome


@intention
def discard_message(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Give a message up that was not sent; it stays readable. An approved one only by who may approve. Its id."""
    with store.changing(by, key) as change:
        verb = messages.discarded_by(change.get(Message, seen.id).state)
        message, plan = _moved(change, seen, verb, MessageState.DISCARDED)
        _log(change, Verb.WRITE_MESSAGE, message, plan)
    return message.id


@intention
def translate_message(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, language: str, text: str) -> int:
    """Type a message in another language, for the poster; the newest of a language counts. Returns the message's id.

    What has been approved is translated by those alone who approve: no word leaves the house unapproved (R11).
    Raises Stale when the message is another one by now; RuleBroken "text-missing", "text-too-long".
    """
    with store.changing(by, key) as change:
        verb = messages.translated_by(change.get(Message, seen.id).state)
        plan = _plan(change, change.get(Message, seen.id).plan_id, verb)
        message = change.again(Message, seen)
        name = change.text("language", " ".join(language.split()))
        change.add(
            Translation(
                plan_id=plan.id, message_id=message.id, language_id=name, text_id=change.text("text", text),
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        _log(change, Verb.WRITE_MESSAGE, message, plan, translated=True)
    return message.id
