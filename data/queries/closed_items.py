"""The closed item as it may be read: by everybody that and since when it runs, by the entitled who has left (R48).

Never shared between viewers: whether somebody is entitled is asked anew in every run (6.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Attendance, ClosedItem, Meeting
from data.plan import StandingPlan
from data.rules import closed_item
from data.rules.access import Viewer
from data.rules.closed_item import Parting, Sat, Seat
from data.storage import Store
from data.vocabulary import Way


@dataclass(frozen=True)
class RunningItem:
    """A closed item that runs; `left` (role codes) is None for whoever is not entitled to be present."""

    id: int
    plan: int
    started_at: datetime
    left: tuple[str, ...] | None


@dataclass(frozen=True)
class Leaving:
    """Who would leave and stay if it started now, and who of those leaving takes part online, as role codes."""

    parting: Parting
    online: tuple[str, ...]


def running_item(store: Store, viewer: Viewer, plan: int | None = None) -> RunningItem | None:
    """The closed item that runs about this plan, or about any plan that the viewer reads."""
    with store.reading(viewer) as session:
        asked = select(ClosedItem).where(ClosedItem.ended_at.is_(None)).order_by(ClosedItem.id).limit(1)
        found = session.scalar(asked if plan is None else asked.where(ClosedItem.plan_id == plan))
        if found is None:
            return None
        left = tuple(found.left) if closed_item.is_entitled(viewer) else None
        return RunningItem(found.id, found.plan_id, found.started_at, left)


def lengths_of_items(store: Store, viewer: Viewer, meeting: int) -> list[timedelta]:
    """How long each closed item of a meeting took that has ended: all that minutes and reports say of them."""
    with store.reading(viewer) as session:
        asked = select(ClosedItem.started_at, ClosedItem.ended_at).where(ClosedItem.meeting_id == meeting)
        rows = session.execute(asked.order_by(ClosedItem.id)).all()
        return [row.ended_at - row.started_at for row in rows if row.ended_at is not None]


def running_meeting(store: Store, viewer: Viewer, plan: int) -> int | None:
    """The id of the meeting about this plan that is being held now."""
    with store.reading(viewer) as session:
        held = select(Meeting.id).where(
            Meeting.plan_id == plan, Meeting.started_at.is_not(None), Meeting.ended_at.is_(None)
        )
        return session.scalar(held.order_by(Meeting.id.desc()).limit(1))


def leaving_for_item(store: Store, viewer: Viewer, meeting: int) -> Leaving:
    """Who must leave and who stays, before it starts."""
    plan = store.plan()
    with store.reading(viewer) as session:
        rows = [row for row in _seats(session, meeting) if row.left_at is None]
    parting = closed_item.part([Seat(row.seated, row.seat, _covered(plan, row.seated)) for row in rows])
    online = tuple(row.seated for row in rows if row.way is Way.ONLINE and row.seated in parting.leaving)
    return Leaving(parting, online)


def away_for_item(store: Store, viewer: Viewer, meeting: int) -> tuple[str, ...]:
    """Who left for a closed item of the meeting and has not come back, as role codes."""
    with store.reading(viewer) as session:
        starts = session.scalars(select(ClosedItem.started_at).where(ClosedItem.meeting_id == meeting)).all()
        return closed_item.away([Sat(row.seated, row.left_at) for row in _seats(session, meeting)], starts)


def _seats(session: Session, meeting: int) -> list[Attendance]:
    return list(session.scalars(select(Attendance).where(Attendance.meeting_id == meeting).order_by(Attendance.id)))


def _covered(plan: StandingPlan, role: str) -> bool:
    party = plan.party_of(role)
    return party is not None and party.covered_115
