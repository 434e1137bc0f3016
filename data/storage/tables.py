"""Who is at the table of each incident, read where a proposed action may wait for its party (R58, 6.4)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Attendance, Invitation, Meeting, SignIn
from data.plan import StandingPlan
from data.rules.presence import Table
from data.storage import guests


def tables(
    session: Session, incidents: Mapping[int, tuple[int, StandingPlan]], now: datetime, *, with_guests: bool = True
) -> dict[int, Table]:
    """Incident id -> its table; `incidents` gives each with its plan's id and its standing plan.

    One select for all, and some more `with_guests`: they are asked for only where an action is a guest's.
    """
    if not incidents:
        return {}
    seats = _seats(session, {plan for plan, _ in incidents.values()})
    joined = _joined(session, incidents, now) if with_guests else {}
    return {
        incident: Table(
            _parties(standing, seats[plan]) if plan in seats else None,
            _parties(standing, joined.get(incident, ())),
        )
        for incident, (plan, standing) in incidents.items()
    }


def _parties(standing: StandingPlan, roles: Collection[str]) -> frozenset[str]:
    return frozenset(party.code for role in roles if (party := standing.party_of(role)))


def _seats(session: Session, plans: Collection[int]) -> dict[int, set[str]]:
    """Plan id -> roles with a seat at its newest meeting at which anybody had one."""
    taken = (
        select(Meeting.plan_id, Meeting.id, Attendance.seated)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(Meeting.plan_id.in_(plans), Meeting.started_at.is_not(None), Meeting.cancelled_at.is_(None))
        .order_by(Meeting.number)
    )
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in session.execute(taken):
        found[row.plan_id][row.id].add(row.seated)
    return {plan: list(meetings.values())[-1] for plan, meetings in found.items()}


def _joined(session: Session, incidents: Collection[int], now: datetime) -> dict[int, set[str]]:
    """Incident id -> guest roles that are invited and have joined."""
    invited = select(Invitation).where(Invitation.incident_id.in_(incidents), Invitation.guest_id.is_not(None))
    standing = session.scalars(invited).all()
    if not standing:
        return {}
    ended = guests.ends(session, standing, now)
    came = set(session.scalars(select(SignIn.person_id).where(SignIn.person_id.in_([i.guest_id for i in standing]))))
    found: dict[int, set[str]] = defaultdict(set)
    for row in standing:
        if row.invited and row.guest_id in came and ended[row.id] is None:
            found[row.incident_id].add(row.invited)
    return found
