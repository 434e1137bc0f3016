"""What the closing rules look at, read the same way by the command that closes and the screen that lists."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Action, Impression, SupportAnswer
from data.rules.plans import Standing


def standing(session: Session, plan: int) -> Standing:
    """How the plan with this id stands."""
    return Standing(
        statuses={a.id: a.status for a in session.scalars(select(Action).where(Action.plan_id == plan))},
        support_answered=frozenset(session.scalars(select(SupportAnswer.about).where(SupportAnswer.plan_id == plan))),
        impressions=len(session.scalars(select(Impression.id).where(Impression.plan_id == plan)).all()),
    )
