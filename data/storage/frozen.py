"""What a situation picture freezes: the plan as it stands, as codes, numbers and ids of texts (domain.md 3.4).

Read the same way by the command that locks a picture and by the screen that shows the working copy. No text is copied,
so that what is removed for good is gone from every picture, too.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Action, Fact, Incident, Merge, Message, PlanPart
from data.vocabulary import MessageState, PartKind


def picture_of(session: Session, plan: int) -> dict[str, Any]:
    """The plan with this id as it stands: what SituationPicture.frozen holds once it is approved."""
    part = session.scalar(
        select(PlanPart)
        .where(PlanPart.plan_id == plan, PlanPart.kind == PartKind.SITUATION)
        .order_by(PlanPart.revision.desc())
        .limit(1)
    )
    return {
        "revision": part.revision if part else 0,
        "actions": _actions(session, plan),
        "messages": _messages(session, plan),
        "facts": _facts(session, plan),
        "involved_from": part.involved_from if part else None,
        "involved_to": part.involved_to if part else None,
        "involved_unknown": bool(part and part.involved_unknown),
        "risk": part.risk.value if part and part.risk else None,
    }


def _actions(session: Session, plan: int) -> list[dict[str, Any]]:
    found = session.scalars(select(Action).where(Action.plan_id == plan).order_by(Action.number))
    return [
        {
            "number": a.number, "what": a.what_id, "party": a.party, "status": a.status.value,
            "deadline": _iso(a.deadline), "person_related": a.person_related, "entry": a.entry,
        }
        for a in found
    ]  # fmt: skip


def _messages(session: Session, plan: int) -> list[dict[str, Any]]:
    """What was sent: a draft that nobody has approved is no part of the situation."""
    sent = (MessageState.SENT, MessageState.CORRECTED)
    found = session.scalars(
        select(Message).where(Message.plan_id == plan, Message.state.in_(sent)).order_by(Message.number)
    )
    return [
        {"number": m.number, "state": m.state.value, "audiences": list(m.audiences), "sent_at": _iso(m.sent_at)}
        for m in found
    ]  # fmt: skip


def _facts(session: Session, plan: int) -> list[dict[str, Any]]:
    """What is known of the incidents the plan covers, and of those merged into them."""
    covered = select(Incident.id).where(Incident.plan_id == plan)
    merged = select(Merge.incident_id).where(Merge.undone_at.is_(None), Merge.into_id.in_(covered))
    found = session.scalars(
        select(Fact)
        .where(Fact.incident_id.in_(covered) | Fact.incident_id.in_(merged))
        .order_by(Fact.happened_at, Fact.id)
    )
    return [{"what": f.what_id, "certainty": f.certainty.value, "at": f.happened_at.isoformat()} for f in found]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
