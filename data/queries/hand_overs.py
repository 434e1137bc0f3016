"""What stands on a forum's list: open until the forum has dealt with it, then kept apart (plan line 69, R45)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from data.entities import Action, HandOver, Incident, Progress
from data.queries.sharing import shared
from data.queries.wording import NOTHING, Said, said
from data.rules.access import Viewer
from data.rules.hand_overs import Handed
from data.rules.times import day_of
from data.storage import Store
from data.storage.fora import next_day
from data.storage.hand_overs import newest, of_row
from data.storage.plan_versions import plan_version
from data.vocabulary import ActionStatus


@dataclass(frozen=True)
class HandOverRow:
    """An action that a forum has. Times are UTC, days the area's; codes are those of its incident's standing plan."""

    id: int | None
    """None for one from before hand-overs were kept: neither receiver nor day is known."""
    version: int
    action: int
    action_version: int
    number: int
    incident_id: int
    incident_number: int
    exercise: bool
    category: str
    place: str
    standing_plan_id: int
    coordinator: str
    person_related: bool
    what: Said
    party: str | None
    forum: str
    note: Said
    """What the forum is to know, as it was said at the hand-over."""
    handed: Handed
    late: bool
    """Past its day, and not dealt with."""
    at: datetime | None = None
    """When it was handed over."""
    confirmed_at: datetime | None = None
    confirmed_role: str | None = None
    answered_on: date | None = None
    dealt_at: datetime | None = None
    outcome: Said = NOTHING


@shared
def open_hand_overs(store: Store, viewer: Viewer, forum: str) -> list[HandOverRow]:
    """What a forum has not dealt with: what is real first, then by day; what has no day stands on top."""
    with store.reading(viewer) as session:
        over = select(Action, Incident).join(Incident, Incident.id == Action.incident_id)
        over = over.where(Action.status == ActionStatus.HANDED_OVER, Action.forum == forum)
        found = session.execute(over).all()
        rows = newest(session, [action.id for action, _ in found])
        open_ = [(a, i, rows.get(a.id)) for a, i in found if a.id not in rows or rows[a.id].dealt_at is None]
        told = _told(session, open_, day_of(store.clock()))
    return sorted(told, key=lambda row: (row.exercise, row.handed.due or date.min, row.incident_number, row.number))


@shared
def dealt_hand_overs(store: Store, viewer: Viewer, forum: str) -> list[HandOverRow]:
    """What a forum has dealt with, the newest first."""
    with store.reading(viewer) as session:
        dealt = _with_row().where(HandOver.forum == forum, HandOver.dealt_at.is_not(None))
        found = session.execute(dealt.order_by(HandOver.dealt_at.desc(), HandOver.id.desc())).all()
        return _told(session, found, day_of(store.clock()))


def hand_over_row(store: Store, viewer: Viewer, number: int) -> HandOverRow | None:
    """The hand-over with this id, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        found = session.execute(_with_row().where(HandOver.id == number)).all()
        return next(iter(_told(session, found, day_of(store.clock()))), None)


def next_forum_day(store: Store, viewer: Viewer, forum: str) -> date | None:
    """The forum's next day by the plan in use and what is kept here; None for none that is known (R16)."""
    with store.reading(viewer) as session:
        return next_day(session, plan_version(session)[1].fora.get(forum), day_of(store.clock()))


def _with_row() -> Select[Action, Incident, HandOver]:
    joined = select(Action, Incident, HandOver).join(Incident, Incident.id == Action.incident_id)
    return joined.join(HandOver, HandOver.action_id == Action.id)


def _told(session: Session, found: Sequence[Any], today: date) -> list[HandOverRow]:
    notes = _notes(session, [a.id for a, _, _ in found])
    texts = said(
        session, [i for a, _, row in found for i in (a.what_id, notes.get(a.id), row.outcome_id if row else None)]
    )
    return [
        HandOverRow(
            id=row.id if row else None, version=row.version if row else 0, action=a.id, action_version=a.version,
            number=a.number, incident_id=i.id, incident_number=i.number, exercise=i.exercise, category=i.category,
            place=i.place, standing_plan_id=i.standing_plan_id, coordinator=i.coordinator,
            person_related=a.person_related, what=texts[a.what_id], party=a.party,
            forum=row.forum if row else a.forum, note=texts[notes.get(a.id)], handed=(how := of_row(row)),
            late=how.late(today),
            **_answers(row, texts),
        )
        for a, i, row in found
    ]  # fmt: skip


def _notes(session: Session, actions: Sequence[int]) -> dict[int, int | None]:
    """Action id -> id of what was said when it was handed over last."""
    told = select(Progress.action_id, Progress.note_id).where(
        Progress.action_id.in_(actions), Progress.status == ActionStatus.HANDED_OVER
    )
    return {row.action_id: row.note_id for row in session.execute(told.order_by(Progress.id))}


def _answers(row: HandOver | None, texts: Any) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "at": row.at, "confirmed_at": row.confirmed_at, "confirmed_role": row.confirmed_role,
        "answered_on": row.answered_on, "dealt_at": row.dealt_at, "outcome": texts[row.outcome_id],
    }  # fmt: skip
