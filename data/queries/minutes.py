"""What a meeting decided and agreed, read back from the log: minutes say what was so when it ended, and stay so.

Lines are told apart by their number, not by their time: those after the END_MEETING line of the meeting before, up to
that of the meeting itself.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.entities import Action, Incident, LogLine, Meeting
from data.queries.history import LineRow, read_lines
from data.queries.sharing import shared
from data.queries.wording import Said, said
from data.rules import decisions, mandates
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import ActionStatus, Subject, Verb

UNTOLD: Final = frozenset(
    {
        Verb.DELIVER,
        Verb.MARK_READ,
        Verb.CALL_MEETING,
        Verb.CHANGE_MEETING,
        Verb.START_MEETING,
        Verb.NEXT_ITEM,
        Verb.SEAT,
        Verb.ATTEND,
        Verb.LEAVE_SEAT,
        Verb.END_MEETING,
    }
)
"""Lines that are no news to a meeting."""


@dataclass(frozen=True)
class AgreedRow:
    """An action as the meeting left it. The deadline is UTC."""

    id: int
    number: int
    what: Said
    party: str | None
    status: ActionStatus
    deadline: datetime | None
    reserved: bool
    """It stood with a reservation then."""
    new: bool
    """It was proposed, or its party took it on, between the meeting before and the end of this one."""


@dataclass(frozen=True)
class _Bounds:
    after: int
    until: int | None

    def hold(self) -> Any:
        """What a line's number must satisfy."""
        above = LogLine.seq > self.after
        return above if self.until is None else above & (LogLine.seq <= self.until)


@shared
def decided(store: Store, viewer: Viewer, *, meeting: int) -> list[LineRow]:
    """The decisions taken by a click since the meeting before, in their order (D1-D12 of domain.md 1.3)."""
    return _lines(store, viewer, meeting, LogLine.verb.in_([verb.value for verb in decisions.TAKEN_BY_CLICK]))


@shared
def changes(store: Store, viewer: Viewer, *, meeting: int) -> list[LineRow]:
    """What has happened since the meeting before, in its order."""
    return _lines(store, viewer, meeting, LogLine.verb.not_in([verb.value for verb in UNTOLD]))


def _lines(store: Store, viewer: Viewer, meeting: int, wanted: Any) -> list[LineRow]:
    with store.reading(viewer) as session:
        found = session.get(Meeting, meeting)
        if found is None:
            return []
        covered = select(Incident.id).where(Incident.plan_id == found.plan_id)
        concerns = or_(LogLine.plan_id == found.plan_id, LogLine.incident_id.in_(covered))
        lines = select(LogLine).where(concerns, wanted, _bounds(session, found).hold()).order_by(LogLine.seq)
        return read_lines(session, session.scalars(lines).all())


def _bounds(session: Session, meeting: Meeting) -> _Bounds:
    ends = select(LogLine.seq, LogLine.subject_id).where(
        LogLine.plan_id == meeting.plan_id, LogLine.subject == Subject.MEETING, LogLine.verb == Verb.END_MEETING
    )
    found = {row.subject_id: row.seq for row in session.execute(ends)}
    own = found.pop(meeting.id, None)
    return _Bounds(max((seq for seq in found.values() if own is None or seq < own), default=0), own)


@shared
def agreed(store: Store, viewer: Viewer, *, meeting: int) -> list[AgreedRow]:
    """The actions of the plan as they stood when the meeting ended, whatever has become of them since."""
    with store.reading(viewer) as session:
        found = session.get(Meeting, meeting)
        if found is None:
            return []
        bounds = _bounds(session, found)
        ours = select(Action.id).where(Action.plan_id == found.plan_id)
        wanted = select(LogLine).where(LogLine.subject == Subject.ACTION, LogLine.subject_id.in_(ours))
        if bounds.until is not None:
            wanted = wanted.where(LogLine.seq <= bounds.until)
        lines = session.scalars(wanted.order_by(LogLine.seq)).all()
        told = [_told(line) for line in lines]
        news = {
            line.subject_id for line in lines
            if line.seq > bounds.after and line.verb in (Verb.PROPOSE_ACTION, Verb.ACCEPT_ACTION)
        }  # fmt: skip
        stood = decisions.as_of(told)
        texts = said(session, [action.what for action in stood.values()])
        return [
            AgreedRow(
                id=number, number=action.number, what=texts[action.what], party=action.party, status=action.status,
                deadline=datetime.fromisoformat(action.deadline) if action.deadline else None, new=number in news,
                reserved=mandates.awaits(action.status, reserved=action.reserved),
            )
            for number, action in stood.items()
        ]  # fmt: skip


def _told(line: LogLine) -> decisions.Told:
    what = json.loads(line.texts).get("what")
    return decisions.Told(line.subject_id, line.word, json.loads(line.facts), what["id"] if what else None)
