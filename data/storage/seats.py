"""Who sits at the meeting for which party, and with what mandate; read where something is accepted or agreed."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import Attendance, LogLine, Meeting, PlanAgreement, PlanEdition
from data.plan import StandingPlan
from data.rules.mandates import Seats
from data.vocabulary import Subject, Verb


def running_seats(session: Session, plan: int, standing: StandingPlan, party: str | None) -> Seats:
    """The party's seats that are taken now at a meeting about the plan; none when no meeting is running."""
    taken = (
        select(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.plan_id == plan, Meeting.started_at.is_not(None), Meeting.ended_at.is_(None),
            Meeting.cancelled_at.is_(None), Attendance.left_at.is_(None),
        )
        .order_by(Attendance.id)
    )  # fmt: skip
    return _of_party(session.scalars(taken), standing, party)


def agreeing_seats(session: Session, plan: int, standing: StandingPlan, party: str) -> Seats:
    """The party's seats at the newest meeting about the plan that has begun, whoever may have left since."""
    newest = (
        select(Meeting.id)
        .where(Meeting.plan_id == plan, Meeting.started_at.is_not(None), Meeting.cancelled_at.is_(None))
        .order_by(Meeting.number.desc())
        .limit(1)
    )
    meeting = session.scalar(newest)
    if meeting is None:
        return {}
    rows = session.scalars(select(Attendance).where(Attendance.meeting_id == meeting).order_by(Attendance.id))
    return _of_party(rows, standing, party)


def _of_party(rows: Iterable[Attendance], standing: StandingPlan, party: str | None) -> Seats:
    """The newest seat of each role counts: a stand-in who takes over brings a mandate of their own."""
    return {
        row.seated: row.mandate
        for row in rows
        if party is not None and row.seated in standing.roles and standing.roles[row.seated].party == party
    }


def accepted_by(session: Session, action: int) -> int | None:
    """The account that last accepted an action for its party."""
    accepts = select(LogLine.person_id).where(
        LogLine.subject == Subject.ACTION, LogLine.subject_id == action, LogLine.verb == Verb.ACCEPT_ACTION
    )
    return session.scalar(accepts.order_by(LogLine.seq.desc()).limit(1))


def agreed_by(session: Session, agreement: int) -> int | None:
    """The account that took a party's stance to an edition of the plan, or wrote it down for it."""
    who = func.coalesce(PlanAgreement.person_id, PlanEdition.person_id)
    found = select(who).join(PlanEdition, PlanEdition.id == PlanAgreement.edition_id)
    return session.scalar(found.where(PlanAgreement.id == agreement))
