"""A meeting goes from item to item of its agenda, and ends when it has been read back. Source: R20, R23, 6.3."""

from sqlalchemy import func, select

from data.commands.meetings import agenda_of, closed_item_of, log, require_floor, state_of, step_to
from data.entities import Action, AgendaStep, Decision, Meeting, Question
from data.rules import agenda, decisions, meetings, progress
from data.rules.access import Viewer
from data.rules.meetings import MeetingState
from data.storage import Change, Seen, Store, intention
from data.vocabulary import Verb


@intention
def next_item(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, item: int) -> int:
    """Go to an item of the agenda, from 0: the next one, or any other. Two who press at once move it once.

    Raises RuleBroken "meeting-not-running", "closed-item-running", "no-such-item".
    """
    with store.changing(by, key) as change:
        change.require(Verb.RUN_MEETING, change.get(Meeting, seen.id))
        meeting = change.again(Meeting, seen)
        require_floor(change, meeting)
        agenda.require_step(agenda_of(change, meeting), item)
        step_to(change, meeting, item)
        log(change, Verb.NEXT_ITEM, meeting, item=item, follow_up=meeting.follow_up)
    return meeting.id


@intention
def end_meeting(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, read_back: bool,
    confirmed_unowned: frozenset[int] = frozenset(),
) -> int:  # fmt: skip
    """End the meeting once its summary was read back, every action that nobody owns confirmed one by one (6.3).

    Raises RuleBroken "meeting-not-running", "closed-item-running", "summary-not-opened", "unowned-actions",
    "not-read-back".
    """
    with store.changing(by, key) as change:
        change.require(Verb.RUN_MEETING, change.get(Meeting, seen.id))
        meeting = change.again(Meeting, seen)
        meetings.require(MeetingState.RUNNING, state_of(meeting))
        unowned = _unowned(change, meeting)
        decisions.require_end(
            summary_opened=_summary_opened(change, meeting), read_back=read_back, unowned=unowned,
            confirmed=confirmed_unowned, closed_item=closed_item_of(change, meeting.plan_id) is not None,
        )  # fmt: skip
        step_to(change, meeting, None)
        meeting.ended_at = change.now
        taken = select(func.count(Decision.id)).where(Decision.meeting_id == meeting.id)
        waiting = select(func.count(Question.id)).where(
            Question.plan_id == meeting.plan_id, Question.answered_at.is_(None)
        )
        log(
            change, Verb.END_MEETING, meeting, unowned=len(unowned), decisions=change.session.scalar(taken),
            questions=change.session.scalar(waiting),
        )  # fmt: skip
    return meeting.id


def _unowned(change: Change, meeting: Meeting) -> frozenset[int]:
    rows = change.session.scalars(select(Action).where(Action.plan_id == meeting.plan_id))
    return frozenset(row.id for row in rows if progress.is_unowned(row.status, row.party))


def _summary_opened(change: Change, meeting: Meeting) -> bool:
    summary = agenda.summary_of(agenda_of(change, meeting))
    if summary is None:
        return True
    steps = select(AgendaStep.id).where(AgendaStep.meeting_id == meeting.id, AgendaStep.item == summary)
    return change.session.scalar(steps.limit(1)) is not None
